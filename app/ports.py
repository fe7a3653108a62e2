"""What the journey needs of window and threads, as ports: so that it is tried without a window.

`ui.window.MainWindow` is the View, `app.bridge.Bridge` the Crossing, `app.background.Worker` a Background.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from protocol.errors import RecrutrError
from ui.after_states import AfterState
from ui.doc_states import DocsState
from ui.finish_states import BackgroundState, FinishState
from ui.impression import ImpressionState
from ui.live_states import LiveState
from ui.recorded_states import IdentityState, RecordedState
from ui.states import CheckState, JoinState, Message, NoticeState, PreviewState, RunState, StatusState, WorkState
from ui.trial_states import ReportState, TrialState

Result = TypeVar("Result")


class Beside(Protocol):
    """The part of the window that is beside the way: trial, report, practice. GUI thread only."""

    def show_after(self, state: AfterState) -> None:
        """Refresh the candidate's own page, while it is open."""
        ...

    def show_impression(self, state: ImpressionState) -> None:
        """Refresh the offer to say how it was."""
        ...

    def show_docs(self, state: DocsState) -> None:
        """Show a page of documentation."""
        ...

    def say_of_docs(self, words: str) -> None:
        """Say something of the documentation, above its page."""
        ...

    def show_practice(self, state: WorkState) -> None:
        """Show the practice."""
        ...

    def show_practice_status(self, state: StatusState) -> None:
        """Refresh the practice's top bar."""
        ...

    def show_practice_run(self, state: RunState) -> None:
        """Refresh the practice's results."""
        ...

    def end_practice(self) -> None:
        """Throw the practice away."""
        ...

    def show_trial(self, state: TrialState) -> None:
        """Refresh the trial recording on the Check screen."""
        ...

    def show_report(self, state: ReportState) -> None:
        """Show the report on this computer, or how it stands with it."""
        ...


class View(Protocol):
    """The window, as far as the journey speaks to it. GUI thread only."""

    @property
    def beside(self) -> Beside:
        """Trial recording, report, practice."""
        ...

    def show_join(self, state: JoinState) -> None:
        """Show the Join screen."""
        ...

    def show_notice(self, state: NoticeState) -> None:
        """Show the Notice screen."""
        ...

    def show_check(self, state: CheckState) -> None:
        """Show the Check screen."""
        ...

    def show_identity(self, state: IdentityState) -> None:
        """Show the identity step."""
        ...

    def show_work(self, state: WorkState) -> None:
        """Show the Work screen."""
        ...

    def show_finish(self, state: FinishState) -> None:
        """Show the Finish screen."""
        ...

    def update_status(self, state: StatusState) -> None:
        """Refresh the top bar."""
        ...

    def update_previews(self, state: PreviewState) -> None:
        """Refresh camera, screen and level."""
        ...

    def update_live(self, state: LiveState) -> None:
        """Refresh messages, hand, and who looks."""
        ...

    def update_recorded(self, state: RecordedState) -> None:
        """Refresh the panel of what is recorded."""
        ...

    def mark_screens(self, *, shown: bool, then: Callable[[], None] = lambda: None) -> None:
        """Show or take away the mark of a recorded screen; `then` is called once it stands there."""
        ...

    def hold_marks(self, corner: tuple[int, int]) -> bool:
        """Put the marks above everything, and return when they are there; from any thread.

        False: on the display with this left upper corner none stands yet.
        """
        ...

    def update_run(self, state: RunState) -> None:
        """Refresh the results panel."""
        ...

    def show_message(self, message: Message) -> None:
        """Open a message without blocking."""
        ...

    def go_to_background(self, state: BackgroundState) -> None:
        """Hide, with a sign that the app goes on."""
        ...

    def show_background(self, state: BackgroundState) -> None:
        """Refresh that sign."""
        ...

    def come_back(self) -> None:
        """Show the window again."""
        ...

    def leave(self) -> None:
        """Close for good."""
        ...

    def document_text(self, document: str) -> str:
        """Give the present text of a document that was shown."""
        ...


class Crossing(Protocol):
    """The way into the GUI thread."""

    def post(self, work: Callable[[], None]) -> None:
        """Run on the GUI thread soon; from any thread."""
        ...

    def when_done(
        self, future: Future[Result], done: Callable[[Result], None], failed: Callable[[RecrutrError], None]
    ) -> None:
        """Deliver a future's outcome on the GUI thread."""
        ...


class Background(Protocol):
    """A thread that runs one job after another."""

    def submit(self, job: Callable[[], Result]) -> Future[Result]:
        """Queue a job."""
        ...
