"""What all calls of the candidate's API share: the signed-in device, and one prefix.

Guarantees: the token is checked in a short reading transaction of its own, before the endpoint's transaction begins.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Path
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from backend.attempts import joining
from backend.attempts.joining import DeviceSubject
from backend.http import ServicesOf
from protocol.identifiers import Identifier
from protocol.wire import ErrorAnswer

PREFIX = "/api/v1"
ATTEMPT_PREFIX = PREFIX + "/attempts/{attempt}"
"""Before every call that needs a token; `attempt` is taken by `device_subject`."""
_bearer = HTTPBearer(auto_error=False, description="The token that `join` answered with.")

REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorAnswer, "description": words}
    for status, words in {
        400: "The body is not JSON in UTF-8",
        401: "No valid token",
        403: "Not allowed",
        404: "Does not exist, or may not be seen",
        409: "Does not fit the present state",
        410: "Expired or erased",
        413: "The body is too large",
        422: "A field breaks its limit",
        429: "Too many tries",
        503: "The server cannot do its work now",
    }.items()
}
"""Documented answers of every call."""


def device_subject(
    attempt: Annotated[Identifier, Path()],
    services: ServicesOf,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> DeviceSubject:
    """Dependency: the device that the bearer token of this attempt belongs to."""
    return joining.authenticate(services, attempt, bearer.credentials if bearer else None)


SignedInDevice = Annotated[DeviceSubject, Depends(device_subject)]
