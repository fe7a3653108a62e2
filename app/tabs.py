"""Which files of each project stand open, in which order, and which one is in front.

Guarantees: there after a restart, in the encrypted store and nowhere else; what cannot be read any more counts as all
files open. Must not wait for the disk, except in `open`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Sequence

from protocol.documents import OpenDocument
from sync.store.store import Store

_KEPT = "app.tabs"
_log = logging.getLogger(__name__)


class Tabs:
    """See above."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open: dict[str, list[str]] = {}
        self._front: dict[str, str] = {}

    def open(self) -> None:
        """Read what was kept; waits for the disk."""
        kept = self._store.kept(_KEPT)
        if kept is None:
            return
        try:
            value = json.loads(kept)
            self._open = {str(name): [str(one) for one in documents] for name, documents in value["open"].items()}
            self._front = {str(name): str(one) for name, one in value["front"].items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            _log.warning("the open files could not be read, and are left aside")

    def of(self, begun: Sequence[str], there: Collection[str], front: OpenDocument) -> tuple[str, ...]:
        """The documents that stand open, of those that are `there`; the one in front is always among them.

        Where nothing is known, those with which it was `begun` do.
        """
        found = [one for one in self._open.get(_name(front), begun) if one in there]
        return tuple(found if front.document in found else [*found, front.document])

    def front(self, problem: str, language: str) -> str | None:
        """The document that was in front when this language was left."""
        return self._front.get(f"{problem}/{language}")

    def keep(self, front: OpenDocument, documents: Sequence[str]) -> None:
        """These stand open from here on; returns at once."""
        name = _name(front)
        if self._open.get(name) != list(documents) or self._front.get(name) != front.document:
            self._open[name], self._front[name] = list(documents), front.document
            value = {"open": self._open, "front": self._front}
            self._store.keep(_KEPT, json.dumps(value).encode())


def _name(document: OpenDocument) -> str:
    return f"{document.problem}/{document.language.value}"
