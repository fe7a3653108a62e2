"""How a program ended is told apart, each with its limit, and a busy machine is never the program's fault."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from protocol.errors import EngineFault
from protocol.verdicts import LanguageId, Verdict
from runner.engine import COMPILE_LIMITS, MIB, Limits
from runner.execution import BUSY_WORDS, compile_program, ending_of
from runner.feedback import check_source, run_samples
from runner.packages import read_package
from runner.packages.model import Program
from tests.unit.runner.package_builder import GOOD
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

LIMITS = Limits(cpu_ms=1_000, wall_ms=5_000, memory_bytes=256 * MIB, output_bytes=8 * MIB, file_bytes=64 * MIB)
KILLED: dict[str, Any] = {"exit_code": None, "signal": 9}
VIEW = read_package(GOOD, "sum").view("0190a0a0-0000-7000-8000-000000000000", "A")


@pytest.mark.parametrize(
    ("changes", "verdict", "words"),
    [
        ({}, None, ""),
        ({**KILLED, "timed_out": "cpu"}, "TLE", "It used more than 1 s of processor time."),
        ({**KILLED, "output_exceeded": True}, "OLE", "It wrote more than 8 MiB."),
        ({"exit_code": None, "signal": signal.SIGXFSZ}, "OLE", "It wrote a file larger than 64 MiB."),
        ({**KILLED, "oom": True}, "MLE", "It needed more than 256 MiB of memory."),
        ({**KILLED, "timed_out": "wall", "wall_ms": 5_010}, "TLE", "It had not ended after 5 s, though"),
        ({"exit_code": 7}, "RTE", "It ended with exit code 7 instead of 0."),
        ({"exit_code": None, "signal": 6}, "RTE", "It was ended by signal 6 (SIGABRT: it gave up by itself, as"),
        ({"exit_code": None, "signal": 31}, "RTE", "signal 31 (SIGSYS: it asked the system for what is not allowed"),
        ({"exit_code": None, "signal": 10}, "RTE", "It was ended by signal 10 (SIGUSR1)."),
        ({"exit_code": None, "signal": 63}, "RTE", "It was ended by signal 63 (one without a name)."),
    ],
)  # fmt: skip
def test_endings_are_told_apart_with_their_limits(changes: dict[str, Any], verdict: str | None, words: str) -> None:
    ending = ending_of(ended(**changes), LIMITS)
    assert ending.verdict == verdict
    assert words in ending.reason


@pytest.mark.parametrize(
    ("wall_ms", "starved_ms", "busy"),
    [
        (5_000, 0, False),
        (5_010, 0, False),
        (9_000, 3_000, False),
        (9_000, 4_000, True),
        (LIMITS.last_wall_ms, 0, True),
        (LIMITS.last_wall_ms + 50, 29_000, True),
    ],
)
def test_time_that_the_machine_took_is_not_the_programs(wall_ms: int, starved_ms: int, busy: bool) -> None:
    outcome = ended(**KILLED, timed_out="wall", wall_ms=wall_ms, starved_ms=starved_ms)
    assert outcome.starved_within(LIMITS) is busy
    ending = ending_of(outcome, LIMITS)
    assert ending.verdict is (Verdict.JUDGE_ERROR if busy else Verdict.TIME_LIMIT)
    assert ("Run it again" in ending.reason) is busy
    assert ("it waits for something" in ending.reason) is not busy


def test_only_the_wall_clock_is_prolonged() -> None:
    used = ended(**KILLED, timed_out="cpu", wall_ms=LIMITS.last_wall_ms, starved_ms=20_000)
    assert not used.starved_within(LIMITS)
    assert ending_of(used, LIMITS).verdict is Verdict.TIME_LIMIT


def test_nothing_measured_is_in_the_words() -> None:
    """What a hidden test took would tell something of it."""
    for timed_out in ("cpu", "wall"):
        one, other = (
            ending_of(ended(**KILLED, timed_out=timed_out, wall_ms=wall_ms, cpu_ms=cpu_ms, starved_ms=7), LIMITS)
            for wall_ms, cpu_ms in ((5_100, 12), (6_789, 345))
        )
        assert one == other


def test_a_busy_machine_is_told_in_feedback_and_asks_to_run_again() -> None:
    limits = Limits.for_cpu(VIEW.time_limit_ms, VIEW.memory_limit_bytes, VIEW.output_limit_bytes)
    starved = ended(**KILLED, timed_out="wall", wall_ms=limits.wall_ms + 3_000, starved_ms=3_500)
    report = run_samples(VIEW, LanguageId.PYTHON, "x", ScriptedEngine(lambda _: starved))
    assert [(one.verdict, one.words) for one in report.samples] == [(Verdict.JUDGE_ERROR, BUSY_WORDS)]


def test_a_compiler_that_got_no_processor_says_nothing_about_the_source() -> None:
    starved = ended(**KILLED, timed_out="wall", wall_ms=COMPILE_LIMITS.wall_ms + 5_000, starved_ms=6_000)
    engine = ScriptedEngine(lambda _: starved)
    with pytest.raises(EngineFault) as caught:
        check_source(LanguageId.CPP, "x", engine)
    assert caught.value.code == "engine.busy"
    own = Program("own", None, {"build": b"#!/bin/sh\n", "run": b"#!/bin/sh\n"}, "run")
    with pytest.raises(EngineFault):
        compile_program(own, engine)


def test_warnings_of_a_program_that_compiles_are_told() -> None:
    said = b"solution.cpp:6:14: warning: overflow in conversion\nsolution.cpp:7:1: warning: another\n"
    done = ended(stderr=said, artifacts={"program": b"\x7fELF"})
    report = check_source(LanguageId.CPP, "x", ScriptedEngine(lambda _: done))
    assert report.compiled
    assert [(one.line, one.severity, one.text) for one in report.compiler_messages] == [
        (6, "warning", "overflow in conversion"),
        (7, "warning", "another"),
    ]


def test_reading_what_a_compiler_said_is_bounded() -> None:
    said = b"solution.cpp:1:1: error: x\n" * 10_000
    report = check_source(LanguageId.CPP, "x", ScriptedEngine(lambda _: ended(exit_code=1, stderr=said)))
    assert len(report.compiler_messages) == 100
