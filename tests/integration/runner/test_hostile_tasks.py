"""Submissions that try to forge results of call tests: none passes one, and all end in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner import image_building
from runner.boxes.docker_engine import DockerEngine
from runner.judging.judge import JudgementResult
from runner.judging.walk import JudgeOptions
from runner.languages import language_of, languages
from runner.packages.model import Program
from runner.tasks.description.model import TASK_LANGUAGES, Task
from runner.tasks.description.reader import read_task
from runner.tasks.judge import judge_task
from tests.integration.runner.one_station import OneStation

FOLDER = Path(__file__).parents[2] / "hostile" / "tasks"
PROGRAMS = sorted(path for path in FOLDER.iterdir() if path.is_file())
NAMES = {
    LanguageId.PYTHON: "solution.py",
    LanguageId.JAVASCRIPT: "solution.js",
    LanguageId.CPP: "solution.cpp",
    LanguageId.JAVA: "Solution.java",
    LanguageId.GO: "solution/solution.go",
    LanguageId.RUST: "solution.rs",
}
LONG = frozenset({LanguageId.GO, LanguageId.RUST})
"""Languages whose image layer the default run does not build."""
HONEST = {
    LanguageId.PYTHON: b"def add(a, b):\n    print(a)\n    return a + b\n"
    b"def triple(values):\n    return [3 * one for one in values]\n",
    LanguageId.JAVASCRIPT: b"console.log('hello');\n"
    b"module.exports = { add: (a, b) => a + b, triple: async (values) => values.map((one) => 3 * one) };\n",
    LanguageId.CPP: b"#include <iostream>\n#include <vector>\n"
    b"long long add(long long a, long long b) { std::cout << a << std::endl; return a + b; }\n"
    b"std::vector<long long> triple(std::vector<long long> values) {\n"
    b"  for (auto& one : values) one *= 3;\n  return values;\n}\n",
    LanguageId.JAVA: b"import java.util.*;\npublic class Solution {\n"
    b"  public static long add(long a, long b) { System.out.println(a); return a + b; }\n"
    b"  public static List<Long> triple(List<Long> values) {\n"
    b"    values.replaceAll(one -> 3 * one);\n    return values;\n  }\n}\n",
    LanguageId.GO: b'package solution\nimport "fmt"\nfunc Add(a, b int) int { fmt.Println(a); return a + b }\n'
    b"func Triple(values []int) []int {\n  for place := range values { values[place] *= 3 }\n  return values\n}\n",
    LanguageId.RUST: b'pub fn add(a: i64, b: i64) -> i64 { println!("{}", a); a + b }\n'
    b"pub fn triple(values: Vec<i64>) -> Vec<i64> { values.into_iter().map(|one| 3 * one).collect() }\n",
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
  java: {editable: [Solution.java]}
  go: {editable: [solution/solution.go]}
  rust: {editable: [solution.rs]}
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


Stations = Callable[[LanguageId], OneStation]


@pytest.fixture(scope="module")
def cells(engine: DockerEngine) -> Iterator[Stations]:
    """A station for each layer, opened when its first program comes."""
    opened: dict[str, OneStation] = {}

    def of(language: LanguageId) -> OneStation:
        layer = languages()[language].layer
        if layer not in opened:
            image_building.build(engine.door, print, layer)
            opened[layer] = OneStation(engine, layer)
        return opened[layer]

    yield of
    for station in opened.values():
        station.end()


def language(path: Path) -> LanguageId:
    found = language_of([path.name])
    assert found is not None
    return found


def marks(language: LanguageId) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.long,) if language in LONG else ()


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
    assert {language(path) for path in PROGRAMS} == set(TASK_LANGUAGES)


@pytest.mark.parametrize("language", [pytest.param(one, marks=marks(one)) for one in TASK_LANGUAGES])
def test_honest_neighbours_pass(language: LanguageId, task: Task, cells: Stations) -> None:
    result = judge(task, language, HONEST[language], cells(language))
    assert result.verdict is Verdict.ACCEPTED, [test.reason for test in result.tests] or result.compiler_output
    assert result.score == 100


@pytest.mark.parametrize("path", [pytest.param(one, marks=marks(language(one)), id=one.name) for one in PROGRAMS])
def test_nothing_is_forged(path: Path, task: Task, cells: Stations) -> None:
    result = judge(task, language(path), path.read_bytes(), cells(language(path)))
    print(path.name, [(test.verdict.value, test.reason[:150]) for test in result.tests], result.compiler_output[:200])
    assert result.verdict not in {Verdict.ACCEPTED, Verdict.JUDGE_ERROR}
    assert result.score == 0
    assert [test.name for test in result.tests if test.verdict is Verdict.ACCEPTED] == []
    assert len(result.tests) == 3 or result.verdict is Verdict.COMPILE_ERROR
    assert all(test.cpu_ms <= 3_500 for test in result.tests)
