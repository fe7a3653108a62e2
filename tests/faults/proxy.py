"""A bad network on this machine: a TCP proxy that delays, cuts, refuses, swallows, and loses answers.

What happens to a connection is decided when it is opened, by `forecast(number)`; `cut()` ends all that are open.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from urllib.parse import urlsplit

CHUNK = 16 * 1024
LOAD_BYTES = 4 * 1024
BUFFER_BYTES = 32 * 1024
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of zero seconds: closing sends a reset, as a router that lost its table does."""


class Fault(StrEnum):
    """What happens to a connection in the middle."""

    RESET = "reset"
    CUT = "cut"
    """An orderly end, as a proxy on the way makes it."""
    SLOW = "slow"
    """The next SLOW_BYTES pass in slices."""
    LOSE_ANSWER = "lose answer"
    """The request arrives; the connection ends in place of its answer."""


SLOW_BYTES = 128 * 1024
SLICE_BYTES = 2 * 1024
SLICE_S = 0.01


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
    fault: Fault | None = None
    fault_after: int = 0
    """What happens once, when so many bytes have gone up."""


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
        self.faults = 0
        self.loads_s: list[float] = []
        """When large pieces went up: the work itself, not the small questions about it."""
        self._open: set[socket.socket] = set()
        self._mute: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        # Accepted connections inherit it: what lies here would look delivered to the client, as no network has it.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._swallowing = threading.Event()
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

    def swallow(self) -> None:
        """Let every connection, open or new, stay open and pass nothing on: half-open, as when a router forgets."""
        self._swallowing.set()

    def heal(self) -> None:
        """Pass on what comes from now on; what was swallowed is gone, and so are the connections that lost some."""
        self.cut()
        self._swallowing.clear()

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
        try:
            server = socket.create_connection(self._target)
        except OSError:  # the server is being started again
            self._reset(client)
            return
        with self._lock:
            self._open.add(server)
        self._start(self._pass_up, client, server, weather)
        self._start(self._pass_down, client, server, weather)

    def _pass_up(self, client: socket.socket, server: socket.socket, weather: Weather) -> None:
        gone = 0
        waiting = weather.fault
        limit = weather.cut_request_after
        while piece := self._receive(client, weather):
            self.bytes_up += len(piece)
            if len(piece) >= LOAD_BYTES:
                self.loads_s.append(time.monotonic())
            if limit is not None and gone + len(piece) >= limit:
                self._send(server, piece[: limit - gone])
                break
            gone += len(piece)
            if waiting is not None and gone >= weather.fault_after:
                if not self._befall(waiting, client, server, piece):
                    return
                waiting = None
            else:
                self._send(server, piece)
        self._reset(client)
        self._reset(server)

    def _befall(self, fault: Fault, client: socket.socket, server: socket.socket, piece: bytes) -> bool:
        """Let a fault happen; whether the connection goes on."""
        self.faults += 1
        if fault is Fault.SLOW:
            for at in range(0, SLOW_BYTES, SLICE_BYTES):
                if at < len(piece):
                    self._send(server, piece[at : at + SLICE_BYTES])
                time.sleep(SLICE_S)
            return True
        if fault is Fault.LOSE_ANSWER:
            with self._lock:
                self._mute.add(server)
            self._send(server, piece)
            return True
        self._send(server, piece[: len(piece) // 2])
        if fault is Fault.CUT:
            self._close(client)
            self._close(server)
        else:
            self._reset(client)
            self._reset(server)
        return False

    def _pass_down(self, client: socket.socket, server: socket.socket, weather: Weather) -> None:
        while (piece := self._receive(server, weather)) and not weather.lose_answer and server not in self._mute:
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
        if self._swallowing.is_set():
            return
        try:
            connection.sendall(piece)
        except OSError:
            return

    def _reset(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._close(connection)

    def _close(self, connection: socket.socket) -> None:
        with self._lock:
            self._mute.discard(connection)
            if connection not in self._open:
                return
            self._open.discard(connection)
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
