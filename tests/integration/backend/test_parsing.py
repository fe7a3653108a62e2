"""What the server lets in before it knows what is asked: heads and trailers are bounded, bodies that move are not."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from backend import parsing
from backend.parsing import HEAD_BYTES
from tests.integration.conftest import LiveBackend

ENDLESS = 100 * HEAD_BYTES
"""Far more than may be taken in, and than the system itself holds for a connection."""
TIME = b"GET /api/v1/time HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = b"POST /api/v1/join HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"


@contextmanager
def line(backend: LiveBackend) -> Iterator[socket.socket]:
    with socket.create_connection((backend.server.settings.host, backend.server.settings.port), 30) as connected:
        yield connected


def answer(connected: socket.socket) -> bytes:
    """All of an answer of JSON."""
    received = b""
    while not received.endswith(b"}"):
        more = connected.recv(65536)
        assert more, received
        received += more
    return received


def sent_until_refused(connected: socket.socket, piece: bytes) -> int:
    """How much of an endless stream the server took before it closed."""
    sent = 0
    try:
        while sent < ENDLESS:
            connected.sendall(piece)
            sent += len(piece)
    except OSError:
        return sent
    raise AssertionError("the server took everything")


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        (TIME, b"X-More: " + b"a" * 1000 + b"\r\n"),
        (TIME + b"X-Long: ", b"a" * 1000),
        (b"GET /api/v1/", b"a" * 1000),
        (CHUNKED + b"2\r\n{}\r\n0\r\n", b"X-More: " + b"a" * 1000 + b"\r\n"),
        (CHUNKED + b"2\r\n{}\r\n0\r\nX-Long: ", b"a" * 1000),
    ],
    ids=["headers", "one header", "address", "trailers", "one trailer"],
)
def test_an_endless_head_or_trailer_is_refused(live_backend: LiveBackend, begin: bytes, piece: bytes) -> None:
    with line(live_backend) as connected:
        connected.sendall(begin)
        assert sent_until_refused(connected, piece) < ENDLESS


def test_a_head_within_the_bound_is_answered_on_a_connection_that_goes_on(live_backend: LiveBackend) -> None:
    with line(live_backend) as connected:
        for _ in range(4):  # together beyond the bound of one
            connected.sendall(TIME + b"X-Long: " + b"a" * (HEAD_BYTES // 2) + b"\r\n\r\n")
            assert answer(connected).startswith(b"HTTP/1.1 200")


def test_a_body_that_comes_in_small_chunks_is_not_taken_for_a_head(live_backend: LiveBackend) -> None:
    with line(live_backend) as connected:
        connected.sendall(CHUNKED)
        for _ in range(3 * HEAD_BYTES // 1000):
            connected.sendall(b"3e8\r\n" + b" " * 1000 + b"\r\n")
        connected.sendall(b"0\r\n\r\n")
        assert b'"code":' in answer(connected)  # refused by the room that it was for


def silent_after(connected: socket.socket, drip: bytes, at_most_s: float) -> float:
    """How long the server held a connection on which a little comes now and then, s."""
    began_s = time.monotonic()
    connected.settimeout(0.2)
    try:
        while time.monotonic() - began_s < at_most_s:
            connected.sendall(drip)
            with contextlib.suppress(TimeoutError):
                if not connected.recv(1):
                    break
    except ConnectionError:
        pass
    return time.monotonic() - began_s


@pytest.mark.parametrize("begin", [b"", TIME + b"X-More: ", b"\r\n", TIME + b"\r\n"])
def test_a_head_that_does_not_end_in_time_ends_the_connection(
    live_backend: LiveBackend, monkeypatch: pytest.MonkeyPatch, begin: bytes
) -> None:
    monkeypatch.setattr(parsing, "HEAD_S", 1.0)
    with line(live_backend) as connected:
        connected.sendall(begin)
        if begin.endswith(b"\r\n\r\n"):
            assert answer(connected).startswith(b"HTTP/1.1 200")
        drip = b"a" if begin.endswith(b" ") else b"\r\n"  # empty lines before a head are passed over
        assert silent_after(connected, drip, at_most_s=15) < 15
