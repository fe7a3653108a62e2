"""The doctor refuses where limits do not bite: by the engine's own words, and by what programs did in a box."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from protocol.errors import EngineFault
from runner.checks import line_of
from runner.doctor.command import table
from runner.doctor.findings import Diagnosis, Finding, Level, of_fault, refuse
from runner.doctor.identity import identify
from runner.doctor.probes import PROBES, judge_facts, probe_limits
from runner.doctor.told_limits import told_limits
from runner.engine import MIB, Job, Outcome
from tests.unit.runner.engines import recorded
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

SOUND: dict[str, Any] = {
    "user": 23456,
    "effective_user": 23456,
    "capabilities": {"CapEff": "0000000000000000", "CapBnd": "0000000000000000"},
    "no_new_privileges": "1",
    "seccomp": "2",
    "kernel": "6.1.0",
    "interfaces": ["lo"],
    "reaches_network": False,
    "writable": [],
    "engine_socket": False,
    "group_writable": False,
    "open_calls": [],
}


def told(info: dict[str, Any]) -> dict[str, Level]:
    identity = identify(recorded.DEBIAN_DOCKER_VERSION, info, "unix:///x", dpkg=lambda _: "")
    return {finding.topic: finding.level for finding in told_limits(identity, info)}


@pytest.mark.parametrize(
    ("info", "level"),
    [
        (recorded.GOOD_INFO, Level.GOOD),
        (recorded.ROOTLESS_DELEGATED, Level.GOOD),
        (recorded.ROOTLESS_UNDELEGATED, Level.REFUSED),
        (recorded.ROOTLESS_WITHOUT_PIDS, Level.REFUSED),
        (recorded.ROOTLESS_V1, Level.REFUSED),
        ({**recorded.GOOD_INFO, "MemoryLimit": False}, Level.REFUSED),
        ({**recorded.GOOD_INFO, "SwapLimit": False}, Level.WARNING),
    ],
)
def test_control_groups_that_cannot_limit_are_refused(info: dict[str, Any], level: Level) -> None:
    assert told(info)["control groups"] is level


def test_the_fix_for_a_rootless_engine_says_what_to_delegate() -> None:
    identity = identify(recorded.DEBIAN_DOCKER_VERSION, recorded.ROOTLESS_UNDELEGATED, "unix:///x", dpkg=lambda _: "")
    finding = told_limits(identity, recorded.ROOTLESS_UNDELEGATED)[1]
    assert "memory and the number of processes" in finding.words
    assert "Delegate=cpu cpuset io memory pids" in finding.fix


def test_windows_containers_foreign_processors_and_no_seccomp_are_refused() -> None:
    windows = identify({**recorded.DEBIAN_DOCKER_VERSION, "Os": "windows"}, recorded.GOOD_INFO, "npipe:x")
    sparc = identify({**recorded.DEBIAN_DOCKER_VERSION, "Arch": "sparc"}, recorded.GOOD_INFO, "tcp://x")
    assert told_limits(windows, recorded.GOOD_INFO)[0].level is Level.REFUSED
    assert told_limits(sparc, recorded.GOOD_INFO)[0].level is Level.REFUSED
    assert told({**recorded.GOOD_INFO, "SecurityOptions": []})["system calls"] is Level.REFUSED


@pytest.mark.parametrize(
    ("changes", "topic", "level"),
    [
        ({}, "", Level.GOOD),
        ({"interfaces": ["lo", "eth0"]}, "network", Level.REFUSED),
        ({"reaches_network": True}, "network", Level.REFUSED),
        ({"writable": ["/usr"]}, "root", Level.REFUSED),
        ({"group_writable": True}, "root", Level.REFUSED),
        ({"engine_socket": True}, "root", Level.REFUSED),
        ({"capabilities": {"CapBnd": "00000000a80425fb"}}, "capabilities", Level.REFUSED),
        ({"no_new_privileges": "0"}, "privileges", Level.REFUSED),
        ({"seccomp": "0"}, "seccomp", Level.REFUSED),
        ({"open_calls": ["an own user namespace"]}, "seccomp", Level.REFUSED),
        ({"user": 0}, "user", Level.REFUSED),
        ({"effective_user": 0}, "user", Level.REFUSED),
    ],
)
def test_what_a_program_sees_of_its_box_is_judged(changes: dict[str, Any], topic: str, level: Level) -> None:
    findings = judge_facts({**SOUND, **changes}, gvisor=False)
    assert {finding.topic: finding.level for finding in findings if finding.level is not Level.GOOD} == (
        {topic: level} if topic else {}
    )


def killed(**changes: Any) -> Outcome:
    return ended(**{"exit_code": None, "signal": 9, **changes})


BITING = {
    "memory": killed(oom=True, memory_bytes=60 * MIB),
    "processes": ended(b"16\n"),
    "processor time": killed(timed_out="cpu", cpu_ms=305),
    "metering": killed(timed_out="cpu", cpu_ms=310),
    "waiting": killed(timed_out="wall", wall_ms=520),
    "output": killed(stdout=b"x" * 65536, output_exceeded=True),
    "files": ended(f"{8 * MIB} {9 * MIB} 4095".encode()),
}
LOOSE = {
    "memory": ended(b"had it\n", memory_bytes=600 * MIB, oom=True),
    "processes": ended(b"300\n"),
    "processor time": killed(timed_out="wall"),
    "waiting": ended(),
    "output": ended(b"x" * 70000),
    "files": ended(f"{64 * MIB} {76 * MIB} 4095".encode()),
}


def engine_where(outcomes: dict[str, Outcome]) -> ScriptedEngine:
    by_source = {probe.source.encode(): outcomes[probe.topic] for probe in PROBES}

    def answer(job: Job) -> Outcome:
        return by_source.get(job.files[0].content) or ended(json.dumps(SOUND).encode())

    return ScriptedEngine(answer)


def test_a_sound_engine_is_good_in_every_line() -> None:
    said: list[str] = []
    findings = list(probe_limits(engine_where(BITING), False, said.append))
    assert {finding.level for finding in findings} == {Level.GOOD}
    assert said == ["a first program", *(probe.topic for probe in PROBES)]


@pytest.mark.parametrize("topic", LOOSE)
def test_a_limit_that_does_not_bite_is_refused(topic: str) -> None:
    findings = list(probe_limits(engine_where({**BITING, topic: LOOSE[topic]}), False, lambda _: None))
    assert [finding.topic for finding in findings if finding.level is Level.REFUSED] == [topic]


def test_time_that_is_not_measured_is_a_warning() -> None:
    unmetered = {**BITING, "metering": killed(timed_out="wall", cpu_ms=5)}
    findings = list(probe_limits(engine_where(unmetered), False, lambda _: None))
    assert [(one.topic, one.level) for one in findings if one.level is not Level.GOOD] == [("metering", Level.WARNING)]


def test_a_box_that_answers_wrongly_ends_the_examination() -> None:
    findings = list(probe_limits(ScriptedEngine(lambda _: ended(b"hello")), False, lambda _: None))
    assert [(finding.topic, finding.level) for finding in findings] == [("program", Level.REFUSED)]


def test_in_gvisor_a_limit_that_takes_the_whole_box_is_told_and_another_fault_is_raised() -> None:
    def losing(code: str) -> Callable[[Job], Outcome]:
        def answer(job: Job) -> Outcome:
            if b"print(len(children)" in job.files[0].content:
                raise EngineFault(code, "The sandbox ended.")
            return engine_where(BITING).run(job)

        return answer

    findings = list(probe_limits(ScriptedEngine(losing("engine.box_lost")), True, lambda _: None))
    assert [finding.topic for finding in findings if finding.level is Level.WARNING] == ["processes"]
    with pytest.raises(EngineFault):
        list(probe_limits(ScriptedEngine(losing("engine.failed")), True, lambda _: None))


def diagnosis(*levels: Level) -> Diagnosis:
    return Diagnosis("e", "unix:///x", tuple(Finding("topic", level, "Words.", "Mend it") for level in levels))


def test_the_exit_code_tells_sound_from_usable_from_refused() -> None:
    assert diagnosis(Level.GOOD).exit_code == 0
    assert diagnosis(Level.GOOD, Level.UNKNOWN).exit_code == 1
    assert diagnosis(Level.WARNING).exit_code == 1
    assert diagnosis(Level.WARNING, Level.REFUSED).exit_code == 2


def test_a_refusal_is_raised_with_its_fix() -> None:
    refuse(diagnosis(Level.GOOD, Level.WARNING).findings)
    with pytest.raises(EngineFault, match=r"Words\. Mend it\.") as caught:
        refuse(diagnosis(Level.REFUSED).findings)
    assert caught.value.code == "engine.refused"


def test_the_table_shows_a_fix_only_where_something_is_to_be_mended() -> None:
    assert "→ Mend it" not in table(diagnosis(Level.GOOD), colour=False)
    shown = table(diagnosis(Level.REFUSED), colour=True)
    assert "→ Mend it" in shown
    assert "\033[31mNO  \033[0m" in shown
    assert "No program may run here." in shown


def test_the_desktops_line_is_red_for_a_refusal_and_green_for_a_warning() -> None:
    assert line_of(diagnosis(Level.WARNING)).colour == "green"
    red = line_of(diagnosis(Level.REFUSED))
    assert (red.colour, red.cause, red.fix) == ("red", "Words.", "Mend it")


def test_a_fault_is_worded_without_saying_its_fix_twice() -> None:
    finding = of_fault("engine", EngineFault("engine.x", "It is off. Turn it on.", {"fix": "Turn it on"}))
    assert (finding.words, finding.fix) == ("It is off.", "Turn it on")
