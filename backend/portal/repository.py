"""Queries of the portal's lists. Every statement starts from `access.visible`, so nothing else can be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from backend.access import MemberSubject, Subject, visible
from backend.accounts.models import Member
from backend.assessments.models import Assessment, AssessmentProblem, Candidate
from backend.attempts.models import Attempt, CheckRecord
from backend.audit.models import AuditEntry
from backend.blind import seen_attempts, shown_name
from backend.reports.models import Report
from backend.scoring.models import Submission
from protocol.attempts import AttemptState

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One row of the list of attempts."""

    attempt: Attempt
    assessment: str
    candidate: str
    problems: int
    tried: int
    judged: int
    submissions: int
    reported: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of rows, and how many there are in all."""

    lines: Sequence[AttemptLine]
    total: int


def attempt_lines(session: Session, subject: MemberSubject, words: str, state: str, page: int) -> Listing:
    """Attempts that the member may see, latest activity first; `words` searches names and titles, `state` filters."""
    statement = (
        visible(subject, Attempt)
        .join(Candidate, Candidate.id == Attempt.candidate)
        .join(Assessment, Assessment.id == Attempt.assessment)
    )
    if words:
        # escape: a searched % or _ stands for itself
        pattern = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        # A name that is hidden is not found by it either: a search would tell it letter by letter.
        by_name = and_(Candidate.name.ilike(pattern, escape="\\"), *seen_attempts(subject))
        statement = statement.where(or_(by_name, Assessment.title.ilike(pattern, escape="\\")))
    if state in set(AttemptState):
        statement = statement.where(Attempt.state == state)
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    ordered = statement.order_by(Attempt.active_at_us.desc(), Attempt.id.desc())
    attempts = session.scalars(ordered.offset((page - 1) * PAGE_ROWS).limit(PAGE_ROWS)).all()
    return Listing([_line(session, subject, attempt) for attempt in attempts], total)


def newest_check(session: Session, subject: MemberSubject, attempt: Attempt) -> CheckRecord | None:
    """The last check of the candidate's computer that was sent; None where there is none, or it may not be seen."""
    statement = visible(subject, CheckRecord).where(CheckRecord.attempt == attempt.id)
    return session.scalars(statement.order_by(CheckRecord.received_at_us.desc(), CheckRecord.id.desc())).first()


def _line(session: Session, subject: MemberSubject, attempt: Attempt) -> AttemptLine:
    counts = session.execute(
        select(
            func.count(),
            func.count(func.distinct(Submission.problem)),
            func.count().filter(Submission.state == "judged"),
        ).where(Submission.attempt == attempt.id)
    ).one()
    places = select(func.count()).where(AssessmentProblem.assessment == attempt.assessment)
    return AttemptLine(
        attempt=attempt,
        assessment=session.get_one(Assessment, attempt.assessment).title,
        candidate=shown_name(session, subject, attempt),
        problems=session.scalar(places) or 0,
        submissions=counts[0],
        tried=counts[1],
        judged=counts[2],
        reported=session.scalar(select(Report.id).where(Report.attempt == attempt.id).limit(1)) is not None,
    )


@dataclass(frozen=True, slots=True)
class AuditLines:
    """A page of the audit list, newest first."""

    entries: Sequence[AuditEntry]
    total: int


def audit_lines(session: Session, subject: Subject, page: int, about: str = "") -> AuditLines:
    """Entries that the subject may see; `about` narrows to one thing's id."""
    statement = visible(subject, AuditEntry)
    if about:
        statement = statement.where(AuditEntry.subject == about)
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    ordered = statement.order_by(AuditEntry.number.desc())
    return AuditLines(session.scalars(ordered.offset((page - 1) * PAGE_ROWS).limit(PAGE_ROWS)).all(), total)


def member_names(session: Session, organisation: str) -> dict[str, str]:
    """Names of an organisation's members by id, for lists of who did what."""
    rows = session.execute(select(Member.id, Member.name).where(Member.organisation == organisation))
    return {row.id: row.name for row in rows}


def candidate_names(session: Session, subject: MemberSubject, attempts: set[str]) -> dict[str, str]:
    """Names of candidates by attempt id, as far as the member may see the attempt; erased ones are absent."""
    seen = visible(subject, Attempt).where(Attempt.id.in_(attempts), *seen_attempts(subject)).subquery()
    rows = session.execute(select(seen.c.id, Candidate.name).join(Candidate, Candidate.id == seen.c.candidate))
    return {row.id: row.name for row in rows}


def has_viewed(session: Session, member: MemberSubject, report: Report, since_us: int) -> bool:
    """Whether the audit list tells that this member looked at this report at `since_us` or later."""
    entries = select(AuditEntry.details).where(
        AuditEntry.organisation == report.organisation,
        AuditEntry.subject == report.attempt,
        AuditEntry.action == "report.viewed",
        AuditEntry.actor_kind == "member",
        AuditEntry.actor == member.member,
        AuditEntry.at_us >= since_us,
    )
    return any(details.get("report") == report.id for details in session.scalars(entries))
