"""The table that compares attempts at one version of an assessment, for owners and recruiters.

Guarantees: only judged work stands in it, and scores of reviews only once all are in; it never orders by behaviour,
and by itself by name. That somebody compared or took an attempt along is in the audit list, about that attempt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Literal

from pydantic import BaseModel, Field
from sqlalchemy import select

from backend.access import MemberSubject, find, require, visible
from backend.accounts.models import Role
from backend.assessments.drawing import drawn_for
from backend.assessments.listing import problems_in
from backend.assessments.models import Assessment, Candidate, Problem
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.audit.models import AuditEntry
from backend.comparison.figures import Figure, mean_of, share_of
from backend.reports.build import counting_order
from backend.reports.repository import JudgedSubmission
from backend.reviews.decisions import Outcome
from backend.reviews.models import Decision, Review, Reviewer
from backend.reviews.scores import Criterion, criteria_of
from backend.reviews.service import open_scores
from backend.scoring.models import Judgement, Submission
from backend.sharing.service import VISIT_US
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import Conflict
from protocol.saying import to_say
from protocol.verdicts import Verdict

COMPARERS = (Role.OWNER, Role.RECRUITER)
COMPARED = "attempt.compared"
EXPORTED = "attempt.exported"
MOST = 1000
"""Attempts in one table; each costs its queries' rows and, where reviews are open, one opening of each review."""
_JUDGED = (AttemptState.JUDGED, AttemptState.REVIEWED)


class Order(StrEnum):
    """By what the rows are ordered."""

    NAME = "name"
    POINTS = "points"
    FINISHED = "finished"


class Wanted(BaseModel):
    """What is to be shown; the same words stand in the page's address, so that a bookmark is a saved view.

    `decision`: an `Outcome`, `none` for undecided, or empty for all. `least`: percent of the points.
    """

    q: str = Field(default="", max_length=100)
    decision: Literal["", "none", "advance", "hold", "decline"] = ""
    least: int = Field(default=0, ge=0, le=100)
    order: Order = Order.NAME


@dataclass(frozen=True, slots=True)
class ProblemCell:
    """The submission that counts for one problem; None everywhere: nothing was handed in."""

    verdict: Verdict | None = None
    score: int | None = None
    max_score: int | None = None


@dataclass(frozen=True, slots=True)
class CriterionCell:
    """One criterion's newest scores by all reviewers; `mean_hundredths` None: all could not tell."""

    count: int
    mean_hundredths: int | None
    lowest: int | None
    highest: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One attempt. `criteria` is empty while reviews are not open; `waiting` of `reviewers` are not in yet."""

    attempt: str
    candidate: str
    email: str
    state: str
    finished_at_us: int | None
    timeliness: str | None
    problems: Sequence[ProblemCell]
    points: int
    max_points: int
    criteria: Sequence[CriterionCell]
    reviewers: int
    waiting: int
    decision: Outcome | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table: columns, rows as wanted, and what all `judged` attempts show together, whatever was filtered."""

    assessment: Assessment
    problems: Sequence[tuple[str, Problem]]
    criteria: Sequence[Criterion]
    rows: Sequence[Row]
    judged: int
    unjudged: int
    solved: Sequence[Figure]
    scored: Sequence[Figure]
    points: Figure


def compare(tx: Transaction, subject: MemberSubject, assessment_id: str, wanted: Wanted, action: str) -> Comparison:
    """The table, with `action` (COMPARED or EXPORTED) written about each attempt that stands in it.

    Raises NotAllowed, NotFound, Conflict(`comparison.large`).
    """
    require(subject, *COMPARERS)
    assessment = find(tx.session, subject, Assessment, Assessment.id == assessment_id)
    mine = visible(subject, Attempt).where(Attempt.assessment == assessment.id)
    attempts = tx.session.scalars(mine.where(Attempt.state.in_(_JUDGED)).limit(MOST + 1)).all()
    if len(attempts) > MOST:
        raise Conflict(
            "comparison.large",
            to_say("More than {most} attempts were judged; a table of so many is not made.", most=MOST),
        )
    places, criteria = problems_in(tx, assessment), criteria_of(assessment)
    rows = _rows(tx, subject, attempts, (places, criteria))
    ended = (*_JUDGED, AttemptState.EXPIRED, AttemptState.WITHDRAWN, AttemptState.ERASED)
    unjudged = len(tx.session.scalars(mine.where(Attempt.state.not_in(ended)).with_only_columns(Attempt.id)).all())
    shown = sorted((row for row in rows if _fits(row, wanted)), key=_ORDERS[wanted.order])
    _tell(tx, subject, assessment.organisation, [row.attempt for row in shown], action)
    top = max((row.max_points for row in rows), default=0)
    return Comparison(
        assessment=assessment,
        problems=places,
        criteria=criteria,
        rows=shown,
        judged=len(rows),
        unjudged=unjudged,
        solved=[_solved([row.problems[place] for row in rows]) for place in range(len(places))],
        scored=[_scored(rows, place, criterion) for place, criterion in enumerate(criteria)],
        points=mean_of([row.points for row in rows], top),
    )


