"""Tables of employers and their people."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary
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
    """A person of an organisation. `email` is stored in lower case; `roles` holds values of Role.

    `language` is a tag of `backend.saying.LANGUAGES`, None until one was chosen.
    """

    __tablename__ = "member"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = tagged(DataClass.ACCOUNT)
    email: Mapped[str] = tagged(DataClass.ACCOUNT, unique=True)
    password_hash: Mapped[str] = tagged(DataClass.ACCOUNT)
    roles: Mapped[list[str]] = tagged(DataClass.ACCOUNT, JSON)
    created_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)
    disabled_at_us: Mapped[int | None] = tagged(DataClass.ACCOUNT, BigInteger, default=None)
    language: Mapped[str | None] = tagged(DataClass.ACCOUNT, default=None)


class MemberSession(Base):
    """A signed-in browser. Only the SHA-256 of the cookie's token is kept; the CSRF token derives from the cookie.

    `awaits_factor`: the password was right and the second factor has not been given yet: it opens nothing.
    `verified_at_us`: when it was last shown that this is the member. `by_provider`: it began at the organisation's own.
    """

    __tablename__ = "member_session"
    token_hash: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), index=True)
    created_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    seen_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    expires_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    awaits_factor: Mapped[bool] = tagged(DataClass.TECHNICAL, default=False)
    verified_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger, default=0)
    by_provider: Mapped[bool] = tagged(DataClass.TECHNICAL, default=False)


class MemberFactor(Base):
    """A member's authenticator app: its sealed secret, and the newest 30-second step of which a code was used."""

    __tablename__ = "member_factor"
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    sealed_secret: Mapped[bytes] = tagged(DataClass.ACCOUNT, LargeBinary)
    confirmed_at_us: Mapped[int | None] = tagged(DataClass.ACCOUNT, BigInteger, default=None)
    last_step: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger, default=0)


class RecoveryCode(Base):
    """One code for when the authenticator app is lost; only its keyed hash is kept."""

    __tablename__ = "recovery_code"
    code_hash: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), index=True)
    used_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)


class Passkey(Base):
    """A member's passkey: the credential's id (base64url), its public key (COSE) and signature counter."""

    __tablename__ = "passkey"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), index=True)
    name: Mapped[str] = tagged(DataClass.ACCOUNT)
    public_key: Mapped[bytes] = tagged(DataClass.ACCOUNT, LargeBinary)
    sign_count: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    created_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)
    used_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)


class Ceremony(Base):
    """A member's challenge that waits for its answer, once. `member` None: an offer to sign in that was used up."""

    __tablename__ = "ceremony"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    member: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    challenge: Mapped[bytes] = tagged(DataClass.TECHNICAL, LargeBinary)
    expires_at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger, index=True)


class ApiToken(Base):
    """A token with which a program of the organisation calls the API; only its SHA-256 is kept.

    `scopes` holds values of `backend.accounts.tokens.Scope`; it acts for the member who made it, within their roles.
    """

    __tablename__ = "api_token"
    token_hash: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    id: Mapped[str] = tagged(DataClass.OPAQUE, unique=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), index=True)
    name: Mapped[str] = tagged(DataClass.ACCOUNT)
    scopes: Mapped[list[str]] = tagged(DataClass.ACCOUNT, JSON)
    created_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)
    expires_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)
    revoked_at_us: Mapped[int | None] = tagged(DataClass.ACCOUNT, BigInteger, default=None)
    used_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)


class MemberInvitation(Base):
    """Somebody invited to be a member; the link's token is kept as SHA-256 only. `invited_by` None: the operator."""

    __tablename__ = "member_invitation"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    email: Mapped[str] = tagged(DataClass.ACCOUNT)
    roles: Mapped[list[str]] = tagged(DataClass.ACCOUNT, JSON)
    token_hash: Mapped[str] = tagged(DataClass.OPAQUE, unique=True)
    invited_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    created_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)
    expires_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)
    accepted_at_us: Mapped[int | None] = tagged(DataClass.ACCOUNT, BigInteger, default=None)
    revoked_at_us: Mapped[int | None] = tagged(DataClass.ACCOUNT, BigInteger, default=None)


class RateEvent(Base):
    """One counted try (login, join), or remembered success, of one keyed, hashed origin; swept after its window."""

    __tablename__ = "rate_event"
    id: Mapped[int] = tagged(DataClass.OPAQUE, primary_key=True, autoincrement=True)
    bucket: Mapped[str] = tagged(DataClass.TECHNICAL, index=True)
    origin: Mapped[str] = tagged(DataClass.TECHNICAL, index=True)
    at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger, index=True)
