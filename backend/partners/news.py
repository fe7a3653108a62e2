"""What applicant-tracking systems are to be told, written in the transaction of its cause.

Guarantees: an update is there exactly when its cause is, and only for an order that still stands; nothing is written
about an attempt that is restricted. Must not know the network, nor what is said in the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from backend.assessments.models import Invitation
from backend.attempts.models import Attempt
from backend.jobs.service import NewJob, enqueue
from backend.partners.models import Partner, PartnerOrder, PartnerUpdate, UpdateState, What
from protocol.identifiers import new_identifier

if TYPE_CHECKING:  # what writes the audit list is heard here, and so cannot be asked
    from backend.transaction import Services, Transaction

LATELY_US = 30 * 24 * 3600 * 1_000_000
"""Updates are kept for longer than that, so that none is written a second time."""
TELL_JOB = "partners.tell"
_HEARD: Mapping[str, What] = {
    "attempt.started": What.STARTED,
    "report.ready": What.COMPLETED,
    "attempt.withdrawn": What.CANCELLED,
    "attempt.expired": What.CANCELLED,
    "invitation.withdrawn": What.CANCELLED,
}
_WANTED: Mapping[str, frozenset[What]] = {
    Partner.GREENHOUSE: frozenset({What.COMPLETED}),
    Partner.ASHBY: frozenset(What),
}


def hear(tx: Transaction, action: str, about: Mapping[str, str]) -> None:
    """Called with each thing that happens; `about` names an attempt or an invitation by id."""
    what = _HEARD.get(action)
    if what is None:
        return
    invitation = about.get("invitation")
    if "attempt" in about:
        attempt = tx.session.get(Attempt, about["attempt"])
        if attempt is None or attempt.restricted_at_us is not None:
            return
        invitation = attempt.invitation
    standing = (PartnerOrder.invitation == invitation, PartnerOrder.cancelled_at_us.is_(None))
    for order in tx.session.scalars(select(PartnerOrder).where(*standing)):
        write(tx, order, what)


def tell_ended(services: Services) -> None:
    """Periodic: Ashby hears of invitations that ended unused, once."""
    with services.transaction() as tx:
        begun = exists().where(Attempt.invitation == Invitation.id)
        told = exists().where(PartnerUpdate.partner_order == PartnerOrder.id, PartnerUpdate.what == What.CANCELLED)
        ended = (
            select(PartnerOrder)
            .join(Invitation, Invitation.id == PartnerOrder.invitation)
            .where(
                PartnerOrder.partner == Partner.ASHBY,
                PartnerOrder.cancelled_at_us.is_(None),
                Invitation.closes_at_us.between(tx.now_us - LATELY_US, tx.now_us),
                ~begun,
                ~told,
            )
        )
        for order in tx.session.scalars(ended).all():
            write(tx, order, What.CANCELLED)


def write(tx: Transaction, order: PartnerOrder, what: What) -> None:
    """Have an order's system told, if its contract has a word for it."""
    told = order.partner == Partner.GREENHOUSE and order.sealed_key is None
    if told or what not in _WANTED[order.partner]:
        return
    update = PartnerUpdate(
        id=new_identifier(),
        organisation=order.organisation,
        candidate=order.candidate,
        partner_order=order.id,
        what=what,
        state=UpdateState.WAITING,
        created_at_us=tx.now_us,
    )
    tx.session.add(update)
    tx.session.flush()
    schedule(tx, update, tx.now_us)


def schedule(tx: Transaction, update: PartnerUpdate, at_us: int) -> None:
    """A job of its own for the next try."""
    update.next_at_us = at_us
    job = NewJob(
        kind=TELL_JOB,
        key=f"{TELL_JOB}/{update.id}/{new_identifier()}",
        payload={"update": update.id},
        organisation=update.organisation,
        run_after_us=at_us,
    )
    enqueue(tx, job)
