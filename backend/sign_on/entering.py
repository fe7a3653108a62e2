"""Who gets in with what an organisation's provider says of them.

Guarantees: an account is known by issuer and subject; it becomes a member's only where the member shows who they are
here as well, by their session, or by the link of their invitation, and the provider calls the same e-mail address
verified. A provider opens accounts of its own organisation alone. Roles that it may give and take are those that look
at candidates; never owner, never data-protection officer. Whoever is none of these reads the one refusal.
"""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from backend.access import MemberSubject
from backend.accounts import factors, members, sessions
from backend.accounts.members import Joining
from backend.accounts.models import Member, Role
from backend.accounts.sessions import SignedIn
from backend.audit import service as audit
from backend.mailbox import as_kept
from backend.sign_on import identities
from backend.sign_on.flow import Begun, Purpose, Return, Shown, come_back
from backend.sign_on.models import SignOnProvider
from backend.sign_on.provider import Claims
from backend.sign_on.refusals import CODE, EARLY, refused
from backend.transaction import Services, Transaction
from protocol.errors import Gone, SignInNeeded
from protocol.identifiers import new_identifier
from protocol.saying import to_say

GIVEN_ROLES = (Role.RECRUITER, Role.REVIEWER, Role.INTERVIEWER)
"""The roles that a claim may give and take."""
MAX_VALUES = 2000


def enter(services: Services, begun: Begun, returned: Return, session: str) -> SignedIn | None:
    """Carry out what was begun; a new session, or None where the one with the token `session` was shown again.

    Raises SignInNeeded (with a reason), Gone(`member.invitation_gone`), Conflict(`member.email`), NetworkFault.
    """
    shown = come_back(services, begun, returned)
    return _ACTS[begun.purpose](services, shown, session)


def note_refused(services: Services, organisation: str, error: SignInNeeded) -> None:
    """A line in the audit list: the provider knew somebody who did not get in; with the reason, not with who."""
    if error.code == CODE and error.details.get("reason") not in EARLY:
        with services.confined(organisation).transaction() as tx:
            details = {"reason": str(error.details.get("reason", ""))}
            audit.record(tx, None, organisation, audit.Event("sign_on.refused", "organisation", organisation, details))


def _enter(services: Services, shown: Shown, _session: str) -> SignedIn:
    _require_domain(shown.row, shown.claims)
    with services.confined(shown.row.organisation).transaction() as tx:
        member = identities.member_of(tx, shown.row, shown.claims["sub"])
        if member is None:
            raise refused("unknown")
        return _open(tx, shown, member)


def _connect(services: Services, shown: Shown, session: str) -> SignedIn:
    """The member of this session, who showed lately who they are, has this account from now on."""
    member_now = sessions.half_way(services, session)
    if shown.begun.of != sessions.hash_token(session) or not member_now.is_recent:
        raise refused("session")
    _require_domain(shown.row, shown.claims)
    with services.confined(shown.row.organisation).transaction() as tx:
        member = tx.session.get_one(Member, member_now.subject.member)
        if member.organisation != shown.row.organisation:
            raise refused("organisation")
        known = identities.member_of(tx, shown.row, shown.claims["sub"])
        if known is not None and known.id != member.id:
            raise refused("of_another")
        sessions.require_still(tx, session, member)
        if known is None:
            _require_address(shown.claims, member.email)
            _keep(tx, shown, member)
        sessions.sign_out(tx, session)
        return _open(tx, shown, member, has_shown_factor=True)


def _again(services: Services, shown: Shown, session: str) -> None:
    """The member of this session showed once more that it is them; the provider asked for it."""
    member_now = sessions.half_way(services, session)
    if shown.begun.of != sessions.hash_token(session):
        raise refused("session")
    with services.confined(shown.row.organisation).transaction() as tx:
        member = identities.member_of(tx, shown.row, shown.claims["sub"])
        if member is None or member.id != member_now.subject.member:
            raise refused("of_another")
        sessions.require_still(tx, session, member).verified_at_us = tx.now_us


def _join(services: Services, shown: Shown, _session: str) -> SignedIn:
    """Take up the invitation whose link was opened. Of all organisations: an address is one member's everywhere."""
    _require_domain(shown.row, shown.claims)
    with services.transaction() as tx:
        taken = members.look_at(tx, shown.begun.of)
        if taken.organisation_id != shown.row.organisation:
            raise Gone("member.invitation_gone", to_say("This link is of another organisation."))
        _require_address(shown.claims, taken.email)
        if identities.member_of(tx, shown.row, shown.claims["sub"]) is not None:
            raise refused("of_another")
        joining = Joining(new_identifier(), _name(shown.claims, taken.email), "")
        member = members.take_up(tx, shown.begun.of, joining)
        _keep(tx, shown, member)
        return _open(tx, shown, member)


_ACTS = {Purpose.ENTER: _enter, Purpose.CONNECT: _connect, Purpose.AGAIN: _again, Purpose.JOIN: _join}


def _open(tx: Transaction, shown: Shown, member: Member, *, has_shown_factor: bool = False) -> SignedIn:
    _give_roles(tx, shown.row, member, shown.claims)
    awaits = factors.has_factor(tx, member.id) and not has_shown_factor
    return sessions.open_session(tx, member, awaits_factor=awaits, by_provider=True)


def _keep(tx: Transaction, shown: Shown, member: Member) -> None:
    try:
        identities.keep(tx, shown.row, member.id, shown.claims["sub"])
    except IntegrityError as error:  # the member has another account there, or somebody was first
        raise refused("another_account") from error
    actor = MemberSubject(member.id, member.organisation, frozenset(Role(role) for role in member.roles))
    audit.record(tx, actor, member.organisation, audit.Event("sign_on.connected", "member", member.id))


def _give_roles(tx: Transaction, row: SignOnProvider, member: Member, claims: Claims) -> None:
    """Give and take the roles that stand in the claim. Raises SignInNeeded(reason `roles`) where none is left."""
    if not row.role_claim:
        return
    said = claims.get(row.role_claim)
    values = {said} if isinstance(said, str) else set(_texts(said))
    ruled = {role for role in GIVEN_ROLES if row.role_values.get(role)}
    given = {role for role in ruled if row.role_values[role] in values}
    roles = sorted({*(Role(each) for each in member.roles if each not in ruled), *given})
    if not roles:
        raise refused("roles")
    if roles != sorted(member.roles):
        member.roles = [role.value for role in roles]
        event = audit.Event("member.roles_changed", "member", member.id, {"by": "sign_on"})
        audit.record(tx, None, member.organisation, event)


def _texts(said: object) -> list[str]:
    return [each for each in said[:MAX_VALUES] if isinstance(each, str)] if isinstance(said, list) else []


def verified_address(claims: Claims) -> str:
    """The e-mail address that the provider calls verified, in lower case; empty where there is none."""
    email = claims.get("email")
    return as_kept(email) if isinstance(email, str) and claims.get("email_verified") is True else ""


def _require_domain(row: SignOnProvider, claims: Claims) -> None:
    if row.domains and verified_address(claims).rpartition("@")[2] not in row.domains:
        raise refused("domain")


def _require_address(claims: Claims, email: str) -> None:
    address = verified_address(claims)
    if not address:
        raise refused("unverified")
    if address != email:
        raise refused("address")


def _name(claims: Claims, email: str) -> str:
    name = claims.get("name")
    plain = name.strip() if isinstance(name, str) and name.isprintable() else ""
    return plain if 1 <= len(plain) <= members.MAX_NAME else email.partition("@")[0]
