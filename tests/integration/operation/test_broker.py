"""Jobs carried by a real RabbitMQ: from process to process, over its restart, without it, and after a crash in between.

Where ids must come by the broker, workers do not look into the table by themselves.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.demo.seed import Package, SeedPlan, seed
from backend.jobs import carrier, service, worker
from backend.jobs.carrier import Carrier, queue_name
from backend.jobs.models import Job, JobState
from backend.jobs.service import MAX_TRIES, Claimed, NewJob, enqueue
from backend.jobs.worker import Handler, Worker
from backend.main import Parts, close_services, open_services
from backend.readiness import BrokerState
from backend.reports.jobs import enqueue_build
from backend.scoring.models import Judgement
from backend.server import Server
from backend.settings import Settings
from backend.transaction import Services, Transaction
from tests.integration.backend.conftest import Device
from tests.integration.conftest import accept_everything, problem_zip
from tests.integration.operation.conftest import NEVER_S, answers, argv, end, figures, free_port, until
from tests.rabbitmq import Rabbit

UP, KEEPS = 'recrutr_broker_up{broker="rabbitmq"}', 'recrutr_broker_keeps{broker="rabbitmq"}'
TAKEN = 'recrutr_jobs_brought_total{end="taken"}'


class Doing(Handler[str, str]):
    """Counts what it did; fails as told."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.begun, self.kept = error, 0, 0
        self.told: list[str] = []

    def prepare(self, tx: Transaction, job: Claimed) -> str:  # noqa: ARG002 - signature of the port
        return job.id

    def perform(self, services: Services, work: str) -> str:  # noqa: ARG002 - as above
        self.begun += 1
        if self.error is not None:
            raise self.error
        return work

    def conclude(self, tx: Transaction, work: str, result: str) -> None:  # noqa: ARG002 - as above
        self.kept += 1

    def given_up(self, tx: Transaction, job: Claimed) -> None:  # noqa: ARG002 - as above
        self.told.append("given up")


@dataclass
class Machine:
    """A worker with its carrier, as `recrutr worker` has them."""

    services: Services
    doing: Doing
    kind: str = "work"

    @contextmanager
    def running(self) -> Iterator[None]:
        loop = Worker(self.services, {self.kind: self.doing})
        carried = Carrier.opened(self.services, loop.arrivals.hand_over)
        assert carried is not None
        loop.start()
        carried.start()
        try:
            yield
        finally:
            assert loop.stop(60)
            carried.stop()

    def state(self) -> list[str]:
        with self.services.reading() as tx:
            return list(tx.session.scalars(select(Job.state).order_by(Job.id)))


def _enqueue(services: Services, *keys: str) -> None:
    with services.transaction() as tx:
        for key in keys:
            enqueue(tx, NewJob(kind="work", key=key))


@pytest.fixture
def machine(rabbit: Rabbit, tmp_path: Path) -> Iterator[Machine]:
    services = open_services(Settings(data=tmp_path / "data", **rabbit.settings))
    yield Machine(services, Doing())
    close_services(services)


@contextmanager
def _house(data: Path, rabbit: Rabbit, *, working: bool, **databases: str) -> Iterator[tuple[Server, Device]]:
    given: dict[str, Any] = {**rabbit.settings, **databases}
    settings = Settings(data=data, port=0, worker=working, metrics="127.0.0.1:0", **given)
    server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    try:
        code = seed(server.services, SeedPlan(packages=[Package("double", problem_zip())])).code
        device = Device(server.url).work_up_to_start(code)
        with device.http:
            yield server, device
    finally:
        server.stop()


def _submit(device: Device) -> None:
    submission, entries = device.handing_in("print(2)")
    assert device.send(entries).status_code == 200
    assert device.submit("print(2)", submission, device.head.seq).status_code == 200


def _judgements(services: Services) -> int:
    with services.reading() as tx:
        return len(tx.session.scalars(select(Judgement.id)).all())


def _figure(server: Server, name: str) -> float:
    assert server.lookout is not None
    return figures(server.lookout.url).get(name, -1)


