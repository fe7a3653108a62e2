"""The audit list: append-only, hash-chained per organisation, opaque ids only; it outlives what it tells of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class AuditEntry(Base):
    """Who did or saw what, when. `hash` = SHA-256 over the canonical entry with the previous hash in it."""

    __tablename__ = "audit_entry"
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), primary_key=True)
    number: Mapped[int] = tagged(DataClass.AUDIT, BigInteger, primary_key=True)
    at_us: Mapped[int] = tagged(DataClass.AUDIT, BigInteger)
    actor_kind: Mapped[str] = tagged(DataClass.AUDIT)
    actor: Mapped[str] = tagged(DataClass.OPAQUE)
    action: Mapped[str] = tagged(DataClass.AUDIT)
    subject_kind: Mapped[str] = tagged(DataClass.AUDIT)
    subject: Mapped[str] = tagged(DataClass.OPAQUE)
    details: Mapped[dict[str, Any]] = tagged(DataClass.AUDIT, JSON)
    previous: Mapped[str] = tagged(DataClass.OPAQUE)
    hash: Mapped[str] = tagged(DataClass.OPAQUE)
    __table_args__ = (Index("ix_audit_entry_subject", "organisation", "subject"),)
