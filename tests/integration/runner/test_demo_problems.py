"""The demo problems through the real judge and the real feedback, and `recrutr problem verify` on small packages."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.boxes.docker_engine import DockerEngine
from runner.command import images
from runner.feedback import run_own_input, run_samples
from runner.images import current_tag, layers
from runner.judging.judge import judge_submission
from runner.judging.walk import JudgeOptions
from runner.packages import ProblemPackage, load_folder, zip_of_files
from runner.problem_command import problem
from tests.unit.runner.package_builder import GOOD, changed

PROBLEMS = Path(__file__).parents[3] / "backend" / "demo" / "problems"
VIEW = "0190a0a0-0000-7000-8000-000000000000"

pytestmark = pytest.mark.docker


@pytest.fixture(scope="module")
def fairshare() -> ProblemPackage:
    return load_folder(PROBLEMS / "fairshare")


@pytest.fixture(scope="module")
def nightbus() -> ProblemPackage:
    return load_folder(PROBLEMS / "nightbus")


def shortened(package: ProblemPackage) -> ProblemPackage:
    """The same problem with its first three secret tests."""
    secret = replace(package.secret, cases=package.secret.cases[:3])
    return replace(package, root=replace(package.root, groups=(package.sample, secret)))


def source(package: str, name: str) -> bytes:
    return (PROBLEMS / package / "submissions" / name).read_bytes()


@pytest.mark.parametrize(
    ("language", "name"),
    [
        (LanguageId.PYTHON, "accepted/greedy.py"),
        (LanguageId.CPP, "accepted/greedy.cpp"),
        (LanguageId.JAVASCRIPT, "accepted/sorted_turns.js"),
    ],
)
def test_several_right_answers_are_accepted(
    engine: DockerEngine, fairshare: ProblemPackage, language: LanguageId, name: str
) -> None:
    package = fairshare if language is LanguageId.PYTHON else shortened(fairshare)
    result = judge_submission(package, language, source("fairshare", name), engine)
    assert (result.verdict, len(result.tests)) == (Verdict.ACCEPTED, len(list(package.root.all_cases())))
    assert result.image_digest == engine.image_digest()


def test_the_validators_reason_reaches_the_reviewer(engine: DockerEngine, fairshare: ProblemPackage) -> None:
    result = judge_submission(fairshare, LanguageId.PYTHON, source("fairshare", "wrong_answer/take_turns.py"), engine)
    assert result.verdict is Verdict.WRONG_ANSWER
    assert "differ by" in result.tests[-1].judge_message


def test_part_of_the_score(engine: DockerEngine, nightbus: ProblemPackage) -> None:
    name = "partially_accepted/scans_everybody.py"
    result = judge_submission(nightbus, LanguageId.PYTHON, source("nightbus", name), engine)
    assert (result.verdict, result.score, result.max_score) == (Verdict.TIME_LIMIT, 60.0, 100.0)
    assert [group.score for group in result.groups] == [None, 30.0, 30.0, 0.0]


def test_the_same_source_gets_the_same_judgement_again(engine: DockerEngine, nightbus: ProblemPackage) -> None:
    code = source("nightbus", "wrong_answer/trusts_the_order.py")
    first, second = (judge_submission(nightbus, LanguageId.PYTHON, code, engine, JudgeOptions(jobs)) for jobs in (1, 2))
    assert [(test.name, test.verdict, test.score) for test in first.tests] == [
        (test.name, test.verdict, test.score) for test in second.tests
    ]
    assert first.groups == second.groups


def test_feedback_on_samples(engine: DockerEngine, nightbus: ProblemPackage) -> None:
    view = nightbus.view(VIEW, "B")
    right = run_samples(view, LanguageId.CPP, source("nightbus", "accepted/two_pointers.cpp").decode(), engine)
    assert right.verdicts == [Verdict.ACCEPTED, Verdict.ACCEPTED]
    wrong = run_samples(view, LanguageId.PYTHON, "print(18, 1)", engine)
    assert wrong.verdicts == [Verdict.ACCEPTED, Verdict.WRONG_ANSWER]
    assert wrong.samples[1].difference is not None
    broken = run_samples(view, LanguageId.CPP, "int main() {\n  retrun 0;\n}\n", engine)
    assert not broken.compiled
    assert broken.compiler_messages[0].line == 2
    own = run_own_input(
        view, LanguageId.JAVASCRIPT, "console.log(require('fs').readFileSync(0, 'utf8'))", "héllo", engine
    )
    assert own.samples[0].stdout == "héllo\n"


def test_feedback_leaves_the_judgement_to_the_server(engine: DockerEngine, fairshare: ProblemPackage) -> None:
    report = run_samples(fairshare.view(VIEW, "A"), LanguageId.PYTHON, "print('no answer at all')", engine)
    assert report.verdicts == []
    assert "server decides" in report.samples[0].words


def test_verify_says_yes_to_a_good_package(
    engine: DockerEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "sum.zip"
    archive.write_bytes(zip_of_files(GOOD, "sum"))
    assert problem(["verify", str(archive), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["good"], report["programs"][0]["verdicts"]) == (True, "3 AC")


def test_verify_says_no_to_broken_promises(
    engine: DockerEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = changed(
        GOOD,
        input_validators__check_DOT_py=b"import sys\nassert input() != '0 0', 'zeros'\nsys.exit(42)\n",
        submissions__wrong_answer__right_DOT_py=GOOD["submissions/accepted/sum.py"],
        submissions__accepted__crash_DOT_cpp=b"#include <cstdlib>\nint main() { std::abort(); }\n",
    )
    archive = tmp_path / "sum.zip"
    archive.write_bytes(zip_of_files(files, "sum"))
    assert problem(["verify", str(archive)]) == 1
    said = capsys.readouterr().out
    assert "data/secret/b.in: refused by check.py: AssertionError: zeros" in said
    assert "no test came to WA" in said
    assert "sample/1: RTE, permitted is AC. It was ended by signal 6 (SIGABRT: it gave up by itself, " in said


def test_verify_finds_the_time_limit_itself(
    engine: DockerEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "sum.zip"
    yaml = GOOD["problem.yaml"].replace(b"limits:\n  time_limit: 1\n", b"")
    archive.write_bytes(zip_of_files(changed(GOOD, problem_DOT_yaml=yaml), "sum"))
    assert problem(["verify", str(archive), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["time_limit_ms"] == 1000


def test_verify_names_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert problem(["verify", str(tmp_path / "nothing.zip"), str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "nothing.zip cannot be read: No such file or directory." in said
    assert "problem.yaml: the package has none." in said


def test_images_are_listed(engine: DockerEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert images(["list"]) == 0
    rows = {row.split()[0]: row for row in capsys.readouterr().out.splitlines()}
    assert current_tag() in rows["common"]
    assert "not here" not in rows["common"]
    assert len(rows) == len(layers())
    assert images(["list", "--engine", "unix:///nowhere.sock"]) == 1
