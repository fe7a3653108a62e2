"""An owner's settings of single sign-on, and where its button is shown.

Guarantees: the secret is kept sealed and shown nowhere, and is asked for again when it would go to another provider;
settings are kept only once the provider answered to them. It can be required of members only by an owner who came in by
it and has a way of their own, which owners keep; so nobody can lock all owners out. Each change is in the audit list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sqlalchemy import select

from backend.access import MemberSubject, require
from backend.accounts import passkeys
from backend.accounts.models import Member, Organisation, Role
from backend.audit import service as audit
from backend.outgoing.addresses import MAX_LENGTH, read_address
from backend.sign_on import identities, provider
from backend.sign_on.entering import GIVEN_ROLES
from backend.sign_on.models import SignOnProvider
from backend.sign_on.secret import seal
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, InvalidInput, NetworkFault
from protocol.saying import to_say

MAX_LABEL = 60
MAX_CLIENT = 255
MAX_SECRET = 1000
MAX_DOMAINS = 20
MAX_CLAIM = 200
_DOMAIN = re.compile(r"(?=.{3,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63})+")


@dataclass(frozen=True, slots=True)
class Wish:
    """What an owner wants. `secret` empty: the one that is kept stays. `role_values`: by role, empty for none."""

    label: str
    issuer: str
    client_id: str
    secret: str = ""
    domains: tuple[str, ...] = ()
    role_claim: str = ""
    role_values: dict[Role, str] = field(default_factory=dict)
    enabled: bool = True
    required: bool = False


def find(tx: Transaction, owner: MemberSubject) -> SignOnProvider | None:
    """What is set. Raises NotAllowed."""
    require(owner, Role.OWNER)
    return tx.session.get(SignOnProvider, owner.organisation)


def write(services: Services, owner: MemberSubject, wish: Wish) -> None:
    """Keep other settings. Raises NotAllowed, InvalidInput, Conflict(`sign_on.…`), NetworkFault."""
    require(owner, Role.OWNER)
    _check(services, wish)
    with services.reading() as tx:
        _require_secret(tx.session.get(SignOnProvider, owner.organisation), wish)
    provider.describe(services, wish.issuer, max_age_us=0)
    with services.transaction() as tx:
        row = tx.session.get(SignOnProvider, owner.organisation)
        _require_secret(row, wish)
        if row is None:
            row = SignOnProvider(organisation=owner.organisation)
            tx.session.add(row)
        row.label, row.issuer, row.client_id = wish.label, wish.issuer, wish.client_id
        if wish.secret:
            row.sealed_secret = seal(services, owner.organisation, wish.secret)
        row.domains, row.role_claim = list(wish.domains), wish.role_claim
        row.role_values = {role.value: value for role, value in wish.role_values.items() if value}
        row.enabled, row.required = wish.enabled, wish.required
        row.changed_by, row.changed_at_us = owner.member, tx.now_us
        tx.session.flush()
        if wish.required:
            _require_both_ways(tx, owner)
        details = {"enabled": wish.enabled, "required": wish.required}
        audit.record(
            tx, owner, owner.organisation, audit.Event("sign_on.changed", "organisation", owner.organisation, details)
        )


def remove(tx: Transaction, owner: MemberSubject) -> None:
    """Without single sign-on from now on. Raises NotAllowed, Conflict(`sign_on.own_way`)."""
    require(owner, Role.OWNER)
    row = tx.session.get(SignOnProvider, owner.organisation)
    if row is None:
        return
    _require_own_way(tx, owner)
    identities.forget(tx, owner.organisation)
    tx.session.delete(row)
    audit.record(tx, owner, owner.organisation, audit.Event("sign_on.removed", "organisation", owner.organisation))


def disconnect(tx: Transaction, member: MemberSubject) -> None:
    """The member's account there opens nothing here any more. Raises Conflict(`account.last_way`)."""
    row = identities.of_member(tx, member.member)
    if row is None:
        return
    if not _has_own_way(tx, member.member):
        raise Conflict("account.last_way", to_say("This is your only way in. Set a password or make a passkey first."))
    tx.session.delete(row)
    audit.record(tx, member, member.organisation, audit.Event("sign_on.disconnected", "member", member.member))


def in_force(tx: Transaction, organisation: str) -> SignOnProvider | None:
    """The provider by which members of this organisation may sign in now."""
    return tx.session.scalar(
        select(SignOnProvider).where(SignOnProvider.organisation == organisation, SignOnProvider.enabled)
    )


