"""Reading back what the device sent: journals as entries, tracks' data keys, segments as streams.

Callers check access first (`backend.access`); nothing here decides who may see. After an erasure everything here
raises Gone(`key.destroyed`) or finds nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import and_, select
from sqlalchemy.orm import undefer

from backend.accounts.models import Organisation
from backend.attempts.models import Attempt, Device
from backend.ingest.models import JournalHead, Segment, SetAside, StoredBatch, Track
from backend.transaction import Transaction
from protocol.canonical import from_base64
from protocol.errors import Refused
from protocol.journal import Entry, parse_entry

ENTRIES = b"stored_batch/entries"
BATCH = b"set_aside/batch"
TRACK_KEY = b"track/key"


def read_journal(tx: Transaction, attempt: Attempt) -> list[Entry]:
    """All stored entries of an attempt, decrypted, in order per device (devices in the server's order)."""
    rows = tx.session.scalars(
        select(StoredBatch)
        .join(Device, and_(Device.attempt == StoredBatch.attempt, Device.id == StoredBatch.device))
        .where(StoredBatch.attempt == attempt.id)
        .order_by(Device.place, StoredBatch.first_seq)
        .options(undefer(StoredBatch.sealed_entries))
    )
    return [entry for row in rows for entry in open_batch(tx, attempt.candidate, row)]


def read_device_journal(tx: Transaction, attempt: Attempt, device: str, upto_seq: int) -> Iterator[Entry]:
    """The stored entries of one device up to a sequence number, decrypted, in order."""
    for row in _batches(tx, attempt, device, upto_seq):
        yield from (entry for entry in open_batch(tx, attempt.candidate, row) if entry.seq <= upto_seq)


def read_bodies(tx: Transaction, attempt: Attempt, device: str, upto_seq: int) -> Iterator[bytes]:
    """The bodies alone of `read_device_journal`, for a replay: nothing of the headers is looked at."""
    for row in _batches(tx, attempt, device, upto_seq):
        pairs = _pairs(tx, attempt.candidate, row)
        yield from (from_base64(body) for _, body in pairs[: upto_seq - row.first_seq + 1])


def stored_entry(tx: Transaction, attempt: Attempt, device: str, seq: int) -> Entry | None:
    """The stored entry at a place in the journal of one device (one batch is decrypted); None when it is not here."""
    row = tx.session.scalar(
        select(StoredBatch)
        .where(
            StoredBatch.attempt == attempt.id,
            StoredBatch.device == device,
            StoredBatch.first_seq <= seq,
            StoredBatch.last_seq >= seq,
        )
        .options(undefer(StoredBatch.sealed_entries))
    )
    entries = open_batch(tx, attempt.candidate, row) if row else []
    return next((entry for entry in entries if entry.seq == seq), None)


def stored_hash(tx: Transaction, attempt: Attempt, device: str, seq: int) -> str | None:
    """The hash of the stored entry at a place; None when it is not here. Decrypts only when it is not the last one."""
    head = tx.session.get(JournalHead, (attempt.id, device))
    if head is None or head.seq < seq:
        return None
    if head.seq == seq:
        return head.hash
    entry = stored_entry(tx, attempt, device, seq)
    return entry.hash if entry else None


def open_batch(tx: Transaction, candidate: str, row: StoredBatch) -> list[Entry]:
    """Decrypt one stored batch."""
    return [parse_entry(from_base64(header), from_base64(body)) for header, body in _pairs(tx, candidate, row)]


def _pairs(tx: Transaction, candidate: str, row: StoredBatch) -> list[list[str]]:
    """Header and body of each entry of a stored batch, in base64."""
    associated = entries_associated(row.attempt, row.device, row.first_seq)
    plain = tx.keys.open(candidate, row.sealed_entries, associated, compressed=True)
    pairs: list[list[str]] = json.loads(plain)
    return pairs


def _batches(tx: Transaction, attempt: Attempt, device: str, upto_seq: int) -> Iterator[StoredBatch]:
    yield from tx.session.scalars(
        select(StoredBatch)
        .where(StoredBatch.attempt == attempt.id, StoredBatch.device == device, StoredBatch.first_seq <= upto_seq)
        .order_by(StoredBatch.first_seq)
        .options(undefer(StoredBatch.sealed_entries))
    )


def read_set_aside(tx: Transaction, candidate: str, row: SetAside) -> bytes:
    """The bytes of a batch that was kept aside (a `JournalBatch` as JSON)."""
    return tx.keys.open(candidate, row.sealed_batch, set_aside_associated(row.attempt, row.digest), compressed=True)


def wrapped_track_key(tx: Transaction, candidate: str, track: Track) -> str:
    """The device's wrap of the data key (age to the organisation, base64): for sealed organisations' browsers."""
    return tx.keys.open(candidate, track.sealed_key, track_associated(track.attempt, track.id)).decode()


def track_key(tx: Transaction, candidate: str, track: Track) -> bytes:
    """The 32-byte data key of a managed organisation's track. Raises Refused(`keys.sealed`) when it is not managed."""
    organisation = tx.session.get_one(Organisation, track.organisation)
    if not organisation.managed:
        raise Refused("keys.sealed", "This organisation keeps its key itself; only its own browsers can play this.")
    return tx.keys.open_data_key(organisation.id, wrapped_track_key(tx, candidate, track))


def stream_segment(tx: Transaction, segment: Segment) -> Iterator[bytes]:
    """The sealed bytes of a segment file in pieces. Raises NotFound, StorageFault."""
    part = (segment.object_offset, segment.size_bytes) if segment.object_offset else None
    return tx.objects.stream(segment.object_key, part)


def entries_associated(attempt: str, device: str, first_seq: int) -> bytes:
    """Associated data of a stored batch: its place."""
    return ENTRIES + f"/{attempt}/{device}/{first_seq}".encode()


def set_aside_associated(attempt: str, digest: str) -> bytes:
    """Associated data of a batch kept aside."""
    return BATCH + f"/{attempt}/{digest}".encode()


def track_associated(attempt: str, track: str) -> bytes:
    """Associated data of a stored track key."""
    return TRACK_KEY + f"/{attempt}/{track}".encode()
