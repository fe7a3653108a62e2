"""An organisation's people: inviting them, taking up an invitation, their roles, and their end.

Guarantees: the link of an invitation works once, also in many tries at once, ends by itself and can be withdrawn; only
its hash is kept. It is taken up with a password, with a passkey, or by an account at the organisation's own sign-in.
There is always an owner. Who is removed is out at once: sessions, API tokens and passkeys end, and the address is
forgotten, as it is with an invitation that opens nothing any more. The invitations of an owner who is none any more,
or is removed, open nothing from then on, nor do the share links and the codes for another machine that a removed member
made: any may lead back to themselves. Each act is a line in the audit list, in the
transaction of the act.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.engine import CursorResult

from backend.access import MemberSubject, find, require, visible
from backend.accounts import factors, passkeys, passwords, service, sessions, tokens
from backend.accounts.models import Ceremony, Member, MemberInvitation, MemberSession, Organisation, Role
from backend.accounts.passkeys import Made, Offer
from backend.accounts.service import NewMember
from backend.accounts.sessions import SignedIn, hash_token
from backend.attempts.machines import end_codes_of
from backend.audit import service as audit
from backend.mail import service as mail
from backend.settings import DAY_US
from backend.sharing.service import end_links_of
from backend.sign_on.models import MemberIdentity, SignOnProvider
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, Gone, InvalidInput
from protocol.identifiers import new_identifier
from protocol.saying import to_say

LASTS_US = 7 * DAY_US
MAX_NAME = 200
MAX_OPEN = 500
"""Invitations of one organisation that wait at once."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the page of an invitation's link shows."""

    email: str
    organisation: str
    roles: list[str]
    organisation_id: str
    needs_provider: bool
    """Whether the organisation lets members of these roles join with its own sign-in only."""


@dataclass(frozen=True, slots=True)
class Joining:
    """Who takes up an invitation: the number and name that they get as a member; no password where that is empty."""

    number: str
    name: str
    password_hash: str


def invite(tx: Transaction, organisation: str, actor: MemberSubject | None, email: str, roles: frozenset[Role]) -> str:
    """Invite somebody; returns the link's token, which is shown once. An earlier invitation of theirs ends.

    `actor` None is the operator at the command line. Raises NotAllowed, InvalidInput, Conflict(`member.email`).
    """
    if actor is not None:
        require(actor, Role.OWNER)
    email = service.checked_email(email)
    _require_roles(roles)
    if tx.session.scalar(select(Member.id).where(Member.email == email, Member.organisation == organisation)):
        raise Conflict("member.email", to_say("This person is a member already."))
    waiting = _waiting(tx, organisation)
    if len(waiting) >= MAX_OPEN:
        raise InvalidInput(
            "email", f"{MAX_OPEN} invitations", to_say("Too many invitations wait. Withdraw some first.")
        )
    for row in waiting:
        if row.email == email:
            row.revoked_at_us, row.email = tx.now_us, ""
    token = secrets.token_urlsafe(32)
    row = MemberInvitation(
        id=new_identifier(),
        organisation=organisation,
        email=email,
        roles=sorted(roles),
        token_hash=hash_token(token),
        invited_by=actor.member if actor else None,
        created_at_us=tx.now_us,
        expires_at_us=tx.now_us + LASTS_US,
    )
    tx.session.add(row)
    tx.session.flush()
    if mail.is_set_up(tx.settings):
        mail.post(tx, mail.about_member(tx, organisation, row.id), token)
    audit.record(tx, actor, organisation, audit.Event("member.invited", "invitation", row.id))
    return token


def link(tx: Transaction, token: str) -> str:
    """The address that an invited person opens."""
    return f"{tx.settings.base_url}/portal/join/{token}"


def waiting(tx: Transaction, owner: MemberSubject) -> list[MemberInvitation]:
    """The invitations that wait, the newest first. Raises NotAllowed."""
    require(owner, Role.OWNER)
    return _waiting(tx, owner.organisation)


def withdraw(tx: Transaction, owner: MemberSubject, invitation: str) -> None:
    """The link opens nothing any more. Raises NotAllowed, NotFound."""
    require(owner, Role.OWNER)
    row = find(tx.session, owner, MemberInvitation, MemberInvitation.id == invitation)
    if row.revoked_at_us is None and row.accepted_at_us is None:
        _withdraw(tx, owner, row)


