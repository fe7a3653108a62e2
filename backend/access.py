"""The one helper that says which rows a subject may see. Every read on behalf of somebody goes through it.

Guarantees: rows of another organisation, attempt or role look exactly like rows that do not exist (NotFound with the
same words). A member's role that may not see a kind of row sees none of it. A restricted attempt is visible to the
data-protection officer only. Scores and annotations of another reviewer are visible to nobody before all are in. Of an
attempt that is reviewed blind a reviewer sees no row that shows who it is (`backend/blind.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import Session

from backend.accounts.models import Role
from backend.assessments.models import Assessment, AssessmentProblem, Problem
from backend.attempts.models import Attempt, AttemptProblem
from backend.blind import hidden_rows
from backend.database import Base
from backend.pipeline.models import CandidateNote
from backend.reviews.models import Annotation, Review, Reviewer
from backend.tenancy import OfOrganisation
from protocol.errors import NotAllowed, NotFound
from protocol.saying import to_say

E = TypeVar("E", bound=Base)


@dataclass(frozen=True, slots=True)
class MemberSubject(OfOrganisation):
    """A signed-in member."""

    member: str
    organisation: str
    roles: frozenset[Role]

    @property
    def tenant(self) -> str:
        """Its organisation."""
        return self.organisation


@dataclass(frozen=True, slots=True)
class CandidateSubject(OfOrganisation):
    """The candidate of one attempt, by device token or page link."""

    organisation: str
    attempt: str
    candidate: str

    @property
    def tenant(self) -> str:
        """Its organisation."""
        return self.organisation


@dataclass(frozen=True, slots=True)
class ShareSubject(OfOrganisation):
    """The bearer of a share link for one attempt's report."""

    organisation: str
    attempt: str
    share: str

    @property
    def tenant(self) -> str:
        """Its organisation."""
        return self.organisation


Subject = MemberSubject | CandidateSubject | ShareSubject

_EVERY_ROLE = frozenset(Role)
_OFFICER = frozenset({Role.OWNER, Role.PROTECTION_OFFICER})
_EVIDENCE = frozenset({Role.OWNER, Role.RECRUITER, Role.REVIEWER, Role.INTERVIEWER})
_RECRUITING = frozenset({Role.OWNER, Role.RECRUITER})
_LIVE = frozenset({Role.OWNER, Role.RECRUITER, Role.INTERVIEWER})

_ROLES_BY_TABLE: dict[str, frozenset[Role]] = {
    "member_session": frozenset(),
    "rate_event": frozenset(),
    "page_token": frozenset(),
    "member_invitation": frozenset({Role.OWNER}),
    "job": frozenset({Role.OWNER}),
    "problem_family": _RECRUITING,
    "problem_version": _RECRUITING,
    "verification": _RECRUITING,
    "assessment_variant": _RECRUITING,
    "webhook_endpoint": frozenset({Role.OWNER}),
    "webhook_event": frozenset({Role.OWNER}),
    "webhook_delivery": frozenset({Role.OWNER}),
    "partner_order": _RECRUITING,
    "partner_update": frozenset({Role.OWNER}),
    "ashby_key": frozenset({Role.OWNER}),
    "sign_on_provider": frozenset({Role.OWNER}),
    "member_identity": frozenset(),
    "continuation": frozenset({Role.OWNER, Role.RECRUITER, Role.INTERVIEWER}),
    "invitation": _EVERY_ROLE,
    "privacy_request": _OFFICER,
    "hold": _OFFICER,
    "tombstone": _OFFICER,
    "audit_entry": _OFFICER,
    "stored_batch": _EVIDENCE,
    "set_aside": _EVIDENCE,
    "track": _EVIDENCE,
    "segment": _EVIDENCE,
    "evidence_upload": _RECRUITING,
    "evidence_slice": _RECRUITING,
    "submission": _EVIDENCE,
    "judgement": _EVIDENCE,
    "judged_group": _EVIDENCE,
    "judged_test": _EVIDENCE,
    "report": _EVIDENCE,
    "identity_comparison": _EVIDENCE,
    "live_line": _LIVE,
    "live_message": _LIVE,
    "live_look": _LIVE,
    "live_tile": _LIVE,
    "panel_member": _EVIDENCE,
    "reviewer": _EVIDENCE,
    "review": _EVIDENCE,
    "annotation": _EVIDENCE,
    "decision": _EVIDENCE,
    "feedback": _EVIDENCE,
    "impression": _RECRUITING,
    "share": _RECRUITING,
    "pipeline_place": _RECRUITING,
    "pipeline_action": _RECRUITING,
    "pipeline_change": _RECRUITING,
    "saved_view": _RECRUITING,
    "candidate_note": _EVIDENCE | {Role.PROTECTION_OFFICER},
    "share_view": _RECRUITING,
}
"""Tables that not every role may see; a table that is not listed is visible to each role of its organisation."""

_CANDIDATE_TABLES = frozenset(
    {
        "attempt", "submission", "judgement", "judged_group", "notice_record", "check_record", "privacy_request",
        "report", "share", "live_line", "live_message", "decision", "feedback",
    }
)  # fmt: skip
"""What a candidate may see of their own attempt. Never `judged_test`: names of hidden tests."""
_SHARE_TABLES = frozenset(
    {
        "attempt", "submission", "judgement", "judged_group", "judged_test", "stored_batch", "track", "segment",
        "attempt_flag", "report", "finding",
    }
)  # fmt: skip
"""What the bearer of a share may see of the shared attempt."""


