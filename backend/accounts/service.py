"""Organisations and their members.

Guarantees: a member's password fits the rules of `passwords` before it is hashed; an address belongs to one member of
one organisation. Sessions are in `sessions.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select

from backend.accounts import passwords, rate
from backend.accounts.models import Member, MemberSession, Organisation, Role
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, InvalidInput, SignInNeeded
from protocol.identifiers import new_identifier


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
    """Raises InvalidInput (`password`, `email`), Conflict(`member.email`) when the address is taken."""
    email = new.email.strip().lower()
    if "@" not in email or len(email) > 254:
        raise InvalidInput("email", "an address with @, at most 254 characters", "This is not an e-mail address.")
    passwords.check(new.password, email, passwords.breach_list(tx.settings.breached_passwords))
    if tx.session.scalar(select(Member.id).where(Member.email == email)):
        raise Conflict("member.email", "This e-mail address is already in use.")
    member = Member(
        id=new_identifier(),
        organisation=organisation,
        name=new.name,
        email=email,
        password_hash=passwords.hashed(new.password),
        roles=[role.value for role in new.roles],
        created_at_us=tx.now_us,
    )
    tx.session.add(member)
    tx.session.flush()
    return member


def change_password(services: Services, member: str, now: str, then: str, keep_session: str) -> None:
    """Give the member another password; every other session of theirs ends.

    Raises SignInNeeded, TooMany after some wrong tries, InvalidInput.
    """
    with services.reading() as tx:
        row = tx.session.get_one(Member, member)
    passwords.check(then, row.email, passwords.breach_list(services.settings.breached_passwords))
    counted = rate.count(services, rate.CODE_BY_MEMBER, member)
    if not passwords.fits(row.password_hash, now):
        raise SignInNeeded("auth.wrong", "The present password is not right.")
    rate.forgive(services, counted)
    hashed = passwords.hashed(then)
    with services.transaction() as tx:
        tx.session.get_one(Member, member).password_hash = hashed
        others = (MemberSession.member == member, MemberSession.token_hash != keep_session)
        tx.session.execute(delete(MemberSession).where(*others))
