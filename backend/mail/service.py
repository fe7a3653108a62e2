"""Mails that are to be sent: written down in the transaction of their cause, sent by the worker.

Guarantees: no request waits for a mail server; the code or token that a mail brings lies sealed until it is sent, and
goes then; an earlier mail about the same thing that still waits is not sent any more.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from sqlalchemy import select, update

from backend.jobs.service import NewJob, enqueue
from backend.mail.models import Mail, MailKind, MailState
from backend.settings import Settings
from backend.transaction import Services, Transaction
from protocol.identifiers import new_identifier
from protocol.sealing import open_bytes, seal_bytes

MAIL_JOB = "mail.send"


def is_set_up(settings: Settings) -> bool:
    """Whether mails can be sent at all; otherwise whoever invites hands the link on."""
    return settings.smtp_host is not None


def post(tx: Transaction, mail: Mail, secret: str) -> None:
    """Have a mail sent; `mail` says about what, `secret` is the code or token in it."""
    earlier = (Mail.about == mail.about, Mail.state == MailState.WAITING)
    tx.session.execute(update(Mail).where(*earlier).values(state=MailState.ENDED, sealed_secret=None))
    mail.sealed_secret = seal_bytes(_key(tx.services), secret.encode(), _associated(mail.id))
    tx.session.add(mail)
    tx.session.flush()
    job = NewJob(kind=MAIL_JOB, key=f"{MAIL_JOB}/{mail.id}", payload={"mail": mail.id}, organisation=mail.organisation)
    enqueue(tx, job)


def about_member(tx: Transaction, organisation: str, invitation: str) -> Mail:
    """A mail about the invitation of a member."""
    return _new(tx, organisation, MailKind.MEMBER, invitation)


def about_candidate(tx: Transaction, organisation: str, invitation: str, candidate: str) -> Mail:
    """A mail about the invitation of a candidate; it goes with the candidate's rows."""
    mail = _new(tx, organisation, MailKind.CANDIDATE, invitation)
    mail.candidate = candidate
    return mail


def about_webhook(tx: Transaction, organisation: str, endpoint: str, owner: str) -> Mail:
    """A mail to one owner, that a webhook was switched off."""
    return _new(tx, organisation, MailKind.WEBHOOK, f"{endpoint}/{owner}")


def about_reminder(tx: Transaction, organisation: str, invitation: str, candidate: str) -> Mail:
    """A mail that an invitation ends soon; what waits about the invitation itself is sent nevertheless."""
    mail = _new(tx, organisation, MailKind.REMINDER, f"{invitation}/reminder")
    mail.candidate = candidate
    return mail


def newest(tx: Transaction, about: Sequence[str]) -> dict[str, Mail]:
    """The newest mail about each of some things."""
    rows = tx.session.scalars(select(Mail).where(Mail.about.in_(about)).order_by(Mail.created_at_us, Mail.id))
    return {row.about: row for row in rows}


def secret_of(services: Services, mail: Mail) -> str | None:
    """The code or token of a mail that was not sent yet."""
    if mail.sealed_secret is None:
        return None
    return open_bytes(_key(services), mail.sealed_secret, _associated(mail.id)).decode()


def end(tx: Transaction, mail: Mail, state: MailState, code: str | None = None) -> None:
    """What became of it; the secret goes."""
    mail.state, mail.code, mail.sealed_secret, mail.ended_at_us = state, code, None, tx.now_us


def _new(tx: Transaction, organisation: str, kind: MailKind, about: str) -> Mail:
    return Mail(
        id=new_identifier(),
        organisation=organisation,
        kind=kind,
        about=about,
        state=MailState.WAITING,
        created_at_us=tx.now_us,
    )


def _key(services: Services) -> bytes:
    return hmac.new(services.secrets.hash_key, b"recrutr/mail-key/1", hashlib.sha256).digest()


def _associated(mail: str) -> bytes:
    return f"mail/{mail}".encode()
