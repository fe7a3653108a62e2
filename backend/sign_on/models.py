"""Tables of single sign-on: an organisation's provider, and which account there is which member here."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class SignOnProvider(Base):
    """The OpenID provider of an organisation; one at most.

    `domains`: ends of e-mail addresses that are let in, all where it is empty. `role_values`: for a role the value that
    the claim `role_claim` must hold. `required`: members who are no owners get in by it only.
    """

    __tablename__ = "sign_on_provider"
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), primary_key=True)
    label: Mapped[str] = tagged(DataClass.ACCOUNT)
    issuer: Mapped[str] = tagged(DataClass.ACCOUNT)
    client_id: Mapped[str] = tagged(DataClass.ACCOUNT)
    sealed_secret: Mapped[bytes] = tagged(DataClass.TECHNICAL, LargeBinary)
    domains: Mapped[list[str]] = tagged(DataClass.ACCOUNT, JSON)
    role_claim: Mapped[str] = tagged(DataClass.ACCOUNT, default="")
    role_values: Mapped[dict[str, str]] = tagged(DataClass.ACCOUNT, JSON)
    enabled: Mapped[bool] = tagged(DataClass.ACCOUNT)
    required: Mapped[bool] = tagged(DataClass.ACCOUNT)
    changed_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    changed_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)


class MemberIdentity(Base):
    """An account at a provider (`issuer` and its `subject` there) that is this member."""

    __tablename__ = "member_identity"
    __table_args__ = (UniqueConstraint("organisation", "issuer", "subject"), UniqueConstraint("member", "issuer"))
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), index=True)
    issuer: Mapped[str] = tagged(DataClass.ACCOUNT)
    subject: Mapped[str] = tagged(DataClass.ACCOUNT)
    created_at_us: Mapped[int] = tagged(DataClass.ACCOUNT, BigInteger)
    used_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)
