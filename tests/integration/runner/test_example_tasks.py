"""The example tasks in real boxes: right solutions pass, wrong ones do not, apart and together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner import image_building
from runner.boxes.docker_engine import DockerEngine
from runner.engine import COMMON_LAYER
from runner.feedback import run_samples
from runner.judging.verify import VerifyOptions
from runner.judging.walk import JudgeOptions
from runner.tasks.description.model import Task
from runner.tasks.judge import judge_task
from runner.tasks.loading import load, verify_problem
from tests.integration.runner.one_station import OneStation

FOLDER = Path(__file__).parents[2] / "packages" / "tasks"
LAYERS = {"garage": "jvm", "playlist": "rust", "stock": "go"}
"""What an example needs beside the common layer."""
LONG = frozenset({"playlist", "stock"})
NAMES = ("bus", "garage", "histogram", "ledger", "playlist", "roman", "stock")
EACH = [pytest.param(name, marks=(pytest.mark.long,) if name in LONG else ()) for name in NAMES]
VIEW = "0190a0a0-0000-7000-8000-000000000000"

pytestmark = pytest.mark.docker


Stations = Callable[[str], OneStation]


@pytest.fixture(scope="module")
def cells(engine: DockerEngine) -> Iterator[Stations]:
    """A station for each layer, opened when its first task comes."""
    opened: dict[str, OneStation] = {}

    def of(name: str) -> OneStation:
        layer = LAYERS.get(name, COMMON_LAYER)
        if layer not in opened:
            image_building.build(engine.door, print, layer)
            opened[layer] = OneStation(engine, layer)
        return opened[layer]

    yield of
    for station in opened.values():
        station.end()


def read(name: str) -> Task:
    task = load(FOLDER / name)
    assert isinstance(task, Task)
    return task


def test_every_framework_has_an_example() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == list(NAMES)


@pytest.mark.parametrize("name", EACH)
def test_an_accepted_solution_passes(name: str, cells: Stations) -> None:
    task = read(name)
    accepted = next(one for one in task.submissions if one.folder == "accepted")
    result = judge_task(task, accepted.program, cells(name))
    assert result.verdict is Verdict.ACCEPTED, [(test.name, test.reason) for test in result.tests]
    assert result.score == task.max_score


@pytest.mark.parametrize("name", EACH)
def test_a_wrong_solution_does_not(name: str, cells: Stations) -> None:
    task = read(name)
    wrong = next(one for one in task.submissions if one.folder == "wrong_answer")
    result = judge_task(task, wrong.program, cells(name), JudgeOptions(parallel=1))
    assert result.verdict is Verdict.WRONG_ANSWER
    assert result.score is None or result.score < (task.max_score or 0)


def test_visible_tests_run_at_the_candidates(cells: Stations) -> None:
    view = read("ledger").view(VIEW, "A")
    source = (FOLDER / "ledger/submissions/wrong_answer/apart.py").read_text("utf-8")
    report = run_samples(view, LanguageId.PYTHON, source, cells("ledger"))
    verdicts = [sample.verdict for sample in report.samples]
    assert verdicts == [Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.ACCEPTED]
    broken = run_samples(view, LanguageId.CPP, "int main( {\n", cells("ledger"))
    assert not broken.compiled
    assert "ledger.cpp" in broken.compiler_output


def test_a_broken_java_file_is_told_by_its_line(cells: Stations) -> None:
    view = read("garage").view(VIEW, "A")
    report = run_samples(view, LanguageId.JAVA, "public class Garage {\n    int x = y;\n}\n", cells("garage"))
    assert not report.compiled
    assert [message.line for message in report.compiler_messages][:1] == [2]


@pytest.mark.long
@pytest.mark.parametrize("name", EACH)
def test_all_submissions_keep_what_their_folders_promise(name: str, cells: Stations) -> None:
    report = verify_problem(read(name), cells(name), VerifyOptions(print))
    assert report.good, [report.faults, [(program.path, program.faults) for program in report.programs]]
