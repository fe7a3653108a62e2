"""Submissions that try to forge results of call tests: none passes one, and all end in time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.boxes.docker_engine import DockerEngine
from runner.judging.judge import JudgementResult
from runner.judging.walk import JudgeOptions
from runner.languages import language_of
from runner.packages.model import Program
from runner.tasks.description.model import TASK_LANGUAGES, Task
from runner.tasks.description.reader import read_task
from runner.tasks.judge import judge_task
from tests.integration.runner.one_station import OneStation

FOLDER = Path(__file__).parents[2] / "hostile" / "tasks"
PROGRAMS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".py", ".cpp", ".js"})
NAMES = {LanguageId.PYTHON: "solution.py", LanguageId.JAVASCRIPT: "solution.js", LanguageId.CPP: "solution.cpp"}
HONEST = {
    LanguageId.PYTHON: b"def add(a, b):\n    print(a)\n    return a + b\n"
    b"def triple(values):\n    return [3 * one for one in values]\n",
    LanguageId.JAVASCRIPT: b"console.log('hello');\n"
    b"module.exports = { add: (a, b) => a + b, triple: async (values) => values.map((one) => 3 * one) };\n",
    LanguageId.CPP: b"#include <iostream>\n#include <vector>\n"
    b"long long add(long long a, long long b) { std::cout << a << std::endl; return a + b; }\n"
    b"std::vector<long long> triple(std::vector<long long> values) {\n"
    b"  for (auto& one : values) one *= 3;\n  return values;\n}\n",
}
TASK = b"""format: recrutr-task-1
name: Forging
limits: {time: 3, memory: 256, output: 1}
interface:
  functions:
    add: {parameters: [int, int], returns: int}
    triple: {parameters: [list<int>], returns: list<int>}
languages:
  python3: {editable: [solution.py]}
  javascript: {editable: [solution.js]}
  cpp: {editable: [solution.cpp]}
groups:
  - {name: hidden, points: 100, calls: tests.yaml}
"""
TESTS = b"""tests:
  - {name: five, call: add, arguments: [2, 3], expect: 5}
  - {name: lists, call: triple, arguments: [[1, 2, 3]], expect: [3, 6, 9]}
  - name: both
    steps:
      - {call: add, arguments: [2, 3], expect: 5}
      - {call: add, arguments: [-2, -3], expect: -5}
      - {call: triple, arguments: [[1, 2, 3]], expect: [3, 6, 9]}
"""

pytestmark = pytest.mark.docker


@pytest.fixture(scope="module")
def cells(engine: DockerEngine) -> Iterator[OneStation]:
    station = OneStation(engine)
    yield station
    station.end()


@pytest.fixture(scope="module")
def task() -> Task:
    files = {"task.yaml": TASK, "tests.yaml": TESTS, "statement.md": b"Add and triple.\n"}
    files |= {f"starter/{language.value}/{name}": b"\n" for language, name in NAMES.items()}
    files |= {f"submissions/accepted/right.{path.partition('.')[2]}": HONEST[one] for one, path in NAMES.items()}
    return read_task(files, "forging")


def judge(task: Task, language: LanguageId, source: bytes, engine: OneStation) -> JudgementResult:
    program = Program("submission", language, {NAMES[language]: source}, NAMES[language])
    return judge_task(task, program, engine, JudgeOptions(parallel=1, keep_going=True))


def test_the_corpus_is_there() -> None:
    assert len(PROGRAMS) >= 25
    assert {language_of([path.name]) for path in PROGRAMS} == set(TASK_LANGUAGES)


@pytest.mark.parametrize("language", TASK_LANGUAGES)
def test_honest_neighbours_pass(language: LanguageId, task: Task, cells: OneStation) -> None:
    result = judge(task, language, HONEST[language], cells)
    assert result.verdict is Verdict.ACCEPTED, [test.reason for test in result.tests] or result.compiler_output
    assert result.score == 100


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_nothing_is_forged(path: Path, task: Task, cells: OneStation) -> None:
    language = language_of([path.name])
    assert language is not None
    result = judge(task, language, path.read_bytes(), cells)
    print(path.name, [(test.verdict.value, test.reason[:150]) for test in result.tests], result.compiler_output[:200])
    assert result.verdict not in {Verdict.ACCEPTED, Verdict.JUDGE_ERROR}
    assert result.score == 0
    assert [test.name for test in result.tests if test.verdict is Verdict.ACCEPTED] == []
    assert len(result.tests) == 3 or result.verdict is Verdict.COMPILE_ERROR
    assert all(test.cpu_ms <= 3_500 for test in result.tests)
