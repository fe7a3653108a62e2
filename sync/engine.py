"""The upload engine: one thread that brings what the store holds to the server, code before media.

Guarantees: sleeps until there is something to do; backs off with jitter and obeys Retry-After; after a failure of the
network it looks for the server with a small question before it sends anything; what does not verify stops and is shown,
it is not tried again until a person asks for it, save what another server signed: the right one may be back after a
pause. Must not decide what is late, nor drop anything.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import ParamSpec

from protocol.attempts import AttemptState
from protocol.errors import EnvironmentFault, Gone, NetworkFault, RecrutrError, Tampered, TooMany
from protocol.facts import NetworkFact
from protocol.receipts import ErasureReceipt, Signed
from sync.client import Client
from sync.clock import ServerClock
from sync.conversing import Conversing
from sync.impressing import Impressing
from sync.pacing import anchor_pause_s, batch_pause_s, pause_s, probe_pause_s
from sync.progress import Pace, SyncListeners, SyncState
from sync.sending import Sender
from sync.store.records import Remaining, StoreState
from sync.store.store import Store

P = ParamSpec("P")
_log = logging.getLogger(__name__)


_EVERYTHING = ""
"""The name under which a pause holds for all kinds of things: the network is gone, or the server asked for it."""
_PROBE = "probe"
DISK_S = 0.05
"""How soon to look again while somebody drains and the disk has not taken everything yet."""
_NOT_THE_SERVERS = "tampered.signature"
"""Said by another server in this one's place: never believed, but asked again."""
UNREAD_S = 1.0
"""How soon to look again after the store could not be read."""

__all__ = ["Pace", "SyncEngine", "SyncListeners", "SyncState"]


