"""Writing: every change becomes a fact in the journal, in order, and "saved" is said only after the store said so.

Guarantees: what `documents` holds equals what the journal will say; a paste and its edit are adjacent entries; after a
restart the documents are those of the journal. Where the policy records no work, the documents are kept beside the
journal instead, in the store and nowhere else. GUI thread only, except where a method says otherwise.
"""

from __future__ import annotations

import json
import logging

from app.attempt import Attempt
from app.documents import Documents, OpenDocument, template
from protocol.attempts import AttemptState
from protocol.edits import Document, Edit
from protocol.errors import NotFound
from protocol.facts import DocumentFact, EditFact, FocusFact, PasteFact, PasteProvenance, RunFact, StateFact
from protocol.policy import Detector
from protocol.verdicts import LanguageId
from protocol.wire import AssessmentPack, ProblemView
from sync.store.records import Draft
from ui.states import Saved

_SHOWN = "app.shown"
_log = logging.getLogger(__name__)


class Writing:
    """The documents of a started attempt and their way into the journal."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._paste: PasteFact | None = None
        self._focused: bool | None = None
        self._in_front: bool | None = None
        self._watching = True
        self.documents = Documents()

    @property
    def pack(self) -> AssessmentPack:
        """The assessment."""
        return self._attempt.started.pack

    def open(self) -> bool:
        """Rebuild the documents from the journal, make those that are missing, record the launch; waits for the disk.

        Returns whether the attempt was resumed. On any thread, before anything else. Raises Tampered, StorageFault.
        """
        resumed = self._rebuild()
        self._attempt.launch(resumed=resumed)
        if self._attempt.store.take_over():
            self._rebuild()
        begun_here = not resumed and not self._attempt.continued_from_elsewhere
        if begun_here:
            self._attempt.record(StateFact(state=AttemptState.STARTED))
        missing = [problem for problem in self.pack.problems if self.documents.of(problem.problem) is None]
        if missing:
            self._record(*(self._first(problem) for problem in missing))
        return resumed

    def _rebuild(self) -> bool:
        """Take the documents of the journal; whether there are any."""
        store, recorded = self._attempt.store, self._attempt.policy.records_work
        drafts = store.rebuild_drafts() if recorded else store.kept_drafts()
        for draft in drafts.values():
            self.documents.by_id[draft.document] = OpenDocument(
                draft.document, draft.problem, draft.language, Document(draft.text), draft.history
            )
            self.documents.shown[draft.problem] = draft.document
        kept = json.loads(self._attempt.store.kept(_SHOWN) or b"{}")
        self.documents.shown.update({key: value for key, value in kept.items() if value in self.documents.by_id})
        return bool(drafts)

    def _first(self, problem: ProblemView) -> DocumentFact:
        """A problem's first document here: what was last handed in, where only that came along; else the template."""
        fresh = template(problem, self.pack.languages[0])
        if self._attempt.policy.records_work:
            return fresh
        requests = [known.request for known in self._attempt.store.outbox.submissions()]
        last = next((each for each in reversed(requests) if each.problem == problem.problem), None)
        return fresh if last is None else fresh.model_copy(update={"language": last.language, "text": last.source})

    def problem(self, identifier: str) -> ProblemView:
        """Find a problem. Raises NotFound."""
        for problem in self.pack.problems:
            if problem.problem == identifier:
                return problem
        raise NotFound("problem.unknown", "This assessment has no such problem.")

    def shown(self, problem: str) -> OpenDocument:
        """Give the document that a problem shows. Raises NotFound."""
        document = self.documents.of(problem)
        if document is None:
            raise NotFound("problem.unknown", "This assessment has no such problem.")
        return document

    def choose_language(self, problem: str, language: LanguageId) -> OpenDocument:
        """Show the problem's document in a language, made from its template when it is new."""
        document = self.documents.of(problem, language)
        if document is None:
            self._record(template(self.problem(problem), language))
            document = self.shown(problem)
        self.documents.shown[problem] = document.document
        self._attempt.store.keep(_SHOWN, json.dumps(self.documents.shown).encode())
        return document

    def pasted(self, document: str, characters: int, provenance: PasteProvenance) -> None:
        """Keep the fact of a paste that the policy watches for until its edit comes, so that both stay adjacent."""
        if not (self._watching and self._attempt.policy.watches(Detector.PASTE)):
            return
        self._paste = PasteFact(document=document, characters=characters, provenance=provenance)

    def edited(self, document: str, edit: Edit) -> None:
        """Record one change. Raises Tampered when it does not fit, which is a bug of the capture."""
        fact = EditFact(document=document, edit=edit)
        paste, self._paste = self._paste, None
        if paste is not None and paste.document == document:
            self._record(paste, fact)
        else:
            self._record(fact)

    def ran(self, fact: RunFact) -> None:
        """Record a run for feedback, where the policy records how the code comes about."""
        if self._attempt.policy.records_work:
            self._attempt.record(fact)

    def focus(self, focused: bool) -> None:
        """Record that our window gained or lost the focus, where the policy watches for it; only changes count."""
        self._in_front = focused
        if self._watching and focused != self._focused and self._attempt.policy.watches(Detector.FOCUS):
            self._focused = focused
            self._attempt.record(FocusFact(focused=focused))

    def watch(self, watching: bool) -> None:
        """Watch for focus and pastes, or stop; after a pause the focus is told as it is then."""
        if watching == self._watching:
            return
        self._watching, self._focused = watching, None
        if watching and self._in_front is not None:
            self.focus(self._in_front)

    def source(self, document: str, seen: str) -> str:
        """Give the text to hand in: what the person sees. A difference from the record is our bug, and is logged."""
        if self.documents.by_id[document].content.text != seen:
            _log.error("document %s differs from its record", document)
        return seen

    @property
    def saved(self) -> Saved:
        """Whether the last change is on the disk."""
        state = self._attempt.store.state
        if state.fault is not None:
            return Saved.FAILED
        return Saved.SAVED if state.pending == 0 else Saved.SAVING

    def _record(self, *facts: DocumentFact | EditFact | PasteFact) -> None:
        for fact in facts:
            self.documents.take(fact)
        if self._attempt.policy.records_work:
            self._attempt.record(*facts)
            return
        for changed in {fact.document for fact in facts}:
            known = self.documents.by_id[changed]
            self._attempt.store.keep_draft(Draft(changed, known.problem, known.language, known.content.text))
