"""Multi-pass problems, answers handed in themselves, and what validators may and may not do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.engine import MIB, Job, Outcome
from runner.judging.judge import JudgementResult, judge_answers, judge_submission
from runner.judging.trial import assign_answers
from runner.judging.walk import JudgeOptions
from runner.packages import ProblemPackage
from tests.unit.runner.package_kinds import (
    ACCEPTED,
    GOOD_PACKAGE,
    REJECTED,
    SCORING_PACKAGE,
    SOURCE,
    adder,
    checked_by,
    is_validator,
    multi_pass,
    notes,
    validated,
)
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

AC, WA, TLE, JE = Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.TIME_LIMIT, Verdict.JUDGE_ERROR


def judged(package: ProblemPackage, engine: ScriptedEngine, parallel: int = 2) -> JudgementResult:
    return judge_submission(package, LanguageId.PYTHON, SOURCE, engine, JudgeOptions(parallel))


def files(job: Job) -> dict[str, bytes]:
    return {file.name: file.content for file in job.files}


def counting(passes: int, last: Outcome = ACCEPTED) -> ScriptedEngine:
    """A validator that asks for another pass until there were `passes`, and keeps count in its feedback folder."""

    def validator(job: Job) -> Outcome:
        count = len(files(job).get("feedback/count", b"")) + 1
        kept = notes(count=b"x" * count, judgemessage__txt=b"pass %d\n" % count)
        if count < passes:
            return replace(ACCEPTED, artifacts={**kept, **notes(nextpass__in=b"%d 0\n" % count)})
        return replace(last, artifacts=kept)

    return checked_by(validator)


def test_passes_hand_on_the_input_and_the_notes() -> None:
    engine = counting(3)
    result = judged(multi_pass(), engine)
    assert result.verdict is AC
    runs = [job.stdin for job in engine.jobs if not is_validator(job) and "py_compile" not in job.argv]
    assert sorted(runs) == sorted([b"1 2\n", b"4 5\n", b"0 0\n", *[b"1 0\n"] * 3, *[b"2 0\n"] * 3])
    seconds = [files(job) for job in engine.jobs if is_validator(job) and files(job).get("feedback/count") == b"x"]
    assert len(seconds) == 3
    for given in seconds:
        assert given["test.in"] == b"1 0\n"
        assert "feedback/nextpass.in" not in given
        assert given["feedback/judgemessage.txt"] == b"pass 1\n"
    assert result.tests[0].judge_message == "pass 3\n"


def test_one_pass_too_many_is_the_authors_fault() -> None:
    result = judged(multi_pass(passes=2), counting(3))
    assert result.verdict is JE
    assert result.tests[0].reason == "The output validator asked for more than 2 passes."


def test_the_last_pass_decides() -> None:
    assert judged(multi_pass(), counting(3, REJECTED)).verdict is WA


def test_asking_for_a_pass_while_rejecting_is_the_authors_fault() -> None:
    engine = checked_by(lambda _: replace(REJECTED, artifacts=notes(nextpass__in=b"1\n")))
    result = judged(multi_pass(), engine)
    assert result.verdict is JE
    assert "asked for another pass" in result.tests[0].reason


def test_every_pass_has_the_whole_time_limit_and_the_slowest_is_told() -> None:
    def solution(job: Job) -> Outcome:
        return replace(
            adder(job), cpu_ms={b"1 0\n": 800, b"2 0\n": 700}.get(job.stdin, 600), memory_bytes=len(job.stdin)
        )

    engine = counting(3)
    engine._answer = checked_by(engine._answer, solution)._answer
    result = judged(multi_pass(), engine)
    assert result.verdict is AC
    assert result.tests[0].cpu_ms == 800


def test_a_later_pass_that_takes_too_long() -> None:
    def solution(job: Job) -> Outcome:
        late = ended(exit_code=None, signal=9, cpu_ms=1_400, timed_out="cpu")
        return late if job.stdin == b"1 0\n" else adder(job)

    engine = counting(3)
    engine._answer = checked_by(engine._answer, solution)._answer
    result = judged(multi_pass(), engine)
    assert result.verdict is TLE
    assert "pass" not in result.message


def test_another_pass_is_not_asked_for_where_there_is_one_only() -> None:
    engine = checked_by(lambda _: replace(ACCEPTED, artifacts=notes(nextpass__in=b"1 0\n")))
    assert judged(validated(), engine).verdict is AC


def test_the_score_of_the_last_pass_counts() -> None:
    def validator(job: Job) -> Outcome:
        if "feedback/score.txt" in files(job):
            return replace(ACCEPTED, artifacts=notes(score__txt=b"7"))
        return replace(ACCEPTED, artifacts=notes(score__txt=b"3", nextpass__in=b"1 0\n"))

    package = multi_pass(SCORING_PACKAGE)
    sums = replace(package.secret.groups[1], max_score=60.0)
    secret = replace(package.secret, groups=(sums,))
    result = judged(
        replace(package, root=replace(package.root, groups=(package.sample, secret))), checked_by(validator)
    )
    assert result.score == 21.0


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (ended(), "exit code 0 instead of 42 or 43"),
        (ended(exit_code=1), "exit code 1 instead of 42 or 43"),
        (ended(exit_code=None, signal=11), "signal 11"),
        (ended(exit_code=None, signal=9, timed_out="cpu"), "60 s of processor time"),
        (ended(exit_code=None, signal=9, timed_out="wall"), "had not ended"),
        (ended(exit_code=42, oom=True), "512 MiB of memory"),
        (ended(exit_code=42, output_exceeded=True), "8 MiB"),
        (ended(bytes(5 * MIB), exit_code=42, artifacts=notes(a=bytes(4 * MIB))), "more than 8 MiB"),
        (ended(exit_code=42, artifacts=notes(score__txt=b"ten")), "score.txt"),
        (ended(exit_code=42, artifacts=notes(score__txt=b"nan")), "score.txt"),
        (ended(exit_code=42, artifacts=notes(score__txt=b"1e999")), "score.txt"),
        (ended(exit_code=42, artifacts=notes(score_multiplier__txt=b"")), "score_multiplier.txt"),
    ],
)
def test_a_validator_that_misbehaves_is_a_judge_error_in_words(outcome: Outcome, words: str) -> None:
    result = judged(validated(), checked_by(lambda _: outcome))
    assert result.verdict is JE
    assert words in result.tests[0].reason
    assert result.message == "The problem itself has a fault; this says nothing about the program."


def test_a_validator_that_does_not_compile_is_a_judge_error() -> None:
    def answer(job: Job) -> Outcome:
        broken = "py_compile" in job.argv and "check.py" in job.argv
        return ended(exit_code=1, stderr=b"SyntaxError: invalid syntax") if broken else adder(job)

    result = judged(validated(), ScriptedEngine(answer))
    assert result.verdict is JE
    assert "output validator check.py does not compile" in result.tests[0].reason


def test_every_validator_must_accept() -> None:
    package = validated()
    second = replace(package.output_validators[0], name="second.py", files={"second.py": b""}, main="second.py")
    package = replace(package, output_validators=(*package.output_validators, second))
    engine = checked_by(lambda job: REJECTED if any("second.py" in part for part in job.argv) else ACCEPTED)
    assert judged(package, engine).verdict is WA
    assert judged(package, checked_by(lambda _: ACCEPTED)).verdict is AC


def test_a_validator_is_compiled_once_and_its_stations_are_used_again() -> None:
    engine = checked_by(lambda _: ACCEPTED)
    judged(validated(), engine, parallel=1)
    assert sum("py_compile" in job.argv for job in engine.jobs) == 2
    assert len(engine.plans) == 2


def answered(package: ProblemPackage, answers: dict[str, bytes]) -> JudgementResult:
    return judge_answers(replace(package, submit_answer=True), answers, ScriptedEngine(lambda _: ended(exit_code=1)))


def test_answers_are_checked_by_name() -> None:
    whole = {"sample/1.out": b"3\n", "a.txt": b"9\n", "secret/b.out": b"0\n"}
    assert answered(GOOD_PACKAGE, whole).verdict is AC
    assert answered(GOOD_PACKAGE, {**whole, "a.txt": b"8\n"}).verdict is WA
    missing = answered(GOOD_PACKAGE, {"1.out": b"3\n", "a.out": b"9\n"})
    assert (missing.verdict, missing.tests[-1].reason) == (WA, "No answer was handed in for this test.")


def test_the_only_file_answers_the_only_test() -> None:
    secret = replace(GOOD_PACKAGE.secret, cases=GOOD_PACKAGE.secret.cases[:1])
    root = replace(GOOD_PACKAGE.root, groups=(replace(GOOD_PACKAGE.sample, cases=()), secret))
    package = replace(GOOD_PACKAGE, root=root, submit_answer=True)
    assert assign_answers(package, {"whatever": b"9\n"}) == {"secret/a": b"9\n"}
    result = judge_submission(package, LanguageId.PYTHON, b"9\n", ScriptedEngine(lambda _: ended(exit_code=1)))
    assert result.verdict is AC


def test_answers_keep_the_limits() -> None:
    small = replace(GOOD_PACKAGE, limits=replace(GOOD_PACKAGE.limits, output_bytes=3))
    too_long = answered(small, {"1": b"3\n", "a": b"9   \n", "b": b"0\n"})
    assert too_long.verdict is Verdict.OUTPUT_LIMIT
    limits = replace(GOOD_PACKAGE.limits, code_bytes=1024)
    assert answered(replace(GOOD_PACKAGE, limits=limits), {"a": bytes(1025)}).verdict is Verdict.COMPILE_ERROR


def test_answers_may_score() -> None:
    names = [case.name for case in SCORING_PACKAGE.root.all_cases()]
    given = {f"{case.name}.out": case.answer for case in SCORING_PACKAGE.root.all_cases()}
    assert answered(SCORING_PACKAGE, given).score == 100.0
    assert answered(SCORING_PACKAGE, {**given, f"{names[-1]}.out": b"no"}).score == 80.0
