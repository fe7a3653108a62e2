"""What an answer says besides its body: when to come again, and errors that no Recrutr server wrote."""

from __future__ import annotations

import email.utils
import time

from protocol.errors import NetworkFault, RecrutrError, TooMany


def wordless(status: int, wait: int | None, code: str = "") -> RecrutrError:
    """An error that no Recrutr server wrote: by a proxy on the way, or without a body (HEAD). It may pass."""
    details: dict[str, str | int | bool | None] = {"status": status}
    if wait is not None:
        details["retry_after_s"] = wait
    message = f"Something between this computer and the server answered with error {status}. Recrutr tries again."
    kind = TooMany if status == TooMany.status else NetworkFault
    return kind(code or f"http.{status}", message, details)


def retry_after_s(text: str | None) -> int | None:
    """Seconds from a Retry-After header, which holds seconds or a date (RFC 9110 §10.2.3)."""
    if text is None:
        return None
    if text.strip().isdecimal():
        return int(text)
    try:
        return max(0, int(email.utils.parsedate_to_datetime(text).timestamp() - time.time()))
    except ValueError:
        return None