class SyncEngine:
    """Sends one started attempt. Give it a client of its own (`client.twin()`)."""

    def __init__(
        self,
        store: Store,
        client: Client,
        clock: ServerClock,
        listeners: SyncListeners | None = None,
        pace: Pace | None = None,
    ) -> None:
        """`store.begin` must have been called: before the ticket there is nothing to send."""
        self._store, self._client, self._clock = store, client, clock
        self._listeners, self._pace = listeners or SyncListeners(), pace or Pace()
        self._sender = Sender(store, client)
        self._conversing = Conversing(store, client)
        self._steps: tuple[tuple[str, Callable[[], bool]], ...] = (
            ("contact", self._contact),
            ("journal", self._journal),
            ("say", self._conversing.say),
            ("hear", self._hear),
            ("anchor", self._anchor),  # before media: a backlog of hours must not keep receipts out of the chain
            ("submission", self._submission),
            ("track", self._sender.track),
            ("segment", lambda: self._sender.segments(self._undisturbed)),
            ("finish", self._finish),
            ("impression", Impressing(store, client).tell),
            ("judging", self._judging),
        )
        self._halted: dict[str, RecrutrError] = {}
        self._due_s: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._lost = False
        self._looked_s = 0.0
        self._state = SyncState(acknowledged_seq=self._sender.acknowledged)
        self._saved_seq = store.state.saved_seq
        self._fresh = self._settled = self._hurry = self._stopping = self._ended = False
        self._wake = threading.Event()
        self._told = threading.Condition()
        self._thread = threading.Thread(target=self._loop, name="sync", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._store.outbox.watch(self._wake.set)
        self._store.outbox.forgive()
        self._store.watch(self._saved)
        self._thread.start()

    def stop(self, timeout_s: float = 30.0) -> bool:
        """End after the request under way; whether it ended in time. Callable from a listener."""
        self._stopping = True
        self._wake.set()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def wake(self) -> None:
        """Try now: the network is back, or a person pressed a button. Ends every pause and tries what was halted."""
        self._fresh = True
        self._wake.set()

    def renew(self, token: str) -> None:
        """Go on with a new token, after joining again."""
        self._client.sign_in(self._store.attempt, token)
        self.wake()

    @property
    def state(self) -> SyncState:
        """The newest state told."""
        with self._told:
            return self._state

    @property
    def acknowledged(self) -> int:
        """Up to which entry the server has everything; does not wait for a look at the books."""
        return self._sender.acknowledged

    @property
    def silent(self) -> bool:
        """Whether a request waits for a sign of the server for so long that a person should read "offline"."""
        return self._client.silent or self._sender.silent

    def remaining(self) -> Remaining:
        """What the server has not confirmed, by the store's books now."""
        return self._store.outbox.remaining()

    def drain(self, timeout_s: float) -> Remaining:
        """Send without pacing until nothing is left, the time is over or the engine ended; returns what is left.

        Nothing is left when a look at everything, begun after all was on disk, found nothing to do: no receipt either.
        """
        end_s = time.monotonic() + timeout_s
        self._hurry = True
        self.wake()
        with self._told:
            while (self._fresh or not self._settled) and not self._ended and (left := end_s - time.monotonic()) > 0:
                self._told.wait(left)
        self._hurry = False
        return self.remaining()

    def _loop(self) -> None:
        while not (self._stopping or self._ended):
            self._wake.clear()
            try:
                self._look()
            except Exception:  # noqa: BLE001 - the thread's loop: books that cannot be read now must not end the sending
                _log.exception("a look at what is to be sent failed")
                self._wake.wait(UNREAD_S)
        self._sender.wind_up()
        self._ended = True
        self._tell()

    def _look(self) -> None:
        """Do one thing, or sleep until something is due."""
        if self._fresh:
            with self._told:
                self._fresh = self._settled = False
            self._halted.clear()
            self._due_s.clear()
        quiet = self._store.state.pending == 0
        if not self._step():
            self._tell(quiet=quiet)
            self._wake.wait(self._pause_s() if quiet or not self._hurry else DISK_S)

    def _step(self) -> bool:
        """Do the most urgent thing that is due and works; False when there is none."""
        self._looked_s = time.monotonic()
        if self._lost and not self._found_again():
            return False
        for name, run in self._steps:
            if self._stopping or self._ended or self._lost or not self._is_due(_EVERYTHING):
                return False
            if self._stands(name) or not self._may_go(name):
                continue
            try:
                done = run()
                self._halted.pop(name, None)
                if done:
                    self._succeeded(name)
                    return True
            except RecrutrError as error:
                self._failed(name, error)  # the next kind may go: the server has room for each of its own
            except Exception as error:  # noqa: BLE001 - the thread's loop: a mistake here must not end the sending
                _log.exception("sending (%s) failed", name)
                self._failed(name, EnvironmentFault("sync.broken", f"Sending met an error in Recrutr: {error!r}"))
        return False

    def _found_again(self) -> bool:
        """Look for a server that did not answer: a small question with a short patience, before anything is sent."""
        if self._stopping or self._ended or not self._is_due(_EVERYTHING):
            return False
        began_s = time.monotonic()
        try:
            self._client.look_for_server()
        except Exception as error:  # noqa: BLE001 - the thread's loop: as in `_step`
            if not isinstance(error, RecrutrError):
                _log.exception("looking for the server failed")
            failures = self._count_failure(_PROBE)
            self._next_in(_EVERYTHING, probe_pause_s(failures, time.monotonic() - began_s, self._pace))
            return False
        self._lost = False
        self._failures.pop(_PROBE, None)
        return True

    def _stands(self, name: str) -> bool:
        """Whether a kind stopped until a person asks for it."""
        return name in self._halted and self._halted[name].code != _NOT_THE_SERVERS

    def _may_go(self, name: str) -> bool:
        """Whether a kind is due; entries that somebody waits for keep no pace, but do pause after a failure."""
        if self._is_due(name):
            return True
        return name == "journal" and name not in self._failures and self._pressing()

    def _is_due(self, name: str) -> bool:
        return time.monotonic() >= self._due_s.get(name, 0.0)

    def _next_in(self, name: str, seconds: float) -> None:
        self._due_s[name] = time.monotonic() + seconds

    def _contact(self) -> bool:
        self._next_in("contact", self._pace.contact_s * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, no secret
        sent = self._clock.reading()
        answer = self._client.contact()
        self._clock.observe(answer.server_time_us, sent)
        self._conversing.learn(answer.live)
        if answer.live is not None and answer.live.ask_again_ms is not None:
            self._next_in("contact", min(self._pace.contact_s, answer.live.ask_again_ms / 1000))
        self._call(self._listeners.on_contact, answer)
        if answer.state is AttemptState.STARTED and self._store.countersigned is not None:
            self._sender.set_back()  # nothing follows a finished journal, so that no batch would show it
        return True

    def _hear(self) -> bool:
        return self._conversing.hear(lambda new: self._call(self._listeners.on_messages, new))

    def _journal(self) -> bool:
        if not self._sender.journal():
            return False
        if not self._pressing():
            self._next_in("journal", batch_pause_s(self._sender.journal_pace_s, self._pace))
        return True

    def _pressing(self) -> bool:
        """Whether entries go at once: somebody waits for what comes after them."""
        outbox = self._store.outbox
        return self._hurry or outbox.waiting_submission_seq() is not None or outbox.receipt_to_send() is not None

    def _submission(self) -> bool:
        seq = self._store.outbox.waiting_submission_seq()
        if seq is None:
            return False
        if self._sender.acknowledged < seq and "journal" not in self._halted:
            return False  # the entry first, also when it has to wait: it proves when the source was handed in
        status = self._sender.submission()
        if status is not None:
            self._next_in("judging", 0.0)
            self._call(self._listeners.on_submission, status)
        return True

    def _judging(self) -> bool:
        if all(status.state == "judged" for status in self._store.outbox.statuses()):
            return False
        self._next_in("judging", self._pace.judging_s)
        for status in self._sender.changed_statuses():
            self._call(self._listeners.on_submission, status)
        return True

    def _undisturbed(self) -> bool:
        """Whether nothing came in or fell due since the last look at everything."""
        return not self._wake.is_set() and not self._stopping and self._pause_s() > 0

    def _finish(self) -> bool:
        outbox = self._store.outbox
        if outbox.receipt_to_send() is None:
            return False
        if outbox.waiting_submission_seq() is not None and "submission" not in self._halted:
            return False  # the receipt names it: it goes first, also when it has to wait
        if self._sender.acknowledged < outbox.last_seq() and "journal" not in self._halted:
            return False
        self._call(self._listeners.on_finished, self._sender.finish())
        return True

    def _anchor(self) -> bool:
        if not self._sender.anchor():
            return False
        self._next_in("anchor", anchor_pause_s(self._sender.journal_pace_s, self._pace))
        return True

    def _succeeded(self, name: str) -> None:
        self._failures.pop(name, None)
        self._failures.pop(_EVERYTHING, None)
        self._reached(reachable=True)

    def _failed(self, name: str, error: RecrutrError) -> None:
        """Decide what an error means: wait, stop this kind of thing, or stop for good."""
        transport = isinstance(error, NetworkFault) and error.code.startswith(("network.", "http."))
        self._reached(reachable=not transport)
        if isinstance(error, Gone) and error.code == "attempt.erased":
            self._erased(error)
        elif transport or isinstance(error, TooMany):
            self._lost = transport
            self._back_off(_EVERYTHING, error)
        elif isinstance(error, EnvironmentFault):
            self._back_off(name, error)
        else:
            self._halt(name, error)

    def _halt(self, name: str, error: RecrutrError) -> None:
        self._halted[name] = error
        if not self._stands(name):
            self._count_failure(name)
            self._next_in(name, self._pace.doubt_s * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, no secret

    def _back_off(self, name: str, error: RecrutrError) -> None:
        asked = error.details.get("retry_after_s")
        asked_s = asked if isinstance(asked, int) else 0
        self._next_in(name, pause_s(self._count_failure(name), asked_s, self._pace))

    def _count_failure(self, name: str) -> int:
        """How often it had failed before."""
        failures = self._failures.get(name, 0)
        self._failures[name] = failures + 1
        return failures

    def _erased(self, error: Gone) -> None:
        """Verify the erasure receipt and hand it on; without a receipt that verifies nothing is wiped."""
        try:
            text = error.details.get("receipt")
            if not isinstance(text, str):
                raise Tampered("tampered.erasure", "The server says the attempt was deleted, but gives no receipt.")
            signed = Signed.parse(text)
            receipt = ErasureReceipt.from_signed(signed, self._store.joined.server_public_key)
            if receipt.attempt != self._store.attempt:
                raise Tampered("tampered.erasure", "The erasure receipt is for another attempt.")
        except RecrutrError as wrong:
            self._halt("contact", wrong)
            return
        self._ended = True
        self._call(self._listeners.on_erased, receipt, signed)

    def _reached(self, *, reachable: bool) -> None:
        """Record a change of the network in the journal; the first good contact is no news."""
        before = self._state.reachable
        if before is reachable:
            return
        with self._told:
            self._state = replace(self._state, reachable=reachable)
        if self._store.receipt is not None or (before is None and reachable):
            return
        try:
            self._store.submit(NetworkFact(reachable=reachable))
        except RecrutrError as error:  # the store shows its own trouble
            _log.warning("a network change was not recorded: %s", error)

    def _saved(self, state: StoreState) -> None:
        """The store committed: entries are sent at their pace, so only the first after a pause ends the sleep."""
        news, self._saved_seq = state.saved_seq > self._saved_seq, state.saved_seq
        if news and self._is_due("journal"):
            self._wake.set()

    def _pause_s(self) -> float:
        """Until the next thing is due; what became due since the last look is due now."""
        now_s = time.monotonic()
        if not self._is_due(_EVERYTHING):
            return self._due_s[_EVERYTHING] - now_s
        due = [at for name, at in self._due_s.items() if at > self._looked_s and not self._stands(name)]
        return max(0.0, min(due, default=now_s + self._pace.contact_s) - now_s)

    def _tell(self, *, quiet: bool = False) -> None:
        """Tell how it goes. `quiet`: nothing waited for the disk when the look began that found nothing to do."""
        with self._told:
            before = self._state
            self._state = replace(
                before,
                remaining=self.remaining(),
                trouble=tuple(self._halted.values()),
                acknowledged_seq=self._sender.acknowledged,
            )
            state = self._state
            self._settled = quiet and self._store.state.pending == 0 and state.remaining.nothing
            self._told.notify_all()
        if state != before:
            self._call(self._listeners.on_state, state)

    def _call(self, listener: Callable[P, None] | None, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            if listener is not None:
                listener(*args, **kwargs)
        except Exception:  # noqa: BLE001 - the thread's loop: a listener's mistake must not end the sending
            _log.exception("a listener of the engine failed")
