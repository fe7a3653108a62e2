"""Requests of candidates for the data-protection officer: the list, the check of holds, the decision, the receipt.

Guarantees: whoever approves a deletion sees first what goes, what stays and what cannot be undone; approving means
"nothing in law holds this", never "we like it".
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel, Field

from backend.access import MemberSubject, find, require, visible
from backend.accounts.models import Role
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.attempts.models import Attempt
from backend.http import Reading, Tx, Written
from backend.pipeline.notes import notes_of
from backend.portal import repository
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page, see_other
from backend.portal.receipts import Receipt, receipt_download, receipt_of
from backend.portal.routing import PageRoute
from backend.privacy import service
from backend.privacy.models import Hold, PrivacyRequest, Tombstone
from backend.retention import BACKUP_PURGE_DAYS
from backend.settings import DAY_US
from backend.transaction import Transaction
from protocol.errors import Gone

router = APIRouter(prefix="/portal/privacy", route_class=PageRoute, include_in_schema=False)
MAX_HOLD_DAYS = 1095
MAX_ROWS = 200


class AnswerForm(BaseModel):
    """An answer to a request that is no deletion."""

    note: Written = Field(min_length=1, max_length=2000)


class HoldForm(BaseModel):
    """A reason in law to keep the data for a while."""

    reason: Written = Field(min_length=1, max_length=2000)
    days: int = Field(ge=1, le=MAX_HOLD_DAYS)


@router.get("")
def show_requests(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """All requests, open ones first."""
    require(member.subject, Role.OWNER, Role.PROTECTION_OFFICER)
    statement = visible(member.subject, PrivacyRequest)
    rows = tx.session.scalars(
        statement.order_by(PrivacyRequest.done_at_us.is_not(None), PrivacyRequest.due_at_us).limit(MAX_ROWS)
    ).all()
    names = repository.candidate_names(tx.session, member.subject, {row.attempt for row in rows})
    return page(request, "privacy.html", **member_context(member), rows=rows, names=names, now_us=tx.now_us)


@router.get("/{request_id}")
def show_request(request: Request, request_id: str, member: SignedInMember, tx: Reading) -> Response:
    """One request with what may be done."""
    require(member.subject, Role.OWNER, Role.PROTECTION_OFFICER)
    row = find(tx.session, member.subject, PrivacyRequest, PrivacyRequest.id == request_id)
    names = repository.candidate_names(tx.session, member.subject, {row.attempt})
    attempts = list(tx.session.scalars(visible(member.subject, Attempt).where(Attempt.candidate == row.candidate)))
    return page(
        request,
        "privacy_request.html",
        **member_context(member),
        row=row,
        name=names.get(row.attempt),
        said=_words(tx, row),
        attempts=len(attempts),
        holds=_holds(tx, member.subject, row),
        held=service.active_hold(tx, row.candidate),
        officer=Role.PROTECTION_OFFICER in member.subject.roles,
        noted=notes_of(tx, member.subject, row.candidate) if row.kind == "access" else [],
        receipts=_receipts(tx, member.subject, row),
        backup_days=BACKUP_PURGE_DAYS,
        max_hold_days=MAX_HOLD_DAYS,
        now_us=tx.now_us,
    )


@router.post("/{request_id}/approve")
def approve(request_id: str, member: CheckedMember, tx: Tx) -> Response:
    """Holds were checked: erase now, or mark as held."""
    service.approve_erasure(tx, member.subject, request_id)
    return see_other(f"/portal/privacy/{request_id}")


@router.post("/{request_id}/answer")
def answer(request_id: str, member: CheckedMember, tx: Tx, form: Annotated[AnswerForm, Form()]) -> Response:
    """Close a request with an answer."""
    service.answer(tx, member.subject, request_id, form.note)
    return see_other(f"/portal/privacy/{request_id}")


@router.post("/{request_id}/holds")
def hold(request_id: str, member: CheckedMember, tx: Tx, form: Annotated[HoldForm, Form()]) -> Response:
    """Place a hold on the candidate of a request."""
    row = find(tx.session, member.subject, PrivacyRequest, PrivacyRequest.id == request_id)
    service.place_hold(tx, member.subject, row.candidate, form.reason, tx.now_us + form.days * DAY_US)
    return see_other(f"/portal/privacy/{request_id}")


@router.post("/{request_id}/holds/{hold_id}/release")
def release(request_id: str, hold_id: str, member: CheckedMember, tx: Tx) -> Response:
    """End a hold; held deletions go on."""
    service.release_hold(tx, member.subject, hold_id)
    return see_other(f"/portal/privacy/{request_id}")


@router.get("/{request_id}/receipts/{attempt}")
def download_receipt(request_id: str, attempt: str, member: SignedInMember, tx: Reading) -> Response:
    """The signed erasure receipt as a file."""
    stone = find(tx.session, member.subject, Tombstone, Tombstone.attempt == attempt, Tombstone.request == request_id)
    return receipt_download(stone.receipt, attempt)


def _words(tx: Transaction, row: PrivacyRequest) -> str:
    try:
        return service.read_words(tx, row)
    except Gone:
        return ""


def _holds(tx: Transaction, subject: MemberSubject, row: PrivacyRequest) -> list[Hold]:
    mine = visible(subject, Hold).where(Hold.candidate == row.candidate)
    return list(tx.session.scalars(mine.order_by(Hold.placed_at_us)))


def _receipts(tx: Transaction, subject: MemberSubject, row: PrivacyRequest) -> list[Receipt]:
    stones = visible(subject, Tombstone).where(Tombstone.request == row.id).order_by(Tombstone.attempt)
    return [receipt_of(tx, stone.receipt) for stone in tx.session.scalars(stones)]
