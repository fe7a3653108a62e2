"""A migration that is killed at any statement leaves the old database or the new one, with its rows."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, text

from backend.database import Base, open_engine
from backend.migrations.apply import configuration, migrate
from backend.models import load_models

load_models()
OLD = "0005"
"""From where it is migrated: tables with rows are made anew by several of the steps behind it."""
SAMPLE = 3
_forks = multiprocessing.get_context("fork")


@contextmanager
def opened(path: Path) -> Iterator[Engine]:
    engine = open_engine(path)
    yield engine
    engine.dispose()


def version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of an older version with a row."""
    path = tmp_path_factory.mktemp("old") / "old.db"
    with opened(path) as engine:
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, next(it.revision for it in _revisions() if it.revision.startswith(OLD)))
            values = "'o', 'Works', 'dpo@works.example', 'key', 1, 1"
            names = "id, name, controller_contact, public_key, managed, created_at_us"
            connection.execute(text(f"INSERT INTO organisation ({names}) VALUES ({values})"))  # noqa: S608 - constants
        assert version(engine) != newest()
    return path


def _revisions() -> list[Any]:
    return list(ScriptDirectory.from_config(configuration()).walk_revisions())


def newest() -> str | None:
    return ScriptDirectory.from_config(configuration()).get_current_head()


def _migrate_until(path: Path, statement: int, told: Any) -> None:
    left = statement

    def count(*_: object) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    with opened(path) as engine:
        event.listen(engine, "before_cursor_execute", count)
        event.listen(engine, "commit", count)
        migrate(engine)
    told.send(statement - left)


def _killed_at(path: Path, statement: int) -> int | None:
    """Migrate in a process that is killed before its n-th statement; how many there were when it came to its end."""
    heard, told = _forks.Pipe(duplex=False)
    process = _forks.Process(target=_migrate_until, args=(path, statement, told))
    process.start()
    process.join(120)
    assert process.exitcode in {0, -signal.SIGKILL}
    return heard.recv() if process.exitcode == 0 else None


def check(old: Path, path: Path, statement: int) -> int | None:
    """One kill: the old or the new, whole, and the next start goes on."""
    shutil.copy(old, path)
    ended = _killed_at(path, statement)
    with opened(old) as engine:
        before = version(engine)
    with opened(path) as engine:
        assert version(engine) == (before if ended is None else newest())
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        migrate(engine)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT name FROM organisation")).scalars().all() == ["Works"]
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    return ended


def test_a_sample_of_kills_leaves_the_old_or_the_new(old: Path, tmp_path: Path) -> None:
    every = check(old, tmp_path / "whole.db", 10**6)
    assert every is not None
    assert every > 100
    for number in range(SAMPLE):
        statement = every - 1 - number * every // SAMPLE  # the last is that of the commit
        assert check(old, tmp_path / f"{number}.db", statement) is None


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_every_kill_leaves_the_old_or_the_new(old: Path, tmp_path: Path) -> None:
    every = check(old, tmp_path / "whole.db", 10**6)
    assert every is not None
    for statement in range(every):
        assert check(old, tmp_path / "killed.db", statement) is None
        for left in tmp_path.glob("killed.db*"):
            left.unlink()
    print(f"migrations killed before each of {every} statements")
