"""Which problems an attempt gets: those of its assessment, or for a place with variants one that is drawn.

Guarantees: what was drawn never changes; a problem that the candidate saw before, in any version, is drawn only when
the place has no other, and likewise one whose limit of exposure is reached. Candidates are never kept out by a limit:
it is told to who invites.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from backend.assessments.models import Assessment, AssessmentProblem, AssessmentVariant, Problem
from backend.attempts.models import Attempt, AttemptProblem
from backend.library.exposure import seen_by, seen_of
from backend.library.models import ProblemFamily, ProblemVersion
from backend.transaction import Transaction
from protocol.errors import Conflict
from protocol.saying import to_say

_CHANCE = secrets.SystemRandom()


def variants_of(tx: Transaction, assessment: str) -> dict[int, list[str]]:
    """Further problems by place, for places that have some."""
    rows = select(AssessmentVariant).where(AssessmentVariant.assessment == assessment)
    found: dict[int, list[str]] = {}
    for row in tx.session.scalars(rows.order_by(AssessmentVariant.position, AssessmentVariant.problem)):
        found.setdefault(row.position, []).append(row.problem)
    return found


def draw(tx: Transaction, attempt: Attempt) -> None:
    """Give a new attempt its problems; nothing is kept where no place has variants."""
    variants = variants_of(tx, attempt.assessment)
    if not variants:
        return
    places = select(AssessmentProblem).where(AssessmentProblem.assessment == attempt.assessment)
    for place in tx.session.scalars(places.order_by(AssessmentProblem.position)):
        pool = [place.problem, *variants.get(place.position, [])]
        row = AttemptProblem(
            attempt=attempt.id,
            position=place.position,
            organisation=attempt.organisation,
            problem=_drawn(tx, attempt, pool),
            label=place.label,
        )
        tx.session.add(row)
    tx.session.flush()


def _drawn(tx: Transaction, attempt: Attempt, pool: Sequence[str]) -> str:
    if len(pool) == 1:
        return pool[0]
    families = _families(tx, pool)
    limits = _limits(tx, list(families.values()))
    seen, known = seen_by(tx, attempt.organisation), seen_of(tx, attempt.candidate)

    def worse(problem: str) -> tuple[bool, int]:
        """Known before is worst; of what is over its limit, what fewest saw is best."""
        family = families[problem]
        limit, count = limits.get(family), seen.get(family, 0)
        return family in known, count + 1 if limit is not None and count >= limit else 0

    best = min(worse(problem) for problem in pool)
    return _CHANCE.choice([problem for problem in pool if worse(problem) == best])


def problems_for(tx: Transaction, attempt: Attempt) -> list[tuple[str, Problem]]:
    """Label and problem of an attempt, in their order."""
    drawn = (
        select(AttemptProblem.label, Problem)
        .join(Problem, Problem.id == AttemptProblem.problem)
        .where(AttemptProblem.attempt == attempt.id)
        .order_by(AttemptProblem.position)
    )
    usual = (
        select(AssessmentProblem.label, Problem)
        .join(Problem, Problem.id == AssessmentProblem.problem)
        .where(AssessmentProblem.assessment == attempt.assessment)
        .order_by(AssessmentProblem.position)
    )
    rows = tx.session.execute(drawn).all() or tx.session.execute(usual).all()
    return [(label, problem) for label, problem in rows]


def drawn_for(tx: Transaction, attempts: Sequence[str]) -> Mapping[tuple[str, int], Problem]:
    """What was drawn, by attempt and place."""
    rows = tx.session.execute(
        select(AttemptProblem.attempt, AttemptProblem.position, Problem)
        .join(Problem, Problem.id == AttemptProblem.problem)
        .where(AttemptProblem.attempt.in_(attempts))
    )
    return {(attempt, position): problem for attempt, position, problem in rows}


def require_unspent(tx: Transaction, assessment: Assessment) -> None:
    """Raise Conflict(`problem.exposed`) when a place has no problem that may still be seen by somebody new."""
    spent = spent_places(tx, assessment)
    if spent:
        label, titles = spent[0]
        words = to_say(
            "Place {label}: as many candidates as may have seen {titles}. Add a variant, or raise the limit.",
            label=label,
            titles=titles,
        )
        raise Conflict("problem.exposed", words)


def spent_places(tx: Transaction, assessment: Assessment) -> list[tuple[str, str]]:
    """Label and titles of each place in which every problem has reached its limit of exposure."""
    variants = variants_of(tx, assessment.id)
    places = tx.session.scalars(
        select(AssessmentProblem)
        .where(AssessmentProblem.assessment == assessment.id)
        .order_by(AssessmentProblem.position)
    ).all()
    pools = [(place.label, [place.problem, *variants.get(place.position, [])]) for place in places]
    families = _families(tx, [problem for _, pool in pools for problem in pool])
    limits = _limits(tx, list(families.values()))
    if not limits:
        return []
    seen = seen_by(tx, assessment.organisation)
    spent = {family for family, limit in limits.items() if seen.get(family, 0) >= limit}
    over = [(label, pool) for label, pool in pools if all(families[problem] in spent for problem in pool)]
    return [(label, " and ".join(tx.session.get_one(Problem, each).title for each in pool)) for label, pool in over]


def _families(tx: Transaction, problems: Sequence[str]) -> dict[str, str]:
    """Problem → its family; a content that is in no family stands for itself."""
    rows = tx.session.execute(
        select(ProblemVersion.problem, ProblemVersion.family).where(ProblemVersion.problem.in_(problems))
    )
    return {each: each for each in problems} | {row[0]: row[1] for row in rows}


def _limits(tx: Transaction, families: Sequence[str]) -> dict[str, int]:
    rows = tx.session.execute(
        select(ProblemFamily.id, ProblemFamily.exposure_limit).where(
            ProblemFamily.id.in_(families), ProblemFamily.exposure_limit.is_not(None)
        )
    )
    return {family: limit for family, limit in rows if limit is not None}
