"""CodeEditor: QScintilla as a PySide6 widget that reports every change as a protocol edit.

Guarantees: nothing becomes visible without an edit; text that UTF-8 cannot carry, or NUL, is refused and the text stays.
This module and `editor/bridge.py` are the only door to PyQt6; the rest of the program sees a PySide6 QWidget.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from brand.tokens import Appearance
from editor.provenance import PasteSources
from protocol.verdicts import LanguageId


class CodeEditor(QWidget):
    """A code editor for one document. GUI thread only."""

    edited = Signal(object)
    """protocol.edits.Edit, for every change, in order."""
    pasted = Signal(int, object)
    """(characters, PasteProvenance), before the edit of the paste or drop."""
    refused = Signal(str)
    """Input was refused; words for the candidate. The text did not change."""
    cursor_moved = Signal(int, int)
    """(line, column), both from 1; the column counts characters."""
    focus_changed = Signal(bool)
    """The editor itself gained or lost the keyboard focus."""

    def __init__(self, sources: PasteSources | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        raise NotImplementedError

    def set_document(self, document: str, text: str, language: LanguageId) -> None:
        """Begin a document: its text is the base of all edits to come; itself no edit. Raises InvalidInput."""
        raise NotImplementedError

    @property
    def document(self) -> str:
        """Id of the document, empty before `set_document`."""
        raise NotImplementedError

    @property
    def language(self) -> LanguageId:
        """Language of the document."""
        raise NotImplementedError

    def text(self) -> str:
        """The present text."""
        raise NotImplementedError

    def replace_text(self, text: str) -> None:
        """Replace all text as one programmatic edit that can be undone. Raises InvalidInput; the text is unchanged then."""
        raise NotImplementedError

    def verify_capture(self) -> None:
        """Compare the text with the fold of all edits. Raises Tampered when they differ; a debug and test check."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow changes."""
        raise NotImplementedError

    def jump_to(self, line: int, column: int = 1) -> None:
        """Put the cursor at a line and column (from 1; clipped to the text), show it, take the focus."""
        raise NotImplementedError

    def set_appearance(self, appearance: Appearance) -> None:
        """Colours and fonts from the brand tokens."""
        raise NotImplementedError

    def key_target(self) -> QWidget:
        """The widget that takes key events (for scripts and tests)."""
        raise NotImplementedError