def look_at(tx: Transaction, token: str) -> Taken:
    """What a link invites to. Raises Gone(`member.invitation_gone`), the same for every link that opens nothing."""
    row = tx.session.scalar(select(MemberInvitation).where(*_open(tx, token)))
    if row is None:
        raise _gone()
    required = tx.session.scalar(select(SignOnProvider.required).where(SignOnProvider.organisation == row.organisation))
    name = tx.session.get_one(Organisation, row.organisation).name
    return Taken(row.email, name, list(row.roles), row.organisation, bool(required) and Role.OWNER not in row.roles)


def accept(services: Services, token: str, name: str, password: str) -> SignedIn:
    """Become a member with a password.

    Raises Gone(`member.invitation_gone`), InvalidInput, Conflict(`member.email`, `member.provider_required`).
    """
    taken = _checked(services, token, name)
    passwords.check(password, taken.email, passwords.breach_list(services.settings.breached_passwords))
    hashed = passwords.hashed(password)  # outside of any transaction: it takes a fifth of a second on purpose
    with services.transaction() as tx:
        member = take_up(tx, token, Joining(new_identifier(), name, hashed))
        return sessions.open_session(tx, member)


def offer_passkey(services: Services, token: str, name: str) -> Offer:
    """Begin to become a member with a passkey. Raises as `accept`."""
    taken = _checked(services, token, name)
    return passkeys.offer_joining(services, hash_token(token), taken.email, name.strip())


def accept_with_passkey(services: Services, token: str, name: str, made: Made) -> SignedIn:
    """Become a member with a passkey and no password. Raises as `accept`, and SignInNeeded(`auth.passkey`)."""
    _checked(services, token, name)
    with services.transaction() as tx:
        number, challenge = passkeys.use_joining_offer(tx, made.ceremony, hash_token(token))
    with services.transaction() as tx:
        member = take_up(tx, token, Joining(number, name, ""))
        passkeys.keep_new(tx, member.id, challenge, made.answer, made.name)
        return sessions.open_session(tx, member)


def take_up(tx: Transaction, token: str, joining: Joining) -> Member:
    """Use the link up: the member that it makes, who has shown who they are. Raises Gone, Conflict(`member.email`)."""
    taken = tx.session.execute(update(MemberInvitation).where(*_open(tx, token)).values(accepted_at_us=tx.now_us))
    if not isinstance(taken, CursorResult) or taken.rowcount != 1:
        raise _gone()
    row = tx.session.scalars(select(MemberInvitation).where(MemberInvitation.token_hash == hash_token(token))).one()
    roles = tuple(Role(role) for role in row.roles)
    new = NewMember(joining.name.strip(), row.email, "", roles, joining.number)
    member = service.add_member(tx, row.organisation, new, joining.password_hash)
    row.email = ""
    subject = MemberSubject(member.id, member.organisation, frozenset(roles))
    event = audit.Event("member.joined", "member", member.id, {"invitation": row.id})
    audit.record(tx, subject, member.organisation, event)
    return member


def _checked(services: Services, token: str, name: str) -> Taken:
    """What is taken up by a way of one's own. Raises Gone, InvalidInput, Conflict(`member.provider_required`)."""
    with services.reading() as tx:
        taken = look_at(tx, token)
    if taken.needs_provider:
        words = "Your organisation asks its members to join with its own sign-in."
        raise Conflict("member.provider_required", words)
    if not 1 <= len(name.strip()) <= MAX_NAME:
        raise InvalidInput("name", f"1 to {MAX_NAME} characters", "Please tell your name, at most 200 characters.")
    return taken


def members(tx: Transaction, owner: MemberSubject) -> list[Member]:
    """Everybody who may sign in, by name. Raises NotAllowed."""
    require(owner, Role.OWNER)
    return list(tx.session.scalars(visible(owner, Member).where(Member.disabled_at_us.is_(None)).order_by(Member.name)))