def _rows(
    tx: Transaction,
    subject: MemberSubject,
    attempts: Sequence[Attempt],
    columns: tuple[Sequence[tuple[str, Problem]], Sequence[Criterion]],
) -> list[Row]:
    places, criteria = columns
    ids = [attempt.id for attempt in attempts]
    people = {
        row.id: row
        for row in tx.session.scalars(
            visible(subject, Candidate).where(Candidate.id.in_([each.candidate for each in attempts]))
        )
    }
    by_place, drawn = counted(tx, subject, ids), drawn_for(tx, ids)
    named: dict[str, list[Reviewer]] = {}
    for reviewer in tx.session.scalars(visible(subject, Reviewer).where(Reviewer.attempt.in_(ids))):
        named.setdefault(reviewer.attempt, []).append(reviewer)
    reviews = _newest_reviews(tx, subject, ids)
    decided = {
        row.attempt: Outcome(row.outcome)
        for row in tx.session.scalars(
            visible(subject, Decision).where(Decision.attempt.in_(ids)).order_by(Decision.number)
        )
    }
    rows = []
    for attempt in attempts:
        own = [drawn.get((attempt.id, place), problem) for place, (_, problem) in enumerate(places)]
        cells = [cell_of(by_place.get((attempt.id, problem.id)), problem) for problem in own]
        reviewers = named.get(attempt.id, [])
        opened = any(each.opened_at_us for each in reviewers)
        person = people[attempt.candidate]
        rows.append(
            Row(
                attempt=attempt.id,
                candidate=person.name,
                email=person.email,
                state=attempt.state,
                finished_at_us=attempt.finished_at_us,
                timeliness=attempt.timeliness,
                problems=cells,
                points=sum(cell.score or 0 for cell in cells),
                max_points=sum(cell.max_score or 0 for cell in cells),
                criteria=_criteria(tx, attempt, reviews.get(attempt.id, []), criteria) if opened else [],
                reviewers=len(reviewers),
                waiting=sum(each.handed_in_at_us is None for each in reviewers),
                decision=decided.get(attempt.id),
            )
        )
    return rows


def counted(
    tx: Transaction, subject: MemberSubject, attempts: Sequence[str]
) -> dict[tuple[str, str], JudgedSubmission]:
    """The submission that counts, by attempt and problem: the report's own rule."""
    judgements = tx.session.scalars(
        visible(subject, Judgement)
        .where(Judgement.attempt.in_(attempts))
        .order_by(Judgement.judged_at_us, Judgement.id)
    )
    latest = {(each.attempt, each.submission): each for each in judgements}
    best: dict[tuple[str, str], JudgedSubmission] = {}
    for submission in tx.session.scalars(visible(subject, Submission).where(Submission.attempt.in_(attempts))):
        item = JudgedSubmission(submission, latest.get((submission.attempt, submission.id)), [])
        place = (submission.attempt, submission.problem)
        best[place] = max(best.get(place, item), item, key=counting_order)
    return best


def cell_of(counted: JudgedSubmission | None, problem: Problem) -> ProblemCell:
    """What the submission that counts says."""
    top = problem.view.get("max_score")
    if counted is None or counted.judgement is None:
        return ProblemCell(None, None, top)
    judgement = counted.judgement
    return ProblemCell(Verdict(judgement.verdict), judgement.score, judgement.max_score or top)


def _newest_reviews(tx: Transaction, subject: MemberSubject, attempts: Sequence[str]) -> dict[str, list[Review]]:
    """Each reviewer's newest version that was handed in, by attempt."""
    newest: dict[str, dict[str, Review]] = {}
    statement = visible(subject, Review).where(Review.attempt.in_(attempts), Review.handed_in_at_us.is_not(None))
    for review in tx.session.scalars(statement.order_by(Review.version)):
        newest.setdefault(review.attempt, {})[review.member] = review
    return {attempt: list(reviews.values()) for attempt, reviews in newest.items()}


def _criteria(
    tx: Transaction, attempt: Attempt, reviews: Sequence[Review], criteria: Sequence[Criterion]
) -> list[CriterionCell]:
    opened = [open_scores(tx, attempt, review) for review in reviews]
    cells = []
    for place, _ in enumerate(criteria):
        given = [score for each in opened if (score := each.scores[place].score) is not None]
        mean = round(100 * fmean(given)) if given else None
        cells.append(CriterionCell(len(given), mean, min(given, default=None), max(given, default=None)))
    return cells


def _solved(cells: Sequence[ProblemCell]) -> Figure:
    return share_of(sum(cell.verdict is Verdict.ACCEPTED for cell in cells), len(cells))


def _scored(rows: Sequence[Row], place: int, criterion: Criterion) -> Figure:
    means = [row.criteria[place].mean_hundredths for row in rows if row.criteria]
    return mean_of([mean / 100 for mean in means if mean is not None], criterion.max_score)


def _fits(row: Row, wanted: Wanted) -> bool:
    words = wanted.q.strip().casefold()
    if words and words not in row.candidate.casefold() and words not in row.email.casefold():
        return False
    if wanted.decision and wanted.decision != (row.decision.value if row.decision else "none"):
        return False
    return 100 * row.points >= wanted.least * row.max_points


def _by_name(row: Row) -> tuple[str, str]:
    return row.candidate.casefold(), row.attempt


_ORDERS: Mapping[Order, Callable[[Row], tuple[object, ...]]] = {
    Order.NAME: _by_name,
    Order.POINTS: lambda row: (-row.points, *_by_name(row)),
    Order.FINISHED: lambda row: (-(row.finished_at_us or 0), *_by_name(row)),
}


def _tell(tx: Transaction, subject: MemberSubject, organisation: str, attempts: Sequence[str], action: str) -> None:
    """One entry about each attempt; who looks again within the same visit adds none, a download always does."""
    lately = select(AuditEntry.subject).where(
        AuditEntry.organisation == organisation,
        AuditEntry.action == COMPARED,
        AuditEntry.actor == subject.member,
        AuditEntry.at_us >= tx.now_us - VISIT_US,
    )
    told = set(tx.session.scalars(lately)) if action == COMPARED else set()
    for attempt in attempts:
        if attempt not in told:
            audit.record(tx, subject, organisation, audit.Event(action, "attempt", attempt))
