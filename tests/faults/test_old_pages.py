"""One old page put back, seal and all: SQLCipher alone sees nothing; the store refuses to go on with it, every time."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from protocol.errors import RecrutrError, Tampered
from protocol.facts import EditFact
from sync.store.attempts import AttemptStores
from sync.store.database import PAGE_BYTES, Database, Row
from sync.store.mark import MARK_NAME
from sync.store.store import Store, StoreOptions
from tests.ledger import Ledger
from tests.storage.desk import Desk
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import Issuer, new_document, started_store, typed
from tests.storage.witness import Witness

OPTIONS = StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0)
REFUSALS = {"tampered.old_part", "tampered.store", "tampered.store_lost"}
CASES_A_SHARD = 250


class Bench:
    """A store, and its file as it was at two moments."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)  # noqa: S311 - chance, no secret
        self.issuer, self.holder, self.entries = Issuer(), FixedHolder(), 0
        self.stores = AttemptStores(folder / "device", self.holder, OPTIONS)
        store = started_store(self.stores, self.issuer)
        self.key = self.holder.secrets[next(name for name in self.holder.secrets if name.startswith("store-"))]
        self.before = self._image(self._worked(store))
        self.mark_before = (store.folder / MARK_NAME).read_bytes()
        self.after = self._image(self._worked(self.stores.open(self.issuer.attempt)))
        self.file = folder / "device" / "attempts" / self.issuer.attempt / "store.db"

    def _worked(self, store: Store) -> Store:
        """Typing, a recording, a submission, what the server said: a bit of everything."""
        document = new_document()
        facts = [typed(document.document, 0, "x" * self.chance.randint(1, 60)) for _ in range(150)]
        store.submit(document, *facts).result(30)
        assert store.started is not None
        witness = Witness(self.issuer, store.identity, store.started.ticket)
        desk = Desk(store, witness, "http://127.0.0.1:9")
        desk.record(*[b"s" * 50] * self.chance.randint(1, 4))
        desk.hand_in("print(1)" * 40)
        for it in store.outbox.segments()[:1]:
            store.outbox.refuse_segment(it, "words").result(30)
        last = store.outbox.last_seq()
        head = store.outbox.hash_at(last) or ""
        store.outbox.keep_acknowledgement(self.issuer.acknowledgement(store.device, last, head)).result(30)
        desk.client.close()
        assert isinstance(facts[0], EditFact)
        return store

    def _image(self, store: Store) -> list[bytes]:
        store.close()  # the log goes into the file
        data = (store.folder / "store.db").read_bytes()
        return [data[at : at + PAGE_BYTES] for at in range(0, len(data), PAGE_BYTES)]

    @property
    def changed(self) -> list[int]:
        """Pages that stood in the earlier file with other bytes; the first holds the file's change counter only."""
        both = range(1, min(len(self.before), len(self.after)))
        return [number for number in both if self.before[number] != self.after[number]]

    def put_back(self, number: int) -> None:
        pages = [*self.after]
        pages[number] = self.before[number]
        self.lay(b"".join(pages))

    def lay(self, data: bytes) -> None:
        self.file.write_bytes(data)
        for name in ("store.db-wal", "store.db-shm"):
            self.file.with_name(name).unlink(missing_ok=True)

    def content(self) -> list[Row]:
        """Every row of every table but the entries that an opening adds."""
        database = Database(self.file, self.key, read_only=True)
        tables = ("setting", "submission", "track", "segment")
        rows = [row for table in tables for row in database.read(f"SELECT * FROM {table} ORDER BY 1, 2")]  # noqa: S608 - these four
        rows += database.read("SELECT * FROM entry WHERE seq <= ? ORDER BY seq", self.entries)
        database.close()
        return rows

    def pages_do_not_fit(self) -> bool:
        """What SQLCipher sees when it reads every page in use."""
        try:
            database = Database(self.file, self.key, read_only=True)
        except RecrutrError:
            return True
        try:
            database.check()
        except Tampered:
            return True
        finally:
            database.close()
        return False

    def opens(self) -> bool:
        try:
            self.stores.open(self.issuer.attempt).close()
        except RecrutrError as error:
            if error.code not in REFUSALS:
                raise
            return False
        return True

    def sqlcipher_is_content(self) -> bool:
        """What the seals alone say: every page is genuine, and the file can be read."""
        connection = sqlcipher.connect(str(self.file))
        connection.execute(f"PRAGMA key = \"x'{self.key.hex()}'\"")
        connection.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
        found = list(connection.execute("PRAGMA cipher_integrity_check"))
        connection.close()
        return not found


