"""Writing: every change becomes a fact in the journal, in order, and "saved" is said only after the store said so.

Guarantees: what `documents` holds equals what the journal will say; a paste and its edit are adjacent entries; after a
restart the documents are those of the journal. Where the policy records no work, the documents are kept beside the
journal instead, in the store and nowhere else. GUI thread only, except where a method says otherwise.
"""

from __future__ import annotations

import json
import logging

from app.attempt import Attempt
from app.documents import first_documents, template
from protocol.attempts import AttemptState
from protocol.documents import Documents, OpenDocument
from protocol.edits import Document, Edit
from protocol.errors import InvalidInput, NotFound
from protocol.facts import (
    DocumentFact,
    EditFact,
    FileEvent,
    FileFact,
    FocusFact,
    PasteFact,
    PasteProvenance,
    RunFact,
    StateFact,
)
from protocol.identifiers import new_identifier
from protocol.policy import Detector
from protocol.projects import MAX_FILES, check_files, check_new_path, pack, unpack
from protocol.saying import to_say
from protocol.verdicts import LanguageId
from protocol.wire import MAX_SUBMISSION_BYTES, AssessmentPack, ProblemView
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
        self._record(*(fact for problem in self.pack.problems for fact in self._first(problem)))
        return resumed

    def _rebuild(self) -> bool:
        """Take the documents of the journal; whether there are any."""
        store, recorded = self._attempt.store, self._attempt.policy.records_work
        drafts = store.rebuild_drafts() if recorded else store.kept_drafts()
        for draft in drafts.values():
            text = Document(draft.text)
            self.documents.by_id[draft.document] = OpenDocument(
                draft.document, draft.problem, draft.language, text, draft.history, draft.path, draft.deleted
            )
            if not draft.deleted:
                self.documents.shown[draft.problem] = draft.document
        kept = json.loads(self._attempt.store.kept(_SHOWN) or b"{}")
        there = {known.document for known in self.documents.by_id.values() if not known.deleted}
        self.documents.shown.update({key: value for key, value in kept.items() if value in there})
        return bool(drafts)

    def _first(self, problem: ProblemView) -> list[DocumentFact]:
        """A problem's first documents here: what was last handed in, where only that came along; else the template."""
        shown = self.documents.of(problem.problem)
        if shown is not None:
            there = self.documents.texts(problem.problem, shown.language, problem.usual_path(shown.language))
            return first_documents(problem, shown.language, there)
        fresh = first_documents(problem, self.pack.languages[0])
        if self._attempt.policy.records_work:
            return fresh
        requests = [known.request for known in self._attempt.store.outbox.submissions()]
        last = next((each for each in reversed(requests) if each.problem == problem.problem), None)
        if last is None:
            return fresh
        usual = problem.usual_path(last.language)
        files = unpack(last.source, usual)
        return [
            template(problem, last.language).model_copy(update={"text": text, "path": None if path == usual else path})
            for path, text in sorted(files.items(), key=lambda file: file[0] == usual)
        ]

    def problem(self, identifier: str) -> ProblemView:
        """Find a problem. Raises NotFound."""
        for problem in self.pack.problems:
            if problem.problem == identifier:
                return problem
        raise NotFound("problem.unknown", to_say("This assessment has no such problem."))

    def shown(self, problem: str) -> OpenDocument:
        """Give the document that a problem shows. Raises NotFound."""
        document = self.documents.of(problem)
        if document is None:
            raise NotFound("problem.unknown", to_say("This assessment has no such problem."))
        return document

    def choose_language(self, problem: str, language: LanguageId, front: str | None = None) -> OpenDocument:
        """Show the problem's files in a language, made from its template when they are new; `front` before others."""
        files = self.documents.project(problem, language)
        if not files:
            self._record(*first_documents(self.problem(problem), language))
        else:
            self._show(next((known for known in files if known.document == front), files[0]))
        self._keep_shown()
        return self.shown(problem)

    def usual_path(self, document: OpenDocument) -> str:
        """What the first file of its problem is called in its language."""
        return self.problem(document.problem).usual_path(document.language)

    def create(self, problem: str, path: str) -> OpenDocument:
        """Make an empty file beside the one that is shown, and show it. Raises InvalidInput (`path`, `files`)."""
        beside = self.shown(problem)
        self._check_free(problem)
        self._check_name(beside, path)
        self._check_count(beside)
        self._record(
            DocumentFact(document=new_identifier(), problem=problem, language=beside.language, text="", path=path)
        )
        self._keep_shown()
        return self.shown(problem)

    def rename(self, document: str, path: str) -> None:
        """Give a file another name. Raises InvalidInput (`path`, `files`)."""
        known = self.documents.by_id[document]
        self._check_free(known.problem)
        self._check_name(known, path, but=document)
        if path != (known.path or self.usual_path(known)):
            self._record(FileFact(document=document, event=FileEvent.RENAMED, path=path))

    def delete(self, document: str) -> None:
        """Delete a file; it can be brought back. Raises InvalidInput (`files`) for the last one."""
        known = self.documents.by_id[document]
        self._check_free(known.problem)
        if len(self.documents.project(known.problem, known.language)) == 1:
            raise InvalidInput("files", "at least one file", to_say("The last file of a problem cannot be deleted."))
        self._record(FileFact(document=document, event=FileEvent.DELETED))
        self._keep_shown()

    def bring_back(self, document: str) -> None:
        """Undo a deletion, and show the file. Raises InvalidInput (`path`) when its name was taken meanwhile."""
        known = self.documents.by_id[document]
        self._check_name(known, known.path or self.usual_path(known), but=document)
        self._check_count(known)
        self._record(FileFact(document=document, event=FileEvent.BROUGHT_BACK))
        self._keep_shown()

    def turn_to(self, document: str) -> None:
        """Show this file of its problem."""
        known = self.documents.by_id[document]
        if self.documents.shown.get(known.problem) != document and not known.deleted:
            self._record(FileFact(document=document, event=FileEvent.SHOWN))
            self._keep_shown()

    def _check_free(self, problem: str) -> None:
        if self.problem(problem).task_files:
            raise InvalidInput(
                "files", "the files given", to_say("The files of this problem are given, with their names.")
            )

    def _check_name(self, beside: OpenDocument, path: str, but: str = "") -> None:
        files = self.documents.project(beside.problem, beside.language)
        usual = self.usual_path(beside)
        check_new_path(path, (one.path or usual for one in files if one.document != but))

    def _check_count(self, beside: OpenDocument) -> None:
        if len(self.documents.project(beside.problem, beside.language)) >= MAX_FILES:
            raise InvalidInput(
                "files",
                f"{MAX_FILES} files",
                to_say("A project has no more than {max_files} files.", max_files=MAX_FILES),
            )

    def _show(self, document: OpenDocument) -> None:
        self.documents.shown[document.problem] = document.document

    def _keep_shown(self) -> None:
        self._attempt.store.keep(_SHOWN, json.dumps(self.documents.shown).encode())

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

    def source(self, problem: str, document: str, seen: str) -> str:
        """All files of a problem, with this one as the person sees it, packed to be run or handed in.

        A difference from the record is our bug, and is logged. Raises InvalidInput (`files`) when they are too large.
        """
        shown = self.shown(problem)
        usual = self.usual_path(shown)
        files = self.documents.texts(problem, shown.language, usual)
        known = self.documents.by_id.get(document)
        if known is not None:
            if known.content.text != seen:
                _log.error("document %s differs from its record", document)
            files[known.path or usual] = seen
        check_files(files, MAX_SUBMISSION_BYTES)
        return pack(files, usual)

    def packed(self, problem: str) -> str:
        """All files of a problem as they are recorded, packed."""
        shown = self.shown(problem)
        usual = self.usual_path(shown)
        return pack(self.documents.texts(problem, shown.language, usual), usual)

    def is_untouched(self, problem: str) -> bool:
        """Whether a problem's files are those with which it was begun."""
        shown, view = self.shown(problem), self.problem(problem)
        usual = view.usual_path(shown.language)
        starter = view.projects.get(shown.language.value)
        begun = {usual: view.templates.get(shown.language.value, "")} if starter is None else starter.editable
        return self.documents.texts(problem, shown.language, usual) == begun

    @property
    def saved(self) -> Saved:
        """Whether the last change is on the disk."""
        state = self._attempt.store.state
        if state.fault is not None:
            return Saved.FAILED
        return Saved.SAVED if state.pending == 0 else Saved.SAVING

    def _record(self, *facts: DocumentFact | EditFact | FileFact | PasteFact) -> None:
        if not facts:
            return
        for fact in facts:
            self.documents.take(fact)
        if self._attempt.policy.records_work:
            self._attempt.record(*facts)
            return
        for changed in {fact.document for fact in facts}:
            known = self.documents.by_id[changed]
            place = (known.problem, known.language, known.content.text)
            self._attempt.store.keep_draft(Draft(changed, *place, path=known.path, deleted=known.deleted))
