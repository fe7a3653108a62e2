"""The samples tab: one line per sample with its verdict; the chosen one with input, expected answer and output."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from protocol.verdicts import Verdict
from protocol.wire import ProblemView, Sample
from ui import icons, theme
from ui.run_results import FirstDifference, SampleResult
from ui.states import RunPhase, RunState
from ui.widgets.text import label
from ui.words import verdict_tone
from ui.work.run_words import sample_words, use_words
from ui.work.text_views import code_view, mark_row, reveal_row, set_text, with_errors

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
        self._use = label(kind="caption", tone="quiet", name="sampleUse")
        self._problem: ProblemView | None = None
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
        right.addWidget(self._use)
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

    def show_samples(self, problem: ProblemView, state: RunState) -> None:
        """Picture samples and results; the chosen line stays."""
        self._problem, samples = problem, tuple(problem.samples)
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
            self._show_row(self._list.currentRow())

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
        if self._problem is None or not 0 <= row < len(self._samples):
            for view in self._texts.values():
                view.clear()
            self._word.setText("This problem has no samples.")
            self._use.hide()
            return
        sample = self._samples[row]
        result = self._results.get(sample.name)
        self._word.setText(_CONVERSATION if sample.interaction else sample_words(result))
        answer, given = _shown(sample, result)
        used = use_words(result.use if result else None, self._problem)
        self._use.setText(used)
        self._use.setVisible(bool(used))
        set_text(self._texts["Input"], given)
        at = result.difference if result and result.difference else FirstDifference(0)
        expected, output = self._texts["Expected"], self._texts["Output"]
        if set_text(expected, answer):
            reveal_row(expected, at.expected_row or 1)
        if set_text(output, with_errors(result.output, result.errors) if result else ""):
            # What ended a program stands at the end of what it wrote.
            crashed = result is not None and result.verdict is Verdict.RUN_TIME_ERROR and bool(result.errors)
            reveal_row(output, output.blockCount() if crashed else at.output_row or 1)
        mark_row(expected, at.expected_row)
        mark_row(output, at.output_row)


def _shown(sample: Sample, result: SampleResult | None) -> tuple[str, str]:
    """Expected answer and input as the authors want them seen; a conversation stands alone."""
    if sample.interaction:
        return "", sample.interaction
    answer = sample.answer if sample.shown_answer is None else sample.shown_answer
    return (
        result.expected if result else ""
    ) or answer, sample.input if sample.shown_input is None else sample.shown_input
