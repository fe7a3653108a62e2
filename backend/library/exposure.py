"""How many candidates saw a problem, in any of its versions.

A candidate saw a problem when an attempt of theirs was started in which it stood; one whose data were deleted counts
no more, because nothing of them is kept.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Subquery, func, select, union

from backend.assessments.models import AssessmentProblem
from backend.attempts.models import Attempt, AttemptProblem
from backend.library.models import ProblemVersion
from backend.transaction import Transaction


def seen_by(tx: Transaction, organisation: str) -> dict[str, int]:
    """Family → number of candidates who saw it; families that nobody saw are absent."""
    seen = _seen(Attempt.organisation == organisation)
    # A restored content stands in several versions of its family: the distinct count takes that, too.
    rows = tx.session.execute(
        select(ProblemVersion.family, func.count(func.distinct(seen.c.candidate)))
        .join(seen, seen.c.problem == ProblemVersion.problem)
        .where(ProblemVersion.organisation == organisation)
        .group_by(ProblemVersion.family)
    )
    return {row[0]: row[1] for row in rows}


def seen_of(tx: Transaction, candidate: str) -> set[str]:
    """The families that this candidate saw."""
    seen = _seen(Attempt.candidate == candidate)
    rows = select(ProblemVersion.family).join(seen, seen.c.problem == ProblemVersion.problem)
    return set(tx.session.scalars(rows))


def _seen(whose: ColumnElement[bool]) -> Subquery:
    """Problem and candidate for each that was seen."""
    started = (whose, Attempt.started_at_us.is_not(None))
    has_drawn = select(AttemptProblem.attempt).where(AttemptProblem.attempt == Attempt.id)
    fixed = (
        select(AssessmentProblem.problem.label("problem"), Attempt.candidate.label("candidate"))
        .join(Attempt, Attempt.assessment == AssessmentProblem.assessment)
        .where(*started, ~has_drawn.exists())
    )
    drawn = (
        select(AttemptProblem.problem.label("problem"), Attempt.candidate.label("candidate"))
        .join(Attempt, Attempt.id == AttemptProblem.attempt)
        .where(*started)
    )
    return union(fixed, drawn).subquery()
