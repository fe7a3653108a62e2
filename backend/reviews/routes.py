"""Pages of reviews: what waits for a member, and what they send from a report's or an assessment's page.

Guarantees: who may do what is decided by the room's services; a draft is kept before anything is refused, so that no
words are lost.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel, Field

from backend.access import find
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.attempts.models import Attempt
from backend.blind import shown_name
from backend.http import Reading, Tx, Written
from backend.portal.attempt_pages import member_context
from backend.portal.pages import SECURITY_HEADERS, page, see_other
from backend.portal.routing import PageRoute
from backend.reports.service import find_report
from backend.reviews import decisions, feedback, repository, service
from backend.reviews.decisions import Outcome
from backend.reviews.scores import MAX_NOTE, UNKNOWN, Score, Scores
from protocol.errors import InvalidInput
from protocol.saying import to_say

router = APIRouter(prefix="/portal", route_class=PageRoute, include_in_schema=False)
Words = Annotated[Written, Form(max_length=20_000)]
MemberId = Annotated[str, Form(max_length=40)]


class ScoreForm(BaseModel):
    """The scores pane. Each of the rubric's lines has a score (empty: not yet) and a note, by their place."""

    scores: list[str] = Field(default_factory=list, max_length=40)
    notes: list[Written] = Field(default_factory=list, max_length=40)
    overall: Written = Field(default="", max_length=2 * MAX_NOTE)
    do: str = Field(default="save", pattern="^(save|hand_in)$")

    def read(self) -> Scores:
        """Raises InvalidInput."""
        if len(self.scores) != len(self.notes) or len(self.overall) > MAX_NOTE:
            raise InvalidInput("scores", "a score and a note each", to_say("The scores do not belong to this rubric."))
        return Scores(
            scores=[_score(score, note) for score, note in zip(self.scores, self.notes, strict=True)],
            overall=self.overall,
        )


class DecisionForm(BaseModel):
    """A decision with its words."""

    outcome: Outcome
    reason: Written = Field(max_length=8000)
    waiver: Written = Field(default="", max_length=8000)


class FeedbackForm(BaseModel):
    """What is released to the candidate."""

    strengths: Written = Field(default="", max_length=20_000)
    criteria: list[Written] = Field(default_factory=list, max_length=40)
    with_outcome: bool = False


@router.get("/reviews")
def show_tasks(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """What the member was named to review, without what their roles of now no longer let them."""
    tasks = [
        task
        for task in repository.tasks_of(tx, member.subject)
        if task.reviewer.handed_in_at_us is not None or service.still_able(tx, task.reviewer, task.assessment)
    ]
    named = [(task, shown_name(tx.session, member.subject, task.attempt)) for task in tasks]
    return page(request, "reviews.html", **member_context(member), tasks=named, now_us=tx.now_us)


@router.post("/attempts/{attempt_id}/review")
def save_scores(attempt_id: str, member: CheckedMember, tx: Tx, form: Annotated[ScoreForm, Form()]) -> Response:
    """Keep the draft; hand it in when that was asked for and nothing is missing."""
    service.save(tx, member.subject, attempt_id, form.read())
    path = f"/portal/attempts/{attempt_id}"
    if form.do == "save":
        return see_other(f"{path}?saved=yes#review")
    try:
        with tx.session.begin_nested():
            service.hand_in(tx, member.subject, attempt_id)
    except InvalidInput:
        return see_other(f"{path}?missing=yes#review")
    return see_other(f"{path}#reviews")


@router.post("/attempts/{attempt_id}/review/reopen")
def reopen(attempt_id: str, member: CheckedMember, tx: Tx, reviewer: MemberId = "", reason: Words = "") -> Response:
    """Let a handed-in review be changed."""
    service.reopen(tx, member.subject, attempt_id, reviewer or member.subject.member, reason)
    return see_other(f"/portal/attempts/{attempt_id}#reviews")


@router.post("/attempts/{attempt_id}/reviewers")
def name_reviewer(attempt_id: str, member: CheckedMember, tx: Tx, reviewer: MemberId = "") -> Response:
    """Name somebody to review this attempt."""
    service.name_reviewer(tx, member.subject, attempt_id, reviewer)
    return see_other(f"/portal/attempts/{attempt_id}#reviews")


@router.post("/attempts/{attempt_id}/reviewers/remove")
def remove_reviewer(attempt_id: str, member: CheckedMember, tx: Tx, reviewer: MemberId = "") -> Response:
    """Take somebody off whose review is not in."""
    service.remove_reviewer(tx, member.subject, attempt_id, reviewer)
    return see_other(f"/portal/attempts/{attempt_id}#reviews")


@router.post("/assessments/{assessment_id}/panel")
def name_panel(assessment_id: str, member: CheckedMember, tx: Tx, reviewer: MemberId = "") -> Response:
    """Name somebody to review each attempt."""
    service.name_panel(tx, member.subject, assessment_id, reviewer)
    return see_other(f"/portal/assessments/{assessment_id}#panel")


@router.post("/assessments/{assessment_id}/panel/remove")
def remove_panel(assessment_id: str, member: CheckedMember, tx: Tx, reviewer: MemberId = "") -> Response:
    """Name them for no further attempt."""
    service.remove_panel(tx, member.subject, assessment_id, reviewer)
    return see_other(f"/portal/assessments/{assessment_id}#panel")


@router.post("/reports/{report_id}/opened/{what}")
def note_opened(report_id: str, what: str, member: CheckedMember, tx: Tx) -> Response:
    """The page shows the replay or the code to the member now."""
    report = find_report(tx, member.subject, report_id)
    find(tx.session, member.subject, Attempt, Attempt.id == report.attempt)
    decisions.note_opened(tx, member.subject, report, what)
    return Response(status_code=204, headers=SECURITY_HEADERS)


@router.post("/attempts/{attempt_id}/decision")
def decide(attempt_id: str, member: CheckedMember, tx: Tx, form: Annotated[DecisionForm, Form()]) -> Response:
    """Decide."""
    decisions.decide(tx, member.subject, attempt_id, form.outcome, (form.reason, form.waiver))
    return see_other(f"/portal/attempts/{attempt_id}#decision")


@router.post("/attempts/{attempt_id}/feedback")
def release(attempt_id: str, member: CheckedMember, tx: Tx, form: Annotated[FeedbackForm, Form()]) -> Response:
    """Release feedback to the candidate's page."""
    feedback.release(tx, member.subject, attempt_id, form.strengths, (form.criteria, form.with_outcome))
    return see_other(f"/portal/attempts/{attempt_id}#feedback")


def _score(chosen: str, note: str) -> Score:
    if len(note) > MAX_NOTE:
        raise InvalidInput(
            "notes", f"{MAX_NOTE} characters", to_say("A note may have {max_note} characters.", max_note=MAX_NOTE)
        )
    if chosen in {"", UNKNOWN}:
        return Score(unknown=chosen == UNKNOWN, note=note)
    if not chosen.isdecimal() or len(chosen) > 3:
        raise InvalidInput("scores", "a whole number", to_say("A score is a whole number on the criterion's scale."))
    return Score(score=int(chosen), note=note)
