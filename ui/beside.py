"""What a candidate does beside the way through the screens: trial recording, report on the computer, practice.

`ui.window.MainWindow` has one as `beside`; the app speaks to it as it speaks to the window. Guarantees as there: wishes
leave as signals, and nothing here touches disk, network or devices.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from ui.after import AfterDialog
from ui.after_states import AfterState
from ui.doc_states import DocsState
from ui.impression import ImpressionState
from ui.practice import Practice
from ui.screens.check import CheckScreen
from ui.screens.finish import FinishScreen
from ui.screens.join import JoinScreen
from ui.states import RunState, StatusState, WorkState
from ui.trial_states import ReportState, TrialState
from ui.work.screen import WorkScreen


@dataclass(frozen=True)
class Way:
    """The screens beside whose way something is done."""

    join: JoinScreen
    check: CheckScreen
    work: WorkScreen
    finish: FinishScreen


class Beside(QObject):
    """See above. `practice` holds the signals of the practice."""

    practice_requested = Signal()
    """Practise now; from Join or Check."""
    language_wished = Signal(str, str)
    """(code of the interface's language, what stands in the code's field): from here on, on the Join screen."""
    attempt_wished = Signal(str)
    """An attempt on this computer instead of the present one; empty: the first screen."""
    trial_begun = Signal()
    trial_again = Signal()
    """Play what was recorded again."""
    trial_deleted = Signal()
    report_requested = Signal()
    report_save_requested = Signal(str)
    report_send_requested = Signal()
    """The report on this computer as it is shown, to the organisation."""

    after_requested = Signal()
    """The candidate's own page, from the last screen."""
    moment_chosen = Signal(int, int)
    """(document, step) of the own replay; a step of -1 is the end."""
    docs_opened = Signal(str)
    """Documentation of this language (LanguageId value), in the work or in practice."""
    docs_page_chosen = Signal(str)
    docs_link_followed = Signal(str)
    copy_requested = Signal(str)
    """A copy of everything, into this file."""
    request_made = Signal(str, str, str)
    """(kind, words, mark of the finding or empty): the candidate exercises a right, or replies."""

    impression_given = Signal(object)
    """How the candidate says it was (protocol.impressions.Impression)."""

    def __init__(self, stack: QStackedWidget, way: Way) -> None:
        super().__init__(stack)
        join, check, finish = way.join, way.check, way.finish
        self._check, self._finish, self._work = check, finish, way.work
        self._after: AfterDialog | None = None
        finish.after_requested.connect(self._open_after)
        finish.another_requested.connect(lambda: self.attempt_wished.emit(""))
        join.earlier.chosen.connect(self.attempt_wished)
        finish.impression.given.connect(self.impression_given)
        self.practice = Practice(stack)
        way.work.docs_opened.connect(self.docs_opened)
        way.work.docs.page_chosen.connect(self.docs_page_chosen)
        way.work.docs.link_followed.connect(self.docs_link_followed)
        self.practice.docs_opened.connect(self.docs_opened)
        self.practice.docs_page_chosen.connect(self.docs_page_chosen)
        self.practice.docs_link_followed.connect(self.docs_link_followed)
        join.practice_requested.connect(self.practice_requested)
        join.language_chosen.connect(self.language_wished)
        check.practice_requested.connect(self.practice_requested)
        check.trial.begun.connect(self.trial_begun)
        check.trial.again.connect(self.trial_again)
        check.trial.deleted.connect(self.trial_deleted)
        check.report_requested.connect(self.report_requested)
        check.report_save_requested.connect(self.report_save_requested)
        check.report_send_requested.connect(self.report_send_requested)

    def show_trial(self, state: TrialState) -> None:
        """Refresh the trial recording on the Check screen; cheap, up to 10 times a second."""
        self._check.show_trial(state)

    def show_report(self, state: ReportState) -> None:
        """Show the report on this computer, or how it stands with it."""
        self._check.show_report(state)

    def show_after(self, state: AfterState) -> None:
        """Refresh the candidate's own page, while it is open."""
        if self._after is not None:
            self._after.show_state(state)

    def show_impression(self, state: ImpressionState) -> None:
        """Refresh the offer to say how it was, on the last screen."""
        self._finish.impression.show_state(state)

    def show_docs(self, state: DocsState) -> None:
        """Show a page of documentation, wherever it was asked for."""
        for screen in self._with_docs():
            screen.docs.show_state(state)

    def say_of_docs(self, words: str) -> None:
        """Say something of the documentation, above its page."""
        for screen in self._with_docs():
            screen.docs.say(words)

    def _with_docs(self) -> tuple[WorkScreen, ...]:
        return (self._work,) if self.practice.screen is None else (self.practice.screen,)

    def _open_after(self) -> None:
        if self._after is not None:
            return
        dialog = self._after = AfterDialog(self._finish.window())
        dialog.moment_chosen.connect(self.moment_chosen)
        dialog.request_made.connect(self.request_made)
        dialog.copy_requested.connect(self.copy_requested)
        dialog.destroyed.connect(self._after_closed)
        dialog.open()
        self.after_requested.emit()

    def _after_closed(self) -> None:
        self._after = None

    def show_practice(self, state: WorkState) -> None:
        """Show the practice."""
        self.practice.show(state)

    def show_practice_status(self, state: StatusState) -> None:
        """Refresh the practice's top bar."""
        self.practice.show_status(state)

    def show_practice_run(self, state: RunState) -> None:
        """Refresh the practice's results."""
        self.practice.show_run(state)

    def end_practice(self) -> None:
        """Throw the practice away; another screen is to be shown."""
        self.practice.end()
