"""Evidence files on their way in: slices are appended to a file in the staging folder until all bytes are here.

The calls are the core of tus 1.0 (creation, HEAD for the offset, PATCH at the offset), so that a large file goes on
after a cut. Guarantees: the offset told is on disk; two writers of one upload do not mix. What lies here is sealed for
the organisation and goes after the import, with the attempt's erasure, or after a day. Must not look inside.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.access import MemberSubject, find, not_found, require
from backend.accounts.models import Role
from backend.attempts.models import Attempt
from backend.objects import full_disk
from backend.settings import Settings
from backend.transaction import Services
from protocol.errors import Conflict, EnvironmentFault, InvalidInput, RecrutrError, StorageFault
from protocol.identifiers import new_identifier

MAX_EVIDENCE_BYTES = 16 * 1024**3
"""Three streams at 2 Mbit/s each for six hours, all of it unsent."""
SLICE_BYTES = 8 * 1024 * 1024
"""The most that one PATCH may bring."""
MAX_WAITING = 4
"""Unfinished uploads of one attempt."""
KEPT_S = 24 * 3600
SPARE_BYTES = 1024**3
"""Room that an upload must leave on the disk, for the work of everybody else."""


def begin(services: Services, subject: MemberSubject, attempt: str, length: int) -> str:
    """Open an upload of `length` bytes; its id. Raises InvalidInput, Conflict, StorageFault, NotFound, NotAllowed."""
    _may_import(services, subject, attempt)
    if not 1 <= length <= MAX_EVIDENCE_BYTES:
        limit = f"1 to {MAX_EVIDENCE_BYTES} bytes"
        raise InvalidInput("Upload-Length", limit, "An evidence file may have 16 GiB at most.", "evidence.too_large")
    folder = _folder(services.settings)
    try:
        folder.mkdir(exist_ok=True)
        _drop_old(folder)
        if len(list(folder.glob(f"{attempt}.*"))) >= MAX_WAITING:
            words = "Several files of this attempt are on their way already. Wait for them, or try again tomorrow."
            raise Conflict("evidence.busy", words)
        _check_room(folder, length)
        upload = new_identifier()
        (folder / f"{attempt}.{upload}.{length}").touch(mode=0o600)
    except OSError as error:
        raise full_disk(error) from error
    return upload


def offset_of(services: Services, subject: MemberSubject, attempt: str, upload: str) -> tuple[int, int]:
    """How many bytes are here, and how many there will be. Raises NotFound."""
    _may_import(services, subject, attempt)
    file = _file(services.settings, attempt, upload)
    return file.stat().st_size, _length_of(file)


def append(services: Services, subject: MemberSubject, place: tuple[str, str, int], data: bytes) -> int:
    """Add a slice at (attempt, upload, offset); the new offset.

    Raises Conflict(`evidence.offset`), NotFound, and StorageFault when others took the room meanwhile.
    """
    attempt, upload, offset = place
    _may_import(services, subject, attempt)
    path = _file(services.settings, attempt, upload)
    with _alone(path) as handle:
        size = os.fstat(handle).st_size
        if offset != size:
            words = f"The server has {size} bytes of this file; go on from there."
            raise Conflict("evidence.offset", words, {"offset": size})
        if size + len(data) > _length_of(path):
            raise InvalidInput("body", "Upload-Length", "More bytes arrived than the file was said to have.")
        _check_room(path.parent, len(data))
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        except OSError as error:
            os.ftruncate(handle, size)
            raise full_disk(error) from error
    return size + len(data)


@contextmanager
def complete(services: Services, subject: MemberSubject, attempt: str, upload: str) -> Iterator[Path]:
    """The whole file, for one import at a time; taken in or refused, it is removed afterwards.

    Raises Conflict(`evidence.incomplete`, `evidence.busy`), NotFound.
    """
    _may_import(services, subject, attempt)
    path = _file(services.settings, attempt, upload)
    with _alone(path) as handle:
        size, length = os.fstat(handle).st_size, _length_of(path)
        if size != length:
            words = "The file has not arrived completely yet."
            raise Conflict("evidence.incomplete", words, {"offset": size, "length": length})
        try:
            yield path
        except EnvironmentFault:
            raise  # nothing is wrong with the file: it may be tried again
        except RecrutrError:
            path.unlink(missing_ok=True)
            raise
        path.unlink(missing_ok=True)


def drop_all(settings: Settings, attempt: str) -> None:
    """Remove every upload of an attempt: it is being erased."""
    for file in _folder(settings).glob(f"{attempt}.*"):
        file.unlink(missing_ok=True)


def _may_import(services: Services, subject: MemberSubject, attempt: str) -> None:
    require(subject, Role.OWNER, Role.RECRUITER)
    with services.reading() as tx:
        find(tx.session, subject, Attempt, Attempt.id == attempt)


def _folder(settings: Settings) -> Path:
    return settings.staging_folder / "evidence"


def _file(settings: Settings, attempt: str, upload: str) -> Path:
    found = list(_folder(settings).glob(f"{attempt}.{upload}.*"))
    if not found:
        raise not_found()
    return found[0]


def _check_room(folder: Path, count: int) -> None:
    if shutil.disk_usage(folder).free < count + SPARE_BYTES:
        raise StorageFault("store.full", "The server has no room for this file. Ask whoever runs it to make some.")


def _length_of(file: Path) -> int:
    return int(file.name.rpartition(".")[2])


def _drop_old(folder: Path) -> None:
    for file in folder.iterdir():
        if time.time() - file.stat().st_mtime > KEPT_S:
            file.unlink(missing_ok=True)


@contextmanager
def _alone(path: Path) -> Iterator[int]:
    """The file, for one request at a time. Raises Conflict(`evidence.busy`)."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_APPEND)
    except FileNotFoundError as error:
        raise not_found() from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(
                "evidence.busy", "Another request is working on this file. Try again in a moment."
            ) from error
        yield handle
    finally:
        os.close(handle)
