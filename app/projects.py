"""The files of the problem that is shown: what the tree and the tabs picture, and what becomes of wishes about them.

Guarantees: each wish that changes a file is a fact of the journal before it is pictured; one that breaks a limit
changes nothing and is told with the limit. GUI thread only; must not wait for the disk, except in `open`.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.places import Places
from app.tabs import Tabs
from app.writing import Writing
from protocol.documents import OpenDocument
from protocol.verdicts import LanguageId
from sync.store.store import Store
from ui.project_states import DocumentState, FileAct, FileWish, ProjectFile, ProjectState


class Projects:
    """See above."""

    def __init__(self, writing: Writing, places: Places, store: Store) -> None:
        self._writing, self._places = writing, places
        self._tabs = Tabs(store)
        self._deleted: dict[str, tuple[str, str]] = {}
        self._read: dict[str, str] = {}
        """By problem, the given file that is in front of the candidate's own."""

    def open(self) -> None:
        """Read which files stood open; waits for the disk."""
        self._tabs.open()

    def state(self, problem: str) -> ProjectState:
        """How the files of a problem are to be pictured."""
        shown, view = self._writing.shown(problem), self._writing.problem(problem)
        usual = view.usual_path(shown.language)
        own = self._writing.documents.project(problem, shown.language)
        files = [ProjectFile(self.document_state(one), one.path or usual) for one in own]
        starter = view.projects.get(shown.language.value)
        files.sort(key=lambda file: file.path)
        begun = [one.document for one in files]
        files += [] if starter is None else _given(shown, starter.given.items())
        tabs = self._tabs.of(begun, {one.document for one in files}, shown)
        front = self._front(problem, files)
        return ProjectState(
            files=tuple(sorted(files, key=lambda file: file.path)),
            tabs=tabs if front in tabs else (*tabs, front),
            free=not view.task_files,
            deleted=self._deleted.get(problem),
        )

    def front(self, problem: str) -> DocumentState:
        """The document in front: the candidate's, or a given one that they read."""
        state = self.state(problem)
        file = state.file(self._front(problem, state.files))
        return self.document_state(self._writing.shown(problem)) if file is None else file.state

    def _front(self, problem: str, files: Iterable[ProjectFile]) -> str:
        read = self._read.get(problem)
        shown = self._writing.shown(problem).document
        return read if any(one.given and one.document == read for one in files) and read is not None else shown

    def document_state(self, document: OpenDocument) -> DocumentState:
        """One document as the editor takes it."""
        told = (document.document, document.problem, document.language, document.content.text)
        return DocumentState(*told, document.history, self._places.of(document.document))

    def choose_language(self, problem: str, language: LanguageId) -> None:
        """Show a problem's files in a language, the one in front that was so before."""
        self._writing.choose_language(problem, language, self._tabs.front(problem, language.value))

    def wish(self, problem: str, wish: FileWish) -> None:
        """Carry out a wish about the files of a problem. Raises InvalidInput naming the limit."""
        before = self.state(problem)
        match wish.act:
            case FileAct.CREATE:
                made = self._writing.create(problem, wish.path)
                self._arrange(problem, (*before.tabs, made.document))
            case FileAct.RENAME:
                self._writing.rename(wish.document, wish.path)
            case FileAct.DELETE:
                self._delete(problem, wish.document, before)
            case FileAct.BRING_BACK:
                self._writing.bring_back(wish.document)
                del self._deleted[problem]
                self._arrange(problem, (*before.tabs, wish.document))
            case FileAct.TURN_TO:
                self._turn_to(problem, wish.document, before)
            case FileAct.ARRANGE:
                self._arrange(problem, wish.tabs)

    def _delete(self, problem: str, document: str, before: ProjectState) -> None:
        file, tabs = before.file(document), tuple(one for one in before.tabs if one != document)
        was_in_front = self._writing.shown(problem).document == document
        self._writing.delete(document)
        self._deleted[problem] = (document, "" if file is None else file.path)
        if was_in_front and tabs:
            beside = before.tabs.index(document) if document in before.tabs else 0
            self._turn_to(problem, tabs[min(beside, len(tabs) - 1)], before)
        self._arrange(problem, tabs)

    def _turn_to(self, problem: str, document: str, before: ProjectState) -> None:
        file = before.file(document)
        self._read.pop(problem, None)
        if file is not None and file.given:
            self._read[problem] = document
        elif file is not None:
            self._writing.turn_to(document)
        self._arrange(problem, before.tabs if document in before.tabs else (*before.tabs, document))

    def _arrange(self, problem: str, tabs: tuple[str, ...]) -> None:
        shown = self._writing.shown(problem)
        open_tabs = tabs if shown.document in tabs else (*tabs, shown.document)
        self._tabs.keep(shown, list(dict.fromkeys(open_tabs)))


def _given(beside: OpenDocument, files: Iterable[tuple[str, str]]) -> list[ProjectFile]:
    place = (beside.problem, beside.language)
    return [
        ProjectFile(DocumentState(f"given/{'/'.join(place)}/{path}", *place, text), path, given=True)
        for path, text in files
    ]
