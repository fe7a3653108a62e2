"""Single sign-on in the browser: an organisation's own sign-in page, the way to its provider and back.

Guarantees: the way back is bound to the browser that left; it leads into the portal only; a stranger reads the same
words whatever was wrong. What is begun by a link only begins: nothing changes before the provider sent somebody back.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from backend.access import not_found
from backend.accounts import members, rate, sessions
from backend.accounts.sessions import CurrentMember, SignedIn
from backend.accounts.signed_in import COOKIE, CheckedMember, SignedInMember, client_address, recent, set_cookie
from backend.http import ServicesOf, Tx
from backend.portal.pages import SECURITY_HEADERS, page, see_other
from backend.portal.routing import CODE, CONFIRM, CONNECT, SIGN_IN, PageRoute, own_path
from backend.portal.session_pages import PROVIDER_COOKIE, YEAR_S, show_form
from backend.settings import Settings
from backend.sign_on import entering, flow, provider, service
from backend.sign_on.flow import Begun, Purpose, Return, Wanted
from backend.sign_on.models import SignOnProvider
from backend.sign_on.refusals import CODE as REFUSED
from backend.transaction import Services
from protocol.errors import Conflict, Gone, NetworkFault, SignInNeeded

log = logging.getLogger("backend.portal.sign_on")
router = APIRouter(route_class=PageRoute, include_in_schema=False)
BEGUN_COOKIE = "recrutr_begun"
REFUSED_COOKIE = "recrutr_refused"
"""That the account which the provider remembers was not let in lately: another can then be chosen there."""
ACCOUNT = "/portal/account"
RecentMember = Annotated[CurrentMember, Depends(recent)]
Next = Annotated[str, Query(max_length=400)]


class Brought(BaseModel):
    """What a provider sends with the browser; more than this is passed over."""

    state: str = Field(default="", max_length=flow.MAX_PARAMETER)
    code: str = Field(default="", max_length=flow.MAX_PARAMETER)
    error: str = Field(default="", max_length=flow.MAX_PARAMETER)
    iss: str = Field(default="", max_length=flow.MAX_PARAMETER)


@router.get(f"{SIGN_IN}/with/{{organisation}}")
def show_sign_in(request: Request, services: ServicesOf, organisation: str, next: Next = "") -> Response:  # noqa: A002 - the query's name
    """The sign-in page of one organisation; this browser remembers it."""
    row, name = _found(services, organisation)
    response = show_form(request, services, own_path(next), own=(row, name))
    _remember(response, services.settings, row)
    return response


@router.get(f"{SIGN_IN}/with/{{organisation}}/go")
def leave_to_enter(request: Request, services: ServicesOf, organisation: str, next: Next = "") -> Response:  # noqa: A002 - the query's name
    """To the provider, to sign in."""
    return _leave(request, services, organisation, Wanted(Purpose.ENTER, own_path(next)))


@router.get(CONNECT)
def show_connect(request: Request, services: ServicesOf, next: Next = "") -> Response:  # noqa: A002 - the query's name
    """What somebody sees who signed in by a way of their own, where the organisation asks for its own."""
    member = sessions.half_way(services, request.cookies.get(COOKIE))
    with services.confined(member.subject.organisation).reading() as tx:
        row = service.in_force(tx, member.subject.organisation)
    if row is None:
        return see_other(own_path(next))
    name, target = member.organisation_name, own_path(next)
    return page(request, "sign_on_connect.html", label=row.label, organisation=name, next=target)


@router.get(f"{CONNECT}/go")
def leave_to_connect(request: Request, services: ServicesOf, next: Next = "") -> Response:  # noqa: A002 - the query's name
    """To the provider, so that the account there becomes this member's."""
    member = sessions.half_way(services, request.cookies.get(COOKIE))
    if not member.is_recent:
        return see_other(SIGN_IN)
    return _leave_as(request, services, member, Purpose.CONNECT, own_path(next))


@router.get(f"{ACCOUNT}/connect")
def leave_from_account(request: Request, services: ServicesOf, member: RecentMember) -> Response:
    """The same from the page of the account."""
    return _leave_as(request, services, member, Purpose.CONNECT, f"{ACCOUNT}#sign-on")


