"""Queries of reviews. What a member may see starts from `access.visible`; the rest serves the service's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from backend.access import MemberSubject, visible
from backend.accounts.models import Member, Role
from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.blind import KNOWING
from backend.reviews.models import PanelMember, Review, Reviewer
from backend.transaction import Transaction

REVIEWING = frozenset({Role.OWNER, Role.RECRUITER, Role.REVIEWER, Role.INTERVIEWER})


@dataclass(frozen=True, slots=True)
class Task:
    """An attempt that a member was named to review."""

    attempt: Attempt
    assessment: Assessment
    reviewer: Reviewer


def reviewers_of(tx: Transaction, attempt: str) -> Sequence[Reviewer]:
    """Everybody named, in the order of naming."""
    named = select(Reviewer).where(Reviewer.attempt == attempt)
    return tx.session.scalars(named.order_by(Reviewer.named_at_us, Reviewer.member)).all()


def newest_of(tx: Transaction, attempt: str, member: str) -> Review | None:
    """A member's newest version, draft or not. For their own desk and the service's rules only."""
    mine = select(Review).where(Review.attempt == attempt, Review.member == member)
    return tx.session.scalars(mine.order_by(Review.version.desc()).limit(1)).one_or_none()


def reopened_members(tx: Transaction, attempt: str) -> set[str]:
    """Whose review was handed in once and is open again. Says nothing of what is in it."""
    again = (
        select(Review.member)
        .join(Reviewer, (Reviewer.attempt == Review.attempt) & (Reviewer.member == Review.member))
        .where(Review.attempt == attempt, Review.handed_in_at_us.is_not(None), Reviewer.handed_in_at_us.is_(None))
    )
    return set(tx.session.scalars(again))


def seen_reviews(tx: Transaction, subject: MemberSubject, attempt: str) -> Sequence[Review]:
    """All versions that the subject may see, in order."""
    statement = visible(subject, Review).where(Review.attempt == attempt)
    return tx.session.scalars(statement.order_by(Review.member, Review.version)).all()


def opened_reviews(tx: Transaction, subject: MemberSubject, assessment: Assessment) -> list[tuple[Review, Attempt]]:
    """What each reviewer handed in first, independently, in the attempts at this version whose scores are open."""
    opened = select(Reviewer.attempt).where(Reviewer.opened_at_us.is_not(None))
    statement = (
        visible(subject, Review)
        .join(Attempt, Attempt.id == Review.attempt)
        .where(Attempt.assessment == assessment.id, Review.attempt.in_(opened), Review.version == 1)
        .where(Review.independent.is_(True))
        .add_columns(Attempt)
        .order_by(Review.attempt, Review.member)
    )
    return [(row[0], row[1]) for row in tx.session.execute(statement)]


def panel_of(tx: Transaction, family: str) -> Sequence[PanelMember]:
    """Who reviews each attempt at an assessment."""
    named = select(PanelMember).where(PanelMember.family == family)
    return tx.session.scalars(named.order_by(PanelMember.named_at_us, PanelMember.member)).all()


def able_members(tx: Transaction, organisation: str, *, blind: bool) -> list[Member]:
    """Members who may be named, by name."""
    mine = select(Member).where(Member.organisation == organisation, Member.disabled_at_us.is_(None))
    return [member for member in tx.session.scalars(mine.order_by(Member.name)) if may_review(member, blind=blind)]


def may_review(member: Member, *, blind: bool) -> bool:
    """Whether a member's roles let them review; blind: whoever knows the names cannot."""
    roles = {Role(role) for role in member.roles}
    return bool(roles & REVIEWING) and not (blind and roles & KNOWING)


def tasks_of(tx: Transaction, subject: MemberSubject) -> list[Task]:
    """What the member was named to review, what waits for them first."""
    rows = tx.session.execute(
        visible(subject, Attempt)
        .join(Reviewer, Reviewer.attempt == Attempt.id)
        .join(Assessment, Assessment.id == Attempt.assessment)
        .where(Reviewer.member == subject.member)
        .add_columns(Assessment, Reviewer)
        .order_by(Reviewer.handed_in_at_us.is_not(None), Reviewer.named_at_us.desc())
        .limit(500)
    )
    return [Task(*row) for row in rows]


def unopened_attempts(tx: Transaction, family: str) -> Sequence[Attempt]:
    """Judged attempts at an assessment whose scores are not open."""
    opened = select(Reviewer.attempt).where(Reviewer.opened_at_us.is_not(None))
    statement = (
        select(Attempt)
        .join(Assessment, Assessment.id == Attempt.assessment)
        .where(Assessment.family == family, Attempt.state == "judged", Attempt.id.not_in(opened))
    )
    return tx.session.scalars(statement).all()
