"""The outbox never loses, doubles or reorders an entry, in whatever order sends, lost answers and kills come."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from protocol.errors import NetworkFault
from protocol.facts import FocusFact, parse_fact
from protocol.receipts import Signed
from protocol.wire import JournalBatch, SubmissionStatus
from sync.client import Client
from sync.sending import Sender
from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder
from sync.store.store import Store, StoreOptions
from tests.storage.issuer import Issuer, started_store
from tests.storage.memory_keyring import MemoryKeyring
from tests.storage.settled import settle
from tests.storage.witness import Witness

QUICK = StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0)


class Fate(Enum):
    """What becomes of one request."""

    ARRIVES = "arrives"
    LOST = "lost on its way"
    ANSWER_LOST = "stored, but the answer is lost"


class DirectClient(Client):
    """Calls the witness without a network; `fate` decides over each request."""

    def __init__(self, witness: Witness) -> None:
        super().__init__("http://localhost")
        self.witness, self.fate = witness, Fate.ARRIVES

    def journal_head(self) -> Signed:
        return self._with_fate(self.witness.acknowledged)

    def submissions(self) -> list[SubmissionStatus]:
        """A server that was set back is asked what it still has: nothing was handed in here."""
        return []

    def send_journal(self, batch: JournalBatch) -> Signed:
        return self._with_fate(lambda: self.witness.take_batch(batch))

    def _with_fate(self, call: Callable[[], Signed]) -> Signed:
        if self.fate is Fate.LOST:
            raise NetworkFault("network.unreachable", "lost")
        answer = call()
        if self.fate is Fate.ANSWER_LOST:
            raise NetworkFault("network.cut", "answer lost")
        return answer


class OutboxMachine(RuleBasedStateMachine):
    """One device, one server, and bad luck."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="recrutr-outbox-"))
        self.places = itertools.count()
        self.holder = KeyringHolder(MemoryKeyring())
        self.saved = 0

    @initialize()
    def begin(self) -> None:
        issuer = Issuer()
        self.stores = AttemptStores(self._place(), self.holder, QUICK)
        self.store = started_store(self.stores, issuer)
        started = self.store.started
        assert started is not None
        self.witness = Witness(issuer, self.store.identity, started.ticket)
        self.client = DirectClient(self.witness)
        self.sender = Sender(self.store, self.client)

    @rule(count=st.integers(1, 5))
    def append(self, count: int) -> None:
        facts = [FocusFact(focused=bool(number % 2)) for number in range(count)]
        self.saved = self.store.submit(*facts).result(30)

    @rule(fate=st.sampled_from(Fate))
    def send(self, fate: Fate) -> None:
        self.client.fate = fate
        try:
            self.sender.journal()
        except NetworkFault:
            assert fate is not Fate.ARRIVES
        self.client.fate = Fate.ARRIVES

    @rule()
    def anchor(self) -> None:
        if self.sender.anchor():
            self.saved = self.store.submit(FocusFact(focused=True)).result(30)

    @rule()
    def kill_and_restart(self) -> None:
        """Go on with an image of the files as they are this moment, as after a SIGKILL."""
        data = self.stores._attempts.parent
        image = self._place()
        shutil.copytree(data, image)
        self.store.close()
        self.stores = AttemptStores(image, self.holder, QUICK)
        self._resume()

    @rule()
    def restart(self) -> None:
        self.store.close()
        self._resume()

    @precondition(lambda self: len(self.witness.entries) > 1)
    @rule(data=st.data())
    def server_is_restored_from_a_copy(self, data: st.DataObject) -> None:
        keep = data.draw(st.integers(0, len(self.witness.entries)))
        del self.witness.entries[keep:]
        self.sender = Sender(self.store, self.client)

    @invariant()
    def the_server_holds_a_prefix_of_the_device(self) -> None:
        if not hasattr(self, "store"):
            return
        last = self.store.outbox.last_seq()
        assert last >= self.saved
        assert len(self.witness.entries) <= last
        for entry in self.witness.entries:
            assert self.store.outbox.hash_at(entry.seq) == entry.hash

    def teardown(self) -> None:
        try:
            while self.sender.journal():
                pass
            settle(self.store)  # the last acknowledgement is on disk
            kept = self.store.outbox.next_batch(0, 2000)
            assert [it.hash for it in self.witness.entries] == [it.hash for it in kept]
            assert self.store.outbox.remaining().nothing
            assert all(parse_fact(it.body) for it in kept)
            assert self.store.verify() == len(kept) >= self.saved
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    def _resume(self) -> None:
        store: Store = self.stores.open(self.store.attempt)
        self.store = store
        self.sender = Sender(store, self.client)

    def _place(self) -> Path:
        return self.folder / str(next(self.places))


OutboxMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
TestOutbox = OutboxMachine.TestCase
