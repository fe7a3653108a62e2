"""A thread that looks which displays are attached, so that one that is plugged in is recorded too.

Guarantees: tells the list at each look while it runs, from its own thread; trouble with listing is not told here: the
capture of the first display meets it too and has the words. Must not open or capture anything.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from protocol.errors import DeviceFault
from recorder.media import Device
from recorder.screen import list_screens

_EVERY_S = 2.0
"""A look costs half a millisecond of processor time."""


class DisplayWatch:
    """Looks until it is stopped."""

    def __init__(self, found: Callable[[list[Device]], None]) -> None:
        self._found = found
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="displays", daemon=True)

    def start(self) -> None:
        """Begin to look; returns at once."""
        self._thread.start()

    def stop_soon(self) -> None:
        """Look no more; one look may still be under way."""
        self._ending.set()

    def _run(self) -> None:
        pause_s = 0.2  # the first display has usually been opened by then
        while not self._ending.wait(pause_s):
            pause_s = _EVERY_S
            try:
                displays = list_screens()
            except DeviceFault:
                continue
            self._found(displays)
