"""Who calls, with which right and how often: the door of an organisation's programs.

Guarantees: the right is checked before anything is counted; what is left is told in each answer; beyond it 429 says
when to come again. A member's programs share one measure, in all processes together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from backend.accounts import rate
from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import allowed
from backend.accounts.tokens import Scope
from backend.http import ServicesOf
from backend.transaction import Services

PROGRAM_CALLS = rate.Limit("program.member", 600, rate.MINUTE_US)
_bearer = HTTPBearer(auto_error=False, scheme_name="token", description="An API token, made on the page of an account.")
LIMIT_HEADERS: dict[str, Any] = {
    "RateLimit-Limit": {"schema": {"type": "integer"}, "description": "Calls within a minute."},
    "RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "How many of them are left."},
    "RateLimit-Reset": {"schema": {"type": "integer"}, "description": "Seconds until all are there again."},
}


def program(scope: Scope) -> Callable[[Request, Response, Services, Any], CurrentMember]:
    """Make a dependency: the member for whom a program calls with `scope`. Raises SignInNeeded, NotAllowed, TooMany."""
    right = allowed(scope)

    def dependency(
        request: Request,
        response: Response,
        services: ServicesOf,
        _described: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    ) -> CurrentMember:
        member = right(request, services)
        standing = rate.take(services, PROGRAM_CALLS, member.subject.member)
        response.headers["RateLimit-Limit"] = str(PROGRAM_CALLS.tries)
        response.headers["RateLimit-Remaining"] = str(standing.left)
        response.headers["RateLimit-Reset"] = str(standing.reset_s)
        return member

    return dependency
