"""The bridge to QScintilla: with `lexers`, the door to PyQt6. It hands out a PySide6 widget and plain Python values.

Guarantees: both bindings run on one Qt (checked at import), C++ owns the widget, and no PyQt6 value leaves `CodeView`,
whose methods speak bytes, integers and text. It must not decide what an edit means: that is `editor.capture`.
The order of the imports matters: PySide6 with QtPrintSupport first, so that PyQt6 finds that Qt already loaded.
"""

# ruff: noqa: N802 -- overridden virtual methods bear Qt's names

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Protocol, cast

import shiboken6
from PySide6 import QtCore, QtPrintSupport
from PySide6.QtWidgets import QWidget

from editor.capture import FULL, Capture, checked_text
from editor.keys.press import KeyHandler, Press
from editor.languages import Look
from editor.modifications import LARGE_BYTES, Modifications
from editor.retracing import retrace
from protocol.edits import Origin
from protocol.errors import EnvironmentFault, InvalidInput
from protocol.undo import History

# isort: split
from PyQt6 import QtGui as PyQtGui
from PyQt6 import sip
from PyQt6.Qsci import QsciLexer, QsciScintilla
from PyQt6.QtCore import QByteArray, QEvent, QMimeData, Qt, qVersion

QT_SHARED = (QtPrintSupport.__name__, QtCore.__name__)
"""Loaded before PyQt6: Qsci links to QtPrintSupport, and PySide6's copy must be the one in memory."""
_CHECK = QsciScintilla.SC_MOD_INSERTCHECK


def check_versions(pyside: str, pyqt: str) -> None:
    """Refuse two different Qt libraries in one process. Raises EnvironmentFault."""
    if pyside != pyqt:
        words = f"The editor cannot start: Qt {pyside} and Qt {pyqt} are mixed. Please install Recrutr again."
        raise EnvironmentFault("editor.two_qts", words, {"pyside": pyside, "pyqt": pyqt})


check_versions(QtCore.qVersion(), qVersion())


