"""Saving an evidence file from the Finish screen: when it is offered, the writing in the background, its outcome.

Guarantees: it is offered once sending has not got through for a while and stays on offer until everything is sent; one
writing at a time, which can be stopped; the GUI thread never waits for it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.attempt import Attempt
from app.ports import Background, Crossing
from app.sending import Sending
from protocol.errors import RecrutrError
from protocol.evidence import EVIDENCE_SUFFIX
from sync.evidence import EvidenceWritten, write_evidence
from ui.finish_states import EvidenceView
from ui.states import Sync

OFFERED_AFTER_S = 20.0
"""How long sending has to fail before the file is offered: a short break needs nothing from anybody."""
SHOWN_EVERY_S = 0.2


class EvidenceSaving:
    """Offers and writes evidence files of one attempt. GUI thread only."""

    def __init__(
        self, attempt: Attempt, background: Background, gui: Crossing, clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._attempt, self._background, self._gui, self._clock_s = attempt, background, gui, clock_s
        self._failing_since_s: float | None = None
        self._stop = threading.Event()
        self._view = EvidenceView(file_name=f"recrutr-{attempt.joined.attempt[:13]}{EVIDENCE_SUFFIX}")
        self.changed: Callable[[], None] = lambda: None
        self.failed: Callable[[RecrutrError], None] = lambda _error: None

    def look(self, sending: Sending, *, sent: bool) -> EvidenceView:
        """What to show now, by how the sending goes."""
        if sending.indicator not in {Sync.OFFLINE, Sync.FAILED} or sent:
            self._failing_since_s = None
        elif self._failing_since_s is None:
            self._failing_since_s = self._clock_s()
        lasting = self._failing_since_s is not None and self._clock_s() - self._failing_since_s >= OFFERED_AFTER_S
        in_use = self._view.permille is not None or bool(self._view.saved_as)
        self._view = replace(self._view, offered=in_use or (not sent and (lasting or self._view.offered)))
        return self._view

    def save(self, path: str) -> None:
        """Write the file, unless one is being written."""
        if self._view.permille is not None:
            return
        target = Path(path)
        if target.suffix != EVIDENCE_SUFFIX:
            target = target.with_name(target.name + EVIDENCE_SUFFIX)
        self._stop.clear()
        self._view = replace(self._view, permille=0, saved_as="", digest="", unreadable=0)
        job = self._background.submit(lambda: write_evidence(self._attempt.store, target, self._progress()))
        self._gui.when_done(job, self._done, self._not_done)
        self.changed()

    def stop(self) -> None:
        """Stop the writing; nothing of it stays."""
        self._stop.set()

    def _progress(self) -> Callable[[int, int], bool]:
        """On the background thread: tells the GUI now and then."""
        told_s = 0.0

        def progress(done: int, total: int) -> bool:
            nonlocal told_s
            if (now_s := time.monotonic()) - told_s >= SHOWN_EVERY_S:
                told_s, permille = now_s, 1000 * done // max(total, 1)
                self._gui.post(lambda: self._moved(permille))
            return not self._stop.is_set()

        return progress

    def _moved(self, permille: int) -> None:
        if self._view.permille is not None:
            self._view = replace(self._view, permille=permille)
            self.changed()

    def _done(self, written: EvidenceWritten | None) -> None:
        self._view = replace(self._view, permille=None)
        if written is not None:
            self._view = replace(
                self._view, saved_as=str(written.path), digest=written.digest, unreadable=written.unreadable
            )
        self.changed()

    def _not_done(self, error: RecrutrError) -> None:
        self._view = replace(self._view, permille=None)
        self.failed(error)
