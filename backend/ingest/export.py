"""The record of an attempt for an independent check: the items of an evidence file, one a line, without recordings.

`recrutr verify FILE` reads it. Guarantees: batches and signatures as the device sent them; each export is in the audit
list. Entries are readable in it, so only those who may import evidence may have it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.access import MemberSubject, find, not_found, require
from backend.accounts.models import Role
from backend.attempts.machines import head_of
from backend.attempts.models import Attempt, Device
from backend.audit import service as audit
from backend.ingest.journal import acknowledge
from backend.ingest.models import StoredBatch
from backend.ingest.reading import open_batch
from backend.scoring.models import Submission
from backend.scoring.reading import source_associated
from backend.transaction import Transaction
from protocol.canonical import from_base64, to_base64
from protocol.evidence import (
    AcknowledgementItem,
    BatchItem,
    EndItem,
    ReceiptItem,
    SubmissionItem,
    WorkItem,
)
from protocol.journal import Entry
from protocol.model import Frozen
from protocol.receipts import Signed, Ticket
from protocol.wire import JournalBatch, SubmissionRequest, WireEntry


def export_record(tx: Transaction, subject: MemberSubject, attempt_id: str) -> list[bytes]:
    """The lines. Raises NotAllowed, NotFound (also before the start), Gone after an erasure."""
    require(subject, Role.OWNER, Role.RECRUITER)
    attempt = find(tx.session, subject, Attempt, Attempt.id == attempt_id)
    if attempt.ticket is None:
        raise not_found()
    device = Ticket.parse(from_base64(Signed.model_validate(attempt.ticket).value)).device
    audit.record(tx, subject, attempt.organisation, audit.Event("record.exported", "attempt", attempt.id))
    return [item.canonical() + b"\n" for item in _items(tx, attempt, device)]


def _items(tx: Transaction, attempt: Attempt, device: str) -> Iterator[Frozen]:
    key = tx.keys.commitment_key(attempt.candidate, attempt.id)
    server_key = tx.keys.server_key().public_key
    ticket = Signed.model_validate(attempt.ticket)
    yield WorkItem(ticket=ticket, server_public_key=server_key, commitment_key=to_base64(key))
    head = head_of(tx, tx.session.get_one(Device, (attempt.id, device)))
    for batch in _batches(tx, attempt, device):
        yield BatchItem(batch=batch)
    yield AcknowledgementItem(acknowledgement=acknowledge(tx, attempt, device, head).acknowledgement)
    submissions = tx.session.scalars(select(Submission).where(Submission.attempt == attempt.id)).all()
    for row in submissions:
        yield SubmissionItem(submission=row.id, request=_request(tx, attempt, row))
    if attempt.receipt is not None:
        answer = None if attempt.countersigned is None else Signed.model_validate(attempt.countersigned)
        yield ReceiptItem(receipt=Signed.model_validate(attempt.receipt), countersigned=answer)
    yield EndItem(entries=head.seq, submissions=len(submissions), segments=0)


def _batches(tx: Transaction, attempt: Attempt, device: str) -> Iterator[JournalBatch]:
    """Each batch as it was signed: one that overlapped begins before what was new in it."""
    rows = tx.session.scalars(
        select(StoredBatch)
        .where(StoredBatch.attempt == attempt.id, StoredBatch.device == device)
        .order_by(StoredBatch.first_seq)
        .options(undefer(StoredBatch.sealed_entries))
    )
    entries: list[Entry] = []
    for row in rows:
        entries += open_batch(tx, attempt.candidate, row)
        signed = entries[row.signed_first_seq - 1 : row.last_seq]
        wire = [WireEntry(header=to_base64(it.header_bytes), body=to_base64(it.body)) for it in signed]
        yield JournalBatch(entries=wire, signature=row.signature)


def _request(tx: Transaction, attempt: Attempt, row: Submission) -> SubmissionRequest:
    source = tx.keys.open(
        attempt.candidate, row.sealed_source, source_associated(attempt.id, row.id), compressed=True
    ).decode()
    return SubmissionRequest.model_validate(
        {
            "problem": row.problem,
            "language": row.language,
            "source": source,
            "source_digest": row.source_digest,
            "seq": row.seq,
        }
    )
