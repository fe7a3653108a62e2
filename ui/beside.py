"""What a candidate does beside the way through the screens: trial recording, report on the computer, practice.

`ui.window.MainWindow` has one as `beside`; the app speaks to it as it speaks to the window. Guarantees as there: wishes
leave as signals, and nothing here touches disk, network or devices.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from ui.practice import Practice
from ui.screens.check import CheckScreen
from ui.screens.join import JoinScreen
from ui.states import RunState, StatusState, WorkState
from ui.trial_states import ReportState, TrialState


class Beside(QObject):
    """See above. `practice` holds the signals of the practice."""

    practice_requested = Signal()
    """Practise now; from Join or Check."""
    trial_begun = Signal()
    trial_again = Signal()
    """Play what was recorded again."""
    trial_deleted = Signal()
    report_requested = Signal()
    report_save_requested = Signal(str)
    report_send_requested = Signal()
    """The report on this computer as it is shown, to the organisation."""

    def __init__(self, stack: QStackedWidget, join: JoinScreen, check: CheckScreen) -> None:
        super().__init__(stack)
        self._check = check
        self.practice = Practice(stack)
        join.practice_requested.connect(self.practice_requested)
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
