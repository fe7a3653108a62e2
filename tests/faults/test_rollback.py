"""Old copies, clones and lost keys, against a real backend, opened the way that the app opens them.

Each is flagged at the next contact and nothing is lost: what the server acknowledged is put back, without asking where
the copy is merely older and by one button where it is damaged or holds other work; the odd copy lies aside. What an
honest crash leaves, a prefix of the work that was not acknowledged, is flagged never.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.attempt import Attempt as OpenAttempt
from app.attempt import join_request
from app.putting_back import Invited, Unopened, compared, entered, restored
from backend.attempts.models import AttemptFlag
from backend.ingest.models import SetAside
from protocol.errors import RecrutrError, StorageFault
from protocol.facts import FocusFact, RestoredFact, parse_fact
from sync.clock import ServerClock
from sync.engine import SyncEngine
from sync.store.attempts import AttemptStores
from sync.store.store import StoreOptions
from tests.integration.sync.test_to_the_backend import QUICK, Desk
from tests.ledger import Ledger
from tests.storage.fixed_holder import FixedHolder
from tests.storage.house import House, running_house
from tests.storage.issuer import typed

OPTIONS = StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("backend")) as running:
        yield running


class Machine:
    """A candidate's computer whose folder can be copied and put back behind the app's back."""

    def __init__(self, house: House, folder: Path) -> None:
        self.folder, self.house = folder, house.invite()
        self.desk = Desk(self.house, house.url, folder)
        self.desk.client._timeout = (5.0, 30.0)  # as patient as the app: a busy machine is no dead network
        holder = self.desk.stores._holder
        assert isinstance(holder, FixedHolder)
        self.holder = holder
        self.attempt = self.desk.store.attempt
        self.desk.open_document()
        self.sync()

    def type(self, count: int) -> None:
        """So many keystrokes, each an entry of its own."""
        at, self.desk.position = self.desk.position, self.desk.position + count
        facts = [typed(self.desk.document, at + number, "x") for number in range(count)]
        if facts:
            self.desk.store.submit(*facts).result(30)

    def sync(self) -> None:
        """Send everything, receipts in the chain included."""
        engine = self.engine()
        engine.start()
        left = engine.drain(60.0)
        assert engine.stop()
        assert left.nothing, engine.state
        assert self.desk.store.outbox.remaining().nothing

    def engine(self) -> SyncEngine:
        return SyncEngine(self.desk.store, self.desk.client.twin(), ServerClock(), None, QUICK)

    def snapshot(self, name: str) -> Path:
        """The folder as a backup, a virtual machine's snapshot or a power cut would leave it; the app may be open."""
        place = self.folder.with_name(f"{self.folder.name}-{name}")
        shutil.copytree(self.folder / "attempts", place)
        return place

    def put_back(self, place: Path) -> None:
        self.desk.store.close()
        shutil.rmtree(self.folder / "attempts" / self.attempt)
        shutil.copytree(place / self.attempt, self.folder / "attempts" / self.attempt)

    def look(self) -> OpenAttempt | Unopened:
        """What the app does when it starts."""
        self.desk.store.close()
        stores = AttemptStores(self.folder, self.holder, OPTIONS)
        try:
            store = stores.open(self.attempt)
        except RecrutrError as error:
            return Unopened(self.attempt, error, self.house.seeded.code, self.house.url)
        return compared(stores, store, self.desk.client)

    def open(self) -> OpenAttempt:
        """The app starts and asks nothing."""
        opened = self.look()
        assert isinstance(opened, OpenAttempt), opened
        self.desk.store = opened.store
        return opened

    def get_back(self, found: OpenAttempt | Unopened) -> None:
        """The app asked, and the person presses the one button."""
        assert isinstance(found, Unopened)
        assert found.recoverable
        stores = AttemptStores(self.folder, self.holder, OPTIONS)
        code, client = self.house.seeded.code, self.desk.client
        identity = stores.prepare_join(code)
        joined = client.join(join_request(code, identity), identity.key)
        client.sign_in(joined.attempt, joined.token)
        asked = Unopened(found.attempt, found.error, code, self.house.url)
        self.desk.store = restored(stores, joined, asked, client).store

    def check_restored(self, held: list[str], fault: str) -> None:
        """Nothing that the server acknowledged is lost, and the journal says why it goes on from there."""
        assert self.desk.own_hashes()[: len(held)] == held
        fact = parse_fact(self.desk.store.outbox.next_batch(len(held))[0].body)
        assert fact == RestoredFact(reason=fault)

    def flags(self) -> list[str]:
        with self.house.services.reading() as tx:
            found = select(AttemptFlag.code).where(AttemptFlag.attempt == self.attempt)
            return sorted(tx.session.scalars(found))

    def aside(self) -> list[Path]:
        return sorted((self.folder / "attempts").glob(".quarantine-*"))

    def check_whole(self) -> None:
        """Both ends hold the same journal, and work goes on."""
        self.desk.store.verify()
        self.sync()
        assert self.desk.server_hashes() == self.desk.own_hashes()

    def close(self) -> None:
        self.desk.store.close()
        self.desk.client.close()


