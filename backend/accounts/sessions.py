"""Sessions of members: signing in, the second factor, being asked again before recordings and exports.

Guarantees: a session is kept as the hash of its token; whether an account exists cannot be told from the answer (and
hardly from its time); a session whose second factor is missing opens nothing, nor does one that did not begin at the
organisation's own sign-in where that is required of the member; sessions end after 30 idle minutes and after 12 hours.
A session that ended while its member showed who they are stays ended. Each code or password of a member that was
refused is a line in the audit list, and tries are limited for a quarter of an hour and for a day.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from backend.access import MemberSubject
from backend.accounts import factors, passwords, rate
from backend.accounts.models import Member, MemberSession, Organisation, Role
from backend.audit import service as audit
from backend.mailbox import as_kept
from backend.sign_on.models import SignOnProvider
from backend.tenancy import OfOrganisation
from backend.transaction import Services, Transaction
from protocol.errors import NotAllowed, SignInNeeded
from protocol.saying import to_say

IDLE_US = 30 * rate.MINUTE_US
ABSOLUTE_US = 12 * 60 * rate.MINUTE_US
FACTOR_WITHIN_US = 10 * rate.MINUTE_US
"""How long a session may wait for its second factor."""
RECENT_US = 15 * rate.MINUTE_US
"""How recently the member must have shown that it is them, before recordings are opened or records leave."""
SEEN_STEP_US = rate.MINUTE_US
"""How stale `seen_at_us` may be: not every request needs a write."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the cookie's token, when it ends at the latest, and whether the second factor is still to come."""

    token: str
    expires_at_us: int
    awaits_factor: bool = False


@dataclass(frozen=True, slots=True)
class CurrentMember(OfOrganisation):
    """Who is signed in, as `access` and the pages need it. `is_recent`: shown within the last quarter of an hour.

    `language` is None until the member has chosen one.
    """

    subject: MemberSubject
    name: str
    email: str
    organisation_name: str
    csrf_token: str
    is_recent: bool = True
    language: str | None = None
    by_provider: bool = False

    @property
    def tenant(self) -> str:
        """The member's organisation."""
        return self.subject.organisation


def sign_in(services: Services, email: str, password: str, address: str) -> SignedIn:
    """Open a session. Raises SignInNeeded(`auth.wrong`) without saying what was wrong, TooMany(`rate.limited`)."""
    email, as_typed = as_kept(email), email.strip().lower()
    pair = f"{email}|{address}"
    counted = [
        rate.count(services, rate.LOGIN_BY_PAIR, pair),
        rate.count(services, rate.LOGIN_BY_ADDRESS, address),
    ]
    if not rate.remembers(services, rate.LOGIN_KNOWN, pair):
        counted.append(rate.count(services, rate.LOGIN_BY_ACCOUNT, email))
    with services.reading() as tx:
        # As it was typed too: an earlier version kept what it was given.
        named = select(Member).where(Member.email.in_({email, as_typed}), Member.disabled_at_us.is_(None))
        member = tx.session.scalar(named.order_by(Member.created_at_us))
    # Hashing lies outside of any transaction: it takes a fifth of a second on purpose, also where there is no password.
    has_password = member is not None and bool(member.password_hash)
    right = passwords.fits(member.password_hash if member and has_password else passwords.NOBODY_HASH, password)
    if member is None or not has_password or not right:
        raise SignInNeeded("auth.wrong", to_say("E-mail address and password do not match. Please try again."))
    for event in counted:
        rate.forgive(services, event)
    rate.remember(services, rate.LOGIN_KNOWN, pair)
    with services.transaction() as tx:
        now = tx.session.get(Member, member.id)
        if now is None or now.disabled_at_us is not None or now.password_hash != member.password_hash:
            raise SignInNeeded("auth.wrong", to_say("E-mail address and password do not match. Please try again."))
        return open_session(tx, now, awaits_factor=factors.has_factor(tx, now.id))


