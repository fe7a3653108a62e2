"""The three ways in which work ends on this machine: handed in, continued elsewhere, withdrawn.

Guarantees: nothing runs and no preview is taken any more when the journal gets its end. All on the background thread.
"""

from __future__ import annotations

import logging

from app.attempt import Attempt
from app.work_parts import Parts
from protocol.attempts import AttemptState
from protocol.errors import RecrutrError
from protocol.facts import WithdrawnFact
from protocol.receipts import Signed

_log = logging.getLogger(__name__)


class Endings:
    """Ends the work of one attempt; raises what the store or the client raises."""

    def __init__(self, attempt: Attempt, parts: Parts) -> None:
        self._attempt, self._parts = attempt, parts

    def close(self) -> Signed:
        """Hand in: the receipt."""
        self._stop()
        return self._attempt.store.finish().result()

    def leave(self, moved_at_us: int) -> None:
        """Go on elsewhere: what the recorder still holds is recorded before the journal ends."""
        self._stop()
        self._attempt.store.leave(moved_at_us).result()

    def withdraw(self, reason: str) -> None:
        """Stop the attempt. The server first: without it the attempt goes on as if nothing had been asked."""
        self._attempt.client.withdraw()
        self._stop()
        try:
            self._attempt.record(WithdrawnFact(reason=reason[:500] or None)).result()
            self._attempt.reached(AttemptState.WITHDRAWN)
        except RecrutrError as error:  # the server holds it as withdrawn: nothing may go on here for want of a disk
            _log.warning("a withdrawal was not kept here: %s", error.code)

    def _stop(self) -> None:
        self._parts.runs.stop()
        self._parts.previews.stop()
