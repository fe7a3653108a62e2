"""Dependencies for pages and calls of members: who is signed in, and whether a form is ours.

Guarantees: both answer before the endpoint's transaction begins; the cookie is HttpOnly and SameSite=Lax, and Secure
wherever TLS is; an unsafe request without the session's CSRF token is refused.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request, Response

from backend import saying
from backend.accounts import sessions, tokens
from backend.accounts.sessions import CurrentMember, SignedIn
from backend.accounts.tokens import Scope
from backend.http import ServicesOf
from backend.settings import Settings
from backend.transaction import Services
from protocol.errors import NotAllowed
from protocol.saying import to_say

COOKIE = "recrutr_session"
CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def current_member(request: Request, services: ServicesOf) -> CurrentMember:
    """Dependency: the signed-in member, whose language is spoken from here on. Raises SignInNeeded(`auth.session`)."""
    member = sessions.current_member(services, request.cookies.get(COOKIE))
    saying.choose(member.language)
    return member


SignedInMember = Annotated[CurrentMember, Depends(current_member)]


async def csrf_checked(request: Request, member: SignedInMember) -> CurrentMember:
    """Dependency for unsafe requests: the member, once header or form field carry the token. Raises NotAllowed."""
    given = request.headers.get(CSRF_HEADER)
    if given is None:
        given = str((await request.form()).get(CSRF_FIELD, ""))
    _require_csrf(given, member)
    return member


def _require_csrf(given: str, member: CurrentMember) -> None:
    if not hmac.compare_digest(given.encode(), member.csrf_token.encode()):
        raise NotAllowed("auth.csrf", to_say("This form is out of date. Load the page again and repeat it."))


CheckedMember = Annotated[CurrentMember, Depends(csrf_checked)]


def recent(member: SignedInMember) -> CurrentMember:
    """Dependency: the member, who showed lately that it is them. Raises NotAllowed(`auth.again`)."""
    sessions.require_recent(member)
    return member


def allowed(scope: Scope) -> Callable[[Request, Services], CurrentMember]:
    """Make a dependency of the API: a session (with the CSRF header for changes), or a token with `scope`."""

    def dependency(request: Request, services: ServicesOf) -> CurrentMember:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return tokens.member_by_token(services, token.strip(), scope)
        member = sessions.current_member(services, request.cookies.get(COOKIE))
        if request.method not in _SAFE:
            _require_csrf(request.headers.get(CSRF_HEADER, ""), member)
        return member

    return dependency


def client_address(request: Request) -> str:
    """Where a request comes from, for rate limits; of IPv6 the 64 bits of the network.

    Whoever has one address of such a network has all of them, and their own machine changes it by itself.
    """
    host = request.client.host if request.client else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    return str(address.ipv4_mapped or ipaddress.IPv6Address(int(address) >> 64 << 64))


def set_cookie(response: Response, settings: Settings, signed_in: SignedIn) -> None:
    """Hand a new session to the browser."""
    response.set_cookie(
        COOKIE,
        signed_in.token,
        max_age=sessions.ABSOLUTE_US // 1_000_000,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
    )


def drop_cookie(response: Response) -> None:
    """Take the session from the browser."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
