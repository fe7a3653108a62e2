"""Unchanged source is compiled once; a program is run each time it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from runner.engine import Job, Limits, Outcome, SourceFile
from runner.remembering import RememberingEngine
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

COMPILE = Job(("cc",), (SourceFile("a.c", b"int main;"),), artifacts=("program",), repeatable=True)


def engine(outcome: Outcome, max_bytes: int = 1000) -> tuple[RememberingEngine, ScriptedEngine]:
    inner = ScriptedEngine(lambda _job: outcome)
    return RememberingEngine(inner, max_bytes), inner


def test_the_same_compilation_is_asked_once() -> None:
    remembering, inner = engine(ended(b"warning"))
    assert remembering.run(COMPILE) == remembering.run(COMPILE)
    assert len(inner.jobs) == 1


def test_a_compile_error_is_remembered_too() -> None:
    remembering, inner = engine(ended(exit_code=1))
    assert remembering.run(COMPILE) == remembering.run(COMPILE)
    assert len(inner.jobs) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(COMPILE, argv=("cc", "-O2")),
        replace(COMPILE, files=(SourceFile("a.c", b"int  main;"),)),
        replace(COMPILE, files=(SourceFile("b.c", b"int main;"),)),
        replace(COMPILE, stdin=b"x"),
        replace(COMPILE, limits=Limits(cpu_ms=1)),
        replace(COMPILE, layer="jvm"),
        replace(COMPILE, artifacts=("other",)),
    ],
)
def test_anything_that_goes_in_makes_it_another(other: Job) -> None:
    remembering, inner = engine(ended())
    remembering.run(COMPILE)
    remembering.run(other)
    assert len(inner.jobs) == 2


def test_a_program_is_run_each_time() -> None:
    remembering, inner = engine(ended())
    for _ in range(3):
        remembering.run(Job(("./program",)))
    assert len(inner.jobs) == 3


@pytest.mark.parametrize("bad", [{"timed_out": "wall"}, {"oom": True}, {"output_exceeded": True}, {"exit_code": None}])
def test_what_the_machine_ended_is_not_remembered(bad: dict[str, Any]) -> None:
    remembering, inner = engine(ended(**bad))
    remembering.run(COMPILE)
    remembering.run(COMPILE)
    assert len(inner.jobs) == 2


def test_memory_is_bounded_and_the_longest_unused_goes_first() -> None:
    remembering, inner = engine(ended(b"x" * 400))
    jobs = [replace(COMPILE, argv=("cc", str(number))) for number in range(3)]
    for job in (*jobs[:2], jobs[0], jobs[2], jobs[0], jobs[1]):
        remembering.run(job)
    assert [job.argv[1] for job in inner.jobs] == ["0", "1", "2", "1"]
