"""The sync engine of one attempt as the rooms see it: its last state, and its words on the GUI thread.

Guarantees: the engine's callbacks only post; nothing of ours runs on its thread. A token that the server no longer
accepts is renewed by joining again with the kept code, once for each refusal, and where that meets a fault that passes
again a little later: without a token nothing leaves. Must not know screens.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from app.attempt import Attempt, join_request
from app.ports import Background, Crossing
from protocol.attempts import EvidenceLevel
from protocol.errors import EnvironmentFault, NetworkFault, RecrutrError, SignInNeeded, TooMany
from protocol.facts import MessageFact
from protocol.receipts import Signed
from protocol.saying import to_say
from protocol.wire import Contact, SubmissionStatus
from sync.engine import Pace, SyncEngine, SyncListeners, SyncState
from sync.pacing import pause_s
from sync.store.records import Remaining
from ui.states import Sync

STRANGER = to_say("The server that answers does not know this attempt. It may be another one than yours.")
LIVE_CONTACT_S = 3.0
"""At level 4 somebody may be waiting for an answer, and a look shall be seen at once."""
JOINING = Pace(first_retry_s=2.0)
"""How joining again is tried again: after a restore many devices ask for new tokens."""
OVERTAKEN = frozenset({"join.stale", "join.replayed"})
"""What a proof is refused with that a new one cures: the computer slept, or something on the way sent it twice."""
STRANGER_S = 30
"""How soon to ask again, at the least, where the server that answers is another one."""


@dataclass
class Heard:
    """Who wants to know; each is called on the GUI thread."""

    submission: Callable[[SubmissionStatus], None]
    finished: Callable[[Signed], None]
    erased: Callable[[Signed], None]
    trouble: Callable[[RecrutrError], None]
    contact: Callable[[Contact], None]
    messages: Callable[[list[MessageFact]], None]


class Sending:
    """Owns the sync engine of an attempt."""

    def __init__(
        self,
        attempt: Attempt,
        gui: Crossing,
        background: Background,
        heard: Heard,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._attempt, self._gui, self._background, self._heard = attempt, gui, background, heard
        self._clock_s = clock_s
        self._join_at_s: float | None = None
        self._joins_failed = 0
        self._strange = False
        self._state = SyncState()
        self._told: set[str] = set()
        self._engine: SyncEngine | None = None

    def start(self) -> None:
        """Begin to send what a started attempt holds; idempotent."""
        if self._engine is not None:
            return
        gui, heard, attempt = self._gui, self._heard, self._attempt
        listeners = SyncListeners(
            on_state=lambda state: gui.post(lambda: self._take(state)),
            on_contact=lambda answer: gui.post(lambda: heard.contact(answer)),
            on_submission=lambda status: gui.post(lambda: heard.submission(status)),
            on_finished=lambda signed: gui.post(lambda: heard.finished(signed)),
            on_messages=lambda new: gui.post(lambda: heard.messages(new)),
            on_erased=lambda _receipt, signed: gui.post(lambda: heard.erased(signed)),
        )
        self._engine = SyncEngine(attempt.store, attempt.client.twin(), attempt.clock, listeners, pace_of(attempt))
        self._engine.start()

    def stop(self, deadline_s: float) -> None:
        """Stop sending; what is left stays in the store. Idempotent."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.stop(deadline_s)

    def wake(self) -> None:
        """Try now."""
        engine = self._engine  # stop() may come from another thread between two looks
        if engine is not None:
            engine.wake()

    def tick(self) -> None:
        """Join again when it is time for that; about once a second."""
        if self._join_at_s is not None and self._clock_s() >= self._join_at_s and self._engine is not None:
            self._join_at_s = None
            self._join_anew()

    @property
    def state(self) -> SyncState:
        """The last state that the engine told."""
        return self._state

    @property
    def remaining(self) -> Remaining:
        """What the server has not confirmed yet."""
        engine = self._engine  # stop() may come from another thread between two looks
        return Remaining() if engine is None else engine.remaining()

    @property
    def all_sent(self) -> bool:
        """Whether the server has confirmed everything. What is only on its way to the disk waits to be sent as well."""
        # In this order: what was on its way before the look at the books stands in them.
        return self._attempt.store.state.pending == 0 and self.remaining.nothing

    @property
    def indicator(self) -> Sync:
        """One word for the top bar."""
        engine = self._engine  # stop() may come from another thread between two looks
        if self._state.reachable is False or (engine is not None and engine.silent):
            return Sync.OFFLINE
        if self._state.trouble:
            return Sync.FAILED
        newer = engine is not None and self._attempt.store.state.saved_seq > engine.acknowledged
        return Sync.SENDING if newer or not self._state.remaining.nothing else Sync.UP_TO_DATE

    def _take(self, state: SyncState) -> None:
        self._state = state
        codes = {error.code for error in state.trouble}
        self._told &= codes
        for error in state.trouble:
            if error.code not in self._told:
                self._told.add(error.code)
                self._tell(error)

    def _tell(self, error: RecrutrError) -> None:
        if isinstance(error, SignInNeeded):
            self._join_anew()
        else:
            self._heard.trouble(error)

    def _join_anew(self) -> None:
        job = self._background.submit(self._join_again)
        self._gui.when_done(job, self._renew, self._not_joined)

    def _not_joined(self, error: RecrutrError) -> None:
        strange, before = error.code == "join.unknown_code", self._strange
        if not (strange or error.code in OVERTAKEN or isinstance(error, (EnvironmentFault, TooMany))):
            self._heard.trouble(error)
            return
        self._strange = before or strange
        if strange and not before:
            self._heard.trouble(NetworkFault("network.stranger", STRANGER))
        asked = error.details.get("retry_after_s")
        asked_s = STRANGER_S if strange else asked if isinstance(asked, int) else 0
        self._join_at_s = self._clock_s() + pause_s(self._joins_failed, asked_s, JOINING)
        self._joins_failed += 1

    def _renew(self, token: str) -> None:
        self._joins_failed, self._strange = 0, False
        if self._engine is not None:
            self._engine.renew(token)

    def _join_again(self) -> str:
        """On the background thread; the same device and code get the same attempt and a new token."""
        attempt = self._attempt
        identity = attempt.store.identity
        joined = attempt.client.join(join_request(attempt.code, identity), identity.key)
        attempt.client.sign_in(joined.attempt, joined.token)
        return joined.token


def pace_of(attempt: Attempt) -> Pace:
    """How often the server is asked for news."""
    return Pace(contact_s=LIVE_CONTACT_S) if attempt.policy.level >= EvidenceLevel.LIVE else Pace()
