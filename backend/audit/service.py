"""Writing and checking the audit list.

Guarantees: entries are only ever added; each names its predecessor's hash, so that a change, an insertion or a loss
inside is found by `verify`; details hold opaque ids, counts and codes, never names, addresses or content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from backend.access import CandidateSubject, MemberSubject, ShareSubject, Subject
from backend.audit.models import AuditEntry
from backend.transaction import Transaction
from backend.webhooks import outbox
from protocol.canonical import canonical_bytes, digest_hex
from protocol.errors import Tampered

FIRST = "0" * 64
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. `action` like `report.viewed`; `subject_kind` like `attempt`, `subject` its id."""

    action: str
    subject_kind: str
    subject: str
    details: Mapping[str, str | int | bool | None] | None = None


def record(tx: Transaction, actor: Subject | None, organisation: str, event: Event) -> AuditEntry:
    """Append one entry; `actor` None is the backend itself. Same transaction as what it tells of."""
    last = tx.session.execute(
        select(AuditEntry.number, AuditEntry.hash)
        .where(AuditEntry.organisation == organisation)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).one_or_none()
    kind, who = _actor(actor)
    entry = AuditEntry(
        organisation=organisation,
        number=last.number + 1 if last else 1,
        at_us=tx.now_us,
        actor_kind=kind,
        actor=who,
        action=event.action,
        subject_kind=event.subject_kind,
        subject=event.subject,
        details=dict(event.details or {}),
        previous=last.hash if last else FIRST,
        hash="",
    )
    entry.hash = _hash(entry)
    tx.session.add(entry)
    tx.session.flush()
    outbox.hear(tx, entry)
    return entry


def about(tx: Transaction, organisation: str, subject: str) -> list[AuditEntry]:
    """Every entry about one thing (an attempt, for the candidate's page), oldest first."""
    return list(
        tx.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.organisation == organisation, AuditEntry.subject == subject)
            .order_by(AuditEntry.number)
        )
    )


def verify(tx: Transaction, organisation: str) -> tuple[int, str]:
    """Check an organisation's whole list; returns (last number, head). Raises Tampered(`tampered.audit`)."""
    number, previous = 0, FIRST
    entries = select(AuditEntry).where(AuditEntry.organisation == organisation).order_by(AuditEntry.number)
    for entry in tx.session.scalars(entries):
        if entry.number != number + 1 or entry.previous != previous or _hash(entry) != entry.hash:
            raise Tampered("tampered.audit", "The audit list was changed.", {"number": number + 1})
        number, previous = entry.number, entry.hash
    return number, previous


def _actor(actor: Subject | None) -> tuple[str, str]:
    if isinstance(actor, MemberSubject):
        return "member", actor.member
    if isinstance(actor, CandidateSubject):
        return "candidate", actor.attempt
    if isinstance(actor, ShareSubject):
        return "share", actor.share
    return SYSTEM, SYSTEM


def _hash(entry: AuditEntry) -> str:
    value = {
        "organisation": entry.organisation,
        "number": entry.number,
        "at_us": entry.at_us,
        "actor": [entry.actor_kind, entry.actor],
        "action": entry.action,
        "subject": [entry.subject_kind, entry.subject],
        "details": entry.details,
        "previous": entry.previous,
    }
    return digest_hex(b"recrutr/audit/1\n" + canonical_bytes(value))
