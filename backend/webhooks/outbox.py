"""Events for the organisation's own software, written in the transaction of what they tell of.

Guarantees: an event is there exactly when its cause is; it holds opaque ids, a state and a link that needs signing in,
never a name, an address, a score or words of a person. Nothing is written for an organisation that listens to nothing,
nor about an attempt that is restricted. Must not know the network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from backend.assessments.models import Invitation
from backend.attempts.models import Attempt
from backend.jobs.service import NewJob, enqueue
from backend.partners import news
from backend.webhooks.models import DeliveryState, EndpointState, WebhookDelivery, WebhookEndpoint, WebhookEvent
from protocol.identifiers import new_identifier
from protocol.saying import to_say

if TYPE_CHECKING:  # what writes the audit list is told of here, and so cannot be asked
    from backend.audit.models import AuditEntry
    from backend.transaction import Transaction

DELIVER_JOB = "webhooks.deliver"
TEST = "test"
ERASED = "attempt.erased"
KINDS: Mapping[str, str] = {
    "invitation.made": to_say("Somebody was invited"),
    "attempt.joined": to_say("A candidate used the code of an invitation"),
    "attempt.started": to_say("The time of an attempt began"),
    "attempt.finished": to_say("An attempt was handed in"),
    "attempt.expired": to_say("An invitation or an attempt ran out"),
    "attempt.withdrawn": to_say("A candidate stopped"),
    "report.ready": to_say("A report is ready, or there is a newer one"),
    "decision.made": to_say("Somebody decided"),
    "feedback.released": to_say("A candidate got feedback"),
    ERASED: to_say("Everything about an attempt was deleted; delete your copies"),
}
"""What can be listened to, in words. Those that are actions of the audit list come from there."""


def hear(tx: Transaction, entry: AuditEntry) -> None:
    """Called with each new line of the audit list."""
    about = {entry.subject_kind: entry.subject}
    if entry.action in KINDS:
        tell(tx, entry.organisation, entry.action, about)
    else:
        news.hear(tx, entry.action, about)


def tell(tx: Transaction, organisation: str, kind: str, about: Mapping[str, str]) -> None:
    """Write an event for every endpoint that listens to its kind; `about` names an attempt or an invitation by id.

    Applicant-tracking systems hear of it too.
    """
    news.hear(tx, kind, about)
    on = (WebhookEndpoint.organisation == organisation, WebhookEndpoint.state == EndpointState.ON)
    listening = [each for each in tx.session.scalars(select(WebhookEndpoint).where(*on)) if kind in each.kinds]
    if not listening:
        return
    there = "attempt" in about and kind != ERASED
    attempt = tx.session.get(Attempt, about["attempt"]) if there else None
    if attempt is not None and attempt.restricted_at_us is not None:
        return
    event = write_event(tx, organisation, kind, _facts(tx, about, attempt))
    event.attempt = attempt.id if attempt else None
    for endpoint in listening:
        post(tx, endpoint, event)


def write_event(tx: Transaction, organisation: str, kind: str, facts: Mapping[str, str | None]) -> WebhookEvent:
    """The event in the shape that *Standard Webhooks* recommends."""
    at = datetime.fromtimestamp(tx.now_us / 1_000_000, UTC).isoformat(timespec="milliseconds")
    data = {"organisation": organisation, **{name: value for name, value in facts.items() if value is not None}}
    event = WebhookEvent(
        id=new_identifier(),
        organisation=organisation,
        kind=kind,
        body=json.dumps({"type": kind, "timestamp": at, "data": data}, separators=(",", ":")),
        at_us=tx.now_us,
    )
    tx.session.add(event)
    return event


def post(tx: Transaction, endpoint: WebhookEndpoint, event: WebhookEvent) -> WebhookDelivery:
    """Have an event delivered to an endpoint."""
    delivery = WebhookDelivery(
        id=new_identifier(),
        organisation=endpoint.organisation,
        endpoint=endpoint.id,
        event=event.id,
        attempt=event.attempt,
        state=DeliveryState.WAITING,
        created_at_us=tx.now_us,
    )
    tx.session.flush()
    tx.session.add(delivery)
    tx.session.flush()
    schedule(tx, delivery, tx.now_us)
    return delivery


def schedule(tx: Transaction, delivery: WebhookDelivery, at_us: int) -> None:
    """A job of its own for the next try."""
    delivery.next_at_us = at_us
    job = NewJob(
        kind=DELIVER_JOB,
        key=f"{DELIVER_JOB}/{delivery.id}/{new_identifier()}",
        payload={"delivery": delivery.id},
        organisation=delivery.organisation,
        attempt=delivery.attempt,
        run_after_us=at_us,
    )
    enqueue(tx, job)


def _facts(tx: Transaction, about: Mapping[str, str], attempt: Attempt | None) -> dict[str, str | None]:
    base = f"{tx.settings.base_url}/portal"
    if attempt is not None:
        return {
            "attempt": attempt.id,
            "state": attempt.state,
            "assessment": attempt.assessment,
            "invitation": attempt.invitation,
            "candidate": attempt.candidate,
            "link": f"{base}/attempts/{attempt.id}",
        }
    invitation = tx.session.get(Invitation, about["invitation"]) if "invitation" in about else None
    if invitation is None:
        return dict(about)  # an attempt that was deleted: its opaque id is all there is
    return {
        "invitation": invitation.id,
        "assessment": invitation.assessment,
        "candidate": invitation.candidate,
        "link": f"{base}/assessments/{invitation.assessment}",
    }
