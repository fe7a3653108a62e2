"""Giving a device back what it had brought here: its own copy is older, differs, or cannot be read.

Guarantees: only to the device that wrote it, by its token and its signature on this very question; that it had to ask
is flagged for a human, once for each reason, and stands in the audit list, once an hour for each device and reason.
Changes nothing of what is stored. A flag, never an accusation: a restored backup and a failing disk look the same from
here as a copy put back on purpose.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.attempts.flags import FlagCode, flag
from backend.attempts.joining import DeviceSubject
from backend.attempts.machines import head_of
from backend.attempts.models import Attempt, AttemptFlag, Device, NoticeRecord
from backend.attempts.service import attempt_of
from backend.audit import service as audit
from backend.audit.models import AuditEntry
from backend.ingest.models import Segment, StoredBatch, Track
from backend.ingest.reading import open_batch
from backend.transaction import Transaction
from protocol.attempts import TrackKind
from protocol.canonical import to_base64
from protocol.errors import InvalidInput
from protocol.notices import NoticeAcknowledged
from protocol.receipts import Signed
from protocol.restoring import FRESH_US, HeldTrack, Restored, RestoreRequest
from protocol.wire import SegmentStored, WireEntry

TOLD_AGAIN_US = 3600 * 1_000_000
"""How long one line of the audit list stands for all questions of a device for the same reason."""
_ACTION = "journal.restored"
_CODES = {
    "rollback": FlagCode.JOURNAL_ROLLBACK,
    "fork": FlagCode.JOURNAL_FORK,
    "unreadable": FlagCode.JOURNAL_RESTORED,
}


def restore(tx: Transaction, subject: DeviceSubject, request: RestoreRequest) -> Restored:
    """The stored batch that follows entry `request.after`; the first call is what is flagged.

    Raises Tampered(`tampered.signature`), InvalidInput (`asked_at_us`), Conflict(`attempt.state`) before the start.
    """
    attempt = attempt_of(tx, subject)
    request.verify(subject.attempt, subject.device, subject.public_key)
    if abs(request.asked_at_us - tx.now_us) > FRESH_US:
        limit = f"within {FRESH_US // 60_000_000} minutes of the server's time"
        raise InvalidInput("asked_at_us", limit, "This question is too old. Join again and repeat it.")
    head = head_of(tx, tx.session.get_one(Device, (subject.attempt, subject.device)))
    entries = _entries(tx, subject, request.after)
    if request.after:
        return Restored(entries=entries)
    if head.seq:
        _tell(tx, subject, attempt, request, head.seq)
    receipt = None if attempt.receipt is None else Signed.model_validate(attempt.receipt)
    own = receipt is not None and receipt.public_key == subject.public_key
    return Restored(
        entries=entries,
        notice=_notice(tx, subject),
        tracks=_tracks(tx, attempt),
        receipt=receipt if own else None,
        countersigned=Signed.model_validate(attempt.countersigned) if own and attempt.countersigned else None,
    )


def _entries(tx: Transaction, subject: DeviceSubject, after: int) -> list[WireEntry]:
    row = tx.session.scalar(
        select(StoredBatch)
        .where(
            StoredBatch.attempt == subject.attempt,
            StoredBatch.device == subject.device,
            StoredBatch.last_seq > after,
        )
        .order_by(StoredBatch.first_seq)
        .limit(1)
        .options(undefer(StoredBatch.sealed_entries))
    )
    entries = open_batch(tx, subject.candidate, row) if row else []
    return [WireEntry(header=to_base64(it.header_bytes), body=to_base64(it.body)) for it in entries if it.seq > after]


def _notice(tx: Transaction, subject: DeviceSubject) -> NoticeAcknowledged | None:
    newest = tx.session.scalar(
        select(NoticeRecord)
        .where(NoticeRecord.attempt == subject.attempt, NoticeRecord.device == subject.device)
        .order_by(NoticeRecord.acknowledged_at_us.desc())
        .limit(1)
    )
    if newest is None:
        return None
    return NoticeAcknowledged(
        notice_version=newest.version, notice_digest=newest.digest, read_at_wall_us=newest.read_at_wall_us
    )


def _tracks(tx: Transaction, attempt: Attempt) -> list[HeldTrack]:
    stored: dict[str, list[SegmentStored]] = {}
    for row in tx.session.scalars(select(Segment).where(Segment.attempt == attempt.id).order_by(Segment.number)):
        known = SegmentStored(track=row.track, segment=row.number, digest=row.digest, size_bytes=row.size_bytes)
        stored.setdefault(row.track, []).append(known)
    return [
        HeldTrack(
            track=row.id,
            stream=TrackKind(row.stream),
            launch=row.launch,
            mime=row.mime,
            device_name=row.device_name,
            segments=stored.get(row.id, []),
        )
        for row in tx.session.scalars(select(Track).where(Track.attempt == attempt.id).order_by(Track.declared_at_us))
    ]


def _tell(tx: Transaction, subject: DeviceSubject, attempt: Attempt, request: RestoreRequest, server_seq: int) -> None:
    code = _CODES[request.reason]
    known = select(AttemptFlag.id).where(AttemptFlag.attempt == attempt.id, AttemptFlag.code == code.value)
    if tx.session.scalar(known) is None:
        flag(tx, attempt, code, {"device_seq": request.seq, "server_seq": server_seq})
    who: dict[str, str | int | bool | None] = {"reason": request.reason, "device": subject.device}
    if not _told_lately(tx, attempt, who):
        event = audit.Event(_ACTION, "attempt", attempt.id, {**who, "entries": server_seq})
        audit.record(tx, subject.seen_as, attempt.organisation, event)
    tx.session.flush()


def _told_lately(tx: Transaction, attempt: Attempt, who: dict[str, str | int | bool | None]) -> bool:
    """Whether the audit list has it already: a device that asks again and again makes no row each time."""
    lately = select(AuditEntry.details).where(
        AuditEntry.organisation == attempt.organisation,
        AuditEntry.subject == attempt.id,
        AuditEntry.action == _ACTION,
        AuditEntry.at_us > tx.now_us - TOLD_AGAIN_US,
    )
    return any(who.items() <= details.items() for details in tx.session.scalars(lately))
