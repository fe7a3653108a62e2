"""What the report's page shows of reviews, decision and feedback: prepared for one member, through `access` only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.access import MemberSubject
from backend.accounts.models import Member
from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.portal.repository import member_names
from backend.reports.document import ReportDocument
from backend.reports.models import Report
from backend.reviews import decisions, feedback, repository
from backend.reviews.agreement import Agreement, Spread, agreement_of, spread_of
from backend.reviews.decisions import DECIDERS, Outcome
from backend.reviews.models import Review, Reviewer
from backend.reviews.scores import Criterion, Score, Scores, check, criteria_of
from backend.reviews.service import NAMERS, open_scores, reopening_reason, still_able
from backend.transaction import Transaction
from protocol.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own review: `scores` as saved; `missing` says what keeps a draft from being handed in."""

    row: Reviewer
    scores: Scores
    saved_at_us: int | None
    missing: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A handed-in version with who wrote it; `reason`: why it was reopened."""

    review: Review
    by: str
    scores: Scores
    reason: str


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion: each reviewer's newest score, the spread here, the agreement over all attempts."""

    criterion: Criterion
    scores: Sequence[Score]
    spread: Spread
    agreement: Agreement


def review_context(
    tx: Transaction, subject: MemberSubject, attempt: Attempt, of: tuple[Report, ReportDocument]
) -> dict[str, Any]:
    """Names for `review_parts.html`. The view of the report must stand in the audit list already."""
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    criteria = criteria_of(assessment)
    rows = repository.reviewers_of(tx, attempt.id)
    names = member_names(tx.session, attempt.organisation)
    opened = _opened(tx, subject, attempt, names)
    newest = _newest(opened)
    may_name = bool(subject.roles.intersection(NAMERS))
    named = {row.member for row in rows}
    able = repository.able_members(tx, attempt.organisation, blind=assessment.blind) if may_name else []
    released = feedback.released_to(tx, subject, attempt)
    open_now = any(row.opened_at_us for row in rows)
    return {
        "criteria": criteria,
        "reviewers": [(row, names.get(row.member, "A former member")) for row in rows],
        "reopened": repository.reopened_members(tx, attempt.id),
        "reviews_open": open_now,
        "mine": _mine(tx, subject, (attempt, assessment), criteria),
        "opened": opened if open_now else [],
        "newest": newest if open_now else [],
        "lines": _lines(tx, subject, assessment, newest) if open_now else [],
        "may_name": may_name,
        "nameable": [member for member in able if member.id not in named],
        "blind_assessment": assessment.blind,
        "may_reopen": not (assessment.blind and open_now),
        "may_decide": bool(subject.roles.intersection(DECIDERS)),
        "standing": decisions.standing(tx, subject, *of),
        "decisions": decisions.decisions_of(tx, subject, attempt),
        "outcomes": list(Outcome),
        "released": released,
        "released_words": {each.criterion: each.words for each in released.criteria} if released else {},
        "member_names": names,
    }


def panel_context(tx: Transaction, assessment: Assessment) -> dict[str, Any]:
    """Names for the panel on an assessment's page."""
    names = member_names(tx.session, assessment.organisation)
    panel = repository.panel_of(tx, assessment.family)
    named = {row.member for row in panel}
    able: list[Member] = repository.able_members(tx, assessment.organisation, blind=assessment.blind)
    return {
        "panel": [(row, names.get(row.member, "A former member")) for row in panel],
        "nameable": [member for member in able if member.id not in named],
    }


def _mine(
    tx: Transaction, subject: MemberSubject, of: tuple[Attempt, Assessment], criteria: Sequence[Criterion]
) -> Mine | None:
    attempt, assessment = of
    row = tx.session.get(Reviewer, (attempt.id, subject.member))
    if row is None or (row.handed_in_at_us is None and not still_able(tx, row, assessment)):
        return None
    review = repository.newest_of(tx, attempt.id, subject.member)
    if review is None:
        return Mine(row, Scores(scores=[Score() for _ in criteria]), None, "")
    scores = open_scores(tx, attempt, review)
    missing = ""
    try:
        check(criteria, scores, whole=True)
    except InvalidInput as error:
        missing = error.message
    return Mine(row, scores, review.saved_at_us, missing)


def _opened(tx: Transaction, subject: MemberSubject, attempt: Attempt, names: Mapping[str, str]) -> list[Opened]:
    handed_in = [each for each in repository.seen_reviews(tx, subject, attempt.id) if each.handed_in_at_us is not None]
    return [
        Opened(
            each,
            names.get(each.member, "A former member"),
            open_scores(tx, attempt, each),
            reopening_reason(tx, attempt, each),
        )
        for each in handed_in
    ]


def _newest(opened: Sequence[Opened]) -> list[Opened]:
    return list({each.review.member: each for each in opened}.values())


def _lines(
    tx: Transaction, subject: MemberSubject, assessment: Assessment, newest: Sequence[Opened]
) -> list[CriterionLine]:
    units = _units(tx, subject, assessment)
    return [
        CriterionLine(
            criterion,
            [each.scores.scores[place] for each in newest],
            spread_of([each.scores.scores[place].score for each in newest]),
            agreement_of([[scores.scores[place].score for scores in unit] for unit in units]),
        )
        for place, criterion in enumerate(criteria_of(assessment))
    ]


def _units(tx: Transaction, subject: MemberSubject, assessment: Assessment) -> list[list[Scores]]:
    """The independent first scores of each attempt that is open to the subject."""
    units: dict[str, list[Scores]] = {}
    for review, attempt in repository.opened_reviews(tx, subject, assessment):
        units.setdefault(attempt.id, []).append(open_scores(tx, attempt, review))
    return list(units.values())