@pytest.fixture
def machine(house: House, tmp_path: Path) -> Iterator[Machine]:
    made = Machine(house, tmp_path / "device")
    yield made
    made.close()


def test_an_old_copy_is_flagged_and_the_newer_work_put_back(machine: Machine) -> None:
    machine.type(5)
    machine.sync()
    old = machine.snapshot("old")
    machine.type(5)
    fact = machine.desk.hand_in()
    machine.sync()
    held = machine.desk.server_hashes()
    machine.put_back(old)
    opened = machine.open()
    assert opened.put_back
    assert machine.flags() == ["journal.rollback"]
    machine.check_restored(held, "tampered.rollback")
    assert machine.desk.store.rebuild_documents()[machine.desk.document] == "x" * 10
    assert [it.submission for it in machine.desk.store.outbox.submissions()] == [fact.submission]
    (aside,) = machine.aside()
    assert (aside / "store.db").read_bytes(), "the old copy lies aside"
    machine.type(2)
    machine.check_whole()
    assert machine.flags() == ["journal.rollback"]


def test_work_done_in_an_old_copy_is_kept_aside_at_both_ends(machine: Machine) -> None:
    """An old copy is put back, the candidate works in it without a network, hands in, then the network returns."""
    machine.type(3)
    machine.sync()
    old, position = machine.snapshot("old"), machine.desk.position
    machine.type(4)
    machine.sync()
    machine.put_back(old)
    stores = AttemptStores(machine.folder, machine.holder, OPTIONS)
    machine.desk.store, machine.desk.position = stores.open(machine.attempt), position
    machine.desk.type("odd")
    machine.desk.record(1, 1000)
    fact = machine.desk.hand_in()
    engine = machine.engine()  # the network returns while the app is open
    engine.start()
    machine.desk.until(lambda: bool(engine.state.trouble))
    assert engine.state.trouble[0].code in {"tampered.fork", "tampered.rollback"}
    engine.stop()
    assert set(machine.flags()) & {"journal.fork", "journal.rollback"}, "flagged at the first contact"
    machine.get_back(machine.look())
    with machine.house.services.reading() as tx:
        assert tx.session.scalars(select(SetAside.id).where(SetAside.attempt == machine.attempt)).all()
    machine.desk.position = position + 4
    machine.check_whole()
    handed_in = {it.submission: it for it in machine.desk.store.outbox.submissions()}
    assert handed_in[fact.submission].request.source.endswith("odd"), "what was handed in still goes to the server"
    assert machine.desk.store.outbox.remaining().nothing


