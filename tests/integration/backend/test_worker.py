"""The job table and the worker: leases, retries, poison jobs, an engine that is down."""

# ruff: noqa: ARG002 - handlers implement the whole port, whatever of it a test needs

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.attempts.models import AttemptFlag
from backend.demo.seed import Package, SeedPlan, seed
from backend.jobs import service as jobs
from backend.jobs.models import Job
from backend.jobs.service import Claimed, NewJob
from backend.jobs.worker import Handler, Worker
from backend.main import Parts, close_services, open_services
from backend.reports.models import Report
from backend.scoring.models import JudgedGroup, JudgedTest, Judgement
from backend.server import Server
from backend.settings import Settings
from backend.transaction import Services, Transaction
from backend.work import handlers
from protocol.canonical import digest_hex
from protocol.errors import Conflict, EngineFault, StorageFault
from protocol.identifiers import new_identifier
from protocol.receipts import HandedIn

SECOND = 1_000_000


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now_us = 1_800_000_000 * SECOND

    def __call__(self) -> int:
        return self.now_us


class Recording(Handler[str, str]):
    """Counts its steps; fails as told."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.performed = 0
        self.concluded = 0
        self.told: list[str] = []

    def prepare(self, tx: Transaction, job: Claimed) -> str:
        return job.id

    def perform(self, services: Services, work: str) -> str:
        self.performed += 1
        if self.error is not None:
            raise self.error
        return work

    def conclude(self, tx: Transaction, work: str, result: str) -> None:
        self.concluded += 1

    def deferred(self, tx: Transaction, job: Claimed, fault: Exception) -> None:
        self.told.append("deferred")

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        self.told.append("given up")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(tmp_path: Path, clock: Clock) -> Iterator[Services]:
    opened = replace(open_services(Settings(data=tmp_path / "data")), clock_us=clock)
    yield opened
    close_services(opened)


def _enqueue(services: Services, kind: str = "test", key: str = "") -> None:
    with services.transaction() as tx:
        jobs.enqueue(tx, NewJob(kind=kind, key=key or new_identifier()))


def _states(services: Services) -> list[str]:
    with services.reading() as tx:
        return list(tx.session.scalars(select(Job.state).order_by(Job.id)))


def test_a_job_is_done_once_and_its_key_is_unique(services: Services) -> None:
    handler = Recording()
    for _ in range(3):
        _enqueue(services, key="same")
    worker = Worker(services, {"test": handler})
    assert worker.run_once()
    assert not worker.run_once()
    assert (handler.performed, handler.concluded, _states(services)) == (1, 1, ["done"])


def test_many_workers_do_each_job_once(services: Services) -> None:
    handler = Recording()
    for _ in range(30):
        _enqueue(services)

    def drain(_: int) -> None:
        worker = Worker(services, {"test": handler})
        while worker.run_once():
            pass

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(drain, range(4)))
    assert _states(services) == ["done"] * 30
    assert handler.performed == 30


def test_a_poison_job_is_set_aside_after_three_tries_and_harms_no_other(services: Services, clock: Clock) -> None:
    poison, honest = Recording(ZeroDivisionError()), Recording()
    _enqueue(services, "poison")
    _enqueue(services, "honest")
    worker = Worker(services, {"poison": poison, "honest": honest})
    for _ in range(10):
        worker.run_once()
        clock.now_us += 60 * SECOND
    assert _states(services) == ["aside", "done"]
    assert (poison.performed, poison.told) == (3, ["given up"])


def test_a_job_nobody_knows_is_set_aside(services: Services, clock: Clock) -> None:
    _enqueue(services, "unheard of")
    worker = Worker(services, {})
    for _ in range(5):
        worker.run_once()
        clock.now_us += 60 * SECOND
    assert _states(services) == ["aside"]


def test_the_faults_of_the_world_do_not_count(services: Services, clock: Clock) -> None:
    handler = Recording(EngineFault("engine.not_running", "Docker is not running."))
    _enqueue(services)
    worker = Worker(services, {"test": handler})
    for _ in range(20):
        worker.run_once()
        clock.now_us += jobs.LONGEST_PAUSE_US
    assert _states(services) == ["waiting"]
    assert handler.performed == 20
    handler.error = None
    assert worker.run_once()
    assert _states(services) == ["done"]


def test_pauses_grow_up_to_a_minute(services: Services, clock: Clock) -> None:
    handler = Recording(StorageFault("store.full", "The disk is full."))
    _enqueue(services)
    worker = Worker(services, {"test": handler})
    pauses = []
    for _ in range(8):
        worker.run_once()
        with services.reading() as tx:
            pauses.append((tx.session.scalars(select(Job)).one().run_after_us - clock.now_us) // SECOND)
        clock.now_us += jobs.LONGEST_PAUSE_US
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]


def test_a_dead_workers_job_is_taken_over_and_the_dead_can_not_complete_it(services: Services, clock: Clock) -> None:
    _enqueue(services)
    dead = jobs.claim(services)
    assert dead is not None
    assert jobs.claim(services) is None
    clock.now_us += jobs.LEASE_US - 1
    assert jobs.renew(services, dead)
    clock.now_us += jobs.LEASE_US - 1
    assert jobs.claim(services) is None, "a renewed lease holds"
    clock.now_us += 2
    heir = jobs.claim(services)
    assert heir is not None
    assert heir.lease != dead.lease
    assert not jobs.renew(services, dead)
    with pytest.raises(Conflict), services.transaction() as tx:
        jobs.complete(tx, dead)
    with services.transaction() as tx:
        jobs.complete(tx, heir)
    assert _states(services) == ["done"]


def _kill_workers(services: Services, clock: Clock) -> None:
    for _ in range(jobs.MAX_TRIES):
        assert jobs.claim(services) is not None
        clock.now_us += jobs.LEASE_US + 1


def test_a_job_that_kills_its_worker_ends_aside_and_people_are_told(services: Services, clock: Clock) -> None:
    handler = Recording()
    _enqueue(services)
    _kill_workers(services, clock)
    worker = Worker(services, {"test": handler})
    assert worker.run_once()
    assert not worker.run_once()
    assert _states(services) == ["aside"]
    assert (handler.performed, handler.told) == (0, ["given up"])


@pytest.mark.parametrize("killed", [True, False])
def test_giving_up_that_fails_itself_ends_aside_all_the_same(services: Services, clock: Clock, killed: bool) -> None:
    class Hopeless(Recording):
        def given_up(self, tx: Transaction, job: Claimed) -> None:
            jobs.enqueue(tx, NewJob(kind="half", key="half"))
            raise ZeroDivisionError

    _enqueue(services)
    worker = Worker(services, {"test": Hopeless(ZeroDivisionError())})
    if killed:
        _kill_workers(services, clock)
    for _ in range(jobs.MAX_TRIES):
        worker.run_once()
        clock.now_us += 60 * SECOND
    assert _states(services) == ["aside"], "and nothing of what giving up began"


def test_a_job_whose_giving_up_kills_the_worker_too_ends_aside(services: Services, clock: Clock) -> None:
    _enqueue(services)
    for _ in range(2):
        _kill_workers(services, clock)
    assert jobs.claim(services) is None
    assert _states(services) == ["aside"]


@pytest.mark.parametrize("taken_over", [True, False])
def test_a_disk_that_is_full_for_the_deferral_too_does_not_count(
    services: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch, taken_over: bool
) -> None:
    full = StorageFault("store.full", "The disk is full.")

    class Full(Recording):
        def conclude(self, tx: Transaction, work: str, result: str) -> None:
            raise full

    def no_room(*_: object) -> None:
        raise full

    _enqueue(services)
    worker = Worker(services, {"test": Full()})
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "defer", no_room)
        assert worker.run_once()
        with pytest.raises(StorageFault):
            worker.run_once()
    if taken_over:
        clock.now_us += jobs.LEASE_US + 1
        assert jobs.claim(services) is not None
    assert not worker.run_once(), "put back, to be tried after the pause"
    with services.reading() as tx:
        job = tx.session.scalars(select(Job)).one()
        assert (job.state, job.tries) == (("leased", 1) if taken_over else ("waiting", 0))


def test_the_effect_and_the_end_of_a_job_are_one_transaction(services: Services) -> None:
    class Failing(Recording):
        def conclude(self, tx: Transaction, work: str, result: str) -> None:
            jobs.enqueue(tx, NewJob(kind="effect", key="effect"))
            raise ZeroDivisionError

    _enqueue(services)
    Worker(services, {"test": Failing()}).run_once()
    assert _states(services) == ["waiting"]


def test_a_worker_stops_under_load(services: Services) -> None:
    for _ in range(50):
        _enqueue(services)
    worker = Worker(services, {"test": Recording()})
    worker.start()
    assert worker.stop(10)
    states = _states(services)
    assert set(states) <= {"done", "waiting"}


@pytest.mark.filterwarnings(
    # docker-py drops its socket unclosed when the engine's address does not answer
    "ignore:Exception ignored in. <socket.socket:pytest.PytestUnraisableExceptionWarning"
)
def test_an_engine_that_is_down_keeps_the_submission_with_a_message(
    tmp_path: Path, problem_package: Package, fresh_device: Any, wait_for: Any
) -> None:
    settings = Settings(data=tmp_path / "down", port=0, engine=f"unix://{tmp_path}/no-engine.sock")
    server = Server.open(settings)
    server.start()
    try:
        device = type(fresh_device)(server.url)
        device.work_up_to_start(seed(server.services, SeedPlan(packages=[problem_package])).code)
        assert device.submit("print(int(input()) * 2)").json()["state"] == "waiting"

        def told() -> bool:
            return device.call("GET", "submissions").json()["submissions"][0]["message"] is not None

        wait_for(told)
        status = device.call("GET", "submissions").json()["submissions"][0]
        assert status["state"] == "waiting"
        assert "safe" in status["message"]
        device.http.close()
    finally:
        server.stop()
        gc.collect()  # here, where the warning about docker-py is expected


@pytest.mark.parametrize("killed", [True, False])
def test_what_cannot_be_judged_ends_as_judge_error_for_a_human(
    tmp_path: Path, problem_package: Package, fresh_device: Any, killed: bool
) -> None:
    def broken(_: object) -> Any:
        raise ZeroDivisionError

    server = Server.open(Settings(data=tmp_path / "broken", port=0, worker=False), parts=Parts(judge=broken))
    server.start()
    try:
        device = type(fresh_device)(server.url)
        device.work_up_to_start(seed(server.services, SeedPlan(packages=[problem_package])).code)
        submission, source = new_identifier(), "print(1)"
        device.submit(source, submission)
        device.finish(
            HandedIn(submission=submission, problem=device.problem, source_digest=digest_hex(source.encode()))
        )
        clock = Clock()
        clock.now_us = server.services.clock_us() + SECOND
        later = replace(server.services, clock_us=clock)
        worker = Worker(later, handlers(later.settings, broken))
        if killed:
            _kill_workers(later, clock)
        for _ in range(4):
            worker.run_once()
            clock.now_us += 60 * SECOND
        status = device.call("GET", "submissions").json()["submissions"][0]
        assert (status["state"], status["verdict"]) == ("judged", "JE")
        assert "person" in status["message"]
        assert device.call("GET", "contact").json()["state"] == "judged"
        with server.services.reading() as tx:
            assert tx.session.scalars(select(AttemptFlag.code)).all() == ["submission.not_judged"]
            assert tx.session.scalars(select(Report.attempt)).all() == [device.attempt]
        device.http.close()
    finally:
        server.stop()


def test_only_of_a_right_submission_the_use_is_told_and_only_in_steps(device: Any, wait_for: Any) -> None:
    device.submit("print(1)")
    wait_for(lambda: device.call("GET", "submissions").json()["submissions"][0]["state"] == "judged")
    answer = device.call("GET", "submissions").json()["submissions"][0]
    assert (answer["verdict"], answer["use"]) == ("AC", {"cpu_percent": 10, "memory_percent": 10})


def test_judgements_keep_groups_and_tests_for_members_only(live_backend: Any, device: Any, wait_for: Any) -> None:
    device.submit("wrong")
    wait_for(lambda: device.call("GET", "submissions").json()["submissions"][0]["state"] == "judged")
    answer = device.call("GET", "submissions")
    assert answer.json()["submissions"][0]["verdict"] == "WA"
    assert "secret/1" not in answer.text
    assert answer.json()["submissions"][0]["use"] is None, "a wrong program could tell of the test by its time"
    with live_backend.services.reading() as tx:
        judgement = tx.session.scalars(select(Judgement)).one()
        assert judgement.scorer_version == "stand-in/1"
        assert tx.session.scalars(select(JudgedGroup)).one().verdict == "WA"
        assert tx.session.scalars(select(JudgedTest)).one().name == "secret/1"
