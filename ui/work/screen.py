"""The working screen: top bar, problems and statement, editor, results; it pictures work, status and run states."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from protocol.saying import said, say, to_say
from protocol.verdicts import LanguageId
from ui.live_states import LiveState
from ui.project.panel import ProjectPanel
from ui.recorded_states import RecordedState
from ui.saying import set_code_apart
from ui.states import (
    Message,
    PreviewState,
    RunPhase,
    RunState,
    RunWish,
    StatusState,
    SubmitWish,
    WorkState,
)
from ui.widgets.banner import Banner
from ui.widgets.dialogs import ask
from ui.widgets.roomy import Roomy
from ui.widgets.text import Button, label
from ui.work.conversation import Conversation
from ui.work.deck import Deck
from ui.work.docs import DocsPane
from ui.work.navigator import Navigator
from ui.work.pausing import TIME_GOES_ON, ask_pause
from ui.work.questions import END_PRACTICE, WITHDRAW, finish_question, submit_question
from ui.work.recorded import RecordedPanel
from ui.work.results import ResultsPanel
from ui.work.shares import Shares
from ui.work.topbar import TopBar

_REFUSAL_SHOWN_MS = 8000
_NARROW = 900
_PHASES = {
    RunPhase.WAITING: to_say("Getting ready…"),
    RunPhase.COMPILING: to_say("Compiling…"),
    RunPhase.RUNNING: to_say("Running…"),
}


class WorkScreen(QWidget):
    """The screen of the attempt itself."""

    problem_chosen = Signal(str)
    statement_language_chosen = Signal(str)
    language_chosen = Signal(str, str)
    run_requested = Signal(object)
    cases_changed = Signal(str, object)
    stop_requested = Signal()
    submit_requested = Signal(object)
    finish_requested = Signal()
    withdraw_requested = Signal(str)
    pause_requested = Signal(object)
    go_on_requested = Signal()
    docs_opened = Signal(str)
    """Of this language."""

    _changed = False
    """Whether anything was written since the window opened."""
    _practice = False

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._state: WorkState | None = None
        self._run_state = RunState("")
        self._fault: Message | None = None
        self.bar = TopBar()
        self.bar.finish_requested.connect(self._ask_finish)
        self.bar.withdraw_requested.connect(self._ask_withdraw)
        self.bar.recorded_asked.connect(self._turn_recorded)
        self.recorded = RecordedPanel()
        self.recorded.closed.connect(self._turn_recorded)
        self.recorded.pause_asked.connect(lambda: ask_pause(self.window(), self.pause_requested.emit))
        self.recorded.go_on_requested.connect(self.go_on_requested)
        self.deck = Deck()
        self.navigator = Navigator(self.deck.sources)
        self.navigator.problem_chosen.connect(self.problem_chosen)
        self.navigator.statement_language_chosen.connect(self.statement_language_chosen)
        self.deck.refused.connect(self._refused)
        self.results = ResultsPanel()
        self.results.own_run_requested.connect(self._run)
        self.results.cases_changed.connect(self.cases_changed)
        self.deck.mistakes_changed.connect(self.results.show_mistakes)
        self.project = ProjectPanel(self.deck)
        self.results.jump_requested.connect(self.project.jump)
        self.conversation = Conversation()
        self.results.add_corner(self.conversation.buttons)
        self.conversation.closed.connect(lambda: self.deck.current().setFocus())
        self._banner = Banner("workMessage")
        self._disk_banner = Banner("diskMessage")
        self._pause_banner = Banner("pauseMessage")
        self._refusal_over = QTimer(self)
        self._refusal_over.setSingleShot(True)
        self._refusal_over.timeout.connect(self._show_standing)
        self._layout_parts()
        self._add_keys()

    def practise(self) -> None:
        """Be the practice's screen: no time, no recording, no messages, and questions that say that nothing is sent."""
        self._practice = True
        self.bar.practise()
        self.conversation.buttons.hide()
        for shortcut in self.findChildren(QShortcut):
            if shortcut.key().toString() in {"F7", "F9"}:
                shortcut.setEnabled(False)

    def show_state(self, state: WorkState) -> None:
        """Picture the state and open its document."""
        before, self._state = self._state, state
        for line in state.problems:
            samples = [
                text for sample in line.view.samples for text in (sample.input, sample.answer, sample.interaction)
            ]
            if before is None:
                self.deck.sources.add_statement(line.view.problem, "\n".join(samples))
        self.navigator.show_state(state)
        self.deck.sources.add_statement("statement", self.navigator.statement.plain_words())
        turned = before is None or before.document.document != state.document.document
        editor = self.deck.open_document(state.document)
        self.deck.set_read_only(state.read_only)
        self.project.show_state(state)
        self._back_banner.show_message(None if self._changed else state.brought_back)
        self._fill_languages(state)
        self.results.show_work(state)
        self._enable()
        if not self._refusal_over.isActive():
            self._show_standing()
        if turned and not self.project.tabs.hasFocus():
            editor.setFocus()

    def show_run(self, state: RunState) -> None:
        """Picture a local run."""
        self._run_state = state
        if state.phase is RunPhase.DONE:
            self.project.mark(state.remarks)
        self.results.show_run(state)
        self._enable()

    def show_status(self, state: StatusState) -> None:
        """Refresh the top bar, and the banner that says why typing is not saved."""
        self.bar.show_status(state)
        if state.fault != self._fault:
            self._fault = state.fault
            self._disk_banner.show_message(state.fault)

    def show_live(self, state: LiveState) -> None:
        """Refresh messages, hand, and who looks."""
        self.conversation.show_state(state)

    def show_previews(self, state: PreviewState) -> None:
        """Refresh the small pictures."""
        self.navigator.show_previews(state)
        self.recorded.show_previews(state)

    def show_recorded(self, state: RecordedState) -> None:
        """Refresh the panel of what is recorded; a pause opens it and is said above the editor as well."""
        self.recorded.show_state(state)
        if (state.paused is None) == self._pause_banner.isHidden():
            return
        if state.paused is None:
            self._pause_banner.show_message(None)
            return
        self._pause_banner.show_message(
            Message(
                say("What is recorded is paused ({reason}).", reason=state.paused.reason),
                TIME_GOES_ON,
                severity="attention",
            )
        )
        self.recorded.show()
        self._fit_sides()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Small windows give up the caption of the language selector, and the statement while the panel is open.

        Large ones give the statement and the results their share until the person has divided them otherwise.
        """
        super().resizeEvent(event)
        self._caption.setVisible(event.size().width() >= _NARROW)
        self.conversation.shorten(narrow=event.size().width() < _NARROW)
        self._fit_sides()
        self._shares.divide(event.size())

    def _note_change(self) -> None:
        """After the first change the person knows where they are."""
        if not self._changed:
            self._changed = True
            self._back_banner.show_message(None)

    def _layout_parts(self) -> None:
        self._back_banner = Banner("backMessage")
        self.deck.edited.connect(self._note_change)
        self._languages = QComboBox()
        self._languages.setObjectName("languageSelector")
        self._languages.setAccessibleName(say("Language"))
        self._languages.activated.connect(self._choose_language)
        self._run_button = Button(say("Run"), "runButton", symbol="run").on_click(self._run)
        self._run_button.setToolTip(say("Run on the samples and your own cases, for feedback (Ctrl+Enter)"))
        self._stop = Button(say("Stop"), "stopButton", symbol="halt").on_click(self.stop_requested.emit)
        self._submit = Button(say("Submit…"), "submitButton", "primary", "submit").on_click(self._ask_submit)
        self._submit.setToolTip(say("Hand in this program; the server judges it (Ctrl+Shift+Enter)"))
        self._phase = label(tone="quiet", name="runPhase")
        self._phase.setWordWrap(False)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.project)
        self._split.addWidget(self.results)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.addWidget(self.navigator)
        self._sides.addWidget(Roomy(self._centre()))
        self._sides.addWidget(self._build_docs())
        self._sides.addWidget(self.recorded)
        self._shares = Shares(self._sides, self._split)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self._sides, 1)

    def _centre(self) -> QWidget:
        tools = QFrame()
        tools.setProperty("surface", "bar")
        row = QHBoxLayout(tools)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        self._caption = label(say("Language"), tone="quiet")
        self._caption.setWordWrap(False)
        self._caption.setMinimumWidth(1)
        # On Linux a screen reader takes the name of a combo box from its label only.
        self._caption.setBuddy(self._languages)
        row.addWidget(self._caption)
        row.addWidget(self._languages)
        row.addWidget(self._phase, 1)
        for button in (self._stop, self._run_button, self._submit):
            row.addWidget(button)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(self._disk_banner)
        column.addWidget(self._pause_banner)
        column.addWidget(self._back_banner)
        column.addWidget(self._banner)
        for part in (self.conversation.looked, self.conversation.news, self.conversation):
            column.addWidget(part)
        column.addWidget(self._split, 1)
        return centre

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Return", self._run),
            ("Ctrl+Enter", self._run),
            ("Ctrl+Shift+Return", self._ask_submit),
            ("F8", lambda: self.results.step_messages(1)),
            ("Shift+F8", lambda: self.results.step_messages(-1)),
            ("F2", lambda: self.results.step_mistakes(1)),
            ("Shift+F2", lambda: self.results.step_mistakes(-1)),
            ("F7", self.conversation.turn),
            ("F9", self._turn_recorded),
            ("F10", self._turn_docs),
            ("F6", lambda: self._turn(1)),
            ("Shift+F6", lambda: self._turn(-1)),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def _turn(self, step: int) -> None:
        """F6: from part to part of the window, so that the editor's Tab key is no trap."""
        parts = [self.navigator.statement, self.deck.current().key_target(), self.results, self.bar]
        parts += [self.conversation] if self.conversation.isVisible() else []
        parts += [panel for panel in (self.docs, self.recorded) if panel.isVisible()]
        here = next(
            (at for at, part in enumerate(parts) if part.hasFocus() or part.isAncestorOf(self.focusWidget())), 0
        )
        target = parts[(here + step) % len(parts)]
        if target.focusPolicy() == Qt.FocusPolicy.NoFocus:
            target = next(
                child
                for child in target.findChildren(QWidget)
                if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled()
            )
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn_recorded(self) -> None:
        """Open the panel and go there with the keyboard, or close it and go back to the code."""
        if self.recorded.isVisible():
            self.recorded.hide()
            self.deck.current().setFocus()
        else:
            self.recorded.show()
            self.recorded.take_focus()
        self._fit_sides()

    def _build_docs(self) -> QWidget:
        self.docs = DocsPane(self.deck.sources)
        self.docs.closed.connect(self._turn_docs)
        self.navigator.notes.docs_asked.connect(self._turn_docs)
        return self.docs

    def _turn_docs(self) -> None:
        """Open the documentation of the document's language and go there, or close it and go back to the code."""
        if self.docs.isVisible():
            self.docs.hide()
            self._fit_sides()
            self.deck.current().setFocus()
        elif self._state is not None:
            self.docs.show()
            self._fit_sides()
            self.docs_opened.emit(self._state.document.language.value)
            self.docs.take_focus()

    def _fit_sides(self) -> None:
        self.navigator.setVisible(self.width() >= _NARROW or (self.recorded.isHidden() and self.docs.isHidden()))

    def _fill_languages(self, state: WorkState) -> None:
        wanted = [(set_code_apart(language.words), language.value) for language in state.languages]
        have = [(self._languages.itemText(at), self._languages.itemData(at)) for at in range(self._languages.count())]
        if wanted != have:
            self._languages.clear()
            for words, value in wanted:
                self._languages.addItem(words, value)
        self._languages.setCurrentIndex(self._languages.findData(state.document.language.value))

    def _enable(self) -> None:
        working = self._state is not None and not self._state.read_only
        running = self._run_state.phase in _PHASES
        runner = self._state is not None and not self._state.runner_problem
        self._run_button.setEnabled(working and runner and not running)
        self._stop.setVisible(running)
        self._submit.setEnabled(working)
        self._languages.setEnabled(working)
        self.bar.set_working(working)
        self._phase.setText(said(_PHASES.get(self._run_state.phase, "")))

    def _show_standing(self) -> None:
        problem = self._state.runner_problem if self._state else ""
        if not problem:
            self._banner.show_message(None)
            return
        self._banner.show_message(
            Message(say("Programs cannot run on this machine right now."), problem, severity="attention")
        )

    def _refused(self, words: str) -> None:
        self._banner.show_message(Message(say("This was not inserted."), words))
        self._refusal_over.start(_REFUSAL_SHOWN_MS)

    def _choose_language(self, index: int) -> None:
        if self._state is None:
            return
        wanted = str(self._languages.itemData(index))
        # The state decides; until it comes the picture stays.
        self._languages.setCurrentIndex(self._languages.findData(self._state.document.language.value))
        if wanted != self._state.document.language.value:
            self.language_chosen.emit(self._state.document.problem, LanguageId(wanted).value)

    def _run(self, own_input: str | None = None, types: bool = False) -> None:
        if self._state is None or not self._run_button.isEnabled():
            return
        document = self._state.document
        source = self.deck.current().text()
        self.project.ran()
        cases = self.results.cases if own_input is None else ()
        wish = RunWish(document.problem, document.document, document.language, source, own_input, types, cases)
        self.run_requested.emit(wish)

    def _ask_submit(self) -> None:
        if self._state is None or not self._submit.isEnabled():
            return
        document = self._state.document
        line = next(one for one in self._state.problems if one.view.problem == document.problem)
        wish = SubmitWish(document.problem, document.document, document.language, self.deck.current().text())
        question = submit_question(line.view, document.language, practice=self._practice)
        ask(self.window(), question, lambda _words: self.submit_requested.emit(wish))

    def _ask_finish(self) -> None:
        if self._state is None:
            return
        question = END_PRACTICE if self._practice else finish_question(self._state)
        ask(self.window(), question, lambda _words: self.finish_requested.emit())

    def _ask_withdraw(self) -> None:
        ask(self.window(), WITHDRAW, self.withdraw_requested.emit)
