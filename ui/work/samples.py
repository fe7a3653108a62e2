"""The samples tab: samples and own cases in one list with their verdicts; the chosen one with input, answer, output.

Guarantees: what is typed into an own case leaves as a signal within KEEP_AFTER_MS, and before anything is run; a run
that comes back never changes what is being typed.
"""

from __future__ import annotations

import html
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from protocol.saying import said, say, to_say
from protocol.verdicts import Verdict
from protocol.wire import ProblemView, Sample
from ui import icons, theme
from ui.run_results import FirstDifference, OwnCase, SampleResult
from ui.states import RunPhase, RunState
from ui.widgets.dialogs import Question, ask
from ui.widgets.roomy import Tall
from ui.widgets.text import Button, Whole
from ui.words import verdict_tone
from ui.work.own_cases import MAX_NAME, TOO_LONG, TOO_LONG_TO_ADD, TOO_MANY, OwnCases
from ui.work.run_words import case_words, sample_words, use_words
from ui.work.text_views import code_view, mark_row, reveal_row, set_editable, set_text, show_spaces, with_errors

KEEP_AFTER_MS = 200
_CONVERSATION = to_say(
    "A conversation: lines with < come from the judge, lines with > from your program. It cannot "
    "be run on this machine."
)
_LIST_WIDTH, _LEAST_HEIGHT, _NARROW = 264, 72, 560
_COLUMN_SHARES = {"Input": 3, "Expected": 3, "Output": 5}
"""The output has more room: it may hold the error's words."""
_WAITING_WORDS = {
    RunPhase.WAITING: to_say("waiting"),
    RunPhase.COMPILING: to_say("compiling"),
    RunPhase.RUNNING: to_say("running"),
}


