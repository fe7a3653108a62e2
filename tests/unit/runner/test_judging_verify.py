"""Promises of a package held against what its programs come to; the sandbox answers from a script."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from protocol.errors import EngineFault
from protocol.verdicts import LanguageId
from runner import problem_command
from runner.engine import COMMON_LAYER, Job, Outcome
from runner.judging.verify import PackageReport, ProgramReport, VerifyOptions, verify
from runner.packages import ExampleSubmission, Expectation, ProblemPackage, Program, TestCase, zip_of_files
from runner.packages.model import Probe, ValidationCase
from tests.unit.runner.package_builder import GOOD
from tests.unit.runner.package_kinds import (
    ACCEPTED,
    CHECKER,
    GOOD_PACKAGE,
    LEGACY_PACKAGE,
    REJECTED,
    SCORING_PACKAGE,
    adder,
    checked_by,
    is_validator,
    notes,
    validated,
)
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

ALL = frozenset({"AC", "WA", "TLE", "RTE"})
AC, WA, TLE = frozenset({"AC"}), frozenset({"WA"}), frozenset({"TLE"})


def program(name: str, language: LanguageId = LanguageId.PYTHON) -> Program:
    return Program(name, language, {name: name.encode()}, name)


def example(folder: str, name: str, *rules: Expectation) -> ExampleSubmission:
    return ExampleSubmission(folder, program(name), rules or (Expectation(AC, AC, time_bound="lower"),))


def promising(*examples: ExampleSubmission, package: ProblemPackage = GOOD_PACKAGE) -> ProblemPackage:
    return replace(package, submissions=examples)


def ran(job: Job) -> str:
    """The name of the program that a job runs."""
    return "" if "py_compile" in job.argv else job.argv[-1]


def taking(**cpu_ms: int) -> ScriptedEngine:
    """Solves everything; `name` (without .py) takes so long."""

    def answer(job: Job) -> Outcome:
        if is_validator(job):
            return ACCEPTED
        took = cpu_ms.get(ran(job).removesuffix(".py"), 5)
        killed = took > job.limits.cpu_ms
        outcome = replace(adder(job), cpu_ms=min(took, job.limits.cpu_ms + 4))
        return replace(outcome, timed_out="cpu", exit_code=None, signal=9) if killed else outcome

    return ScriptedEngine(answer)


def unlimited(package: ProblemPackage) -> ProblemPackage:
    return replace(package, limits=replace(package.limits, time_limit_given=False, time_limit_ms=2_000))


def test_promises_that_are_kept() -> None:
    report = verify(promising(example("accepted", "right.py")), taking())
    assert report.good
    assert report.programs[0] == ProgramReport("accepted/right.py", "Python 3", "AC", "3 AC", None, 5)


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (Expectation(WA, ALL), "sample/1: AC, permitted is WA."),
        (Expectation(ALL, TLE), "no test came to TLE"),
        (Expectation(ALL, TLE, "secret/b"), "no test on secret/b came to TLE"),
        (Expectation(ALL, ALL, "secret/nothing"), "the rule on secret/nothing matches no test"),
        (Expectation(ALL, ALL, message="off by one"), "no judge message contains 'off by one'"),
    ],
)
def test_promises_that_are_broken(rule: Expectation, fault: str) -> None:
    submission = example("accepted", "right.py", Expectation(ALL, ALL), rule)
    report = verify(promising(submission), taking())
    assert not report.good
    assert fault in report.programs[0].faults


@pytest.mark.parametrize(
    ("scope", "score", "good"),
    [("", (60, 60), True), ("secret", (50, 60), True), ("secret/g1", (0, 0), True), ("secret/g1", (1, 40), False)],
)
def test_scores_are_promised_too(scope: str, score: tuple[float, float], good: bool) -> None:
    rule = Expectation(ALL, ALL, scope, score)
    engine = checked_by(lambda _: ACCEPTED, lambda job: ended(b"no") if job.stdin == b"4 6\n" else adder(job))
    report = verify(
        promising(example("rejected", "some.py", Expectation(ALL, ALL), rule), package=SCORING_PACKAGE), engine
    )
    assert report.good is good


@pytest.mark.parametrize(("wrong", "good"), [(b"4 6\n", True), (b"nothing", False)])
def test_partially_accepted_is_accepted_without_the_whole_score(wrong: bytes, good: bool) -> None:
    submission = example("partially_accepted", "some.py", Expectation(ALL, ALL))
    engine = ScriptedEngine(lambda job: ended(b"no") if job.stdin == wrong else adder(job))
    report = verify(promising(submission, package=LEGACY_PACKAGE), engine)
    assert report.good is good


def test_a_program_that_does_not_compile_breaks_its_promise_in_words() -> None:
    engine = ScriptedEngine(
        lambda job: ended(exit_code=1, stderr=b"SyntaxError: no") if "bad.py" in job.argv else adder(job)
    )
    report = verify(promising(example("accepted", "bad.py")), engine)
    assert report.programs[0].faults == ("The program does not compile. SyntaxError: no",)
    assert report.programs[0].verdicts == "CE"


def test_the_time_limit_is_found_and_nothing_is_judged_twice() -> None:
    slow = example("time_limit_exceeded", "slow.py", Expectation(AC | TLE, TLE, time_bound="upper"))
    engine = taking(good=1_200, slow=30_000)
    report = verify(unlimited(promising(example("accepted", "good.py"), slow)), engine)
    assert (report.time_limit_ms, report.good) == (3_000, True)
    assert [one.slowest_ms for one in report.programs] == [1_200, 4_504]
    assert sum(ran(job) == "good.py" for job in engine.jobs) == 3
    assert not [warning for warning in report.warnings if "time limit" in warning]


def test_programs_that_must_be_too_slow_must_be_so_by_the_margin() -> None:
    slow = example("time_limit_exceeded", "slow.py", Expectation(AC | TLE, TLE, time_bound="upper"))
    report = verify(promising(example("accepted", "good.py"), slow), taking(good=600, slow=1_400))
    assert report.good  # 1.4 s are beyond the limit of 1 s
    words = " ".join(report.warnings)
    assert "is tight: the slowest program that must be in time used 600 ms" in words
    assert "is generous: a program that must be too slow used only 1304 ms" not in words
    assert "used only 1400 ms, and the margin is 1.5 times the limit" in words


def test_a_program_that_only_waits_is_slow_enough() -> None:
    slow = example("time_limit_exceeded", "slow.py", Expectation(AC | TLE, TLE, time_bound="upper"))
    asleep = ended(exit_code=None, signal=9, cpu_ms=10, timed_out="wall", wall_ms=9_000)
    engine = ScriptedEngine(lambda job: asleep if ran(job) == "slow.py" else adder(job))
    assert not [one for one in verify(promising(slow), engine).warnings if "generous" in one]


def test_a_machine_too_busy_for_one_program_does_not_hide_the_others() -> None:
    starved = ended(exit_code=None, signal=9, cpu_ms=10, wall_ms=10**9, timed_out="wall")
    engine = ScriptedEngine(
        lambda job: starved if ran(job) == "slow.py" else ACCEPTED if is_validator(job) else adder(job)
    )
    report = verify(promising(example("accepted", "slow.py"), example("accepted", "good.py")), engine)
    assert "too busy" in report.programs[0].faults[0]
    assert report.programs[1].verdicts == "3 AC"


def test_no_limit_fits_a_program_that_never_ends() -> None:
    report = verify(unlimited(promising(example("accepted", "good.py"))), taking(good=100_000))
    assert "accepted/good.py: is not done after 60 s, so no time limit fits it." in report.faults


def test_a_limit_that_cannot_be_found_is_said() -> None:
    report = verify(unlimited(promising(example("rejected", "no.py", Expectation(ALL, ALL)))), taking())
    assert any("bounds the time limit from below" in fault for fault in report.faults)


def test_only_and_jobs() -> None:
    engine = taking()
    package = promising(example("accepted", "one.py"), example("accepted", "two.py"), example("rejected", "three.py"))
    seen: list[str] = []
    report = verify(package, engine, VerifyOptions(seen.append, 1, "accepted/{two,three}.py"))
    assert [one.path for one in report.programs] == ["accepted/two.py"]
    assert "judging accepted/two.py, 1 of 1: test 3 of 3" in seen


class WithoutLayer(ScriptedEngine):
    def image_digest(self, layer: str = COMMON_LAYER) -> str:
        raise EngineFault(self.code, f"{layer} is not here")

    code = "engine.image_missing"


def test_languages_that_are_not_here_are_skipped_by_name() -> None:
    report = verify(
        promising(example("accepted", "right.py")),
        WithoutLayer(lambda job: ACCEPTED if is_validator(job) else adder(job)),
    )
    assert report.programs[0].skipped == "language Python 3 is not on this machine"
    assert report.good
    broken = WithoutLayer(adder)
    broken.code = "engine.unreachable"
    with pytest.raises(EngineFault):
        verify(promising(example("accepted", "right.py")), broken)


def probe(kind: Probe, name: str, output: bytes = b"") -> ValidationCase:
    return ValidationCase(kind, TestCase(f"{kind.value}/{name}", b"9 9\n", b"18\n"), output)


def test_inputs_go_through_every_input_validator() -> None:
    def answer(job: Job) -> Outcome:
        if is_validator(job):
            return ended(exit_code=43, stderr=b"line 1\ntoo large") if job.stdin == b"4 5\n" else ACCEPTED
        return adder(job)

    report = verify(promising(example("accepted", "right.py")), ScriptedEngine(answer))
    assert report.faults == ("data/secret/a.in: refused by check.py: too large",)
    slow = ended(exit_code=None, signal=9, timed_out="cpu")
    report = verify(promising(example("accepted", "right.py")), checked_by(lambda _: slow))
    assert "refused by check.py: It used more than 60 s" in report.faults[0]


def test_input_validators_get_their_arguments_and_files() -> None:
    case = replace(GOOD_PACKAGE.secret.cases[0], args=("last",), input_validator_args=("first",), files={"x.txt": b"x"})
    secret = replace(GOOD_PACKAGE.secret, cases=(case,))
    package = replace(GOOD_PACKAGE, root=replace(GOOD_PACKAGE.root, groups=(GOOD_PACKAGE.sample, secret)))
    engine = taking()
    verify(promising(example("accepted", "right.py"), package=package), engine)
    job = next(job for job in engine.jobs if is_validator(job) and job.stdin == case.input)
    assert job.argv[-2:] == ("first", "last")
    assert {"x.txt", "check.py", "validator/check.py"} <= {file.name for file in job.files}


def test_invalid_inputs_must_be_refused() -> None:
    package = promising(example("accepted", "right.py"), package=GOOD_PACKAGE)
    package = replace(package, validation_cases=(probe(Probe.INVALID_INPUT, "big"),))
    report = verify(package, taking())
    assert report.faults == ("data/invalid_input/big.in: is invalid, but no input validator refuses it",)
    engine = checked_by(lambda job: REJECTED if job.stdin == b"9 9\n" else ACCEPTED)
    assert verify(package, engine).good


@pytest.mark.parametrize(
    ("kind", "output", "fault"),
    [
        (Probe.VALID_OUTPUT, b"18", ""),
        (Probe.VALID_OUTPUT, b"19", "data/valid_output/one.out: should be accepted, but is WA"),
        (Probe.INVALID_OUTPUT, b"19", ""),
        (Probe.INVALID_OUTPUT, b"18", "data/invalid_output/one.out: should be refused, but is AC"),
    ],
)
def test_outputs_are_tried_out(kind: Probe, output: bytes, fault: str) -> None:
    package = promising(example("accepted", "right.py"))
    report = verify(replace(package, validation_cases=(probe(kind, "one", output),)), taking())
    assert [one for one in report.faults if not one.startswith(fault)] == []
    assert bool(report.faults) is bool(fault)


def test_a_validator_that_fails_on_a_probe_is_not_taken_for_a_refusal() -> None:
    package = promising(example("accepted", "right.py"), package=validated())
    package = replace(package, validation_cases=(probe(Probe.INVALID_OUTPUT, "one", b"?"),), input_validators=())
    engine = checked_by(lambda job: ended(exit_code=1) if job.stdin == b"?" else ACCEPTED)
    report = verify(package, engine)
    assert "should be refused, but is JE. The output validator failed" in report.faults[0]


def test_answers_must_be_answers() -> None:
    package = promising(example("accepted", "right.py"), package=validated(input_validators=()))
    report = verify(package, checked_by(lambda job: REJECTED if job.stdin in {b"3\n", b"9\n"} else ACCEPTED))
    assert report.faults[0].startswith("data/sample/1.ans: is not accepted by the output check")
    assert any("1 .ans files of hidden tests" in warning for warning in report.warnings)


def test_faults_of_graders_reach_the_authors() -> None:
    root = replace(LEGACY_PACKAGE.root, custom_grader=True)
    package = replace(promising(example("accepted", "right.py"), package=LEGACY_PACKAGE), root=root, grader=CHECKER)
    report = verify(package, checked_by(lambda _: ended(b"nonsense")))
    assert "The grader said 'nonsense' of data" in report.programs[0].faults[0]


def test_the_word_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problem_command, "open_engine", lambda _: taking())
    archive = tmp_path / "sum.zip"
    archive.write_bytes(zip_of_files(GOOD, "sum"))
    assert problem_command.problem(["verify", str(archive), str(tmp_path / "gone.zip")]) == 1
    shown = capsys.readouterr()
    assert "ok   accepted/sum.py  Python 3  expected AC  3 AC" in shown.out
    assert "good: 1 of 1 programs as expected" in shown.out
    assert "gone.zip cannot be read" in shown.err
    assert problem_command.problem(["verify", str(archive), "--json", "--only", "rejected", "--jobs", "3"]) == 0
    assert json.loads(capsys.readouterr().out)["programs"] == []
    with pytest.raises(SystemExit):
        problem_command.problem(["verify", str(archive), "--jobs", "0"])


def test_a_report_is_bad_with_one_fault() -> None:
    report = PackageReport("a", "A", 1_000, (), ("broken",), ())
    assert not report.good
    assert notes(a__b=b"") == {"feedback/a.b": b""}
