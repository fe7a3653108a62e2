"""Table of reports: one row per version, never changed. Document and timeline are sealed under the candidate's key."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class Report(Base):
    """One version of the account of an attempt. `inputs_digest` names what it was built from: equal inputs, same row.

    `sealed_document` is `backend.reports.document.ReportDocument`, `sealed_timeline` is
    `backend.reports.timeline.Timeline`, both JSON, zlib-compressed, sealed under the candidate's key.
    """

    __tablename__ = "report"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    version: Mapped[int] = tagged(DataClass.SCORES)
    inputs_digest: Mapped[str] = tagged(DataClass.OPAQUE)
    sealed_document: Mapped[bytes] = tagged(DataClass.SCORES, LargeBinary, deferred=True)
    sealed_timeline: Mapped[bytes] = tagged(DataClass.WORK, LargeBinary, deferred=True)
    built_at_us: Mapped[int] = tagged(DataClass.SCORES, BigInteger)
    __table_args__ = (UniqueConstraint("attempt", "version"),)
