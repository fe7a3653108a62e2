"""SIGNATURES FIRST: bodies land within the hour. One thread that brings what the store holds to the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from protocol.errors import RecrutrError
from protocol.receipts import ErasureReceipt, Signed
from protocol.wire import Contact, SubmissionStatus
from sync.client import Client
from sync.clock import ServerClock
from sync.store.records import Remaining
from sync.store.store import Store


@dataclass(frozen=True, slots=True)
class SyncState:
    """How the sending goes. `reachable` is None before the first try; `trouble` holds what a person must look at."""

    reachable: bool | None = None
    remaining: Remaining = field(default_factory=Remaining)
    trouble: tuple[RecrutrError, ...] = ()
    acknowledged_seq: int = 0


@dataclass(frozen=True, slots=True)
class SyncListeners:
    """Callbacks, all from the engine's thread; None of them may block."""

    on_state: Callable[[SyncState], None] | None = None
    on_contact: Callable[[Contact], None] | None = None
    on_submission: Callable[[SubmissionStatus], None] | None = None
    on_finished: Callable[[Signed], None] | None = None
    """The countersigned receipt."""
    on_erased: Callable[[ErasureReceipt, Signed], None] | None = None
    """Verified with the server's key: stop the engine, then `store.wipe(signed)`."""


class SyncEngine:
    def __init__(self, store: Store, client: Client, clock: ServerClock, listeners: SyncListeners) -> None:
        """`client` is used by this engine only: hand it `client.twin()`."""

    def start(self) -> None: ...
    def stop(self, timeout_s: float = 30.0) -> None: ...
    def wake(self) -> None:
        """Try now (network came back, a person pressed a button); ends a waiting pause."""

    def renew(self, token: str) -> None:
        """A new token after joining again."""

    def remaining(self) -> Remaining: ...
    @property
    def state(self) -> SyncState: ...
    def drain(self, timeout_s: float) -> Remaining:
        """Send without pacing until nothing remains or the time is over; returns what is left."""
