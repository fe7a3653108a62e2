"""Is this output right? By the default validator outside any box, or by the authors' programs, each in its own box.

Guarantees: the submission's box never saw the answer; a validator that misbehaves is a judge error with words for the
authors, never a verdict on the candidate. What a validator wrote is read as bounded bytes.
"""

from __future__ import annotations

import math
import re
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from protocol.verdicts import Verdict
from runner.engine import Engine, Limits, Outcome
from runner.execution import ending_of
from runner.judging.aggregation import ValidatorScore
from runner.judging.default_validator import compare, parse_flags
from runner.judging.stations import AuthorProgram, AuthorsError, Given, feedback_of
from runner.packages.model import ProblemPackage, TestCase
from runner.telling.shown import safe_text

ACCEPT, REJECT = 42, 43
"""Exit codes of validators (format, "Reporting a judgement")."""
NEXT_PASS = "nextpass.in"  # noqa: S105 - a file name of the format
_SCORE, _MULTIPLIER = "score.txt", "score_multiplier.txt"
_MAX_MESSAGE_BYTES = 16 * 1024
_MAX_SAID_BYTES = 4 * 1024
_FLOAT = re.compile(r"[+-]?([0-9]*\.[0-9]+|[0-9]+\.|[0-9]+)([Ee][+-]?[0-9]+)?")
"""A floating-point number as the format writes it ("General requirements")."""


@dataclass(frozen=True)
class Opinion:
    """What was found about one output.

    `judge_message` and `team_message` are for reviewers and authors: they speak of a hidden test, so they never reach a
    candidate. `feedback` is what the validator left for the next pass.
    """

    verdict: Verdict
    reason: str = ""
    judge_message: str = ""
    team_message: str = ""
    score: ValidatorScore = ValidatorScore()  # noqa: RUF009 - frozen value
    feedback: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Pass:
    """What one pass of a test is about: its input, and what the validator noted in the passes before."""

    case: TestCase
    input: bytes
    feedback: Mapping[str, bytes] = field(default_factory=dict)


class OutputCheck:
    """The package's way of checking outputs. Its validators are compiled once, at the first use."""

    def __init__(self, package: ProblemPackage, engine: Engine) -> None:
        self._package = package
        self.validators = tuple(
            AuthorProgram("output validator", program, package.limits, engine) for program in package.output_validators
        )

    def check(self, about: Pass, output: bytes, stop: threading.Event | None = None) -> Opinion:
        """Judge one output. Raises EngineFault, Stopped."""
        if not self.validators:
            return _compared(about.case, output)
        opinion = Opinion(Verdict.ACCEPTED)
        for validator in self.validators:
            try:
                outcome = validator.run(given_to_validator(about, output), stop)
            except AuthorsError as error:
                return Opinion(Verdict.JUDGE_ERROR, str(error))
            found = opinion_of(outcome, validator.limits, validator.kind)
            opinion = found if found.score != ValidatorScore() else replace(found, score=opinion.score)
            if opinion.verdict is not Verdict.ACCEPTED:
                break
        return opinion

    def close(self) -> None:
        """Close the validators' stations."""
        for validator in self.validators:
            validator.close()


def given_to_validator(about: Pass, output: bytes = b"") -> Given:
    """The call of the format: `input_file answer_file feedback_dir flags < output`."""
    files = {"test.in": about.input, "test.ans": about.case.answer}
    return Given(("test.in", "test.ans"), about.case.validator_args, files, output, about.feedback)


def opinion_of(outcome: Outcome, limits: Limits, kind: str) -> Opinion:
    """What a validator said by its exit code and its feedback folder (format, "Reporting a judgement"). Pure."""
    feedback = feedback_of(outcome)
    message = safe_text(feedback.get("judgemessage.txt", b""), _MAX_MESSAGE_BYTES)
    if broken := _misbehaved(outcome, limits, feedback):
        said = safe_text(outcome.stderr, _MAX_SAID_BYTES)
        return Opinion(Verdict.JUDGE_ERROR, f"The {kind} failed. {broken}", f"{message}\n{said}".strip())
    verdict = Verdict.ACCEPTED if outcome.exit_code == ACCEPT else Verdict.WRONG_ANSWER
    reason = "" if verdict is Verdict.ACCEPTED else "The output is not a right answer."
    try:
        score = ValidatorScore(_number(feedback, _SCORE), _number(feedback, _MULTIPLIER))
    except AuthorsError as error:
        return Opinion(Verdict.JUDGE_ERROR, f"The {kind} failed. {error}", message)
    team = safe_text(feedback.get("teammessage.txt", b""), _MAX_MESSAGE_BYTES)
    return Opinion(verdict, reason, message, team, score, feedback)


def died_of_silence(outcome: Outcome) -> bool:
    """Whether a validator was ended by writing to a program that had gone: its own fault only in good manners."""
    return outcome.signal == signal.SIGPIPE or outcome.exit_code == 128 + signal.SIGPIPE


def _misbehaved(outcome: Outcome, limits: Limits, feedback: Mapping[str, bytes]) -> str:
    """What a validator did against the rules, in words; empty when it kept them."""
    ending = ending_of(outcome, limits)
    if ending.verdict not in {None, Verdict.RUN_TIME_ERROR}:
        return ending.reason
    if outcome.exit_code not in {ACCEPT, REJECT}:
        return ending.reason.replace("instead of 0", "instead of 42 or 43") or (
            "It ended with exit code 0 instead of 42 or 43."
        )
    written = len(outcome.stdout) + len(outcome.stderr) + sum(map(len, feedback.values()))
    if written > limits.output_bytes or outcome.stdout_truncated:
        return f"It wrote more than {limits.output_bytes / 2**20:g} MiB, its feedback files included."
    if outcome.exit_code == REJECT and NEXT_PASS in feedback:
        return f"It asked for another pass by {NEXT_PASS}, but rejected the output."
    return ""


def _number(feedback: Mapping[str, bytes], name: str) -> float | None:
    if name not in feedback:
        return None
    text = feedback[name][:_MAX_SAID_BYTES].decode("ascii", "replace").strip()
    value = float(text) if _FLOAT.fullmatch(text) else math.inf
    if math.isinf(value):
        raise AuthorsError(f"It wrote into {name} what is not a number.")
    return value


def _compared(case: TestCase, output: bytes) -> Opinion:
    difference = compare(output, case.answer, parse_flags(case.validator_args))
    if difference is None:
        return Opinion(Verdict.ACCEPTED)
    detail = f"line {difference.line}: {difference.words} Expected {difference.expected!r}, got {difference.got!r}."
    return Opinion(Verdict.WRONG_ANSWER, "The output is not the expected one.", detail)
