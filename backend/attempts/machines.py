"""The machines of an attempt, in the server's order, and the codes that continue it on another one.

Guarantees: one device writes, the last one that got a ticket; those before it may only send what they hold. A code is
80 random bits, kept as a keyed hash, good for one device of one attempt, once; making another takes the earlier back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from backend.access import CandidateSubject, MemberSubject, find, require
from backend.accounts.models import Role
from backend.assessments.service import MINUTE_US, hash_code, new_code
from backend.attempts.models import Attempt, Continuation, Device
from backend.audit import service as audit
from backend.ingest.models import JournalHead
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import Conflict, Gone
from protocol.identifiers import new_identifier
from protocol.joining import JoinRequest
from protocol.journal import Head
from protocol.receipts import Signed, Ticket
from protocol.saying import to_say

CODE_LIFE_US = 60 * MINUTE_US
"""Long enough to install the app on another machine, short enough for a code that was said aloud."""
MAX_DEVICES = 8
"""Machines per attempt: bounds what one attempt may cost, far above what a bad day needs."""
ISSUERS = (Role.OWNER, Role.RECRUITER, Role.INTERVIEWER)
OPEN_STATES = frozenset({AttemptState.CREATED, AttemptState.NOTICED, AttemptState.CHECKED, AttemptState.STARTED})
"""What may be continued: what was not brought to an end."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A new code, shown now and never again."""

    continuation: Continuation
    code: str


def devices_of(tx: Transaction, attempt: str) -> Sequence[Device]:
    """All devices of an attempt in the server's order."""
    return tx.session.scalars(select(Device).where(Device.attempt == attempt).order_by(Device.place)).all()


def codes_of(tx: Transaction, attempt: str) -> Sequence[Continuation]:
    """All codes made for an attempt, oldest first."""
    mine = select(Continuation).where(Continuation.attempt == attempt)
    return tx.session.scalars(mine.order_by(Continuation.created_at_us, Continuation.id)).all()


def ticket_of(device: Device) -> Ticket | None:
    """The ticket that we signed for this device; None before it started."""
    if device.ticket is None:
        return None
    signed = Signed.model_validate(device.ticket)
    return Ticket.from_signed(signed, signed.public_key)


def writing_device(tx: Transaction, attempt: str) -> Device | None:
    """The device on which the attempt is worked on now; None before the start."""
    return next((device for device in reversed(devices_of(tx, attempt)) if device.ticket is not None), None)


def moved_at_us(tx: Transaction, attempt: str, device: str) -> int | None:
    """Since when the attempt continues on a later device than this one; None while it does not."""
    devices = devices_of(tx, attempt)
    mine = next((each.place for each in devices if each.id == device), 0)
    return next((each.ticket_at_us for each in devices if each.place > mine and each.ticket is not None), None)


def require_writing(tx: Transaction, attempt: str, device: str) -> None:
    """Raise Conflict(`attempt.moved`) when the attempt goes on elsewhere."""
    moved = moved_at_us(tx, attempt, device)
    if moved is not None:
        words = "This attempt continues on another computer. What this one still holds may be sent; nothing else."
        raise Conflict("attempt.moved", words, {"moved_at_us": moved})


def require_writer(tx: Transaction, attempt: str, device: str) -> None:
    """Raise Conflict unless this device works on the attempt: `attempt.moved`, `attempt.state` when it did not begin.

    Before the start nobody does, and everybody who joined may.
    """
    require_writing(tx, attempt, device)
    writing = writing_device(tx, attempt)
    if writing is not None and writing.id != device:
        words = "This computer has not begun to work on the attempt; another one does."
        raise Conflict("attempt.state", words, {"started": False})


def head_of(tx: Transaction, device: Device) -> Head:
    """Where the stored journal of a device ends; an empty one chains to its ticket. Conflict before the start."""
    row = tx.session.get(JournalHead, (device.attempt, device.id))
    if row is not None:
        return Head(row.seq, row.hash)
    if device.ticket is None:
        raise Conflict(
            "attempt.state", to_say("The journal of a device begins when it has started."), {"started": False}
        )
    return Head(0, Signed.model_validate(device.ticket).digest)


