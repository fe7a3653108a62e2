"""A migration killed at any statement leaves the old schema or the new one, with every row, never something between."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.store import database as door
from sync.store.database import Database
from sync.store.schema import NEWEST, STEPS

KEY = bytes(range(32))
ROW = ("kept", b"x" * 9000)
_forks = multiprocessing.get_context("fork")


def _made_at(path: Path, version: int) -> None:
    """A file as an older Recrutr left it: the tables of its version, and a row."""
    with pytest.MonkeyPatch.context() as then:
        then.setattr(door, "NEWEST", version)
        database = Database(path, KEY, create=True)
    with database.transaction():
        if version:
            database.write("INSERT INTO setting (name, value) VALUES (?, ?)", *ROW)
    database.close()


def _killed_at(path: Path, statement: int) -> bool:
    """Migrate in a process that is killed just before its n-th statement; whether it got that far."""
    process = _forks.Process(target=_migrate_and_die, args=(path, statement))
    process.start()
    process.join(30)
    return process.exitcode == -signal.SIGKILL


def _migrate_and_die(path: Path, statement: int) -> None:
    left = statement

    def counting(real: Callable[..., object]) -> Callable[..., object]:
        def count(*args: object) -> object:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return real(*args)

        return count

    class Counting:
        """The connection of the migration: every statement counts, BEGIN and COMMIT too."""

        def __init__(self, connection: object) -> None:
            self._connection = connection
            self.execute = counting(connection.execute)  # type: ignore[attr-defined] # sqlcipher3 has no types

        def __getattr__(self, name: str) -> object:
            return getattr(self._connection, name)

    real_migrate = Database._migrate

    def migrate(self: Database) -> None:
        self._connection = Counting(self._connection)
        real_migrate(self)

    Database._migrate = migrate  # type: ignore[method-assign] # only in this process, which ends here
    Database(path, KEY).close()


def _schema(path: Path) -> tuple[int, list[tuple[str, ...]], list[tuple[object, ...]]]:
    database = Database(path, KEY, read_only=True)
    ((version,),) = database.read("PRAGMA user_version")
    tables = database.read("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    rows = database.read("SELECT name, value FROM setting") if version else []
    database.check()
    database.close()
    return version, tables, rows


@pytest.mark.parametrize("version", range(NEWEST))
def test_killed_at_every_statement(tmp_path: Path, version: int) -> None:
    schemas = {}
    for known in range(NEWEST + 1):
        _made_at(tmp_path / f"as-{known}.db", known)
        schemas[known] = _schema(tmp_path / f"as-{known}.db")[1]
    statement = 0
    while True:
        path = tmp_path / f"{statement}.db"
        _made_at(path, version)
        killed = _killed_at(path, statement)
        found, tables, rows = _schema(path)
        assert tables == schemas[found], f"between two versions after statement {statement}"
        assert rows == ([ROW] if version else [])
        Database(path, KEY).close()
        assert _schema(path) == (NEWEST, schemas[NEWEST], [ROW] if version else [])
        if not killed:
            break
        statement += 1
    steps = STEPS[version:]
    assert statement == sum(len(step) + 3 for step in steps)  # BEGIN, its number, COMMIT
