"""What the notice promises about time is what happens: technical records and candidates end by themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.access import MemberSubject
from backend.accounts.models import Role
from backend.assessments.models import Candidate
from backend.attempts.models import Attempt, CheckRecord
from backend.jobs.models import Job
from backend.jobs.worker import Worker
from backend.privacy.expiry import erase_expired, sweep_technical
from backend.privacy.models import Hold, PrivacyRequest, Tombstone
from backend.retention import RETENTION, DataClass
from backend.settings import DAY_US
from backend.transaction import Services
from backend.work import handlers
from protocol.errors import Conflict
from protocol.identifiers import new_identifier


class Later:
    """The same services, some time later."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def by(self, days: int) -> Services:
        clock = self._services.clock_us
        return replace(self._services, clock_us=lambda: clock() + days * DAY_US)


def _count(services: Services, entity: Any) -> int:
    with services.reading() as tx:
        return tx.session.scalar(select(func.count()).select_from(entity)) or 0


def _drain(services: Services) -> None:
    worker = Worker(services, handlers(services.settings))
    while worker.run_once():
        pass


def test_the_notice_says_what_the_table_says(live_backend: Any, fresh_device: Any) -> None:
    notice = fresh_device.join(live_backend.seeded.code)["notice"]
    known = {rule.words for rule in RETENTION.values()}
    assert {item["kept"] for item in notice["items"]} <= known
    assert any("90 days" in item["kept"] for item in notice["items"])
    assert any("24 months" in item["kept"] for item in notice["items"])
    assert RETENTION[DataClass.TECHNICAL].days == 90
    assert RETENTION[DataClass.WORK].days == 730


def test_technical_records_go_after_90_days_and_not_before(live_backend: Any, device: Any, wait_for: Any) -> None:
    services, later = live_backend.services, Later(live_backend.services)
    device.submit()
    wait_for(lambda: device.call("GET", "submissions").json()["submissions"][0]["state"] == "judged")
    sweep_technical(later.by(89))
    assert (_count(services, CheckRecord), _count(services, Job) > 0) == (1, True)
    sweep_technical(later.by(91))
    assert (_count(services, CheckRecord), _count(services, Job)) == (0, 0)


def test_candidates_go_after_24_months_without_activity(live_backend: Any, device: Any) -> None:
    services, later = live_backend.services, Later(live_backend.services)
    live_backend.server.stop()
    from backend.main import close_services, open_services

    services = open_services(services.settings)
    later = Later(services)
    days = 730 + 30 + 1  # the window of the invitation is open for 30 days
    with services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        attempt.active_at_us += 40 * DAY_US  # as if the candidate had come back
    erase_expired(later.by(days))
    _drain(later.by(days))
    assert _count(services, Candidate) == 1, "not before the period after the last activity"
    with services.transaction() as tx:
        hold = Hold(
            id=new_identifier(), organisation=live_backend.seeded.organisation, candidate=live_backend.seeded.candidate,
            reason="duty", placed_by=_officer(tx), placed_at_us=1, expires_at_us=tx.now_us + (days + 20) * DAY_US,
        )  # fmt: skip
        tx.session.add(hold)
    erase_expired(later.by(days + 11))
    _drain(later.by(days + 11))
    assert _count(services, Candidate) == 1, "an active hold delays it"
    from backend.privacy.service import answer, resume_held

    with services.transaction() as tx:
        request = tx.session.scalars(select(PrivacyRequest).where(PrivacyRequest.kind == "retention")).one()
        officer = MemberSubject(_officer(tx), request.organisation, frozenset({Role.PROTECTION_OFFICER}))
        with pytest.raises(Conflict):
            answer(tx, officer, request.id, "We would rather keep it")
    resume_held(later.by(days + 21))
    erase_expired(later.by(days + 21))
    _drain(later.by(days + 21))
    assert (_count(services, Candidate), _count(services, Attempt), _count(services, Tombstone)) == (0, 0, 1)
    erase_expired(later.by(days + 22))
    assert _count(services, Tombstone) == 1
    close_services(services)


def _officer(tx: Any) -> str:
    from backend.accounts.models import Member

    return str(tx.session.scalars(select(Member.id)).first())
