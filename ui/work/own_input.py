"""The own-input tab: a text that a program reads, what it writes as it comes, and a line to type to it while it runs.

Guarantees: the line is there only while what is typed reaches the program.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from protocol.saying import said, say, to_say
from protocol.wire import ProblemView
from ui.states import RunPhase, RunState
from ui.widgets.roomy import Tall
from ui.widgets.text import Button, Whole, left_to_right
from ui.work.run_words import own_words, use_words
from ui.work.text_views import code_view, set_text, with_errors

RUNNING = {RunPhase.WAITING, RunPhase.COMPILING, RunPhase.RUNNING}
_WIDE, _LEAST_HEIGHT = 600, 72
_NOTHING_YET = to_say("Your program's output appears here. There is no expected answer to compare it with.")


class OwnInputView(QWidget):
    """Shows a run on an own input."""

    run_requested = Signal(str, bool)
    """(input, more is typed while it runs)."""
    typed = Signal(str)
    ended = Signal()
    case_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._output = code_view("ownOutput", say("Output for your own input"))
        self._words = Whole("strong", name="ownWords")
        self._use = Whole("caption", "quiet", "ownUse")
        inner = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        layout = QHBoxLayout(inner)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(12)
        left, right = self._build_input(), QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self._words)
        right.addWidget(self._use)
        right.addWidget(self._output, 1)
        right.addWidget(self._build_line())
        layout.addLayout(left, 1)
        layout.addLayout(right, 1)
        around.addWidget(Tall(inner, _LEAST_HEIGHT))

    def show_run(self, state: RunState, problem: ProblemView | None) -> None:
        """Picture what there is of a run on an own input."""
        running = state.phase in RUNNING
        self._run.setEnabled(not running)
        self._show_line(shown=running and state.typing)
        own = state.own
        self._words.setText(own_words(own, running=running) if own else said(_NOTHING_YET))
        used = use_words(own.use, problem) if own and problem else ""
        self._use.setText(used)
        self._use.setVisible(bool(used))
        changed = set_text(self._output, with_errors(own.output, own.errors) if own else "")
        if changed and running:
            bar = self._output.verticalScrollBar()
            bar.setValue(bar.maximum())  # the newest line, as in a terminal

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """A narrow window gives up the way to the cases, which are made in their own tab as well."""
        super().resizeEvent(event)
        self._keep.setVisible(event.size().width() >= _WIDE)

    def _show_line(self, *, shown: bool) -> None:
        if shown != self._line.isHidden():
            return
        if shown:
            self._typed.setEnabled(True)
            self._end.setEnabled(True)
            self._line.show()
            self._typed.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        had_focus = self._line.isAncestorOf(self.focusWidget())
        self._line.hide()
        self._typed.clear()
        if had_focus:
            self._input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_input(self) -> QVBoxLayout:
        self._input = QPlainTextEdit()
        left_to_right(self._input)
        self._input.setObjectName("ownInput")
        self._input.setAccessibleName(say("Your own input"))
        self._input.setProperty("type", "code")
        self._input.setTabChangesFocus(True)
        self._input.setMinimumHeight(48)
        self._input.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._input.setPlaceholderText(say("Type the input for your program here."))
        self._more = QCheckBox(say("Type while it runs"))
        self._more.setObjectName("typeMore")
        self._more.setToolTip(
            say("The input stays open after the text on the left; type line by line, as in a terminal")
        )
        self._run = Button(say("Run on this input"), "runOwnButton", symbol="run").on_click(
            lambda: self.run_requested.emit(self._input.toPlainText(), self._more.isChecked())
        )
        self._keep = Button(say("Keep as case"), "keepAsCase", "quiet").on_click(
            lambda: self.case_wanted.emit(self._input.toPlainText())
        )
        self._keep.setMinimumWidth(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._run)
        buttons.addWidget(self._keep)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self._input, 1)
        column.addWidget(self._more)
        column.addLayout(buttons)
        return column

    def _build_line(self) -> QWidget:
        self._typed = QLineEdit()
        left_to_right(self._typed)
        self._typed.setObjectName("ownTyped")
        self._typed.setAccessibleName(say("Type to the running program; Enter sends the line"))
        self._typed.setPlaceholderText(say("Type to the program; Enter sends the line"))
        self._typed.setProperty("type", "code")
        self._typed.returnPressed.connect(self._send)
        self._end = Button(say("End of input"), "endInput").on_click(self._end_input)
        self._end.setToolTip(say("No more input comes (Ctrl+D)"))
        keys = QShortcut(QKeySequence("Ctrl+D"), self._typed)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._end_input)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._typed, 1)
        row.addWidget(self._end)
        self._line.hide()
        return self._line

    def _send(self) -> None:
        self.typed.emit(self._typed.text() + "\n")
        self._typed.clear()

    def _end_input(self) -> None:
        if self._typed.text():
            self.typed.emit(self._typed.text())
            self._typed.clear()
        self._typed.setEnabled(False)
        self._end.setEnabled(False)
        self.ended.emit()