def test_a_job_goes_from_one_process_to_another(rabbit: Rabbit, place: tuple[Path, dict[str, str]]) -> None:
    """The API here and `recrutr worker` beside it, on PostgreSQL; the worker says that the broker brought the job."""
    data, variables = place
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = argv("worker", "--data", str(data), "--metrics", f"127.0.0.1:{port}", "--judge-ready", "0")
    databases = {name.removeprefix("RECRUTR_").lower(): value for name, value in variables.items()}
    with _house(data, rabbit, working=False, **databases) as (server, device):
        environment = {**os.environ, **variables, **rabbit.variables}
        process = subprocess.Popen(command, stderr=-1, text=True, env=environment)
        try:
            until(lambda: answers(f"{url}/readyz") and figures(url).get(UP) == 1)
            assert device.finish().status_code == 200  # whose report is to be built
            until(lambda: figures(url).get('recrutr_jobs_ended_total{end="done",kind="reports.build"}') == 1, 30)
            until(lambda: _a_report_was_brought(server, device, url), 60)
            for address in (url, server.url):
                assert requests.get(f"{address}/readyz", timeout=30).json() == {"state": "ready", "broker": "up"}
        finally:
            end(process)
    assert process.returncode == 0


def _a_report_was_brought(server: Server, device: Device, url: str) -> bool:
    """Of a job just made the worker's own look at the table may be the quicker one: then of the next."""
    with server.services.transaction() as tx:
        enqueue_build(tx, tx.session.get_one(Attempt, device.attempt))
    time.sleep(1)
    return figures(url).get(TAKEN, 0) >= 1


def test_what_was_committed_and_not_sent_is_sent_by_whoever_starts_next(
    machine: Machine, by_broker_alone: None
) -> None:
    _enqueue(machine.services, "a", "b")  # and the process dies: nobody here carries
    with machine.running():
        until(lambda: machine.state() == ["done", "done"], 30)
    assert (machine.doing.begun, machine.doing.kept) == (2, 2)
    assert b"recrutr_jobs_sent_total 2.0" in machine.services.watch.metrics.page(), "each once"


def _until_done(machine: Machine, number: int) -> None:
    until(lambda: machine.state() == ["done"] * number, 30)


def test_a_commit_wakes_the_carrier(machine: Machine, by_broker_alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier, "ROUND_S", NEVER_S)
    with machine.running():
        until(lambda: machine.services.watch.readiness.broker is BrokerState.UP, 30)
        for number in range(1, 4):  # the first may be met by the carrier's first look; it has no second
            _enqueue(machine.services, f"job {number}")
            _until_done(machine, number)


def test_a_worker_that_is_brought_nothing_looks_into_the_table(
    machine: Machine, by_broker_alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "LOOK_S", 0.5)
    monkeypatch.setattr(worker, "POLL_S", 0.2)  # until the broker has answered
    with machine.running():
        until(lambda: machine.services.watch.readiness.broker is BrokerState.UP, 30)
        time.sleep(1)
        with machine.services.transaction() as tx:  # an id that was sent, to a broker that has lost it
            enqueue(tx, NewJob(kind="work", key="a"))
            service.mark_sent(tx, service.unsent(tx, 1), tx.now_us)
        until(lambda: machine.state() == ["done"], 30)
    assert b"recrutr_jobs_sent_total 0.0" in machine.services.watch.metrics.page()


def test_what_is_rolled_back_is_never_sent(machine: Machine, by_broker_alone: None) -> None:
    def begin() -> None:
        with machine.services.transaction() as tx:
            enqueue(tx, NewJob(kind="work", key="a"))
            until(lambda: machine.services.watch.readiness.broker is BrokerState.UP, 30)
            raise ZeroDivisionError

    with machine.running(), pytest.raises(ZeroDivisionError):
        begin()
    assert machine.state() == []
    assert b"recrutr_jobs_sent_total 0.0" in machine.services.watch.metrics.page()


def test_a_dead_workers_job_is_brought_to_another(
    machine: Machine, by_broker_alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "LEASE_US", 300_000)
    _enqueue(machine.services, "a")
    dead = service.claim(machine.services)
    assert dead is not None
    with machine.running():
        until(lambda: machine.state() == ["done"], 30)
    assert machine.doing.kept == 1


