"""Sign-in, sign-out and the choice of theme and language.

Guarantees: a wrong password and an unknown address look the same; the sign-in form is bound to this browser by a
cookie (so that nobody can sign a visitor in to another account); the way back leads into the portal only.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field

from backend.accounts import passkeys, rate, sessions
from backend.accounts.sessions import SignedIn
from backend.accounts.signed_in import COOKIE, CSRF_HEADER, CheckedMember, client_address, drop_cookie, set_cookie
from backend.http import ServicesOf, Tx
from backend.portal.pages import LANGUAGE_COOKIE, SECURITY_HEADERS, THEME_COOKIE, THEMES, page, see_other
from backend.portal.routing import CODE, SIGN_IN, PageRoute, own_path
from backend.saying import LANGUAGES
from backend.settings import Settings
from backend.sign_on import service
from backend.sign_on.models import SignOnProvider
from backend.transaction import Services
from protocol.errors import NotAllowed, SignInNeeded, TooMany
from protocol.saying import to_say

router = APIRouter(route_class=PageRoute, include_in_schema=False)
FORM_COOKIE = "recrutr_form"
PROVIDER_COOKIE = "recrutr_provider"
"""By which organisation's own sign-in somebody came with this browser."""
YEAR_S = 365 * 24 * 3600
Text = Annotated[str, Form(max_length=400)]


class SignInForm(BaseModel):
    """What the sign-in page sends."""

    email: str = Field(max_length=400)
    password: str = Field(max_length=400)
    csrf: str = Field(max_length=400)
    next: str = Field(default="", max_length=400)


class CodeForm(BaseModel):
    """What the page of the second factor sends."""

    code: str = Field(max_length=100)
    csrf: str = Field(max_length=400)
    next: str = Field(default="", max_length=400)


class PasskeyShown(BaseModel):
    """What the browser answered, as JSON text, for the ceremony that it answers."""

    ceremony: str = Field(max_length=100)
    answer: str = Field(max_length=20_000)
    next: str = Field(default="", max_length=400)


@router.get("/")
def front() -> Response:
    """The portal begins at the list of attempts."""
    return see_other("/portal/attempts")


@router.get(SIGN_IN)
def show_sign_in(request: Request, services: ServicesOf, next: str = "") -> Response:  # noqa: A002 - the query's name
    """The sign-in form."""
    return show_form(request, services, own_path(next))


@router.post(SIGN_IN)
def sign_in(request: Request, services: ServicesOf, form: Annotated[SignInForm, Form()]) -> Response:
    """Check and go on, or show the form again with what to do."""
    if not _same_browser(request, form.csrf):
        raise _out_of_date()
    target = own_path(form.next)
    try:
        signed_in = sessions.sign_in(services, form.email, form.password, client_address(request))
    except (SignInNeeded, TooMany) as error:
        return show_form(request, services, target, (error.message, form.email, error.status))
    if signed_in.awaits_factor:
        response = see_other(f"{CODE}?next={quote(target, safe='/')}")
        set_cookie(response, services.settings, signed_in)
        return response
    return _enter(services.settings, target, signed_in)


@router.get(CODE)
def show_code(request: Request, services: ServicesOf, next: str = "") -> Response:  # noqa: A002 - the query's name
    """The field for the second factor."""
    return _code_form(request, services.settings, own_path(next))


@router.post(CODE)
def give_code(request: Request, services: ServicesOf, form: Annotated[CodeForm, Form()]) -> Response:
    """The second factor: the session opens, or the field is shown again."""
    if not _same_browser(request, form.csrf):
        raise _out_of_date()
    target = own_path(form.next)
    try:
        signed_in = sessions.give_factor(services, request.cookies.get(COOKIE), form.code)
    except (SignInNeeded, TooMany) as error:
        if error.code == "auth.session":
            raise
        return _code_form(request, services.settings, target, (error.message, error.status))
    return _enter(services.settings, target, signed_in)


@router.post(f"{SIGN_IN}/passkey/offer")
def offer_passkey(request: Request, services: ServicesOf) -> Response:
    """What the browser needs to sign in with a passkey. Nothing is kept: anybody may ask, as often as they like."""
    if not _same_browser(request, request.headers.get(CSRF_HEADER, "")):
        raise _out_of_date()
    offer = passkeys.offer_sign_in(services)
    return JSONResponse({"ceremony": offer.ceremony, "options": offer.options}, headers=SECURITY_HEADERS)


