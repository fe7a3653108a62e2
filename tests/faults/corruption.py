"""Ways in which the files of a store come to harm: one is chosen and done by a seed, and says what it did."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

PAGE = 4096
Harm = Callable[[Path, random.Random], str]
"""Harms the files of the folder; says how."""


def _files(folder: Path) -> list[Path]:
    """Database and log, whichever there are; an empty log cannot come to harm."""
    found = (folder / name for name in ("store.db", "store.db-wal"))
    return [file for file in found if file.exists() and file.stat().st_size]


def _write(file: Path, offset: int, data: bytes) -> None:
    with file.open("r+b") as handle:
        handle.seek(offset)
        handle.write(data)


def flip_a_bit(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    at = chance.randrange(file.stat().st_size)
    byte = file.read_bytes()[at] ^ (1 << chance.randrange(8))
    _write(file, at, bytes([byte]))
    return f"bit of byte {at} of {file.name} flipped"


def flip_many(folder: Path, chance: random.Random) -> str:
    told = [flip_a_bit(folder, chance) for _ in range(chance.randrange(2, 50))]
    return f"{len(told)} bits flipped"


def cut(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    length = chance.randrange(file.stat().st_size)
    os.truncate(file, length)
    return f"{file.name} cut to {length} bytes"


def cut_to_a_page(folder: Path, chance: random.Random) -> str:
    file = folder / "store.db"
    length = chance.randrange(file.stat().st_size // PAGE) * PAGE
    os.truncate(file, length)
    return f"{file.name} cut to {length} bytes"


def swap_pages(folder: Path, chance: random.Random) -> str:
    file = folder / "store.db"
    data = file.read_bytes()
    first, second = chance.sample(range(len(data) // PAGE), 2)
    _write(file, first * PAGE, data[second * PAGE : (second + 1) * PAGE])
    _write(file, second * PAGE, data[first * PAGE : (first + 1) * PAGE])
    return f"pages {first} and {second} swapped"


def delete_the_log(folder: Path, _chance: random.Random) -> str:
    (folder / "store.db-wal").unlink(missing_ok=True)
    (folder / "store.db-shm").unlink(missing_ok=True)
    return "the log deleted"


def zero_a_page(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    page = chance.randrange(max(1, file.stat().st_size // PAGE))
    _write(file, page * PAGE, bytes(PAGE))
    return f"page {page} of {file.name} zeroed"


def zero_a_stretch(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    at, length = chance.randrange(file.stat().st_size), chance.randrange(1, 65536)
    length = min(length, file.stat().st_size - at)
    _write(file, at, bytes(length))
    return f"{length} bytes of {file.name} zeroed at {at}"


def overwrite_with_noise(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    at = chance.randrange(file.stat().st_size)
    _write(file, at, chance.randbytes(min(8192, file.stat().st_size - at)))
    return f"noise in {file.name} at {at}"


def put_a_foreign_file(folder: Path, chance: random.Random) -> str:
    delete_the_log(folder, chance)
    (folder / "store.db").unlink()
    if chance.random() < 0.5:
        (folder / "store.db").write_bytes(chance.randbytes(chance.randrange(1, 300_000)))
        return "noise in place of the database"
    with sqlite3.connect(folder / "store.db") as plain:
        plain.execute("CREATE TABLE entry (seq INTEGER)")
    plain.close()
    return "another program's database in its place"


def empty(folder: Path, _chance: random.Random) -> str:
    os.truncate(folder / "store.db", 0)
    return "the database emptied"


def delete_the_database(folder: Path, chance: random.Random) -> str:
    (folder / "store.db").unlink()
    return "the database deleted"


HARMS: tuple[Harm, ...] = (
    flip_a_bit,
    flip_a_bit,
    flip_many,
    cut,
    cut_to_a_page,
    swap_pages,
    delete_the_log,
    zero_a_page,
    zero_a_page,
    zero_a_stretch,
    overwrite_with_noise,
    put_a_foreign_file,
    empty,
    delete_the_database,
)
"""Flips and blanked pages twice: they are the quietest."""
