"""Submissions in Java that try to forge JUnit tests: apart none passes, together nothing that was shipped out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner import image_building
from runner.boxes.docker_engine import DockerEngine
from runner.judging.walk import JudgeOptions
from runner.packages.model import Program
from runner.tasks.description.model import Task
from runner.tasks.judge import judge_task
from runner.tasks.loading import load
from tests.integration.runner.one_station import OneStation

FOLDER = Path(__file__).parents[2] / "packages/tasks/garage"
RIGHT = (FOLDER / "submissions/accepted/Garage.java").read_text("utf-8")
REFUSES = 'throw new IllegalStateException("full");'
ENTERS = "plates.add(plate);"
FRAME = "l3:s5:errorl1:s21:IllegalStateExceptions4:full"
APART = {
    "exit": "System.exit(0);",
    "halt": "Runtime.getRuntime().halt(0);",
    "hook": """Runtime.getRuntime().addShutdownHook(new Thread(Forge::now)); System.exit(0);""",
    "frames": f"""say("{len(FRAME)}:{FRAME}");""",
    "reflection": """
        for (Class<?> one : Class.forName("recrutr.Driver").getDeclaredClasses()) one.getDeclaredMethods();
        java.lang.reflect.Method encoded = Class.forName("recrutr.Driver").getDeclaredMethod("answer", Object[].class);
        say(String.valueOf(encoded.invoke(null, (Object) new Object[] {"ended", "GarageTest.refusesWhenFull"})));
        java.io.File report = new java.io.File("recrutr/report");
        new java.io.FileOutputStream(report).write(1);""",
    "aborts": "throw new TestAbortedException();",
    "assertion": 'throw new AssertionError("passed");',
}
FORGE = """
class TestAbortedException extends RuntimeException {}

class Forge {
    static void say(String text) throws Exception {
        new java.io.FileOutputStream(java.io.FileDescriptor.out).write(text.getBytes());
    }

    static void now() {
        try {
            attempt();
        } catch (Exception error) {
            if (error instanceof TestAbortedException) throw (TestAbortedException) error;
            System.err.println(error);
        }
    }

    static void attempt() throws Exception {
        ATTEMPT
    }
}
"""
TOGETHER = """
        java.lang.reflect.Method send = Class.forName("recrutr.Expect").getDeclaredMethod("send", Object[].class);
        send.setAccessible(true);
        send.invoke(null, (Object) new Object[] {"expect", "heard", List.of("A 1")});
        send.invoke(null, (Object) new Object[] {"expect", "free", 2});
        send.invoke(null, (Object) new Object[] {"ended", "ListenerTest.hearsOfEachCar", "passed", ""});
        Runtime.getRuntime().halt(0);"""

pytestmark = pytest.mark.docker


@pytest.fixture(scope="module")
def cells(engine: DockerEngine) -> Iterator[OneStation]:
    image_building.build(engine.door, print, "jvm")
    station = OneStation(engine, "jvm")
    yield station
    station.end()


def judged(source: str, test: str, cells: OneStation) -> tuple[Verdict, str]:
    """One framework test against a submission."""
    task = load(FOLDER)
    assert isinstance(task, Task)
    group = next(one for one in task.groups if test in {each.name for each in one.tests})
    wanted = replace(group, tests=tuple(each for each in group.tests if each.name == test))
    program = Program("submission", LanguageId.JAVA, {"Garage.java": source.encode()}, "Garage.java")
    result = judge_task(replace(task, groups=(wanted,)), program, cells, JudgeOptions(parallel=1))
    assert result.tests, result.compiler_output
    return result.tests[0].verdict, result.tests[0].reason


def forging(place: str, attempt: str) -> str:
    assert RIGHT.count(place) == 1
    return RIGHT.replace(place, "Forge.now();") + FORGE.replace("ATTEMPT", attempt)


@pytest.mark.parametrize("attempt", APART.values(), ids=APART)
def test_apart_nothing_passes_for_the_error_that_is_wanted(attempt: str, cells: OneStation) -> None:
    verdict, reason = judged(forging(REFUSES, attempt), "GarageTest.refusesWhenFull", cells)
    print(verdict, reason)
    assert verdict in {Verdict.WRONG_ANSWER, Verdict.RUN_TIME_ERROR}


def test_together_what_is_shipped_out_is_compared_outside(cells: OneStation) -> None:
    verdict, reason = judged(forging(ENTERS, TOGETHER), "ListenerTest.hearsOfEachCar", cells)
    assert verdict is Verdict.WRONG_ANSWER
    assert "elements" in reason


@pytest.mark.parametrize("test", ["GarageTest.refusesWhenFull", "ListenerTest.hearsOfEachCar"])
def test_the_right_program_passes_both(test: str, cells: OneStation) -> None:
    assert judged(RIGHT, test, cells) == (Verdict.ACCEPTED, "")
