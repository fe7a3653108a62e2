"""Giving a device back the journal that it had brought here: its own copy is older, differs, or cannot be read.

Guarantees: only the attempt's own device gets its own entries; that it had to ask is flagged for a human, once for each
reason, and stands in the audit list. Changes nothing of what is stored. A flag, never an accusation: a backup that was
put back and a failing disk look the same from here as a copy put back on purpose.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.attempts.flags import FlagCode, flag
from backend.attempts.joining import DeviceSubject
from backend.attempts.machines import head_of
from backend.attempts.models import Attempt, AttemptFlag, Device
from backend.attempts.service import attempt_of
from backend.audit import service as audit
from backend.ingest.models import StoredBatch
from backend.ingest.reading import open_batch
from backend.transaction import Transaction
from protocol.canonical import to_base64
from protocol.errors import Conflict
from protocol.receipts import Signed
from protocol.wire import Restored, RestoreRequest, WireEntry

_CODES = {
    "rollback": FlagCode.JOURNAL_ROLLBACK,
    "fork": FlagCode.JOURNAL_FORK,
    "unreadable": FlagCode.JOURNAL_RESTORED,
}


def restore(tx: Transaction, subject: DeviceSubject, request: RestoreRequest) -> Restored:
    """The stored batch that follows entry `request.after`; the first call is what is flagged.

    Raises Conflict(`attempt.state`) before the start.
    """
    attempt = attempt_of(tx, subject)
    if attempt.ticket is None:
        raise Conflict("attempt.state", "The journal begins when the attempt starts.", {"state": attempt.state})
    head = head_of(tx, tx.session.get_one(Device, subject.device))
    if request.after == 0 and head.seq:
        _tell(tx, subject, attempt, request, head.seq)
    row = tx.session.scalar(
        select(StoredBatch)
        .where(
            StoredBatch.attempt == attempt.id,
            StoredBatch.device == subject.device,
            StoredBatch.last_seq > request.after,
        )
        .order_by(StoredBatch.first_seq)
        .limit(1)
        .options(undefer(StoredBatch.sealed_entries))
    )
    entries = open_batch(tx, attempt.candidate, row) if row else []
    return Restored(
        entries=[
            WireEntry(header=to_base64(it.header_bytes), body=to_base64(it.body))
            for it in entries
            if it.seq > request.after
        ],
        last=head.seq,
        receipt=None if attempt.receipt is None else Signed.model_validate(attempt.receipt),
        countersigned=None if attempt.countersigned is None else Signed.model_validate(attempt.countersigned),
    )


def _tell(tx: Transaction, subject: DeviceSubject, attempt: Attempt, request: RestoreRequest, server_seq: int) -> None:
    code = _CODES[request.reason]
    known = select(AttemptFlag.id).where(AttemptFlag.attempt == attempt.id, AttemptFlag.code == code.value)
    if tx.session.scalar(known) is None:
        flag(tx, attempt, code, {"device_seq": request.seq, "server_seq": server_seq})
    event = audit.Event("journal.restored", "attempt", attempt.id, {"reason": request.reason, "entries": server_seq})
    audit.record(tx, subject.seen_as, attempt.organisation, event)
    tx.session.flush()
