"""`recrutr doctor` on the real engine: its words, its exit codes, and that it sees a limit that was taken away."""

from __future__ import annotations

import json
from typing import Any

import pytest

from protocol.errors import EngineFault
from runner import images
from runner.boxes import container, settings
from runner.boxes.docker_door import RUNTIME_VARIABLE
from runner.boxes.docker_engine import DockerEngine
from runner.doctor.command import doctor
from runner.doctor.diagnosis import admit, diagnose
from runner.doctor.findings import Level
from runner.doctor.probes import probe_limits
from tests.unit.runner.engines.recorded import docker_version

pytestmark = pytest.mark.docker


def levels_of(engine: DockerEngine) -> dict[str, Level]:
    return {finding.topic: finding.level for finding in diagnose(engine).findings}


def test_a_sound_engine_is_usable_and_told_as_json(engine: DockerEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor(["--json", "--engine", engine.door.address]) in {0, 1}
    told = json.loads(capsys.readouterr().out)
    assert told["usable"] is True
    levels = {finding["topic"]: finding["level"] for finding in told["findings"]}
    proved = ("memory", "processes", "processor time", "waiting", "output", "files", "network", "root", "capabilities")
    assert {levels[topic] for topic in (*proved, "privileges", "seccomp", "user", "metering")} == {"good"}


def test_an_engine_that_does_not_answer_has_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor(["--engine", "unix:///nowhere/docker.sock"]) == 2
    shown = capsys.readouterr().out
    assert "Docker is not" in shown
    assert "→ " in shown
    assert "A candidate's runs go to the server instead." in shown


LOOSENED = {
    "memory": {"mem_limit": "1g", "memswap_limit": "1g"},
    "processes": {"pids_limit": -1},
    "network": {"network_mode": "bridge"},
    "root": {"read_only": False},
    "capabilities": {"cap_drop": []},
    "seccomp": {"security_opt": ["no-new-privileges:true", "seccomp=unconfined"]},
}


@pytest.mark.parametrize("topic", LOOSENED)
def test_a_limit_that_is_taken_away_is_seen(topic: str, engine: DockerEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    made = settings.container_settings

    def loosened(*arguments: Any, **options: Any) -> dict[str, Any]:
        made_so = made(*arguments, **options)
        made_so["network_disabled"] = topic != "network"
        made_so["host"] |= LOOSENED[topic]
        if topic == "root":
            made_so["host"]["tmpfs"] |= {"/run": "rw,mode=1777"}
        return made_so

    monkeypatch.setattr(container, "container_settings", loosened)
    # A cell drops every capability by itself, whatever its container has; a whole container shows what it was given.
    examined = DockerEngine(engine.door.address, cells=topic != "capabilities")
    try:
        finding = next(found for found in probe_limits(examined, False, lambda _: None) if found.topic == topic)
    finally:
        examined.close()
    assert finding.level is Level.REFUSED


def test_a_missing_image_and_an_unknown_runtime_are_refused_with_one_fix(
    engine: DockerEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(RUNTIME_VARIABLE, "no-such-runtime")
    chosen = DockerEngine(engine.door.address)
    assert levels_of(chosen)["runtime"] is Level.REFUSED
    chosen.close()
    monkeypatch.setattr(images, "current_tag", lambda *_: "recrutr-box:000000000000")
    refusal = diagnose(engine).refusal
    assert refusal is not None
    assert refusal.fix == "recrutr images build common"


def test_this_engine_is_admitted_and_a_known_bad_one_is_not(
    engine: DockerEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    admit(engine.door)
    monkeypatch.setattr(engine.door, "version", lambda: docker_version("1.1.11", "v1.1.11-0-g4bccb38c"))
    monkeypatch.setattr(engine.door, "address", "tcp://far:2376")
    with pytest.raises(EngineFault, match="CVE-2024-21626"):
        admit(engine.door)
