"""A small, whole, good task as files, to be broken one place at a time."""

from __future__ import annotations

from runner.packages.sources import Files
from runner.tasks.description.model import Task
from runner.tasks.description.reader import read_task

TASK = b"""format: recrutr-task-1
name: Sums
limits: {time: 2}
interface:
  functions:
    add: {parameters: [int, int], returns: int}
    mean: {parameters: [list<float>], returns: optional<float>}
  classes:
    Counter:
      constructor: [int]
      methods:
        up: {parameters: [int]}
        value: {returns: int}
languages:
  python3: {editable: [sums.py]}
groups:
  - {name: examples, visible: true, calls: tests/examples.yaml}
  - {name: hidden, points: 60, calls: tests/hidden.yaml}
  - name: counter
    points: 40
    award: all
    framework: pytest
    files: [tests/test_counter.py]
    tests: [tests/test_counter.py::test_up, tests/test_counter.py::test_refuses]
"""
GOOD: dict[str, bytes] = {
    "task.yaml": TASK,
    "statement.md": b"Complete `sums.py`.\n",
    "starter/python3/sums.py": b"def add(a, b):\n    return 0\n",
    "tests/examples.yaml": b"tests:\n  - {name: small, call: add, arguments: [1, 2], expect: 3}\n",
    "tests/hidden.yaml": b"""tests:
  - {name: large, call: add, arguments: [9007199254740993, 1], expect: 9007199254740994}
  - {name: of none, call: mean, arguments: [[]], expect: null}
  - {name: of two, call: mean, arguments: [[1, 2]], expect: 1.5}
  - name: counts
    steps:
      - {new: Counter, arguments: [41], as: counter}
      - {of: counter, call: up, arguments: [1]}
      - {of: counter, call: value, expect: 42}
""",
    "tests/test_counter.py": b"""import pytest
from sums import Counter

def test_up():
    counter = Counter(1)
    counter.up(2)
    assert counter.value() == 3

def test_refuses():
    with pytest.raises(ValueError, match="below"):
        Counter(1).up(-1)
""",
    "submissions/accepted/sums.py": b"""def add(a, b):
    return a + b

def mean(values):
    return sum(values) / len(values) if values else None

class Counter:
    def __init__(self, start):
        self.count = start

    def up(self, by):
        if by < 0:
            raise ValueError("below zero")
        self.count += by

    def value(self):
        return self.count
""",
}
RIGHT = GOOD["submissions/accepted/sums.py"]


def changed(path: str, old: bytes, new: bytes, files: Files = GOOD) -> dict[str, bytes]:
    """The files with one place changed, which must be there."""
    assert old in files[path], f"{old!r} is not in {path}"
    return {**files, path: files[path].replace(old, new)}


def task(files: Files = GOOD) -> Task:
    return read_task(files, "sums")
