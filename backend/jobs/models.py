"""The durable job table: queue and outbox in one. A job is a row written in the transaction of its cause."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class JobState(StrEnum):
    """`aside`: failed too often; waits for a human and harms no other job."""

    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    ASIDE = "aside"


class Job(Base):
    """One piece of work. `attempt` lets an erasure take its jobs along; `payload` holds opaque ids only.

    `tries` counts how often it was begun and not ended by itself; `deferrals` how often the world was to blame;
    `sent_at_us` says when its id was last handed to the broker, where there is one.
    """

    __tablename__ = "job"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str | None] = tagged(DataClass.OPAQUE, default=None)
    attempt: Mapped[str | None] = tagged(DataClass.OPAQUE, index=True, default=None)
    kind: Mapped[str] = tagged(DataClass.TECHNICAL)
    key: Mapped[str] = tagged(DataClass.OPAQUE, unique=True)
    payload: Mapped[dict[str, Any]] = tagged(DataClass.OPAQUE, JSON)
    state: Mapped[str] = tagged(DataClass.TECHNICAL)
    tries: Mapped[int] = tagged(DataClass.TECHNICAL, default=0)
    deferrals: Mapped[int] = tagged(DataClass.TECHNICAL, default=0)
    run_after_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    leased_until_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
    sent_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
    lease: Mapped[str | None] = tagged(DataClass.OPAQUE, default=None)
    error_code: Mapped[str | None] = tagged(DataClass.TECHNICAL, default=None)
    created_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    done_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
    __table_args__ = (Index("ix_job_due", "state", "run_after_us"),)
