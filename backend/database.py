"""The door to SQLAlchemy and sqlite3: declarative base, engine with its pragmas, translation of storage failures.

Guarantees: foreign keys, WAL, secure_delete and a busy timeout on every connection; a writing transaction takes the
write lock at its beginning, so that it never fails half-way for want of it, and on PostgreSQL as on SQLite there is no
second writer until it ends (`backend/postgresql.py`). Nobody outside `backend/transaction.py` commits.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Engine, MetaData, cast, create_engine, event, func
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, MappedColumn, mapped_column

from backend import postgresql
from backend.retention import DataClass
from backend.tenancy import ORGANISATION
from protocol.errors import StorageFault

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another; the longest single write is one batch or one judgement, far below a second."""
TURN_TIMEOUT_S = 30.0
"""Longer than any queue of the thread pool (40 threads) at 50 ms a write; beyond it something is wrong."""
KEPT_CONNECTIONS = 48
"""One for each thread of a process; to open another costs as much as a small transaction."""
READING = "recrutr_reading"
"""Execution option of a transaction that only reads: it begins without the write lock."""
TURN = "recrutr_turn"
"""Execution option of a writing transaction: the `Turn` that it takes before it begins."""
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table in recrutr.db. Times are integer microseconds of Unix time in columns named `…_us`."""

    metadata = MetaData(naming_convention=_NAMING)


class Turn:
    """One transaction's turn among the writers of this process.

    SQLite lets waiting writers poll, which starves some of them when many threads wait; a lock wakes one at a time.
    Writers of other processes are still waited for by SQLite itself.
    """

    def __init__(self, lock: threading.Lock, waited: Callable[[float], None] = lambda _seconds: None) -> None:
        self._lock, self._waited = lock, waited
        self._taken = False
        self._began_s = 0.0

    def take(self) -> None:
        """Wait for the turn, once. Raises StorageFault(`store.busy`) when it does not come in time."""
        if not self._taken:
            self._began_s = time.monotonic()
            if not self._lock.acquire(timeout=TURN_TIMEOUT_S):
                raise postgresql.busy()
            self._taken = True

    def came(self) -> None:
        """The transaction has begun to write: say how long it waited, for writers of other processes too."""
        if self._began_s:
            self._waited(time.monotonic() - self._began_s)
            self._began_s = 0.0

    def give_back(self) -> None:
        """Let the next one write; from any thread."""
        if self._taken:
            self._taken = False
            self._lock.release()


def tagged(data_class: DataClass, *arguments: Any, **options: Any) -> MappedColumn[Any]:
    """A column with its data class; use it instead of `mapped_column`."""
    return mapped_column(*arguments, info={"data_class": data_class}, **options)


def total(column: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[int]:
    """The sum of a column of whole numbers, 0 without rows. PostgreSQL's own sum of a BigInteger is a decimal."""
    return cast(func.coalesce(func.sum(column), 0), BigInteger)


def open_engine(place: Path | str, purpose: str = "main") -> Engine:
    """An engine on a SQLite file, made if it does not exist, or on PostgreSQL by its address (postgresql://…).

    Thread-safe; one connection per transaction. `purpose`: whose turns its writers take, should two share a database.
    Raises StorageFault(`store.address`).
    """
    if isinstance(place, str):
        if not postgresql.is_ours(place):
            raise StorageFault("store.address", "The database's address must begin with postgresql://.")
        engine = postgresql.open_pool(place, purpose)
        event.listen(engine, "begin", _begin)
        return engine
    engine = create_engine(
        f"sqlite:///{place}",
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
        pool_size=KEPT_CONNECTIONS,
        max_overflow=-1,  # the thread pool bounds them already; waiting for a connection could only end in an error
    )
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: sqlite3.Connection, _record: object) -> None:
    # sqlite3's own implicit BEGIN would come too late to take the write lock first.
    connection.isolation_level = None
    for pragma in (
        "auto_vacuum=INCREMENTAL",  # must precede the first table; needed to give pages back after an erasure
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledgement promises that the batch is durable
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    turn: Turn | None = options.get(TURN)
    if turn is not None:
        turn.take()
    if connection.dialect.name == "postgresql":
        postgresql.begin(connection, reading=options.get(READING, False), organisation=options.get(ORGANISATION))
    else:
        connection.exec_driver_sql("BEGIN" if options.get(READING, False) else "BEGIN IMMEDIATE")
    if turn is not None:
        turn.came()


def confine(connection: Connection, organisation: str) -> None:
    """Confine the rest of a transaction to an organisation, where the database can."""
    if connection.dialect.name == "postgresql":
        postgresql.confine(connection, organisation)


def snapshot(engine: Engine, file: Path) -> None:
    """Write the state of this moment into a new SQLite file; writers go on meanwhile. Raises StorageFault."""
    raw = engine.raw_connection()  # outside of SQLAlchemy's transactions: it does not work inside of one
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(file),))
    except sqlite3.OperationalError as error:
        raise storage_fault(error) from error
    finally:
        raw.close()


def checkpoint(engine: Engine) -> None:
    """Leave nothing of what was just overwritten. Raises StorageFault(`store.busy`) while readers hold it.

    On SQLite the write-ahead log is moved into the file and emptied; on PostgreSQL its tables are rewritten.
    """
    if engine.dialect.name == "postgresql":
        postgresql.rewrite(engine)
    else:
        _maintain(engine, ())


def scrub(engine: Engine) -> None:
    """Rewrite the file without its free space and empty the log, so that nothing deleted can be read from either.

    secure_delete zeroes what is deleted, but cells moved between pages may leave copies behind; only a rewrite is sure.
    """
    if engine.dialect.name == "postgresql":
        postgresql.rewrite(engine)
        return
    _maintain(engine, ("PRAGMA incremental_vacuum", "VACUUM"))


def _maintain(engine: Engine, statements: tuple[str, ...]) -> None:
    raw = engine.raw_connection()  # outside of SQLAlchemy's transactions: neither works inside of one
    try:
        for statement in statements:
            raw.cursor().execute(statement).fetchall()
        busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise storage_fault(error) from error
    finally:
        raw.close()
    if busy:
        raise StorageFault("store.busy", "The database was in use and could not be tidied; it is tried again.")


def storage_fault(error: DBAPIError | PoolTimeout | sqlite3.OperationalError) -> StorageFault:
    """Translate what the database reports into our tree: `store.full`, `store.busy` or `store.failed`."""
    if isinstance(error, PoolTimeout):
        return postgresql.busy()
    original = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(original, sqlite3.Error):
        return postgresql.fault(original)
    code = getattr(original, "sqlite_errorcode", 0) & 0xFF
    if code in _FULL:
        return StorageFault("store.full", "The server's disk is full. Nothing was lost; please try again later.")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return postgresql.busy()
    return StorageFault("store.failed", "The server's database did not answer. Nothing was lost; please try again.")
