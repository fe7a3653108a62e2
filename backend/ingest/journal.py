"""Taking in journal batches.

Guarantees: a batch is verified (owner, gaps, chain, commitments, device signature) before it is stored, stored once,
sealed under the candidate's key, and durable before it is acknowledged. What does not fit is kept aside and flagged
for a human; it never replaces what is stored.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from backend.attempts.flags import FlagCode, flag
from backend.attempts.joining import DeviceSubject
from backend.attempts.machines import head_of, moved_at_us
from backend.attempts.models import Attempt, AttemptFlag, Device
from backend.attempts.receipts import compare_arrived
from backend.attempts.service import attempt_of, report_again
from backend.ingest.models import JournalHead, SetAside, StoredBatch
from backend.ingest.reading import entries_associated, open_batch, set_aside_associated
from backend.ingest.timeliness import acknowledgement_nonce
from backend.transaction import Services, Transaction
from protocol.canonical import digest_hex, from_base64, to_base64
from protocol.errors import Conflict, InvalidInput, RecrutrError, Tampered
from protocol.facts import DocumentFact, EditFact, RunFact, SubmissionFact, parse_fact
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Entry, Head, parse_entry, verify_batch
from protocol.receipts import Acknowledgement
from protocol.wire import Acknowledged, JournalBatch

FlagDetails = dict[str, str | int | bool | None]
MAX_SET_ASIDE = 50
"""Batches kept aside per attempt: enough for a human to see what happened, too few to fill a disk."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A batch that was not taken; what was kept aside must still be committed, so this is a value."""

    error: RecrutrError


@dataclass(frozen=True, slots=True)
class Verified:
    """A batch on its own: its entries, and what was found wrong with it (None: it verifies)."""

    batch: JournalBatch
    entries: Sequence[Entry]
    fault: Tampered | None
    unreadable: FlagDetails | None


def store_batch(services: Services, subject: DeviceSubject, batch: JournalBatch) -> Acknowledged:
    """Verify and keep a batch. Raises InvalidInput (malformed), Conflict(`attempt.state`, `journal.gap`).

    Raises Conflict(`journal.fork`) and Tampered after the batch was kept aside and flagged. Of a device that has forked
    batches beyond a gap are kept aside too.
    """
    entries = [
        parse_entry(from_base64(entry.header, "header"), from_base64(entry.body, "body")) for entry in batch.entries
    ]
    with services.reading() as tx:
        key = _commitment_key(tx, subject)
    # The work of verifying lies outside of the write lock, so that writers do not wait for each other's arithmetic.
    verified = _verify_alone(subject, key, batch, entries)
    with services.transaction() as tx:
        answer = _attach(tx, subject, verified)
    if isinstance(answer, Refusal):
        raise answer.error
    return answer


def _attach(tx: Transaction, subject: DeviceSubject, verified: Verified) -> Acknowledged | Refusal:
    attempt, entries = attempt_of(tx, subject), verified.entries
    head = head_of(tx, _device(tx, subject))
    if verified.fault is not None:
        return _keep_aside(tx, subject, attempt, verified.batch, verified.fault)
    if entries[0].seq > head.seq + 1:
        if not _has_forked(tx, subject):
            raise _gap(head)
        _keep_aside(tx, subject, attempt, verified.batch, _fork(head))  # the rest of what was kept aside before
        return Refusal(_gap(head))
    fresh = _fresh_part(tx, attempt, entries, head)
    if fresh is None:
        return _keep_aside(tx, subject, attempt, verified.batch, _fork(head))
    if fresh:
        _append(tx, attempt, verified, fresh)
        _note_late(tx, attempt, fresh)
        head = Head(fresh[-1].seq, fresh[-1].hash)
    return acknowledge(tx, attempt, subject.device, head)


def _commitment_key(tx: Transaction, subject: DeviceSubject) -> bytes:
    attempt = attempt_of(tx, subject)
    if attempt.ticket is None:
        raise Conflict("attempt.state", "The journal begins when the attempt starts.", {"state": attempt.state})
    return tx.keys.commitment_key(attempt.candidate, attempt.id)


def present_head(tx: Transaction, subject: DeviceSubject) -> Acknowledged:
    """The signed present head; nothing is stored. Raises Conflict(`attempt.state`) before the start."""
    attempt = attempt_of(tx, subject)
    if attempt.ticket is None:
        raise Conflict("attempt.state", "The journal begins when the attempt starts.", {"state": attempt.state})
    return acknowledge(tx, attempt, subject.device, head_of(tx, _device(tx, subject)))


def _device(tx: Transaction, subject: DeviceSubject) -> Device:
    return tx.session.get_one(Device, (subject.attempt, subject.device))


def acknowledge(tx: Transaction, attempt: Attempt, device: str, head: Head) -> Acknowledged:
    """The server's signed word on a head."""
    word = Acknowledgement(
        attempt=attempt.id,
        device=device,
        seq=head.seq,
        head=head.hash,
        server_time_us=tx.now_us,
        nonce=acknowledgement_nonce(tx.services, attempt.id, device, head.seq, tx.now_us),
    )
    return Acknowledged(acknowledgement=word.signed_by(tx.keys.server_key()))


def _verify_alone(subject: DeviceSubject, key: bytes, batch: JournalBatch, entries: Sequence[Entry]) -> Verified:
    first = entries[0]
    before = Head(first.seq - 1, first.header.previous)
    try:
        Chain(subject.attempt, subject.device, key).verify(entries, before)
        verify_batch(entries, batch.signature, subject.public_key)
    except Tampered as error:
        return Verified(batch, entries, error, None)
    return Verified(batch, entries, None, _unreadable(entries))