def visible(subject: Subject, entity: type[E]) -> Select[E]:
    """The rows of `entity` that `subject` may see; add conditions, order and limit to it."""
    statement = select(entity).where(_column(entity, "organisation") == subject.organisation)
    if isinstance(subject, MemberSubject):
        return statement.where(*_member_conditions(subject, entity))
    return statement.where(_one_attempt(subject, entity))


def find(session: Session, subject: Subject, entity: type[E], *conditions: ColumnElement[bool]) -> E:
    """The one visible row that fulfils `conditions`. Raises NotFound, whether it is hidden or does not exist."""
    found = session.scalars(visible(subject, entity).where(*conditions)).one_or_none()
    if found is None:
        raise not_found()
    return found


def require(subject: MemberSubject, *roles: Role) -> None:
    """Raise NotAllowed(`auth.role`) unless the member has one of `roles`."""
    if not subject.roles.intersection(roles):
        needed = " or ".join(role.value for role in roles)
        raise NotAllowed(
            "auth.role", to_say("This needs the role {needed}. Ask an owner of your organisation.", needed=needed)
        )


def not_found() -> NotFound:
    """The one answer for what does not exist and what may not be seen."""
    return NotFound("not_found", to_say("This does not exist, or you may not see it."))


def _member_conditions(subject: MemberSubject, entity: type[Base]) -> list[ColumnElement[bool]]:
    table = entity.__tablename__
    if not subject.roles & _ROLES_BY_TABLE.get(table, _EVERY_ROLE):
        return [false()]
    sealed = {Review: _open_review, Annotation: _open_annotation}
    conditions = [sealed[entity](subject)] if entity in sealed else []
    conditions += hidden_rows(subject, entity)
    conditions += _readable_notes(subject) if entity is CandidateNote else []
    attempt = _attempt_column(entity)
    if attempt is None or Role.PROTECTION_OFFICER in subject.roles:
        return conditions
    if entity is Attempt:
        return [*conditions, Attempt.restricted_at_us.is_(None)]
    restricted = select(Attempt.id).where(
        Attempt.organisation == subject.organisation, Attempt.restricted_at_us.is_not(None)
    )
    open_to_all = attempt.not_in(restricted)
    # What belongs to no attempt is not restricted; the database would not say so of an empty column.
    nullable = bool(entity.__table__.columns["attempt"].nullable)
    return [*conditions, or_(attempt.is_(None), open_to_all) if nullable else open_to_all]


def _readable_notes(subject: MemberSubject) -> list[ColumnElement[bool]]:
    """Of the audience, and nobody's whose data is restricted; the officer reads all of them."""
    if Role.PROTECTION_OFFICER in subject.roles:
        return []
    restricted = select(Attempt.candidate).where(
        Attempt.organisation == subject.organisation, Attempt.restricted_at_us.is_not(None)
    )
    conditions: list[ColumnElement[bool]] = [CandidateNote.candidate.not_in(restricted)]
    return conditions if subject.roles & _RECRUITING else [*conditions, CandidateNote.audience == "team"]


def _open_review(subject: MemberSubject) -> ColumnElement[bool]:
    """One's own, or what was handed in where the last one is in."""
    opened = select(Reviewer.attempt).where(
        Reviewer.organisation == subject.organisation, Reviewer.opened_at_us.is_not(None)
    )
    return or_(Review.member == subject.member, Review.attempt.in_(opened) & Review.handed_in_at_us.is_not(None))


def _open_annotation(subject: MemberSubject) -> ColumnElement[bool]:
    """One's own, and the others' where the scores are open or nobody was named whom they could sway."""
    named = select(Reviewer.attempt).where(Reviewer.organisation == subject.organisation)
    opened = named.where(Reviewer.opened_at_us.is_not(None))
    return or_(Annotation.member == subject.member, Annotation.attempt.in_(opened), Annotation.attempt.not_in(named))


def _one_attempt(subject: CandidateSubject | ShareSubject, entity: type[Base]) -> ColumnElement[bool]:
    assessment = select(Attempt.assessment).where(Attempt.id == subject.attempt)
    if entity is Assessment:
        return Assessment.id.in_(assessment)
    if entity is AssessmentProblem:
        return AssessmentProblem.assessment.in_(assessment)
    if entity is Problem:
        drawn = select(AttemptProblem.problem).where(AttemptProblem.attempt == subject.attempt)
        usual = select(AssessmentProblem.problem).where(AssessmentProblem.assessment.in_(assessment))
        return Problem.id.in_(drawn) | (Problem.id.in_(usual) & ~drawn.exists())
    allowed = _CANDIDATE_TABLES if isinstance(subject, CandidateSubject) else _SHARE_TABLES
    attempt = _attempt_column(entity)
    if attempt is None or entity.__tablename__ not in allowed:
        return false()
    return attempt == subject.attempt


def _attempt_column(entity: type[Base]) -> ColumnElement[Any] | None:
    if entity is Attempt:
        return _column(entity, "id")
    return _column(entity, "attempt") if "attempt" in entity.__table__.columns else None


def _column(entity: type[Base], name: str) -> ColumnElement[Any]:
    own = "id" if entity.__tablename__ == "organisation" and name == "organisation" else name
    column: ColumnElement[Any] = getattr(entity, own)
    return column
