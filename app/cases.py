"""The own cases of each problem: kept in the encrypted store with the attempt, and there after a restart.

Guarantees: they never leave this machine, except to be run on the server where this machine runs nothing; what cannot
be read any more is left aside, and the work goes on. Must not wait for the disk, except in `open`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict

from protocol.runs import MAX_CASES
from protocol.wire import ProblemView
from sync.store.store import Store
from ui.run_results import OwnCase

_KEPT = "app.cases."
_log = logging.getLogger(__name__)


class Cases:
    """The own cases of an attempt."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._all: dict[str, tuple[OwnCase, ...]] = {}

    def open(self, problems: Iterable[ProblemView]) -> None:
        """Read what was kept; waits for the disk."""
        for problem in problems:
            self._all[problem.problem] = _read(self._store.kept(_KEPT + problem.problem))

    def of(self, problem: str) -> tuple[OwnCase, ...]:
        """The cases of a problem."""
        return self._all.get(problem, ())

    def keep(self, problem: str, cases: tuple[OwnCase, ...]) -> None:
        """Keep these from here on; returns at once."""
        self._all[problem] = cases[:MAX_CASES]
        self._store.keep(_KEPT + problem, json.dumps([asdict(one) for one in self._all[problem]]).encode())


def _read(kept: bytes | None) -> tuple[OwnCase, ...]:
    if kept is None:
        return ()
    try:
        return tuple(OwnCase(**one) for one in json.loads(kept))
    except (ValueError, TypeError):
        _log.warning("own cases could not be read, and are left aside")
        return ()
