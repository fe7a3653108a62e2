"""Tables of the library: what belongs together as versions of one problem, and what verifying them found."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class Difficulty(StrEnum):
    """How hard its owners think a problem is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class VerificationState(StrEnum):
    """`waiting` also stands for an engine that cannot work at the moment; `failed`: it was given up."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ProblemFamily(Base):
    """One problem of the library through all its versions. `newest` is the number of the version that is offered.

    `tags` are lower-case words in order; `exposure_limit` is how many candidates may see it (None: no limit).
    """

    __tablename__ = "problem_family"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    newest: Mapped[int] = tagged(DataClass.CONTENT)
    tags: Mapped[list[str]] = tagged(DataClass.CONTENT, JSON, default=list)
    difficulty: Mapped[str | None] = tagged(DataClass.CONTENT, default=None)
    exposure_limit: Mapped[int | None] = tagged(DataClass.CONTENT, default=None)
    created_at_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)


class ProblemVersion(Base):
    """One version: which content it has, who made it and why. Never changes.

    `languages` are the values of `protocol.verdicts.LanguageId` in which it may be solved (None: brought in before
    that was kept). A restored version has the content of `restored_from`.
    """

    __tablename__ = "problem_version"
    family: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("problem_family.id"), primary_key=True)
    version: Mapped[int] = tagged(DataClass.CONTENT, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    problem: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("problem.id"), index=True)
    note: Mapped[str] = tagged(DataClass.CONTENT, default="")
    restored_from: Mapped[int | None] = tagged(DataClass.CONTENT, default=None)
    languages: Mapped[list[str] | None] = tagged(DataClass.CONTENT, JSON, default=None)
    created_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    created_at_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)


class Verification(Base):
    """One run of a problem's own submissions through the judge, in steps: the test data, then one a submission.

    `result` is `{"programs": [...], "faults": [...], "warnings": [...]}` as far as the steps have come; `doing` says
    in words what is being done; `done` of `total` steps are behind it (`total` 0: not begun).
    """

    __tablename__ = "verification"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    problem: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("problem.id"), index=True)
    asked_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    state: Mapped[str] = tagged(DataClass.TECHNICAL)
    doing: Mapped[str] = tagged(DataClass.TECHNICAL, default="")
    done: Mapped[int] = tagged(DataClass.TECHNICAL, default=0)
    total: Mapped[int] = tagged(DataClass.TECHNICAL, default=0)
    result: Mapped[dict[str, Any]] = tagged(DataClass.CONTENT, JSON)
    created_at_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)
    ended_at_us: Mapped[int | None] = tagged(DataClass.CONTENT, BigInteger, default=None)
