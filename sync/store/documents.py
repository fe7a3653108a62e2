"""Documents out of the journal: the text is the fold over the edits, nothing else is kept."""

from __future__ import annotations

from protocol.documents import Documents
from protocol.facts import DocumentFact, EditFact, FileFact
from protocol.undo import History
from sync.store.database import Database
from sync.store.records import Draft

_ROWS = "SELECT kind, body FROM entry WHERE kind IN ('document', 'edit', 'file') ORDER BY seq"


def rebuild(database: Database) -> dict[str, Draft]:
    """Every document on disk, by id. Raises Tampered when a fact does not fit or belongs to no document."""
    documents = Documents()
    undo: dict[str, History] = {}
    for kind, body in database.read(_ROWS):
        if kind == "edit":
            change = EditFact.parse(body)
            documents.take(change)
            undo[change.document].take(change.edit)
        elif kind == "document":
            start = DocumentFact.parse(body)
            documents.take(start)
            undo[start.document] = History(start.text)
        else:
            documents.take(FileFact.parse(body))
    for history in undo.values():
        history.work_out()  # here, on the thread that opens, and not where a window is shown
    return {
        name: Draft(name, known.problem, known.language, known.content.text, undo[name], known.path, known.deleted)
        for name, known in documents.by_id.items()
    }
