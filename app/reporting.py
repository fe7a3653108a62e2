"""The candidate's report on this computer: shown whole, then saved or sent, or neither.

Guarantees: what is sent or saved is what was shown; nothing leaves without the button that says so. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.attempt import Attempt
from app.check_report import FILE_NAME, report_text, report_to_send
from app.entrance import Desk
from app.words import message_of
from protocol.errors import RecrutrError
from protocol.wire import CheckReport, CheckResult
from sync.clock import wall_us
from sync.store.folders import write_durably
from ui.trial_states import ReportState


class Reporting:
    """The report of one Check screen."""

    def __init__(self, desk: Desk, attempt: Attempt, results: Callable[[], Sequence[CheckResult]]) -> None:
        self._desk, self._attempt, self._results = desk, attempt, results
        self._state: ReportState | None = None
        self._to_send: CheckReport | None = None

    def open(self) -> None:
        """Write the report as things are now, and show it."""
        results, offset_us = list(self._results()), self._attempt.clock.offset_us()
        text = report_text(results, offset_us, wall_us())
        self._to_send = report_to_send(results, offset_us)
        self._show(ReportState(text, self._attempt.joined.organisation, FILE_NAME))

    def save(self, path: str) -> None:
        """Write what is shown."""
        if self._state is None:
            return
        try:
            write_durably(Path(path), self._state.text.encode())
        except RecrutrError as error:
            self._show(replace(self._state, error=message_of(error)))
            return
        self._show(replace(self._state, saved_as=path, error=None))

    def send(self) -> None:
        """Send what is shown to the organisation, once."""
        state, report = self._state, self._to_send
        if state is None or report is None or state.sending or state.sent:
            return
        self._show(replace(state, sending=True, error=None))
        job = self._desk.background.submit(lambda: self._send(report))
        self._desk.gui.when_done(job, lambda _done: self._sent(report), lambda error: self._not_sent(report, error))

    def _send(self, report: CheckReport) -> None:
        """On the background thread."""
        sent = self._attempt.clock.reading()
        self._attempt.heard(self._attempt.client.report_check(report), sent)

    def _sent(self, report: CheckReport) -> None:
        if self._state is not None and report is self._to_send:
            self._show(replace(self._state, sending=False, sent=True))

    def _not_sent(self, report: CheckReport, error: RecrutrError) -> None:
        if self._state is not None and report is self._to_send:
            self._show(replace(self._state, sending=False, error=message_of(error)))

    def _show(self, state: ReportState) -> None:
        self._state = state
        self._desk.view.beside.show_report(state)
