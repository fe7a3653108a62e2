"""The encrypted store of one attempt. SIGNATURES FIRST: bodies land within the hour."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from protocol.facts import Fact, SubmissionFact
from protocol.receipts import Signed
from protocol.wire import Joined, Started
from sync.store.media import Media
from sync.store.outbox import Outbox
from sync.store.records import Draft, StoreState


class Store:
    """One attempt on this device. Implements protocol.ports.FactSink; `media` implements FragmentSink.

    Get one from `sync.store.AttemptStores`. Any thread may call any method; nothing but `close`, `wipe` and the reading
    methods waits for the disk.
    """

    attempt: str
    folder: Path
    launch: str
    """New id at every opening; stands in every entry's header."""
    media: Media
    outbox: Outbox

    @property
    def joined(self) -> Joined: ...
    @property
    def device(self) -> str: ...
    @property
    def started(self) -> Started | None:
        """The server's answer to `start`, once `begin` has kept it: ticket, commitment key, problems."""

    def begin(self, started: Started) -> None:
        """Keep the answer to `start` and open the journal; waits until it is on disk. Idempotent.

        Raises Tampered when the ticket is not signed by the server of `joined`, or names another attempt or device.
        """

    def submit(self, *facts: Fact, mono_us: int | None = None) -> Future[int]:
        """FactSink. Conflict `store.not_started` before `begin`; StorageFault `store.overflow` when the bound is hit."""

    def hand_in(self, fact: SubmissionFact, source: str) -> Future[int]:
        """Record a submission and put it in the outbox, in one transaction; resolves to the fact's seq.

        Raises InvalidInput when the source is too large or does not match the fact's digest.
        """

    def finish(self) -> Future[Signed]:
        """Close the work: StateFact(finished), then the device-signed submission receipt over the head, submissions and
        segments, in one transaction. The same receipt on every repetition. Stop the recorder before."""

    @property
    def receipt(self) -> Signed | None:
        """The device-signed submission receipt, once finished."""

    @property
    def countersigned(self) -> Signed | None:
        """The server's countersignature, once it has arrived."""

    def keep(self, name: str, value: bytes) -> Future[None]:
        """Keep a small value of the app (state, preferences of this attempt); None of the store's own names."""

    def kept(self, name: str) -> bytes | None: ...

    def rebuild_drafts(self) -> dict[str, Draft]:
        """Every document as the journal gives it, by document id. Raises Tampered when an edit does not fit."""

    def rebuild_documents(self) -> dict[str, str]:
        """The texts of `rebuild_drafts`."""

    def verify(self) -> int:
        """Verify the whole chain; the number of entries. Raises Tampered."""

    def watch(self, listener: Callable[[StoreState], None]) -> None:
        """Call `listener` after every commit and every fault, from the writer's thread."""

    @property
    def state(self) -> StoreState: ...

    def close(self, timeout_s: float = 10.0) -> None:
        """Save what is pending and close. StorageFault `store.not_saved` when that was not possible in time."""

    def wipe(self, receipt: Signed) -> Path:
        """Erase: write the receipt outside the store, destroy the key, then the files; returns the receipt's path."""


class AttemptStores:
    """The attempts on this device, under `<data>/attempts/<attempt>/`. Lives in sync/store/attempts.py."""

    def __init__(self, data: Path, holder: object) -> None:
        """`holder` is a KeyHolder (sync.store.keys.find_holder(data / "keys", share))."""

    def prepare_join(self, code: str) -> object:
        """DeviceIdentity(device, private_key, public_key) for JoinRequest; the same one for the same code until it is joined."""

    def create(self, joined: Joined, code: str) -> Store:
        """The store of a joined attempt; when it exists already (joined again) it is opened and gets the new token."""

    def attempts(self) -> list[str]:
        """Ids of the attempts that have a store here, newest first."""

    def open(self, attempt: str) -> Store:
        """Open, repair cut segments, record gaps. StorageFault (in_use, not_database, wrong_key ...), DeviceFault (keyring.*),
        Tampered (tampered.store). A file that cannot be opened is left exactly as it is."""

    def quarantine(self, attempt: str) -> Path:
        """On explicit request: rename a store that cannot be opened aside, and return its new place."""

    def erasure_receipts(self) -> dict[str, Signed]:
        """Receipts of wiped attempts by attempt id."""
