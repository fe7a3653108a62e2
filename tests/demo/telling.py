"""Tells the steps of the demo, and between two far apart that it is still at work: nothing over seconds is silent.

On a terminal the waiting line is rewritten every second, elsewhere a line comes every 15 seconds.
"""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Self

from tests.demo.processes import elapsed

_QUIET_S, _REPEAT_S = 2.0, 15.0
_CLEAR = "\r\x1b[K"


class Telling:
    """Prints steps with the time since the begin; a thread fills the silence while the context lasts."""

    def __init__(self) -> None:
        self._terminal = sys.stdout.isatty()
        self._patience_s = _QUIET_S if self._terminal else _REPEAT_S
        self._began = self._told = time.monotonic()
        self._due = self._told + self._patience_s
        self._waiting_line = False
        self._lock = threading.Lock()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._fill, name="demo-progress", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.be_quiet()

    def say(self, step: str, words: str) -> None:
        """Tell one step."""
        with self._lock:
            self._told = time.monotonic()
            self._due = self._told + self._patience_s
            self._print(f"[{elapsed(self._began)}] {step}  {words}\n")

    def be_quiet(self) -> None:
        """Tell no more waiting: what follows waits for a person."""
        self._end.set()
        self._thread.join()
        with self._lock:
            self._print("")

    def _fill(self) -> None:
        while not self._end.wait(1.0):
            with self._lock:
                now = time.monotonic()
                if now < self._due:
                    continue
                self._due = now if self._terminal else now + _REPEAT_S
                self._print(f"{'':12} …  {now - self._told:.0f} s" + ("" if self._terminal else "\n"), waiting=True)

    def _print(self, text: str, *, waiting: bool = False) -> None:
        clear = _CLEAR if self._terminal and self._waiting_line else ""
        self._waiting_line = waiting
        sys.stdout.write(clear + text)
        sys.stdout.flush()
