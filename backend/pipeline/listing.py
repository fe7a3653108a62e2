"""The list of everybody who was invited, and the views that members keep of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from backend.access import MemberSubject, find, require, visible
from backend.assessments.models import Assessment, Candidate, Invitation
from backend.attempts.models import Attempt
from backend.pipeline.models import CandidateNote, PipelinePlace, SavedView
from backend.pipeline.service import MOVERS, Stage
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import InvalidInput
from protocol.identifiers import new_identifier
from protocol.saying import to_say

PAGE_ROWS = 50
MOST_VIEWS = 50
ASSESSMENT_ID = 36


class Filters(BaseModel):
    """What is kept of a view. `state`: an attempt's, `open` (not used yet), `withdrawn` or `ended`; empty: all."""

    assessment: str = Field(default="", max_length=ASSESSMENT_ID)
    stage: Literal["", "new", "shortlist", "interview", "offer", "closed"] = ""
    state: str = Field(default="", max_length=20)
    archived: bool = False


class Wanted(Filters):
    """What is to be shown: filters, words to search, and the page."""

    q: str = Field(default="", max_length=100)
    page: int = Field(default=1, ge=1, le=100_000)

    def filters(self) -> dict[str, Any]:
        """What a saved view keeps: never the words."""
        return Filters.model_validate(self.model_dump()).model_dump(exclude_defaults=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One invitation in the list."""

    invitation: Invitation
    candidate: Candidate
    title: str
    attempt: str | None
    state: str | None
    stage: str
    archived: bool
    notes: int


@dataclass(frozen=True, slots=True)
class Lines:
    """One page of them, and how many there are."""

    rows: Sequence[Line]
    total: int


def lines(tx: Transaction, subject: MemberSubject, wanted: Wanted) -> Lines:
    """As wanted, the newest invitation first. Raises NotAllowed."""
    require(subject, *MOVERS)
    noted = select(func.count()).where(CandidateNote.candidate == Candidate.id).scalar_subquery()
    found = (
        visible(subject, Invitation)
        .join(Candidate, Candidate.id == Invitation.candidate)
        .join(Assessment, Assessment.id == Invitation.assessment)
        .outerjoin(Attempt, Attempt.invitation == Invitation.id)
        .outerjoin(PipelinePlace, PipelinePlace.invitation == Invitation.id)
        .where(Attempt.restricted_at_us.is_(None), *_conditions(tx, wanted))
    )
    total = tx.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    columns: Select[Any] = found.add_columns(
        Candidate, Assessment.title, Attempt.id, Attempt.state, PipelinePlace.stage, PipelinePlace.archived_at_us, noted
    )
    ordered = columns.order_by(Invitation.created_at_us.desc(), Invitation.id.desc())
    rows = tx.session.execute(ordered.offset((wanted.page - 1) * PAGE_ROWS).limit(PAGE_ROWS))
    return Lines(
        [
            Line(invitation, candidate, title, attempt, state, stage or Stage.NEW, archived is not None, notes)
            for invitation, candidate, title, attempt, state, stage, archived, notes in rows
        ],
        total,
    )


def views_of(tx: Transaction, subject: MemberSubject) -> list[SavedView]:
    """One's own, and what others share, by name."""
    mine = visible(subject, SavedView).where(or_(SavedView.member == subject.member, SavedView.shared.is_(True)))
    return list(tx.session.scalars(mine.order_by(SavedView.name, SavedView.id)))


def save_view(tx: Transaction, subject: MemberSubject, name: str, wanted: Wanted, *, shared: bool) -> SavedView:
    """Keep filters under a name; the same name again replaces one's own. Raises NotAllowed, InvalidInput (`name`)."""
    require(subject, *MOVERS)
    words = name.strip()
    if not 1 <= len(words) <= 60:
        raise InvalidInput("name", "1 to 60 characters", to_say("A view's name has 1 to 60 characters."))
    own = visible(subject, SavedView).where(SavedView.member == subject.member)
    kept = tx.session.scalars(own).all()
    row = next((each for each in kept if each.name == words), None)
    if row is None:
        if len(kept) >= MOST_VIEWS:
            raise InvalidInput(
                "name",
                f"{MOST_VIEWS} views",
                to_say("You keep {most_views} views already; remove one first.", most_views=MOST_VIEWS),
            )
        row = SavedView(
            id=new_identifier(), organisation=subject.organisation, member=subject.member, name=words,
            filters={}, shared=shared, created_at_us=tx.now_us,
        )  # fmt: skip
        tx.session.add(row)
    row.filters, row.shared = wanted.filters(), shared
    tx.session.flush()
    return row


def remove_view(tx: Transaction, subject: MemberSubject, view: str) -> None:
    """Forget one of one's own. Raises NotAllowed, NotFound."""
    require(subject, *MOVERS)
    tx.session.delete(find(tx.session, subject, SavedView, SavedView.id == view, SavedView.member == subject.member))


def _conditions(tx: Transaction, wanted: Wanted) -> list[ColumnElement[bool]]:
    archived = PipelinePlace.archived_at_us
    found: list[ColumnElement[bool]] = [archived.is_not(None) if wanted.archived else archived.is_(None)]
    if wanted.assessment:
        found.append(Invitation.assessment == wanted.assessment)
    if wanted.stage:
        found.append(func.coalesce(PipelinePlace.stage, Stage.NEW.value) == wanted.stage)
    if words := wanted.q.strip():
        pattern = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found.append(or_(Candidate.name.ilike(pattern, escape="\\"), Candidate.email.ilike(pattern, escape="\\")))
    unused, current = Attempt.id.is_(None), Invitation.revoked_at_us.is_(None)
    special = {
        "open": and_(unused, current, Invitation.closes_at_us > tx.now_us),
        "ended": and_(unused, current, Invitation.closes_at_us <= tx.now_us),
        "withdrawn": and_(unused, Invitation.revoked_at_us.is_not(None)),
    }
    if wanted.state in special:
        found.append(special[wanted.state])
    elif wanted.state in set(AttemptState):
        found.append(Attempt.state == wanted.state)
    return found