def change_roles(tx: Transaction, owner: MemberSubject, member: str, roles: frozenset[Role]) -> None:
    """Give a member other roles, from their next call on. Raises NotAllowed, NotFound, Conflict, InvalidInput."""
    row = _of_ours(tx, owner, member)
    _require_roles(roles)
    if Role.OWNER not in roles:
        _require_another_owner(tx, row)
    if set(row.roles) != roles:
        row.roles = sorted(roles)
        audit.record(tx, owner, row.organisation, audit.Event("member.roles_changed", "member", row.id))
        if Role.OWNER not in roles:
            _withdraw_all_of(tx, owner, row)


def remove(tx: Transaction, owner: MemberSubject, member: str) -> None:
    """End a member's access at once. Raises NotAllowed, NotFound, Conflict(`member.last_owner`)."""
    row = _of_ours(tx, owner, member)
    _require_another_owner(tx, row)
    row.disabled_at_us, row.password_hash = tx.now_us, ""
    row.email = f"{row.id}@removed.invalid"
    tx.session.execute(delete(MemberSession).where(MemberSession.member == row.id))
    tx.session.execute(delete(Ceremony).where(Ceremony.member == row.id))
    tx.session.execute(delete(MemberIdentity).where(MemberIdentity.member == row.id))
    tokens.revoke_all(tx, row.id)
    passkeys.remove_all(tx, row.id)
    factors.remove(tx, row.id)
    audit.record(tx, owner, row.organisation, audit.Event("member.removed", "member", row.id))
    _withdraw_all_of(tx, owner, row)
    end_links_of(tx, owner, row.id)
    end_codes_of(tx, owner, row.id)


def forget_ended(services: Services) -> None:
    """Periodic: forget the addresses of invitations that were used, withdrawn or have ended."""
    ended = (
        MemberInvitation.accepted_at_us.is_not(None)
        | MemberInvitation.revoked_at_us.is_not(None)
        | (MemberInvitation.expires_at_us <= services.clock_us())
    )
    with services.transaction() as tx:
        tx.session.execute(update(MemberInvitation).where(MemberInvitation.email != "", ended).values(email=""))


def _of_ours(tx: Transaction, owner: MemberSubject, member: str) -> Member:
    require(owner, Role.OWNER)
    return find(tx.session, owner, Member, Member.id == member, Member.disabled_at_us.is_(None))


def _require_roles(roles: frozenset[Role]) -> None:
    if not roles:
        raise InvalidInput("roles", "at least one", to_say("Choose at least one role."))


def _require_another_owner(tx: Transaction, member: Member) -> None:
    others = select(Member.roles).where(
        Member.organisation == member.organisation, Member.id != member.id, Member.disabled_at_us.is_(None)
    )
    if Role.OWNER in member.roles and not any(Role.OWNER in roles for roles in tx.session.scalars(others)):
        raise Conflict("member.last_owner", to_say("This is the last owner. Make somebody else an owner first."))


def _withdraw(tx: Transaction, owner: MemberSubject, row: MemberInvitation) -> None:
    row.revoked_at_us, row.email = tx.now_us, ""
    audit.record(tx, owner, row.organisation, audit.Event("member.invitation_withdrawn", "invitation", row.id))


def _withdraw_all_of(tx: Transaction, owner: MemberSubject, inviter: Member) -> None:
    """What somebody invited to who may invite nobody any more."""
    for row in _waiting(tx, inviter.organisation):
        if row.invited_by == inviter.id:
            _withdraw(tx, owner, row)


def _waiting(tx: Transaction, organisation: str) -> list[MemberInvitation]:
    mine = select(MemberInvitation).where(MemberInvitation.organisation == organisation)
    unused = (MemberInvitation.accepted_at_us.is_(None), MemberInvitation.revoked_at_us.is_(None))
    in_time = MemberInvitation.expires_at_us > tx.now_us
    return list(tx.session.scalars(mine.where(*unused, in_time).order_by(MemberInvitation.created_at_us.desc())))


def _open(tx: Transaction, token: str) -> tuple[ColumnElement[bool], ...]:
    return (
        MemberInvitation.token_hash == hash_token(token),
        MemberInvitation.accepted_at_us.is_(None),
        MemberInvitation.revoked_at_us.is_(None),
        MemberInvitation.expires_at_us > tx.now_us,
    )


def _gone() -> Gone:
    return Gone(
        "member.invitation_gone", to_say("This link has been used, was withdrawn or has ended. Ask for a new one.")
    )
