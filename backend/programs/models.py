"""Table of invitations made by programs, so that the same request again is the same invitation."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class Repeat(Base):
    """A request with an `Idempotency-Key`, kept for a day: keyed hash of the key, digest of the body, and its answer.

    `sealed_answer` is `backend.programs.wire.InvitationMade` as JSON, sealed under the candidate's key.
    """

    __tablename__ = "repeat"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True)
    key_hash: Mapped[str] = tagged(DataClass.OPAQUE)
    request_digest: Mapped[str] = tagged(DataClass.OPAQUE)
    sealed_answer: Mapped[bytes] = tagged(DataClass.APPLICATION, LargeBinary)
    at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger, index=True)
    __table_args__ = (UniqueConstraint("organisation", "key_hash"),)
