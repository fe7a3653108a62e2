"""Tables of the human side: who reviews, what they scored, what was decided, what the candidate was told of it.

What anybody wrote lies sealed under the candidate's key and dies with it.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class PanelMember(Base):
    """A member who reviews each attempt at an assessment, whatever its version, from the time the report is there."""

    __tablename__ = "panel_member"
    family: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    named_by: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"))
    named_at_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)


class Reviewer(Base):
    """A member named to review one attempt; says whether their review is in, and nothing of what is in it.

    `named_by` None: by the assessment's panel. `handed_in_at_us` None: not in (or reopened). `opened_at_us`: when the
    last one was in and the scores opened, the same on every row of the attempt; it never goes back. `seeing_at_us`:
    when this member came to see the whole attempt: handed in, or, where it is reviewed blind, the scores open.
    """

    __tablename__ = "reviewer"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    named_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    named_at_us: Mapped[int] = tagged(DataClass.SCORES, BigInteger)
    handed_in_at_us: Mapped[int | None] = tagged(DataClass.SCORES, BigInteger, default=None)
    opened_at_us: Mapped[int | None] = tagged(DataClass.SCORES, BigInteger, default=None)
    seeing_at_us: Mapped[int | None] = tagged(DataClass.SCORES, BigInteger, default=None)


class Review(Base):
    """One version of a member's scores: a draft until it is handed in, then never changed.

    `sealed_scores` is `backend.reviews.scores.Scores` as JSON. `independent`: handed in while the others' were sealed.
    The reopening (`reopened_at_us`, by whom, `sealed_reason`) stands on the version that it reopened.
    """

    __tablename__ = "review"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), index=True)
    version: Mapped[int] = tagged(DataClass.SCORES)
    sealed_scores: Mapped[bytes] = tagged(DataClass.SCORES, LargeBinary)
    saved_at_us: Mapped[int] = tagged(DataClass.SCORES, BigInteger)
    handed_in_at_us: Mapped[int | None] = tagged(DataClass.SCORES, BigInteger, default=None)
    independent: Mapped[bool] = tagged(DataClass.SCORES, default=False)
    reopened_at_us: Mapped[int | None] = tagged(DataClass.SCORES, BigInteger, default=None)
    reopened_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    sealed_reason: Mapped[bytes | None] = tagged(DataClass.SCORES, LargeBinary, default=None)
    __table_args__ = (UniqueConstraint("attempt", "member", "version"),)


class Decision(Base):
    """What a member decided; the one with the highest number stands, those before it are history.

    `outcome` is `backend.reviews.decisions.Outcome`; `report` the version whose evidence the member had opened;
    `sealed_waiver`: why the candidate's time to reply was not waited for.
    """

    __tablename__ = "decision"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    report: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("report.id"))
    number: Mapped[int] = tagged(DataClass.SCORES)
    outcome: Mapped[str] = tagged(DataClass.SCORES)
    sealed_reason: Mapped[bytes] = tagged(DataClass.SCORES, LargeBinary)
    sealed_waiver: Mapped[bytes | None] = tagged(DataClass.SCORES, LargeBinary, default=None)
    decided_by: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"))
    decided_at_us: Mapped[int] = tagged(DataClass.SCORES, BigInteger)
    __table_args__ = (UniqueConstraint("attempt", "number"),)


class Feedback(Base):
    """What the organisation released to the candidate; the newest version is what their page shows.

    `sealed_words` is `backend.reviews.feedback.Released` as JSON.
    """

    __tablename__ = "feedback"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    version: Mapped[int] = tagged(DataClass.SCORES)
    sealed_words: Mapped[bytes] = tagged(DataClass.SCORES, LargeBinary)
    released_by: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"))
    released_at_us: Mapped[int] = tagged(DataClass.SCORES, BigInteger)
    __table_args__ = (UniqueConstraint("attempt", "version"),)


class Annotation(Base):
    """What a member wrote about lines of code at a moment of the replay, or, with `thread`, in reply to that.

    `sealed_words` is `backend.reviews.annotating.Words` as JSON; `report` the version at which it was written.
    """

    __tablename__ = "annotation"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    report: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("report.id"))
    thread: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("annotation.id"), index=True, default=None)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"))
    sealed_words: Mapped[bytes] = tagged(DataClass.SCORES, LargeBinary)
    written_at_us: Mapped[int] = tagged(DataClass.SCORES, BigInteger)
