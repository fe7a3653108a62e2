"""A worker that is asked to end finishes its job, or gives it back for another to take at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.jobs.models import Job, JobState
from backend.jobs.service import Claimed, NewJob, enqueue
from backend.jobs.worker import Handler, Worker
from backend.main import close_services, open_services
from backend.settings import Settings
from backend.transaction import Services, Transaction
from tests.integration.operation.conftest import until


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = open_services(Settings(data=tmp_path / "data"))
    yield opened
    close_services(opened)


class Slow(Handler[str, str]):
    """Takes as long as the test wants, and counts what was kept."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.kept = 0

    def prepare(self, tx: Transaction, job: Claimed) -> str:  # noqa: ARG002 - signature of the port
        return job.id

    def perform(self, services: Services, work: str) -> str:  # noqa: ARG002 - as above
        self.begun.set()
        assert self.go_on.wait(120)
        return work

    def conclude(self, tx: Transaction, work: str, result: str) -> None:  # noqa: ARG002 - as above
        self.kept += 1


def _job(services: Services) -> Job:
    with services.reading() as tx:
        return tx.session.query(Job).one()


def _enqueue(services: Services) -> None:
    with services.transaction() as tx:
        enqueue(tx, NewJob(kind="slow", key="slow"))


def test_a_job_within_the_deadline_is_finished(services: Services) -> None:
    handler = Slow()
    _enqueue(services)
    worker = Worker(services, {"slow": handler})
    worker.start()
    assert handler.begun.wait(120)
    worker.ask_to_end()
    handler.go_on.set()
    assert worker.stop(120)
    assert (_job(services).state, handler.kept) == (JobState.DONE, 1)


def test_a_job_beyond_the_deadline_is_given_back_and_done_once_by_the_next(services: Services) -> None:
    slow, quick = Slow(), Slow()
    quick.go_on.set()
    _enqueue(services)
    worker = Worker(services, {"slow": slow})
    worker.start()
    assert slow.begun.wait(120)
    assert not worker.stop(0.01)
    back = _job(services)
    assert (back.state, back.tries, back.lease) == (JobState.WAITING, 0, None)
    assert Worker(services, {"slow": quick}).run_once()
    slow.go_on.set()  # the first one comes to its end after all
    until(lambda: worker.stop(0.01))
    after = _job(services)
    assert (after.state, after.error_code, after.tries) == (JobState.DONE, None, 1)
    assert (slow.kept, quick.kept) == (0, 1)


def test_a_worker_that_was_asked_to_end_takes_nothing_new(services: Services) -> None:
    handler = Slow()
    handler.go_on.set()
    worker = Worker(services, {"slow": handler})
    worker.ask_to_end()
    _enqueue(services)
    worker.start()
    assert worker.stop(120)
    assert _job(services).state == JobState.WAITING
