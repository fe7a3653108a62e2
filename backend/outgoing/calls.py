"""The door to the outside (http.client): one call to one address that was looked up and checked just before.

Guarantees: connects to exactly the address that was checked, with TLS for the name; follows no redirect and no proxy;
ends within TOTAL_S whatever the other side does, and reads no more than `most_bytes`. What fails is a NetworkFault
(`outgoing.…`) that holds nothing of the other side.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from backend.outgoing.addresses import Target, choose
from protocol.errors import NetworkFault

TOTAL_S = 10.0
LOOK_UP_S = 5.0
EXCERPT_BYTES = 500
"""What is kept of an answer, so that a person sees what the other side complained about."""
Resolver = Callable[[str, int], list[str]]


def look_up(name: str, port: int) -> list[str]:
    """The addresses of a name. Raises OSError."""
    return [str(each[4][0]) for each in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be called, how names are found, and how much of an answer is read (an excerpt, where it is for people).

    Tests give a resolver and a context of their own.
    """

    this_machine: bool = False
    resolver: Resolver = look_up
    context: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)
    total_s: float = TOTAL_S
    most_bytes: int = EXCERPT_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `retry_after_s`: when the other side wants to be asked again. `body`: what was read of it."""

    status: int
    excerpt: str
    retry_after_s: int | None = None
    body: bytes = b""

    @property
    def took_it(self) -> bool:
        """Whether the other side says that it has it."""
        return 200 <= self.status < 300


def call(reach: Reach, method: str, target: Target, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send one request. Raises NetworkFault."""
    address = choose(target, _looked_up(reach, target), this_machine=reach.this_machine)
    connection = _Pinned(target, address, reach)
    try:
        connection.request(method, target.path, body, {"Host": target.host, "Connection": "close", **headers})
        with contextlib.closing(connection.getresponse()) as response:
            read = response.read(reach.most_bytes)
            wait = _seconds(response.getheader("Retry-After"), response.getheader("Date"))
            answer = Answer(response.status, _plain(read[:EXCERPT_BYTES]), wait, read)
    except ssl.SSLCertVerificationError as error:
        raise NetworkFault("outgoing.certificate", "The other side's certificate does not hold.") from error
    except (TimeoutError, OSError, http.client.HTTPException, ValueError) as error:
        if connection.out_of_time or isinstance(error, TimeoutError):
            raise NetworkFault("outgoing.slow", "The other side took too long.") from error
        raise NetworkFault("outgoing.unreachable", "The other side does not answer as it should.") from error
    finally:
        connection.end()
    if connection.out_of_time:  # what was cut reads like an answer that ended there
        raise NetworkFault("outgoing.slow", "The other side took too long.")
    return answer


class _Pinned(http.client.HTTPConnection):
    """A connection to one address; a timer ends it, also when the other side drips."""

    def __init__(self, target: Target, address: str, reach: Reach) -> None:
        super().__init__(target.name, target.port, timeout=reach.total_s)
        self._target, self._address, self._reach = target, address, reach
        self._raw: socket.socket | None = None
        self._timer = threading.Timer(reach.total_s, self._cut)
        self._timer.daemon = True
        self.out_of_time = False
        self._timer.start()

    def connect(self) -> None:
        """To the address that was checked, never to the name."""
        plain = socket.create_connection((self._address, self._target.port), self._reach.total_s)
        self._raw = plain
        if self._target.secure:
            try:
                # No detached copy: `_cut` has to reach the descriptor that the handshake waits on.
                plain = self._reach.context().wrap_socket(
                    plain, server_hostname=self._target.name, do_handshake_on_connect=False
                )
                self._raw = plain
                plain.do_handshake()
            except BaseException:
                self._raw.close()
                raise
        self.sock = plain

    def end(self) -> None:
        """Close everything."""
        self._timer.cancel()
        self._timer.join()
        self.close()
        if self._raw is not None:
            self._raw.close()

    def _cut(self) -> None:
        self.out_of_time = True
        if self._raw is not None:
            with contextlib.suppress(OSError):  # it is closed already
                socket.socket.shutdown(self._raw, socket.SHUT_RDWR)


def _looked_up(reach: Reach, target: Target) -> list[str]:
    """The addresses, or a fault when the name server takes too long: it knows no limit of its own."""
    if ":" in target.name or target.name.replace(".", "").isdigit():
        return [target.name]
    found: list[list[str]] = []

    def look() -> None:
        try:
            found.append(reach.resolver(target.name, target.port))
        except (OSError, UnicodeError):
            found.append([])

    thread = threading.Thread(target=look, name="outgoing-name", daemon=True)
    thread.start()
    thread.join(LOOK_UP_S)
    if not found:
        raise NetworkFault("outgoing.slow", "The name server took too long.")
    return found[0]


def _plain(excerpt: bytes) -> str:
    text = excerpt.decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _seconds(after: str | None, date: str | None) -> int | None:
    """`Retry-After` in seconds, given as a number or as a date beside the other side's own."""
    if after is None:
        return None
    if after.strip().isdigit():
        return int(after.strip()[:9])
    try:
        wanted = parsedate_to_datetime(after)
        return max(0, int((wanted - parsedate_to_datetime(date or "")).total_seconds()))
    except (TypeError, ValueError):
        return None
