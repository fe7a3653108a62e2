"""What an answer over HTTP means: an error of ours, or a body of which no more is read than any answer may have.

Guarantees: an answer that no Recrutr server wrote is a fault of the network, never a refusal of what was sent. Must not
send anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Protocol

from protocol import wire
from protocol.errors import InvalidInput, NetworkFault, RecrutrError, TooMany
from protocol.saying import to_say
from sync.pacing import retry_after_s
from sync.refusals import refused

MAX_ANSWER_BYTES = 64 * 1024 * 1024
ANSWER_BROKE = to_say("The connection broke in the middle of an answer. Recrutr tries again.")


class Answer(Protocol):
    """What is read of an answer."""

    status_code: int
    headers: Any
    request: Any

    @property
    def is_redirect(self) -> bool:
        """Whether it sends us elsewhere."""
        ...

    def iter_content(self, chunk_size: int) -> Iterator[Any]:
        """The body in pieces."""
        ...

    def iter_lines(self) -> Iterator[Any]:
        """The body in lines."""
        ...


def refuse_bad(answer: Answer, *, absent_is_fine: bool) -> None:
    """Raises what an answer means that is not good."""
    if answer.is_redirect or 300 <= answer.status_code < 400:
        message = to_say(
            "This network wants you to sign in first. Open a browser, sign in, then Recrutr goes on by itself."
        )
        raise NetworkFault("network.sign_in", message)
    if answer.status_code >= 400 and not (absent_is_fine and answer.status_code == HTTPStatus.NOT_FOUND):
        raise _error_of(answer)


def _error_of(answer: Answer) -> RecrutrError:
    wait = retry_after_s(answer.headers.get("Retry-After"))
    try:
        told = wire.ErrorAnswer.parse(limited_content(answer))
    except InvalidInput:
        # A full server cannot say so in an answer without a body. If it is a proxy's word, the next request shows that.
        full = answer.request.method == "HEAD" and answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        return _wordless(answer.status_code, wait, "server.busy" if full else "")
    details = dict(told.details) if wait is None else {**told.details, "retry_after_s": wait}
    return refused(answer.status_code, told, details)


def _wordless(status: int, wait: int | None, code: str = "") -> RecrutrError:
    """An error that no Recrutr server wrote: by a proxy on the way, or without a body (HEAD). It may pass."""
    details: dict[str, str | int | bool | None] = {"status": status}
    if wait is not None:
        details["retry_after_s"] = wait
    message = to_say(
        "Something between this computer and the server answered with error {status}. Recrutr tries again.",
        status=status,
    )
    kind = TooMany if status == TooMany.status else NetworkFault
    return kind(code or f"http.{status}", message, details)


def limited_content(answer: Answer) -> bytes:
    """The whole body. Raises NetworkFault when it is more than any answer may hold."""
    data = bytearray()
    try:
        for chunk in answer.iter_content(64 * 1024):
            data += chunk
            if len(data) > MAX_ANSWER_BYTES:
                raise NetworkFault("network.too_long", to_say("The server's answer is longer than any answer may be."))
    except ValueError as error:  # the libraries' own, for a chunk of negative length
        raise NetworkFault("network.cut", ANSWER_BROKE) from error
    return bytes(data)


def limited_lines(answer: Answer) -> Iterator[bytes]:
    """The lines of an answer as they arrive. Raises NetworkFault when they are more than any answer may hold."""
    received = 0
    for line in answer.iter_lines():
        received += len(line)
        if received > MAX_ANSWER_BYTES:
            raise NetworkFault("network.too_long", to_say("The server's answer is longer than any answer may be."))
        if line:
            yield line


def offered_number(headers: Mapping[str, str], name: str, most: int) -> int:
    """The whole number in a header, `most` at most; 0 without one."""
    text = headers.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 20 else 0
