"""What a reviewer may not see of an attempt that is reviewed blind, until all who are named have handed in.

Guarantees: for `access` alone: neither the candidate's row, nor recordings of the person, nor what passes live, nor
the accommodations, nor what others wrote, who may know the name. A screen recording and the work itself may still show
a name; nothing here looks into them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from backend.accounts.models import Role
from backend.assessments.models import Assessment, Candidate, Invitation
from backend.attempts.models import Attempt
from backend.database import Base
from backend.ingest.models import Segment, Track
from backend.pipeline.models import CandidateNote
from backend.reviews.models import Annotation, Reviewer
from protocol.attempts import TrackKind
from protocol.saying import to_say

if TYPE_CHECKING:
    from backend.access import MemberSubject

KNOWING = frozenset({Role.OWNER, Role.RECRUITER, Role.PROTECTION_OFFICER})
"""Whoever invites or answers requests knows the names anyway: nothing is hidden from them; they cannot review blind."""
SHOWN = (TrackKind.SCREEN.value,)
"""The only recordings of a blind attempt that are played to its reviewers."""
_HIDDEN_TABLES = frozenset({"live_line", "live_message", "live_look", "live_tile", "check_record"})
"""Whole rows: what passes live, and the check of a computer, which names its devices."""


def blind_attempts(organisation: str, member: str) -> Select[str]:
    """Ids of the attempts that are blind to a member without a knowing role."""
    seeing = select(Reviewer.attempt).where(Reviewer.member == member, Reviewer.seeing_at_us.is_not(None))
    return (
        select(Attempt.id)
        .join(Assessment, Assessment.id == Attempt.assessment)
        .where(Attempt.organisation == organisation, Assessment.blind.is_(True), Attempt.id.not_in(seeing))
    )


def seen_attempts(subject: MemberSubject) -> list[ColumnElement[bool]]:
    """Conditions on `Attempt` that leave out those that are blind to the subject."""
    if subject.roles & KNOWING:
        return []
    return [Attempt.id.not_in(blind_attempts(subject.organisation, subject.member))]


def is_blind(session: Session, subject: MemberSubject, attempt: str) -> bool:
    """Whether this attempt is blind to the subject now."""
    if subject.roles & KNOWING:
        return False
    hidden = blind_attempts(subject.organisation, subject.member).where(Attempt.id == attempt)
    return session.scalar(hidden) is not None


def shown_name(session: Session, subject: MemberSubject, attempt: Attempt) -> str:
    """The candidate's name, or what stands in its place."""
    if is_blind(session, subject, attempt.id):
        return stand_in(attempt.id)
    return session.get_one(Candidate, attempt.candidate).name


def stand_in(attempt: str) -> str:
    """What a blind attempt is called: it tells attempts apart and nothing else."""
    return to_say("Candidate {code}", code=attempt[-4:].upper())


def hidden_rows(subject: MemberSubject, entity: type[Base]) -> list[ColumnElement[bool]]:
    """Conditions that leave out the rows of `entity` which would show the subject who a candidate is."""
    if subject.roles & KNOWING:
        return []
    organisation, table = subject.organisation, entity.__table__
    hidden = blind_attempts(organisation, subject.member)
    blind = select(Assessment.id).where(Assessment.organisation == organisation, Assessment.blind.is_(True))
    conditions: dict[str, ColumnElement[bool]] = {
        "candidate": Candidate.id.not_in(select(Attempt.candidate).where(Attempt.id.in_(hidden))),
        "candidate_note": CandidateNote.candidate.not_in(select(Attempt.candidate).where(Attempt.id.in_(hidden))),
        "invitation": Invitation.assessment.not_in(blind),
        "track": Track.attempt.not_in(hidden) | Track.stream.in_(SHOWN),
        "annotation": Annotation.attempt.not_in(hidden) | (Annotation.member == subject.member),
        "segment": Segment.attempt.not_in(hidden) | _of_shown_track(),
    }
    if entity.__tablename__ in _HIDDEN_TABLES:
        return [table.columns["attempt"].not_in(hidden)]
    return [conditions[entity.__tablename__]] if entity.__tablename__ in conditions else []


def _of_shown_track() -> ColumnElement[bool]:
    same = (Track.attempt == Segment.attempt, Track.id == Segment.track)
    return exists().where(*same, Track.stream.in_(SHOWN))
