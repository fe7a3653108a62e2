"""API tokens: with which a program of an organisation calls the API as the member who made it, within scopes.

Guarantees: a token is shown once and kept as a hash; it never does more than its maker may at that moment; it ends by
itself within a year, when it is revoked, and when its maker is disabled. It cannot change accounts or make tokens.
"""

from __future__ import annotations

import secrets
from enum import StrEnum

from sqlalchemy import select, update

from backend.access import MemberSubject
from backend.accounts.models import ApiToken, Member, Organisation, Role
from backend.accounts.sessions import CurrentMember, hash_token
from backend.transaction import Services, Transaction
from protocol.errors import InvalidInput, NotAllowed, NotFound, SignInNeeded
from protocol.identifiers import new_identifier
from protocol.saying import to_say

PREFIX = "recrutr_"
"""So that scanners of leaked secrets can know one."""
DAY_US = 24 * 3600 * 1_000_000
MAX_DAYS = 365
USED_STEP_US = 60 * 1_000_000


class Scope(StrEnum):
    """What a token may be used for."""

    PROBLEMS_READ = "problems:read"
    PROBLEMS_WRITE = "problems:write"
    EVIDENCE_READ = "evidence:read"
    EVIDENCE_WRITE = "evidence:write"
    ASSESSMENTS_READ = "assessments:read"
    INVITATIONS_READ = "invitations:read"
    INVITATIONS_WRITE = "invitations:write"
    RESULTS_READ = "results:read"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"


def create(tx: Transaction, subject: MemberSubject, name: str, scopes: frozenset[Scope], days: int) -> str:
    """A new token, shown now and never again. Raises InvalidInput."""
    for field, limit, fulfilled in (
        ("name", to_say("1 to 100 characters"), 1 <= len(name.strip()) <= 100),
        ("scopes", to_say("at least one"), bool(scopes)),
        ("days", to_say("1 to {max_days}", max_days=MAX_DAYS), 1 <= days <= MAX_DAYS),
    ):
        if not fulfilled:
            raise InvalidInput(field, limit, to_say("{field} must be: {limit}.", field=field, limit=limit))
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        token_hash=hash_token(token),
        id=new_identifier(),
        organisation=subject.organisation,
        member=subject.member,
        name=name.strip(),
        scopes=sorted(scopes),
        created_at_us=tx.now_us,
        expires_at_us=tx.now_us + days * DAY_US,
    )
    tx.session.add(row)
    return token


def tokens_of(tx: Transaction, subject: MemberSubject) -> list[ApiToken]:
    """The member's own, the newest first."""
    mine = select(ApiToken).where(ApiToken.member == subject.member, ApiToken.organisation == subject.organisation)
    return list(tx.session.scalars(mine.order_by(ApiToken.created_at_us.desc())))


def revoke(tx: Transaction, subject: MemberSubject, token: str) -> None:
    """End one of the member's own. Raises NotFound."""
    mine = (ApiToken.id == token, ApiToken.member == subject.member)
    row = tx.session.scalar(select(ApiToken).where(*mine))
    if row is None:
        raise NotFound("not_found", to_say("This does not exist, or you may not see it."))
    row.revoked_at_us = row.revoked_at_us or tx.now_us


def in_force(tx: Transaction, member: str) -> list[ApiToken]:
    """The member's tokens that open something now, by name."""
    live = (ApiToken.member == member, ApiToken.revoked_at_us.is_(None), ApiToken.expires_at_us > tx.now_us)
    return list(tx.session.scalars(select(ApiToken).where(*live).order_by(ApiToken.name)))


def revoke_all(tx: Transaction, member: str) -> int:
    """End every token of a member; how many were in force."""
    rows = in_force(tx, member)
    for row in rows:
        row.revoked_at_us = tx.now_us
    return len(rows)


def member_by_token(services: Services, token: str, scope: Scope) -> CurrentMember:
    """Whom the token acts for. Raises SignInNeeded(`auth.token`), NotAllowed(`auth.scope`)."""
    with services.reading() as tx:
        found = tx.session.execute(
            select(ApiToken, Member, Organisation.name)
            .join(Member, Member.id == ApiToken.member)
            .join(Organisation, Organisation.id == ApiToken.organisation)
            .where(ApiToken.token_hash == hash_token(token), Member.disabled_at_us.is_(None))
        ).one_or_none()
        now_us = tx.now_us
    if found is None or found[0].revoked_at_us is not None or now_us >= found[0].expires_at_us:
        raise SignInNeeded("auth.token", to_say("This token is not known, has ended or was revoked."))
    row, member, organisation_name = found
    if scope not in row.scopes:
        raise NotAllowed(
            "auth.scope", to_say("This token may not be used for {value}.", value=scope.value), {"scope": scope.value}
        )
    if row.used_at_us is None or now_us - row.used_at_us >= USED_STEP_US:
        with services.transaction() as tx:
            tx.session.execute(update(ApiToken).where(ApiToken.id == row.id).values(used_at_us=now_us))
    subject = MemberSubject(member.id, member.organisation, frozenset(Role(role) for role in member.roles))
    return CurrentMember(subject, member.name, member.email, organisation_name, csrf_token="")
