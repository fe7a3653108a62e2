"""The person before a program that runs here: what they type comes in calls, what it writes goes out in events.

Guarantees: bounded both ways, whatever either does: of output that nobody has fetched the newest MAX_UNHEARD_BYTES stay
and how much went before them is told; input is taken in order, each piece once. Somebody who types nothing for IDLE_S
is taken to be gone. Safe to use from several threads. Must not know of HTTP.
"""

from __future__ import annotations

import base64
import queue
import threading
import time

from protocol.edits import utf8
from protocol.errors import Conflict, InvalidInput
from protocol.runs import MAX_OWN_INPUT_BYTES, MAX_PIECES, RunEvent, RunInput

MAX_UNHEARD_BYTES = 64 * 1024
"""As much as the device shows."""
IDLE_S = 120.0
"""A person thinks about a line of input for a while, but others wait for the place."""


class Typist:
    """`runner.engine.Person` for a device at the other end of the network. `gone` is set when nobody types any more."""

    def __init__(self, first: str, gone: threading.Event) -> None:
        self._typed: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._unheard, self._missed = bytearray(), 0
        self._next = self._bytes = 0
        self._ended = False
        self._last_s: float | None = None
        self._gone = gone
        self.idle = False
        if first:
            self._put(utf8(first, "own_input"))

    def take(self, piece: RunInput) -> None:
        """Take a piece of input; one that is here already is fine.

        Raises Conflict (`runs.input_gap`, details `next`) before its turn, InvalidInput(`text`) beyond the limits.
        """
        data = utf8(piece.text, "text")
        with self._lock:
            if piece.number < self._next or self._ended:
                return
            if piece.number > self._next:
                raise Conflict(
                    "runs.input_gap", "A piece of the input before this one is missing.", {"next": self._next}
                )
            if self._bytes + len(data) > MAX_OWN_INPUT_BYTES or piece.number >= MAX_PIECES:
                limit = f"{MAX_OWN_INPUT_BYTES} bytes in {MAX_PIECES} pieces"
                raise InvalidInput("text", limit, "More than this cannot be typed to one run.")
            self._next += 1
            if data:
                self._put(data)
            if piece.end:
                self._ended = True
                self._typed.put(b"")
            self._last_s = None  # the next look begins the patience anew

    def heard(self, data: bytes) -> None:
        """See Person."""
        with self._lock:
            self._unheard += data
            over = len(self._unheard) - MAX_UNHEARD_BYTES
            if over > 0:
                del self._unheard[:over]
                self._missed += over

    def next_typed(self, timeout_s: float) -> bytes | None:
        """See Person. The first call is that of a program that runs now."""
        with self._lock:
            self._last_s = time.monotonic() if self._last_s is None else self._last_s
        try:
            return self._typed.get(timeout=timeout_s)
        except queue.Empty:
            with self._lock:
                since_s = time.monotonic() if self._last_s is None else self._last_s
                if not self._ended and time.monotonic() - since_s > IDLE_S:
                    self.idle = True
                    self._gone.set()
            return None

    def event(self) -> RunEvent | None:
        """What the program wrote since the last call; None when that is nothing."""
        with self._lock:
            if not self._unheard:
                return None
            data, missed = bytes(self._unheard), self._missed
            self._unheard.clear()
            self._missed = 0
        return RunEvent(kind="output", output=base64.b64encode(data).decode("ascii"), missed=missed)

    def _put(self, data: bytes) -> None:
        self._bytes += len(data)
        self._typed.put(data)