def _report(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
    sys.__excepthook__(kind, value, trace)


if sys.excepthook is sys.__excepthook__:
    # PyQt6 calls qFatal for an exception in a slot unless the hook was replaced; a bug shall be loud, not an abort.
    sys.excepthook = _report


def _press(event: PyQtGui.QKeyEvent) -> Press:
    """A key event as a plain value. Ctrl and Alt together are AltGr, which makes characters."""
    held = event.modifiers()
    control = bool(held & Qt.KeyboardModifier.ControlModifier)
    alt = bool(held & Qt.KeyboardModifier.AltModifier)
    both = control and alt
    return Press(event.key(), event.text(), control and not both, alt and not both)


class ViewEvents(Protocol):
    """Whom a CodeView tells."""

    def input_refused(self, words: str) -> None:
        """Input was turned away; the text is unchanged."""

    def text_copied(self, text: str) -> None:
        """Text was copied, cut or dragged out."""

    def cursor_at(self, line: int, column: int) -> None:
        """The cursor moved (both from 1)."""

    def keys_turned(self, mode: str) -> None:
        """The key map is in this mode now."""

    def search_asked(self, forwards: bool | None) -> None:
        """The key map wants the search bar (None), or the next or previous place."""


class CodeView(QsciScintilla):
    """QScintilla with all ways in guarded: each input event gets its origin, and bad text never reaches the buffer."""

    def __init__(self, capture: Capture, events: ViewEvents) -> None:
        super().__init__()
        self._capture = capture
        self._events = events
        self._loading = False
        self._dragging = False
        self._changes = Modifications(capture, self.bytes_between)
        self._enter_takes = False
        self.keys: KeyHandler | None = None
        """A key map that reads keys before Scintilla does."""
        self.setUtf8(True)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        # A widget's text is painted in the application's direction, which turns brackets round; a buffer's in its own.
        self.SendScintilla(self.SCI_SETBUFFEREDDRAW, int(PyQtGui.QGuiApplication.isRightToLeft()))
        self.SCN_MODIFIED.connect(self._modified)
        self.SCN_AUTOCSELECTION.connect(lambda *_what: self._changes.completion_begins())
        self.SCN_AUTOCCOMPLETED.connect(lambda *_what: self._changes.settle())
        self.SCN_UPDATEUI.connect(lambda *_what: self._changes.flush())
        self.cursorPositionChanged.connect(lambda line, index: events.cursor_at(line + 1, index + 1))

    def as_widget(self) -> QWidget:
        """This view as a PySide6 widget; from here on C++ owns it. Call once, and put it into a layout."""
        # sip's stubs say that unwrapinstance returns nothing and that transferto takes no None; both do.
        bindings = cast("Any", sip)
        widget = shiboken6.wrapInstance(bindings.unwrapinstance(self), QWidget)
        bindings.transferto(self, None)
        return cast("QWidget", widget)

    # What the rest of `editor` asks for

    def load(self, data: bytes, history: History | None = None) -> None:
        """Replace everything without an edit, take over what can be undone if it leads here, and begin a new record."""
        history = history if history is not None and history.text.encode() == data else None
        self._changes.flush()
        self._end_composition()
        self._loading = True
        self.SendScintilla(self.SCI_SETMODEVENTMASK, self._changes.quiet)
        try:
            read_only = self.isReadOnly()
            self.setReadOnly(False)
            self.SendScintilla(self.SCI_SETUNDOCOLLECTION, 0)
            self.SendScintilla(self.SCI_SETTEXT, 0, data)
            self.SendScintilla(self.SCI_SETUNDOCOLLECTION, 1)
            self.SendScintilla(self.SCI_EMPTYUNDOBUFFER)
            if history is not None:
                retrace(lambda name, *given: self.SendScintilla(getattr(self, name), *given), history)
            windows = b"\r\n" in data
            self.SendScintilla(self.SCI_SETEOLMODE, self.SC_EOL_CRLF if windows else self.SC_EOL_LF)
            self.setReadOnly(read_only)
        finally:
            self._loading = False
            self.SendScintilla(self.SCI_SETMODEVENTMASK, self._changes.wanted)
        self._capture.begin(data)
        self._choose_form()

    def _choose_form(self) -> None:
        """How Scintilla tells of changes, by the size of the text."""
        mask = self._changes.choose_form(int(self.SendScintilla(self.SCI_GETLENGTH)))
        if mask is not None:
            self.SendScintilla(self.SCI_SETMODEVENTMASK, mask)

    def setLexer(self, lexer: QsciLexer | None = None) -> None:
        """Another lexer; of a large text it would tell of the fold of every line, which nobody needs to hear."""
        if int(self.SendScintilla(self.SCI_GETLENGTH)) >= LARGE_BYTES:
            self.SendScintilla(self.SCI_SETMODEVENTMASK, 0)
        super().setLexer(lexer)
        self.SendScintilla(self.SCI_SETMODEVENTMASK, self._changes.wanted)

    def contents(self) -> bytes:
        """The bytes that are shown, without what an input method is composing."""
        length = int(self.SendScintilla(self.SCI_GETLENGTH))
        data = self.bytes(0, length).data()[:length]
        return self._changes.without_preedit(data)

    @property
    def composing(self) -> bool:
        """Whether an input method composes: positions behind the cursor are not those of the record then."""
        return self._changes.preedit is not None

    def bytes_between(self, start: int, end: int) -> bytes:
        """A part of what is shown; what lies beyond the end is left out."""
        end = min(end, int(self.SendScintilla(self.SCI_GETLENGTH)))
        return self.bytes(start, end).data()[: end - start] if start < end else b""

    def replace_range(self, start: int, end: int, data: bytes, origin: Origin = Origin.PROGRAM) -> None:
        """Replace bytes as a program would: captured, undone in one step."""
        self._end_composition()
        with self._capture.cause(origin):
            self.SendScintilla(self.SCI_BEGINUNDOACTION)
            self.SendScintilla(self.SCI_SETTARGETRANGE, start, end)
            self.SendScintilla(self.SCI_REPLACETARGET, len(data), data)
            self.SendScintilla(self.SCI_ENDUNDOACTION)
            self._changes.flush()

    def send(self, message: str, first: int = 0, second: int = 0) -> int:
        """A Scintilla message by name (`SCI_UNDO`), for what needs no text."""
        answer = int(self.SendScintilla(getattr(self, message), first, second))
        self._changes.flush()
        return answer

    def set_properties(self, look: Look) -> None:
        """Tell the lexer that was set what `look` wants beyond its usual."""
        for name, value in look.properties:
            self.SendScintilla(self.SCI_SETPROPERTY, name.encode(), value.encode())

    def show_words(self, written_bytes: int, words: Sequence[str], *, asked: bool) -> None:
        """Offer words, in alphabetical order, for the one of which so much is written."""
        self._enter_takes = asked
        self.SendScintilla(self.SCI_AUTOCSETSEPARATOR, ord(" "))
        self.SendScintilla(self.SCI_AUTOCSHOW, written_bytes, " ".join(words).encode())

    # What a key map asks for (keys.press.Board)

    def take_out(self, start: int, end: int, *, keep: bool = True) -> str:
        """Remove a part and return it; `keep` counts it as copied here."""
        text = self.bytes_between(start, end).decode("utf-8")
        if keep and text:
            self._events.text_copied(text)
        self.SendScintilla(self.SCI_DELETERANGE, start, end - start)
        self._changes.flush()
        return text

    def put_in(self, position: int, text: str) -> None:
        """Put in what was taken out or copied before: to the record, a paste."""
        if not self.isReadOnly():
            self._capture.paste_begins(text)
            self._insert(position, text)
            self._changes.settle()

    def type_in(self, position: int, text: str) -> None:
        """Insert as if typed."""
        windows = self.send("SCI_GETEOLMODE") == self.SC_EOL_CRLF
        self._insert(position, text.replace("\n", "\r\n") if windows else text)

    def find_again(self, *, forwards: bool) -> None:
        """Go to the next or previous place of what was searched for last."""
        self._events.search_asked(forwards)

    def open_search(self) -> None:
        """Ask what to search for."""
        self._events.search_asked(None)

    def _insert(self, position: int, text: str) -> None:
        data = text.encode()
        self.SendScintilla(self.SCI_INSERTTEXT, position, data)
        self._changes.flush()
        self.SendScintilla(self.SCI_SETEMPTYSELECTION, position + len(data))

    # Ways in

    def canInsertFromMimeData(self, source: QMimeData | None) -> bool:
        """Refuse bad text before Scintilla has removed the selection for it."""
        if source is None or not super().canInsertFromMimeData(source):
            return False
        if self._dragging:
            return True
        try:
            checked_text(source.text(), self._capture.room_bytes(self._selected_bytes()))
        except InvalidInput as error:
            self._events.input_refused(error.message)
            return False
        return True

    def fromMimeData(self, source: QMimeData) -> tuple[QByteArray, bool]:
        """Pasted or dropped text is on its way in."""
        if not self.isReadOnly():
            self._capture.paste_begins(source.text())
        text, _rectangular = super().fromMimeData(source)
        return text, False

    def toMimeData(self, text: QByteArray, rectangular: bool) -> QMimeData:
        """Text is on its way out: remember that it is ours."""
        self._events.text_copied(text.data().decode("utf-8", "replace"))
        return super().toMimeData(text, rectangular)

    def event(self, event: QEvent | None) -> bool:
        """What the key map wants, no shortcut of the window may take."""
        if (
            self.keys is not None
            and isinstance(event, PyQtGui.QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self.keys.wants(_press(event))
        ):
            event.accept()
            return True
        return event is not None and super().event(event)

    def keyPressEvent(self, event: PyQtGui.QKeyEvent | None) -> None:
        """A key. A character beyond U+FFFF in one key event is inserted here: QScintilla would drop it."""
        if event is not None and self._taken_by_keys(_press(event)):
            return
        if event is not None and self.send("SCI_AUTOCACTIVE"):
            self._key_over_offer(event.key())
        text = "" if event is None else event.text()
        if text and ord(text[0]) > 0xFFFF and not self.isReadOnly():
            self._bracket(lambda _: self.SendScintilla(self.SCI_REPLACESEL, 0, text.encode("utf-8")), event)
        elif self._acceptable(text):
            self._bracket(super().keyPressEvent, event)

    def inputMethodEvent(self, event: PyQtGui.QInputMethodEvent | None) -> None:
        """Text from an input method, or from a dead key; where keys are commands, what it commits is one."""
        if event is not None and self.keys is not None and self.keys.wants(Press(0, event.commitString() or "x")):
            if event.commitString():
                self._taken_by_keys(Press(0, event.commitString()))
            return
        if event is not None and self._acceptable(event.commitString()) and self._acceptable(event.preeditString()):
            # Scintilla 3.10 aborts the process when an input method composes over several selections.
            self._keep_one_selection()
            self._compose(event)

    def mousePressEvent(self, event: PyQtGui.QMouseEvent | None) -> None:
        """The middle button may paste."""
        self._bracket(super().mousePressEvent, event)

    def mouseReleaseEvent(self, event: PyQtGui.QMouseEvent | None) -> None:
        """The middle button may paste."""
        self._bracket(super().mouseReleaseEvent, event)

    def paste(self) -> None:
        """Paste from the menu."""
        self._bracket(lambda _: super(CodeView, self).paste(), None)

    def dragEnterEvent(self, event: PyQtGui.QDragEnterEvent | None) -> None:
        """Dragged text is judged when it is dropped."""
        self._drag(super().dragEnterEvent, event)

    def dragMoveEvent(self, event: PyQtGui.QDragMoveEvent | None) -> None:
        """Dragged text is judged when it is dropped."""
        self._drag(super().dragMoveEvent, event)

    def dropEvent(self, event: PyQtGui.QDropEvent | None) -> None:
        """Text is dropped."""
        self._end_composition()
        if event is not None and self.canInsertFromMimeData(event.mimeData()):
            with self._capture.cause(Origin.DROP):
                super().dropEvent(event)
                self._changes.flush()

    def _key_over_offer(self, key: int) -> None:
        """Enter takes a word that was asked for, or gone to; over an offer that nobody looked at it begins a line."""
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._enter_takes = True
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._enter_takes:
            self.SendScintilla(self.SCI_AUTOCCANCEL)

    def _taken_by_keys(self, press: Press) -> bool:
        if self.keys is None:
            return False
        self._changes.settle()
        taken = self.keys.press(press)
        self._changes.settle()
        self._events.keys_turned(self.keys.mode)
        return taken

    def _compose(self, event: PyQtGui.QInputMethodEvent) -> None:
        """What is composed is shown, but recorded when it is committed: it is nobody's word before."""
        self._changes.settle()
        composes = self._changes.composes = not event.commitString()
        self.setAutoIndent(not composes)  # it would change the text around for a character that is not there yet
        super().inputMethodEvent(event)
        self._changes.settle()
        self._changes.composes = False
        self.setAutoIndent(True)
        self._choose_form()

    def _end_composition(self) -> None:
        if self.composing:
            super().inputMethodEvent(PyQtGui.QInputMethodEvent())

    def _bracket(self, handle: Callable[[Any], object], event: object) -> None:
        self._end_composition()
        self._changes.settle()
        handle(event)
        self._changes.settle()
        self._choose_form()

    def _keep_one_selection(self) -> None:
        if self.send("SCI_GETSELECTIONS") > 1 or self.send("SCI_SELECTIONISRECTANGLE"):
            caret, anchor = self.send("SCI_GETCURRENTPOS"), self.send("SCI_GETANCHOR")
            self.SendScintilla(self.SCI_CANCEL)
            self.SendScintilla(self.SCI_SETSELECTION, caret, anchor)

    def _drag(self, handle: Callable[[Any], None], event: object) -> None:
        self._dragging = True
        try:
            handle(event)
        finally:
            self._dragging = False

    def _acceptable(self, text: str) -> bool:
        try:
            checked_text(text.replace("\0", ""))  # Ctrl+Space and Ctrl+@ carry NUL as text and insert nothing
        except InvalidInput as error:
            self._events.input_refused(error.message)
            return False
        return True

    def _selected_bytes(self) -> int:
        return self.send("SCI_GETSELECTIONEND") - self.send("SCI_GETSELECTIONSTART")

    # What happened. The parameters are those of SCN_MODIFIED; Qt hands them over one by one.
    def _modified(self, position: int, kind: int, text: bytes | None, length: int, *_rest: int) -> None:
        if self._loading:
            return
        if kind & _CHECK:
            if length > self._capture.room_bytes():
                self.SendScintilla(self.SCI_CHANGEINSERTION, 0, b"")
                self._events.input_refused(FULL)
            return
        self._changes.take(position, kind, text, length)
