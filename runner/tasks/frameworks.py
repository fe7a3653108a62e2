"""Tests of a framework (pytest, node:test, GoogleTest, JUnit): each in processes of its own, apart or together.

Apart: the test runs in one box and the candidate's code in another; between them go calls and values, so that the
test's own assertions and expected values are out of the candidate's reach. Together: test and candidate's code share a
process, as usual everywhere; a value shipped out by `expect` is compared here, every other word of such a test can be
forged by the code it tests, and the report says so. docs/tasks.md has the guarantees in full.
"""

from __future__ import annotations

import io
import secrets
from typing import Any

from protocol.verdicts import Verdict
from runner.engine import Job, Limits, Outcome, SourceFile
from runner.execution import Feed, job_of
from runner.judging.interactive import ending_within
from runner.languages import languages
from runner.tasks.calls import CallResult
from runner.tasks.comparison import difference
from runner.tasks.description.model import FrameworkTest, Placement
from runner.tasks.driving import Conditions
from runner.tasks.suites import PreparedSuite
from runner.tasks.values import NONCE_CHARACTERS, WireFault, decode, read_frame
from runner.telling.shown import safe_text

REPORT = "recrutr/report"


def run_framework_test(test: FrameworkTest, suite: PreparedSuite, given: Conditions) -> CallResult:
    """Run one test, near its time limit several times. Raises EngineFault, Stopped."""
    return given.settled(lambda: _run(test, suite, given), lambda result: result.outcome)


def _run(test: FrameworkTest, suite: PreparedSuite, given: Conditions) -> CallResult:
    nonce = secrets.token_hex(NONCE_CHARACTERS // 2).encode()
    language = languages()[suite.framework.language]
    layer, limits = language.layer, language.limits_for(given.watched)
    argv = suite.argv(test, given.watched)
    if suite.placement is Placement.TOGETHER:
        files = (*suite.files, SourceFile("recrutr/placement", suite.placement.encode()))  # so that the folder is there
        outcome = given.stations.run(Job(argv, files, nonce, limits, (REPORT,), layer), given.stop)
        return _judged(test, outcome, None, given.limits, nonce)
    first = Job(argv, (*suite.files, SourceFile("recrutr/nonce", nonce)), b"", limits, (REPORT,), layer)
    compiled = given.driven.compiled
    second = job_of(compiled, Feed(arguments=given.driven.arguments), given.watched)
    talk = given.dialogues.run(first, second, given.stop)
    return _judged(test, talk.first, compiled.read_ending(talk.second), given.limits, nonce)


def _judged(
    test: FrameworkTest, outcome: Outcome, candidate: Outcome | None, limits: Limits, nonce: bytes
) -> CallResult:
    """The verdict: limits first, then what the test reported and shipped out."""
    measured = candidate or outcome
    for one in filter(None, (candidate, outcome)):
        ending = ending_within(one, limits)
        if ending.verdict not in {None, Verdict.RUN_TIME_ERROR}:
            return CallResult(ending.verdict or Verdict.RUN_TIME_ERROR, ending.reason, measured)
    try:
        events = _events(outcome.artifacts.get(REPORT, b""), nonce)
    except WireFault as error:
        return CallResult(Verdict.WRONG_ANSWER, f"The report of the test cannot be read: {error}.", measured)
    verdict, reason = _told(test, events, apart=candidate is not None)
    if verdict is Verdict.RUN_TIME_ERROR:
        reason = f"{reason} {safe_text(outcome.stderr[-2000:])}".strip()
    return CallResult(verdict, reason, measured)


def _told(test: FrameworkTest, events: list[list[Any]], *, apart: bool) -> tuple[Verdict, str]:
    ends = [event[1:] for event in events if event[0] == "ended"]
    if not ends:
        return Verdict.RUN_TIME_ERROR, "The test ended without a result."
    name, word, message = ends[-1]
    # Apart, nobody but the author can have caused these two.
    fault = Verdict.JUDGE_ERROR if apart else Verdict.WRONG_ANSWER
    if len(ends) != 1 or not isinstance(name, str) or name.rpartition("::")[2] != test.name.rpartition("::")[2]:
        return fault, f"Instead of {test.name} something else was run."
    if word == "skipped":
        return fault, "The test was skipped."
    if word != "passed":
        return Verdict.WRONG_ANSWER, safe_text(str(message).encode("utf-8", "replace"))
    said = _shipped(test, events)
    return (Verdict.WRONG_ANSWER, said) if said else (Verdict.ACCEPTED, "")


def _events(data: bytes, nonce: bytes) -> list[list[Any]]:
    source = io.BytesIO(data)
    found = []
    while (payload := read_frame(source, nonce)) is not None:
        event = decode(payload)
        lengths = {"ended": 4, "expect": 3}
        if not isinstance(event, list) or not event or not isinstance(event[0], str):
            raise WireFault("not an event")
        if lengths.get(event[0]) != len(event):
            raise WireFault("not an event")
        found.append(event)
    return found


def _shipped(test: FrameworkTest, events: list[list[Any]]) -> str:
    """Where the values that were shipped out are not the expected ones: each exactly once, and no other."""
    shipped = [(event[1], event[2]) for event in events if event[0] == "expect"]
    names = [name for name, _ in shipped]
    if not test.expected:
        return "" if not names else "The test ships values out for which nothing is expected."
    if any(names.count(name) != 1 for name in test.expected) or len(names) != len(test.expected):
        return f"Shipped out were {names}, expected is each of {list(test.expected)} once."
    return next(filter(None, (difference(test.expected[name], value) for name, value in shipped)), "")