def open_session(
    tx: Transaction, member: Member, *, awaits_factor: bool = False, by_provider: bool = False
) -> SignedIn:
    """A session for somebody who has shown who they are, or has shown half of it."""
    token = secrets.token_urlsafe(32)
    tx.session.execute(delete(MemberSession).where(MemberSession.expires_at_us < tx.now_us))
    session = MemberSession(
        token_hash=hash_token(token),
        organisation=member.organisation,
        member=member.id,
        created_at_us=tx.now_us,
        seen_at_us=tx.now_us,
        expires_at_us=tx.now_us + (FACTOR_WITHIN_US if awaits_factor else ABSOLUTE_US),
        awaits_factor=awaits_factor,
        verified_at_us=tx.now_us,
        by_provider=by_provider,
    )
    tx.session.add(session)
    return SignedIn(token, session.expires_at_us, awaits_factor)


def give_factor(services: Services, token: str | None, code: str) -> SignedIn:
    """Complete a session that awaits the second factor; it gets a new token. Raises SignInNeeded, TooMany."""
    member = _awaiting(services, token)
    counted = count_proof(services, member.id)
    with services.transaction() as tx:
        signed_in = None
        if factors.take(tx, member.id, code):
            by_provider = require_still(tx, token, member).by_provider
            sign_out(tx, token or "")
            signed_in = open_session(tx, member, by_provider=by_provider)
        else:
            note_refused(tx, None, member, "account.code_refused")
    if signed_in is None:
        raise factors.wrong_code()
    forgive_proof(services, counted)
    return signed_in


def show_again(services: Services, token: str | None, proof: str) -> None:
    """The member shows again that it is them, by a code where there is one, else by the password.

    Raises SignInNeeded(`auth.code`, `auth.wrong`), TooMany.
    """
    subject = current_member(services, token).subject
    counted = count_proof(services, subject.member)
    with services.reading() as tx:
        by_code, member = factors.has_factor(tx, subject.member), tx.session.get_one(Member, subject.member)
        by_password = has_own_way(tx, member) and bool(member.password_hash)
    right = by_code or (by_password and passwords.fits(member.password_hash, proof))
    with services.transaction() as tx:
        right = factors.take(tx, member.id, proof) if by_code else right
        if right:
            session = require_still(tx, token, member)
            session.verified_at_us = tx.now_us
        else:
            note_refused(tx, subject, member, "account.code_refused" if by_code else "account.password_refused")
    if not right:
        raise (
            factors.wrong_code()
            if by_code
            else SignInNeeded("auth.wrong", to_say("The password is not right. Try again."))
        )
    forgive_proof(services, counted)


def has_own_way(tx: Transaction, member: Member) -> bool:
    """Whether a password or passkey of this member counts: not where the organisation requires its own sign-in.

    Owners always keep theirs, so that a provider that fails locks nobody out for good.
    """
    required = tx.session.scalar(
        select(SignOnProvider.required).where(SignOnProvider.organisation == member.organisation)
    )
    return not required or Role.OWNER in member.roles


def count_proof(services: Services, member: str) -> list[int]:
    """Count one try of a member to show who they are. Raises TooMany after some in a quarter of an hour or a day."""
    return [rate.count(services, limit, member) for limit in (rate.CODE_BY_MEMBER, rate.CODE_BY_MEMBER_A_DAY)]


def forgive_proof(services: Services, counted: list[int]) -> None:
    """The try was right."""
    for event in counted:
        rate.forgive(services, event)


def note_refused(tx: Transaction, actor: MemberSubject | None, member: Member, action: str) -> None:
    """A line in the audit list: what was shown for this member did not fit."""
    audit.record(tx, actor, member.organisation, audit.Event(action, "member", member.id))


def require_still(tx: Transaction, token: str | None, member: Member) -> MemberSession:
    """The session, if it is still there and its member is as `member` was read. Raises SignInNeeded(`auth.session`).

    What a member shows is looked at outside of any transaction; meanwhile another place may have changed the password.
    """
    session = tx.session.get(MemberSession, hash_token(token or ""))
    now = tx.session.get(Member, member.id)
    if session is None or now is None or now.disabled_at_us is not None or now.password_hash != member.password_hash:
        raise _session_needed()
    return session


def renew(tx: Transaction, session: MemberSession) -> SignedIn:
    """A new token for this session, which stays what it was otherwise; every other session of the member ends."""
    member, expires_at_us, verified_at_us = session.member, session.expires_at_us, session.verified_at_us
    tx.session.execute(delete(MemberSession).where(MemberSession.member == member))
    signed_in = open_session(tx, tx.session.get_one(Member, member), by_provider=session.by_provider)
    fresh = tx.session.get_one(MemberSession, hash_token(signed_in.token))
    fresh.expires_at_us, fresh.verified_at_us = expires_at_us, verified_at_us
    return SignedIn(signed_in.token, expires_at_us)


