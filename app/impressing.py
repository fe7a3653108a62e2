"""How the candidate says it was, after handing in: offered on the last screen, kept here, sent by the engine.

Guarantees: it is offered only where the work was handed in on this device and the server has it or it waits for the
network; it is kept on the disk before the person is thanked. GUI thread only.
"""

from __future__ import annotations

from dataclasses import replace

from app.attempt import Attempt
from app.entrance import Desk
from app.words import message_of
from protocol.errors import RecrutrError
from protocol.impressions import Impression
from ui.impression import ImpressionState


class Impressing:
    """The questions after one attempt."""

    def __init__(self, desk: Desk, attempt: Attempt) -> None:
        self._desk, self._attempt = desk, attempt
        self._state = ImpressionState(attempt.joined.organisation)
        self._shown: ImpressionState | None = None

    def show(self, *, over: bool) -> None:
        """Show how it stands with them; `over`: handed in here, and neither withdrawn, moved nor erased."""
        said = over and self._attempt.store.impressions.given is not None
        sent = said and self._attempt.store.impressions.waiting is None
        self._state = replace(self._state, offered=over, given=said, sent=sent)
        if self._state != self._shown:
            self._shown = self._state
            self._desk.view.beside.show_impression(self._state)

    def give(self, said: Impression) -> None:
        """The candidate says how it was."""
        store = self._attempt.store
        job = self._desk.background.submit(lambda: store.impressions.keep(said).result())
        self._desk.gui.when_done(job, lambda _done: self._kept(), self._failed)

    def _kept(self) -> None:
        self._state = replace(self._state, error=None)
        self._attempt.store.outbox.ring()
        self.show(over=True)

    def _failed(self, error: RecrutrError) -> None:
        self._state = replace(self._state, error=message_of(error))
        self.show(over=True)