@router.post(f"{ACCOUNT}/disconnect")
def disconnect(_checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """The account there opens nothing here any more."""
    service.disconnect(tx, member.subject)
    return see_other(f"{ACCOUNT}#sign-on")


@router.get(f"{CONFIRM}/with")
def leave_to_confirm(request: Request, services: ServicesOf, member: SignedInMember, next: Next = "") -> Response:  # noqa: A002 - the query's name
    """To the provider, which asks again who it is."""
    return _leave_as(request, services, member, Purpose.AGAIN, own_path(next))


@router.get("/portal/join/{token}/with")
def leave_to_join(request: Request, services: ServicesOf, token: str) -> Response:
    """To the provider, to take up an invitation."""
    with services.reading() as tx:
        taken = members.look_at(tx, token)
        row = service.in_force(tx, taken.organisation_id)
    if row is None:
        raise not_found()
    return _leave(request, services, row.organisation, Wanted(Purpose.JOIN, of=token, hint=taken.email))


@router.get(f"{SIGN_IN}/with/{{organisation}}/back")
def come_back(
    request: Request, services: ServicesOf, organisation: str, brought: Annotated[Brought, Query()]
) -> Response:
    """Back from the provider."""
    counted = rate.count(services, rate.SIGN_ON_BY_ADDRESS, client_address(request))
    row, _ = _found(services, organisation)
    begun: Begun | None = None
    try:
        returned = Return(brought.state, brought.code, brought.error, brought.iss)
        begun = flow.take(services, organisation, request.cookies.get(BEGUN_COOKIE, ""), returned)
        signed_in = entering.enter(services, begun, returned, request.cookies.get(COOKIE, ""))
    except (SignInNeeded, NetworkFault, Gone, Conflict) as fault:
        return _not_let_in(request, services, row, begun, fault)
    rate.forgive(services, counted)
    return _let_in(services.settings, row, begun, signed_in)


@router.get(f"{SIGN_IN}/with/{{organisation}}/out")
def show_signed_out(request: Request, services: ServicesOf, organisation: str) -> Response:
    """After signing out here: where to sign out at the provider as well."""
    row, name = _found(services, organisation)
    back = f"{services.settings.base_url}{SIGN_IN}/with/{row.organisation}"
    try:
        there = flow.end_address(provider.describe(services, row.issuer), row.client_id, back)
    except NetworkFault:
        there = ""
    return page(
        request,
        "signed_out.html",
        label=row.label,
        organisation=name,
        there=there,
        place=f"{SIGN_IN}/with/{row.organisation}",
    )


def _leave_as(request: Request, services: Services, member: CurrentMember, purpose: Purpose, target: str) -> Response:
    """For the member of this session. Raises NotFound where the organisation has no provider."""
    with services.confined(member.subject.organisation).reading() as tx:
        row = service.in_force(tx, member.subject.organisation)
    if row is None:
        raise not_found()
    token = sessions.hash_token(request.cookies.get(COOKIE, ""))
    return _leave(request, services, row.organisation, Wanted(purpose, target, token, member.email))


def _leave(request: Request, services: Services, organisation: str, wanted: Wanted) -> Response:
    wanted = replace(wanted, choose=REFUSED_COOKIE in request.cookies)
    leaving = flow.leave(services, organisation, wanted)
    response = RedirectResponse(leaving.address, 303, SECURITY_HEADERS)
    response.set_cookie(
        BEGUN_COOKIE,
        leaving.cookie,
        max_age=flow.WITHIN_US // 1_000_000,
        path=SIGN_IN,
        httponly=True,
        samesite="lax",  # the way back is a link on the provider's side
        secure=services.settings.secure_cookies,
    )
    return response


def _let_in(settings: Settings, row: SignOnProvider, begun: Begun, signed_in: SignedIn | None) -> Response:
    target = _inside(begun.next)
    if signed_in is not None and signed_in.awaits_factor:
        target = f"{CODE}?next={quote(target, safe='/')}"
    response = see_other(target)
    response.delete_cookie(BEGUN_COOKIE, path=SIGN_IN)
    response.delete_cookie(REFUSED_COOKIE, path="/portal")
    if signed_in is not None:
        set_cookie(response, settings, signed_in)
    _remember(response, settings, row)
    return response


def _not_let_in(
    request: Request,
    services: Services,
    row: SignOnProvider,
    begun: Begun | None,
    fault: SignInNeeded | NetworkFault | Gone | Conflict,
) -> Response:
    reason = str(fault.details.get("reason", fault.code))
    log.info("single sign-on refused", extra={"fields": {"organisation": row.organisation, "reason": reason}})
    if isinstance(fault, SignInNeeded):
        entering.note_refused(services, row.organisation, fault)
    words = fault.message
    if isinstance(fault, NetworkFault):
        words = f"{row.label} cannot be reached at the moment. Try again in a few minutes."
    elif isinstance(fault, SignInNeeded) and fault.code == REFUSED and reason == "fresh":
        words = f"{row.label} did not ask again who you are, so nothing was opened. Tell an owner of your organisation."
    again = _place_before(row, begun)
    response = page(request, "sign_on_refused.html", status=fault.status, words=words, again=again, label=row.label)
    response.delete_cookie(BEGUN_COOKIE, path=SIGN_IN)
    if isinstance(fault, SignInNeeded):
        secure, until_s = services.settings.secure_cookies, flow.WITHIN_US // 1_000_000
        response.set_cookie(
            REFUSED_COOKIE, "1", max_age=until_s, path="/portal", httponly=True, samesite="lax", secure=secure
        )
    return response


def _place_before(row: SignOnProvider, begun: Begun | None) -> str:
    """Where it began."""
    if begun is not None and begun.purpose is Purpose.JOIN:
        return f"/portal/join/{begun.of}"
    if begun is not None and begun.purpose is Purpose.AGAIN:
        return f"{CONFIRM}?next={quote(_inside(begun.next), safe='/')}"
    if begun is not None and begun.purpose is Purpose.CONNECT:
        return ACCOUNT
    return f"{SIGN_IN}/with/{row.organisation}"


def _inside(target: str) -> str:
    path, _, part = target.partition("#")
    inside = own_path(path)
    return f"{inside}#{part}" if part and inside == path else inside


def _found(services: Services, organisation: str) -> tuple[SignOnProvider, str]:
    """Raises NotFound."""
    with services.reading() as tx:
        found = service.page_of(tx, organisation)
    if found is None:
        raise not_found()
    return found


def _remember(response: Response, settings: Settings, row: SignOnProvider) -> None:
    response.set_cookie(
        PROVIDER_COOKIE,
        row.organisation,
        max_age=YEAR_S,
        path=SIGN_IN,
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
    )
