"""Who decides when a program and a validator talk with each other."""

from __future__ import annotations

import signal
from dataclasses import replace
from typing import Any, Literal

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.engine import Conversation, Job, Limits, Outcome
from runner.judging.interactive import TalkLimits, in_conversation, opinion_of_talk
from runner.judging.judge import JudgementResult, judge_submission
from runner.packages import ProblemPackage
from tests.unit.runner.package_kinds import (
    ACCEPTED,
    REJECTED,
    SCORING_PACKAGE,
    SOURCE,
    interactive,
    multi_pass,
    notes,
    talking,
)
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

AC, WA, TLE, RTE, MLE, OLE, JE = (
    Verdict.ACCEPTED,
    Verdict.WRONG_ANSWER,
    Verdict.TIME_LIMIT,
    Verdict.RUN_TIME_ERROR,
    Verdict.MEMORY_LIMIT,
    Verdict.OUTPUT_LIMIT,
    Verdict.JUDGE_ERROR,
)
LIMITS = TalkLimits(Limits.for_cpu(1_000), Limits.for_cpu(60_000))
GOOD_END = ended()
CRASH = ended(exit_code=1)
SLOW = ended(exit_code=None, signal=9, cpu_ms=1_300, timed_out="cpu")
LATE = ended(cpu_ms=1_100)
BLOCKED = ended(exit_code=None, signal=9, cpu_ms=3, wall_ms=5_000, timed_out="wall")
PIPE = ended(exit_code=None, signal=signal.SIGPIPE)


def said(first: Outcome, second: Outcome, ended_first: Literal["first", "second"]) -> Verdict:
    return opinion_of_talk(Conversation(first, second, ended_first), LIMITS).verdict


@pytest.mark.parametrize(
    ("first", "second", "ended_first", "verdict"),
    [
        (GOOD_END, ACCEPTED, "first", AC),
        (GOOD_END, ACCEPTED, "second", AC),
        (GOOD_END, REJECTED, "first", WA),
        (GOOD_END, REJECTED, "second", WA),
        # A validator that rejected first has decided; what the program does afterwards says nothing.
        (CRASH, REJECTED, "second", WA),
        (SLOW, REJECTED, "second", WA),
        (BLOCKED, REJECTED, "second", WA),
        (PIPE, REJECTED, "second", WA),
        # A program that broke a limit or crashed first is that, whatever the validator makes of the silence.
        (CRASH, REJECTED, "first", RTE),
        (SLOW, REJECTED, "first", TLE),
        (LATE, REJECTED, "first", TLE),
        (BLOCKED, REJECTED, "first", TLE),
        (ended(exit_code=None, signal=9, oom=True), REJECTED, "first", MLE),
        (ended(exit_code=None, signal=9, output_exceeded=True), REJECTED, "first", OLE),
        # Accepted, but the program must still end well and in time.
        (CRASH, ACCEPTED, "first", RTE),
        (CRASH, ACCEPTED, "second", RTE),
        (SLOW, ACCEPTED, "second", TLE),
        (BLOCKED, ACCEPTED, "second", TLE),
        # A validator that fails is a judge error, whoever ended first.
        (GOOD_END, CRASH, "first", JE),
        (CRASH, CRASH, "first", JE),
        (GOOD_END, ended(), "second", JE),
        (GOOD_END, ended(exit_code=None, signal=11), "second", JE),
        (GOOD_END, ended(exit_code=None, signal=9, timed_out="wall", wall_ms=90_000), "first", JE),
        (GOOD_END, ended(exit_code=42, timed_out="cpu"), "first", JE),
        (GOOD_END, ended(exit_code=42, output_exceeded=True), "first", JE),
        # A validator that wrote to a program that had gone: the program left too early, or failed.
        (GOOD_END, PIPE, "first", WA),
        (GOOD_END, ended(exit_code=141), "first", WA),
        (CRASH, PIPE, "first", RTE),
        (SLOW, PIPE, "first", TLE),
        (GOOD_END, PIPE, "second", JE),
    ],
)
def test_who_decides(
    first: Outcome, second: Outcome, ended_first: Literal["first", "second"], verdict: Verdict
) -> None:
    assert said(first, second, ended_first) is verdict


def test_a_validator_that_computes_for_ever_is_not_the_programs_fault() -> None:
    busy = replace(REJECTED, cpu_ms=4_000)
    assert said(BLOCKED, busy, "first") is JE