def test_a_copy_that_is_gone_comes_back_by_joining_again(machine: Machine) -> None:
    machine.type(3)
    fact = machine.desk.hand_in()
    machine.sync()
    held = machine.desk.server_hashes()
    machine.desk.store.close()
    shutil.rmtree(machine.folder / "attempts" / machine.attempt)
    stores, code, client = (
        AttemptStores(machine.folder, machine.holder, OPTIONS),
        machine.house.seeded.code,
        machine.desk.client,
    )
    identity = stores.prepare_join(code)
    joined = client.join(join_request(code, identity), identity.key)
    client.sign_in(joined.attempt, joined.token)
    opened = entered(stores, joined, Invited(machine.house.url, code), client)
    assert isinstance(opened, OpenAttempt), "nothing on this computer can be lost: nobody is asked"
    assert (opened.put_back, opened.has_acknowledged, machine.flags()) == (True, True, ["journal.restored"])
    machine.desk.store = opened.store
    machine.check_restored(held, "store.missing")
    assert [it.submission for it in opened.store.outbox.submissions()] == [fact.submission]
    machine.check_whole()


def test_a_clone_on_a_second_machine_is_flagged(house: House, machine: Machine, tmp_path: Path) -> None:
    machine.type(3)
    machine.sync()
    machine.desk.store.close()
    shutil.copytree(machine.folder, tmp_path / "clone")
    machine.open()
    stores = AttemptStores(tmp_path / "clone", machine.holder, OPTIONS)
    clone = stores.open(machine.attempt)
    both = (machine.desk.store, clone)
    for store in both:
        store.submit(FocusFact(focused=False)).result(30)
    engines = [SyncEngine(it, machine.desk.client.twin(), ServerClock(), None, QUICK) for it in both]
    for engine in engines:
        engine.start()
    machine.desk.until(lambda: any(engine.state.trouble for engine in engines))
    for engine in engines:
        engine.stop()
    assert "journal.fork" in machine.flags()
    held = machine.desk.server_hashes()
    if clone.outbox.hash_at(len(held)) == held[-1]:  # the clone was first: then the other one holds odd work
        stores = AttemptStores(machine.folder, machine.holder, OPTIONS)
    for each in both:
        each.close()
    again = compared(stores, stores.open(machine.attempt), machine.desk.client)
    assert isinstance(again, Unopened), "it holds work that the server does not have"
    code, client = machine.house.seeded.code, machine.desk.client
    identity = stores.prepare_join(code)
    joined = client.join(join_request(code, identity), identity.key)
    client.sign_in(joined.attempt, joined.token)
    store = restored(stores, joined, Unopened(again.attempt, again.error, code), client).store
    assert [store.outbox.hash_at(number + 1) for number in range(len(held))] == held, "both go on from one journal"
    store.close()


def test_an_old_page_is_flagged_and_the_work_put_back(machine: Machine) -> None:
    machine.type(200)
    machine.sync()
    machine.desk.store.close()
    file = machine.folder / "attempts" / machine.attempt / "store.db"
    before = file.read_bytes()
    stores = AttemptStores(machine.folder, machine.holder, OPTIONS)
    machine.desk.store = stores.open(machine.attempt)
    machine.type(200)
    machine.sync()
    held = machine.desk.server_hashes()
    machine.desk.store.close()
    after = file.read_bytes()
    pages = range(4096, len(before), 4096)
    page = next(at for at in pages if before[at : at + 4096] != after[at : at + 4096])
    mixed = after[:page] + before[page : page + 4096] + after[page + 4096 :]
    file.write_bytes(mixed)
    found = machine.look()
    assert isinstance(found, Unopened)
    assert found.error.code in {"tampered.old_part", "tampered.store"}
    machine.get_back(found)
    assert machine.flags() == ["journal.restored"]
    machine.check_restored(held, found.error.code)
    assert (machine.aside()[0] / "store.db").read_bytes() == mixed
    machine.check_whole()


