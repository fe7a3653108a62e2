"""When an entry was made, as far as it can be proven: `on time`, `late` or `unproven`.

On time: asked by deadline and grace, or the entry (or anything after it) was here by then. Late: the server's own word
from after the deadline stands before it in the chain. Unproven: it came later, and nothing in the chain says when it
was made, or what is stored there is not what the device says it is. A place in the journal is never taken on trust.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.ingest.models import StoredBatch
from backend.ingest.reading import read_journal, stored_entry
from backend.transaction import Services, Transaction
from protocol.errors import InvalidInput, Tampered
from protocol.facts import AcknowledgementFact, parse_fact
from protocol.journal import Entry
from protocol.receipts import Acknowledgement, Timeliness
from protocol.signing import verify


@dataclass(frozen=True, slots=True)
class Claim:
    """What a device says of its own journal: at `seq` stands an entry for which `holds` is true."""

    device: str
    seq: int
    holds: Callable[[Entry], bool]


@dataclass(frozen=True, slots=True)
class Timed:
    """The answer. `borne_out` is False when it was needed and the stored journal does not bear the claim out."""

    timeliness: Timeliness
    borne_out: bool


def timed(tx: Transaction, attempt: Attempt, claim: Claim) -> Timed:
    """The timeliness of the claimed entry, asked now. In time nothing is read of the journal."""
    if attempt.deadline_us is None:
        return Timed("unproven", borne_out=True)
    limit_us = attempt.deadline_us + tx.session.get_one(Assessment, attempt.assessment).grace_us
    if tx.now_us <= limit_us:
        return Timed("on time", borne_out=True)
    entry = stored_entry(tx, attempt, claim.device, claim.seq)
    if entry is None or not claim.holds(entry):
        return Timed("unproven", borne_out=False)
    arrived = tx.session.scalar(
        select(func.min(StoredBatch.received_at_us)).where(
            StoredBatch.attempt == attempt.id,
            StoredBatch.device == claim.device,
            StoredBatch.last_seq >= claim.seq,
        )
    )
    if arrived is not None and arrived <= limit_us:
        return Timed("on time", borne_out=True)
    own = (each for each in read_journal(tx, attempt) if each.header.device == claim.device)
    late = any(_proven_after(tx, each, limit_us) for each in own if each.seq < claim.seq)
    return Timed("late" if late else "unproven", borne_out=True)


def acknowledgement_nonce(services: Services, attempt: str, device: str, seq: int, server_time_us: int) -> str:
    """A nonce that we can make again, so that a quoted acknowledgement can be checked without having kept it."""
    message = f"acknowledgement/{attempt}/{device}/{seq}/{server_time_us}".encode()
    return hmac.new(services.secrets.hash_key, message, hashlib.sha256).hexdigest()[:32]


def _proven_after(tx: Transaction, entry: Entry, limit_us: int) -> bool:
    word = quoted_word(tx, entry)
    return word is not None and word.server_time_us > limit_us


def quoted_word(tx: Transaction, entry: Entry) -> AcknowledgementFact | None:
    """Our own word that this entry quotes, when it really is ours; None for every other entry."""
    try:
        fact = parse_fact(entry.body)
    except InvalidInput:
        return None
    if not isinstance(fact, AcknowledgementFact):
        return None
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
        return None
    return fact
