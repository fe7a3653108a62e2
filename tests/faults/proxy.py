"""A bad network on this machine: a TCP proxy that delays, cuts, refuses, swallows, and loses answers.

What happens to a connection is decided when it is opened, by `forecast(number)`; `cut()` ends all that are open.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

CHUNK = 16 * 1024
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of zero seconds: closing sends a reset, as a router that lost its table does."""


@dataclass(frozen=True)
class Weather:
    """What one connection meets."""

    refuse: bool = False
    black_hole: bool = False
    """Taken, but nothing ever comes back."""
    lose_answer: bool = False
    """Requests arrive; the connection ends in place of the first answer."""
    cut_request_after: int | None = None
    """Ends when so many bytes have gone up."""
    latency_s: float = 0.0
    """Waits before each piece, both ways."""


FINE = Weather()


class FaultProxy:
    """Listens on a free port of this machine and passes on to the server at `url`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        assert parts.hostname
        assert parts.port
        self._target = (parts.hostname, parts.port)
        self.forecast: Callable[[int], Weather] = lambda _: FINE
        self.connections = 0
        self.bytes_up = 0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        with socket.socket() as knock:  # closing a listener does not wake accept()
            knock.connect(self._listener.getsockname())
        self.cut()
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def cut(self) -> None:
        """End every open connection, as when the cable is pulled and noticed."""
        with self._lock:
            found = list(self._open)
        for connection in found:
            self._reset(connection)

    def _start(self, run: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=run, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if self._ended.is_set():
                client.close()
                return
            self.connections += 1
            self._meet(client, self.forecast(self.connections))

    def _meet(self, client: socket.socket, weather: Weather) -> None:
        with self._lock:
            self._open.add(client)
        if weather.refuse:
            self._reset(client)
            return
        if weather.black_hole:
            return
        server = socket.create_connection(self._target)
        with self._lock:
            self._open.add(server)
        self._start(self._pass_up, client, server, weather)
        self._start(self._pass_down, client, server, weather)

    def _pass_up(self, client: socket.socket, server: socket.socket, weather: Weather) -> None:
        gone = 0
        limit = weather.cut_request_after
        while piece := self._receive(client, weather):
            if limit is not None and gone + len(piece) >= limit:
                self._send(server, piece[: limit - gone])
                break
            gone += len(piece)
            self.bytes_up += len(piece)
            self._send(server, piece)
        self._reset(client)
        self._reset(server)

    def _pass_down(self, client: socket.socket, server: socket.socket, weather: Weather) -> None:
        while (piece := self._receive(server, weather)) and not weather.lose_answer:
            self._send(client, piece)
        self._reset(client)
        self._reset(server)

    def _receive(self, connection: socket.socket, weather: Weather) -> bytes:
        try:
            piece = connection.recv(CHUNK)
        except OSError:
            return b""
        if piece and weather.latency_s:
            time.sleep(weather.latency_s)
        return piece

    def _send(self, connection: socket.socket, piece: bytes) -> None:
        try:
            connection.sendall(piece)
        except OSError:
            return

    def _reset(self, connection: socket.socket) -> None:
        with self._lock:
            if connection not in self._open:
                return
            self._open.discard(connection)
        try:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        connection.close()
