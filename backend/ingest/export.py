"""The record of an attempt for an independent check: the items of an evidence file, one a line, without recordings.

`recrutr verify FILE` reads it. A record is that of one device, as an evidence file is; an attempt that continued on
another machine has several. Guarantees: every submission stands in one of them; batches and signatures as the device
sent them; each export is in the audit list. Entries are readable in it, so only those who may import evidence may have
it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.access import MemberSubject, find, not_found, require
from backend.accounts.models import Role
from backend.attempts.machines import devices_of, head_of
from backend.attempts.models import Attempt, Device
from backend.attempts.receipts import receipt_of
from backend.audit import service as audit
from backend.ingest.journal import acknowledge
from backend.ingest.models import StoredBatch
from backend.ingest.reading import open_batch, read_bodies
from backend.scoring.models import Submission
from backend.scoring.reading import source_associated
from backend.transaction import Transaction
from protocol.canonical import from_base64, to_base64
from protocol.errors import InvalidInput
from protocol.evidence import (
    AcknowledgementItem,
    BatchItem,
    EndItem,
    ReceiptItem,
    SubmissionItem,
    WorkItem,
)
from protocol.facts import SubmissionFact, parse_fact
from protocol.journal import Entry
from protocol.model import Frozen
from protocol.receipts import Signed, Ticket
from protocol.wire import JournalBatch, SubmissionRequest, WireEntry

EXPORTERS = (Role.OWNER, Role.RECRUITER)
"""Who may have a record: entries are readable in it."""


def export_record(
    tx: Transaction, subject: MemberSubject, attempt_id: str, device_id: str | None = None
) -> list[bytes]:
    """The lines of one device's record (default: the device that began).

    Raises NotAllowed, NotFound (also before the start), Gone after an erasure.
    """
    require(subject, *EXPORTERS)
    attempt = find(tx.session, subject, Attempt, Attempt.id == attempt_id)
    if attempt.ticket is None:
        raise not_found()
    first = Ticket.parse(from_base64(Signed.model_validate(attempt.ticket).value)).device
    device = tx.session.get(Device, (attempt.id, device_id or first))
    if device is None or device.ticket is None:
        raise not_found()
    event = audit.Event("record.exported", "attempt", attempt.id, {"device": device.id})
    audit.record(tx, subject, attempt.organisation, event)
    return [item.canonical() + b"\n" for item in _items(tx, attempt, device)]


def _items(tx: Transaction, attempt: Attempt, device: Device) -> Iterator[Frozen]:
    key = tx.keys.commitment_key(attempt.candidate, attempt.id)
    server_key = tx.keys.server_key().public_key
    ticket = Signed.model_validate(device.ticket)
    yield WorkItem(ticket=ticket, server_public_key=server_key, commitment_key=to_base64(key))
    head = head_of(tx, device)
    for batch in _batches(tx, attempt, device.id):
        yield BatchItem(batch=batch)
    yield AcknowledgementItem(acknowledgement=acknowledge(tx, attempt, device.id, head).acknowledgement)
    elsewhere = _recorded_elsewhere(tx, attempt, device)
    rows = tx.session.scalars(select(Submission).where(Submission.attempt == attempt.id))
    submissions = [row for row in rows if row.id not in elsewhere]
    for row in submissions:
        yield SubmissionItem(submission=row.id, request=_request(tx, attempt, row))
    receipt = receipt_of(attempt)
    if receipt is not None and receipt.device == device.id:
        answer = None if attempt.countersigned is None else Signed.model_validate(attempt.countersigned)
        yield ReceiptItem(receipt=Signed.model_validate(attempt.receipt), countersigned=answer)
    yield EndItem(entries=head.seq, submissions=len(submissions), segments=0)


def _recorded_elsewhere(tx: Transaction, attempt: Attempt, device: Device) -> set[str]:
    """Submissions that the journal of another device records."""
    found = set()
    for other in devices_of(tx, attempt.id):
        if other.id == device.id:
            continue
        for body in read_bodies(tx, attempt, other.id, sys.maxsize):
            with suppress(InvalidInput):  # a body of a newer version names none that we know of
                fact = parse_fact(body)
                found |= {fact.submission} if isinstance(fact, SubmissionFact) else set()
    return found


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