def is_usable(row: Continuation, now_us: int) -> bool:
    """Whether a code can still be used."""
    return row.used_at_us is None and row.revoked_at_us is None and now_us < row.expires_at_us


def issue_code(tx: Transaction, member: MemberSubject, attempt: Attempt) -> Issued:
    """Make a code; earlier unused ones are taken back. Raises NotAllowed, Conflict(`attempt.state`, `machines.limit`).

    `attempt` was found through `access`.
    """
    require(member, *ISSUERS)
    if attempt.state not in OPEN_STATES:
        words = to_say("Only an attempt that is not finished can be continued on another machine.")
        raise Conflict("attempt.state", words, {"state": attempt.state})
    _check_room(tx, attempt)
    for row in codes_of(tx, attempt.id):
        if is_usable(row, tx.now_us):
            _revoke(tx, member, row)
    code = new_code()
    row = Continuation(
        id=new_identifier(),
        organisation=attempt.organisation,
        attempt=attempt.id,
        code_hash=hash_code(tx, code),
        created_by=member.member,
        created_at_us=tx.now_us,
        expires_at_us=tx.now_us + CODE_LIFE_US,
    )
    tx.session.add(row)
    tx.session.flush()
    event = audit.Event("continuation.created", "attempt", attempt.id, {"continuation": row.id})
    audit.record(tx, member, attempt.organisation, event)
    return Issued(row, code)


def revoke_code(tx: Transaction, member: MemberSubject, continuation: str) -> Continuation:
    """Take a code back; idempotent, and of no effect once it was used. Raises NotFound, NotAllowed."""
    require(member, *ISSUERS)
    row = find(tx.session, member, Continuation, Continuation.id == continuation)
    if is_usable(row, tx.now_us):
        _revoke(tx, member, row)
    return row


def end_codes_of(tx: Transaction, owner: MemberSubject, maker: str) -> None:
    """Take back what a member made who is removed; they may have kept it. Callers check access first."""
    unused = (Continuation.created_by == maker, Continuation.used_at_us.is_(None), Continuation.revoked_at_us.is_(None))
    for row in tx.session.scalars(select(Continuation).where(*unused, Continuation.expires_at_us > tx.now_us)).all():
        _revoke(tx, owner, row)


def take_code(tx: Transaction, row: Continuation, request: JoinRequest) -> Attempt:
    """Use a code for the device of `request`; the same device again is let in as before.

    Raises Gone(`join.code_used`, `join.code_expired`), Conflict(`machines.limit`).
    """
    attempt = tx.session.get_one(Attempt, row.attempt)
    if row.used_by_device == request.device:
        return attempt
    if row.used_at_us is not None:
        raise Gone("join.code_used", to_say("This code has been used already; it is good for one computer, once."))
    usable = is_usable(row, tx.now_us) and attempt.restricted_at_us is None and attempt.state in OPEN_STATES
    if not usable:
        raise Gone("join.code_expired", to_say("This code no longer works: it has expired or was taken back."))
    _check_room(tx, attempt)
    row.used_at_us, row.used_by_device = tx.now_us, request.device
    actor = CandidateSubject(attempt.organisation, attempt.id, attempt.candidate)
    event = audit.Event("continuation.used", "attempt", attempt.id, {"continuation": row.id, "device": request.device})
    audit.record(tx, actor, attempt.organisation, event)
    return attempt


def _check_room(tx: Transaction, attempt: Attempt) -> None:
    if len(devices_of(tx, attempt.id)) >= MAX_DEVICES:
        raise Conflict(
            "machines.limit", to_say("An attempt can use at most {max_devices} machines.", max_devices=MAX_DEVICES)
        )


def _revoke(tx: Transaction, member: MemberSubject, row: Continuation) -> None:
    row.revoked_at_us = tx.now_us
    event = audit.Event("continuation.revoked", "attempt", row.attempt, {"continuation": row.id})
    audit.record(tx, member, row.organisation, event)
