"""When an entry was made, as far as it can be proven: `on time`, `late` or `unproven`.

On time: it (or anything after it) was here by deadline and grace. Late: the server's own word from after the deadline
stands before it in the chain. Unproven: it came later, and nothing in the chain says when it was made.
"""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import func, select

from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.ingest.models import StoredBatch
from backend.ingest.reading import read_journal
from backend.transaction import Services, Transaction
from protocol.errors import InvalidInput, Tampered
from protocol.facts import AcknowledgementFact, parse_fact
from protocol.journal import Entry
from protocol.receipts import Acknowledgement, Timeliness
from protocol.signing import verify


def timeliness_at(tx: Transaction, attempt: Attempt, seq: int) -> Timeliness:
    """The timeliness of entry `seq`, asked now."""
    if attempt.deadline_us is None:
        return "unproven"
    limit_us = attempt.deadline_us + tx.session.get_one(Assessment, attempt.assessment).grace_us
    if tx.now_us <= limit_us:
        return "on time"
    arrived = tx.session.scalar(
        select(func.min(StoredBatch.received_at_us)).where(
            StoredBatch.attempt == attempt.id, StoredBatch.last_seq >= seq
        )
    )
    if arrived is not None and arrived <= limit_us:
        return "on time"
    before = [entry for entry in read_journal(tx, attempt) if entry.seq < seq]
    return "late" if any(_proven_after(tx, entry, limit_us) for entry in before) else "unproven"


def acknowledgement_nonce(services: Services, attempt: str, device: str, seq: int, server_time_us: int) -> str:
    """A nonce that we can make again, so that a quoted acknowledgement can be checked without having kept it."""
    message = f"acknowledgement/{attempt}/{device}/{seq}/{server_time_us}".encode()
    return hmac.new(services.secrets.hash_key, message, hashlib.sha256).hexdigest()[:32]


def _proven_after(tx: Transaction, entry: Entry, limit_us: int) -> bool:
    try:
        fact = parse_fact(entry.body)
    except InvalidInput:
        return False
    if not isinstance(fact, AcknowledgementFact) or fact.server_time_us <= limit_us:
        return False
    owner = entry.header
    word = Acknowledgement(
        attempt=owner.attempt,
        device=owner.device,
        seq=fact.acknowledged_seq,
        head=fact.head,
        server_time_us=fact.server_time_us,
        nonce=acknowledgement_nonce(
            tx.services, owner.attempt, owner.device, fact.acknowledged_seq, fact.server_time_us
        ),
    )
    try:
        verify(tx.keys.server_key().public_key, Acknowledgement.DOMAIN, word.canonical(), fact.signature)
    except (Tampered, InvalidInput):
        return False
    return True
