"""The documents of an attempt as a fold over its facts: the files of each problem, their names, texts, which is shown.

Guarantees: the same facts give the same documents, byte for byte; a fact that does not fit what came before is
Tampered, never skipped. Pure. Used by the app, the store and the server, so that all read a journal alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from protocol.edits import Document, Edit
from protocol.errors import Tampered
from protocol.facts import DocumentFact, EditFact, Fact, FileEvent, FileFact
from protocol.undo import History
from protocol.verdicts import LanguageId


@dataclass(slots=True)
class OpenDocument:
    """One document: where it belongs, its text so far, and what could be undone of it when it was rebuilt.

    `path` None: it has the name that its problem's only file usually has in this language.
    """

    document: str
    problem: str
    language: LanguageId
    content: Document
    history: History | None = None
    path: str | None = None
    deleted: bool = False


@dataclass(slots=True)
class Documents:
    """All documents of an attempt, and which one each problem shows."""

    by_id: dict[str, OpenDocument] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def take(self, fact: Fact) -> None:
        """Apply one fact; others than document, edit and file change nothing. Raises Tampered for one that fits not."""
        if isinstance(fact, DocumentFact):
            text = Document(fact.text)
            known = OpenDocument(fact.document, fact.problem, fact.language, text, path=fact.path)
            self.by_id[fact.document] = known
            self.shown[fact.problem] = fact.document
        elif isinstance(fact, EditFact):
            self.edit(fact.document, fact.edit)
        elif isinstance(fact, FileFact):
            self._file(fact)

    def edit(self, document: str, edit: Edit) -> None:
        """Apply one edit. Raises Tampered when the document is not there or the edit does not fit."""
        known = self._present(document)
        known.content.apply(edit)
        self.shown[known.problem] = document

    def of(self, problem: str, language: LanguageId | None = None) -> OpenDocument | None:
        """Find the document a problem shows, or its first one in `language`."""
        if language is None:
            shown = self.shown.get(problem)
            return None if shown is None else self.by_id[shown]
        return next(iter(self.project(problem, language)), None)

    def project(self, problem: str, language: LanguageId) -> list[OpenDocument]:
        """The files of a problem in a language, in the order in which they came to be."""
        return [
            known
            for known in self.by_id.values()
            if known.problem == problem and known.language is language and not known.deleted
        ]

    def texts(self, problem: str, language: LanguageId, usual: str) -> dict[str, str]:
        """The text of each of these files by its name."""
        return {known.path or usual: known.content.text for known in self.project(problem, language)}

    def _file(self, fact: FileFact) -> None:
        if fact.event is FileEvent.BROUGHT_BACK:
            known = self.by_id.get(fact.document)
            if known is None or not known.deleted:
                raise Tampered("tampered.replay", "A file was brought back that had not been deleted.")
            known.deleted = False
        known = self._present(fact.document)
        if fact.event is FileEvent.RENAMED:
            known.path = fact.path
        elif fact.event is FileEvent.DELETED:
            known.deleted = True
            left = self.project(known.problem, known.language)
            if self.shown.get(known.problem) == fact.document and left:
                self.shown[known.problem] = left[0].document
        else:
            self.shown[known.problem] = fact.document

    def _present(self, document: str) -> OpenDocument:
        known = self.by_id.get(document)
        if known is None:
            raise Tampered("tampered.replay", "An entry names a document that the journal does not hold.")
        if known.deleted:
            raise Tampered("tampered.replay", "An entry changes a file that had been deleted.")
        return known


def rebuild(facts: Iterable[Fact]) -> Documents:
    """Rebuild all documents from a journal's facts. Raises Tampered at the first that does not fit."""
    documents = Documents()
    for fact in facts:
        documents.take(fact)
    return documents
