"""Tables of rights: requests, holds that delay a deletion, comparisons that end pictures, tombstones of what went."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class PrivacyRequest(Base):
    """A candidate exercises a right. `state`: received, waiting, held, done, withdrawn.

    `attempt` and `candidate` are opaque ids without foreign keys: the request outlives what it erased. What the
    candidate wrote is sealed under their key and goes with it. `waits_until_us` ends the waiting period of an erasure.
    `finding`: the mark of the finding that it replies to.
    """

    __tablename__ = "privacy_request"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, index=True)
    kind: Mapped[str] = tagged(DataClass.REQUESTS)
    finding: Mapped[str | None] = tagged(DataClass.REQUESTS, default=None)
    sealed_words: Mapped[bytes | None] = tagged(DataClass.REQUESTS, LargeBinary, default=None)
    state: Mapped[str] = tagged(DataClass.REQUESTS)
    note: Mapped[str] = tagged(DataClass.REQUESTS, default="")
    received_at_us: Mapped[int] = tagged(DataClass.REQUESTS, BigInteger)
    due_at_us: Mapped[int] = tagged(DataClass.REQUESTS, BigInteger)
    waits_until_us: Mapped[int] = tagged(DataClass.REQUESTS, BigInteger)
    approved_by: Mapped[str | None] = tagged(DataClass.OPAQUE, default=None)
    approved_at_us: Mapped[int | None] = tagged(DataClass.REQUESTS, BigInteger, default=None)
    done_at_us: Mapped[int | None] = tagged(DataClass.REQUESTS, BigInteger, default=None)


class Hold(Base):
    """A reason in law to keep a candidate's data although deletion was asked for; ends by itself."""

    __tablename__ = "hold"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True)
    reason: Mapped[str] = tagged(DataClass.REQUESTS)
    placed_by: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"))
    placed_at_us: Mapped[int] = tagged(DataClass.REQUESTS, BigInteger)
    expires_at_us: Mapped[int] = tagged(DataClass.REQUESTS, BigInteger)
    released_at_us: Mapped[int | None] = tagged(DataClass.REQUESTS, BigInteger, default=None)


class IdentityComparison(Base):
    """What a member saw who compared the pictures of the identity step (`backend.privacy.comparing.Outcome`)."""

    __tablename__ = "identity_comparison"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"))
    outcome: Mapped[str] = tagged(DataClass.SCORES)
    at_us: Mapped[int] = tagged(DataClass.SCORES, BigInteger)


class Tombstone(Base):
    """What remains of an erased attempt: opaque ids, the signed receipt, hashes that let its device and page ask."""

    __tablename__ = "tombstone"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    request: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("privacy_request.id"), index=True)
    receipt: Mapped[dict[str, Any]] = tagged(DataClass.REQUESTS, JSON)
    token_hashes: Mapped[list[str]] = tagged(DataClass.OPAQUE, JSON)
    erased_at_us: Mapped[int] = tagged(DataClass.REQUESTS, BigInteger)
