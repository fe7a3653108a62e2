"""The list of attempts and the page of one attempt: its progress, or its report with replay, findings, code, shares.

Guarantees: a report is shown only after its view is in the audit log; both happen in one transaction. A timeline asked
for without the page is a view too, and is written as one.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from pydantic import BaseModel, Field

from backend.access import find
from backend.accounts.models import Role
from backend.accounts.sessions import CurrentMember, require_recent
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.audit.service import about
from backend.blind import is_blind, shown_name, stand_in
from backend.http import Reading, Tx
from backend.jobs.aside import count_aside
from backend.live.repository import LEADING
from backend.portal import repository, words
from backend.portal.continuing import continuing_context, forgetting_code
from backend.portal.first_steps import to_show
from backend.portal.media import SegmentNumber, key_answer, media_answer, packed_answer, segment_answer, timeline_answer
from backend.portal.pages import page, see_other
from backend.portal.report_view import blind_timeline, report_context, without_name
from backend.portal.routing import PageRoute
from backend.privacy import comparing
from backend.privacy.replies import replies_of, without_words
from backend.reports import media
from backend.reports.models import Report
from backend.reports.service import (
    find_report,
    newest_report,
    open_document,
    open_timeline,
    packed_timeline,
    record_view,
)
from backend.retention import IDENTITY_DAYS
from backend.reviews.desk import review_context
from backend.reviews.repository import REVIEWING
from backend.sharing.repository import lines_of
from backend.sharing.service import MAX_DAYS, VISIT_US, is_open
from backend.transaction import Transaction
from protocol.attempts import AttemptState

router = APIRouter(prefix="/portal", route_class=PageRoute, include_in_schema=False)
NEW_SHARE_COOKIE = "recrutr_new_share"


class ListFilter(BaseModel):
    """What the list's search form sends."""

    q: str = Field(default="", max_length=100)
    state: str = Field(default="", max_length=20)
    page: int = Field(default=1, ge=1, le=100_000)


class IdentityForm(BaseModel):
    """What somebody saw who compared the pictures of the identity step."""

    outcome: comparing.Outcome
    csrf: str = ""