def require_recent(member: CurrentMember) -> None:
    """Raises NotAllowed(`auth.again`) when it was too long ago that the member showed who they are."""
    if not member.is_recent:
        raise NotAllowed(
            "auth.again",
            to_say("Please show again that it is you: recordings and records open only for a short while after."),
        )


def sign_out(tx: Transaction, token: str) -> None:
    """End a session; unknown ones are fine."""
    tx.session.execute(delete(MemberSession).where(MemberSession.token_hash == hash_token(token)))


def current_member(services: Services, token: str | None) -> CurrentMember:
    """Who the cookie's token belongs to. Raises SignInNeeded(`auth.session`, `auth.factor`, `auth.provider`)."""
    found = _found(services, token)
    if found.session.awaits_factor:
        raise SignInNeeded("auth.factor", to_say("Please enter the code of your authenticator app."))
    if found.needs_provider:
        raise SignInNeeded(
            "auth.provider", to_say("Your organisation asks its members to sign in with its own sign-in.")
        )
    return _current(services, token, found)


def half_way(services: Services, token: str | None) -> CurrentMember:
    """The member of a session that opens nothing yet, because it did not begin at the organisation's own sign-in.

    Raises SignInNeeded(`auth.session`, `auth.factor`).
    """
    found = _found(services, token)
    if found.session.awaits_factor:
        raise SignInNeeded("auth.factor", to_say("Please enter the code of your authenticator app."))
    return _current(services, token, found)


def _current(services: Services, token: str | None, found: _Found) -> CurrentMember:
    session, member, now_us = found.session, found.member, found.now_us
    if now_us - session.seen_at_us >= SEEN_STEP_US:
        with services.transaction() as tx:
            same = MemberSession.token_hash == session.token_hash
            tx.session.execute(update(MemberSession).where(same).values(seen_at_us=now_us))
    subject = MemberSubject(member.id, member.organisation, frozenset(Role(role) for role in member.roles))
    is_recent = now_us - session.verified_at_us < RECENT_US
    csrf = csrf_token(services, token or "")
    return CurrentMember(
        subject,
        member.name,
        member.email,
        found.organisation_name,
        csrf,
        is_recent,
        member.language,
        session.by_provider,
    )


def csrf_token(services: Services, session_token: str) -> str:
    """The token that forms of this session must carry; it cannot be made without the cookie and our secret."""
    return hmac.new(services.secrets.hash_key, b"csrf/" + session_token.encode(), hashlib.sha256).hexdigest()


def hash_token(token: str) -> str:
    """SHA-256 of a random 256-bit token, in hex: enough for a value that cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Found:
    """A session that has not ended, and whose it is. `required`: the organisation asks for its own sign-in."""

    session: MemberSession
    member: Member
    organisation_name: str
    required: bool
    now_us: int

    @property
    def needs_provider(self) -> bool:
        """Whether it opens nothing before the member came by the provider; owners always have their own way in."""
        return self.required and not self.session.by_provider and Role.OWNER not in self.member.roles


def _awaiting(services: Services, token: str | None) -> Member:
    found = _found(services, token)
    if not found.session.awaits_factor:
        raise _session_needed()
    return found.member


def _found(services: Services, token: str | None) -> _Found:
    if not token:
        raise _session_needed()
    with services.reading() as tx:
        row = tx.session.execute(
            select(MemberSession, Member, Organisation.name, SignOnProvider.required)
            .join(Member, Member.id == MemberSession.member)
            .join(Organisation, Organisation.id == Member.organisation)
            .outerjoin(SignOnProvider, SignOnProvider.organisation == Member.organisation)
            .where(MemberSession.token_hash == hash_token(token), Member.disabled_at_us.is_(None))
        ).one_or_none()
        now_us = tx.now_us
    if row is None:
        raise _session_needed()
    found = _Found(row[0], row[1], row[2], bool(row[3]), now_us)
    if now_us >= found.session.expires_at_us or now_us - found.session.seen_at_us >= IDLE_US:
        raise _session_needed()
    return found


def _session_needed() -> SignInNeeded:
    return SignInNeeded("auth.session", to_say("Please sign in."))
