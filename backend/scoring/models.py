"""Tables of submissions and what the server's judge found. Only these results count."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class Submission(Base):
    """Source handed in, sealed under the candidate's key. `state`: waiting, judging, judged.

    `message` is for the candidate, in English, and `told` the same for other languages (`protocol.told`); `seq` is the
    journal entry that names it.
    """

    __tablename__ = "submission"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    problem: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("problem.id"), index=True)
    language: Mapped[str] = tagged(DataClass.WORK)
    sealed_source: Mapped[bytes] = tagged(DataClass.WORK, LargeBinary, deferred=True)
    source_digest: Mapped[str] = tagged(DataClass.WORK)
    seq: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    received_at_us: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    timeliness: Mapped[str] = tagged(DataClass.WORK)
    state: Mapped[str] = tagged(DataClass.SCORES)
    message: Mapped[str | None] = tagged(DataClass.SCORES, default=None)
    told: Mapped[dict[str, Any] | None] = tagged(DataClass.SCORES, JSON, default=None)


class Judgement(Base):
    """One judging of one submission: a pure function of source, package digest, image digest and scorer version.

    `sealed_output` is the compiler's output (it may quote the source), sealed under the candidate's key.
    """

    __tablename__ = "judgement"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE)
    submission: Mapped[str] = tagged(DataClass.OPAQUE)
    scorer_version: Mapped[str] = tagged(DataClass.SCORES)
    package_digest: Mapped[str] = tagged(DataClass.SCORES)
    image_digest: Mapped[str] = tagged(DataClass.SCORES)
    verdict: Mapped[str] = tagged(DataClass.SCORES)
    score: Mapped[int | None] = tagged(DataClass.SCORES, default=None)
    max_score: Mapped[int | None] = tagged(DataClass.SCORES, default=None)
    sealed_output: Mapped[bytes | None] = tagged(DataClass.WORK, LargeBinary, default=None, deferred=True)
    judged_at_us: Mapped[int] = tagged(DataClass.SCORES, BigInteger)
    __table_args__ = (
        ForeignKeyConstraint(["attempt", "submission"], ["submission.attempt", "submission.id"]),
        UniqueConstraint("attempt", "submission", "scorer_version", "image_digest"),
    )


class JudgedGroup(Base):
    """Result of one test group."""

    __tablename__ = "judged_group"
    judgement: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("judgement.id"), primary_key=True)
    position: Mapped[int] = tagged(DataClass.SCORES, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    name: Mapped[str] = tagged(DataClass.SCORES)
    verdict: Mapped[str] = tagged(DataClass.SCORES)
    score: Mapped[int | None] = tagged(DataClass.SCORES, default=None)
    max_score: Mapped[int | None] = tagged(DataClass.SCORES, default=None)


class JudgedTest(Base):
    """Result of one test. `name` is for members only, never for the candidate (it may give the test away)."""

    __tablename__ = "judged_test"
    judgement: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("judgement.id"), primary_key=True)
    position: Mapped[int] = tagged(DataClass.SCORES, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    group_position: Mapped[int | None] = tagged(DataClass.SCORES, default=None)
    name: Mapped[str] = tagged(DataClass.SCORES)
    verdict: Mapped[str] = tagged(DataClass.SCORES)
    cpu_ms: Mapped[int] = tagged(DataClass.SCORES)
    wall_ms: Mapped[int] = tagged(DataClass.SCORES)
    memory_bytes: Mapped[int | None] = tagged(DataClass.SCORES, BigInteger, default=None)