@router.post(f"{SIGN_IN}/passkey")
def use_passkey(request: Request, services: ServicesOf, shown: PasskeyShown) -> Response:
    """Sign in with a passkey. The challenge is used up before the answer to it is looked at."""
    if not _same_browser(request, request.headers.get(CSRF_HEADER, "")):
        raise _out_of_date()
    counted = rate.count(services, rate.PASSKEY_BY_ADDRESS, client_address(request))
    with services.transaction() as tx:
        challenge = passkeys.use_offer(tx, shown.ceremony)
    with services.transaction() as tx:
        signed_in = passkeys.sign_in(tx, challenge, shown.answer)
    rate.forgive(services, counted)
    response = JSONResponse({"next": own_path(shown.next)}, headers=SECURITY_HEADERS)
    set_cookie(response, services.settings, signed_in)
    response.delete_cookie(FORM_COOKIE, path=SIGN_IN)
    return response


@router.post("/portal/sign-out")
def sign_out(request: Request, member: CheckedMember, tx: Tx) -> Response:
    """End the session here and on the server; whoever came by a provider is told how to end that one too."""
    sessions.sign_out(tx, request.cookies.get(COOKIE, ""))
    organisation = member.subject.organisation
    by_provider = member.by_provider and service.in_force(tx, organisation) is not None
    response = see_other(f"{SIGN_IN}/with/{organisation}/out" if by_provider else SIGN_IN)
    drop_cookie(response)
    return response


@router.post("/theme")
def choose_theme(request: Request, theme: Text, back: Text = "/") -> Response:
    """Keep the chosen look in a cookie. Changes nothing on the server, so it needs no session."""
    response = see_other(_plain(back))
    if theme in THEMES:
        secure = request.url.scheme == "https"
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR_S, httponly=True, samesite="lax", secure=secure)
    return response


@router.post("/language")
def choose_language(request: Request, language: Text, back: Text = "/") -> Response:
    """Keep the chosen language in a cookie, for whoever is not signed in. Changes nothing on the server."""
    response = see_other(_plain(back))
    if language in LANGUAGES:
        secure = request.url.scheme == "https"
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR_S, httponly=True, samesite="lax", secure=secure)
    return response


def _plain(back: str) -> str:
    """A path of ours to go back to; anything else becomes the front."""
    plain = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    return back if plain and back.isascii() else "/"


def _enter(settings: Settings, target: str, signed_in: SignedIn) -> Response:
    response = see_other(target)
    set_cookie(response, settings, signed_in)
    response.delete_cookie(FORM_COOKIE, path=SIGN_IN)
    return response


def _code_form(request: Request, settings: Settings, target: str, refused: tuple[str, int] = ("", 200)) -> Response:
    binding = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    response = page(request, "sign_in_code.html", status=refused[1], next=target, refused=refused[0], csrf=binding)
    return _bound(response, settings, binding)


def _bound(response: HTMLResponse, settings: Settings, binding: str) -> Response:
    response.set_cookie(
        FORM_COOKIE, binding, path=SIGN_IN, httponly=True, samesite="strict", secure=settings.secure_cookies
    )
    return response


def _out_of_date() -> NotAllowed:
    return NotAllowed("auth.csrf", to_say("This form is out of date. Go back to the sign-in page and try again."))


def show_form(
    request: Request,
    services: Services,
    target: str,
    refused: tuple[str, str, int] | None = None,
    own: tuple[SignOnProvider, str] | None = None,
) -> Response:
    """The sign-in form, with a provider's button: that of the organisation whose `own` page it is, or one to show."""
    words, email, status = refused or ("", "", 200)
    binding = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    if own is None:
        with services.reading() as tx:
            row = service.on_front(tx, request.cookies.get(PROVIDER_COOKIE, ""))
    else:
        row = own[0]
    context = {
        "next": target,
        "refused": words,
        "email": email,
        "csrf": binding,
        "provider": row,
        "organisation": own[1] if own else "",
    }
    response = page(request, "sign_in.html", status=status, **context)
    return _bound(response, services.settings, binding)


def _same_browser(request: Request, given: str) -> bool:
    kept = request.cookies.get(FORM_COOKIE, "")
    return bool(kept) and hmac.compare_digest(kept.encode(), given.encode())