class SamplesView(QWidget):
    """Shows the samples of a problem and the own cases, and what came of them."""

    cases_changed = Signal(str, object)
    """(problem, tuple of OwnCase): what is to be kept."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("samplesView")
        self._problem: ProblemView | None = None
        self._lines: tuple[Sample | OwnCase, ...] = ()
        self._own = OwnCases()
        self._results: dict[str, SampleResult] = {}
        self._phase = RunPhase.IDLE
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.timeout.connect(self.keep)
        self._unkept = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._build_list(), 3)
        layout.addWidget(Tall(self._build_detail(), _LEAST_HEIGHT), 7)

    @property
    def cases(self) -> tuple[OwnCase, ...]:
        """The own cases as they stand, which are kept from here on."""
        self.keep()
        return self._own.all

    def show_cases(self, problem: ProblemView, cases: tuple[OwnCase, ...]) -> None:
        """Turn to a problem with its own cases; what was typed for the one before leaves first."""
        self.keep()
        self._problem, self._own.all = problem, cases
        self._results, self._phase = {}, RunPhase.IDLE
        self._fill()

    def show_samples(self, problem: ProblemView, state: RunState) -> None:
        """Picture samples and results; the chosen line stays."""
        self._problem = problem
        self._phase = state.phase
        self._results = {result.name: result for result in state.samples}
        if (*problem.samples, *self._own.all) != self._lines:
            self._fill()
        self._refresh()
        self._show_row(self._list.currentRow())

    def select_first_failing(self) -> None:
        """Put the first line that did not pass in front."""
        for row in range(len(self._lines)):
            result = self._result(row)
            if result is not None and result.verdict is not None and verdict_tone(result.verdict) != "good":
                self._list.setCurrentRow(row)
                return

    def present_words(self) -> str:
        """The chosen line, with its verdict."""
        item = self._list.currentItem()
        return item.text() if item is not None else ""

    def add_case(self, input_text: str = "") -> None:
        """Add an own case and go to its input."""
        if self._problem is None or self._own.full or not self._add.isEnabled():
            return
        if not self._own.add(input_text):
            self._word.setText(said(TOO_LONG_TO_ADD))
            return
        self._unkept = True
        self._fill(len(self._lines))
        self.keep()
        self._texts["Input"].setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Let what was changed be kept now."""
        if self._keep_soon.isActive() or self._unkept:
            self._keep_soon.stop()
            self._unkept = False
            if self._problem is not None:
                self.cases_changed.emit(self._problem.problem, self._own.all)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """In a narrow window the verdict has a row for itself."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._words.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._refresh()
            self._show_row(self._list.currentRow())

    def _build_list(self) -> QWidget:
        self._list = QListWidget()
        self._list.setObjectName("samplesList")
        self._list.setAccessibleName(say("Samples and your own cases"))
        self._list.setIconSize(QSize(16, 16))
        self._list.currentRowChanged.connect(self._show_row)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setMinimumWidth(_LIST_WIDTH // 2)
        self._add = Button(say("Add case"), "addCase").on_click(self.add_case)
        self._add.setToolTip(say("Keep an input of your own; Run runs it together with the samples"))
        self._remove = Button(say("Remove…"), "removeCase", "quiet").on_click(self._ask_remove)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self._add, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        part = QWidget()
        part.setMaximumWidth(_LIST_WIDTH)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._list, 1)
        column.addLayout(buttons)
        return part

    def _build_detail(self) -> QWidget:
        self._word = Whole("strong", name="sampleWords")
        self._use = Whole("caption", "quiet", "sampleUse")
        self._name = QLineEdit()
        self._name.setObjectName("caseName")
        self._name.setAccessibleName(say("Name of your case"))
        self._name.setMaxLength(MAX_NAME)
        self._name.setMaximumWidth(180)
        self._name.textEdited.connect(self._typed)
        self._spaces = QCheckBox(say("Show spaces"))
        self._spaces.setObjectName("showSpaces")
        self._spaces.setToolTip(say("Where an output differs, mark spaces with · and tabs with →"))
        self._spaces.setChecked(True)
        self._spaces.toggled.connect(lambda _on: self._show_row(self._list.currentRow()))
        self._texts: dict[str, QPlainTextEdit] = {
            "Input": code_view("sampleInput", say("Sample input")),
            "Expected": code_view("sampleExpected", say("Sample expected")),
            "Output": code_view("sampleOutput", say("Sample output")),
        }
        titles = {"Input": say("Input"), "Expected": say("Expected"), "Output": say("Your output")}
        self._titles = {name: Whole("caption", "quiet") for name in titles}
        for name, title in titles.items():
            self._titles[name].setText(title)
        columns = QHBoxLayout()
        columns.setSpacing(8)
        for name, view in self._texts.items():
            column = QVBoxLayout()
            column.setSpacing(2)
            self._titles[name].setBuddy(view)
            column.addWidget(self._titles[name])
            column.addWidget(view, 1)
            columns.addLayout(column, _COLUMN_SHARES[name])
        for name in ("Input", "Expected"):
            self._texts[name].textChanged.connect(self._typed)
        return self._detail_of(columns)

    def _detail_of(self, columns: QHBoxLayout) -> QWidget:
        words = self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        words.setSpacing(8)
        words.addWidget(self._name)
        words.addWidget(self._word, 1)
        words.addWidget(self._spaces)
        detail = QWidget()
        right = QVBoxLayout(detail)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addLayout(words)
        right.addWidget(self._use)
        right.addLayout(columns, 1)
        return detail

    def _fill(self, row: int = 0) -> None:
        assert self._problem is not None  # noqa: S101 - callers have one
        self._lines = (*self._problem.samples, *self._own.all)
        self._list.blockSignals(True)
        self._list.clear()
        for _ in self._lines:
            self._list.addItem(QListWidgetItem())
        self._list.setCurrentRow(min(row, len(self._lines) - 1))
        self._list.blockSignals(False)
        self._refresh()
        self._show_row(self._list.currentRow())

    def _key(self, row: int) -> str:
        line = self._lines[row]
        return line.case if isinstance(line, OwnCase) else line.name

    def _result(self, row: int) -> SampleResult | None:
        return self._results.get(self._key(row))

    def _refresh(self) -> None:
        reads_input = self._problem is not None and not self._problem.task_files
        self._add.setVisible(reads_input)
        self._add.setEnabled(not self._own.full)
        self._add.setToolTip(
            said(TOO_MANY) if self._own.full else say("Keep an input of your own; Run runs it with the samples")
        )
        for row, line in enumerate(self._lines):
            item = self._list.item(row)
            result = self._result(row)
            verdict = result.verdict if result else None
            tone = verdict_tone(verdict)
            undecided = result is not None and bool(result.note)
            waiting = _WAITING_WORDS.get(self._phase) if result is not None else None
            words = verdict.words if verdict else waiting or (say("ran") if undecided else say("not run yet"))
            item.setText(f"{line.name}: {said(words)}")
            item.setToolTip(html.escape(item.text()))
            colours = theme.palette()
            colour = getattr(colours, tone) if tone in {"good", "stop", "attention"} else colours.text_quiet
            item.setIcon(icons.icon(tone, colour))

    def _show_row(self, row: int) -> None:
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        own = line if isinstance(line, OwnCase) else None
        self._name.setVisible(own is not None)
        self._remove.setVisible(own is not None)
        self._spaces.setVisible(False)
        for name in ("Input", "Expected"):
            set_editable(self._texts[name], editable=own is not None)
        self._texts["Input"].setAccessibleName(say("Case input") if own else say("Sample input"))
        self._texts["Expected"].setAccessibleName(say("Case expected") if own else say("Sample expected"))
        self._titles["Expected"].setText(say("Expected (may stay empty)") if own else say("Expected"))
        if line is None:
            self._show_texts("", "", None)
            self._word.setText(say("This problem has no samples.") if self._problem else "")
            self._use.hide()
            return
        result = self._result(row)
        if own is not None:
            if self._name.text().strip() != own.name:
                self._name.setText(own.name)
            self._word.setText(case_words(own, result))
            self._show_texts(own.input, own.answer, result)
        elif isinstance(line, Sample):
            self._word.setText(said(_CONVERSATION) if line.interaction else sample_words(result))
            answer, given = _shown(line, result)
            self._show_texts(given, answer, result)
        used = use_words(result.use, self._problem) if result and self._problem else ""
        self._use.setText(used)
        self._use.setVisible(bool(used))

    def _show_texts(self, given: str, answer: str, result: SampleResult | None) -> None:
        asked, expected, output = (self._texts[name] for name in ("Input", "Expected", "Output"))
        at = result.difference if result and result.difference else None
        for view in (asked, expected):
            view.blockSignals(True)
        set_text(asked, given)
        if set_text(expected, answer):
            reveal_row(expected, (at and at.expected_row) or 1)
        for view in (asked, expected):
            view.blockSignals(False)
        if set_text(output, with_errors(result.output, result.errors) if result else ""):
            # What ended a program stands at the end of what it wrote.
            crashed = result is not None and result.verdict is Verdict.RUN_TIME_ERROR and bool(result.errors)
            reveal_row(output, output.blockCount() if crashed else (at and at.output_row) or 1)
        self._mark(at)

    def _mark(self, at: FirstDifference | None) -> None:
        self._spaces.setVisible(at is not None)
        rows = {"Expected": at.expected_row if at else None, "Output": at.output_row if at else None}
        for name, row in rows.items():
            mark_row(self._texts[name], row)
            show_spaces(self._texts[name], shown=at is not None and self._spaces.isChecked())

    def _typed(self) -> None:
        """Take what was typed; the result of before says nothing about it."""
        row = self._list.currentRow()
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        if not isinstance(line, OwnCase):
            return
        texts = {name: self._texts[name].toPlainText() for name in ("Input", "Expected")}
        changed = replace(line, name=self._name.text(), input=texts["Input"], answer=texts["Expected"])
        if not self._own.change(changed):
            self._word.setText(said(TOO_LONG))
            return
        self._lines = (*self._lines[: len(self._lines) - len(self._own.all)], *self._own.all)
        if (changed.input, changed.answer) != (line.input, line.answer):
            self._results.pop(line.case, None)
        self._unkept = True
        self._keep_soon.start(KEEP_AFTER_MS)
        self._refresh()
        self._word.setText(case_words(changed, self._result(row)))
        if self._result(row) is None:
            self._mark(None)

    def _ask_remove(self) -> None:
        line = self._lines[self._list.currentRow()]
        if not isinstance(line, OwnCase):
            return
        question = Question(
            say("Remove “{name}”?", name=line.name),
            say("Its input and expected output are deleted from this computer."),
            say("Remove"),
            danger=True,
        )
        ask(self.window(), question, lambda _words: self._take_away(line))

    def _take_away(self, case: OwnCase) -> None:
        row = next((row for row in range(len(self._lines)) if self._key(row) == case.case), None)
        if row is None:
            return
        self._own.remove(case.case)
        self._unkept = True
        self._fill(row)
        self.keep()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)


def _shown(sample: Sample, result: SampleResult | None) -> tuple[str, str]:
    """Expected answer and input as the authors want them seen; a conversation stands alone."""
    if sample.interaction:
        return "", sample.interaction
    answer = sample.answer if sample.shown_answer is None else sample.shown_answer
    return (
        result.expected if result else ""
    ) or answer, sample.input if sample.shown_input is None else sample.shown_input