@router.get("/attempts")
def show_attempts(
    request: Request, member: SignedInMember, tx: Reading, wanted: Annotated[ListFilter, Query()]
) -> Response:
    """All attempts that the member may see."""
    listing = repository.attempt_lines(tx.session, member.subject, wanted.q.strip(), wanted.state, wanted.page)
    recruiting = _rights(member)["recruit"]
    return page(
        request,
        "attempts.html",
        **member_context(member),
        listing=listing,
        wanted=wanted,
        pages=-(-listing.total // repository.PAGE_ROWS),
        states=[state for state in AttemptState if state is not AttemptState.ERASED],
        now_us=tx.now_us,
        aside=count_aside(tx, member.subject),
        first=to_show(request, tx, member.subject) if recruiting else None,
    )


@router.get("/attempts/{attempt_id}")
def show_attempt(request: Request, attempt_id: str, member: SignedInMember, tx: Tx) -> Response:
    """One attempt: the newest report, or how far it is."""
    attempt = find(tx.session, member.subject, Attempt, Attempt.id == attempt_id)
    report = newest_report(tx, member.subject, attempt)
    context = member_context(member) | {"attempt": attempt, "now_us": tx.now_us, "report": None}
    blind = is_blind(tx.session, member.subject, attempt.id)
    context["candidate"] = {
        "name": shown_name(tx.session, member.subject, attempt),
        "id": None if blind else attempt.candidate,
    }
    context["assessment"] = tx.session.get_one(Assessment, attempt.assessment)
    context |= continuing_context(request, tx, member, attempt)
    if report is None:
        context["looked"] = looked_at(tx, attempt)
        context["check"] = repository.newest_check(tx.session, member.subject, attempt)
        return forgetting_code(page(request, "attempt.html", **context), attempt)
    record_view(tx, member.subject, attempt, report)
    document = open_document(tx, attempt, report)
    context |= review_context(tx, member.subject, attempt, (report, document))
    if blind:
        document = without_name(tx, attempt, document, stand_in(attempt.id))
    replies = replies_of(tx, attempt, document.findings)
    shown = without_words(replies) if blind else replies
    context |= report_context(document, f"/portal/reports/{report.id}", shown) | {"blind": blind}
    context["path_missing"] = "missing" in request.query_params
    context |= _share_context(request, tx, member, attempt)
    context["tracks"] = media.stored_media(tx, member.subject, attempt).tracks
    context |= {"identity": media.identity_standing(context["tracks"]), "identity_days": IDENTITY_DAYS}
    context |= {"compared": comparing.standing(tx, member.subject, attempt), "identity_outcomes": comparing.Outcome}
    context["member_names"] = repository.member_names(tx.session, attempt.organisation)
    context["looked"] = looked_at(tx, attempt)
    response = page(request, "report.html", **(context | {"report": report}))
    if context["new_share"]:
        response.delete_cookie(NEW_SHARE_COOKIE, path=f"/portal/attempts/{attempt.id}")
    return response


@router.post("/attempts/{attempt_id}/identity")
def compare_identity(attempt_id: str, member: CheckedMember, tx: Tx, form: Annotated[IdentityForm, Form()]) -> Response:
    """Say what was seen in the pictures of the identity step; they are deleted with it."""
    comparing.compare(tx, member.subject, attempt_id, form.outcome)
    return see_other(f"/portal/attempts/{attempt_id}#identity")


@router.get("/reports/{report_id}/timeline")
def show_timeline(request: Request, report_id: str, member: SignedInMember, tx: Tx) -> Response:
    """The timeline for the replay island. The page wrote the view; whoever comes without it has it written here."""
    report = find_report(tx, member.subject, report_id)
    attempt = _attempt(tx, member, report)
    if not repository.has_viewed(tx.session, member.subject, report, tx.now_us - VISIT_US):
        record_view(tx, member.subject, attempt, report)
    if not is_blind(tx.session, member.subject, attempt.id):
        return packed_answer(request, packed_timeline(tx, attempt, report))
    shown = blind_timeline(tx, attempt, open_timeline(tx, attempt, report))
    return timeline_answer(shown.model_dump_json().encode())


@router.get("/reports/{report_id}/media")
def show_media(report_id: str, member: SignedInMember, tx: Reading) -> Response:
    """Which segments are stored."""
    report = find_report(tx, member.subject, report_id)
    attempt = _attempt(tx, member, report)
    stored = media.stored_media(tx, member.subject, attempt)
    return media_answer(media.unnamed(stored) if is_blind(tx.session, member.subject, attempt.id) else stored)


@router.post("/reports/{report_id}/tracks/{track}/key")
def give_key(report_id: str, track: str, member: CheckedMember, tx: Tx) -> Response:
    """The data key of a track, after the access check, with a line in the audit log."""
    require_recent(member)
    report = find_report(tx, member.subject, report_id)
    return key_answer(media.issue_key(tx, member.subject, _attempt(tx, member, report), track))


@router.get("/reports/{report_id}/tracks/{track}/segments/{number}")
def give_segment(report_id: str, track: str, number: SegmentNumber, member: SignedInMember, tx: Reading) -> Response:
    """The sealed bytes of a segment."""
    report = find_report(tx, member.subject, report_id)
    return segment_answer(media.segment_bytes(tx, member.subject, _attempt(tx, member, report), (track, number)))


def member_context(member: CurrentMember) -> dict[str, Any]:
    """What every page of a member needs."""
    return {"member": member, "csrf": member.csrf_token, "may": _rights(member), "words": words}


def looked_at(tx: Transaction, attempt: Attempt) -> list[tuple[str, str, int]]:
    """Who did what with an attempt and when (µs), newest first, in words."""
    names = repository.member_names(tx.session, attempt.organisation)
    entries = about(tx, attempt.organisation, attempt.id)
    return [(words.actor_words(entry, names), words.action_words(entry), entry.at_us) for entry in reversed(entries)]


def _rights(member: CurrentMember) -> dict[str, bool]:
    roles = member.subject.roles
    officer = bool(roles & {Role.OWNER, Role.PROTECTION_OFFICER})
    recruiting = bool(roles & {Role.OWNER, Role.RECRUITER})
    return {
        "share": recruiting,
        "recruit": recruiting,
        "review": bool(roles & REVIEWING),
        "live": bool(roles.intersection(LEADING)),
        "audit": officer,
        "privacy": officer,
        "members": Role.OWNER in roles,
    }


def _attempt(tx: Transaction, member: CurrentMember, report: Report) -> Attempt:
    return find(tx.session, member.subject, Attempt, Attempt.id == report.attempt)


def _share_context(request: Request, tx: Transaction, member: CurrentMember, attempt: Attempt) -> dict[str, Any]:
    token = request.cookies.get(NEW_SHARE_COOKIE, "")
    may = _rights(member)["share"]
    return {
        "shares": lines_of(tx.session, attempt.id) if may else [],
        "share_is_open": is_open,
        "new_share": f"{tx.settings.base_url}/share/{token}" if token and may else "",
        "max_days": MAX_DAYS,
    }