def test_a_poison_job_is_brought_three_times_then_set_aside_and_shown(
    machine: Machine, by_broker_alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "FIRST_PAUSE_US", 50_000)
    machine.doing.error = ZeroDivisionError()
    _enqueue(machine.services, "poison")
    with machine.running():
        until(lambda: machine.state() == [JobState.ASIDE], 30)
        machine.doing.error = None
        _enqueue(machine.services, "honest")
        until(lambda: machine.state() == ["aside", "done"], 30)
    assert (machine.doing.begun, machine.doing.told) == (MAX_TRIES + 1, ["given up"])
    page = machine.services.watch.metrics.page().decode()
    assert 'recrutr_jobs{kind="work",state="aside"} 1.0' in page, "the alert and the owner's page ask the same table"


def test_ids_outlive_the_brokers_crash(rabbit: Rabbit, machine: Machine, by_broker_alone: None) -> None:
    sending = Carrier.opened(machine.services, None)
    assert sending is not None
    sending.start()
    _enqueue(machine.services, *"abcde")
    with rabbit.line(queue_name(machine.services.secrets)) as line:
        until(lambda: line.waiting() == 5, 30)
        time.sleep(10 * carrier.ROUND_S)
        assert line.waiting() == 5, "what was sent is not sent again"
    sending.stop()
    with rabbit.away(signal.SIGKILL):
        pass
    with machine.running():
        until(lambda: machine.state() == ["done"] * 5, 60)
    assert machine.doing.kept == 5


@pytest.mark.timeout(600)
def test_without_the_broker_nothing_fails_and_jobs_are_done_from_the_table(rabbit: Rabbit, tmp_path: Path) -> None:
    with _house(tmp_path / "data", rabbit, working=True) as (server, device):
        until(lambda: _figure(server, UP) == 1, 30)
        _submit(device)
        until(lambda: _judgements(server.services) == 1, 30)
        assert _figure(server, TAKEN) >= 1
        with rabbit.away(signal.SIGTERM):
            for _ in range(3):
                _submit(device)
            until(lambda: _judgements(server.services) == 4, 60)
            until(lambda: _figure(server, UP) == 0, 30)
            answer = requests.get(f"{server.url}/readyz", timeout=30)
            assert (answer.status_code, answer.json()) == (200, {"state": "ready", "broker": "away"})
        until(lambda: _figure(server, UP) == 1, 60)
        before = _figure(server, TAKEN)
        until(lambda: _brought_again(server, device, before), 60)


def _brought_again(server: Server, device: Device, before: float) -> bool:
    """A worker whose line to the broker was cut has a new one."""
    _submit(device)
    return _figure(server, TAKEN) > before


def test_a_server_starts_and_takes_work_while_the_broker_is_away(
    rabbit: Rabbit, tmp_path: Path, by_broker_alone: None
) -> None:
    with rabbit.away(signal.SIGTERM):
        with _house(tmp_path / "data", rabbit, working=False) as (server, device):
            _submit(device)
            until(lambda: _figure(server, UP) == 0, 30)
            assert requests.get(f"{server.url}/readyz", timeout=30).status_code == 200
        settings = replace(server.settings, metrics=None)
    services = open_services(settings)
    try:
        machine = Machine(services, Doing(), "scoring.judge")
        with machine.running():
            until(lambda: machine.state() == ["done"], 30)
        assert machine.doing.kept == 1
    finally:
        close_services(services)


def test_a_small_form_knows_no_broker(tmp_path: Path) -> None:
    services = open_services(Settings(data=tmp_path / "data"))
    try:
        assert Carrier.opened(services, None) is None
        assert services.watch.readiness.broker is None
        assert not [line for line in services.watch.metrics.page().splitlines() if line.startswith(b"recrutr_broker")]
    finally:
        close_services(services)


def test_two_installations_on_one_virtual_host_do_not_mix(
    rabbit: Rabbit, machine: Machine, tmp_path: Path, by_broker_alone: None
) -> None:
    services = open_services(Settings(data=tmp_path / "other", **rabbit.settings))
    other = Machine(services, Doing())
    try:
        with machine.running(), other.running():
            _enqueue(services, *"abcdefghij")
            until(lambda: other.state() == ["done"] * 10, 30)
        assert (machine.doing.begun, other.doing.begun) == (0, 10)
        assert b'recrutr_jobs_brought_total{end="nothing"}' not in machine.services.watch.metrics.page()
    finally:
        close_services(services)
