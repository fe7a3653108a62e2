"""The editors of all documents that were opened, one visible at a time, each with its own undo history."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from brand.tokens import Appearance
from editor.preferences import USUAL, Preferences
from editor.provenance import PasteSources
from editor.widget import CodeEditor
from ui import theme
from ui.project_states import DocumentState

REST_MS = 300


class Deck(QStackedWidget):
    """Holds one CodeEditor per document id; all share the sources against which pastes are compared."""

    edited = Signal(str, object)
    pasted = Signal(str, int, object)
    refused = Signal(str)
    cursor_moved = Signal(int, int)
    cursor_rested = Signal(str, int, int)
    """(document, byte of the cursor, first visible line), at most every REST_MS while it moves."""
    mistakes_changed = Signal(object)
    """Of the visible editor, also when another becomes visible."""

    def __init__(self) -> None:
        super().__init__()
        self.sources = PasteSources()
        self._editors: dict[str, CodeEditor] = {}
        self._given: set[str] = set()
        self._read_only = False
        self._wished = USUAL

    def prepare(self, state: DocumentState) -> CodeEditor:
        """The editor of a document, not shown; its text counts only the first time. Raises InvalidInput."""
        editor = self._editors.get(state.document)
        if editor is None:
            editor = CodeEditor(self.sources)
            editor.set_appearance(theme.appearance())
            editor.set_preferences(self._wished)
            editor.set_document(state.document, state.text, state.language, state.history)
            if state.place is not None:
                editor.go_to_place(*state.place)
            self._connect(editor, state.document)
            self._editors[state.document] = editor
            self.addWidget(editor)
            self._obey(state.document, editor)
        return editor

    def open_document(self, state: DocumentState) -> CodeEditor:
        """Show the editor of a document; its text counts only the first time. Raises InvalidInput for bad text."""
        editor = self.prepare(state)
        if self.currentWidget() is not editor:
            self.setCurrentWidget(editor)
            self.setFocusProxy(editor)
            self.mistakes_changed.emit(editor.mistakes)
        return editor

    def editor(self, document: str) -> CodeEditor:
        """The editor of a document. Raises LookupError when it was not opened."""
        return self._editors[document]

    def current(self) -> CodeEditor:
        """The visible editor. Raises LookupError before the first document."""
        found = self.currentWidget()
        if isinstance(found, CodeEditor):
            return found
        raise LookupError("no document is open yet")

    def set_appearance(self, appearance: Appearance) -> None:
        """Dress all editors."""
        for editor in self._editors.values():
            editor.set_appearance(appearance)

    def set_preferences(self, wished: Preferences) -> None:
        """Letters, indent and keys of all editors, those to come too."""
        self._wished = wished
        for editor in self._editors.values():
            editor.set_preferences(wished)

    def text_of(self, document: str, otherwise: str) -> str:
        """The present text of a document, or what is said where no editor of it was opened."""
        editor = self._editors.get(document)
        return otherwise if editor is None else editor.text()

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow changes in all editors, those to come too."""
        self._read_only = read_only
        for document, editor in self._editors.items():
            self._obey(document, editor)

    def set_given(self, documents: Iterable[str]) -> None:
        """These are to be read only, whatever else is allowed."""
        self._given |= set(documents)
        self.set_read_only(self._read_only)

    def _obey(self, document: str, editor: CodeEditor) -> None:
        editor.set_read_only(self._read_only or document in self._given)

    def _connect(self, editor: CodeEditor, document: str) -> None:
        editor.edited.connect(lambda edit: self.edited.emit(document, edit))
        editor.pasted.connect(lambda count, provenance: self.pasted.emit(document, count, provenance))
        editor.refused.connect(self.refused)
        editor.cursor_moved.connect(self.cursor_moved)
        rest = QTimer(editor)
        rest.setSingleShot(True)
        rest.setInterval(REST_MS)
        rest.timeout.connect(lambda: self.cursor_rested.emit(document, *editor.place()))
        editor.cursor_moved.connect(lambda _line, _column: None if rest.isActive() else rest.start())
        editor.mistakes_changed.connect(
            lambda mistakes: self.mistakes_changed.emit(mistakes) if self.currentWidget() is editor else None
        )
