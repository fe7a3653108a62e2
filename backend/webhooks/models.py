"""Tables of webhooks: where events go, what happened, and how each delivery stands. No name, no address of a person."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class EndpointState(StrEnum):
    """`off`: by a person, or because it failed for days; nothing new is sent there."""

    ON = "on"
    OFF = "off"


class DeliveryState(StrEnum):
    """`failed`: the other side did not take it in three days; `ended`: there was nothing to send any more."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    ENDED = "ended"


class WebhookEndpoint(Base):
    """An address of the organisation's own software. Secrets lie sealed; the former one signs beside for a day.

    `failures`: how many tries failed since the last that did not; until `rests_until_us` nothing is tried.
    `off_code`: why it was switched off, when it was not by a person.
    """

    __tablename__ = "webhook_endpoint"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    address: Mapped[str] = tagged(DataClass.CONTENT)
    kinds: Mapped[list[str]] = tagged(DataClass.CONTENT, JSON)
    sealed_secret: Mapped[bytes] = tagged(DataClass.TECHNICAL, LargeBinary)
    sealed_former: Mapped[bytes | None] = tagged(DataClass.TECHNICAL, LargeBinary, default=None)
    former_until_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
    state: Mapped[str] = tagged(DataClass.TECHNICAL)
    off_code: Mapped[str | None] = tagged(DataClass.TECHNICAL, default=None)
    failures: Mapped[int] = tagged(DataClass.TECHNICAL, default=0)
    rests_until_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger, default=0)
    delivered_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
    created_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    created_at_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)


class WebhookEvent(Base):
    """Something that happened, in the words that are signed: `body` is sent byte for byte, however often."""

    __tablename__ = "webhook_event"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True, default=None)
    kind: Mapped[str] = tagged(DataClass.APPLICATION)
    body: Mapped[str] = tagged(DataClass.APPLICATION)
    at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)


class WebhookDelivery(Base):
    """One event on its way to one endpoint. `excerpt`: the beginning of what the other side last answered."""

    __tablename__ = "webhook_delivery"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    endpoint: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("webhook_endpoint.id"))
    event: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("webhook_event.id"), index=True)
    attempt: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True, default=None)
    state: Mapped[str] = tagged(DataClass.TECHNICAL)
    tries: Mapped[int] = tagged(DataClass.TECHNICAL, default=0)
    next_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
    status: Mapped[int | None] = tagged(DataClass.TECHNICAL, default=None)
    code: Mapped[str | None] = tagged(DataClass.TECHNICAL, default=None)
    excerpt: Mapped[str] = tagged(DataClass.TECHNICAL, default="")
    created_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    ended_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
    __table_args__ = (Index("ix_webhook_delivery_endpoint", "endpoint", "created_at_us"),)
