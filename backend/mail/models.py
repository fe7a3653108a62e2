"""The table of mails: what is to be sent about which invitation, and what became of it. No address, no name."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class MailKind(StrEnum):
    """What a mail is about; `about` names a row of that kind.

    Of a webhook it names also the owner who is told, of a reminder also that it is one.
    """

    MEMBER = "member"
    CANDIDATE = "candidate"
    WEBHOOK = "webhook"
    REMINDER = "reminder"


class MailState(StrEnum):
    """`ended`: there was nothing to send any more; `failed`: a mail server refused it for good."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    ENDED = "ended"


class Mail(Base):
    """One mail. `sealed_secret`: the code or token that it brings, under the installation's key, until it is sent.

    `code`: why it waits or failed. The address is looked up when it is sent, and kept nowhere else.
    """

    __tablename__ = "mail"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    candidate: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True, default=None)
    kind: Mapped[str] = tagged(DataClass.TECHNICAL)
    about: Mapped[str] = tagged(DataClass.OPAQUE, index=True)
    state: Mapped[str] = tagged(DataClass.TECHNICAL)
    sealed_secret: Mapped[bytes | None] = tagged(DataClass.TECHNICAL, LargeBinary, default=None)
    code: Mapped[str | None] = tagged(DataClass.TECHNICAL, default=None)
    created_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    ended_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
