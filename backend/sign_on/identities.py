"""Which account at an organisation's provider is which member.

Guarantees: an account is known by issuer and subject, within one organisation; it is one member's at most, and a member
has one account at a provider.
"""

from __future__ import annotations

from sqlalchemy import delete, select

from backend.accounts.models import Member
from backend.sign_on.models import MemberIdentity, SignOnProvider
from backend.transaction import Transaction
from protocol.identifiers import new_identifier


def member_of(tx: Transaction, provider: SignOnProvider, subject: str) -> Member | None:
    """Whose account this is; None where it is nobody's who may sign in."""
    row = (
        select(MemberIdentity, Member)
        .join(Member, Member.id == MemberIdentity.member)
        .where(
            MemberIdentity.organisation == provider.organisation,
            MemberIdentity.issuer == provider.issuer,
            MemberIdentity.subject == subject,
            Member.organisation == provider.organisation,
            Member.disabled_at_us.is_(None),
        )
    )
    found = tx.session.execute(row).one_or_none()
    if found is None:
        return None
    found[0].used_at_us = tx.now_us
    member: Member = found[1]
    return member


def keep(tx: Transaction, provider: SignOnProvider, member: str, subject: str) -> None:
    """From now on this account is this member's, who has none there yet."""
    row = MemberIdentity(
        id=new_identifier(),
        organisation=provider.organisation,
        member=member,
        issuer=provider.issuer,
        subject=subject,
        created_at_us=tx.now_us,
        used_at_us=tx.now_us,
    )
    tx.session.add(row)
    tx.session.flush()


def of_member(tx: Transaction, member: str) -> MemberIdentity | None:
    """The member's account at the provider that the organisation has now."""
    row = (
        select(MemberIdentity)
        .join(SignOnProvider, SignOnProvider.organisation == MemberIdentity.organisation)
        .where(MemberIdentity.member == member, SignOnProvider.issuer == MemberIdentity.issuer, SignOnProvider.enabled)
    )
    return tx.session.scalar(row)


def has_identity(tx: Transaction, member: str) -> bool:
    """Whether the member gets in by an account at the organisation's provider."""
    return of_member(tx, member) is not None


def forget(tx: Transaction, organisation: str) -> None:
    """Forget every account of an organisation's members."""
    tx.session.execute(delete(MemberIdentity).where(MemberIdentity.organisation == organisation))
