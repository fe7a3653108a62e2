"""The table of what candidates say of how it was, after the work."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class ImpressionRow(Base):
    """One candidate's answers; `place` counts those of an assessment from 1, in the order in which they came.

    `sealed_words` lies under the candidate's key. There is no time: when somebody answered would tell who it was.
    """

    __tablename__ = "impression"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    assessment: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("assessment.id"))
    place: Mapped[int] = tagged(DataClass.OPINION, BigInteger)
    ease: Mapped[int | None] = tagged(DataClass.OPINION, default=None)
    fairness: Mapped[int | None] = tagged(DataClass.OPINION, default=None)
    obstacles: Mapped[list[Any]] = tagged(DataClass.OPINION, JSON)
    sealed_words: Mapped[bytes | None] = tagged(DataClass.OPINION, LargeBinary, default=None)
    __table_args__ = (UniqueConstraint("assessment", "place"),)
