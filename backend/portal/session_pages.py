"""Sign-in, sign-out and the choice of theme.

Guarantees: a wrong password and an unknown address look the same; the sign-in form is bound to this browser by a
cookie (so that nobody can sign a visitor in to another account); the way back leads into the portal only.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel, Field

from backend.accounts import service
from backend.accounts.signed_in import COOKIE, CheckedMember, client_address, drop_cookie, set_cookie
from backend.http import ServicesOf, Tx
from backend.portal.pages import THEME_COOKIE, THEMES, page, see_other
from backend.portal.routing import SIGN_IN, PageRoute, own_path
from backend.settings import Settings
from protocol.errors import NotAllowed, SignInNeeded, TooMany

router = APIRouter(route_class=PageRoute, include_in_schema=False)
FORM_COOKIE = "recrutr_form"
YEAR_S = 365 * 24 * 3600
Text = Annotated[str, Form(max_length=400)]


class SignInForm(BaseModel):
    """What the sign-in page sends."""

    email: str = Field(max_length=400)
    password: str = Field(max_length=400)
    csrf: str = Field(max_length=400)
    next: str = Field(default="", max_length=400)


@router.get("/")
def front() -> Response:
    """The portal begins at the list of attempts."""
    return see_other("/portal/attempts")


@router.get(SIGN_IN)
def show_sign_in(request: Request, services: ServicesOf, next: str = "") -> Response:  # noqa: A002 - the query's name
    """The sign-in form."""
    return _form(request, services.settings, own_path(next))


@router.post(SIGN_IN)
def sign_in(request: Request, services: ServicesOf, form: Annotated[SignInForm, Form()]) -> Response:
    """Check and go on, or show the form again with what to do."""
    if not _same_browser(request, form.csrf):
        raise NotAllowed("auth.csrf", "This form is out of date. Go back to the sign-in page and try again.")
    target = own_path(form.next)
    try:
        signed_in = service.sign_in(services, form.email, form.password, client_address(request))
    except (SignInNeeded, TooMany) as error:
        return _form(request, services.settings, target, (error.message, form.email, error.status))
    response = see_other(target)
    set_cookie(response, services.settings, signed_in)
    response.delete_cookie(FORM_COOKIE, path=SIGN_IN)
    return response


@router.post("/portal/sign-out")
def sign_out(request: Request, _member: CheckedMember, tx: Tx) -> Response:
    """End the session here and on the server."""
    service.sign_out(tx, request.cookies.get(COOKIE, ""))
    response = see_other(SIGN_IN)
    drop_cookie(response)
    return response


@router.post("/theme")
def choose_theme(request: Request, theme: Text, back: Text = "/") -> Response:
    """Keep the chosen look in a cookie. Changes nothing on the server, so it needs no session."""
    plain = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    response = see_other(back if plain and back.isascii() else "/")
    if theme in THEMES:
        secure = request.url.scheme == "https"
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR_S, httponly=True, samesite="lax", secure=secure)
    return response


def _form(request: Request, settings: Settings, target: str, refused: tuple[str, str, int] | None = None) -> Response:
    words, email, status = refused or ("", "", 200)
    binding = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    response = page(request, "sign_in.html", status=status, next=target, refused=words, email=email, csrf=binding)
    response.set_cookie(
        FORM_COOKIE, binding, path=SIGN_IN, httponly=True, samesite="strict", secure=settings.secure_cookies
    )
    return response


def _same_browser(request: Request, given: str) -> bool:
    kept = request.cookies.get(FORM_COOKIE, "")
    return bool(kept) and hmac.compare_digest(kept.encode(), given.encode())
