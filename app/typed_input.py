"""The person's side of a running program: what they type goes in, what the program writes is collected to be shown.

Guarantees: bounded, whatever the program writes: the newest KEPT_BYTES are shown, and how much was before them is told
in words; the window hears of it at most every TELL_EVERY_S. Safe to use from several threads.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from protocol.edits import utf8
from protocol.saying import say

KEPT_BYTES = 64 * 1024
TELL_EVERY_S = 0.05


class TypedInput:
    """`runner.engine.Person` for the window. `more`: input goes on after the first text, until `end`."""

    def __init__(self, first: str, tell: Callable[[str], None], *, more: bool) -> None:
        self._tell = tell
        self._typed: queue.Queue[bytes] = queue.Queue()
        self._lock = threading.Lock()
        self._kept, self._dropped = bytearray(), 0
        self._told_soon = self._closed = False
        if first:
            self._typed.put(utf8(first, "own input"))
        if not more:
            self._typed.put(b"")

    def type(self, text: str) -> None:
        """Send a piece of input; it is shown where it was typed, as in a terminal. After the end it goes nowhere."""
        data = text.encode("utf-8", "replace")
        if data:
            self._typed.put(data)
            self.heard(data)

    def end(self) -> None:
        """No more input comes."""
        self._typed.put(b"")

    def next_typed(self, timeout_s: float) -> bytes | None:
        """See Person."""
        try:
            return self._typed.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def heard(self, data: bytes) -> None:
        """See Person."""
        with self._lock:
            self._kept += data
            over = len(self._kept) - KEPT_BYTES
            if over > 0:
                at = self._kept.find(b"\n", over, over + KEPT_BYTES // 4) + 1 or over
                del self._kept[:at]
                self._dropped += at
            if self._told_soon or self._closed:
                return
            self._told_soon = True
        timer = threading.Timer(TELL_EVERY_S, self._tell_now)
        timer.daemon = True
        timer.start()

    def missed(self, count_bytes: int) -> None:
        """So much was written after what was heard last and before what is heard next, and is not told."""
        if count_bytes:
            with self._lock:
                self._dropped += len(self._kept) + count_bytes
                self._kept.clear()

    def close(self) -> str:
        """Tell nothing more; what is to be shown at the end."""
        with self._lock:
            self._closed = True
            return self._text()

    def _tell_now(self) -> None:
        with self._lock:
            self._told_soon = False
            if not self._closed:
                self._tell(self._text())

    def _text(self) -> str:
        from runner.telling.shown import safe_text  # loads here, beside the window

        cut = (
            say("⟨cut here: {dropped:,} bytes before this are not shown⟩\n", dropped=self._dropped)
            if self._dropped
            else ""
        )
        return cut + safe_text(bytes(self._kept), KEPT_BYTES)
