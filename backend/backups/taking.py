"""Making a backup while the backend works: the database at one moment, and every recording that it names.

Guarantees: the folder has its name only when it is whole; an existing one is never touched. The database is saved
first: a recording that it names exists before its row does and goes only by a deletion, whose rows then leave the
backup too. Neither keys nor secrets are in it: without the copy of the keys it shows names and addresses, but no work.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, delete, select

from backend.backups import deletions, manifest, rows
from backend.backups.deletions import Deletion, What
from backend.backups.manifest import Manifest
from backend.database import open_engine
from backend.ingest.models import Segment
from backend.transaction import Services
from protocol.canonical import digest_hex
from protocol.errors import Conflict, NotFound, StorageFault


def back_up(services: Services, target: Path) -> Manifest:
    """Write a backup as a new folder. Raises Conflict(`backup.exists`), StorageFault."""
    if target.exists():
        raise Conflict("backup.exists", f"{target} exists already. Each backup needs a new folder.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise _cannot(target, error) from error
    try:
        made = _fill(services, draft)
        _sync(draft)
        draft.rename(target)  # an empty folder that came in between is replaced, anything else is an error
        _sync_folder(target.parent)
        return made
    except OSError as error:
        raise _cannot(target, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fill(services: Services, draft: Path) -> Manifest:
    made_at_us = services.clock_us()
    file = draft / manifest.DATABASE
    rows.save(services.engine, file)
    saved = open_engine(file)
    try:
        damaged = _copy_objects(services, saved, draft / manifest.OBJECTS)
        revision = _revision(saved)
        _leave_no_log(saved)
    finally:
        saved.dispose()
    gone = [Deletion(what=What.CANDIDATE, id=who, at_us=at) for who, at in services.keys.destroyed().items()]
    deletions.write(draft / manifest.DELETIONS, gone)
    return manifest.write(draft, made_at_us, revision, damaged)


def _copy_objects(services: Services, saved: Engine, folder: Path) -> list[str]:
    """Copy what the saved rows name; the keys of recordings that the source itself has lost or changed."""
    folder.mkdir()
    damaged: list[str] = []
    went: list[str] = []
    columns = select(Segment.object_key, Segment.object_offset, Segment.size_bytes, Segment.digest)
    with saved.connect() as connection:
        named = connection.execute(columns.order_by(Segment.object_key)).all()
    for key, parts in groupby(named, lambda row: str(row.object_key)):
        try:
            data = services.objects.read(key)
        except NotFound:
            (damaged if _is_kept(services, key) else went).append(key)
            continue
        if any(digest_hex(_part(data, row.object_offset, row.size_bytes)) != row.digest for row in parts):
            damaged.append(key)
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with saved.begin() as connection:
        for key in went:
            connection.execute(delete(Segment).where(Segment.object_key == key))
    return damaged


def _part(data: bytes, offset: int, size: int) -> bytes:
    """A segment in a bundle's object; one by itself is all of its object, whatever its size became."""
    return data[offset : offset + size] if offset else data


def _is_kept(services: Services, key: str) -> bool:
    """Whether the source still has the row of a recording that is not there; without it a deletion came by."""
    with services.reading() as tx:
        return tx.session.scalar(select(Segment.number).where(Segment.object_key == key).limit(1)) is not None


def _revision(engine: Engine) -> str:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def _leave_no_log(engine: Engine) -> None:
    """One file is to hold everything: without a write-ahead log beside it."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        raw.close()


def _sync(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            _sync_folder(path)
        else:
            path.chmod(0o600)
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cannot(target: Path, error: OSError) -> StorageFault:
    return StorageFault("store.backup", f"The backup cannot be written to {target}: {error.strerror}.")


def told(made: Manifest, target: Path) -> Sequence[str]:
    """The words for who asked for it."""
    size = sum(held.size_bytes for held in made.files)
    recordings = sum(held.path.startswith(f"{manifest.OBJECTS}/") for held in made.files)
    lines = [f"{target}: the database and {recordings} recordings, {size / 1e6:.1f} MB."]
    lines += [f"Damaged in the source already, copied as it is: {key}" for key in made.damaged]
    return lines
