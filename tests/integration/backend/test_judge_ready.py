"""What stands ready for submissions: like the last ones, bounded, and gone with whoever kept it, however that ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend.scoring.jobs import JudgeTask
from backend.scoring.judging import Judging
from protocol.verdicts import LanguageId, Verdict
from runner.boxes import pool
from runner.boxes.container import Container, Maker
from runner.boxes.docker_door import LABEL, DockerDoor
from runner.boxes.docker_engine import DockerEngine
from runner.boxes.pool import Pool
from runner.boxes.sweeping import OWNER_LABEL
from runner.engine import Plan
from runner.packages import zip_of_files
from tests.integration.backend.test_processes import WORDS
from tests.unit.runner.package_builder import GOOD

pytestmark = [pytest.mark.docker, pytest.mark.timeout(180)]
PATIENCE_S = 60
MOST = 4
SOURCE = '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b); }\n'
READY = 2
"""Containers for a C program's tests after one was judged: as many as its judgement used."""


def task(source: str = SOURCE, language: LanguageId = LanguageId.C) -> JudgeTask:
    return JudgeTask("attempt", "submission", zip_of_files(GOOD, "sum"), "sum", language, source)


def wait_for(condition: Callable[[], object]) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def containers(owner: int) -> list[str]:
    """The state of every container that a process made."""
    door = DockerDoor()
    try:
        rows = door.containers(f"{LABEL}=box")
    finally:
        door.close()
    return [str(row["State"]) for row in rows if row["Labels"][OWNER_LABEL].split("/")[1] == str(owner)]


class Watched(DockerEngine):
    """Notes for which containers a submission had to wait."""

    def __init__(self) -> None:
        super().__init__(ahead=MOST)
        self.made_on_demand = 0
        self._maker = Maker(self.door)
        self._pool = Pool(self._make, MOST)

    def standing(self) -> int:
        """How many containers nobody has taken."""
        return sum(len(shelf.ready) for shelf in self._pool._shelves.values())

    def _make(self, plan: Plan) -> Container:
        self.made_on_demand += threading.current_thread().name != "boxes: making ready"
        return self._maker.make(plan)


@pytest.fixture
def engine() -> Iterator[Watched]:
    engine = Watched()
    yield engine
    engine.close()


def stand_ready(engine: Watched) -> None:
    """Until as many containers stand there as the judge wants: for the compiler one, for the tests two."""
    wait_for(lambda: engine.standing() >= READY + 1)


def test_a_second_submission_waits_for_no_container(engine: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_RECENT_S", 0.2)
    judging = Judging(engine=engine)
    assert judging(task()).verdict is Verdict.ACCEPTED
    waited_for = engine.made_on_demand
    assert waited_for >= 2
    stand_ready(engine)
    time.sleep(1)  # longer than what was taken lately is remembered
    assert judging(task(f"{SOURCE}// another\n")).verdict is Verdict.ACCEPTED
    assert engine.made_on_demand == waited_for


def test_never_more_stand_ready_than_the_operator_allows(engine: Watched) -> None:
    judging = Judging(engine=engine)
    sources = {LanguageId.C: SOURCE, LanguageId.PYTHON: "print(sum(map(int, input().split())))\n"}
    for language, source in sources.items():
        assert judging(task(source, language)).verdict is Verdict.ACCEPTED
    stood = {0}

    def full() -> bool:
        stood.add(engine.standing())
        return MOST in stood and engine.settled()

    wait_for(full)
    assert max(stood) == MOST
    assert len(containers(os.getpid())) <= MOST


def test_nothing_stands_ready_where_none_is_wanted_and_nothing_is_left_after_closing() -> None:
    engine = DockerEngine()
    judging = Judging(engine=engine)
    assert judging(task()).verdict is Verdict.ACCEPTED
    wait_for(engine.settled)
    assert containers(os.getpid()) == []
    judging.close()


KEEPER = """
import sys, time
from backend.scoring.judging import Judging
from tests.integration.backend.test_judge_ready import Watched, stand_ready, task
engine = Watched()
Judging(engine=engine)(task())
stand_ready(engine)
print("ready", flush=True)
time.sleep(600)
"""


def kept_by(root: Path) -> subprocess.Popen[str]:
    """A process for which containers stand ready."""
    process = subprocess.Popen([sys.executable, "-c", KEEPER], stdout=subprocess.PIPE, text=True, cwd=root)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_of_a_killed_worker_nothing_goes_on_and_the_next_one_leaves_nothing(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    with kept_by(pytestconfig.rootpath) as killed:
        assert containers(killed.pid).count("running") >= READY + 1
        killed.send_signal(signal.SIGKILL)
    wait_for(lambda: set(containers(killed.pid)) <= {"exited", "created"})
    argv = [sys.executable, "-c", WORDS, "worker", "--data", str(tmp_path / "data")]
    with subprocess.Popen(argv) as worker:
        try:
            wait_for(lambda: not containers(killed.pid))
        finally:
            worker.send_signal(signal.SIGTERM)
    assert worker.returncode == 0
    assert containers(worker.pid) == []


def test_a_living_owner_keeps_its_containers_while_others_look_after_theirs(pytestconfig: pytest.Config) -> None:
    with kept_by(pytestconfig.rootpath) as living:
        try:
            before = containers(living.pid)
            judging = Judging()
            judging.tend()
            judging.close()
            assert containers(living.pid) == before
        finally:
            living.kill()
    judging.tend()
    assert containers(living.pid) == []
    judging.close()
