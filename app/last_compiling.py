"""For each problem, the last state that a run compiled: at the end of the time it is handed in beside the last state.

Guarantees: it is what a run here or on the server compiled, byte for byte, and there after a restart, in the encrypted
store and nowhere else; what cannot be read any more counts as none. Must not wait for the disk, except in `open`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable

from protocol.verdicts import LanguageId
from protocol.wire import ProblemView
from sync.store.store import Store
from ui.states import RunWish, SubmitWish

_KEPT = "app.compiled."
_log = logging.getLogger(__name__)


class LastCompiling:
    """See above."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._all: dict[str, SubmitWish] = {}

    def open(self, problems: Iterable[ProblemView]) -> None:
        """Read what was kept; waits for the disk."""
        for problem in problems:
            kept = self._store.kept(_KEPT + problem.problem)
            if kept is not None and (found := _read(problem.problem, kept)) is not None:
                self._all[problem.problem] = found

    def of(self, problem: str) -> SubmitWish | None:
        """The last state of a problem that a run compiled."""
        return self._all.get(problem)

    def compiled(self, wish: RunWish) -> None:
        """A run compiled this; returns at once."""
        found = SubmitWish(wish.problem, wish.document, wish.language, wish.source)
        if self._all.get(wish.problem) != found:
            self._all[wish.problem] = found
            value = {"document": found.document, "language": found.language.value, "source": found.source}
            self._store.keep(_KEPT + wish.problem, json.dumps(value).encode())


def _read(problem: str, kept: bytes) -> SubmitWish | None:
    try:
        value = json.loads(kept)
        return SubmitWish(problem, value["document"], LanguageId(value["language"]), value["source"])
    except (ValueError, TypeError, KeyError):
        _log.warning("the last compiling state of a problem could not be read")
        return None
