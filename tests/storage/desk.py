"""An engine with a store, a client and a witness of a server, for the tests of sending."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.facts import SubmissionFact
from protocol.identifiers import new_identifier
from protocol.receipts import ErasureReceipt, Signed
from protocol.verdicts import LanguageId
from protocol.wire import SubmissionStatus
from sync.client import Client
from sync.clock import ServerClock
from sync.engine import Pace, SyncEngine, SyncListeners, SyncState
from sync.store.store import Store
from tests.storage.settled import settle
from tests.storage.witness import Witness

QUICK = Pace(journal_s=0.05, anchor_s=0.2, contact_s=0.3, judging_s=0.05, first_retry_s=0.02, longest_retry_s=0.1)
PATIENCE_S = 60.0


class Desk:
    """An engine with all it needs; `heard` keeps what its listeners were told."""

    def __init__(self, store: Store, witness: Witness, url: str, pace: Pace = QUICK) -> None:
        self.store, self.witness = store, witness
        self.client = Client(url, read_timeout_s=5.0)
        self.client.sign_in(witness.issuer.attempt, witness.token)
        self.clock = ServerClock()
        self.states: list[SyncState] = []
        self.statuses: list[SubmissionStatus] = []
        self.finished: list[Signed] = []
        self.erased: list[tuple[ErasureReceipt, Signed]] = []
        self.changed = threading.Condition()
        listeners = SyncListeners(
            on_state=lambda it: self._hear(self.states, it),
            on_submission=lambda it: self._hear(self.statuses, it),
            on_finished=lambda it: self._hear(self.finished, it),
            on_erased=lambda receipt, signed: self._hear(self.erased, (receipt, signed)),
        )
        self.engine = SyncEngine(store, self.client, self.clock, listeners, pace)

    def _hear(self, heard: list, it: object) -> None:  # type: ignore[type-arg] # any of the lists above
        with self.changed:
            heard.append(it)
            self.changed.notify_all()

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true; the listeners say when to look again."""
        end = time.monotonic() + PATIENCE_S
        with self.changed:
            while not true():
                assert time.monotonic() < end, f"waited in vain; last state {self.engine.state}"
                self.changed.wait(0.05)

    def hand_in(self, source: str = "print(1)") -> SubmissionFact:
        fact = SubmissionFact(
            submission=new_identifier(),
            problem=new_identifier(),
            document=new_identifier(),
            language=LanguageId.PYTHON,
            source_digest=digest_hex(source.encode()),
        )
        self.store.hand_in(fact, source).result(30)
        return fact

    def record(self, *contents: bytes) -> str:
        track = new_identifier()
        self.store.media.declare(TrackKind.CAMERA, track, "video/mp4", "d3JhcHBlZA==", "A camera")
        for number, content in enumerate(contents):
            self.store.media.write(track, number, content)
            self.store.media.close_segment(track, number)
        settle(self.store)
        return track
