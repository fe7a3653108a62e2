"""The results panel: samples, own input, messages, mistakes, and the submissions with the server's word on each."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QTabWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.syntax.mistakes import Mistake
from protocol.saying import said, say, say_count
from protocol.verdicts import Verdict
from protocol.wire import ProblemView
from ui import accessible, icons, theme
from ui.run_results import OwnCase
from ui.saying import set_code_apart
from ui.states import RunPhase, RunState, SubmissionLine, WorkState
from ui.widgets.banner import Banner
from ui.widgets.mistakes import MistakesView
from ui.words import hour_words, verdict_tone
from ui.work.messages import MessagesView
from ui.work.own_input import OwnInputView
from ui.work.run_words import coarse_words, judged_words
from ui.work.samples import SamplesView

_SAMPLES, _OWN, _MESSAGES, _SUBMISSIONS, _SYNTAX = range(5)


class ResultsPanel(QFrame):
    """Shows a RunState and the submissions of a WorkState."""

    own_run_requested = Signal(str, bool)
    jump_requested = Signal(str, int, int)
    """(file, or empty for the one that is shown; line; column)."""
    cases_changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._problem: ProblemView | None = None
        self._file_names: tuple[str, ...] = ()
        self._run = RunState("")
        self._work: WorkState | None = None
        self._banner = Banner("runMessage")
        self._tabs = QTabWidget()
        self._tabs.setObjectName("resultsTabs")
        self._tabs.setDocumentMode(True)
        accessible.set_role(self._tabs, QAccessible.Role.Grouping, say("Results"))
        self._samples = SamplesView()
        self._samples.cases_changed.connect(self.cases_changed)
        self._tabs.addTab(self._samples, say("&Samples and cases"))
        self.own = OwnInputView()
        self.own.run_requested.connect(self.own_run_requested)
        self.own.case_wanted.connect(self._keep_as_case)
        self._tabs.addTab(self.own, say("&Own input"))
        self._messages = MessagesView()
        self._messages.jump_requested.connect(self.jump_requested)
        self._tabs.addTab(self._messages, say("&Messages"))
        self._tabs.addTab(self._build_submissions(), say("S&ubmissions"))
        self._mistakes = MistakesView()
        self._mistakes.jump_requested.connect(lambda line, column: self.jump_requested.emit("", line, column))
        self._tabs.addTab(self._mistakes, say("S&yntax"))
        self._tabs.tabBar().setAccessibleName(say("Results"))
        for scroller in self._tabs.tabBar().findChildren(QToolButton):
            scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys go on to tabs that do not fit
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._banner)
        layout.addWidget(self._tabs, 1)

    def add_corner(self, widget: QWidget) -> None:
        """Place something at the end of the row of tabs."""
        self._tabs.setCornerWidget(widget)

    def show_work(self, state: WorkState) -> None:
        """Take over the present problem and the submissions."""
        problem = next(line.view for line in state.problems if line.view.problem == state.document.problem)
        changed = self._problem != problem
        self._problem = problem
        self._file_names = tuple(one.path for one in state.project.files) or (state.document.language.file_name,)
        if changed:
            self._samples.show_cases(problem, state.cases)
            self._run = RunState(problem.problem)
            self.show_run(self._run)
        self._work = state
        self._fill_submissions(state)

    def show_run(self, state: RunState) -> None:
        """Picture a run of the present problem; one of another problem is left aside."""
        if self._problem is None or state.problem != self._problem.problem:
            return
        before, self._run = self._run, state
        self._banner.show_message(state.fault or state.note)
        self._samples.show_samples(self._problem, state)
        self.own.show_run(state, self._problem)
        self._show_messages()
        if state.phase is RunPhase.DONE and state != before:
            self._turn_to(state)
            accessible.speak(self, self._spoken(state))

    @property
    def cases(self) -> tuple[OwnCase, ...]:
        """The own cases of the present problem."""
        return self._samples.cases

    def step_messages(self, step: int) -> None:
        """Show the next (1) or previous (-1) message and jump to its line."""
        self._tabs.setCurrentIndex(_MESSAGES)
        self._messages.step(step)

    def show_mistakes(self, mistakes: Sequence[Mistake]) -> None:
        """Picture what the grammar says of the visible document; no tab is turned by it."""
        self._mistakes.show_mistakes(mistakes)
        self._tabs.setTabText(_SYNTAX, say("S&yntax ({count})", count=len(mistakes)) if mistakes else say("S&yntax"))

    def step_mistakes(self, step: int) -> None:
        """Show the next (1) or previous (-1) mistake and jump to it."""
        self._tabs.setCurrentIndex(_SYNTAX)
        self._mistakes.step(step)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._work is not None:
            self._fill_submissions(self._work)

    def _keep_as_case(self, input_text: str) -> None:
        self._tabs.setCurrentIndex(_SAMPLES)
        self._samples.add_case(input_text)

    def _turn_to(self, state: RunState) -> None:
        if state.own is not None:
            self._tabs.setCurrentIndex(_MESSAGES if state.own.verdict is Verdict.COMPILE_ERROR else _OWN)
        elif any(result.verdict is Verdict.COMPILE_ERROR for result in state.samples):
            self._tabs.setCurrentIndex(_MESSAGES)
        else:
            self._tabs.setCurrentIndex(_SAMPLES)
            self._samples.select_first_failing()

    def _spoken(self, state: RunState) -> str:
        """What came of a run, in as few words as say it."""
        verdicts = [result.verdict for result in state.samples]
        if state.own is not None:
            return said(state.own.verdict.words) if state.own.verdict else say("Your program ran on your own input.")
        if any(verdict is not None and verdict_tone(verdict) != "good" for verdict in verdicts):
            return self._samples.present_words()
        return say("{count} of {all} correct.", count=verdicts.count(Verdict.ACCEPTED), all=len(verdicts))

    def _build_submissions(self) -> QWidget:
        self._submissions = QTreeWidget()
        self._submissions.setObjectName("submissionsList")
        self._submissions.setAccessibleName(say("Submissions"))
        self._submissions.setRootIsDecorated(False)
        self._submissions.setHeaderLabels([say("Time"), say("Problem"), say("Language"), say("State"), say("Result")])
        self._submissions.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._submissions.header().setStretchLastSection(True)
        return self._submissions

    def _show_messages(self) -> None:
        self._messages.show_run(self._run, self._file_names)
        places = self._messages.places
        self._tabs.setTabText(_MESSAGES, say("&Messages ({count})", count=places) if places else say("&Messages"))

    def _fill_submissions(self, state: WorkState) -> None:
        titles = {line.view.problem: f"{line.view.label}  {line.view.title}" for line in state.problems}
        views = {line.view.problem: line.view for line in state.problems}
        self._submissions.clear()
        for line in sorted(state.submissions, key=lambda one: one.at_wall_us, reverse=True):
            words = [
                hour_words(line.at_wall_us),
                titles.get(line.problem, ""),
                set_code_apart(line.language.words),
                *_state_words(line, views.get(line.problem)),
            ]
            item = QTreeWidgetItem(words)
            tone = verdict_tone(line.verdict)
            colours = theme.palette()
            colour = getattr(colours, tone) if tone in {"good", "stop", "attention"} else colours.text_quiet
            item.setIcon(3, icons.icon(tone if line.state == "judged" else "waiting", colour))
            item.setToolTip(4, html.escape(judged_words(line.verdict, line.message)))
            if not words[4]:
                item.setData(4, Qt.ItemDataRole.AccessibleTextRole, say("No result yet"))
            self._submissions.addTopLevelItem(item)
        count = len(state.submissions)
        self._tabs.setTabText(
            _SUBMISSIONS, say("S&ubmissions ({count})", count=count) if count else say("S&ubmissions")
        )


def _state_words(line: SubmissionLine, view: ProblemView | None) -> tuple[str, str]:
    if line.practice:
        return say("Practice: not sent"), say("In an assessment the server judges it, and the result stands here.")
    if not line.kept:
        return say("Being saved"), ""
    if not line.sent:
        return say("Kept here, sent when online"), ""
    if line.state != "judged":
        return (say("Received, waiting") if line.state == "waiting" else say("Being judged")), ""
    score = (
        say_count("{score} of {n} point", "{score} of {n} points", line.max_score, score=line.score)
        if line.score is not None and line.max_score
        else ""
    )
    result = line.verdict.words if line.verdict else ""
    if line.message.startswith(result):
        # "Correct on every test.": the message says the verdict already.
        result = ""
    used = coarse_words(line.use, view) if view else ""
    return say("Judged"), " · ".join(
        filter(None, (said(result), score, judged_words(line.verdict, line.message), used))
    )
