"""What a backend inside a test's process need not pay again: costly hashes, and every migration from nothing.

Guarantees: nothing but time is different. A hash is argon2id as before, with the least work; a new SQLite file is a
copy of one that the real migrations made in this process. Databases with anything in them are migrated as ever.
"""

from __future__ import annotations

import functools
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, inspect

from backend.accounts import passwords
from backend.database import open_engine
from backend.migrations import apply

QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
NOBODY = QUICK.hash("a password that nobody has")
_really_migrate = apply.migrate


@contextmanager
def quick_backends() -> Iterator[pytest.MonkeyPatch]:
    """Until the end of the `with`, backends of this process start quickly and check passwords quickly."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", QUICK)
        patch.setattr(passwords, "NOBODY_HASH", NOBODY)
        patch.setattr(apply, "migrate", _migrate)
        yield patch


def _migrate(engine: Engine, everyday: str | None = None) -> None:
    if engine.dialect.name != "sqlite" or inspect(engine).get_table_names():
        _really_migrate(engine, everyday)
        return
    raw = engine.raw_connection()  # outside of any transaction, as copying asks for
    driver = raw.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    _migrated().backup(driver)
    raw.close()


@functools.cache
def _migrated() -> sqlite3.Connection:
    """A database without rows at the newest version, kept in memory."""
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "new.db"
        engine = open_engine(file)  # by the product's own door, because pages are laid out as its pragmas say
        _really_migrate(engine)
        engine.dispose()
        with closing(sqlite3.connect(file)) as made:
            made.backup(kept)
    return kept
