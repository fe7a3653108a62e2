"""Showing again who one is, before recordings and records: by code, password, passkey or the organisation's sign-in.

Guarantees: what counts is what the member may sign in with; the challenge of a passkey is used up before its answer is
looked at; tries are counted.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from backend.accounts import factors, passkeys, rate, sessions
from backend.accounts.models import Member, Passkey
from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import COOKIE, CheckedMember, SignedInMember, client_address
from backend.http import Reading, ServicesOf
from backend.portal.account_pages import PasskeyAnswer, Short
from backend.portal.attempt_pages import member_context
from backend.portal.pages import SECURITY_HEADERS, page, see_other
from backend.portal.routing import CONFIRM, PageRoute, own_path
from backend.sign_on import identities
from backend.sign_on import service as sign_on
from backend.transaction import Transaction
from protocol.errors import NotAllowed, SignInNeeded, TooMany

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class PasskeyShownAgain(PasskeyAnswer):
    """What the browser answered, and where to go on."""

    next: str = Field(default="", max_length=400)


@router.get(CONFIRM)
def ask_again(request: Request, member: SignedInMember, tx: Reading, next: str = "") -> Response:  # noqa: A002 - the name in the address
    """Ask who it is before something that needs it."""
    return _confirm(request, member, tx, own_path(next))


@router.post(CONFIRM)
def show_again(
    request: Request,
    member: CheckedMember,
    services: ServicesOf,
    proof: Short = "",
    next: Short = "",  # noqa: A002 - the name in the address
) -> Response:
    """Go on where it was needed, or ask again."""
    try:
        sessions.show_again(services, request.cookies.get(COOKIE), proof)
    except (SignInNeeded, TooMany) as error:
        with services.reading() as tx:
            return _confirm(request, member, tx, own_path(next), (error.message, error.status))
    return see_other(own_path(next))


@router.post(f"{CONFIRM}/passkey/offer")
def offer_passkey(member: CheckedMember, services: ServicesOf) -> Response:
    """What the browser needs to show one of the member's passkeys."""
    with services.reading() as tx:
        known = [each.id for each in _usable(tx, member)]
    if not known:
        raise NotAllowed("auth.passkey", "There is no passkey of yours that counts here.")
    offer = passkeys.offer_sign_in(services, known)
    return JSONResponse({"ceremony": offer.ceremony, "options": offer.options}, headers=SECURITY_HEADERS)


@router.post(f"{CONFIRM}/passkey")
def show_passkey(request: Request, member: CheckedMember, services: ServicesOf, shown: PasskeyShownAgain) -> Response:
    """Go on where it was needed."""
    counted = rate.count(services, rate.PASSKEY_BY_ADDRESS, client_address(request))
    with services.transaction() as tx:
        challenge = passkeys.use_offer(tx, shown.ceremony)
    with services.transaction() as tx:
        if not _usable(tx, member):
            raise NotAllowed("auth.passkey", "There is no passkey of yours that counts here.")
        passkeys.show_again(tx, request.cookies.get(COOKIE), member.subject.member, challenge, shown.answer)
    rate.forgive(services, counted)
    return JSONResponse({"next": own_path(shown.next)}, headers=SECURITY_HEADERS)


def _usable(tx: Transaction, member: CurrentMember) -> list[Passkey]:
    row = tx.session.get_one(Member, member.subject.member)
    return passkeys.passkeys_of(tx, row.id) if sessions.has_own_way(tx, row) else []


def _confirm(
    request: Request, member: CurrentMember, tx: Transaction, target: str, refused: tuple[str, int] = ("", 200)
) -> Response:
    row = tx.session.get_one(Member, member.subject.member)
    by_code = factors.has_factor(tx, row.id)
    connected = identities.has_identity(tx, row.id)
    context = member_context(member) | {
        "next": target,
        "by_code": by_code,
        "by_password": not by_code and bool(row.password_hash) and sessions.has_own_way(tx, row),
        "by_passkey": bool(_usable(tx, member)),
        "provider": sign_on.in_force(tx, row.organisation) if connected else None,
        "refused": refused[0],
    }
    return page(request, "confirm.html", status=refused[1], **context)
