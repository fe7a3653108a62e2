"""Flag and note of the present problem, below its statement: for the candidate alone.

Guarantees: what is typed leaves by a signal at each change; the text is taken over only when another problem is shown,
so that nothing jumps under the cursor. A copy out of a note is known as own, unless text from outside came into it.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from editor.provenance import PasteSources
from protocol.facts import PasteProvenance
from protocol.saying import said, say, to_say, together
from ui.note_states import MOST_CHARACTERS, Note
from ui.widgets.text import Button, label

_HEIGHT, _NARROW = 132, 300
_WORDS = to_say("For you alone: it stays on this computer and goes with the attempt. The organisation does not get it.")
_ON_SCREEN = to_say("Your screen is recorded: what stands on it can be seen there.")


class NoteField(QPlainTextEdit):
    """Plain text that knows whether something in it came from outside."""

    def __init__(self, sources: PasteSources) -> None:
        super().__init__()
        self._sources = sources
        self.from_outside = False
        self.setObjectName("noteField")
        self.setAccessibleName(say("Your notes on this problem"))
        self.setPlaceholderText(say("Ideas, what is left to do…"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Take nothing more once the note is full."""
        full = len(self.toPlainText()) >= MOST_CHARACTERS and not self.textCursor().hasSelection()
        typed = event.text()
        if full and ((typed and typed.isprintable()) or event.key() == Qt.Key.Key_Return):
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 -- Qt's name
        """Paste or drop text, and note when it is not ours; all of an empty note is ours again."""
        if not self.toPlainText():
            self.from_outside = False
        room = MOST_CHARACTERS - len(self.toPlainText())
        text = source.text()[: max(0, room)]
        if not text:
            return
        if self._sources.provenance(text) is PasteProvenance.OUTSIDE:
            self.from_outside = True
        self.insertPlainText(text)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 -- Qt's name
        """Copy, cut or drag as plain text; what is the candidate's own stays so in the editor."""
        text = self.textCursor().selectedText().replace("\u2029", "\n")
        if not self.from_outside:
            self._sources.remember_copy(text)
        copied = QMimeData()
        copied.setText(text)
        return copied


class OwnNotes(QFrame):
    """Shows a Note."""

    flag_turned = Signal(str, bool)
    docs_asked = Signal()
    """Open or close the documentation beside the code."""
    note_changed = Signal(str, str, bool)
    """(problem id, text, whether something came from outside)."""

    def __init__(self, sources: PasteSources) -> None:
        super().__init__()
        self.setProperty("surface", "foot")
        self._problem = ""
        self._taking_over = False
        self._flag = Button(say("Flag"), "flagButton", "quiet", "finish")
        self._flag.setCheckable(True)
        self._flag.setToolTip(say("Mark this problem for yourself, to come back to it"))
        self._flag.on_click(lambda: self.flag_turned.emit(self._problem, self._flag.isChecked()))
        self._open = Button(say("Notes"), "notesButton", "quiet", "right")
        self._open.setCheckable(True)
        self._open.toggled.connect(self._fold)
        self._words = label("", "caption", "quiet", name="noteWords")
        self.field = NoteField(sources)
        self.field.textChanged.connect(self._changed)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._open)
        self._docs = Button(say("Docs"), "docsButton", "quiet", "information").on_click(self.docs_asked.emit)
        self._docs.setToolTip(say("Documentation that is installed on this computer (F10)"))
        self._docs.setAccessibleName(say("Documentation beside the code"))
        row.addStretch(1)
        row.addWidget(self._docs)
        row.addWidget(self._flag)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.field)
        column.addWidget(self._words)
        self._fold(False)

    def show_note(self, problem: str, note: Note, *, screen_recorded: bool, read_only: bool) -> None:
        """Picture flag and note of a problem; the text counts only when the problem is turned to."""
        turned, self._problem = problem != self._problem, problem
        self._flag.setChecked(note.flagged)
        self._flag.setText(say("Flagged") if note.flagged else say("Flag"))
        self._flag.setAccessibleName(say("Problem flagged") if note.flagged else say("Flag this problem for yourself"))
        self._open.setAccessibleName(say("Your notes, written") if note.text else say("Your notes"))
        self._words.setText(said(together(_WORDS, _ON_SCREEN if screen_recorded else "")))
        self.field.setReadOnly(read_only)
        if turned:
            self._taking_over = True
            self.field.setPlainText(note.text)
            self.field.from_outside = note.from_outside
            self._taking_over = False
            self._open.setChecked(bool(note.text) or self.field.hasFocus())

    def _changed(self) -> None:
        if self._taking_over:
            return
        text = self.field.toPlainText()
        if not text:
            self.field.from_outside = False
        self.note_changed.emit(self._problem, text, self.field.from_outside)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Where the three buttons have no room beside each other, two give up their symbols."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._docs.set_symbol("" if narrow else "information")
        self._flag.set_symbol("" if narrow else "finish")

    def _fold(self, shown: bool) -> None:
        self._open.set_symbol("down" if shown else "right")
        self.field.setVisible(shown)
        self._words.setVisible(shown)
        if shown and self._open.hasFocus():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
