"""Organisations, members, passwords and sessions.

Guarantees: a password is kept as argon2id hash only, a session as the hash of its token; whether an account exists
cannot be told from the answer (and hardly from its time); sessions end after 30 idle minutes and after 12 hours.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import delete, select, update

from backend.access import MemberSubject
from backend.accounts import rate
from backend.accounts.models import Member, MemberSession, Organisation, Role
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, InvalidInput, SignInNeeded
from protocol.identifiers import new_identifier

IDLE_US = 30 * rate.MINUTE_US
ABSOLUTE_US = 12 * 60 * rate.MINUTE_US
SEEN_STEP_US = rate.MINUTE_US
"""How stale `seen_at_us` may be: not every request needs a write."""
MIN_PASSWORD = 12
MAX_PASSWORD = 200
"""NIST SP 800-63B asks for at least 8 and for at least 64 to be allowed; argon2 needs some bound."""
_HASHER = PasswordHasher()
_NOBODY_HASH = _HASHER.hash("a password that nobody has")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the cookie's token, and when it ends at the latest."""

    token: str
    expires_at_us: int


@dataclass(frozen=True, slots=True)
class CurrentMember:
    """Who is signed in, as `access` and the pages need it."""

    subject: MemberSubject
    name: str
    email: str
    organisation_name: str
    csrf_token: str


@dataclass(frozen=True, slots=True)
class NewMember:
    """What makes a member."""

    name: str
    email: str
    password: str
    roles: tuple[Role, ...]


def create_organisation(tx: Transaction, name: str, controller_contact: str) -> Organisation:
    """A managed organisation with its key pair in the key service."""
    identifier = new_identifier()
    public_key = tx.keys.create_organisation_key(identifier, tx.now_us)
    organisation = Organisation(
        id=identifier,
        name=name,
        controller_contact=controller_contact,
        public_key=public_key,
        managed=True,
        created_at_us=tx.now_us,
    )
    tx.session.add(organisation)
    tx.session.flush()
    return organisation


def create_member(tx: Transaction, organisation: str, new: NewMember) -> Member:
    """Raises InvalidInput (password length, e-mail), Conflict(`member.email`) when the address is taken."""
    email = new.email.strip().lower()
    if "@" not in email or len(email) > 254:
        raise InvalidInput("email", "an address with @, at most 254 characters", "This is not an e-mail address.")
    if not MIN_PASSWORD <= len(new.password) <= MAX_PASSWORD:
        limit = f"{MIN_PASSWORD} to {MAX_PASSWORD} characters"
        raise InvalidInput("password", limit, f"The password needs {limit}.")
    if tx.session.scalar(select(Member.id).where(Member.email == email)):
        raise Conflict("member.email", "This e-mail address is already in use.")
    member = Member(
        id=new_identifier(),
        organisation=organisation,
        name=new.name,
        email=email,
        password_hash=_HASHER.hash(new.password),
        roles=[role.value for role in new.roles],
        created_at_us=tx.now_us,
    )
    tx.session.add(member)
    tx.session.flush()
    return member


def sign_in(services: Services, email: str, password: str, address: str) -> SignedIn:
    """Open a session. Raises SignInNeeded(`auth.wrong`) without saying what was wrong, TooMany(`rate.limited`)."""
    email = email.strip().lower()
    counted = [
        rate.count(services, rate.LOGIN_BY_PAIR, f"{email}|{address}"),
        rate.count(services, rate.LOGIN_BY_ADDRESS, address),
        rate.count(services, rate.LOGIN_BY_ACCOUNT, email),
    ]
    with services.reading() as tx:
        member = tx.session.scalar(select(Member).where(Member.email == email, Member.disabled_at_us.is_(None)))
    # Hashing lies outside of any transaction: it takes a fifth of a second on purpose.
    right = _password_fits(member.password_hash if member else _NOBODY_HASH, password)
    if member is None or not right:
        raise SignInNeeded("auth.wrong", "E-mail address and password do not match. Please try again.")
    for event in counted:
        rate.forgive(services, event)
    token = secrets.token_urlsafe(32)
    with services.transaction() as tx:
        tx.session.execute(delete(MemberSession).where(MemberSession.expires_at_us < tx.now_us))
        session = MemberSession(
            token_hash=hash_token(token),
            organisation=member.organisation,
            member=member.id,
            created_at_us=tx.now_us,
            seen_at_us=tx.now_us,
            expires_at_us=tx.now_us + ABSOLUTE_US,
        )
        tx.session.add(session)
        return SignedIn(token, session.expires_at_us)


def sign_out(tx: Transaction, token: str) -> None:
    """End a session; unknown ones are fine."""
    tx.session.execute(delete(MemberSession).where(MemberSession.token_hash == hash_token(token)))


def current_member(services: Services, token: str | None) -> CurrentMember:
    """Who the cookie's token belongs to. Raises SignInNeeded(`auth.session`)."""
    if not token:
        raise _session_needed()
    with services.reading() as tx:
        found = tx.session.execute(
            select(MemberSession, Member, Organisation.name)
            .join(Member, Member.id == MemberSession.member)
            .join(Organisation, Organisation.id == Member.organisation)
            .where(MemberSession.token_hash == hash_token(token), Member.disabled_at_us.is_(None))
        ).one_or_none()
        now_us = tx.now_us
    if found is None:
        raise _session_needed()
    session, member, organisation_name = found
    if now_us >= session.expires_at_us or now_us - session.seen_at_us >= IDLE_US:
        raise _session_needed()
    if now_us - session.seen_at_us >= SEEN_STEP_US:
        with services.transaction() as tx:
            same = MemberSession.token_hash == session.token_hash
            tx.session.execute(update(MemberSession).where(same).values(seen_at_us=now_us))
    roles = frozenset(Role(role) for role in member.roles)
    subject = MemberSubject(member.id, member.organisation, roles)
    return CurrentMember(subject, member.name, member.email, organisation_name, csrf_token(services, token))


def csrf_token(services: Services, session_token: str) -> str:
    """The token that forms of this session must carry; it cannot be made without the cookie and our secret."""
    return hmac.new(services.secrets.hash_key, b"csrf/" + session_token.encode(), hashlib.sha256).hexdigest()


def hash_token(token: str) -> str:
    """SHA-256 of a random 256-bit token, in hex: enough for a value that cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _password_fits(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password[:MAX_PASSWORD])
    except Argon2Error:
        return False


def _session_needed() -> SignInNeeded:
    return SignInNeeded("auth.session", "Please sign in.")
