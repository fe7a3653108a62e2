"""Is this output right? By the default validator outside any box, or by the authors' programs, each in its own box.

Guarantees: the submission's box never saw the answer; a validator that misbehaves is a judge error with words for the
authors, never a verdict on the candidate. What a validator wrote is read as bounded bytes.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from protocol.verdicts import Verdict
from runner.engine import Engine, Job, Limits, SourceFile
from runner.execution import Compiled, CompileFailure, compile_program, ending_of, safe_text
from runner.judging.aggregation import ValidatorScore
from runner.judging.default_validator import compare, parse_flags
from runner.packages.model import ProblemLimits, ProblemPackage, TestCase

ACCEPT, REJECT = 42, 43
"""Exit codes of validators (format, "Reporting a judgement")."""
_FEEDBACK = ("judgemessage.txt", "teammessage.txt", "score.txt", "score_multiplier.txt")
_MAX_MESSAGE_BYTES = 4 * 1024


@dataclass(frozen=True)
class Opinion:
    """What was found about one output. `judge_message` is for reviewers and authors, never for candidates."""

    verdict: Verdict
    reason: str = ""
    judge_message: str = ""
    score: ValidatorScore = ValidatorScore()  # noqa: RUF009 - frozen value


class OutputCheck:
    """The package's way of checking outputs; validators are compiled once, at the first use."""

    def __init__(self, package: ProblemPackage, engine: Engine, stop: threading.Event | None = None) -> None:
        self._package, self._engine, self._stop = package, engine, stop
        self._lock = threading.Lock()
        self._compiled: list[Compiled] | None = None
        self._broken = ""

    def check(self, case: TestCase, output: bytes) -> Opinion:
        """Judge one output. Raises EngineFault, Stopped."""
        if not self._package.output_validators:
            difference = compare(output, case.answer, parse_flags(case.validator_args))
            if difference is None:
                return Opinion(Verdict.ACCEPTED)
            detail = (
                f"line {difference.line}: {difference.words} Expected {difference.expected!r}, got {difference.got!r}."
            )
            return Opinion(Verdict.WRONG_ANSWER, "The output is not the expected one.", detail)
        opinion = Opinion(Verdict.ACCEPTED)
        for validator in self._validators():
            opinion = self._ask(validator, case, output)
            if opinion.verdict is not Verdict.ACCEPTED:
                return opinion
        return Opinion(Verdict.JUDGE_ERROR, self._broken) if self._broken else opinion

    def _validators(self) -> list[Compiled]:
        with self._lock:
            if self._compiled is None:
                self._compiled = []
                for program in self._package.output_validators:
                    limits = compile_limits(self._package.limits)
                    result, _ = compile_program(program, self._engine, limits, self._stop)
                    if isinstance(result, CompileFailure):
                        self._broken = f"The output validator does not compile: {result.output}"
                    else:
                        self._compiled.append(result.placed_in("validator/"))
            return self._compiled

    def _ask(self, validator: Compiled, case: TestCase, output: bytes) -> Opinion:
        limits = validation_limits(self._package.limits)
        files = (
            *validator.files,
            SourceFile("test.in", case.input),
            SourceFile("test.ans", case.answer),
            SourceFile("feedback/.keep", b""),
        )
        argv = validator.argv(limits.memory_bytes, ("test.in", "test.ans", "feedback/", *case.validator_args))
        wanted = tuple(f"feedback/{name}" for name in _FEEDBACK)
        outcome = self._engine.run(Job(argv, files, output, limits, wanted), self._stop)
        message = safe_text(outcome.artifacts.get("feedback/judgemessage.txt", b""), _MAX_MESSAGE_BYTES)
        ending = ending_of(outcome, limits)
        if outcome.exit_code not in {ACCEPT, REJECT} or ending.verdict not in {None, Verdict.RUN_TIME_ERROR}:
            said = safe_text(outcome.stderr, _MAX_MESSAGE_BYTES)
            ended = ending.reason or "It ended with exit code 0 instead of 42 or 43."
            return Opinion(Verdict.JUDGE_ERROR, f"The output validator failed. {ended}", f"{message}\n{said}".strip())
        try:
            score = ValidatorScore(
                _number(outcome.artifacts.get("feedback/score.txt")),
                _number(outcome.artifacts.get("feedback/score_multiplier.txt")),
            )
        except ValueError:
            return Opinion(Verdict.JUDGE_ERROR, "The output validator wrote a score that is not a number.", message)
        if outcome.exit_code == REJECT:
            return Opinion(Verdict.WRONG_ANSWER, "The output is not a right answer.", message, score)
        return Opinion(Verdict.ACCEPTED, "", message, score)


def compile_limits(limits: ProblemLimits) -> Limits:
    """Limits of the compiler for this problem."""
    return Limits.for_cpu(limits.compilation_time_ms, limits.compilation_memory_bytes, 1024 * 1024)


def validation_limits(limits: ProblemLimits) -> Limits:
    """Limits of a validator for this problem."""
    return Limits.for_cpu(limits.validation_time_ms, limits.validation_memory_bytes, limits.validation_output_bytes)


def _number(data: bytes | None) -> float | None:
    if data is None:
        return None
    value = float(data.decode("ascii", "replace").strip())
    if not 0 <= value < float("inf"):
        raise ValueError(data)
    return value
