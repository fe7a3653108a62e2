"""What the page of an attempt shows of its machines and of credited time: lines, and what the member may do about them.

A new code comes to the page in a short-lived cookie, never in an address, and is shown once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from backend.accounts.sessions import CurrentMember
from backend.assessments.models import Assessment
from backend.attempts.machines import ISSUERS, OPEN_STATES, codes_of, devices_of, is_usable
from backend.attempts.models import Attempt, Continuation, Device
from backend.credit.giving import minutes_left
from backend.credit.models import Credit
from backend.credit.repository import credits_of
from backend.credit.service import CREDITORS
from backend.ingest.export import EXPORTERS
from backend.ingest.models import JournalHead
from backend.portal import repository
from backend.transaction import Transaction
from protocol.attempts import AttemptState

CODE_COOKIE = "recrutr_new_code"
CODE_S = 120


@dataclass(frozen=True, slots=True)
class MachineLine:
    """One machine of an attempt: the device, how much of its journal is here, and whose code let it in."""

    device: Device
    entries: int
    writing: bool
    code_by: str


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One credit, and who gave it (empty: the rule)."""

    credit: Credit
    by: str


def continuing_context(request: Request, tx: Transaction, member: CurrentMember, attempt: Attempt) -> dict[str, Any]:
    """Names for `continuing_parts.html`."""
    names = repository.member_names(tx.session, attempt.organisation)
    codes = codes_of(tx, attempt.id)
    may_issue = bool(member.subject.roles.intersection(ISSUERS))
    may_credit = bool(member.subject.roles.intersection(CREDITORS))
    limit_us = tx.session.get_one(Assessment, attempt.assessment).credit_limit_us
    return {
        "machine_lines": _machines(tx, attempt, codes, names),
        "may_export": bool(member.subject.roles.intersection(EXPORTERS)),
        "may_continue": may_issue and attempt.state in OPEN_STATES,
        "open_code": next((row for row in codes if may_issue and is_usable(row, tx.now_us)), None),
        "new_code": request.cookies.get(CODE_COOKIE, "") if may_issue else "",
        "credit_limit_us": limit_us,
        "credit_lines": [
            CreditLine(row, names.get(row.credited_by, "A former member") if row.credited_by else "")
            for row in credits_of(tx, attempt.id)
        ],
        "most_minutes": minutes_left(tx, attempt) if may_credit and _runs(tx, attempt) else 0,
        "may_credit": may_credit and attempt.state == AttemptState.STARTED and limit_us > 0,
    }


def _runs(tx: Transaction, attempt: Attempt) -> bool:
    return attempt.state == AttemptState.STARTED and tx.now_us < (attempt.deadline_us or 0)


def forgetting_code(response: Response, attempt: Attempt) -> Response:
    """A new code is shown once: the page that showed it takes the cookie away."""
    response.delete_cookie(CODE_COOKIE, path=f"/portal/attempts/{attempt.id}")
    return response


def _machines(
    tx: Transaction, attempt: Attempt, codes: Sequence[Continuation], names: dict[str, str]
) -> list[MachineLine]:
    devices = devices_of(tx, attempt.id)
    writing = next((device.id for device in reversed(devices) if device.ticket is not None), None)
    by = {row.used_by_device: names.get(row.created_by, "A former member") for row in codes if row.used_by_device}
    lines = []
    for device in devices:
        head = tx.session.get(JournalHead, (attempt.id, device.id))
        lines.append(MachineLine(device, head.seq if head else 0, device.id == writing, by.get(device.id, "")))
    return lines
