"""The ends of retention, as the notice promises them: technical records after 90 days, candidates after 24 months.

Guarantees: periods come from `backend.retention`; a candidate's data ends by the same erasure as on request, so holds
delay it and a receipt remains; running twice changes nothing.
"""

from __future__ import annotations

from sqlalchemy import Select, delete, or_, select

from backend.assessments.models import Candidate, Invitation
from backend.attempts.models import Attempt, CheckRecord
from backend.audit import service as audit
from backend.credit.models import Outage
from backend.jobs.models import Job, JobState
from backend.mail.models import Mail
from backend.partners.models import PartnerUpdate
from backend.privacy.models import PrivacyRequest
from backend.privacy.service import ERASE_JOB, run_now
from backend.retention import RETENTION, DataClass
from backend.settings import DAY_US
from backend.transaction import Services, Transaction
from backend.webhooks.models import WebhookDelivery, WebhookEvent
from protocol.identifiers import new_identifier

AT_ONCE = 100
"""Candidates per pass: the next pass takes the next ones, and nothing else has to wait for long."""


def sweep_technical(services: Services) -> None:
    """Periodic: delete technical records whose time is over."""
    with services.transaction() as tx:
        before_us = tx.now_us - _period_us(DataClass.TECHNICAL)
        tx.session.execute(delete(CheckRecord).where(CheckRecord.received_at_us < before_us))
        tx.session.execute(delete(Outage).where(Outage.ended_us < before_us))
        tx.session.execute(delete(Mail).where(Mail.created_at_us < before_us))
        tx.session.execute(delete(WebhookDelivery).where(WebhookDelivery.created_at_us < before_us))
        sent = WebhookEvent.id.in_(select(WebhookDelivery.event))
        tx.session.execute(delete(WebhookEvent).where(WebhookEvent.at_us < before_us, ~sent))
        tx.session.execute(delete(PartnerUpdate).where(PartnerUpdate.created_at_us < before_us))
        ended = Job.state.in_([JobState.DONE, JobState.ASIDE])
        tx.session.execute(delete(Job).where(ended, Job.created_at_us < before_us))


def erase_expired(services: Services) -> None:
    """Periodic: begin the erasure of candidates whose last activity lies further back than the period.

    One that failed for good is tried again a day later; nobody else would start it.
    """
    with services.transaction() as tx:
        for request in tx.session.scalars(_failed(tx).limit(AT_ONCE)).all():
            run_now(tx, request)
        for candidate in tx.session.scalars(_expired(tx).limit(AT_ONCE)).all():
            _begin(tx, candidate)


def _expired(tx: Transaction) -> Select[Candidate]:
    before_us = tx.now_us - _period_us(DataClass.IDENTITY)
    worked = select(Attempt.candidate).where(Attempt.active_at_us >= before_us)
    invited = select(Invitation.candidate).where(
        or_(Invitation.closes_at_us >= before_us, Invitation.created_at_us >= before_us)
    )
    begun = select(PrivacyRequest.candidate).where(
        PrivacyRequest.kind.in_(["erasure", "retention"]), PrivacyRequest.state.in_(["waiting", "held"])
    )
    return select(Candidate).where(
        Candidate.created_at_us < before_us,
        Candidate.id.not_in(worked),
        Candidate.id.not_in(invited),
        Candidate.id.not_in(begun),
    )


def _failed(tx: Transaction) -> Select[PrivacyRequest]:
    aside = select(Job.key).where(Job.state == JobState.ASIDE, Job.run_after_us < tx.now_us - DAY_US)
    return select(PrivacyRequest).where(
        PrivacyRequest.kind == "retention",
        PrivacyRequest.state == "waiting",
        (ERASE_JOB + "/" + PrivacyRequest.id).in_(aside),
    )


def _begin(tx: Transaction, candidate: Candidate) -> None:
    attempt = tx.session.scalar(select(Attempt.id).where(Attempt.candidate == candidate.id).limit(1)) or ""
    request = PrivacyRequest(
        id=new_identifier(),
        organisation=candidate.organisation,
        attempt=attempt,
        candidate=candidate.id,
        kind="retention",
        state="waiting",
        note="",
        received_at_us=tx.now_us,
        due_at_us=tx.now_us,
        waits_until_us=tx.now_us,
    )
    tx.session.add(request)
    tx.session.flush()
    run_now(tx, request)
    event = audit.Event("retention.ended", "attempt", attempt, {"request": request.id})
    audit.record(tx, None, candidate.organisation, event)


def _period_us(data_class: DataClass) -> int:
    days = RETENTION[data_class].days
    if days is None:
        raise ValueError(f"{data_class} has no period")
    return days * DAY_US
