"""The example tasks in real boxes: right solutions pass, wrong ones do not, apart and together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.boxes.docker_engine import DockerEngine
from runner.feedback import run_samples
from runner.judging.verify import VerifyOptions
from runner.judging.walk import JudgeOptions
from runner.tasks.description.model import Task
from runner.tasks.judge import judge_task
from runner.tasks.loading import load, verify_problem
from tests.integration.runner.one_station import OneStation

FOLDER = Path(__file__).parents[2] / "packages" / "tasks"
NAMES = ("bus", "histogram", "ledger", "roman")
VIEW = "0190a0a0-0000-7000-8000-000000000000"

pytestmark = pytest.mark.docker


@pytest.fixture(scope="module")
def cells(engine: DockerEngine) -> Iterator[OneStation]:
    station = OneStation(engine)
    yield station
    station.end()


def read(name: str) -> Task:
    task = load(FOLDER / name)
    assert isinstance(task, Task)
    return task


def test_every_framework_has_an_example() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_accepted_solution_passes(name: str, cells: OneStation) -> None:
    task = read(name)
    accepted = next(one for one in task.submissions if one.folder == "accepted")
    result = judge_task(task, accepted.program, cells)
    assert result.verdict is Verdict.ACCEPTED, [(test.name, test.reason) for test in result.tests]
    assert result.score == task.max_score


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_solution_does_not(name: str, cells: OneStation) -> None:
    task = read(name)
    wrong = next(one for one in task.submissions if one.folder == "wrong_answer")
    result = judge_task(task, wrong.program, cells, JudgeOptions(parallel=1))
    assert result.verdict is Verdict.WRONG_ANSWER
    assert result.score is None or result.score < (task.max_score or 0)


def test_visible_tests_run_at_the_candidates(cells: OneStation) -> None:
    view = read("ledger").view(VIEW, "A")
    source = (FOLDER / "ledger/submissions/wrong_answer/apart.py").read_text("utf-8")
    report = run_samples(view, LanguageId.PYTHON, source, cells)
    verdicts = [sample.verdict for sample in report.samples]
    assert verdicts == [Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.ACCEPTED]
    broken = run_samples(view, LanguageId.CPP, "int main( {\n", cells)
    assert not broken.compiled
    assert "ledger.cpp" in broken.compiler_output


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_all_submissions_keep_what_their_folders_promise(name: str, cells: OneStation) -> None:
    report = verify_problem(read(name), cells, VerifyOptions(print))
    assert report.good, [report.faults, [(program.path, program.faults) for program in report.programs]]
