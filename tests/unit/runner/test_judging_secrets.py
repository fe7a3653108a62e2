"""Nothing of a hidden test reaches a candidate, whatever kind of problem it is and whoever failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.engine import Conversation, Job, Outcome
from runner.judging.judge import JudgementResult, judge_answers, judge_submission
from runner.judging.walk import JudgeOptions
from runner.packages import ProblemPackage, read_package
from runner.packages.model import StaticValidation
from tests.unit.runner.package_builder import GOOD, changed
from tests.unit.runner.package_kinds import (
    ACCEPTED,
    CHECKER,
    GOOD_PACKAGE,
    REJECTED,
    SOURCE,
    adder,
    is_validator,
    legacy,
    notes,
    text_of,
)
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

INPUT, ANSWER, NOTE = b"70001 80002\n", b"150003\n", b"90009 was 60006"
HIDDEN = ("70001", "80002", "150003", "90009", "60006", "zebra", "secret/", "pass", "137", "signal")
LEAKS = notes(judgemessage__txt=NOTE, teammessage__txt=NOTE, teamimage__png=NOTE)

_FILES = changed(GOOD, data__secret__zebra_DOT_in=INPUT, data__secret__zebra_DOT_ans=ANSWER)
SECRET_CASE = read_package(_FILES, "sum").secret.cases[2]
_SCORES = notes(score__txt=b"-1", score_multiplier__txt=b"3")
TELLING: dict[str, Outcome] = {
    "rejects": replace(REJECTED, artifacts=LEAKS, stderr=NOTE),
    "crashes": ended(exit_code=137, stderr=NOTE, artifacts=LEAKS),
    "dies": ended(exit_code=None, signal=11, stderr=NOTE, artifacts=LEAKS),
    "is too slow": ended(exit_code=None, signal=9, timed_out="cpu", artifacts=LEAKS),
    "scores where it may not": replace(ACCEPTED, artifacts={**LEAKS, **_SCORES}),
    "wants more": replace(ACCEPTED, artifacts={**LEAKS, **notes(nextpass__in=INPUT)}),
}
FAILING: dict[str, Outcome] = {
    "is wrong": ended(b"90009 60006"),
    "crashes": ended(exit_code=137, stderr=INPUT),
    "dies": ended(exit_code=None, signal=11, stderr=INPUT),
    "is too slow": ended(exit_code=None, signal=9, cpu_ms=1_777, timed_out="cpu", stdout=INPUT),
    "waits": ended(exit_code=None, signal=9, cpu_ms=7, wall_ms=7_777, timed_out="wall"),
    "needs memory": ended(exit_code=None, signal=9, oom=True, memory_bytes=777_777_777),
    "writes too much": ended(INPUT, output_exceeded=True),
}


def hiding(package: ProblemPackage = GOOD_PACKAGE, **changes: Any) -> ProblemPackage:
    """Its only hidden test is called zebra."""
    secret = replace(package.secret, cases=(SECRET_CASE,), groups=())
    return replace(package, root=replace(package.root, groups=(package.sample, secret)), **changes)


def on_zebra(outcome: Outcome) -> Callable[[Job], Outcome]:
    """The submission does well on the sample, and so on the hidden test."""
    return lambda job: outcome if job.stdin == INPUT else adder(job)


def told(result: JudgementResult) -> str:
    """All of a judgement that a candidate may read."""
    groups = " ".join(f"{group.verdict} {group.score} {group.max_score}" for group in result.groups)
    return f"{result.verdict} {result.score} {result.max_score} {result.message} {result.compiler_output} {groups}"


def assert_silent(result: JudgementResult, *verdicts: Verdict) -> None:
    assert result.verdict in verdicts or not verdicts
    assert [word for word in HIDDEN if word in told(result)] == []


def judged(package: ProblemPackage, engine: ScriptedEngine) -> JudgementResult:
    return judge_submission(package, LanguageId.PYTHON, SOURCE, engine, JudgeOptions(keep_going=True))


@pytest.mark.parametrize("failure", FAILING)
@pytest.mark.parametrize("passes", [False, True])
def test_a_program_that_fails(failure: str, *, passes: bool) -> None:
    package = hiding(multi_pass=passes, output_validators=(CHECKER,) if passes else ())
    solution = on_zebra(FAILING[failure])
    engine = ScriptedEngine(lambda job: TELLING["rejects"] if is_validator(job) else solution(job))
    result = judged(package, engine)
    assert result.verdict is not Verdict.ACCEPTED
    assert_silent(result)


@pytest.mark.parametrize("word", TELLING)
@pytest.mark.parametrize("passes", [False, True])
def test_a_validator_that_tells(word: str, *, passes: bool) -> None:
    package = hiding(multi_pass=passes, output_validators=(CHECKER,))
    engine = ScriptedEngine(lambda job: TELLING[word] if is_validator(job) else adder(job))
    assert_silent(judged(package, engine))


@pytest.mark.parametrize("failure", FAILING)
@pytest.mark.parametrize("word", TELLING)
@pytest.mark.parametrize("first", ["first", "second"])
def test_a_conversation(failure: str, word: str, first: Any) -> None:
    engine = ScriptedEngine(lambda _: ended(), lambda _, __: Conversation(FAILING[failure], TELLING[word], first))
    assert_silent(judged(hiding(interactive=True, output_validators=(CHECKER,)), engine))


def test_an_answer_that_was_handed_in() -> None:
    package = hiding(submit_answer=True)
    assert_silent(judge_answers(package, {"zebra.out": b"1"}, ScriptedEngine(adder)), Verdict.WRONG_ANSWER)
    assert_silent(judge_answers(package, {"a": b"", "b": b""}, ScriptedEngine(adder)), Verdict.WRONG_ANSWER)


@pytest.mark.parametrize("word", TELLING)
def test_a_static_validator(word: str) -> None:
    package = hiding(static_validator=CHECKER)
    secret = replace(package.secret, static_validation=StaticValidation())
    package = replace(package, root=replace(package.root, groups=(package.sample, secret)))
    engine = ScriptedEngine(lambda job: TELLING[word] if is_validator(job) else adder(job))
    assert_silent(judged(package, engine))


@pytest.mark.parametrize("said", [b"70001", b"JE 1", b"AC 90009"])
def test_a_grader(said: bytes) -> None:
    package = replace(hiding(legacy(custom_grader=True)), grader=CHECKER)
    engine = ScriptedEngine(lambda job: ended(said, stderr=NOTE) if is_validator(job) else adder(job))
    assert_silent(judged(package, engine), Verdict.JUDGE_ERROR)


def test_reviewers_are_told_all_of_it() -> None:
    engine = ScriptedEngine(lambda job: TELLING["rejects"] if is_validator(job) else adder(job))
    test = judged(hiding(output_validators=(CHECKER,)), engine).tests[-1]
    assert (test.name, test.judge_message, test.team_message) == ("secret/zebra", NOTE.decode(), NOTE.decode())


@pytest.mark.parametrize("kind", ["plain", "passes", "talk", "static"])
def test_the_submission_never_sees_what_is_not_for_it(kind: str) -> None:
    package = hiding(
        multi_pass=kind == "passes", interactive=kind == "talk", output_validators=(CHECKER,), static_validator=CHECKER
    )
    if kind == "static":
        secret = replace(package.secret, static_validation=StaticValidation())
        package = replace(package, root=replace(package.root, groups=(package.sample, secret)))
    more = replace(ACCEPTED, artifacts=notes(nextpass__in=b"1 1\n", kept=NOTE))
    engine = ScriptedEngine(
        lambda job: (more if INPUT in text_of(job) else ACCEPTED) if is_validator(job) else adder(job),
        lambda _, __: Conversation(ended(), ACCEPTED, "first"),
    )
    assert judged(package, engine).verdict is Verdict.ACCEPTED
    own = [job for job in engine.jobs if not is_validator(job)]
    for job in own:
        hidden = [ANSWER, NOTE, b"zebra", b"secret", *([INPUT] if kind == "talk" else [])]
        assert [data for data in hidden if data.strip() in text_of(job)] == []
    assert all("feedback" not in file.name for job in own for file in job.files)
    static = [job for job in engine.jobs if is_validator(job) and "solution.py" in job.argv]
    assert len(static) == (kind == "static")
    assert all(ANSWER not in text_of(job) and INPUT not in text_of(job) for job in static)
