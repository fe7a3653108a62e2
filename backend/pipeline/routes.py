"""The pages of everybody who was invited: the list with its actions and views, and one candidate with the notes."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from pydantic import BaseModel, Field

from backend.access import find, require, visible
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.assessments.models import Assessment, Candidate
from backend.attempts.models import Attempt
from backend.http import Reading, Tx, Written
from backend.mail import service as mail
from backend.pipeline import listing, notes, service
from backend.pipeline.listing import PAGE_ROWS, Wanted
from backend.pipeline.notes import Audience
from backend.pipeline.service import Do, Stage, Wish
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page, see_other
from backend.portal.repository import member_names
from backend.portal.routing import PageRoute

router = APIRouter(prefix="/portal/candidates", route_class=PageRoute, include_in_schema=False)
HERE = "/portal/candidates"


class ActForm(BaseModel):
    """What is to be done with the chosen lines; `back` is the query of the list."""

    invitations: list[str] = Field(default_factory=list, max_length=service.MOST)
    do: Do
    stage: Stage | None = None
    back: str = Field(default="", max_length=500)


class UndoForm(BaseModel):
    """Which action is undone."""

    action: str = Field(max_length=36)
    back: str = Field(default="", max_length=500)


class ViewForm(Wanted):
    """A view to keep."""

    name: str = Field(min_length=1, max_length=60)
    shared: bool = False


class NoteForm(BaseModel):
    """A note to keep."""

    words: Written = Field(min_length=1, max_length=notes.LONGEST)
    audience: Audience = Audience.TEAM


@router.get("")
def show_candidates(
    request: Request, member: SignedInMember, tx: Reading, wanted: Annotated[Wanted, Query()]
) -> Response:
    """Everybody who was invited, as wanted."""
    found = listing.lines(tx, member.subject, wanted)
    titles = visible(member.subject, Assessment).order_by(Assessment.title, Assessment.version.desc())
    views = [(view, f"{HERE}?{urlencode(view.filters)}") for view in listing.views_of(tx, member.subject)]
    return page(
        request,
        "candidates.html",
        **member_context(member),
        found=found,
        wanted=wanted,
        narrowed=bool(wanted.filters() or wanted.q),
        query=request.url.query,
        pages=-(-found.total // PAGE_ROWS),
        stages=list(Stage),
        assessments=tx.session.scalars(titles).all(),
        views=views,
        done=service.last_done(tx, member.subject),
        sends_mail=mail.is_set_up(tx.settings),
        now_us=tx.now_us,
    )


@router.post("/act")
def act(member: CheckedMember, tx: Tx, form: Annotated[ActForm, Form()]) -> Response:
    """Do it with all that were chosen."""
    service.act(tx, member.subject, Wish(form.do, form.invitations, form.stage))
    return _back(form.back)


@router.post("/undo")
def undo(member: CheckedMember, tx: Tx, form: Annotated[UndoForm, Form()]) -> Response:
    """Undo the last action."""
    service.undo(tx, member.subject, form.action)
    return _back(form.back)


@router.post("/views")
def save_view(member: CheckedMember, tx: Tx, form: Annotated[ViewForm, Form()]) -> Response:
    """Keep the filters under a name."""
    view = listing.save_view(tx, member.subject, form.name, form, shared=form.shared)
    return see_other(f"{HERE}?{urlencode(view.filters)}")


@router.post("/views/{view}/remove")
def remove_view(view: str, member: CheckedMember, tx: Tx) -> Response:
    """Forget a view."""
    listing.remove_view(tx, member.subject, view)
    return see_other(HERE)


@router.get("/{candidate}")
def show_candidate(request: Request, candidate: str, member: SignedInMember, tx: Reading) -> Response:
    """One candidate: attempts, and what was noted."""
    require(member.subject, *notes.WRITERS)
    found = find(tx.session, member.subject, Candidate, Candidate.id == candidate)
    attempts = visible(member.subject, Attempt).where(Attempt.candidate == found.id)
    titles = {row.id: row.title for row in tx.session.scalars(visible(member.subject, Assessment))}
    return page(
        request,
        "candidate_notes.html",
        **member_context(member),
        candidate=found,
        attempts=tx.session.scalars(attempts.order_by(Attempt.created_at_us.desc())).all(),
        titles=titles,
        noted=notes.notes_of(tx, member.subject, found.id),
        names=member_names(tx.session, found.organisation),
        audiences=list(Audience),
        longest=notes.LONGEST,
    )


@router.post("/{candidate}/notes")
def write_note(candidate: str, member: CheckedMember, tx: Tx, form: Annotated[NoteForm, Form()]) -> Response:
    """Keep a note."""
    notes.write(tx, member.subject, candidate, form.audience, form.words)
    return see_other(f"{HERE}/{candidate}#notes")


@router.post("/{candidate}/notes/{note}/remove")
def remove_note(candidate: str, note: str, member: CheckedMember, tx: Tx) -> Response:
    """Take one's own note away."""
    require(member.subject, *notes.WRITERS)
    notes.remove(tx, member.subject, candidate, note)
    return see_other(f"{HERE}/{candidate}#notes")


def _back(query: str) -> Response:
    plain = query.isascii() and query.isprintable() and "#" not in query
    return see_other(f"{HERE}?{query}" if plain and query else HERE)
