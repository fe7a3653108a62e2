"""Where the person was: the problem that was shown, and in each document the cursor and the first line on the screen.

Guarantees: there after a restart, in the encrypted store and nowhere else; what cannot be read any more counts as
nowhere. Must not wait for the disk, except in `open`.
"""

from __future__ import annotations

import json
import logging

from sync.store.store import Store

_KEPT = "app.places"
_log = logging.getLogger(__name__)


class Places:
    """See above."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._places: dict[str, tuple[int, int]] = {}
        self.problem = ""

    def open(self) -> None:
        """Read what was kept; waits for the disk."""
        kept = self._store.kept(_KEPT)
        if kept is None:
            return
        try:
            value = json.loads(kept)
            self.problem = str(value["problem"])
            self._places = {str(name): (int(at), int(top)) for name, (at, top) in value["places"].items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            _log.warning("the places of the cursor could not be read, and are left aside")

    def of(self, document: str) -> tuple[int, int] | None:
        """Byte of the cursor and first visible line of a document."""
        return self._places.get(document)

    def turn_to(self, problem: str) -> None:
        """This problem is shown from here on."""
        if problem != self.problem:
            self.problem = problem
            self._keep()

    def keep(self, document: str, position: int, top: int) -> None:
        """The cursor is there now; returns at once."""
        self._places[document] = (position, top)
        self._keep()

    def _keep(self) -> None:
        self._store.keep(_KEPT, json.dumps({"problem": self.problem, "places": self._places}).encode())
