"""Tables of applicant-tracking systems: what they ordered, what they are told, and the key to one of them."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class Partner(StrEnum):
    """Whose contract an order follows."""

    GREENHOUSE = "greenhouse"
    ASHBY = "ashby"


class What(StrEnum):
    """What an applicant-tracking system is told of an order."""

    STARTED = "started"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class UpdateState(StrEnum):
    """`failed`: the other side did not take it in three days; `ended`: there was nothing to tell any more."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    ENDED = "ended"


class PartnerOrder(Base):
    """A test that an applicant-tracking system asked for; `id` is its name for it in all later calls.

    `family`: the assessment, whatever version the invitation is for. `callback`: where Greenhouse wants to be told, and
    `sealed_key` the token that it called with, which it wants to be shown there; forgotten once it was told.
    """

    __tablename__ = "partner_order"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True)
    invitation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("invitation.id"), index=True)
    family: Mapped[str] = tagged(DataClass.OPAQUE)
    partner: Mapped[str] = tagged(DataClass.APPLICATION)
    callback: Mapped[str | None] = tagged(DataClass.APPLICATION, default=None)
    sealed_key: Mapped[bytes | None] = tagged(DataClass.TECHNICAL, LargeBinary, default=None)
    cancelled_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    created_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)


class PartnerUpdate(Base):
    """One thing on its way to an applicant-tracking system. What is said is put together when it goes."""

    __tablename__ = "partner_update"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True)
    partner_order: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("partner_order.id"), index=True)
    what: Mapped[str] = tagged(DataClass.APPLICATION)
    state: Mapped[str] = tagged(DataClass.TECHNICAL)
    tries: Mapped[int] = tagged(DataClass.TECHNICAL, default=0)
    next_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
    status: Mapped[int | None] = tagged(DataClass.TECHNICAL, default=None)
    code: Mapped[str | None] = tagged(DataClass.TECHNICAL, default=None)
    created_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    ended_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)


class AshbyKey(Base):
    """The key with which an organisation's Ashby may be told; sealed, and never shown again."""

    __tablename__ = "ashby_key"
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), primary_key=True)
    sealed_key: Mapped[bytes] = tagged(DataClass.TECHNICAL, LargeBinary)
    created_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    created_at_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)
