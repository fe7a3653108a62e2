"""Tables of shares: a revocable, expiring grant of one report to whoever holds the link, and every view of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class Share(Base):
    """A link to one report. Only the SHA-256 of its token is kept. `recipient` says for whom it was made.

    `with_name`, `with_recordings`: whether the candidate's name and camera, microphone and screen are part of it.
    """

    __tablename__ = "share"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    report: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("report.id"), index=True)
    token_hash: Mapped[str] = tagged(DataClass.OPAQUE, unique=True)
    recipient: Mapped[str] = tagged(DataClass.APPLICATION)
    with_name: Mapped[bool] = tagged(DataClass.APPLICATION)
    with_recordings: Mapped[bool] = tagged(DataClass.APPLICATION)
    created_by: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"))
    created_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    expires_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    views_left: Mapped[int | None] = tagged(DataClass.APPLICATION, default=None)
    revoked_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)


class ShareView(Base):
    """One opening of a share. Holds no address and no browser name."""

    __tablename__ = "share_view"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    share: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("share.id"), index=True)
    at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
