"""The documents of an attempt: one for each problem and language, as a fold over the journal's facts.

Guarantees: what `documents` holds is what the journal says, byte for byte; an edit that does not fit is Tampered, never
skipped. Pure: no disk, no Qt. Used at start (templates), during work (so that a submission is taken from the journalled
text, not from the screen) and after a restart (rebuild).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from protocol.edits import Document, Edit
from protocol.errors import Tampered
from protocol.facts import DocumentFact, EditFact, Fact
from protocol.identifiers import new_identifier
from protocol.undo import History
from protocol.verdicts import LanguageId
from protocol.wire import AssessmentPack, ProblemView


@dataclass(slots=True)
class OpenDocument:
    """One document: where it belongs, its text so far, and what could be undone of it when it was rebuilt."""

    document: str
    problem: str
    language: LanguageId
    content: Document
    history: History | None = None


@dataclass(slots=True)
class Documents:
    """All documents of an attempt, and which one each problem shows."""

    by_id: dict[str, OpenDocument] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def take(self, fact: Fact) -> None:
        """Apply one fact; others than document and edit change nothing. Raises Tampered when an edit does not fit."""
        if isinstance(fact, DocumentFact):
            self.by_id[fact.document] = OpenDocument(fact.document, fact.problem, fact.language, Document(fact.text))
            self.shown[fact.problem] = fact.document
        elif isinstance(fact, EditFact):
            self.edit(fact.document, fact.edit)

    def edit(self, document: str, edit: Edit) -> None:
        """Apply one edit. Raises Tampered when the document is unknown or the edit does not fit."""
        known = self.by_id.get(document)
        if known is None:
            raise Tampered("tampered.replay", "An edit names a document that the journal does not hold.")
        known.content.apply(edit)
        self.shown[known.problem] = document

    def of(self, problem: str, language: LanguageId | None = None) -> OpenDocument | None:
        """Find the document a problem shows, or its document in `language`."""
        if language is None:
            shown = self.shown.get(problem)
            return None if shown is None else self.by_id[shown]
        for known in self.by_id.values():
            if known.problem == problem and known.language is language:
                return known
        return None


def rebuild(facts: Iterable[Fact]) -> Documents:
    """Rebuild all documents from a journal's facts. Raises Tampered at the first edit that does not fit."""
    documents = Documents()
    for fact in facts:
        documents.take(fact)
    return documents


def first_documents(pack: AssessmentPack) -> list[DocumentFact]:
    """Make the documents that exist at the start: each problem's template in the first allowed language."""
    return [template(problem, pack.languages[0]) for problem in pack.problems]


def template(problem: ProblemView, language: LanguageId) -> DocumentFact:
    """Make a fresh document of a problem in a language, with its template or empty."""
    return DocumentFact(
        document=new_identifier(),
        problem=problem.problem,
        language=language,
        text=problem.templates.get(language.value, ""),
    )