def cases(folder: Path, seed: int, most: int) -> tuple[int, int]:
    """Put back one old page after the other: how many cases, how many of them SQLCipher saw by itself."""
    done = seen = 0
    while done < most:
        bench = Bench(folder / str(done), seed * 1000 + done)
        for number in bench.changed[: most - done]:
            bench.put_back(number)
            bytes_before = bench.file.read_bytes()
            seen += not bench.sqlcipher_is_content()
            assert not bench.opens(), f"page {number} of an earlier time was not noticed"
            assert bench.file.read_bytes() == bytes_before, "what does not fit is left as it is"
            done += 1
        bench.file.write_bytes(b"".join(bench.after))
        assert bench.opens(), "the honest file opens"
        shutil.rmtree(folder / str(done), ignore_errors=True)
    return done, seen


def test_an_old_page_is_noticed_at_opening(tmp_path: Path) -> None:
    done, seen = cases(tmp_path, seed=1, most=24)
    assert done == 24
    assert seen == 0, "the canary: SQLCipher alone notices none"


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("shard", range(4))
def test_a_thousand_old_pages_are_noticed(tmp_path: Path, shard: int) -> None:
    ledger = Ledger("old pages put back")
    if shard in ledger.missing(4):
        done, seen = cases(tmp_path, seed=100 + shard, most=CASES_A_SHARD)
        ledger.add(shard, {"pages": done, "noticed": done, "noticed_by_sqlcipher_alone": seen})


def test_several_old_pages_together_are_noticed_unless_all_are_old(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 7)
    for _ in range(12):
        pages = [*bench.after]
        chosen = bench.chance.sample(bench.changed, bench.chance.randint(2, max(2, len(bench.changed) - 1)))
        for number in chosen:
            pages[number] = bench.before[number]
        bench.file.write_bytes(b"".join(pages))
        assert not bench.opens(), chosen
    bench.file.write_bytes(b"".join(bench.before))
    assert not bench.opens(), "the mark beside the database has seen later entries"
    bench.file.with_name(MARK_NAME).write_bytes(bench.mark_before)
    assert bench.opens(), "a whole old copy with its mark fits itself: only the server can tell"


def test_a_page_of_zeros_is_noticed_wherever_it_is_needed(tmp_path: Path) -> None:
    """SQLCipher takes it for an empty page; where it stands inside a long value, only its content tells."""
    bench = Bench(tmp_path, 11)
    store = bench.stores.open(bench.issuer.attempt)
    document = new_document()
    store.submit(document, typed(document.document, 0, "a long line\n" * 2000)).result(30)
    store.keep("long", b"v" * 20_000).result(30)
    witness = Witness(bench.issuer, store.identity, store.started.ticket) if store.started else None
    assert witness is not None
    desk = Desk(store, witness, "http://127.0.0.1:9")
    desk.hand_in("print(1)\n" * 2000)
    desk.client.close()
    bench.entries = store.outbox.last_seq()
    store.close()
    mark = bench.file.with_name(MARK_NAME)
    whole, known, before, quiet = bench.file.read_bytes(), mark.read_bytes(), bench.content(), 0
    for at in range(PAGE_BYTES, len(whole), PAGE_BYTES):
        bench.lay(whole[:at] + bytes(PAGE_BYTES) + whole[at + PAGE_BYTES :])
        mark.write_bytes(known)
        seen = bench.pages_do_not_fit()
        if bench.opens():
            assert bench.content() == before, f"page {at // PAGE_BYTES}"
        else:
            quiet += not seen
    assert quiet, "pages whose loss SQLCipher does not see"


def test_the_record_of_freshness_moves_with_every_commit(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 3)
    store = bench.stores.open(bench.issuer.attempt)
    store.submit(new_document()).result(30)
    store.keep("name", b"value").result(30)
    store.close()
    database = Database(bench.file, bench.key)
    with database.transaction():
        database.write("UPDATE setting SET value = ? WHERE name = ?", b"other", "app/name")
    database.close()
    with pytest.raises(Tampered) as caught:
        bench.stores.open(bench.issuer.attempt)
    assert caught.value.code == "tampered.old_part"
