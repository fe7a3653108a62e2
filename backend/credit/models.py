"""Tables of credited time: the server's own sign of life, its outages, and what was credited to whom by which rule."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class ServerBeat(Base):
    """When a process of this backend last wrote that it lives; one row."""

    __tablename__ = "server_beat"
    id: Mapped[int] = tagged(DataClass.OPAQUE, primary_key=True)
    at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)


class Outage(Base):
    """A time in which no process of this backend wrote anything, measured by the backend itself."""

    __tablename__ = "outage"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    began_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    ended_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)


class Credit(Base):
    """Time added to one attempt. `extension` is the signed word (`protocol.receipts.Signed` as JSON).

    `device` and `seq` name the journal entry that began a measured gap of the network; both are None for the server's
    own outage, which nobody decides (`credited_by` None).
    """

    __tablename__ = "credit"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"))
    number: Mapped[int] = tagged(DataClass.APPLICATION)
    cause: Mapped[str] = tagged(DataClass.APPLICATION)
    began_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    ended_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    credited_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    deadline_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    device: Mapped[str | None] = tagged(DataClass.OPAQUE, default=None)
    seq: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    reason: Mapped[str] = tagged(DataClass.APPLICATION, default="")
    credited_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    credited_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    extension: Mapped[dict[str, Any]] = tagged(DataClass.APPLICATION, JSON)
    __table_args__ = (UniqueConstraint("attempt", "number"),)