def _fresh_part(tx: Transaction, attempt: Attempt, entries: Sequence[Entry], head: Head) -> Sequence[Entry] | None:
    """What a verified batch adds to the stored journal; None when it contradicts it (a fork)."""
    first, last = entries[0], entries[-1]
    if first.seq == head.seq + 1:
        return entries if first.header.previous == head.hash else None
    stored = _stored(tx, attempt, first.header.device, first.seq, min(last.seq, head.seq))
    for entry in entries:
        if entry.seq <= head.seq and stored.get(entry.seq) != (entry.header_bytes, entry.body):
            return None
    return [entry for entry in entries if entry.seq > head.seq]


def _stored(tx: Transaction, attempt: Attempt, device: str, first: int, last: int) -> dict[int, tuple[bytes, bytes]]:
    rows = tx.session.scalars(
        select(StoredBatch)
        .where(
            StoredBatch.attempt == attempt.id,
            StoredBatch.device == device,
            StoredBatch.last_seq >= first,
            StoredBatch.first_seq <= last,
        )
        .options(undefer(StoredBatch.sealed_entries))
    )
    entries = (entry for row in rows for entry in open_batch(tx, attempt.candidate, row))
    return {entry.seq: (entry.header_bytes, entry.body) for entry in entries}


def _append(tx: Transaction, attempt: Attempt, verified: Verified, fresh: Sequence[Entry]) -> None:
    first, last = fresh[0], fresh[-1]
    device = first.header.device
    pairs = [[to_base64(entry.header_bytes), to_base64(entry.body)] for entry in fresh]
    associated = entries_associated(attempt.id, device, first.seq)
    row = StoredBatch(
        id=new_identifier(),
        organisation=attempt.organisation,
        attempt=attempt.id,
        device=device,
        first_seq=first.seq,
        last_seq=last.seq,
        signed_first_seq=verified.entries[0].seq,
        head=last.hash,
        signature=verified.batch.signature,
        sealed_entries=tx.keys.seal(attempt.candidate, json.dumps(pairs).encode(), associated, compress=True),
        received_at_us=tx.now_us,
    )
    tx.session.add(row)
    head = tx.session.get(JournalHead, (attempt.id, device))
    if head is None:
        head = JournalHead(attempt=attempt.id, device=device, organisation=attempt.organisation)
        tx.session.add(head)
    head.seq, head.hash, head.updated_at_us = last.seq, last.hash, tx.now_us
    attempt.active_at_us = tx.now_us
    compare_arrived(tx, attempt, fresh)
    if verified.unreadable is not None:
        # A body that is no known fact is evidence all the same: kept, and shown to a human.
        flag(tx, attempt, FlagCode.JOURNAL_UNREADABLE, verified.unreadable)
    tx.session.flush()


def _note_late(tx: Transaction, attempt: Attempt, fresh: Sequence[Entry]) -> None:
    """Work of a machine after the attempt continued on another is evidence: flagged once, and in the next report."""
    if moved_at_us(tx, attempt.id, fresh[0].header.device) is None:
        return
    work = next((entry for entry in fresh if _is_work(entry)), None)
    flagged = select(AttemptFlag.id).where(
        AttemptFlag.attempt == attempt.id, AttemptFlag.code == FlagCode.EARLIER_WORK.value
    )
    if work is not None and tx.session.scalar(flagged) is None:
        flag(tx, attempt, FlagCode.EARLIER_WORK, {"seq": work.seq, "device": work.header.device})
    report_again(tx, attempt)


def _is_work(entry: Entry) -> bool:
    try:
        return isinstance(parse_fact(entry.body), (EditFact, DocumentFact, SubmissionFact, RunFact))
    except InvalidInput:
        return False


def _unreadable(entries: Sequence[Entry]) -> FlagDetails | None:
    for entry in entries:
        try:
            parse_fact(entry.body)
        except InvalidInput as error:
            return {"seq": entry.seq, "field": str(error.details.get("field", ""))}
    return None


def _keep_aside(
    tx: Transaction, subject: DeviceSubject, attempt: Attempt, batch: JournalBatch, error: Tampered | Conflict
) -> Refusal:
    data = batch.model_dump_json().encode()
    digest = digest_hex(data)
    mine = select(func.count()).where(SetAside.attempt == attempt.id)
    known = tx.session.scalar(mine.where(SetAside.digest == digest))
    if not known and (tx.session.scalar(mine) or 0) < MAX_SET_ASIDE:
        associated = set_aside_associated(attempt.id, digest)
        row = SetAside(
            id=new_identifier(),
            organisation=attempt.organisation,
            attempt=attempt.id,
            device=subject.device,
            code=error.code,
            digest=digest,
            sealed_batch=tx.keys.seal(attempt.candidate, data, associated, compress=True),
            received_at_us=tx.now_us,
        )
        tx.session.add(row)
    flagged = select(AttemptFlag.id).where(AttemptFlag.attempt == attempt.id, AttemptFlag.code == error.code)
    if tx.session.scalar(flagged) is None:
        flag(tx, attempt, FlagCode(error.code), dict(error.details))
    tx.session.flush()
    return Refusal(error)


def _has_forked(tx: Transaction, subject: DeviceSubject) -> bool:
    forked = select(SetAside.id).where(
        SetAside.attempt == subject.attempt,
        SetAside.device == subject.device,
        SetAside.code == FlagCode.JOURNAL_FORK.value,
    )
    return tx.session.scalar(forked.limit(1)) is not None


def _gap(head: Head) -> Conflict:
    expected = head.seq + 1
    return Conflict(
        "journal.gap", f"Entries before these are missing; send from {expected}.", {"expected_seq": expected}
    )


def _fork(head: Head) -> Conflict:
    words = "This journal differs from the one stored before. It was kept aside, and a person will look at it."
    return Conflict("journal.fork", words, {"expected_seq": head.seq + 1})
