"""Flags and notes that candidates make for themselves: in the encrypted store with the attempt, there after a restart.

Guarantees: they never leave this machine, stand in no journal and in no report, and are erased with the attempt; what
cannot be read any more is left aside, and the work goes on. Must not wait for the disk, except in `open`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, replace

from protocol.wire import ProblemView
from sync.store.store import Store
from ui.note_states import MOST_CHARACTERS, Note

_KEPT = "app.note."
_log = logging.getLogger(__name__)


class OwnNotes:
    """The flags and notes of an attempt, one of each for a problem."""

    def __init__(self, store: Store | None) -> None:
        """Keep them in this store; None: only until the end of this object."""
        self._store = store
        self._all: dict[str, Note] = {}

    def open(self, problems: Iterable[ProblemView]) -> None:
        """Read what was kept; waits for the disk."""
        if self._store is None:
            return
        for problem in problems:
            self._all[problem.problem] = _read(self._store.kept(_KEPT + problem.problem))

    def of(self, problem: str) -> Note:
        """Flag and note of a problem."""
        return self._all.get(problem, Note())

    def turn_flag(self, problem: str, flagged: bool) -> None:
        """Flag a problem, or take the flag away; returns at once."""
        self._keep(problem, replace(self.of(problem), flagged=flagged))

    def write(self, problem: str, text: str, *, from_outside: bool) -> None:
        """Keep this text from here on; returns at once."""
        note = replace(self.of(problem), text=text[:MOST_CHARACTERS], from_outside=from_outside)
        self._keep(problem, note)

    def _keep(self, problem: str, note: Note) -> None:
        self._all[problem] = note
        if self._store is not None:
            self._store.keep(_KEPT + problem, json.dumps(asdict(note)).encode())


def _read(kept: bytes | None) -> Note:
    if kept is None:
        return Note()
    try:
        value = json.loads(kept)
        return Note(bool(value["flagged"]), str(value["text"])[:MOST_CHARACTERS], bool(value["from_outside"]))
    except (ValueError, TypeError, KeyError):
        _log.warning("a note could not be read, and is left aside")
        return Note()
