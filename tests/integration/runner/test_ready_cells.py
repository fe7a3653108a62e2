"""Cells that stand ready: each is used once, weighs on nobody, and goes with its container."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from protocol.errors import EngineFault
from runner.boxes.container import Container
from runner.boxes.docker_engine import DockerEngine, DockerStation
from runner.engine import KIB, MIB, Job, Limits, Outcome, Plan, SourceFile
from tests.integration.runner.one_station import opened

READY = 4
PATIENCE_S = 30
as_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root sees into other users' boxes")

pytestmark = pytest.mark.docker


@pytest.fixture
def station(engine: DockerEngine) -> Iterator[DockerStation]:
    with opened(engine, Plan(Limits(processes=20), ready=READY)) as station:
        yield station


def shell(station: DockerStation, script: str, limits: Limits = Limits(processes=20)) -> Outcome:  # noqa: B008 - frozen
    outcome = station.run(Job(("sh", "-c", script), limits=limits))
    assert outcome.succeeded, outcome
    return outcome


def container_of(station: DockerStation) -> Container:
    container = station.container
    assert container is not None
    assert container.cells
    return container


def processes(container: Container) -> dict[int, str]:
    """The processes of a container, and the state of each, as the machine sees them."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if container.id in (entry / "cgroup").read_text("ascii"):
                    found[int(entry.name)] = (
                        (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0]
                    )
            except OSError:  # it has ended meanwhile
                continue
    return found


def alive(container: Container) -> int:
    return sum(state not in "ZX" for state in processes(container).values())


def wait_for(condition: Callable[[], object]) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def filled(station: DockerStation) -> Container:
    """Its container once all cells stand ready: beside them the agent, the maker, and the agent's own idle cell."""
    container = container_of(station)
    wait_for(lambda: alive(container) == 3 + READY)
    return container


def test_each_job_finds_nothing_of_those_before_it(station: DockerStation) -> None:
    container = container_of(station)
    script = "ls -A . /tmp; echo /proc/[0-9]*; (sleep 60 &); mkdir left; touch left/a /tmp/left; ulimit -a"
    told = {shell(station, script).stdout for _ in range(READY + 3)}
    assert len(told) == 1
    assert told.pop().startswith(b".:\n\n/tmp:\n/proc/1 /proc/2\n")
    assert station.container is container


def test_files_are_put_into_cells_that_were_made_before_them(station: DockerStation) -> None:
    container = container_of(station)
    for text in (b"one", b"one", b"two", b"three" * 50_000):
        job = Job(("cat", "a/b/text"), (SourceFile("a/b/text", text),), limits=Limits(processes=20))
        assert station.run(job).stdout == text
    assert station.container is container


@as_root
def test_a_program_may_start_as_many_processes_in_the_first_cell_as_in_the_last(engine: DockerEngine) -> None:
    limits = Limits(processes=20)
    fork = "import os\nn = 0\ntry:\n  while True:\n    if os.fork() == 0: os.kill(os.getpid(), 19)\n    n += 1\n"
    job = Job(("python3", "main.py"), (SourceFile("main.py", f"{fork}except OSError: print(n)".encode()),), b"", limits)
    counts = []
    for ready, all_ready in ((0, False), (READY, False), (READY, True)):
        with opened(engine, Plan(limits, ready=ready)) as station:
            if all_ready:
                wait_for(lambda: alive(container_of(station)) == 3 + READY)
            counts += [station.run(job).stdout for _ in range(READY + 2)]
    assert set(counts) == {b"19\n"}


def test_what_a_program_is_told_to_have_used_is_its_own(station: DockerStation) -> None:
    container_of(station)
    outcomes = [station.run(Job(("true",), limits=Limits(processes=20))) for _ in range(READY + 2)]
    assert all(0 < outcome.memory_bytes < 4 * MIB for outcome in outcomes)
    assert min(outcome.cpu_ms for outcome in outcomes) <= 2
    assert not any(outcome.oom for outcome in outcomes)


def test_memory_that_a_job_leaves_is_free_again_before_the_next(engine: DockerEngine) -> None:
    limits = Limits(memory_bytes=32 * MIB, file_bytes=48 * MIB, output_bytes=KIB)
    with opened(engine, Plan(limits, ready=READY, input_bytes=KIB)) as station:
        container = container_of(station)
        for _ in range(2 * READY):
            shell(station, f"head -c {40 * MIB} /dev/zero > $TMPDIR/left", limits)
        assert station.container is container


@as_root
def test_an_empty_cell_is_taken_down_when_nobody_waits_and_one_is_made_ready(station: DockerStation) -> None:
    container = filled(station)
    shell(station, "true")
    wait_for(lambda: alive(container) == 3 + READY - 1)
    for _ in range(READY - 1):
        shell(station, "true")
    wait_for(
        lambda: alive(container) == 3 + 1 and len(processes(container)) == 3 + READY
    )  # the others keep their places


@as_root
def test_cells_that_were_ended_while_they_stood_ready_are_replaced(station: DockerStation) -> None:
    container = filled(station)
    youngest = sorted(processes(container))[-READY:]
    for process in youngest[1:]:
        os.kill(process, signal.SIGKILL)
    wait_for(lambda: alive(container) == 3 + 1)
    told = [shell(station, "ls -A; touch left; echo $$").stdout for _ in range(READY + 1)]
    assert set(told) == {b"2\n"}
    assert station.container is container


@as_root
def test_nothing_is_left_when_the_agent_is_killed(engine: DockerEngine, station: DockerStation) -> None:
    container = filled(station)
    os.kill(int(engine.door.state(container.id)["Pid"]), signal.SIGKILL)
    wait_for(lambda: not processes(container))
    with pytest.raises(EngineFault):
        shell(station, "true")
    shell(station, "true")  # in a new one


@as_root
def test_nothing_is_left_when_the_container_is_given_back(station: DockerStation) -> None:
    container = filled(station)
    shell(station, "true")
    station.close()
    wait_for(lambda: not processes(container))


@as_root
def test_a_job_of_another_kind_finds_no_cell_ready(station: DockerStation) -> None:
    container = filled(station)
    shell(station, "true")
    job = Job(("sh", "-c", "echo kept > out"), limits=Limits(processes=20), artifacts=("out",))
    assert station.run(job).artifacts == {"out": b"kept\n"}
    wait_for(lambda: alive(container) == 3)
    shell(station, "true")
    wait_for(lambda: alive(container) == 3 + 1)
