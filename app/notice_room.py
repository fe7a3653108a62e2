"""The Notice screen: shown before anything is captured; acknowledging is kept here first, then told to the server."""

from __future__ import annotations

from collections.abc import Callable

from app.attempt import Attempt
from app.entrance import Desk
from app.words import DECLINED_HERE, message_of
from protocol.attempts import AttemptState
from protocol.errors import Conflict
from protocol.saying import say
from sync.clock import wall_us
from ui.states import Message, NoticeState


class NoticeRoom:
    """Shows the notice; leads on when it was acknowledged, out when it was declined."""

    def __init__(
        self, desk: Desk, attempt: Attempt, acknowledged: Callable[[], None], declined: Callable[[], None]
    ) -> None:
        self._desk, self._attempt = desk, attempt
        self._acknowledged, self._declined = acknowledged, declined

    def enter(self) -> None:
        """Show the notice."""
        self._show()

    def acknowledge(self) -> None:
        """Keep and send the acknowledgement."""
        self._show(busy=say("Telling the server…"))
        job = self._desk.background.submit(self._send)
        self._desk.gui.when_done(
            job, lambda _done: self._acknowledged(), lambda error: self._show(error=message_of(error))
        )

    def decline(self) -> None:
        """End the attempt before anything was recorded; one that goes on here is left as it is elsewhere."""
        if self._attempt.continues:
            self._show(error=DECLINED_HERE)
            return
        self._show(busy=say("Ending this attempt…"))
        job = self._desk.background.submit(self._withdraw)
        self._desk.gui.when_done(job, lambda _done: self._declined(), lambda error: self._show(error=message_of(error)))

    def _send(self) -> None:
        """On the background thread."""
        attempt = self._attempt
        acknowledged = attempt.acknowledge(wall_us())
        sent = attempt.clock.reading()
        try:
            attempt.heard(attempt.client.acknowledge_notice(acknowledged), sent)
        except Conflict as error:
            if error.details.get("state") not in {AttemptState.CHECKED, AttemptState.STARTED}:
                raise  # further on already: the app was closed between the answer and its keeping
        attempt.reached(AttemptState.NOTICED)

    def _withdraw(self) -> None:
        """On the background thread."""
        self._attempt.client.withdraw()
        self._attempt.reached(AttemptState.WITHDRAWN)

    def _show(self, busy: str = "", error: Message | None = None) -> None:
        joined = self._attempt.joined
        self._desk.view.show_notice(
            NoticeState(
                self._attempt.notice,
                joined.candidate_name,
                joined.assessment_title,
                joined.duration_us,
                joined.problem_count,
                tuple(joined.languages),
                joined.window_end_us,
                busy,
                error,
                self._attempt.continues,
            )
        )
