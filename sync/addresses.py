"""Which addresses a server may have.

Guarantees: nothing is sent in plain to another machine unless that is asked for.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from protocol.errors import InvalidInput, NetworkFault
from protocol.joining import is_this_machine
from protocol.saying import to_say


def checked_address(base_url: str, allow_plain_http: bool) -> str:
    """The address without a slash at its end. Raises InvalidInput."""
    parts = urlsplit(base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise InvalidInput(
            "server",
            "an https:// address",
            to_say("“{base_url}” is not the address of a Recrutr server.", base_url=base_url),
        )
    if parts.scheme == "http" and not allow_plain_http and not is_this_machine(parts.hostname):
        message = to_say("This address would send everything readable for others on the way. Use its https:// form.")
        raise InvalidInput("server", "https unless on this machine", message)
    return base_url.rstrip("/")


def not_recrutr(status: int) -> NetworkFault:
    """The fault for an answer of somebody else, with its HTTP status."""
    message = to_say(
        "What answered does not speak Recrutr's language. Check the address; in a hotel or company network you may "
        "have to sign in with a browser first."
    )
    return NetworkFault("network.not_recrutr", message, {"status": status})