def page_of(tx: Transaction, organisation: str) -> tuple[SignOnProvider, str] | None:
    """The provider of this organisation while it is in force, with the organisation's name, for its sign-in page."""
    row = in_force(tx, organisation)
    return None if row is None else (row, tx.session.get_one(Organisation, organisation).name)


def on_front(tx: Transaction, remembered: str) -> SignOnProvider | None:
    """The provider whose button the sign-in page shows: the one that this browser used, or the only organisation's.

    Where there are several organisations a stranger is not told which of them there are.
    """
    if remembered and (known := in_force(tx, remembered)):
        return known
    organisations = list(tx.session.scalars(select(Organisation.id).limit(2)))
    return in_force(tx, organisations[0]) if len(organisations) == 1 else None


def _check(services: Services, wish: Wish) -> None:
    this_machine = services.settings.call_this_machine
    try:
        read_address(wish.issuer, this_machine=this_machine)
    except InvalidInput as error:
        raise InvalidInput(
            "issuer", str(error.details["limit"]), to_say("The issuer needs: {limit}.", limit=error.details["limit"])
        ) from error
    values = [*wish.role_values.values()]
    limits = (
        ("label", f"1 to {MAX_LABEL} characters", _plain(wish.label, 1, MAX_LABEL)),
        ("issuer", "an address without a question mark", "?" not in wish.issuer and len(wish.issuer) < MAX_LENGTH - 50),
        ("client_id", f"1 to {MAX_CLIENT} signs of ASCII", _plain(wish.client_id, 1, MAX_CLIENT, only_ascii=True)),
        ("secret", f"up to {MAX_SECRET} signs of ASCII", _plain(wish.secret, 0, MAX_SECRET, only_ascii=True)),
        ("domains", f"up to {MAX_DOMAINS}", len(wish.domains) <= MAX_DOMAINS),
        ("domains", "like example.com", all(_DOMAIN.fullmatch(each) for each in wish.domains)),
        ("role_claim", f"up to {MAX_CLAIM} characters", _plain(wish.role_claim, 0, MAX_CLAIM)),
        ("role_values", f"up to {MAX_CLAIM} characters", all(_plain(each, 0, MAX_CLAIM) for each in values)),
        ("role_values", "recruiter, reviewer, interviewer", set(wish.role_values) <= set(GIVEN_ROLES)),
        ("role_claim", "a name and at least one value, or neither", bool(wish.role_claim) == any(values)),
        ("required", "only while it is in use", wish.enabled or not wish.required),
    )
    for name, limit, fits in limits:
        if not fits:
            raise InvalidInput(name, limit, to_say("{name} must be: {limit}.", name=_WORDS[name], limit=limit))


_WORDS = {
    "label": to_say("The name on the button"),
    "issuer": to_say("The issuer"),
    "client_id": to_say("The client's id"),
    "secret": to_say("The client's secret"),
    "domains": to_say("The domains of addresses"),
    "role_claim": to_say("The claim for roles"),
    "role_values": to_say("The values for roles"),
    "required": to_say("Requiring it"),
}


def _plain(text: str, least: int, most: int, *, only_ascii: bool = False) -> bool:
    return least <= len(text) <= most and text.isprintable() and (text.isascii() or not only_ascii)


def _require_secret(row: SignOnProvider | None, wish: Wish) -> None:
    """A kept secret goes to the provider that it was given for, and to no other. Raises InvalidInput(`secret`)."""
    same = row is not None and (row.issuer, row.client_id) == (wish.issuer, wish.client_id)
    if not wish.secret and not same:
        words = to_say("Give the client's secret: a kept one is not used with another issuer or client.")
        raise InvalidInput("secret", "given with another issuer or client", words)


def _require_both_ways(tx: Transaction, owner: MemberSubject) -> None:
    """Raises Conflict(`sign_on.untried`, `sign_on.own_way`)."""
    if not identities.has_identity(tx, owner.member):
        words = to_say("Connect your own account first, on the page of your account: so that it is known to work.")
        raise Conflict("sign_on.untried", words)
    _require_own_way(tx, owner)


def _require_own_way(tx: Transaction, owner: MemberSubject) -> None:
    if not _has_own_way(tx, owner.member):
        words = to_say(
            "Set a password or make a passkey of your own first: owners get in by it when the provider fails."
        )
        raise Conflict("sign_on.own_way", words)


def _has_own_way(tx: Transaction, member: str) -> bool:
    return bool(tx.session.get_one(Member, member).password_hash) or bool(passkeys.passkeys_of(tx, member))


def explain(error: NetworkFault, label: str) -> str:
    """What to tell an owner whose provider did not answer as it should."""
    return to_say("{label} did not answer to these settings: {problem}", label=label, problem=error.message)
