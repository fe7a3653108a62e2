"""Old copies, clones and lost keys, against a real backend, opened the way that the app opens them.

Each is flagged at the next contact and nothing is lost: what the server acknowledged is put back, the odd copy lies
aside. What an honest crash leaves, a prefix of the work that was not acknowledged, is flagged never.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.attempt import Attempt as OpenAttempt
from app.putting_back import compared, entered
from backend.attempts.models import AttemptFlag
from backend.ingest.models import SetAside
from protocol.errors import DeviceFault, RecrutrError
from protocol.facts import FocusFact
from protocol.wire import JoinRequest
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
        engine = self.engine()
        engine.start()
        assert engine.drain(60.0).nothing, engine.state
        assert engine.stop()

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

    def open(self) -> OpenAttempt:
        """What the app does when it starts."""
        self.desk.store.close()
        stores = AttemptStores(self.folder, self.holder, OPTIONS)
        opened = compared(stores, stores.open(self.attempt), self.desk.client)
        self.desk.store = opened.store
        return opened

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
    assert machine.desk.own_hashes() == held, "nothing that the server acknowledged is lost"
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
    machine.open()
    with machine.house.services.reading() as tx:
        assert tx.session.scalars(select(SetAside.id).where(SetAside.attempt == machine.attempt)).all()
    machine.desk.position = position + 4
    machine.check_whole()
    handed_in = {it.submission: it for it in machine.desk.store.outbox.submissions()}
    assert handed_in[fact.submission].request.source.endswith("odd"), "what was handed in still goes to the server"
    assert machine.desk.store.outbox.remaining().nothing


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
    clone.close()
    held = machine.desk.server_hashes()
    again = compared(stores, stores.open(machine.attempt), machine.desk.client).store
    assert [again.outbox.hash_at(number + 1) for number in range(len(held))] == held, "both go on from one journal"
    again.close()


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
    with pytest.raises(RecrutrError) as caught:
        stores.open(machine.attempt)
    assert caught.value.code in {"tampered.old_part", "tampered.store"}
    opened = _join_again(machine, stores)
    assert (opened.put_back, machine.flags()) == (True, ["journal.restored"])
    assert machine.desk.own_hashes() == held
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
    stores = AttemptStores(machine.folder, machine.holder, OPTIONS)
    file = machine.folder / "attempts" / machine.attempt / "store.db"
    bytes_before = file.read_bytes()
    with pytest.raises(DeviceFault) as caught:
        stores.open(machine.attempt)
    assert caught.value.code == ("keyring.other_key" if what == "old" else "keyring.deleted")
    _join_again(machine, stores)
    assert machine.flags() == ["journal.restored"]
    assert machine.desk.own_hashes() == held
    assert (machine.aside()[0] / "store.db").read_bytes() == bytes_before
    machine.check_whole()


def _join_again(machine: Machine, stores: AttemptStores) -> OpenAttempt:
    """What the Join screen does with the code that was typed."""
    code = machine.house.seeded.code
    identity = stores.prepare_join(code)
    request = JoinRequest(
        code=code,
        device=identity.device,
        device_public_key=identity.public_key,
        app_version="0.1.0",
        platform="test",
    )
    joined = machine.desk.client.join(request)
    machine.desk.client.sign_in(joined.attempt, joined.token)
    opened = entered(stores, joined, code, machine.desk.client)
    machine.desk.store = opened.store
    return opened


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
        assert machine.desk.own_hashes() == held
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