@pytest.mark.parametrize("what", ["old", "deleted"])
def test_an_old_or_deleted_key_is_told_flagged_and_the_work_put_back(machine: Machine, what: str) -> None:
    machine.type(3)
    machine.sync()
    held = machine.desk.server_hashes()
    machine.desk.store.close()
    name = next(it for it in machine.holder.secrets if it.startswith("store-"))
    if what == "old":
        machine.holder.secrets[name] = bytes(32)
    else:
        del machine.holder.secrets[name]
    file = machine.folder / "attempts" / machine.attempt / "store.db"
    bytes_before = file.read_bytes()
    found = machine.look()
    assert isinstance(found, Unopened)
    assert found.error.code == ("keyring.other_key" if what == "old" else "keyring.deleted")
    machine.get_back(found)
    assert machine.flags() == ["journal.restored"]
    machine.check_restored(held, found.error.code)
    assert (machine.aside()[0] / "store.db").read_bytes() == bytes_before
    machine.check_whole()


def test_a_copy_that_did_not_open_for_a_moment_is_gone_on_with(machine: Machine) -> None:
    """What was wrong has passed when the button is pressed: its work without a network is no other history."""
    machine.type(3)
    machine.sync()
    machine.type(4)
    before = machine.desk.own_hashes()
    machine.desk.store.close()
    machine.get_back(Unopened(machine.attempt, StorageFault("store.wrong_key", "It does not open."), "code"))
    assert machine.desk.own_hashes()[: len(before)] == before
    assert machine.aside() == []
    machine.type(1)
    machine.check_whole()
    assert machine.flags() == []


def crashes(machine: Machine, count: int, seed: int) -> int:
    """Honest crashes: after some acknowledged work, a prefix of the rest is on the disk; how many were flagged."""
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    for number in range(count):
        machine.type(chance.randint(0, 2))
        if chance.random() < 0.7:
            machine.sync()
        machine.type(chance.randint(0, 3))
        image, position = machine.snapshot(f"crash{number}"), machine.desk.position
        machine.type(chance.randint(0, 3))
        machine.put_back(image)
        machine.desk.position = position
        opened = machine.open()
        assert not opened.put_back
        shutil.rmtree(image)
    machine.check_whole()
    assert machine.aside() == []
    return len(machine.flags())


def test_what_an_honest_crash_leaves_is_not_flagged(machine: Machine) -> None:
    assert crashes(machine, 20, seed=1) == 0


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("shard", range(10))
def test_five_hundred_honest_crashes_are_not_flagged(machine: Machine, shard: int) -> None:
    ledger = Ledger("honest crashes")
    if shard in ledger.missing(10):
        flagged = crashes(machine, 50, seed=100 + shard)
        ledger.add(shard, {"crashes": 50, "flagged": flagged})
        assert flagged == 0


def old_copies(house: House, folder: Path, count: int, seed: int) -> int:
    """Old copies of random age, each on an attempt of its own; how many were flagged and put back."""
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    noticed = 0
    for number in range(count):
        machine = Machine(house, folder / f"{seed}-{number}")
        machine.type(chance.randint(0, 3))
        if chance.random() < 0.5:
            machine.sync()
        old = machine.snapshot("old")
        machine.type(chance.randint(1, 5))
        machine.sync()
        held = machine.desk.server_hashes()
        machine.put_back(old)
        noticed += machine.open().put_back and machine.flags() == ["journal.rollback"]
        machine.check_restored(held, "tampered.rollback")
        machine.close()
    return noticed


def test_old_copies_of_any_age_are_flagged(house: House, tmp_path: Path) -> None:
    assert old_copies(house, tmp_path, 3, seed=5) == 3


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("shard", range(10))
def test_two_hundred_old_copies_are_flagged(house: House, tmp_path: Path, shard: int) -> None:
    ledger = Ledger("old copies put back")
    if shard in ledger.missing(10):
        noticed = old_copies(house, tmp_path, 20, seed=1000 + shard)
        ledger.add(shard, {"copies": 20, "flagged": noticed})
        assert noticed == 20
