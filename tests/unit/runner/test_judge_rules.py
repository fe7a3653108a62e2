"""What the judge runs, what it leaves out, and what it says; the sandbox answers from a script."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId, Verdict
from runner.engine import Job, Outcome, Stopped
from runner.judging.judge import SCORER_VERSION, JudgementResult, judge_submission
from runner.judging.walk import JudgeOptions
from runner.packages import ProblemPackage, read_package
from tests.unit.runner.package_builder import GOOD, LEGACY, SCORING, changed
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

SOURCE = b"print(sum(map(int, input().split())))\n"
COMPILE = "py_compile"


def adder(job: Job) -> Outcome:
    """A perfect solution."""
    if COMPILE in job.argv:
        return ended()
    return ended(b"%d\n" % sum(map(int, job.stdin.split())))


def failing_on(*inputs: bytes, outcome: Outcome | None = None) -> ScriptedEngine:
    return ScriptedEngine(lambda job: (outcome or ended(b"wrong\n")) if job.stdin in inputs else adder(job))


def judge(files: dict[str, bytes], engine: ScriptedEngine, options: JudgeOptions = JudgeOptions()) -> JudgementResult:  # noqa: B008 - frozen
    return judge_submission(read_package(files, "sum"), LanguageId.PYTHON, SOURCE, engine, options)


def inputs_of(engine: ScriptedEngine) -> set[bytes]:
    return {job.stdin for job in engine.jobs if COMPILE not in job.argv}


def test_a_right_program_is_accepted() -> None:
    engine = ScriptedEngine(adder)
    result = judge(GOOD, engine)
    assert (result.verdict, result.score, result.message) == (Verdict.ACCEPTED, None, "Correct on every test.")
    assert [test.name for test in result.tests] == ["sample/1", "secret/a", "secret/b"]
    assert [group.name for group in result.groups] == ["sample", "secret"]
    assert (result.image_digest, result.scorer_version) == ("sha256:scripted", SCORER_VERSION)
    assert result.package_digest == read_package(GOOD, "sum").digest


def test_no_answer_ever_enters_a_box() -> None:
    engine = ScriptedEngine(adder)
    judge(changed(GOOD, data__secret__a_DOT_ans=b"9 secret-answer\n"), engine)
    for job in engine.jobs:
        assert b"secret-answer" not in job.stdin + b"".join(file.content for file in job.files)
        assert "secret" not in " ".join([*job.argv, *(file.name for file in job.files)])


def test_a_pass_fail_judgement_stops_at_the_first_failure() -> None:
    engine = failing_on(b"1 2\n")
    result = judge(GOOD, engine)
    assert result.verdict is Verdict.WRONG_ANSWER
    assert inputs_of(engine) == {b"1 2\n"}
    assert result.message == "Wrong answer."


def test_keep_going_runs_everything() -> None:
    engine = failing_on(b"1 2\n")
    assert len(judge(GOOD, engine, JudgeOptions(keep_going=True)).tests) == 3


def test_groups_are_scored() -> None:
    result = judge(SCORING, failing_on(b"4 6\n", b"0 1\n"))
    assert [(group.name, group.verdict.value, group.score, group.max_score) for group in result.groups] == [
        ("sample", "AC", None, None),
        ("secret/g1", "WA", 0.0, 40.0),
        ("secret/g2", "WA", 40.0, 60.0),
    ]
    assert (result.verdict, result.score, result.max_score) == (Verdict.WRONG_ANSWER, 40.0, 100.0)


def test_a_failed_sample_costs_no_points() -> None:
    assert judge(SCORING, failing_on(b"1 2\n")).score == 100.0


def test_a_group_waits_for_those_it_requires() -> None:
    files = changed(SCORING, data__secret__g2__test_group_DOT_yaml=b"max_score: 60\nrequire_pass: secret/g1\n")
    engine = failing_on(b"4 6\n", outcome=ended(exit_code=1))
    result = judge(files, engine)
    assert not inputs_of(engine) & {b"0 0\n", b"0 1\n", b"0 2\n"}
    assert (result.groups[2].verdict, result.groups[2].score) == (Verdict.RUN_TIME_ERROR, 0.0)
    assert judge(files, ScriptedEngine(adder)).score == 100.0


def test_the_legacy_tree_is_scored() -> None:
    result = judge(LEGACY, failing_on(b"0 1\n", b"4 5\n"))
    assert [(group.name, group.score) for group in result.groups][1:] == [("secret/g1", 0.0), ("secret/g2", 40.0)]
    assert (result.verdict, result.score) == (Verdict.ACCEPTED, 40.0)


@pytest.mark.parametrize("parallel", [1, 2, 4])
def test_how_many_run_at_once_changes_nothing(parallel: int) -> None:
    single = judge(SCORING, failing_on(b"4 5\n", b"0 1\n"), JudgeOptions(1))
    assert judge(SCORING, failing_on(b"4 5\n", b"0 1\n"), JudgeOptions(parallel)) == single


@pytest.mark.parametrize(
    ("outcome", "verdict", "message"),
    [
        (
            ended(exit_code=None, signal=9, timed_out="cpu"),
            Verdict.TIME_LIMIT,
            "Time limit exceeded. It used more than 1 s of processor time.",
        ),
        (
            ended(exit_code=None, signal=9, oom=True),
            Verdict.MEMORY_LIMIT,
            "Memory limit exceeded. It needed more than 512 MiB of memory.",
        ),
        (
            ended(exit_code=None, signal=9, output_exceeded=True),
            Verdict.OUTPUT_LIMIT,
            "Too much output. It wrote more than 8 MiB.",
        ),
        (
            ended(exit_code=3),
            Verdict.RUN_TIME_ERROR,
            "Stopped with an error.",
        ),
    ],
)
def test_the_reason_is_told(outcome: Outcome, verdict: Verdict, message: str) -> None:
    result = judge(GOOD, failing_on(b"4 5\n", outcome=outcome))
    assert (result.verdict, result.message) == (verdict, message)


def test_a_program_that_does_not_compile() -> None:
    broken = ended(exit_code=1, stderr=b'  File "solution.py", line 2\nSyntaxError: invalid syntax\n')
    engine = ScriptedEngine(lambda _: broken)
    result = judge(SCORING, engine)
    assert (result.verdict, result.score) == (Verdict.COMPILE_ERROR, 0.0)
    assert "SyntaxError" in result.compiler_output
    assert len(engine.jobs) == 1


def test_too_much_source_is_not_even_compiled() -> None:
    engine = ScriptedEngine(adder)
    package = read_package(GOOD, "sum")
    result = judge_submission(package, LanguageId.PYTHON, bytes(128 * 1024 + 1), engine)
    assert (result.verdict, result.message) == (Verdict.COMPILE_ERROR, "The source is larger than 128 KiB.")
    assert engine.jobs == []


def test_a_language_the_problem_does_not_allow_is_refused() -> None:
    package = replace(read_package(GOOD, "sum"), languages=(LanguageId.CPP,))
    with pytest.raises(InvalidInput, match="cannot be solved in Python 3, only in C"):
        judge_submission(package, LanguageId.PYTHON, SOURCE, ScriptedEngine(adder))


def test_stop_ends_it() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        judge(GOOD, ScriptedEngine(adder), JudgeOptions(stop=stop))


def test_progress_counts_up() -> None:
    seen: list[tuple[int, int]] = []
    judge(GOOD, ScriptedEngine(adder), JudgeOptions(progress=lambda done, total: seen.append((done, total))))
    assert seen == [(1, 3), (2, 3), (3, 3)]


VALIDATOR = {"output_validator/check.py": b"import sys\nsys.exit(42)\n"}


def validating(validator: Outcome) -> tuple[ProblemPackage, ScriptedEngine]:
    def answer(job: Job) -> Outcome:
        return validator if any("validator/" in part for part in job.argv) else adder(job)

    return read_package({**SCORING, **VALIDATOR}, "sum"), ScriptedEngine(answer)


@pytest.mark.parametrize(
    ("validator", "verdict", "score"),
    [
        (ended(exit_code=42), Verdict.ACCEPTED, 100.0),
        (ended(exit_code=43), Verdict.WRONG_ANSWER, 0.0),
        (ended(exit_code=0), Verdict.JUDGE_ERROR, None),
        (ended(exit_code=1), Verdict.JUDGE_ERROR, None),
        (ended(exit_code=None, signal=9, timed_out="cpu"), Verdict.JUDGE_ERROR, None),
        (ended(exit_code=42, timed_out="cpu"), Verdict.JUDGE_ERROR, None),
        (ended(exit_code=42, artifacts={"feedback/score.txt": b"much"}), Verdict.JUDGE_ERROR, None),
        (ended(exit_code=42, artifacts={"feedback/score.txt": b"1"}), Verdict.JUDGE_ERROR, None),
    ],
)
def test_what_a_validator_says_counts(validator: Outcome, verdict: Verdict, score: float | None) -> None:
    package, engine = validating(validator)
    result = judge_submission(package, LanguageId.PYTHON, SOURCE, engine)
    assert result.verdict is verdict
    assert result.score == score


def test_a_judge_message_is_kept_for_reviewers_only() -> None:
    wrong = ended(exit_code=43, artifacts={"feedback/judgemessage.txt": b"line 1: 8 instead of 9\n"})
    package, engine = validating(wrong)
    result = judge_submission(package, LanguageId.PYTHON, SOURCE, engine)
    assert result.tests[0].judge_message == "line 1: 8 instead of 9\n"
    assert "8" not in result.message
    job = next(job for job in engine.jobs if any("validator/" in part for part in job.argv))
    assert job.argv[-3:] == ("test.in", "test.ans", "feedback/")
    assert {"test.in", "test.ans", "feedback/.keep", "validator/check.py"} == {file.name for file in job.files}


def test_included_files_stand_beside_the_source_and_only_a_driver_starts() -> None:
    engine = ScriptedEngine(adder)
    package = replace(read_package(GOOD, "sum"), include={"default": {"data.txt": b"1"}, "python3": {"lib.py": b"2"}})
    assert judge_submission(package, LanguageId.PYTHON, SOURCE, engine).verdict is Verdict.ACCEPTED
    assert {file.name for file in engine.jobs[-1].files} == {"solution.py", "lib.py", "data.txt"}
    assert engine.jobs[-1].argv[-1] == "solution.py"
    driven = replace(package, include={"python3": {"main.py": b"import solution"}})
    judge_submission(driven, LanguageId.PYTHON, SOURCE, engine)
    assert engine.jobs[-1].argv[-1] == "main.py"
