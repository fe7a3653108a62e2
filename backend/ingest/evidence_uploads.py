"""Evidence files on their way in: each slice is an object, and rows say which of them make up the file so far.

The calls are the core of tus 1.0 (creation, HEAD for the offset, PATCH at the offset), so that a large file goes on
after a cut, at whichever machine the next call arrives. Guarantees: the offset told is durable; two writers of one
upload do not mix. What lies here is sealed for the organisation and goes after the import, with the attempt's erasure,
or after a day. Must not look inside.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import delete, func, select

from backend.access import MemberSubject, find, require
from backend.accounts.models import Role
from backend.attempts.models import Attempt
from backend.ingest.models import EvidenceSlice, EvidenceUpload
from backend.objects import ObjectKind, ObjectStore, full_disk, object_key
from backend.settings import DAY_US
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, EnvironmentFault, InvalidInput, RecrutrError, StorageFault
from protocol.identifiers import new_identifier

MAX_EVIDENCE_BYTES = 16 * 1024**3
"""Three streams at 2 Mbit/s each for six hours, all of it unsent."""
SLICE_BYTES = 8 * 1024 * 1024
"""The most that one PATCH may bring."""
MAX_WAITING = 4
"""Unfinished uploads of one attempt."""
KEPT_US = DAY_US
TAKING_US = 600 * 1_000_000
"""How long an import keeps others away when its process died; one that lasts longer is harmed by no second."""
SPARE_BYTES = 1024**3
"""Room that an upload must leave on the disk, for the work of everybody else."""


def begin(services: Services, subject: MemberSubject, attempt: str, length: int) -> str:
    """Open an upload of `length` bytes; its id. Raises InvalidInput, Conflict, StorageFault, NotFound, NotAllowed."""
    _may_import(services, subject, attempt)
    if not 1 <= length <= MAX_EVIDENCE_BYTES:
        limit = f"1 to {MAX_EVIDENCE_BYTES} bytes"
        raise InvalidInput("Upload-Length", limit, "An evidence file may have 16 GiB at most.", "evidence.too_large")
    _check_room(services, length)
    upload = new_identifier()
    with services.transaction() as tx:
        find(tx.session, subject, Attempt, Attempt.id == attempt)
        mine = EvidenceUpload.attempt == attempt, EvidenceUpload.touched_at_us > tx.now_us - KEPT_US
        waiting = tx.session.scalar(select(func.count()).select_from(EvidenceUpload).where(*mine)) or 0
        if waiting >= MAX_WAITING:
            words = "Several files of this attempt are on their way already. Wait for them, or try again tomorrow."
            raise Conflict("evidence.busy", words)
        tx.session.add(
            EvidenceUpload(
                id=upload,
                organisation=subject.organisation,
                attempt=attempt,
                length_bytes=length,
                size_bytes=0,
                touched_at_us=tx.now_us,
                taken_until_us=0,
            )
        )
    return upload


def offset_of(services: Services, subject: MemberSubject, attempt: str, upload: str) -> tuple[int, int]:
    """How many bytes are here, and how many there will be. Raises NotFound."""
    _may_import(services, subject, attempt)
    with services.reading() as tx:
        row = _row(tx, subject, attempt, upload)
        return row.size_bytes, row.length_bytes


def append(services: Services, subject: MemberSubject, place: tuple[str, str, int], data: bytes) -> int:
    """Add a slice at (attempt, upload, offset); the new offset.

    Raises Conflict(`evidence.offset`), NotFound, and StorageFault when others took the room meanwhile.
    """
    attempt, upload, offset = place
    _may_import(services, subject, attempt)
    with services.reading() as tx:
        _check_place(_row(tx, subject, attempt, upload), offset, len(data))
    if not data:
        return offset
    _check_room(services, len(data))
    key = f"{_prefix(attempt, upload)}{offset}-{new_identifier()}"
    services.objects.put(key, data)
    try:
        with services.transaction() as tx:  # whoever is first at an offset has it
            row = _row(tx, subject, attempt, upload)
            _check_place(row, offset, len(data))
            names = {"upload": upload, "organisation": row.organisation, "attempt": attempt}
            tx.session.add(EvidenceSlice(**names, first_byte=offset, size_bytes=len(data), object_key=key))
            row.size_bytes += len(data)
            row.touched_at_us = tx.now_us
            return row.size_bytes
    except RecrutrError:
        services.objects.delete(key)
        raise


class Arrived:
    """All bytes of an upload, read from the beginning as often as one likes; one slice at a time is in memory."""

    def __init__(self, objects: ObjectStore, keys: Sequence[str]) -> None:
        self._objects, self._keys = objects, keys

    def reader(self) -> Callable[[int], bytes]:
        """`read(n)`: the next n bytes, fewer only at the end. Raises StorageFault."""
        keys, held = iter(self._keys), bytearray()

        def read(count: int) -> bytes:
            while len(held) < count and (key := next(keys, None)) is not None:
                held.extend(self._objects.read(key))
            piece = bytes(held[:count])
            del held[:count]
            return piece

        return read


@contextmanager
def complete(services: Services, subject: MemberSubject, attempt: str, upload: str) -> Iterator[Arrived]:
    """The whole file, for one import at a time; taken in or refused, it is removed afterwards.

    Raises Conflict(`evidence.incomplete`, `evidence.busy`), NotFound.
    """
    _may_import(services, subject, attempt)
    with services.transaction() as tx:
        row = _row(tx, subject, attempt, upload)
        if row.size_bytes != row.length_bytes:
            words = "The file has not arrived completely yet."
            raise Conflict("evidence.incomplete", words, {"offset": row.size_bytes, "length": row.length_bytes})
        if row.taken_until_us > tx.now_us:
            raise Conflict("evidence.busy", "Another request is working on this file. Try again in a moment.")
        row.taken_until_us = tx.now_us + TAKING_US
        slices = select(EvidenceSlice.object_key).where(EvidenceSlice.upload == upload)
        keys = tx.session.scalars(slices.order_by(EvidenceSlice.first_byte)).all()
    try:
        yield Arrived(services.objects, keys)
    except EnvironmentFault:
        _let_go(services, upload)  # nothing is wrong with the file: it may be tried again
        raise
    except RecrutrError:
        _drop(services, attempt, upload)
        raise
    except BaseException:
        _let_go(services, upload)
        raise
    _drop(services, attempt, upload)


def forget_uploads(services: Services) -> None:
    """Periodic: remove what nobody has gone on with for a day. Raises StorageFault."""
    with services.reading() as tx:
        old = EvidenceUpload.touched_at_us <= tx.now_us - KEPT_US, EvidenceUpload.taken_until_us <= tx.now_us
        found = tx.session.execute(select(EvidenceUpload.attempt, EvidenceUpload.id).where(*old)).all()
    for attempt, upload in found:
        _drop(services, attempt, upload)


def forget_all(tx: Transaction) -> None:
    """Without their objects, which a backup does not hold."""
    tx.session.execute(delete(EvidenceSlice))
    tx.session.execute(delete(EvidenceUpload))


def _may_import(services: Services, subject: MemberSubject, attempt: str) -> None:
    require(subject, Role.OWNER, Role.RECRUITER)
    with services.reading() as tx:
        find(tx.session, subject, Attempt, Attempt.id == attempt)


def _row(tx: Transaction, subject: MemberSubject, attempt: str, upload: str) -> EvidenceUpload:
    return find(tx.session, subject, EvidenceUpload, EvidenceUpload.id == upload, EvidenceUpload.attempt == attempt)


def _check_place(row: EvidenceUpload, offset: int, count: int) -> None:
    if offset != row.size_bytes:
        words = f"The server has {row.size_bytes} bytes of this file; go on from there."
        raise Conflict("evidence.offset", words, {"offset": row.size_bytes})
    if row.size_bytes + count > row.length_bytes:
        raise InvalidInput("body", "Upload-Length", "More bytes arrived than the file was said to have.")


def _let_go(services: Services, upload: str) -> None:
    with services.transaction() as tx:
        row = tx.session.get(EvidenceUpload, upload)
        if row is not None:
            row.taken_until_us = 0


def _drop(services: Services, attempt: str, upload: str) -> None:
    """Its objects before its rows, which tell of them while the store is away. Raises StorageFault, and they stay."""
    services.objects.delete_all(_prefix(attempt, upload))
    with services.transaction() as tx:
        tx.session.execute(delete(EvidenceSlice).where(EvidenceSlice.upload == upload))
        tx.session.execute(delete(EvidenceUpload).where(EvidenceUpload.id == upload))
    services.objects.delete_all(_prefix(attempt, upload))  # of a slice that was counted in between


def _prefix(attempt: str, upload: str) -> str:
    return object_key(ObjectKind.ARRIVING, attempt, f"{upload}/")


def _check_room(services: Services, count: int) -> None:
    """In the small form; a bucket tells by itself when it is full."""
    if services.settings.objects_url is not None:
        return
    try:
        free = shutil.disk_usage(services.settings.objects_folder).free
    except OSError as error:
        raise full_disk(error) from error
    if free < count + SPARE_BYTES:
        raise StorageFault("store.full", "The server has no room for this file. Ask whoever runs it to make some.")
