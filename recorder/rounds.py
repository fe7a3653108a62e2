"""Rounds: a thread that does the same again and again, such as looking whether a display was plugged in.

Guarantees: a bug in what it does is loud in the log, told to whoever asked for the rounds, and the rounds go on; after
`stop_soon` no round begins.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from protocol.errors import RecrutrError

FIRST_S = 0.2
_log = logging.getLogger(__name__)


class Rounds:
    """Does `act` every `every_s`, the first time at once or nearly so, until it is stopped.

    `failed` is called from the rounds' thread when `act` has failed for the first time in a row.
    """

    def __init__(self, name: str, every_s: float, act: Callable[[], None], failed: Callable[[], None]) -> None:
        self._name, self._every_s, self._act, self._failed = name, every_s, act, failed
        self._fails = False
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop_soon(self) -> None:
        """Begin no further round; one may still be under way."""
        self._ending.set()

    def _run(self) -> None:
        pause_s = min(self._every_s, FIRST_S)
        while not self._ending.wait(pause_s):
            pause_s = self._every_s
            try:
                self._act()
                self._fails = False
            except Exception:  # noqa: BLE001 - the thread's loop: loud in the log, told, and the next round comes
                _log.exception("unexpected failure in the rounds of %s", self._name)
                self._tell()

    def _tell(self) -> None:
        if self._fails or self._ending.is_set():
            return
        self._fails = True
        try:
            self._failed()
        except RecrutrError as error:
            _log.warning("the failure was not recorded: %s", error.code)
