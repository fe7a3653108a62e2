"""What tests are spared is the same as what they would have made, and the product itself is spared nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from argon2 import Type, extract_parameters

from backend.accounts import passwords
from backend.migrations.apply import open_database
from backend.settings import Settings
from tests.quick_backend import quick_backends

LAID_OUT = ("auto_vacuum", "journal_mode", "page_size", "encoding", "user_version")


def made(folder: Path) -> list[object]:
    """The whole file as a backend makes it: objects, rows, and how its pages are laid out."""
    folder.mkdir(exist_ok=True)
    settings = Settings(data=folder)
    engine, _ = open_database(settings)
    engine.dispose()
    with closing(sqlite3.connect(settings.database_file)) as file:
        return [*file.iterdump(), *(file.execute(f"PRAGMA {word}").fetchone() for word in LAID_OUT)]


def test_a_copied_database_is_what_the_migrations_make(tmp_path: Path) -> None:
    wanted = made(tmp_path / "real")
    assert len(wanted) > 100
    with quick_backends():
        assert made(tmp_path / "copied") == wanted
        assert made(tmp_path / "copied") == wanted, "an opened one stays as it is"


def test_hashes_cost_their_price_outside_of_tests() -> None:
    asked = extract_parameters(passwords.hashed("a long password"))
    assert (asked.type, asked.memory_cost >= 64 * 1024, asked.time_cost >= 3) == (Type.ID, True, True)
    assert extract_parameters(passwords.NOBODY_HASH) == asked, "an unknown account takes as long"
    assert passwords.fits(passwords.NOBODY_HASH, "a password that nobody has"), "and is a whole hash"
    with quick_backends():
        quick = passwords.hashed("a long password")
        assert passwords.fits(quick, "a long password")
        assert not passwords.fits(quick, "another password")
    assert passwords.fits(quick, "a long password"), "what a hash costs stands in it"
