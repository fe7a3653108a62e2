"""A poison job is shown to an owner after three tries, harms no other, and can be tried again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import requests
from sqlalchemy import select, update

from backend.accounts.service import create_organisation
from backend.attempts.models import Attempt
from backend.audit.models import AuditEntry
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.jobs.models import Job, JobState
from backend.jobs.service import MAX_TRIES, Claimed, NewJob, enqueue
from backend.jobs.worker import Handler, Worker
from backend.main import Parts
from backend.server import Server
from backend.settings import Settings
from backend.transaction import Services, Transaction
from tests.integration.backend.conftest import Device
from tests.integration.conftest import accept_everything, problem_zip

HOUR_US = 3600 * 1_000_000


class Poison(Handler[str, str]):
    """Fails until it is cured."""

    def __init__(self) -> None:
        self.cured, self.kept = False, 0

    def prepare(self, tx: Transaction, job: Claimed) -> str:  # noqa: ARG002 - signature of the port
        return job.id

    def perform(self, services: Services, work: str) -> str:  # noqa: ARG002 - as above
        if not self.cured:
            raise ZeroDivisionError
        return work

    def conclude(self, tx: Transaction, work: str, result: str) -> None:  # noqa: ARG002 - as above
        self.kept += 1


@dataclass
class House:
    server: Server
    seeded: SeedResult
    http: requests.Session
    poison: Poison
    csrf: str = ""

    @property
    def services(self) -> Services:
        return self.server.services

    def page(self, path: str = "/portal/aside") -> str:
        text = self.http.get(f"{self.server.settings.base_url}{path}", timeout=60).text
        found = re.search(r'name="csrf" value="([^"]+)"', text)
        self.csrf = found[1] if found else self.csrf
        return text

    def post(self, path: str, **form: str) -> requests.Response:
        return self.http.post(f"{self.server.settings.base_url}{path}", {"csrf": self.csrf, **form}, timeout=60)

    def work(self) -> None:
        """A worker, at times so far apart that every pause is over."""
        for hours in range(1, MAX_TRIES + 2):
            later = replace(self.services, clock_us=lambda hours=hours: self.services.clock_us() + hours * HOUR_US)  # type: ignore[misc] # mypy cannot type a default of a lambda
            worker = Worker(later, {"reports.build": self.poison, "scoring.judge": self.poison})
            while worker.run_once():
                pass

    def add(self, kind: str, organisation: str | None = None, attempt: str | None = None) -> str:
        with self.services.transaction() as tx:
            key = f"{kind}/{organisation}/{attempt}"
            enqueue(
                tx, NewJob(kind=kind, key=key, organisation=organisation or self.seeded.organisation, attempt=attempt)
            )
            return tx.session.scalars(select(Job.id).where(Job.key == key)).one()

    def state(self, job: str) -> str:
        with self.services.reading() as tx:
            return tx.session.get_one(Job, job).state


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    server = Server.open(Settings(data=tmp_path / "d", port=0, worker=False), parts=Parts(judge=accept_everything))
    server.start()
    try:
        seeded = seed(server.services, SeedPlan(packages=[Package("double", problem_zip())]))
        owner = next(login for login in seeded.logins if "owner" in login.roles)
        with requests.Session() as http:
            made = House(server, seeded, http, Poison())
            made.page("/portal/sign-in")
            assert made.post("/portal/sign-in", next="", email=owner.email, password=owner.password).status_code == 200
            yield made
    finally:
        server.stop()


def test_a_poison_job_is_shown_and_tried_again(house: House) -> None:
    assert "Nothing is set aside" in house.page()
    assert "set aside" not in house.page("/portal/attempts")
    job = house.add("reports.build")
    house.work()
    assert house.state(job) == JobState.ASIDE
    assert 'href="/portal/aside"' in house.page("/portal/attempts")
    shown = house.page()
    for word in ("Building a report", job, "bug", "Try again"):
        assert word in shown
    assert house.post(f"/portal/aside/{job}/retry").status_code == 200
    house.work()
    assert house.state(job) == JobState.ASIDE, "three more tries, and aside again"
    house.poison.cured = True
    house.page()
    assert house.post(f"/portal/aside/{job}/retry").status_code == 200
    house.work()
    assert (house.state(job), house.poison.kept) == (JobState.DONE, 1)
    assert "Nothing is set aside" in house.page()
    assert house.post(f"/portal/aside/{job}/retry").status_code == 409
    with house.services.reading() as tx:
        retried = select(AuditEntry.subject).where(AuditEntry.action == "job.retried")
        assert tx.session.scalars(retried).all() == [job, job]


def test_a_judgement_that_was_given_up_is_shown_and_not_tried_again(house: House) -> None:
    job = house.add("scoring.judge")
    house.work()
    assert "could not be judged" in house.page()
    assert house.post(f"/portal/aside/{job}/retry").status_code == 409


def test_only_ones_own_are_shown_and_none_of_a_restricted_attempt(house: House) -> None:
    with house.services.transaction() as tx:
        elsewhere = create_organisation(tx, "Elsewhere", "dpo@elsewhere.example").id
    device = Device(house.server.url).work_up_to_start(house.seeded.code)
    device.http.close()
    theirs, of_attempt, ours = (
        house.add("reports.build", elsewhere),
        house.add("reports.build", None, device.attempt),
        house.add("reports.build"),
    )
    house.work()
    shown = house.page()
    assert theirs not in shown
    assert {of_attempt in shown, ours in shown} == {True}
    assert house.post(f"/portal/aside/{theirs}/retry").status_code == 404
    with house.services.transaction() as tx:
        tx.session.execute(update(Attempt).values(restricted_at_us=1))
    shown = house.page()
    assert of_attempt not in shown
    assert ours in shown
    assert house.post(f"/portal/aside/{of_attempt}/retry").status_code == 404
