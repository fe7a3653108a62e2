"""The samples tab: one line per sample with its verdict; the chosen one with input, expected answer and output."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from protocol.wire import Sample
from ui import icons, theme
from ui.diagnostics import first_difference
from ui.states import RunPhase, RunState, SampleResult
from ui.widgets.text import label
from ui.words import size_words, verdict_tone

_CONVERSATION = (
    "A conversation: lines with < come from the judge, lines with > from your program. "
    "It cannot be run on this machine."
)
_LIST_WIDTH = 264
_COLUMN_SHARES = {"Input": 3, "Expected": 3, "Output": 5}
"""The output has more room: it may hold the error's words."""
_WAITING_WORDS = {
    RunPhase.WAITING: "waiting",
    RunPhase.COMPILING: "compiling",
    RunPhase.RUNNING: "running",
}


class SamplesView(QWidget):
    """Shows the samples of a problem and what came of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("samplesView")
        self._samples: tuple[Sample, ...] = ()
        self._results: dict[str, SampleResult] = {}
        self._phase = RunPhase.IDLE
        self._list = QListWidget()
        self._list.setObjectName("samplesList")
        self._list.setAccessibleName("Samples")
        self._list.setIconSize(QSize(16, 16))
        self._list.currentRowChanged.connect(self._show_row)
        self._word = label(kind="strong", name="sampleWords")
        self._texts = {
            name: code_view(f"sample{name}", f"Sample {name.lower()}") for name in ("Input", "Expected", "Output")
        }
        columns = QHBoxLayout()
        columns.setSpacing(8)
        for name, view in self._texts.items():
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label("Your output" if name == "Output" else name, "caption", "quiet"))
            column.addWidget(view, 1)
            columns.addLayout(column, _COLUMN_SHARES[name])
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self._word)
        right.addLayout(columns, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._list, 3)
        layout.addLayout(right, 7)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setMinimumWidth(_LIST_WIDTH // 2)
        self._list.setMaximumWidth(_LIST_WIDTH)

    def show_samples(self, samples: tuple[Sample, ...], state: RunState) -> None:
        """Picture samples and results; the chosen line stays."""
        self._phase = state.phase
        self._results = {result.name: result for result in state.samples}
        if samples != self._samples:
            self._samples = samples
            self._list.clear()
            for _ in samples:
                self._list.addItem(QListWidgetItem())
            self._list.setCurrentRow(0 if samples else -1)
        self._refresh()
        self._show_row(self._list.currentRow())

    def select_first_failing(self) -> None:
        """Put the first sample that did not pass in front."""
        for row, sample in enumerate(self._samples):
            result = self._results.get(sample.name)
            if result is not None and result.verdict is not None and verdict_tone(result.verdict) != "good":
                self._list.setCurrentRow(row)
                return

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._refresh()

    def _refresh(self) -> None:
        for row, sample in enumerate(self._samples):
            item = self._list.item(row)
            result = self._results.get(sample.name)
            verdict = result.verdict if result else None
            tone = verdict_tone(verdict)
            undecided = result is not None and bool(result.note)
            words = verdict.words if verdict else _WAITING_WORDS.get(self._phase, "ran" if undecided else "not run yet")
            item.setText(f"{sample.name}: {words}")
            item.setToolTip(html.escape(item.text()))
            colours = theme.palette()
            colour = getattr(colours, tone) if tone in {"good", "stop", "attention"} else colours.text_quiet
            item.setIcon(icons.icon(tone, colour))

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self._samples):
            for view in self._texts.values():
                view.clear()
            self._word.setText("This problem has no samples.")
            return
        sample = self._samples[row]
        result = self._results.get(sample.name)
        expected, given = _shown(sample, result)
        output = result.output if result else ""
        set_text(self._texts["Input"], given)
        set_text(self._texts["Expected"], expected)
        set_text(self._texts["Output"], with_errors(output, result.errors if result else ""))
        if sample.interaction:
            self._word.setText(_CONVERSATION)
            return
        failed = result is not None and verdict_tone(result.verdict) == "stop"
        at = first_difference(expected, output) if failed and result and result.compare_lines and output else None
        mark_line(self._texts["Expected"], at)
        mark_line(self._texts["Output"], at)
        self._word.setText(_words(result, at))


def _shown(sample: Sample, result: SampleResult | None) -> tuple[str, str]:
    """Expected answer and input as the authors want them seen; a conversation stands alone."""
    if sample.interaction:
        return "", sample.interaction
    answer = sample.answer if sample.shown_answer is None else sample.shown_answer
    return (
        result.expected if result else ""
    ) or answer, sample.input if sample.shown_input is None else sample.shown_input


def _words(result: SampleResult | None, first: int | None) -> str:
    if result is not None and result.verdict is None and result.note:
        return " · ".join(filter(None, (result.note, f"{result.time_ms} ms" if result.time_ms is not None else "")))
    if result is None or result.verdict is None:
        return "Press Run to try your program on the samples. The result is feedback and not a score."
    parts = [result.verdict.words]
    if first is not None:
        parts.append(f"the first line that differs is line {first}")
    if result.note:
        parts.append(result.note)
    if result.time_ms is not None:
        parts.append(f"{result.time_ms} ms")
    if result.memory_bytes:
        parts.append(size_words(result.memory_bytes))
    return " · ".join(parts)


def code_view(name: str, title: str) -> QPlainTextEdit:
    """A read-only plain text view in the code font."""
    view = QPlainTextEdit()
    view.setObjectName(name)
    view.setAccessibleName(title)
    view.setProperty("type", "code")
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    view.setMinimumSize(56, 48)
    view.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return view


def with_errors(output: str, errors: str) -> str:
    """What a program wrote, and below it what it wrote as errors."""
    return "\n".join(filter(None, (output, f"[errors]\n{errors}"))) if errors else output


def set_text(view: QPlainTextEdit, text: str) -> None:
    """Set text, leaving the scroll position alone when nothing changed."""
    if view.toPlainText() != text:
        view.setPlainText(text)


def mark_line(view: QPlainTextEdit, line: int | None) -> None:
    """Colour one line (from 1) over its whole width, or none."""
    marks: list[QTextEdit.ExtraSelection] = []
    block = view.document().findBlockByNumber(line - 1) if line else None
    if block is not None and block.isValid():
        mark = QTextEdit.ExtraSelection()
        colours = theme.palette()
        mark.format.setBackground(QColor(colours.stop_soft))
        mark.format.setForeground(QColor(colours.text))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.cursor = QTextCursor(block)
        marks.append(mark)
    view.setExtraSelections(marks)
