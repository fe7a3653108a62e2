"""CodeEditor: QScintilla as a PySide6 widget that reports every change as a protocol edit.

Guarantees: nothing becomes visible without an edit, but what an input method is still composing; NUL and text that
UTF-8 cannot carry are refused, the text stays.
This module and `editor/bridge.py` are the only door to PyQt6; the rest of the program sees a PySide6 QWidget.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QHelpEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QToolTip, QVBoxLayout, QWidget

from brand.tokens import PALETTES, Appearance
from editor import looks
from editor.bridge import CodeView
from editor.capture import Capture, checked_text
from editor.finding.bar import SearchBar
from editor.finding.session import Search, replace_all
from editor.keys.emacs import Emacs
from editor.keys.press import KeyHandler
from editor.keys.vim import Vim
from editor.marks import Remark, compiler_marks, grammar_marks
from editor.modifications import LARGE_BYTES
from editor.preferences import USUAL, KeyMap, Preferences
from editor.provenance import PasteSources
from editor.syntax.mistakes import Mistake
from editor.syntax.watch import SyntaxWatch
from editor.writing.commands import Commands
from editor.writing.completion import Completion
from protocol.edits import Edit
from protocol.facts import PasteProvenance
from protocol.saying import said, say, to_say
from protocol.undo import History
from protocol.verdicts import LanguageId

_LEAVING = to_say("Press F6 to leave the code and go to the next part of the window.")
_MAX_SPOKEN_BYTES = 300


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
    mistakes_changed = Signal(object)
    """tuple of `Mistake`: what does not follow the grammar, some time after the last change."""

    def __init__(self, sources: PasteSources | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources = sources or PasteSources()
        self._document = ""
        self._language = LanguageId.PYTHON
        self._appearance = Appearance.LIGHT
        self._wished = USUAL
        self._lines = 0
        self._capture = Capture(self._sources, self._edit, self._paste)
        self._view = CodeView(self._capture, self)
        self._code = self._view.as_widget()
        self._code.setObjectName("code")
        self._code.setAccessibleName(say("Code"))
        self._code.setAccessibleDescription(said(_LEAVING))
        self._code.installEventFilter(self)
        self._paper = cast("QWidget", self._code.findChild(QWidget, "qt_scrollarea_viewport"))
        self._paper.installEventFilter(self)
        self._lay_out()
        self.setFocusProxy(self._code)
        self._sources.add_buffer(self.text)
        looks.prepare(self._view)
        self._marks, self._grammar_marks = compiler_marks(self._view), grammar_marks(self._view)
        self.mistakes: tuple[Mistake, ...] = ()
        self._syntax = SyntaxWatch(self._view, self._show_mistakes, self)
        self._completion = Completion(self._view, self)
        self._commands = Commands(self._view)
        self._dress()
        for keys, act in (
            *self._commands.keys.items(),
            ("Ctrl+Space", self._completion.offer),
            ("Ctrl+F", lambda: self._search.open(replacing=False)),
            ("Ctrl+H", lambda: self._search.open(replacing=True)),
            ("F3", lambda: self._search.go(forwards=True)),
            ("Shift+F3", lambda: self._search.go(forwards=False)),
            ("Ctrl+=", self._view.zoomIn),
            ("Ctrl+0", lambda: self._view.zoomTo(0)),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        self._bar = SearchBar()
        self._bar.closed.connect(self._close_search)
        self._search = Search(self._view, self._bar)
        self._mode = QLabel()
        self._mode.setObjectName("keyMode")
        self._mode.setTextFormat(Qt.TextFormat.PlainText)
        self._mode.setContentsMargins(8, 2, 8, 2)
        self._mode.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._code, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._mode)

    def set_document(self, document: str, text: str, language: LanguageId, history: History | None = None) -> None:
        """Begin a document: its text is the base of all edits to come; itself no edit. Raises InvalidInput.

        With a history that leads to this text, what it holds can be undone.
        """
        data = checked_text(text)
        self._marks.clear()
        self._document, self._language = document, language
        self._view.load(data, history)
        self._dress()
        self._view.send("SCI_GOTOPOS", 0)
        self._syntax.begin(language)
        self._completion.begin(language)

    def place(self) -> tuple[int, int]:
        """Byte of the cursor, and the first visible line."""
        return self._view.send("SCI_GETCURRENTPOS"), self._view.send("SCI_GETFIRSTVISIBLELINE")

    def go_to_place(self, position: int, top: int) -> None:
        """Put the cursor at a byte, and a line at the top (both clipped to the text)."""
        self._view.send("SCI_GOTOPOS", min(max(position, 0), self._view.send("SCI_GETLENGTH")))
        self._view.send("SCI_SETFIRSTVISIBLELINE", max(top, 0))
        # And again once the editor has its size: before, there are no lines that could be visible.
        QTimer.singleShot(0, self, lambda: self._view.send("SCI_SETFIRSTVISIBLELINE", max(top, 0)))

    @property
    def document(self) -> str:
        """Id of the document, empty before `set_document`."""
        return self._document

    @property
    def language(self) -> LanguageId:
        """Language of the document."""
        return self._language

    def text(self) -> str:
        """The present text."""
        return self._view.contents().decode("utf-8")

    def replace_text(self, text: str) -> None:
        """Replace all text as a program would, undone in one step. Raises InvalidInput; the text is unchanged then."""
        data = checked_text(text)
        self._view.replace_range(0, len(self._view.contents()), data)

    def replace_places(self, changes: Sequence[tuple[int, int, bytes]]) -> int:
        """Replace bytes (start, end, by what; in rising order), undone in one step; how many. None when read only."""
        if self._view.isReadOnly():
            return 0
        replace_all(self._view, changes)
        return len(changes)

    def selected(self) -> str:
        """The first line of what is selected."""
        return self._view.selectedText().partition("\n")[0]

    def select(self, start: int, end: int) -> None:
        """Select these bytes, and show them."""
        self._view.send("SCI_ENSUREVISIBLE", self._view.send("SCI_LINEFROMPOSITION", start))
        self._view.send("SCI_SETSEL", start, end)
        self._view.send("SCI_SCROLLCARET")

    def verify_capture(self) -> None:
        """Compare the text with the fold of all edits. Raises Tampered when they differ; a debug and test check."""
        self._capture.verify(self._view.contents())

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow changes."""
        self._view.setReadOnly(read_only)

    def jump_to(self, line: int, column: int = 1) -> None:
        """Put the cursor at a line and column (from 1; clipped to the text), show it, take the focus."""
        line = min(max(line, 1), self._view.lines())
        width = len(self._view.text(line - 1).rstrip("\r\n"))
        self._view.setCursorPosition(line - 1, min(max(column, 1) - 1, width))
        self._view.ensureLineVisible(line - 1)
        self._code.setFocus()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Mark lines, instead of those marked before; the next edit takes all marks away."""
        self._marks.show(remarks)

    def set_appearance(self, appearance: Appearance) -> None:
        """Colours and fonts from the brand tokens."""
        self._appearance = appearance
        self._dress()

    def set_preferences(self, wished: Preferences) -> None:
        """Size of the letters, indent and keys. The theme is not decided here: `set_appearance` is."""
        keys = self._wished.keys
        self._wished = wished
        self._completion.wanted = wished.completion
        self._dress()
        if wished.keys is not keys:
            made: KeyHandler | None = None
            if wished.keys is KeyMap.VIM:
                made = Vim(self._view)
            elif wished.keys is KeyMap.EMACS:
                made = Emacs(self._view)
            else:
                self._view.send("SCI_SETCARETSTYLE", 1)
            self._view.keys = made
            self.keys_turned(made.mode if made else "")

    def key_target(self) -> QWidget:
        """The widget that takes key events (for scripts and tests)."""
        return self._code

    # What the view tells (bridge.ViewEvents)

    def input_refused(self, words: str) -> None:
        """Input was turned away."""
        self.refused.emit(words)

    def text_copied(self, text: str) -> None:
        """Text was copied or cut here: it stays ours."""
        self._sources.remember_copy(text)

    def cursor_at(self, line: int, column: int) -> None:
        """The cursor moved."""
        self._completion.look()
        self._describe(line)
        self.cursor_moved.emit(line, column)

    def _describe(self, line: int) -> None:
        """What a screen reader hears: of a large text, of which it is told no changes, the line of the cursor."""
        words = said(_LEAVING)
        if self._view.send("SCI_GETLENGTH") >= LARGE_BYTES:
            start = self._view.send("SCI_POSITIONFROMLINE", line - 1)
            end = min(self._view.send("SCI_GETLINEENDPOSITION", line - 1), start + _MAX_SPOKEN_BYTES)
            text = self._view.bytes_between(start, end).decode("utf-8", "ignore")
            words = say("Line {line}: {text}", line=line, text=text)
        if self._code.accessibleDescription() != words:
            self._code.setAccessibleDescription(words)

    def _tell_caret(self) -> None:
        """Let a screen reader know where the caret is before it moves: QScintilla only tells it of changes."""
        if QAccessible.queryAccessibleInterface(self._code) is not None:
            self._view.send("SCI_SETMAINSELECTION", self._view.send("SCI_GETMAINSELECTION"))

    def keys_turned(self, mode: str) -> None:
        """Show the mode of the key map."""
        self._mode.setVisible(self._wished.keys is not KeyMap.DEFAULT)
        if self._mode.text() != mode:
            self._mode.setText(mode)
            self._mode.setAccessibleName(say("Keys: {mode}", mode=mode) if mode else "")

    def search_asked(self, forwards: bool | None) -> None:
        """The key map searches."""
        if forwards is None:
            self._search.open(replacing=False)
        else:
            self._search.go(forwards=forwards)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Watch the focus of the code, and tell what a mark means."""
        if watched is self._paper and isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            layers = (self._marks, self._grammar_marks)
            words = "\n".join(filter(None, (layer.words_at(event.x(), event.y()) for layer in layers)))
            # Escaped and as paragraph: a tool tip would take what looks like markup for markup.
            QToolTip.showText(event.globalPos(), f"<p>{html.escape(words)}</p>" if words else "", self._paper)
            return True
        if watched is self._code and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.focus_changed.emit(event.type() == QEvent.Type.FocusIn)
            if event.type() == QEvent.Type.FocusIn and QAccessible.isActive():
                QTimer.singleShot(0, self, self._tell_caret)
        return super().eventFilter(watched, event)

    def _edit(self, edit: Edit) -> None:
        if self._marks:
            # Later: Scintilla is in the middle of the change.
            QTimer.singleShot(0, self, self._marks.clear)
        if "\n" in edit.inserted or "\n" in edit.removed:
            self._fit_margin()
        self._syntax.changed(edit)
        self._search.text_changed()
        self._completion.changed(edit)
        self.edited.emit(edit)

    def _paste(self, characters: int, provenance: PasteProvenance) -> None:
        self.pasted.emit(characters, provenance)

    def _dress(self) -> None:
        top = self._view.send("SCI_GETFIRSTVISIBLELINE")
        size = self._view.send("SCI_GETLENGTH")
        looks.dress(self._view, self._language, self._appearance, size, self._wished)
        for layer in (self._marks, self._grammar_marks, self._search):
            layer.dress(PALETTES[self._appearance])
        # Another lexer scrolls to the beginning; how far one can scroll is known once lines have their height.
        self._view.send("SCI_TEXTHEIGHT", 0)
        self._view.send("SCI_SETFIRSTVISIBLELINE", top)
        self._lines = 0
        self._fit_margin()

    def _show_mistakes(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        self._grammar_marks.show([Remark(one.line, one.text, span=(one.start, one.end)) for one in mistakes])
        self.mistakes_changed.emit(mistakes)

    def _fit_margin(self) -> None:
        digits = len(str(self._view.lines()))
        if digits != self._lines:
            self._lines = digits
            looks.fit_margin(self._view, self._view.lines())

    def _close_search(self) -> None:
        self._search.close()
        self._code.setFocus()
