"""What members see of problems, assessments and invitations: the newest version of each, and how far people are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from backend.access import MemberSubject, find, visible
from backend.assessments.drawing import variants_of
from backend.assessments.models import (
    Assessment,
    AssessmentProblem,
    AssessmentVariant,
    Candidate,
    Invitation,
    Problem,
)
from backend.attempts.models import Attempt
from backend.library.models import ProblemFamily, ProblemVersion
from backend.transaction import Transaction

MAX_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """The newest version of an assessment, how many problems it has, and how many were invited to any version."""

    assessment: Assessment
    problems: int
    invited: int


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation, whom it is for, and the state of the attempt (None: the code was not used yet)."""

    invitation: Invitation
    candidate: Candidate
    attempt: str | None
    state: str | None


def assessment_lines(tx: Transaction, subject: MemberSubject) -> list[AssessmentLine]:
    """The newest version of each family, the newest first."""
    newest = (
        select(Assessment.family, func.max(Assessment.version).label("version"))
        .where(Assessment.organisation == subject.organisation)
        .group_by(Assessment.family)
        .subquery()
    )
    mine = visible(subject, Assessment).join(
        newest, (newest.c.family == Assessment.family) & (newest.c.version == Assessment.version)
    )
    problems = select(func.count()).where(AssessmentProblem.assessment == Assessment.id).scalar_subquery()
    family = select(Assessment.id).where(Assessment.family == newest.c.family).correlate(newest)
    invited = select(func.count()).select_from(Invitation).where(Invitation.assessment.in_(family)).scalar_subquery()
    rows = tx.session.execute(
        mine.add_columns(problems, invited).order_by(Assessment.created_at_us.desc()).limit(MAX_LISTED)
    )
    return [AssessmentLine(*row) for row in rows]


def assessments_with(tx: Transaction, subject: MemberSubject, problems: Sequence[str]) -> Sequence[Assessment]:
    """Every version of an assessment in which one of these problems stands, or is a variant; the newest first."""
    fixed = select(AssessmentProblem.assessment).where(AssessmentProblem.problem.in_(problems))
    pooled = select(AssessmentVariant.assessment).where(AssessmentVariant.problem.in_(problems))
    mine = visible(subject, Assessment).where(Assessment.id.in_(fixed.union(pooled)))
    return tx.session.scalars(mine.order_by(Assessment.created_at_us.desc(), Assessment.id.desc())).all()


def find_assessment(tx: Transaction, subject: MemberSubject, assessment: str) -> Assessment:
    """One version. Raises NotFound."""
    return find(tx.session, subject, Assessment, Assessment.id == assessment)


def problems_in(tx: Transaction, assessment: Assessment) -> list[tuple[str, Problem]]:
    """Label and problem, in their order."""
    rows = tx.session.execute(
        select(AssessmentProblem.label, Problem)
        .join(Problem, Problem.id == AssessmentProblem.problem)
        .where(AssessmentProblem.assessment == assessment.id)
        .order_by(AssessmentProblem.position)
    )
    return [(label, problem) for label, problem in rows]


def pools_in(tx: Transaction, assessment: Assessment) -> list[tuple[str, list[Problem]]]:
    """Label and problems of each place: the usual one first, then its variants."""
    variants = variants_of(tx, assessment.id)
    return [
        (label, [problem, *(tx.session.get_one(Problem, each) for each in variants.get(place, []))])
        for place, (label, problem) in enumerate(problems_in(tx, assessment))
    ]


def newer_contents(tx: Transaction, assessment: Assessment) -> dict[str, str]:
    """Problems of an assessment of which the library offers a newer version: the old content's id → the new one's."""
    every = [problem.id for _, pool in pools_in(tx, assessment) for problem in pool]
    newest = aliased(ProblemVersion)
    rows = tx.session.execute(
        select(ProblemVersion.problem, newest.problem)
        .join(ProblemFamily, ProblemFamily.id == ProblemVersion.family)
        .join(newest, (newest.family == ProblemFamily.id) & (newest.version == ProblemFamily.newest))
        .where(ProblemVersion.problem.in_(every), newest.problem != ProblemVersion.problem)
    )
    return {row[0]: row[1] for row in rows}


def versions_of(tx: Transaction, subject: MemberSubject, assessment: Assessment) -> Sequence[Assessment]:
    """Every version of the family, the newest first."""
    mine = visible(subject, Assessment).where(Assessment.family == assessment.family)
    return list(tx.session.scalars(mine.order_by(Assessment.version.desc())))


def newest_zone(tx: Transaction, subject: MemberSubject) -> str | None:
    """The time zone in which this member gave the window of their newest invitation."""
    mine = visible(subject, Invitation).where(Invitation.created_by == subject.member)
    newest = mine.order_by(Invitation.created_at_us.desc()).limit(1).with_only_columns(Invitation.employer_zone)
    return tx.session.scalar(newest)


def invitation_lines(tx: Transaction, subject: MemberSubject, assessment: Assessment) -> list[InvitationLine]:
    """Who was invited to this version, the newest first; an attempt that is restricted is not told of."""
    rows = tx.session.execute(
        visible(subject, Invitation)
        .where(Invitation.assessment == assessment.id)
        .join(Candidate, Candidate.id == Invitation.candidate)
        .outerjoin(Attempt, (Attempt.invitation == Invitation.id) & Attempt.restricted_at_us.is_(None))
        .add_columns(Candidate, Attempt.id, Attempt.state)
        .order_by(Invitation.created_at_us.desc(), Invitation.id.desc())
        .limit(MAX_LISTED)
    )
    return [InvitationLine(*row) for row in rows]
