"""What members do about machines and time on the page of an attempt: a code for another machine, credit, more time.

Guarantees: a code is shown once, on the page that follows, and stands in no address; every act is in the audit list.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from backend.access import find, require
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.attempts.machines import issue_code, revoke_code
from backend.attempts.models import Attempt
from backend.blind import shown_name
from backend.credit.giving import MOST_AT_ONCE, Gift, give_time
from backend.credit.service import CREDITORS, MAX_REASON, SECOND_US, Wish, credit_gap, open_gaps
from backend.http import Reading, ServicesOf, Tx, Written
from backend.portal.attempt_pages import member_context
from backend.portal.continuing import CODE_COOKIE, CODE_S
from backend.portal.pages import SECURITY_HEADERS, page, see_other
from backend.portal.routing import PageRoute
from protocol.canonical import MAX_INTEGER
from protocol.identifiers import Identifier

router = APIRouter(prefix="/portal", route_class=PageRoute, include_in_schema=False)


class CreditForm(BaseModel):
    """Which gap, how much of it, and why."""

    device: Identifier
    seq: int = Field(ge=1, le=MAX_INTEGER)
    seconds: int = Field(ge=1, le=24 * 3600)
    reason: Written = Field(max_length=MAX_REASON)
    csrf: str = ""


class TimeForm(BaseModel):
    """How many minutes are given, as what, and why."""

    minutes: int = Field(ge=1, le=MOST_AT_ONCE)
    kind: Literal["member", "break"]
    reason: Written = Field(max_length=MAX_REASON)
    csrf: str = ""


@router.post("/attempts/{attempt_id}/continuations")
def make_code(attempt_id: str, member: CheckedMember, tx: Tx) -> Response:
    """Make a code that continues the attempt on another machine."""
    attempt = find(tx.session, member.subject, Attempt, Attempt.id == attempt_id)
    issued = issue_code(tx, member.subject, attempt)
    path = f"/portal/attempts/{attempt.id}"
    response = see_other(f"{path}#machines")
    response.set_cookie(
        CODE_COOKIE,
        issued.code,
        max_age=CODE_S,
        path=path,
        httponly=True,
        samesite="strict",
        secure=tx.settings.secure_cookies,
    )
    return response


@router.post("/continuations/{continuation_id}/revoke")
def take_back(continuation_id: str, member: CheckedMember, tx: Tx) -> Response:
    """Make a code useless at once."""
    row = revoke_code(tx, member.subject, continuation_id)
    return see_other(f"/portal/attempts/{row.attempt}#machines")


@router.get("/attempts/{attempt_id}/gaps")
def show_gaps(request: Request, attempt_id: str, member: SignedInMember, tx: Reading) -> Response:
    """The measured gaps of the candidate's connection; a page of its own, because it reads the whole journal."""
    require(member.subject, *CREDITORS)
    attempt = find(tx.session, member.subject, Attempt, Attempt.id == attempt_id)
    return page(
        request,
        "gaps.html",
        **member_context(member),
        attempt=attempt,
        candidate={"name": shown_name(tx.session, member.subject, attempt)},
        gaps=open_gaps(tx, attempt),
        max_reason=MAX_REASON,
    )


@router.post("/attempts/{attempt_id}/credits")
def credit(
    attempt_id: str, member: CheckedMember, services: ServicesOf, form: Annotated[CreditForm, Form()]
) -> Response:
    """Credit a measured gap of the candidate's connection."""
    wish = Wish(form.device, form.seq, form.seconds * SECOND_US, form.reason)
    given = credit_gap(services, member.subject, attempt_id, wish)
    return see_other(f"/portal/attempts/{given.attempt}#time")


@router.post("/attempts/{attempt_id}/time")
def give(attempt_id: str, member: CheckedMember, tx: Tx, form: Annotated[TimeForm, Form()]) -> Response:
    """Give a running attempt more time, or a break."""
    given = give_time(tx, member.subject, attempt_id, Gift(form.minutes, form.kind, form.reason))
    return see_other(f"/portal/attempts/{given.attempt}#time")


@router.post("/live/attempts/{attempt_id}/time")
def give_live(attempt_id: str, member: CheckedMember, tx: Tx, form: Annotated[TimeForm, Form()]) -> Response:
    """The same from the live page, which asks by itself how it stands."""
    given = give_time(tx, member.subject, attempt_id, Gift(form.minutes, form.kind, form.reason))
    return JSONResponse({"number": given.number}, headers=SECURITY_HEADERS)
