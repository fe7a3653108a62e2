"""Tables of attempts: the state, the devices and codes, what was told and checked, what a human should look at."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class Attempt(Base):
    """A candidate working on an assessment. `state` holds a value of `protocol.attempts.AttemptState`.

    `ticket` (the first device's), `receipt` and `countersigned` are `protocol.receipts.Signed` as JSON.
    `restricted_at_us` hides the attempt from everybody but the data-protection officer. `candidate` is repeated from
    the invitation for `access`.
    """

    __tablename__ = "attempt"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    invitation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("invitation.id"), unique=True)
    assessment: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("assessment.id"), index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True)
    state: Mapped[str] = tagged(DataClass.APPLICATION)
    created_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    active_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    started_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    deadline_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    finished_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    judged_at_us: Mapped[int | None] = tagged(DataClass.SCORES, BigInteger, default=None)
    timeliness: Mapped[str | None] = tagged(DataClass.APPLICATION, default=None)
    ticket: Mapped[dict[str, Any] | None] = tagged(DataClass.WORK, JSON(none_as_null=True), default=None)
    receipt: Mapped[dict[str, Any] | None] = tagged(DataClass.WORK, JSON(none_as_null=True), default=None)
    countersigned: Mapped[dict[str, Any] | None] = tagged(DataClass.WORK, JSON(none_as_null=True), default=None)
    restricted_at_us: Mapped[int | None] = tagged(DataClass.REQUESTS, BigInteger, default=None)


class Device(Base):
    """A machine on which the attempt is worked on: its public key and the SHA-256 of its bearer token.

    `place` is the server's order of an attempt's devices, from 1. The one with the highest place that has a `ticket`
    (`protocol.receipts.Signed` as JSON) writes; those before it may only send what they hold.
    """

    __tablename__ = "device"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    public_key: Mapped[str] = tagged(DataClass.OPAQUE)
    token_hash: Mapped[str] = tagged(DataClass.OPAQUE, unique=True)
    app_version: Mapped[str] = tagged(DataClass.TECHNICAL)
    platform: Mapped[str] = tagged(DataClass.TECHNICAL)
    joined_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    place: Mapped[int] = tagged(DataClass.APPLICATION, default=1)
    ticket: Mapped[dict[str, Any] | None] = tagged(DataClass.WORK, JSON(none_as_null=True), default=None)
    ticket_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    __table_args__ = (Index("uq_device_place", "attempt", "place", unique=True),)


class Continuation(Base):
    """A code that continues one attempt on one other device, once. Only the keyed hash of the code is kept."""

    __tablename__ = "continuation"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    code_hash: Mapped[str] = tagged(DataClass.OPAQUE, unique=True)
    created_by: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"))
    created_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    expires_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    revoked_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    used_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    used_by_device: Mapped[str | None] = tagged(DataClass.OPAQUE, default=None)


class PageToken(Base):
    """The candidate's page for one attempt; only the SHA-256 of the link's token is kept.

    Has no foreign key to the attempt: it outlives it, so that the page can show the erasure receipt.
    """

    __tablename__ = "page_token"
    token_hash: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, unique=True)


class NoticeRecord(Base):
    """A notice as it was shown (`protocol.notices.Notice` as JSON), on which device, and when it was read."""

    __tablename__ = "notice_record"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    version: Mapped[int] = tagged(DataClass.CONSENT)
    digest: Mapped[str] = tagged(DataClass.CONSENT)
    notice: Mapped[dict[str, Any]] = tagged(DataClass.CONSENT, JSON)
    read_at_wall_us: Mapped[int] = tagged(DataClass.CONSENT, BigInteger)
    acknowledged_at_us: Mapped[int] = tagged(DataClass.CONSENT, BigInteger)
    device: Mapped[str] = tagged(DataClass.OPAQUE)


class CheckRecord(Base):
    """One report of the device check (`protocol.wire.CheckResult` list as JSON); each is kept."""

    __tablename__ = "check_record"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    results: Mapped[list[dict[str, Any]]] = tagged(DataClass.TECHNICAL, JSON)
    clock_offset_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    received_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)


class AttemptFlag(Base):
    """Something about the evidence that a human should look at: a fork, a broken chain. Never a verdict."""

    __tablename__ = "attempt_flag"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    code: Mapped[str] = tagged(DataClass.WORK)
    details: Mapped[dict[str, Any]] = tagged(DataClass.WORK, JSON)
    at_us: Mapped[int] = tagged(DataClass.WORK, BigInteger)


class AttemptProblem(Base):
    """Which problem of a pool an attempt got for a place; kept only where the assessment has places with variants."""

    __tablename__ = "attempt_problem"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    position: Mapped[int] = tagged(DataClass.WORK, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    problem: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("problem.id"), index=True)
    label: Mapped[str] = tagged(DataClass.WORK)
