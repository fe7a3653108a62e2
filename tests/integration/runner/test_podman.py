"""The same engine on Podman, and on Podman with gVisor: programs run, limits bite, nothing is left."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.verdicts import LanguageId
from runner import images
from runner.boxes.docker_door import LABEL, RUNTIME_VARIABLE
from runner.boxes.docker_engine import DockerEngine
from runner.doctor.diagnosis import diagnose
from runner.doctor.findings import Level
from runner.engine import COMMON_LAYER, MIB, Job, Limits, Plan, SourceFile
from runner.execution import CompileFailure, Feed, compile_program, run_compiled
from runner.languages import languages
from runner.packages import Program
from tests.integration.runner.podman_service import default_runtime, load_box_image, need, service

pytestmark = [pytest.mark.docker, pytest.mark.xdist_group("podman")]


@pytest.fixture(scope="module")
def folder(engine: DockerEngine) -> Iterator[Path]:
    """Where Podman keeps everything; on the disk, because overlays do not lie on every file system of /tmp."""
    need("podman")
    assert images.present(engine.door)
    place = Path("/var/tmp") / f"recrutr-podman-{os.getpid()}"  # noqa: S108 - see above
    place.mkdir(mode=0o700)
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def podman(folder: Path) -> Iterator[DockerEngine]:
    with service(folder, default_runtime()) as address:
        load_box_image(folder, address)
        engine = DockerEngine(address)
        yield engine
        engine.close()  # waits until what it removes in the background is gone
        left = engine.door.containers(f"{LABEL}=box")
        engine.door.close()
    assert left == []


def test_the_doctor_finds_podman_and_proves_every_limit(podman: DockerEngine) -> None:
    diagnosis = diagnose(podman)
    assert diagnosis.engine.startswith("Podman ")
    assert [finding for finding in diagnosis.findings if finding.level is Level.REFUSED] == []
    proved = {finding.topic for finding in diagnosis.findings if finding.level is Level.GOOD}
    limits = {"memory", "processes", "processor time", "waiting", "output", "network", "root", "capabilities"}
    assert limits | {"privileges", "seccomp", "user", "metering", "program", "images", "files"} <= proved


@pytest.mark.parametrize("identifier", [one for one in LanguageId if languages()[one].layer == COMMON_LAYER])
def test_every_language_of_the_common_layer_runs(podman: DockerEngine, identifier: LanguageId) -> None:
    language = languages()[identifier]
    files = {identifier.file_name: language.self_test.source.encode()}
    compiled, _ = compile_program(Program("self-test", identifier, files, identifier.file_name), podman)
    assert not isinstance(compiled, CompileFailure)
    outcome = run_compiled(compiled, Feed(language.self_test.input.encode()), Limits(), podman)
    assert (outcome.succeeded, outcome.stdout.decode()) == (True, language.self_test.output)


def test_bytes_pass_both_ways_and_artifacts_come_back(podman: DockerEngine) -> None:
    source = b"import sys\ndata = sys.stdin.buffer.read()\nopen('out.bin', 'wb').write(data[::-1])\nprint(len(data))\n"
    data = bytes(range(256)) * 4096
    outcome = podman.run(Job(("python3", "main.py"), (SourceFile("main.py", source),), data, artifacts=("out.bin",)))
    assert (outcome.stdout, outcome.artifacts["out.bin"]) == (b"1048576\n", data[::-1])


def test_several_runs_share_a_container_in_cells_of_their_own(podman: DockerEngine) -> None:
    leave = ("python3", "-c", "open('/tmp/left', 'w'); open('left', 'w')")
    look = ("python3", "-c", "import os; print(os.listdir('/tmp') + os.listdir('.'))")
    with podman.open(Plan(Limits())) as station:
        assert station.run(Job(leave)).succeeded
        first = station.container
        assert station.run(Job(look)).stdout == b"[]\n"
        assert first is not None
        assert station.container is first


def test_running_out_of_memory_is_told(podman: DockerEngine) -> None:
    argv = ("python3", "-c", "block = bytearray(300 << 20)")
    assert podman.run(Job(argv, limits=Limits(memory_bytes=64 * MIB))).oom


def test_our_image_is_known_under_its_own_name(podman: DockerEngine) -> None:
    assert [entry.tag for entry in images.installed(podman.door) if entry.current] == [images.current_tag()]


@pytest.mark.long
def test_gvisor_runs_programs_behind_a_kernel_of_its_own(
    folder: Path, podman: DockerEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("runsc")
    monkeypatch.setenv(RUNTIME_VARIABLE, "runsc")
    runtime = ("--runtime", "/usr/bin/runsc", "--runtime-flag=platform=ptrace", "--runtime-flag=network=none")
    with service(folder, runtime, "gvisor") as address:
        engine = DockerEngine(address)
        try:
            diagnosis = diagnose(engine)
        finally:
            engine.close()
    levels = {finding.topic: finding.level for finding in diagnosis.findings}
    assert diagnosis.usable, diagnosis.refusal
    assert levels["memory"] is levels["network"] is levels["root"] is levels["user"] is Level.GOOD
    assert "gVisor's own kernel" in next(one.words for one in diagnosis.findings if one.topic == "seccomp")
