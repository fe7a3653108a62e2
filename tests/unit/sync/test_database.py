"""The SQLCipher door: what does not open says why, and is left as it was."""

from __future__ import annotations

import errno
import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from protocol.errors import InvalidInput, RecrutrError, StorageFault, Tampered
from sync.store import database as door
from sync.store.database import PAGE_BYTES, Database, classify
from sync.store.schema import NEWEST, STEPS

KEY, OTHER_KEY = bytes(range(32)), bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def kept(path: Path) -> Path:
    """A closed database with 300 settings in it."""
    database = Database(path, KEY, create=True)
    with database.transaction():
        database.write_many(
            "INSERT INTO setting (name, value) VALUES (?, ?)", [(f"name {n}", b"x" * 200) for n in range(300)]
        )
    database.close()
    return path


def _check(path: Path, key: bytes) -> None:
    database = Database(path, key)
    try:
        database.check()
    finally:
        database.close()


def _fault(path: Path, key: bytes = KEY) -> RecrutrError:
    """Open, check every page, and return what was raised; the file's bytes must be as before."""
    before = path.read_bytes()
    with pytest.raises(RecrutrError) as caught:
        _check(path, key)
    assert path.read_bytes() == before
    return caught.value


def test_what_was_written_is_read_with_the_same_key(kept: Path) -> None:
    database = Database(kept, KEY)
    assert database.read("SELECT count(*) FROM setting") == [(300,)]
    database.close()


def test_the_connection_is_durable_and_careful(kept: Path) -> None:
    database = Database(kept, KEY)
    settings = {
        name: database.read(f"PRAGMA {name}")[0][0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store", "cipher_page_size")
    }
    database.close()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
        "cipher_page_size": str(PAGE_BYTES),
    }


def test_nothing_readable_stands_in_the_file(kept: Path) -> None:
    data = kept.read_bytes()
    assert b"SQLite format 3" not in data
    assert b"xxxxxxxx" not in data
    assert b"setting" not in data


def test_a_wrong_key_is_told(kept: Path) -> None:
    assert _fault(kept, OTHER_KEY).code == "store.wrong_key"


