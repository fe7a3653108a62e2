"""The one error tree of Recrutr, with stable codes that cross the wire.

    RecrutrError
    ├── EnvironmentFault      the world is to blame: disk full, device busy, no engine, no network
    │   ├── StorageFault
    │   ├── NetworkFault
    │   ├── EngineFault
    │   └── DeviceFault
    ├── Refused               the other side, or a rule, said no
    │   ├── InvalidInput      names the field and the limit
    │   ├── NotAllowed
    │   ├── NotFound
    │   ├── Gone              expired, revoked or erased
    │   ├── Conflict          carries what was expected instead
    │   └── TooMany           carries when to try again
    └── Tampered              a chain, a digest, a signature or a seal does not hold

A bug is none of these: it is never wrapped. Foreign exceptions are translated in the one module that owns the library.
"""

from __future__ import annotations

from collections.abc import Mapping


class RecrutrError(Exception):
    """Base of everything that Recrutr raises on purpose.

    Attributes:
        code: stable identifier, for programs (`store.disk_full`).
        message: one or two plain sentences, for people: what happened, what it means, what to do.
        details: JSON-able facts such as `field`, `limit`, `expected_seq`; never personal data.
    """

    status = 500
    """HTTP status under which the backend answers."""

    def __init__(self, code: str, message: str, details: Mapping[str, str | int | bool | None] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = dict(details or {})

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]"


class EnvironmentFault(RecrutrError):
    """The environment is to blame; `retryable` says whether waiting may cure it."""

    status = 503
    retryable = True


class StorageFault(EnvironmentFault):
    """A disk, a database file or an object folder did not do its work."""


class NetworkFault(EnvironmentFault):
    """The other machine could not be reached, or the answer was cut."""


class EngineFault(EnvironmentFault):
    """The sandbox engine failed; never used for a failing program (that is a `Verdict`)."""


class DeviceFault(EnvironmentFault):
    """A camera, a microphone, a screen or a keyring is missing, busy or refused."""


class Refused(RecrutrError):
    """The other side, or a rule, said no; repeating the same request will not help."""

    status = 403


class InvalidInput(Refused):
    """Input that breaks a limit; `details` holds `field` and `limit`."""

    status = 422

    def __init__(self, field: str, limit: str, message: str, code: str = "input.invalid") -> None:
        super().__init__(code, message, {"field": field, "limit": limit})


class NotAllowed(Refused):
    """Not signed in, or signed in without the right."""

    status = 403


class SignInNeeded(NotAllowed):
    """No valid session or token."""

    status = 401


class NotFound(Refused):
    """It does not exist, or the asker may not know that it does."""

    status = 404


class Gone(Refused):
    """It existed: expired, revoked, withdrawn or erased."""

    status = 410


class Conflict(Refused):
    """The request does not fit the present state; `details` says what would."""

    status = 409


class TooMany(Refused):
    """Asked too often; `details['retry_after_s']` says when to come back."""

    status = 429


class Tampered(RecrutrError):
    """Evidence does not verify. Never repaired silently: it is shown to a human."""

    status = 409


def _every_class(root: type[RecrutrError]) -> list[type[RecrutrError]]:
    return [root, *(found for child in root.__subclasses__() for found in _every_class(child))]


def from_wire(status: int, code: str, message: str, details: Mapping[str, str | int | bool | None]) -> RecrutrError:
    """Rebuild the error that the other side answered with, by HTTP status and code."""
    if code.startswith("tampered."):
        return Tampered(code, message, details)
    if status == InvalidInput.status:
        return InvalidInput(str(details.get("field", "")), str(details.get("limit", "")), message, code)
    by_status = {found.status: found for found in _every_class(Refused) if found is not InvalidInput}
    by_status[Refused.status] = NotAllowed
    kind = by_status.get(status, NetworkFault if status >= 500 else Refused)
    return kind(code, message, details)
