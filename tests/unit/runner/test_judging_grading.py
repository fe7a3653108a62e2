"""Custom graders and static validators, and the rules of groups that the judge walks through."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.engine import Job, Outcome
from runner.judging.aggregation import Result, grader_input, grader_result, has_tests
from runner.judging.judge import JudgementResult, judge_program, judge_submission
from runner.judging.walk import JudgeOptions
from runner.packages import Aggregation, ProblemPackage, Program, TestGroup
from runner.packages.model import StaticValidation, VerdictMode
from tests.unit.runner.package_kinds import (
    ACCEPTED,
    CHECKER,
    GOOD_PACKAGE,
    LEGACY_PACKAGE,
    REJECTED,
    SCORING_PACKAGE,
    SOURCE,
    adder,
    checked_by,
    is_validator,
    legacy,
    notes,
    with_group,
)
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

AC, WA, RTE, TLE, JE = (
    Verdict.ACCEPTED,
    Verdict.WRONG_ANSWER,
    Verdict.RUN_TIME_ERROR,
    Verdict.TIME_LIMIT,
    Verdict.JUDGE_ERROR,
)
RANGED = TestGroup("data", max_score=100.0, min_score=0.0)


def judged(package: ProblemPackage, engine: ScriptedEngine, options: JudgeOptions = JudgeOptions()) -> JudgementResult:  # noqa: B008 - frozen
    return judge_submission(package, LanguageId.PYTHON, SOURCE, engine, options)


def test_what_a_grader_reads() -> None:
    members = [
        Result(AC, 40.0),
        Result(WA, 0.5),
        Result(Verdict.MEMORY_LIMIT),
        Result(Verdict.OUTPUT_LIMIT),
        Result(TLE),
    ]
    assert grader_input(members) == b"AC 40\nWA 0.5\nRTE 0\nRTE 0\nTLE 0\n"


@pytest.mark.parametrize(
    ("output", "result"),
    [
        (b"AC 12.5\n", Result(AC, 12.5)),
        (b"AC\t7", Result(AC, 7)),
        (b"  WA 12  \n", Result(WA, 0.0)),
        (b"AC .5\n", Result(AC, 0.5)),
        (b"", None),
        (b"AC\n", None),
        (b"OK 1\n", None),
        (b"AC 1e3\n", None),
        (b"AC 1\nAC 2\n", None),
        (b"AC 101\n", None),
        (b"AC -1\n", None),
        (b"\xff 1\n", None),
    ],
)
def test_what_a_grader_may_say(output: bytes, result: Result | None) -> None:
    assert grader_result(output, RANGED) == result


def graded(grader: Outcome, **root: object) -> tuple[JudgementResult, ScriptedEngine]:
    package = replace(legacy(custom_grader=True, grader_flags=("best", "2"), **root), grader=CHECKER)
    engine = checked_by(lambda _: grader)
    return judged(package, engine), engine


def test_a_custom_grader_decides() -> None:
    result, engine = graded(ended(b"AC 63\n"))
    assert (result.verdict, result.score, result.faults) == (AC, 63.0, ())
    job = next(job for job in engine.jobs if is_validator(job))
    assert job.stdin == b"AC 1\nAC 100\n"
    assert job.argv[-2:] == ("best", "2")
    assert job.artifacts == ()


@pytest.mark.parametrize(
    "grader", [ended(exit_code=1), ended(b"AC 500\n"), ended(b"JE 0\n"), ended(b"AC 1\n", timed_out="cpu")]
)
def test_a_grader_that_misbehaves_is_a_judge_error_in_words(grader: Outcome) -> None:
    result, _ = graded(grader)
    assert (result.verdict, result.score) == (JE, 0.0)
    assert "grader" in result.faults[0]
    assert "grader" not in result.message


def test_a_grader_that_is_not_there_is_a_judge_error() -> None:
    result = judged(legacy(custom_grader=True), ScriptedEngine(adder))
    assert result.verdict is JE
    assert "there is none" in result.faults[0]


def test_a_grader_is_not_asked_about_judge_errors() -> None:
    package = replace(legacy(custom_grader=True), grader=CHECKER, output_validators=(CHECKER,))
    engine = checked_by(lambda job: ended(b"AC 1\n") if not job.artifacts else ended(exit_code=1))
    assert judged(package, engine).verdict is JE
    assert all(job.artifacts for job in engine.jobs if is_validator(job))


def test_running_on_does_not_change_what_a_group_that_breaks_is_worth() -> None:
    package = with_group(LEGACY_PACKAGE, 0, aggregation=Aggregation.SUM, stop_on_reject=True)
    engine = ScriptedEngine(lambda job: ended(b"wrong") if job.stdin == b"4 5\n" else adder(job))
    whole, short = (judged(package, engine, JudgeOptions(keep_going=going)) for going in (True, False))
    assert whole.groups == short.groups
    assert len(whole.tests) == len(short.tests) + 1


def test_groups_without_tests_are_no_members() -> None:
    sample = replace(LEGACY_PACKAGE.sample, cases=())
    root = replace(LEGACY_PACKAGE.root, groups=(sample, LEGACY_PACKAGE.secret), aggregation=Aggregation.MIN)
    package = replace(LEGACY_PACKAGE, root=replace(root, ignore_sample=False))
    assert not has_tests(sample)
    assert judged(package, ScriptedEngine(adder)).score == 100.0


def test_a_failed_sample_counts_when_nothing_else_was_judged() -> None:
    sample = replace(LEGACY_PACKAGE.sample, verdict_mode=VerdictMode.WORST_ERROR)
    package = legacy(stop_on_reject=True, verdict_mode=VerdictMode.WORST_ERROR, groups=(sample, LEGACY_PACKAGE.secret))
    result = judged(package, ScriptedEngine(lambda job: ended(b"no") if job.stdin == b"1 2\n" else adder(job)))
    assert (result.verdict, result.score) == (WA, 0.0)
    assert [group.name for group in result.groups] == ["sample"]


def test_a_score_beside_a_reject_is_a_judge_error_in_legacy_too() -> None:
    package = replace(LEGACY_PACKAGE, output_validators=(CHECKER,))
    result = judged(package, checked_by(lambda _: replace(REJECTED, artifacts=notes(score__txt=b"1"))))
    assert result.tests[0].verdict is JE


def statically(package: ProblemPackage, number: int | None, **asked: Any) -> ProblemPackage:
    validation = StaticValidation(**asked)
    package = replace(package, static_validator=CHECKER)
    if number is not None:
        return with_group(package, number, static_validation=validation)
    secret = replace(package.secret, static_validation=validation)
    return replace(package, root=replace(package.root, groups=(package.sample, secret)))


def test_what_a_static_validator_gets() -> None:
    engine = checked_by(lambda _: ACCEPTED)
    files = {"main.py": SOURCE, "validator/json.py": b"evil", "feedback/score.txt": b"100"}
    program = Program("folder", LanguageId.PYTHON, files, "main.py")
    result = judge_program(statically(GOOD_PACKAGE, None, args=("short",)), program, engine)
    assert result.verdict is AC
    assert [test.name for test in result.tests] == ["sample/1", "secret/static_validation", "secret/a", "secret/b"]
    job = next(job for job in engine.jobs if is_validator(job))
    assert job.argv[-4:] == ("python3", "main.py", "feedback_/", "short")
    placed = {file.name: file.content for file in job.files}
    assert placed["main.py"] == SOURCE
    assert placed["validator_/check.py"] == CHECKER.files["check.py"]
    assert job.argv[-5] == "validator_/check.py"
    assert job.artifacts == ("feedback_/",)


@pytest.mark.parametrize(("validator", "verdict"), [(REJECTED, WA), (ended(exit_code=1), JE)])
def test_a_source_may_be_refused(validator: Outcome, verdict: Verdict) -> None:
    engine = checked_by(lambda _: replace(validator, artifacts=notes(judgemessage__txt=b"uses goto")))
    result = judged(statically(GOOD_PACKAGE, None), engine)
    assert (result.verdict, [test.name for test in result.tests]) == (verdict, ["sample/1", "secret/static_validation"])
    assert "goto" in result.tests[-1].judge_message
    assert "goto" not in result.message


def test_static_validation_takes_its_part_of_a_sum() -> None:
    package = statically(SCORING_PACKAGE, 1, max_score=30.0)
    half = checked_by(lambda _: replace(ACCEPTED, artifacts=notes(score_multiplier__txt=b"0.5")))
    result = judged(package, half)
    assert [test.score for test in result.tests if test.group == "secret/g2"] == [15.0, 10.0, 10.0, 10.0]
    assert result.score == 85.0
    assert judged(package, checked_by(lambda _: REJECTED)).score == 70.0


def test_static_validation_is_a_member_of_a_group_that_is_passed_as_a_whole() -> None:
    package = statically(SCORING_PACKAGE, 0)
    assert judged(package, checked_by(lambda _: ACCEPTED)).score == 100.0
    assert judged(package, checked_by(lambda _: REJECTED)).score == 60.0
    scored = checked_by(lambda _: replace(ACCEPTED, artifacts=notes(score__txt=b"1")))
    assert judged(package, scored).groups[1].verdict is JE


def test_static_validation_without_its_validator_is_a_judge_error() -> None:
    result = judged(replace(statically(GOOD_PACKAGE, None), static_validator=None), ScriptedEngine(adder))
    assert result.verdict is JE


@pytest.mark.parametrize("score", [b"-1", b"61"])
def test_scores_outside_their_range_are_a_judge_error(score: bytes) -> None:
    package = replace(SCORING_PACKAGE, output_validators=(CHECKER,))
    package = with_group(package, 0, aggregation=Aggregation.MIN)
    engine = checked_by(lambda _: replace(ACCEPTED, artifacts=notes(score__txt=score)))
    assert judged(package, engine).groups[1].verdict is JE


def test_a_later_fault_does_not_hide_an_earlier_answer() -> None:
    """What runs ahead of the first reject is forgotten, faults of the sandbox included."""

    def answer(job: Job) -> Outcome:
        return ended(b"wrong") if job.stdin == b"4 5\n" else adder(job)

    assert [judged(GOOD_PACKAGE, ScriptedEngine(answer), JudgeOptions(many)).tests for many in (1, 2, 8)] == [
        judged(GOOD_PACKAGE, ScriptedEngine(answer), JudgeOptions(1)).tests
    ] * 3
