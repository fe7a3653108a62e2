"""Shares: members make and withdraw links; whoever holds a link sees the report, within the share's scope.

Guarantees: every opening is in the view log and the audit log before the page leaves; a link without recordings gives
neither their list, their keys nor their bytes, one without the name no name of a file or device that the candidate
chose; every dead link gets the same page, and so does whoever asks for a part
of a page without having opened it (the cookie of the counted visit tells).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Cookie, Form, Request, Response
from pydantic import BaseModel, Field

from backend.access import find, require
from backend.accounts.models import Role
from backend.accounts.sessions import require_recent
from backend.accounts.signed_in import CheckedMember
from backend.attempts.models import Attempt
from backend.audit.service import Event, record
from backend.http import Reading, Tx
from backend.portal.attempt_pages import NEW_SHARE_COOKIE
from backend.portal.media import SegmentNumber, key_answer, media_answer, packed_answer, segment_answer, timeline_answer
from backend.portal.pages import page, see_other
from backend.portal.report_view import report_context, unnamed_timeline, without_name
from backend.portal.routing import PageRoute
from backend.portal.words import plain_moment
from backend.privacy.replies import replies_of, without_words
from backend.reports import media
from backend.reports.service import newest_report, open_document, open_timeline, packed_timeline
from backend.reports.timeline import without_speech
from backend.sharing.models import Share
from backend.sharing.service import (
    MAX_DAYS,
    VISIT_US,
    OpenedShare,
    ShareTerms,
    create_share,
    open_share,
    revoke_share,
    visit_share,
)
from protocol.errors import Conflict, NotFound
from protocol.saying import to_say

router = APIRouter(route_class=PageRoute, include_in_schema=False)
NEW_SHARE_S = 120
VISIT_COOKIE = "recrutr_share_visit"
Visit = Annotated[str, Cookie(alias=VISIT_COOKIE)]
"""The proof of a counted visit that `show_share` gave this browser."""


class ShareForm(BaseModel):
    """What the share form sends; unticked boxes are absent."""

    recipient: str = Field(min_length=1, max_length=200)
    days: int = Field(ge=1, le=MAX_DAYS)
    with_name: bool = False
    with_recordings: bool = False
    once: bool = False
    csrf: str = ""


@router.post("/portal/attempts/{attempt_id}/shares")
def make_share(attempt_id: str, member: CheckedMember, tx: Tx, form: Annotated[ShareForm, Form()]) -> Response:
    """Make a link to the newest report. The token travels to the next page in a short-lived cookie, never in a URL."""
    require(member.subject, Role.OWNER, Role.RECRUITER)
    require_recent(member)
    attempt = find(tx.session, member.subject, Attempt, Attempt.id == attempt_id)
    report = newest_report(tx, member.subject, attempt)
    if report is None:
        raise Conflict(
            "report.missing", to_say("There is no report to share yet. Wait until the attempt has been judged.")
        )
    terms = ShareTerms(
        recipient=form.recipient.strip() or "somebody",
        days=form.days,
        with_name=form.with_name,
        with_recordings=form.with_recordings,
        views=1 if form.once else None,
    )
    share, token = create_share(tx, member.subject, report, terms)
    details: dict[str, str | int | bool | None] = {
        "share": share.id,
        "recordings": terms.with_recordings,
        "name": terms.with_name,
    }
    record(tx, member.subject, attempt.organisation, Event("share.created", "attempt", attempt.id, details))
    path = f"/portal/attempts/{attempt.id}"
    response = see_other(f"{path}#sharing")
    response.set_cookie(
        NEW_SHARE_COOKIE,
        token,
        max_age=NEW_SHARE_S,
        path=path,
        httponly=True,
        samesite="strict",
        secure=tx.settings.secure_cookies,
    )
    return response


@router.post("/portal/shares/{share_id}/revoke")
def withdraw_share(share_id: str, member: CheckedMember, tx: Tx) -> Response:
    """Make a link useless at once."""
    share = revoke_share(tx, member.subject, share_id)
    event = Event("share.revoked", "attempt", share.attempt, {"share": share.id})
    record(tx, member.subject, share.organisation, event)
    return see_other(f"/portal/attempts/{share.attempt}#sharing")


@router.get("/share/{token}")
def show_share(request: Request, token: str, tx: Tx) -> Response:
    """The shared report."""
    opened, visit = open_share(tx, token)
    event = Event("share.viewed", "attempt", opened.attempt.id, {"share": opened.share.id})
    record(tx, opened.subject, opened.share.organisation, event)
    document = open_document(tx, opened.attempt, opened.report)
    if not opened.share.with_name:
        document = without_name(tx, opened.attempt, document)
    replies = replies_of(tx, opened.attempt, document.findings)
    shown = replies if opened.share.with_name else without_words(replies)
    context = report_context(document, f"/share/{token}", shown)
    tracks = media.stored_media(tx, opened.subject, opened.attempt).tracks if opened.share.with_recordings else []
    context |= {"tracks": tracks, "now_us": tx.now_us, "mark": mark_of(opened.share, visit, tx.now_us)}
    response = page(request, "share.html", share=opened.share, report=opened.report, **context)
    response.set_cookie(
        VISIT_COOKIE,
        visit,
        max_age=VISIT_US // 1_000_000,
        path=f"/share/{token}",
        httponly=True,
        samesite="strict",
        secure=tx.settings.secure_cookies,
    )
    return response


@router.get("/share/{token}/timeline")
def share_timeline(request: Request, token: str, tx: Reading, visit: Visit = "") -> Response:
    """The timeline for the replay island of a shared report."""
    opened = visit_share(tx, token, visit)
    if opened.share.with_name and opened.share.with_recordings:
        return packed_answer(request, packed_timeline(tx, opened.attempt, opened.report))
    timeline = open_timeline(tx, opened.attempt, opened.report)
    if not opened.share.with_name:
        timeline = unnamed_timeline(tx, opened.attempt, timeline).model_dump_json().encode()
    return timeline_answer(timeline if opened.share.with_recordings else without_speech(timeline))


@router.get("/share/{token}/media")
def share_media(token: str, tx: Reading, visit: Visit = "") -> Response:
    """Which segments are stored, if recordings are part of the share."""
    opened = _with_recordings(visit_share(tx, token, visit))
    stored = media.stored_media(tx, opened.subject, opened.attempt)
    return media_answer(stored if opened.share.with_name else media.unnamed(stored))


@router.post("/share/{token}/tracks/{track}/key")
def share_key(token: str, track: str, tx: Tx, visit: Visit = "") -> Response:
    """The data key of a track, if recordings are part of the share. The token in the path stands for a CSRF token."""
    opened = _with_recordings(visit_share(tx, token, visit))
    return key_answer(media.issue_key(tx, opened.subject, opened.attempt, track))


@router.get("/share/{token}/tracks/{track}/segments/{number}")
def share_segment(token: str, track: str, number: SegmentNumber, tx: Reading, visit: Visit = "") -> Response:
    """Sealed bytes, if recordings are part of the share."""
    opened = _with_recordings(visit_share(tx, token, visit))
    return segment_answer(media.segment_bytes(tx, opened.subject, opened.attempt, (track, number)))


def mark_of(share: Share, visit: str, now_us: int) -> tuple[str, str]:
    """What is woven into the page: for whom the link is; when it was opened, and the end of this view's number."""
    return share.recipient, f"{plain_moment(now_us)} \u00b7 {visit.partition('.')[0][-6:]}"


def _with_recordings(opened: OpenedShare) -> OpenedShare:
    if not opened.share.with_recordings:
        raise NotFound("share.recordings", to_say("Recordings are not part of this share."))
    return opened
