"""The SQLCipher door: opens, migrates and questions encrypted database files.

Guarantees: a raw 256-bit key, WAL with `synchronous=FULL`, pages of 4096 bytes (measured: from 8 entries a commit on
faster than 1024, a third smaller, scans three times as fast; slower only when each entry is committed alone); every
foreign exception becomes StorageFault or Tampered with words. Never overwrites a file that it cannot open.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from protocol.errors import InvalidInput, RecrutrError, StorageFault, Tampered
from protocol.saying import to_say
from protocol.sealing import KEY_BYTES
from sync.store.folders import flush_folder, storage_fault
from sync.store.schema import NEWEST, STEPS

PAGE_BYTES = 4096
LOG_PAGES = 256
"""The write-ahead log is moved into the database at this length (1 MiB), so that a filling disk is not filled by it."""
LOCK_WAIT_MS = 5000
_PLAIN_HEADER = b"SQLite format 3\0"

Value = str | int | bytes | None
Row = tuple[Any, ...]
_File = tuple[int, int]
"""Device and number of a file: the same under another name, another one under the same name."""


class Database:
    """One connection to one encrypted file; callers on several threads take turns.

    `version` is the schema's version as this opening found it, before it migrated.
    """

    def __init__(self, path: Path, key: bytes, *, create: bool = False, read_only: bool = False) -> None:
        """Open `path` with the raw `key`; migrate unless `read_only`; make it only when `create`.

        A reading connection leaves file and log byte for byte as they are, also when it is the last to close.

        Raises StorageFault (`store.missing`, `store.exists`, `store.wrong_key`, `store.not_database`, `store.newer`,
        `store.locked`, `store.disk_full`, `store.io`) or Tampered(`tampered.store`).
        """
        if len(key) != KEY_BYTES:
            raise InvalidInput("store_key", f"{KEY_BYTES} bytes", to_say("The key of the store has a wrong size."))
        self._path = path
        self._owner = os.getpid()
        self._stood: dict[Path, _File | None] = {}
        self.version = 0
        self._lock = threading.RLock()
        _check_file(path, create=create)
        name = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc' if create else 'rw'}"
        with translated(path):
            self._connection = sqlcipher.connect(name, uri=True, isolation_level=None, check_same_thread=False)
        try:
            self._set_up(key, read_only=read_only)
        except BaseException:
            self._connection.close()
            raise

    def read(self, sql: str, *values: Value) -> list[Row]:
        """All rows of a question."""
        self._refuse_fork()
        with self._lock, translated(self._path):
            return list(self._connection.execute(sql, values))

    def read_one(self, sql: str, *values: Value) -> Row | None:
        """The first row, or None."""
        rows = self.read(sql, *values)
        return rows[0] if rows else None

    def write(self, sql: str, *values: Value) -> int:
        """Change rows inside a `transaction`; returns how many."""
        self._refuse_fork()
        with translated(self._path):
            return int(self._connection.execute(sql, values).rowcount)

    def write_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Change rows inside a `transaction`, one statement for many."""
        self._refuse_fork()
        with translated(self._path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; durable when it returns."""
        self._refuse_fork()
        with self._lock:
            with translated(self._path):
                self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                with translated(self._path):
                    self._connection.execute("COMMIT")
            except BaseException:
                self._undo("ROLLBACK")
                raise

    @contextmanager
    def part(self) -> Iterator[None]:
        """Part of a transaction that can fail alone: an error undoes only what happened inside."""
        with translated(self._path):
            self._connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._undo("ROLLBACK TO part")
            self._undo("RELEASE part")
            raise
        with translated(self._path):
            self._connection.execute("RELEASE part")

    @property
    def changes(self) -> int:
        """How many rows this connection has changed so far."""
        return int(self._connection.total_changes)

    def shrink_log(self) -> None:
        """Move the write-ahead log into the database and give its room back to the disk. Raises StorageFault."""
        self.read("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self) -> None:
        """Check the seal of every page in use, as the log makes it, and that each belongs where it is.

        Raises Tampered(`tampered.store`). It does not see content that is sealed and old, nor a page of zeros inside a
        long value, which SQLCipher takes for an empty one: `sync.store.freshness` and the walk over the journal do.
        """
        if self.read("PRAGMA integrity_check(1)") != [("ok",)]:
            raise damaged()

    def astray(self) -> StorageFault | None:
        """Why the next opening will not find what is written now: file or log were deleted or moved meanwhile.

        SQLite goes on writing then, without a word, into files that no longer have their name.
        """
        for path, stood in self._stood.items():
            stands = _file_at(path)
            if stood is None:
                self._stood[path] = stands
            elif stands != stood:
                return taken_away()
        return None

    def close(self) -> None:
        """Close; what was committed stays."""
        self._refuse_fork()
        with self._lock, translated(self._path):
            self._connection.close()

    def _refuse_fork(self) -> None:
        """A connection that crossed a fork would break the file under its owner (sqlite.org/howtocorrupt.html)."""
        if os.getpid() != self._owner:
            raise RuntimeError("a forked process may not use its parent's store")

    def _undo(self, statement: str) -> None:
        """Roll back unless SQLite did so itself, as it does on a full disk; the first error is the one to tell."""
        if self._connection.in_transaction:
            self._connection.execute(statement)

    def _set_up(self, key: bytes, *, read_only: bool) -> None:
        with translated(self._path):
            execute = self._connection.execute
            execute("PRAGMA cipher_log_level = NONE")
            execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
            execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MS}")
            execute("PRAGMA temp_store = MEMORY")
            execute("SELECT count(*) FROM sqlite_schema")  # the first read: here a wrong key shows
            ((self.version,),) = execute("PRAGMA user_version")
        if self.version > NEWEST:
            message = to_say(
                "This work was saved by a newer Recrutr. Install that version again; nothing has been changed."
            )
            raise StorageFault("store.newer", message, {"found": self.version, "known": NEWEST})
        with translated(self._path):
            if read_only:
                execute("PRAGMA query_only = ON")
            else:
                execute("PRAGMA journal_mode = WAL")
                execute("PRAGMA synchronous = FULL")
                execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
                execute("PRAGMA secure_delete = ON")
                execute("PRAGMA foreign_keys = ON")
        if not read_only:
            self._make_safe()
            self._migrate()
            self._stood = {it: _file_at(it) for it in (self._path, self._path.with_name(f"{self._path.name}-wal"))}

    def _make_safe(self) -> None:
        """Before anything here is called saved: make durable what a process that was killed had only written.

        Such a commit is read like any other, but no flush may ever have covered it; and after a flush that failed the
        system may hold the log's pages for clean although the disk never got them. So everything moves into the
        database by new writes and a new flush. SQLite flushes the log's name in the folder, but ignores a failure.
        """
        ((busy, _, _),) = self.read("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise StorageFault(*_FAULTS[sqlcipher.SQLITE_BUSY])
        try:
            flush_folder(self._path.parent)
        except OSError as error:
            raise storage_fault(error, to_say("the folder with your saved work could not be written")) from error

    def _migrate(self) -> None:
        for number in range(self.version + 1, NEWEST + 1):
            with self.transaction():
                for statement in STEPS[number - 1]:
                    self.write(statement)
                self.write(f"PRAGMA user_version = {number}")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLCipher's exceptions into ours. What is our own mistake (wrong SQL, wrong types) passes: it is a bug."""
    try:
        yield
    except sqlcipher.Error as error:
        known = classify(error, path)
        if known is None:
            raise
        raise known from error


def classify(error: sqlcipher.Error, path: Path) -> RecrutrError | None:
    """The fault that an SQLCipher error stands for, by its primary result code (sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary == sqlcipher.SQLITE_NOTADB:
        return _unreadable(path)
    if primary == sqlcipher.SQLITE_CORRUPT or code == _SHORT_READ:
        return damaged()
    known = _FAULTS.get(primary) if primary is not None else None
    return None if known is None else StorageFault(known[0], known[1])


def damaged() -> Tampered:
    """The fault of a store whose file does not hold what was saved."""
    return Tampered("tampered.store", _DAMAGED)


_SHORT_READ = 522
"""SQLITE_IOERR_SHORT_READ: the file ends within itself."""
_DAMAGED = to_say("The file with your saved work was changed or damaged. It has been left as it is.")
_IO = ("store.io", to_say("The disk reported an error while saving. Your work is kept in memory and tried again."))
_FAULTS: dict[int, tuple[str, str]] = {
    sqlcipher.SQLITE_FULL: (
        "store.disk_full",
        to_say("The disk is full. Your work is kept in memory; free some space and it is saved by itself."),
    ),
    sqlcipher.SQLITE_BUSY: ("store.locked", to_say("Another program holds the file with your saved work. Close it.")),
    sqlcipher.SQLITE_LOCKED: ("store.locked", to_say("Another program holds the file with your saved work. Close it.")),
    sqlcipher.SQLITE_IOERR: _IO,
    sqlcipher.SQLITE_CANTOPEN: ("store.cannot_open", to_say("The file with your saved work cannot be opened.")),
    sqlcipher.SQLITE_PERM: ("store.read_only", to_say("The file with your saved work may not be written.")),
    sqlcipher.SQLITE_READONLY: ("store.read_only", to_say("The file with your saved work may not be written.")),
    sqlcipher.SQLITE_NOMEM: ("store.memory", to_say("This computer has run out of memory.")),
}


def taken_away() -> StorageFault:
    """The fault of a store whose files are no longer where the next opening looks."""
    words = to_say("The folder with your saved work was deleted or moved while Recrutr was open.")
    return StorageFault("store.astray", words)


def _file_at(path: Path) -> _File | None:
    """Which file has this name now; None when none has, or its folder is away."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _check_file(path: Path, *, create: bool) -> None:
    """Look before SQLCipher does: it would make a missing file, and fill an empty one."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        if not create:
            raise StorageFault("store.missing", to_say("The file with your saved work is not there.")) from None
        return
    except OSError as error:
        raise StorageFault("store.cannot_open", to_say("The file with your saved work cannot be opened.")) from error
    if create:
        raise StorageFault("store.exists", to_say("There is saved work already; it is not overwritten."))
    if size < PAGE_BYTES:  # even the newest store has its first page; SQLCipher would begin anew in such a file
        raise _not_database()


def _unreadable(path: Path) -> StorageFault:
    """Tell a wrong key from a file that was never one of ours, as far as the bytes tell."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_PLAIN_HEADER))
        foreign = start == _PLAIN_HEADER or path.stat().st_size % PAGE_BYTES
    except OSError:
        foreign = True
    if foreign:
        return _not_database()
    message = to_say("The saved work does not open with the key of this computer. The file has been left as it is.")
    return StorageFault("store.wrong_key", message)


def _not_database() -> StorageFault:
    message = to_say(
        "The file in the place of your saved work is not one of Recrutr's, or was cut. It has been left as it is."
    )
    return StorageFault("store.not_database", message)
