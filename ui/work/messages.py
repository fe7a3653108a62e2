"""The messages tab: what the compiler remarked, all that it said, and what failing runs wrote as errors.

Guarantees: a line of the candidate's file that is named can be jumped to, by mouse, Return or step.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from protocol.saying import say
from ui import icons, theme
from ui.diagnostics import Diagnostic, diagnostics
from ui.run_results import CompilerRemark
from ui.saying import set_code_apart
from ui.states import RunState

_PLACE = Qt.ItemDataRole.UserRole


class MessagesView(QListWidget):
    """Shows the messages of a RunState."""

    jump_requested = Signal(str, int, int)
    """(file, line, column); the file is empty where there is only one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compilerMessages")
        self.setAccessibleName(say("Messages of compiler and interpreter"))
        self.setProperty("type", "code")
        self.setWordWrap(True)
        self.places = 0
        """How many messages name a line."""
        self._run, self._file_names = RunState(""), tuple[str, ...]()
        self.itemActivated.connect(self._jump)
        self.itemClicked.connect(self._jump)

    def show_run(self, state: RunState, file_names: tuple[str, ...]) -> None:
        """Picture the messages about these files."""
        self._run, self._file_names = state, file_names
        self.clear()
        self.places = 0
        for remark in state.remarks:
            self._add_remark(remark)
        if state.remarks and state.compiler_output:
            self.addItem(say("All that the compiler said:"))
        for said in _said(state):
            for each in diagnostics(said, file_names):
                self._add_line(each, counts=not state.remarks)
        if not self.count():
            self.addItem(say("No messages."))

    def step(self, step: int) -> None:
        """Jump to the next (1) or previous (-1) message that names a line, around the end."""
        rows = [row for row in range(self.count()) if self.item(row).data(_PLACE)]
        if self._run.remarks:
            rows = [row for row in rows if row < len(self._run.remarks)] or rows
        if not rows:
            return
        here = self.currentRow()
        beyond = [row for row in rows[::step] if (row - here) * step > 0] if here >= 0 else []
        row = beyond[0] if beyond else rows[::step][0]
        self.setCurrentRow(row)
        self.scrollToItem(self.item(row))
        self._jump(self.item(row))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_run(self._run, self._file_names)

    def _add_remark(self, remark: CompilerRemark) -> None:
        words = _remark_words(remark)
        item = QListWidgetItem(words)
        tone = "attention" if remark.warning else "stop"
        item.setIcon(icons.icon(tone, getattr(theme.palette(), tone)))
        if remark.line:
            self._place(item, (remark.file, remark.line, remark.column))
            self.places += 1
        self.addItem(item)

    def _add_line(self, line: Diagnostic, *, counts: bool) -> None:
        item = QListWidgetItem(set_code_apart(line.text))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        if line.line is not None:
            item.setIcon(icons.icon("right", theme.palette().accent_text))
            self._place(item, (line.file, line.line, line.column))
            self.places += counts
        self.addItem(item)

    def _place(self, item: QListWidgetItem, place: tuple[str, int, int]) -> None:
        item.setData(_PLACE, place)
        item.setToolTip(say("Go to line {line} (F8: next message)", line=place[1]))

    def _jump(self, item: QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if place:
            self.jump_requested.emit(*place)


def _remark_words(remark: CompilerRemark) -> str:
    kind, text = say("Warning") if remark.warning else say("Error"), set_code_apart(remark.text)
    if not remark.line:
        return say("{kind}: {text}", kind=kind, text=text)
    if not remark.file:
        return say("{kind} in line {line}: {text}", kind=kind, line=remark.line, text=text)
    file = set_code_apart(remark.file)
    return say("{kind} in {file} in line {line}: {text}", kind=kind, file=file, line=remark.line, text=text)


def _said(state: RunState) -> Iterator[str]:
    if state.compiler_output:
        yield state.compiler_output
    errors = "\n".join(result.errors for result in state.samples if result.errors)
    if errors or (state.own and state.own.errors):
        yield errors or (state.own.errors if state.own else "")