def test_a_plain_database_is_foreign(path: Path) -> None:
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE setting (name TEXT)")
    foreign.close()
    assert _fault(path).code == "store.not_database"


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG" * 5000 + b"x"], ids=["empty", "text", "picture"])
def test_other_files_are_foreign(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert _fault(path).code == "store.not_database"


@pytest.mark.parametrize("keep", [1, 100, PAGE_BYTES - 1, PAGE_BYTES + 7])
def test_a_file_cut_inside_a_page_is_told(kept: Path, keep: int) -> None:
    kept.write_bytes(kept.read_bytes()[:keep])
    assert _fault(kept).code in {"store.not_database", "tampered.store"}


def test_a_file_cut_between_pages_is_told(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[: 2 * PAGE_BYTES])
    assert isinstance(_fault(kept), Tampered)


@pytest.mark.parametrize("page", [1, 2, 5, 10])
def test_a_flipped_bit_is_told(kept: Path, page: int) -> None:
    data = bytearray(kept.read_bytes())
    data[page * PAGE_BYTES + 999] ^= 4
    kept.write_bytes(data)
    fault = _fault(kept)
    assert isinstance(fault, Tampered)
    assert fault.code == "tampered.store"


def test_swapped_pages_are_told(kept: Path) -> None:
    data = kept.read_bytes()
    third, fourth = data[3 * PAGE_BYTES : 4 * PAGE_BYTES], data[4 * PAGE_BYTES : 5 * PAGE_BYTES]
    kept.write_bytes(data[: 3 * PAGE_BYTES] + fourth + third + data[5 * PAGE_BYTES :])
    assert isinstance(_fault(kept), Tampered)


def test_a_missing_file_is_not_made(path: Path) -> None:
    with pytest.raises(StorageFault) as caught:
        Database(path, KEY)
    assert caught.value.code == "store.missing"
    assert not path.exists()


def test_an_existing_file_is_not_made_again(kept: Path) -> None:
    before = hashlib.sha256(kept.read_bytes()).digest()
    with pytest.raises(StorageFault) as caught:
        Database(kept, KEY, create=True)
    assert caught.value.code == "store.exists"
    assert hashlib.sha256(kept.read_bytes()).digest() == before


def test_a_key_of_a_wrong_size_is_refused(path: Path) -> None:
    with pytest.raises(InvalidInput):
        Database(path, b"short", create=True)
    assert not path.exists()


def test_a_newer_file_is_left_alone(kept: Path) -> None:
    database = Database(kept, KEY)
    with database.transaction():
        database.write(f"PRAGMA user_version = {NEWEST + 1}")
    database.close()
    assert _fault(kept).code == "store.newer"


def test_a_locked_file_says_so(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "LOCK_WAIT_MS", 0)
    first, second = Database(kept, KEY), Database(kept, KEY)
    with first.transaction(), pytest.raises(StorageFault) as caught, second.transaction():
        raise AssertionError("two writers at once")
    assert caught.value.code == "store.locked"
    first.close()
    second.close()


def test_what_a_kill_left_in_the_log_is_made_durable_at_opening(kept: Path, tmp_path: Path) -> None:
    database = Database(kept, KEY)
    with database.transaction():
        database.write("INSERT INTO setting (name, value) VALUES ('after', x'01')")
    log = kept.with_name("store.db-wal")
    assert log.stat().st_size > 0
    left = tmp_path / "left"
    shutil.copytree(kept.parent, left, ignore=shutil.ignore_patterns("left", "*-shm"))
    database.close()
    again = Database(left / "store.db", KEY)
    assert (left / log.name).stat().st_size == 0
    assert again.read("SELECT count(*) FROM setting") == [(301,)]
    again.close()


def test_a_log_that_cannot_be_made_durable_keeps_the_store_shut(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "flush_folder", _failing_flush)
    assert _fault(kept).code == "store.io"


def _failing_flush(_folder: Path) -> None:
    raise OSError(errno.EIO, "the disk fails")


def test_a_reader_cannot_write(kept: Path) -> None:
    reader = Database(kept, KEY, read_only=True)
    with pytest.raises(StorageFault) as caught, reader.transaction():
        reader.write("DELETE FROM setting")
    assert caught.value.code == "store.read_only"
    reader.close()


def _delete_and_fail(database: Database) -> None:
    database.write("DELETE FROM setting")
    raise ZeroDivisionError


def test_a_failed_transaction_leaves_nothing(kept: Path) -> None:
    database = Database(kept, KEY)
    with pytest.raises(ZeroDivisionError), database.transaction():
        _delete_and_fail(database)
    assert database.read("SELECT count(*) FROM setting") == [(300,)]
    database.close()


def test_a_part_fails_alone(kept: Path) -> None:
    database = Database(kept, KEY)
    with database.transaction():
        database.write("DELETE FROM setting WHERE name = 'name 1'")
        with pytest.raises(ZeroDivisionError), database.part():
            _delete_and_fail(database)
    assert database.read("SELECT count(*) FROM setting") == [(299,)]
    database.close()


def test_our_own_mistakes_are_not_dressed_up_as_faults(kept: Path) -> None:
    database = Database(kept, KEY)
    with pytest.raises(sqlcipher.OperationalError):
        database.read("SELECT nothing FROM nowhere")
    database.close()


def _error(code: int) -> sqlcipher.Error:
    error = sqlcipher.OperationalError("as SQLite would say it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        (sqlcipher.SQLITE_FULL, "store.disk_full"),
        (sqlcipher.SQLITE_BUSY, "store.locked"),
        (sqlcipher.SQLITE_IOERR, "store.io"),
        (sqlcipher.SQLITE_IOERR | 4 << 8, "store.io"),  # SQLITE_IOERR_FSYNC
        (sqlcipher.SQLITE_CORRUPT, "tampered.store"),
        (sqlcipher.SQLITE_CANTOPEN, "store.cannot_open"),
        (sqlcipher.SQLITE_READONLY, "store.read_only"),
        (sqlcipher.SQLITE_ERROR, None),
        (sqlcipher.SQLITE_CONSTRAINT, None),
        (sqlcipher.SQLITE_MISUSE, None),
    ],
)
def test_faults_of_the_world_and_ours_are_told_apart(path: Path, code: int, ours: str | None) -> None:
    known = classify(_error(code), path)
    assert (None if known is None else known.code) == ours


def _tables(path: Path) -> tuple[int, set[str]]:
    raw = sqlcipher.connect(str(path))
    raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    names = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema")}
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    raw.close()
    return version, names


EVERY_STATEMENT = [(step, at) for step, statements in enumerate(STEPS) for at in range(len(statements) + 1)]


@pytest.mark.parametrize(("step", "statement"), EVERY_STATEMENT)
def test_a_migration_that_dies_leaves_old_or_new(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: int, statement: int
) -> None:
    broken = [list(statements) for statements in STEPS]
    broken[step].insert(statement, "THIS STATEMENT DIES")
    monkeypatch.setattr(door, "STEPS", broken)
    with pytest.raises(sqlcipher.OperationalError):
        Database(path, KEY, create=True)
    version, names = _tables(path)
    assert version == step
    if step == 0:
        assert not names
    monkeypatch.undo()
    Database(path, KEY).close()
    assert _tables(path)[0] == NEWEST
