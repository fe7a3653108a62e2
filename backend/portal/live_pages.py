"""The live page: the running attempts of an assessment with messages, raised hands, and tiles while the member looks.

Guarantees: nothing is looked at before the member says so, and then it stands in the audit list and on the candidate's
screen; tiles leave sealed, the browser opens them; a key leaves only to a member who looks now; no accommodation shows,
neither in how much time is left nor in which streams have a frame. The page asks every two seconds; a page that is not
in front does not look.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from backend.access import find, require
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.credit.giving import MINUTE_US, MOST_AT_ONCE, gifts_of
from backend.credit.service import MAX_REASON
from backend.http import Reading, Tx
from backend.live import service
from backend.live.models import LiveLine, LiveTile
from backend.live.repository import LEADING, RunningLine, new_tiles, running_assessments, running_lines
from backend.portal import words
from backend.portal.attempt_pages import member_context
from backend.portal.media import key_answer
from backend.portal.pages import SECURITY_HEADERS, page
from backend.portal.repository import member_names
from backend.portal.routing import PageRoute
from backend.saying import said
from backend.transaction import Transaction
from protocol.canonical import MAX_INTEGER, to_base64
from protocol.live import MAX_MESSAGE_CHARACTERS, TILE_STREAMS

router = APIRouter(prefix="/portal/live", route_class=PageRoute, include_in_schema=False)


class Asked(BaseModel):
    """What the page says each time: whether it looks, and up to which message it has each attempt's."""

    looks: bool
    after: dict[str, Annotated[int, Field(ge=0, le=MAX_INTEGER)]] = Field(default_factory=dict, max_length=1000)


class MessageForm(BaseModel):
    """A message or an announcement."""

    text: str = Field(max_length=4 * MAX_MESSAGE_CHARACTERS)
    csrf: str = ""


@router.get("")
def show_list(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """Every assessment that is worked on now."""
    require(member.subject, *LEADING)
    found = running_assessments(tx, member.subject)
    return page(request, "live_list.html", **member_context(member), found=found)


@router.get("/{assessment_id}")
def show_live(request: Request, assessment_id: str, member: SignedInMember, tx: Reading) -> Response:
    """The live page of one assessment."""
    require(member.subject, *LEADING)
    assessment = find(tx.session, member.subject, Assessment, Assessment.id == assessment_id)
    context = member_context(member) | {"assessment": assessment, "max_characters": MAX_MESSAGE_CHARACTERS}
    context |= {"most_minutes": MOST_AT_ONCE, "max_reason": MAX_REASON}
    return page(request, "live.html", **context, tile_streams=TILE_STREAMS)


@router.post("/{assessment_id}/now")
def tell_now(assessment_id: str, asked: Asked, member: CheckedMember, tx: Tx) -> Response:
    """How it stands now. That the member watches, and looks, is noted."""
    require(member.subject, *LEADING)
    assessment = find(tx.session, member.subject, Assessment, Assessment.id == assessment_id)
    names = member_names(tx.session, member.subject.organisation)
    told, shown = [], sorted(stream.value for stream in service.shown_streams(assessment))
    for line in running_lines(tx, member.subject, assessment_id):
        looking = service.watch(tx, member.subject, line.attempt, looks=asked.looks)
        now = {"tiles": _tiles(tx, line) if looking else [], "streams": shown}
        told.append(_told(tx, line, asked, names) | now)
    return JSONResponse({"now_us": tx.now_us, "attempts": told}, headers=SECURITY_HEADERS)


@router.post("/{assessment_id}/announcements")
def announce(assessment_id: str, member: CheckedMember, tx: Tx, form: Annotated[MessageForm, Form()]) -> Response:
    """Write the same to every running attempt."""
    count = service.announce(tx, member.subject, assessment_id, form.text)
    return JSONResponse({"to": count}, headers=SECURITY_HEADERS)


@router.post("/attempts/{attempt_id}/messages")
def write(attempt_id: str, member: CheckedMember, tx: Tx, form: Annotated[MessageForm, Form()]) -> Response:
    """Write to one candidate."""
    row = service.write_message(tx, member.subject, attempt_id, form.text)
    return JSONResponse({"number": row.number}, headers=SECURITY_HEADERS)


@router.post("/attempts/{attempt_id}/keys/{track}")
def give_key(attempt_id: str, track: str, member: CheckedMember, tx: Reading) -> Response:
    """The data key of a live track, while the member looks."""
    attempt = find(tx.session, member.subject, Attempt, Attempt.id == attempt_id)
    tile = find(tx.session, member.subject, LiveTile, LiveTile.attempt == attempt.id, LiveTile.track == track)
    return key_answer(service.tile_key(tx, member.subject, attempt, tile))


def _told(tx: Transaction, line: RunningLine, asked: Asked, names: dict[str, str]) -> dict[str, Any]:
    attempt = line.attempt
    stand = tx.session.get_one(LiveLine, attempt.id)
    return {
        "attempt": attempt.id,
        "candidate": line.candidate,
        "runs": attempt.deadline_us is not None and tx.now_us < attempt.deadline_us,
        "contact_us": max(attempt.active_at_us, stand.contact_at_us),
        "hand_us": stand.hand_at_us,
        "heard": stand.heard,
        "given": [
            {
                "kind": row.cause,
                "minutes": row.credited_us // MINUTE_US,
                "at_us": row.credited_at_us,
                "by": names.get(row.credited_by or "", said(words.FORMER_MEMBER)),
            }
            for row in gifts_of(tx, attempt.id)
        ],
        "messages": [
            {
                "number": each.row.number,
                "sender": each.row.sender,
                "by": names.get(each.row.member, said(words.FORMER_MEMBER)) if each.row.member else line.candidate,
                "text": each.text,
                "at_us": each.row.at_us,
            }
            for each in service.conversation(tx, attempt, asked.after.get(attempt.id, 0))
        ],
    }


def _tiles(tx: Transaction, line: RunningLine) -> list[dict[str, Any]]:
    return [_tile(tile) for tile in new_tiles(tx, line.attempt.id)]


def _tile(tile: LiveTile) -> dict[str, Any]:
    return {"stream": tile.stream, "track": tile.track, "number": tile.number, "sealed": to_base64(tile.sealed)}
