"""Documents out of the journal: the text is the fold over the edits, nothing else is kept."""

from __future__ import annotations

from protocol.edits import Document
from protocol.errors import Tampered
from protocol.facts import DocumentFact, EditFact
from protocol.undo import History
from sync.store.database import Database
from sync.store.records import Draft


def rebuild(database: Database) -> dict[str, Draft]:
    """Every document on disk, by id. Raises Tampered when an edit does not fit or belongs to no document."""
    begun: dict[str, DocumentFact] = {}
    texts: dict[str, Document] = {}
    undo: dict[str, History] = {}
    rows = database.read("SELECT kind, body FROM entry WHERE kind IN ('document', 'edit') ORDER BY seq")
    for kind, body in rows:
        if kind == "document":
            start = DocumentFact.parse(body)
            begun[start.document], texts[start.document] = start, Document(start.text)
            undo[start.document] = History(start.text)
            continue
        change = EditFact.parse(body)
        if change.document not in texts:
            raise Tampered("tampered.replay", "The journal changes a document that it never began.")
        texts[change.document].apply(change.edit)
        undo[change.document].take(change.edit)
    return {
        name: Draft(name, fact.problem, fact.language, texts[name].text, undo[name]) for name, fact in begun.items()
    }