def test_the_validator_outlasts_a_silent_deadlock() -> None:
    short = Limits.for_cpu(100)
    limits = in_conversation(Job(("check",), limits=short), LIMITS.submission).limits
    assert limits.wall_ms > LIMITS.submission.last_wall_ms
    assert limits.cpu_ms == short.cpu_ms


@pytest.mark.parametrize("second", [REJECTED, CRASH, SLOW, ended(), ended(exit_code=None, signal=11)])
def test_what_settles_a_talk_makes_the_verdict_alone(second: Outcome) -> None:
    unless = in_conversation(Job(("check",)), LIMITS.submission).settles_unless
    assert unless == ACCEPTED.exit_code
    assert second.exit_code != unless
    cut_off = Outcome(None, None, 0, 0, 0)
    firsts = [cut_off, GOOD_END, CRASH, SLOW, LATE, BLOCKED, PIPE]
    assert len({said(first, second, "second") for first in firsts}) == 1


def judged(package: ProblemPackage, engine: ScriptedEngine) -> JudgementResult:
    return judge_submission(package, LanguageId.PYTHON, SOURCE, engine)


def test_what_each_side_gets() -> None:
    jobs: list[tuple[Job, Job]] = []

    def talk(first: Job, second: Job) -> Conversation:
        jobs.append((first, second))
        return Conversation(GOOD_END, ACCEPTED, "first")

    assert judged(interactive(), talking(talk)).verdict is AC
    first, second = jobs[1]
    assert (first.stdin, second.stdin) == (b"", b"")
    assert {file.name for file in first.files} == {"solution.py"}
    assert {file.name: file.content for file in second.files}["test.in"] == b"4 5\n"
    assert second.argv[-3:] == ("test.in", "test.ans", "feedback/")
    assert second.artifacts == ("feedback/",)


def test_a_conversation_may_score() -> None:
    def talk(_: Job, second: Job) -> Conversation:
        given = next(file.content for file in second.files if file.name == "test.in")
        low = given in {b"0 1\n", b"0 2\n"}
        score = replace(ACCEPTED, artifacts=notes(score_multiplier__txt=b"0.5")) if low else ACCEPTED
        return Conversation(GOOD_END, score, "first")

    result = judged(interactive(SCORING_PACKAGE), talking(talk))
    assert [group.score for group in result.groups] == [None, 40.0, 40.0]


def test_a_conversation_may_have_several_passes() -> None:
    def talk(_: Job, second: Job) -> Conversation:
        files = {file.name: file.content for file in second.files}
        count = int(files.get("feedback/count", b"0")) + 1
        more: dict[str, Any] = {"nextpass__in": b"again\n"} if count < 3 else {}
        seen.append((count, files["test.in"]))
        return Conversation(GOOD_END, replace(ACCEPTED, artifacts=notes(count=b"%d" % count, **more)), "first")

    seen: list[tuple[int, bytes]] = []
    result = judged(interactive(multi_pass()), talking(talk))
    assert result.verdict is AC
    assert max(seen) == (3, b"again\n")
    assert len(seen) == 9


def test_an_interactive_problem_without_a_validator_is_the_authors_fault() -> None:
    result = judged(replace(interactive(), output_validators=()), talking(lambda *_: pytest.fail("nothing to talk to")))
    assert result.verdict is JE
    assert "exactly one output validator" in result.tests[0].reason


def test_a_program_in_conversation_may_run_again_near_its_limit() -> None:
    times = iter([1_050, 980])

    def talk(_: Job, second: Job) -> Conversation:
        given = next(file.content for file in second.files if file.name == "test.in")
        return Conversation(replace(GOOD_END, cpu_ms=next(times, 5) if given == b"1 2\n" else 5), ACCEPTED, "first")

    result = judged(interactive(), talking(talk))
    assert (result.verdict, result.tests[0].cpu_ms) == (AC, 5)


@pytest.mark.parametrize("first", [replace(SLOW, cpu_ms=1_200), ended(cpu_ms=700), Outcome(None, None, 0, 0, 0)])
def test_a_rejected_program_is_not_measured(first: Outcome) -> None:
    count = []

    def talk(_: Job, __: Job) -> Conversation:
        count.append(1)
        return Conversation(first, REJECTED, "second")

    result = judged(interactive(), talking(talk))
    assert (result.verdict, result.tests[0].cpu_ms, result.tests[0].memory_bytes) == (WA, 0, 0)
    assert len(count) <= 2  # no test was run again
