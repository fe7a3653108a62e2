"""Gives up an answer that hardly moves: a time-out of the socket ends silence, not a byte now and then.

Guarantees: counted from an answer's first byte, its head included, also that of a proxy; a slow answer that moves is
never ended. Must not measure what is sent, nor answers whose writer may have nothing to say for long.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from socket import SocketIO, socket
from typing import Any, cast

from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool

LEAST_BYTES, IN_S = 1024, 20.0
"""So much of an answer has to come in so long, unless it ends before: 50 bytes a second are as good as no line."""


class Flow:
    """Watches the answers that come on the connections of a pool."""

    def __init__(self) -> None:
        self._patient = False

    @contextmanager
    def taking_its_time(self) -> Iterator[None]:
        """Of answers until the end of the `with` no pace is asked: they tell what happens, when it happens."""
        self._patient = True
        try:
            yield
        finally:
            self._patient = False

    def watch(self, pool: ConnectionPool) -> None:
        """From its next connection on; once more changes nothing."""
        http = cast("HTTPConnectionPool", pool)
        made: type = http.ConnectionCls
        if "response_class" not in vars(made):
            http.ConnectionCls = type(made.__name__, (made,), {"response_class": staticmethod(self._answer)})

    def _answer(self, line: socket, *how: Any, **named: Any) -> HTTPResponse:
        return HTTPResponse(line if self._patient else _Line(line), *how, **named)  # type: ignore[arg-type] # all it uses


class _Line:
    """What `HTTPResponse` uses of a socket."""

    def __init__(self, line: socket) -> None:
        self._line = line

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Moving(self._line.makefile("rb", buffering=0)))


class _Moving(io.RawIOBase):
    """A socket's bytes. Raises TimeoutError, as the socket does, when too few come."""

    def __init__(self, raw: SocketIO) -> None:
        self._raw = raw
        self._due_s = float("inf")
        self._missing = LEAST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int | None:
        count = self._raw.readinto(room)
        now_s = time.monotonic()
        self._missing -= count or 0
        if self._missing <= 0 or self._due_s == float("inf"):
            self._missing, self._due_s = LEAST_BYTES, now_s + IN_S
        elif count and now_s > self._due_s:
            raise TimeoutError("the answer hardly moves")
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()
