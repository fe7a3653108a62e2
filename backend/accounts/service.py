"""Organisations and their members.

Guarantees: a member's password fits the rules of `passwords` before it is hashed; an address belongs to one member of
one organisation. Sessions are in `sessions.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from backend.access import MemberSubject
from backend.accounts import passkeys, passwords, sessions, tokens
from backend.accounts.models import Member, Organisation, Role
from backend.accounts.sessions import SignedIn
from backend.audit import service as audit
from backend.mailbox import as_kept
from backend.saying import LANGUAGES
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, InvalidInput, SignInNeeded
from protocol.identifiers import new_identifier
from protocol.saying import to_say


@dataclass(frozen=True, slots=True)
class NewMember:
    """What makes a member. `number`: the id that they get, where it had to be known before."""

    name: str
    email: str
    password: str
    roles: tuple[Role, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """What a member asks for: the present password, the next one, and what else ends. `session`: the cookie's token."""

    member: MemberSubject
    session: str
    now: str
    then: str
    keep_tokens: bool = False
    end_passkeys: bool = False


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
    """Raises InvalidInput (`password`, `email`), Conflict(`member.email`) when the address is taken."""
    email = checked_email(new.email)
    passwords.check(new.password, email, passwords.breach_list(tx.settings.breached_passwords))
    return add_member(tx, organisation, new, passwords.hashed(new.password))


def checked_email(email: str) -> str:
    """The address as it is kept. Raises InvalidInput(`email`)."""
    email = as_kept(email)
    if "@" not in email or len(email) > 254 or not email.isprintable() or " " in email:
        raise InvalidInput(
            "email", "an address with @, at most 254 characters", to_say("This is not an e-mail address.")
        )
    return email


def add_member(tx: Transaction, organisation: str, new: NewMember, password_hash: str) -> Member:
    """A member whose password was checked and hashed. Raises Conflict(`member.email`)."""
    email = checked_email(new.email)
    if tx.session.scalar(select(Member.id).where(Member.email == email)):
        raise Conflict("member.email", to_say("This e-mail address is already in use."))
    member = Member(
        id=new.number or new_identifier(),
        organisation=organisation,
        name=new.name,
        email=email,
        password_hash=password_hash,
        roles=[role.value for role in new.roles],
        created_at_us=tx.now_us,
    )
    tx.session.add(member)
    tx.session.flush()
    return member


def change_password(services: Services, change: PasswordChange) -> SignedIn:
    """Give the member another password, or a first one. Every session ends, the present one gets a new token; API
    tokens end, unless they are kept; passkeys are removed when that is asked.

    Raises SignInNeeded, TooMany after some wrong tries, InvalidInput.
    """  # noqa: D205 - what ends does not fit one line
    with services.reading() as tx:
        member = tx.session.get_one(Member, change.member.member)
    passwords.check(change.then, member.email, passwords.breach_list(services.settings.breached_passwords))
    counted = sessions.count_proof(services, member.id)
    if member.password_hash and not passwords.fits(member.password_hash, change.now):
        with services.transaction() as tx:
            sessions.note_refused(tx, change.member, member, "account.password_refused")
        raise SignInNeeded("auth.wrong", to_say("The present password is not right."))
    hashed = passwords.hashed(change.then)
    with services.transaction() as tx:
        session = sessions.require_still(tx, change.session, member)
        tx.session.get_one(Member, member.id).password_hash = hashed
        ended = {
            "tokens": 0 if change.keep_tokens else tokens.revoke_all(tx, member.id),
            "passkeys": passkeys.remove_all(tx, member.id) if change.end_passkeys else 0,
        }
        event = audit.Event("account.password_changed", "member", member.id, ended)
        audit.record(tx, change.member, member.organisation, event)
        signed_in = sessions.renew(tx, session)
    sessions.forgive_proof(services, counted)
    return signed_in


def choose_language(tx: Transaction, subject: MemberSubject, language: str) -> None:
    """Keep the language of the portal and of e-mails for this member. Raises InvalidInput(`language`)."""
    if language not in LANGUAGES:
        raise InvalidInput("language", ", ".join(LANGUAGES), to_say("This is none of the portal's languages."))
    tx.session.get_one(Member, subject.member).language = language
