"""Tables of employers and their people."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class Role(StrEnum):
    """What a member may do."""

    OWNER = "owner"
    RECRUITER = "recruiter"
    REVIEWER = "reviewer"
    INTERVIEWER = "interviewer"
    PROTECTION_OFFICER = "data-protection officer"


class Organisation(Base):
    """An employer (tenant). Managed: the key service holds the private half of `public_key` (age X25519)."""

    __tablename__ = "organisation"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    name: Mapped[str] = tagged(DataClass.ACCOUNT)
    controller_contact: Mapped[str] = tagged(DataClass.ACCOUNT)
    public_key: Mapped[str] = tagged(DataClass.OPAQUE)
    managed: Mapped[bool] = tagged(DataClass.ACCOUNT, default=True)
    created_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)


class Member(Base):
    """A person of an organisation. `email` is stored in lower case; `roles` holds values of Role."""

    __tablename__ = "member"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = tagged(DataClass.ACCOUNT)
    email: Mapped[str] = tagged(DataClass.ACCOUNT, unique=True)
    password_hash: Mapped[str] = tagged(DataClass.ACCOUNT)
    roles: Mapped[list[str]] = tagged(DataClass.ACCOUNT, JSON)
    created_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)
    disabled_at_us: Mapped[int | None] = tagged(DataClass.ACCOUNT, BigInteger, default=None)


class MemberSession(Base):
    """A signed-in browser. Only the SHA-256 of the cookie's token is kept; the CSRF token derives from the cookie."""

    __tablename__ = "member_session"
    token_hash: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), index=True)
    created_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    seen_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    expires_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)


class RateEvent(Base):
    """One counted try (login, join) of one keyed, hashed origin; swept when its window has passed."""

    __tablename__ = "rate_event"
    id: Mapped[int] = tagged(DataClass.OPAQUE, primary_key=True, autoincrement=True)
    bucket: Mapped[str] = tagged(DataClass.TECHNICAL, index=True)
    origin: Mapped[str] = tagged(DataClass.TECHNICAL, index=True)
    at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger, index=True)
