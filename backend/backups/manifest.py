"""What a backup's folder holds, file by file with digests, and whether it still does.

Guarantees: a folder without a manifest is no backup, since the manifest is written last; every file is named in it,
so that a changed, a missing and an added one are found. It finds damage, not forgery: whoever can write the folder can
write a manifest.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from protocol.canonical import canonical_bytes, digest_hex
from protocol.errors import Tampered
from protocol.model import Frozen

NAME = "manifest.json"
DATABASE = "recrutr.db"
OBJECTS = "objects"
DELETIONS = "deletions.jsonl"
_PIECE_BYTES = 1024 * 1024


class Held(Frozen):
    """One file: its path below the folder, its SHA-256 and its size."""

    path: str
    digest: str
    size_bytes: int


class Manifest(Frozen):
    """The contents of one backup. `damaged`: recordings that were missing or different in the source already."""

    format: Literal[1]
    made_at_us: int
    revision: str
    files: list[Held]
    damaged: list[str]
    digest: str

    @property
    def own_digest(self) -> str:
        """The digest over everything else in it."""
        return digest_hex(b"recrutr/backup/1\n" + canonical_bytes(self.model_dump(exclude={"digest"})))


def write(folder: Path, made_at_us: int, revision: str, damaged: list[str]) -> Manifest:
    """Read every file of a folder once, and write what was read as its manifest, durably."""
    files = [_held(folder, path) for path in _files(folder)]
    bare = Manifest(format=1, made_at_us=made_at_us, revision=revision, files=files, damaged=damaged, digest="")
    whole = bare.model_copy(update={"digest": bare.own_digest})
    with (folder / NAME).open("x", encoding="utf-8") as out:
        out.write(whole.model_dump_json(indent=1))
        out.flush()
        os.fsync(out.fileno())
    return whole


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises Tampered(`tampered.backup`) when there is none, or it is damaged itself."""
    try:
        found = Manifest.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError) as error:
        raise Tampered("tampered.backup", f"{folder} is no backup: its {NAME} is missing or damaged.") from error
    if found.digest != found.own_digest:
        raise Tampered("tampered.backup", f"The {NAME} of {folder} was changed.")
    return found


def problems(folder: Path) -> Iterator[str]:
    """What is wrong with a backup, a line each; nothing when it is as it was made. Reads every byte."""
    found = read(folder)
    present = {path.relative_to(folder).as_posix() for path in _files(folder)}
    named = {held.path for held in found.files}
    yield from (f"{path}: is not in the manifest" for path in sorted(present - named))
    for held in found.files:
        if held.path not in present:
            yield f"{held.path}: is missing"
        elif _held(folder, folder / held.path) != held:
            yield f"{held.path}: is damaged"
    if (folder / DATABASE).is_file():
        yield from _unsound(folder / DATABASE, present)


def _unsound(file: Path, present: set[str]) -> Iterator[str]:
    """What the database itself says: whether it is whole, and whether each recording that it names is here."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        for (line,) in connection.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield f"{DATABASE}: {line}"
        damaged = set(read(file.parent).damaged)
        for (key,) in connection.execute("SELECT DISTINCT object_key FROM segment"):
            if f"{OBJECTS}/{key}" not in present and key not in damaged:
                yield f"{OBJECTS}/{key}: is named by the database and missing"
    except sqlite3.DatabaseError:
        yield f"{DATABASE}: cannot be read"
    finally:
        connection.close()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not path.is_dir() and path != folder / NAME)


def _held(folder: Path, path: Path) -> Held:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)
            size += len(piece)
    return Held(path=path.relative_to(folder).as_posix(), digest=digest.hexdigest(), size_bytes=size)
