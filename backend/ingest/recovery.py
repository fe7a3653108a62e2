"""Handing a device its own work back after its saved work was damaged.

Guarantees: only to the device that wrote it, by its token and its signature on this very request; what is handed out
is what is stored, byte for byte, under a signed head. Nothing stored changes; the first answer of a recovery leaves an
audit entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.attempts.joining import DeviceSubject
from backend.attempts.models import Attempt, NoticeRecord
from backend.attempts.service import attempt_of
from backend.audit import service as audit
from backend.ingest.journal import acknowledge, head_of
from backend.ingest.models import Segment, StoredBatch, Track
from backend.ingest.reading import open_batch
from backend.transaction import Transaction
from protocol.attempts import TrackKind
from protocol.canonical import to_base64
from protocol.errors import Conflict, InvalidInput
from protocol.journal import MAX_BATCH_ENTRIES, Entry
from protocol.receipts import Signed
from protocol.recovery import FRESH_US, RecoveredTrack, Recovery, RecoveryRequest
from protocol.wire import NoticeAcknowledged, SegmentStored, WireEntry

ANSWER_BYTES = 4 * 1024 * 1024
"""An answer is cut here, but holds one entry at least when any is left."""


def recover(tx: Transaction, subject: DeviceSubject, request: RecoveryRequest) -> Recovery:
    """The entries above `request.after`; with the first ones also notice, tracks and receipts.

    Raises Tampered(`tampered.signature`), InvalidInput (`asked_at_us`), Conflict(`attempt.state`) before the start.
    """
    attempt = attempt_of(tx, subject)
    request.verify(subject.attempt, subject.device, subject.public_key)
    if abs(request.asked_at_us - tx.now_us) > FRESH_US:
        limit = f"within {FRESH_US // 60_000_000} minutes of the server's time"
        raise InvalidInput("asked_at_us", limit, "This request is too old. Join again and repeat it.")
    if attempt.ticket is None:
        raise Conflict("attempt.state", "The journal begins when the attempt starts.", {"state": attempt.state})
    head = head_of(tx, attempt, subject.device)
    entries = [
        WireEntry(header=to_base64(entry.header_bytes), body=to_base64(entry.body))
        for entry in _fitting(_entries(tx, attempt, subject.device, request.after))
    ]
    acknowledgement = acknowledge(tx, attempt, subject.device, head).acknowledgement
    if request.after:
        return Recovery(acknowledgement=acknowledgement, entries=entries)
    event = audit.Event("attempt.recovered", "attempt", attempt.id)
    audit.record(tx, subject.seen_as, attempt.organisation, event)
    return Recovery(
        acknowledgement=acknowledgement,
        entries=entries,
        notice=_notice(tx, attempt),
        tracks=_tracks(tx, attempt),
        receipt=None if attempt.receipt is None else Signed.model_validate(attempt.receipt),
        countersigned=None if attempt.countersigned is None else Signed.model_validate(attempt.countersigned),
    )


def _entries(tx: Transaction, attempt: Attempt, device: str, after: int) -> Iterator[Entry]:
    rows = tx.session.scalars(
        select(StoredBatch)
        .where(StoredBatch.attempt == attempt.id, StoredBatch.device == device, StoredBatch.last_seq > after)
        .order_by(StoredBatch.first_seq)
        .options(undefer(StoredBatch.sealed_entries))
        .execution_options(yield_per=8)
    )
    for row in rows:
        yield from (entry for entry in open_batch(tx, attempt.candidate, row) if entry.seq > after)


def _fitting(entries: Iterator[Entry]) -> Iterator[Entry]:
    size = 0
    for count, entry in enumerate(entries):
        size += len(entry.header_bytes) + len(entry.body)
        if count and (size > ANSWER_BYTES or count >= MAX_BATCH_ENTRIES):
            return
        yield entry


def _notice(tx: Transaction, attempt: Attempt) -> NoticeAcknowledged | None:
    newest = tx.session.scalar(
        select(NoticeRecord)
        .where(NoticeRecord.attempt == attempt.id)
        .order_by(NoticeRecord.acknowledged_at_us.desc())
        .limit(1)
    )
    if newest is None:
        return None
    return NoticeAcknowledged(
        notice_version=newest.version, notice_digest=newest.digest, read_at_wall_us=newest.read_at_wall_us
    )


def _tracks(tx: Transaction, attempt: Attempt) -> list[RecoveredTrack]:
    stored: dict[str, list[SegmentStored]] = {}
    for row in tx.session.scalars(select(Segment).where(Segment.attempt == attempt.id).order_by(Segment.number)):
        known = SegmentStored(track=row.track, segment=row.number, digest=row.digest, size_bytes=row.size_bytes)
        stored.setdefault(row.track, []).append(known)
    return [
        RecoveredTrack(
            track=row.id,
            stream=TrackKind(row.stream),
            launch=row.launch,
            mime=row.mime,
            device_name=row.device_name,
            segments=stored.get(row.id, []),
        )
        for row in tx.session.scalars(select(Track).where(Track.attempt == attempt.id).order_by(Track.declared_at_us))
    ]
