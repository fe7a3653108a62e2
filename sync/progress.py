"""What the upload engine tells, to whom, and at which pace it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from protocol.errors import RecrutrError
from protocol.facts import MessageFact
from protocol.receipts import ErasureReceipt, Signed
from protocol.wire import Contact, SubmissionStatus
from sync.store.records import Remaining

RECEIPT_BOUND_S = 30.0
"""The server's receipts stand in the chain at most this far apart, while somebody works and the server answers."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between things. The defaults give a few requests a minute for somebody who types.

    `anchor_s` lies as far below `RECEIPT_BOUND_S` as a batch and a request may take; `doubt_s` passes before a server
    is asked again whose signature was not the one that this attempt knows.
    """

    journal_s: float = 2.0
    anchor_s: float = 25.0
    contact_s: float = 20.0
    judging_s: float = 3.0
    first_retry_s: float = 0.5
    longest_retry_s: float = 30.0
    doubt_s: float = 60.0


@dataclass(frozen=True, slots=True)
class SyncState:
    """How the sending goes. `reachable` is None before the first try; `trouble` is what a person must look at."""

    reachable: bool | None = None
    remaining: Remaining = field(default_factory=Remaining)
    trouble: tuple[RecrutrError, ...] = ()
    acknowledged_seq: int = 0


@dataclass(frozen=True, slots=True)
class SyncListeners:
    """Callbacks, all from the engine's thread; none of them may wait.

    Attributes:
        on_state: whenever the state differs from the last one told.
        on_contact: every answer of the server to "anything new?".
        on_submission: what the server says about a submission, when it changed.
        on_finished: the server's countersignature of the submission receipt.
        on_messages: what was written to the candidate; it stands in the journal.
        on_erased: the attempt was erased, verified with the server's key: stop the engine, then wipe the store.
    """

    on_state: Callable[[SyncState], None] | None = None
    on_contact: Callable[[Contact], None] | None = None
    on_submission: Callable[[SubmissionStatus], None] | None = None
    on_finished: Callable[[Signed], None] | None = None
    on_erased: Callable[[ErasureReceipt, Signed], None] | None = None
    on_messages: Callable[[list[MessageFact]], None] | None = None
