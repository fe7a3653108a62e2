"""The first assessment, step by step: how far an organisation is.

Guarantees: each step is read from what there is and nothing is kept about it; what a browser keeps is only that
somebody does not want to see the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from backend.access import MemberSubject, visible
from backend.assessments.models import Assessment, Invitation, Problem
from backend.assessments.problems import require_recruiting
from backend.attempts.models import Attempt
from backend.reviews.models import Decision, Review
from backend.transaction import Transaction

HIDDEN_COOKIE = "recrutr_first_steps"
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The newest of each thing that a step makes, by its id; None while there is none."""

    problem: str | None
    assessment: str | None
    invited_to: str | None
    attempt: str | None
    reviewed: str | None

    @property
    def done(self) -> list[bool]:
        """By step: problem, assessment, look as a candidate, invitation, live, review.

        Looking leaves no trace; whoever has invited somebody has no need of it any more.
        """
        made = (self.problem, self.assessment, self.invited_to, self.invited_to, self.attempt, self.reviewed)
        return [each is not None for each in made]

    @property
    def current(self) -> int | None:
        """The place (from 0) of the step that is next; None when all are done."""
        return next((at for at, done in enumerate(self.done) if not done), None)


def first_steps(tx: Transaction, subject: MemberSubject) -> FirstSteps:
    """How far the subject's organisation is. Raises NotAllowed."""
    require_recruiting(subject)

    def newest(
        value: InstrumentedAttribute[str], made_us: InstrumentedAttribute[int], *where: ColumnElement[bool]
    ) -> str | None:
        model: type[Any] = value.parent.class_
        rows = visible(subject, model).where(*where).order_by(made_us.desc()).limit(1)
        found: str | None = tx.session.scalar(rows.with_only_columns(value))
        return found

    handed_in = newest(Review.attempt, Review.saved_at_us, Review.handed_in_at_us.is_not(None))
    return FirstSteps(
        problem=newest(Problem.id, Problem.created_at_us),
        assessment=newest(Assessment.id, Assessment.created_at_us),
        invited_to=newest(Invitation.assessment, Invitation.created_at_us),
        attempt=newest(Attempt.id, Attempt.active_at_us, Attempt.started_at_us.is_not(None)),
        reviewed=handed_in or newest(Decision.attempt, Decision.decided_at_us),
    )


def to_show(request: Request, tx: Transaction, subject: MemberSubject) -> FirstSteps | None:
    """The steps for the first page; None when they are hidden or all done."""
    if request.cookies.get(HIDDEN_COOKIE) == HIDDEN:
        return None
    steps = first_steps(tx, subject)
    return None if steps.current is None else steps
