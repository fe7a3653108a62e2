"""Tests of calls: the calls go into a fresh box, values come out, and the comparison happens here.

Guarantees: an expected value never leaves this process; a test passes only when the candidate's process, inside its
limits, sent for every step exactly one answer with the value that was expected. Whoever takes over the driver can send
other values and nothing else. What a submission can see is the input of its own test.
"""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass
from typing import Any

from protocol.verdicts import LanguageId, Verdict
from runner.engine import Limits, Outcome
from runner.execution import Feed, run_compiled
from runner.judging.interactive import ending_within
from runner.tasks.comparison import difference, shown
from runner.tasks.description.interface import CONSTRUCTOR, Interface
from runner.tasks.description.model import CallTest, Expected, Raises, Step, words_of_call
from runner.tasks.driving import Conditions
from runner.tasks.values import NONCE_CHARACTERS, WireFault, decode, encode, frame, read_frame

_KINDS = ("value", "object", "error", "refused")
_DISTURBED = "Its answers could not be read: something else was written where they go."


@dataclass(frozen=True)
class CallResult:
    """What came of a test. `reason` and `answers` tell of hidden values: they are for authors and visible tests."""

    verdict: Verdict
    reason: str
    outcome: Outcome
    answers: tuple[str, ...] = ()


def run_call_test(test: CallTest, interface: Interface, given: Conditions) -> CallResult:
    """Run one test in a fresh box, near its time limit in several. Raises EngineFault, Stopped."""
    driven = given.driven
    calls = b"".join(frame(encode(call)) for call in calls_of(test, interface, driven.language))

    def run() -> CallResult:
        nonce = secrets.token_hex(NONCE_CHARACTERS // 2).encode()
        feed = Feed(nonce + calls, driven.arguments)
        outcome = run_compiled(driven.compiled, feed, given.watched, given.stations, given.stop)
        return judge_answers(test, outcome, given.limits, nonce, driven.language)

    return given.settled(run, lambda result: result.outcome)


def calls_of(test: CallTest, interface: Interface, language: LanguageId) -> list[list[Any]]:
    """What the driver is asked, step by step: name, object, arguments, whether to send the arguments back."""
    handles: dict[str, int] = {}
    calls: list[list[Any]] = []
    made = 0
    for step in test.steps:
        name = interface.members[step.member].wire_name(language)
        calls.append([name, handles.get(step.on, -1), list(step.arguments), bool(step.after)])
        if step.member.endswith(f".{CONSTRUCTOR}") and not isinstance(step.expected, Raises):
            handles[step.label] = made
            made += 1
    return calls


def judge_answers(test: CallTest, outcome: Outcome, limits: Limits, nonce: bytes, language: LanguageId) -> CallResult:
    """The verdict on what came out of the box."""
    ending = ending_within(outcome, limits)
    if ending.verdict not in {None, Verdict.RUN_TIME_ERROR}:
        return CallResult(ending.verdict or Verdict.RUN_TIME_ERROR, ending.reason, outcome)
    try:
        answers = _answers(outcome.stdout, nonce)
    except WireFault as error:
        return CallResult(Verdict.WRONG_ANSWER, f"{_DISTURBED} ({error})", outcome)
    told = tuple(_words(answer) for answer in answers)
    verdict, reason = _first_fault(test, answers, language)
    if verdict is Verdict.ACCEPTED and ending.verdict is not None:
        verdict, reason = ending.verdict, ending.reason
    elif verdict is Verdict.ACCEPTED and len(answers) < len(test.steps):
        words = words_of_call(test.steps[len(answers)])
        verdict, reason = Verdict.RUN_TIME_ERROR, f"It ended inside {words}."
    elif verdict is Verdict.ACCEPTED and len(answers) > len(test.steps):
        verdict, reason = Verdict.WRONG_ANSWER, _DISTURBED
    return CallResult(verdict, reason, outcome, told)


def _first_fault(test: CallTest, answers: list[list[Any]], language: LanguageId) -> tuple[Verdict, str]:
    for step, answer in zip(test.steps, answers, strict=False):
        verdict, reason = _judge(step, answer, language)
        if verdict is not Verdict.ACCEPTED:
            return verdict, f"{words_of_call(step)}: {reason}"
    return Verdict.ACCEPTED, ""


def _answers(data: bytes, nonce: bytes) -> list[list[Any]]:
    source = io.BytesIO(data)
    found = []
    while (payload := read_frame(source, nonce)) is not None:
        answer = decode(payload)
        if not isinstance(answer, list) or len(answer) < 2 or answer[0] not in _KINDS:
            raise WireFault("not an answer")
        found.append([*answer, None])
    return found


def _judge(step: Step, answer: list[Any], language: LanguageId) -> tuple[Verdict, str]:
    kind, content, more = answer[:3]
    if kind == "refused":
        return Verdict.WRONG_ANSWER, f"it gave {content}"
    if isinstance(step.expected, Raises):
        return _judge_error(step.expected.name(language), answer)
    if kind == "error":
        return Verdict.RUN_TIME_ERROR, f"an error was raised: {_words(answer)}"
    said = difference(step.expected, content) if isinstance(step.expected, Expected) else ""
    said = said or _arguments_difference(step, more)
    return (Verdict.WRONG_ANSWER, said) if said else (Verdict.ACCEPTED, "")


def _arguments_difference(step: Step, after: Any) -> str:
    for place, expected in step.after.items():
        if not isinstance(after, list) or place >= len(after):
            return "the arguments did not come back"
        if said := difference(expected, after[place]):
            return f"afterwards, argument {place + 1}: {said}"
    return ""


def _judge_error(wanted: str, answer: list[Any]) -> tuple[Verdict, str]:
    words = wanted or "an error"
    if answer[0] != "error":
        return Verdict.WRONG_ANSWER, f"it gave {shown(answer[1])}, expected {words}"
    names = answer[1] if isinstance(answer[1], list) else []
    if wanted and wanted not in names:
        return Verdict.WRONG_ANSWER, f"it raised {_words(answer)}, expected {words}"
    return Verdict.ACCEPTED, ""


def _words(answer: list[Any]) -> str:
    """An answer as a person reads it."""
    kind, content, more = answer[:3]
    if kind == "error":
        name = content[0] if isinstance(content, list) and content else "an error"
        return f"{name}: {more}" if more else str(name)
    return "an object" if kind == "object" else shown(content)
