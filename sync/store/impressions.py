"""How the candidate said it was, in the encrypted store: kept first, waiting until the server has it.

Guarantees: it stands in no journal, so in no receipt and no evidence file; what was said once stays as it was said.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from protocol.impressions import Impression
from sync.store.database import Database
from sync.store.writer import Pen

WAITING = "impression.waiting"
_TOLD = "impression"
_KEEP = "INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)"

Put = Callable[[Callable[[Pen], None]], Future[None]]


class Impressions:
    """The answers of one attempt; at most one for each."""

    def __init__(self, reader: Database, put: Put) -> None:
        self._reader, self._put = reader, put

    @property
    def given(self) -> Impression | None:
        """What was said, sent or not."""
        return self._read(_TOLD) or self.waiting

    @property
    def waiting(self) -> Impression | None:
        """What the server has not got yet."""
        return self._read(WAITING)

    def keep(self, said: Impression) -> Future[None]:
        """Keep what the candidate says, unless they have said something already."""
        data = said.canonical()

        def run(pen: Pen) -> None:
            if pen.database.read_one("SELECT 1 FROM setting WHERE name = ?", _TOLD) is None:
                pen.database.write(_KEEP, WAITING, data)

        return self._put(run)

    def confirm(self) -> Future[None]:
        """The server has it, or will never take it."""

        def run(pen: Pen) -> None:
            pen.database.write("UPDATE OR REPLACE setting SET name = ? WHERE name = ?", _TOLD, WAITING)

        return self._put(run)

    def _read(self, name: str) -> Impression | None:
        row = self._reader.read_one("SELECT value FROM setting WHERE name = ?", name)
        return None if row is None else Impression.parse(row[0])
