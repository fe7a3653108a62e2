"""Documents kept beside the journal, at the evidence level at which how they came about is nobody's business.

Guarantees: of each document the newest text that was handed in here is what the next commit keeps, so that fast typing
writes no more than a commit a window; nothing of this is ever sent. Must not be used where the journal has the edits.
"""

from __future__ import annotations

import json
import threading

from protocol.canonical import canonical_bytes
from protocol.verdicts import LanguageId
from sync.store.database import Database
from sync.store.records import Draft
from sync.store.writer import Pen

PREFIX = "draft/"
_KEEP = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"


class Drafts:
    """The texts on their way to the disk. `put` on any thread, `write` on the writer's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest: dict[str, Draft] = {}
        self._queued: set[str] = set()

    def put(self, draft: Draft) -> bool:
        """Take the newest text of a document; whether a write has to be queued for it."""
        with self._lock:
            queued = draft.document in self._queued
            self._newest[draft.document] = draft
            self._queued.add(draft.document)
            return not queued

    def write(self, pen: Pen, document: str) -> None:
        """Keep the newest text, as often as the writer tries; what comes from now on queues a write of its own."""
        with self._lock:
            draft = self._newest[document]
            self._queued.discard(document)
        pen.database.write(_KEEP, PREFIX + document, _bytes_of(draft))


def kept_drafts(database: Database) -> dict[str, Draft]:
    """Every document that is kept here, by id."""
    rows = database.read("SELECT value FROM setting WHERE name >= ? AND name < ?", PREFIX, PREFIX[:-1] + "0")
    found = [json.loads(value) for (value,) in rows]
    drafts = (
        Draft(
            each["document"],
            each["problem"],
            LanguageId(each["language"]),
            each["text"],
            path=each.get("path"),
            deleted=each.get("deleted", False),
        )
        for each in found
    )
    return {draft.document: draft for draft in drafts}


def _bytes_of(draft: Draft) -> bytes:
    return canonical_bytes(
        {
            "document": draft.document,
            "problem": draft.problem,
            "language": draft.language.value,
            "text": draft.text,
            "path": draft.path,
            "deleted": draft.deleted,
        }
    )
