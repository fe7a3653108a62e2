"""Reminders: once, two days before an invitation that was sent by e-mail ends unused.

Guarantees: each invitation is reminded of at most once; not of one that was used or withdrawn, nor of one open for less
than four days in all. The mail holds no code: the one before holds it, and only its hash is kept here.
"""

from __future__ import annotations

from sqlalchemy import select

from backend.assessments.models import Invitation
from backend.attempts.models import Attempt
from backend.mail import service
from backend.mail.models import Mail, MailState
from backend.settings import DAY_US
from backend.transaction import Services

BEFORE_US = 2 * DAY_US
SHORTEST_US = 4 * DAY_US
AT_ONCE = 100
NO_CODE = "-"
"""A reminder brings no code; a mail whose secret is gone counts as sent."""


def remind_due(services: Services) -> None:
    """Periodic: post the reminders that are due."""
    if not service.is_set_up(services.settings):
        return
    with services.transaction() as tx:
        sent = select(Mail.about).where(Mail.state == MailState.SENT)
        used = select(Attempt.invitation)
        due = select(Invitation).where(
            Invitation.reminded_at_us.is_(None),
            Invitation.revoked_at_us.is_(None),
            Invitation.closes_at_us > tx.now_us,
            Invitation.closes_at_us <= tx.now_us + BEFORE_US,
            Invitation.closes_at_us - Invitation.opens_at_us >= SHORTEST_US,
            Invitation.id.in_(sent),
            Invitation.id.not_in(used),
        )
        for row in tx.session.scalars(due.order_by(Invitation.closes_at_us).limit(AT_ONCE)).all():
            row.reminded_at_us = tx.now_us
            service.post(tx, service.about_reminder(tx, row.organisation, row.id, row.candidate), NO_CODE)
