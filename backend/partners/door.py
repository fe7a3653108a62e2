"""Who calls: a system that shows one of our API tokens as the user name of HTTP Basic, as both contracts have it.

The same token as Bearer is taken too; a browser's session opens nothing here.
Guarantees: the right is checked before anything is counted; calls count into the measure of the member's programs.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request

from backend.access import MemberSubject
from backend.accounts import rate, tokens
from backend.accounts.tokens import Scope
from backend.http import ServicesOf
from backend.programs import pace
from backend.tenancy import OfOrganisation
from backend.transaction import Services
from protocol.errors import SignInNeeded
from protocol.saying import to_say

MAX_KEY = 170
"""Greenhouse takes no longer ones; ours have 51 characters."""
SCOPES = (Scope.ASSESSMENTS_READ, Scope.INVITATIONS_WRITE, Scope.RESULTS_READ)
"""All that such a system needs."""


@dataclass(frozen=True, slots=True)
class Caller(OfOrganisation):
    """For whom it calls, and the token that it showed."""

    subject: MemberSubject
    token: str

    @property
    def tenant(self) -> str:
        """The member's organisation."""
        return self.subject.organisation


def caller(scope: Scope) -> Callable[[Request, Services], Caller]:
    """Make a dependency: who calls with `scope`. Raises SignInNeeded, NotAllowed(`auth.scope`), TooMany."""

    def dependency(request: Request, services: ServicesOf) -> Caller:
        token = read_key(request.headers.get("Authorization", ""))
        member = tokens.member_by_token(services, token, scope)
        rate.take(services, pace.PROGRAM_CALLS, member.subject.member)
        return Caller(member.subject, token)

    return dependency


def read_key(header: str) -> str:
    """The token in an Authorization header. Raises SignInNeeded(`auth.token`)."""
    kind, _, value = header.partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic":
        try:
            user, _, _password = base64.b64decode(value.strip(), validate=True).decode().partition(":")
        except ValueError:  # no base64, not even ASCII, or no UTF-8 in it
            user = ""
        if 0 < len(user) <= MAX_KEY:
            return user
    raise SignInNeeded("auth.token", to_say("Send an API token as the user name of HTTP Basic, without a password."))


def basic(key: str) -> str:
    """The header that shows a key the same way."""
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()
