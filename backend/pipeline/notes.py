"""What members note about a candidate: sealed under the candidate's key, gone with it, and part of an answered access.

Guarantees: `access` decides who may read (not the blind, not beyond the audience, nobody but the officer while the
candidate's data is restricted, when nobody else writes either); only who wrote a note takes it away; the candidate
reads all of them once a request for access was answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from backend.access import MemberSubject, find, not_found, require, visible
from backend.accounts.models import Role
from backend.assessments.models import Candidate
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.pipeline.models import CandidateNote
from backend.privacy.models import PrivacyRequest
from backend.transaction import Transaction
from protocol.errors import InvalidInput
from protocol.identifiers import new_identifier
from protocol.saying import to_say

WRITERS = (Role.OWNER, Role.RECRUITER, Role.REVIEWER, Role.INTERVIEWER)
RECRUITING = (Role.OWNER, Role.RECRUITER)
LONGEST = 2000
"""Characters."""


class Audience(StrEnum):
    """Who reads a note beside the officer: owners and recruiters, or reviewers and interviewers too."""

    RECRUITING = "recruiting"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with its words."""

    row: CandidateNote
    words: str


def write(tx: Transaction, subject: MemberSubject, candidate_id: str, audience: Audience, words: str) -> CandidateNote:
    """Keep a note. Raises NotAllowed, NotFound, InvalidInput (`words`, `audience`)."""
    require(subject, *WRITERS)
    candidate = find(tx.session, subject, Candidate, Candidate.id == candidate_id)
    if is_restricted(tx, candidate.id) and Role.PROTECTION_OFFICER not in subject.roles:
        raise not_found()
    text = words.strip()
    if not 1 <= len(text) <= LONGEST:
        raise InvalidInput(
            "words", f"1 to {LONGEST} characters", to_say("A note has 1 to {longest} characters.", longest=LONGEST)
        )
    if audience is Audience.RECRUITING and not subject.roles.intersection(RECRUITING):
        raise InvalidInput("audience", "team", to_say("Only owners and recruiters write notes for themselves alone."))
    note = CandidateNote(
        id=new_identifier(),
        organisation=candidate.organisation,
        candidate=candidate.id,
        member=subject.member,
        audience=audience.value,
        sealed_words=b"",
        written_at_us=tx.now_us,
    )
    note.sealed_words = tx.keys.seal(candidate.id, text.encode(), _associated(note.id))
    tx.session.add(note)
    tx.session.flush()
    audit.record(tx, subject, note.organisation, audit.Event("note.written", "candidate", candidate.id))
    return note


def is_restricted(tx: Transaction, candidate: str) -> bool:
    """Whether the data of any of the candidate's attempts is restricted."""
    restricted = select(Attempt.id).where(Attempt.candidate == candidate, Attempt.restricted_at_us.is_not(None))
    return tx.session.scalar(restricted.limit(1)) is not None


def remove(tx: Transaction, subject: MemberSubject, candidate_id: str, note_id: str) -> None:
    """Take one's own note away. Raises NotFound."""
    mine = (
        CandidateNote.id == note_id,
        CandidateNote.candidate == candidate_id,
        CandidateNote.member == subject.member,
    )
    note = find(tx.session, subject, CandidateNote, *mine)
    tx.session.delete(note)
    audit.record(tx, subject, note.organisation, audit.Event("note.removed", "candidate", candidate_id))


def notes_of(tx: Transaction, subject: MemberSubject, candidate: str) -> list[Noted]:
    """What this member may read about a candidate, the newest first."""
    mine = visible(subject, CandidateNote).where(CandidateNote.candidate == candidate)
    rows = tx.session.scalars(mine.order_by(CandidateNote.written_at_us.desc(), CandidateNote.id.desc()))
    return _opened(tx, rows.all())


def told_to_candidate(tx: Transaction, candidate: str) -> list[Noted]:
    """All notes, for the candidate, once a request for access was answered; before that none."""
    answered = select(PrivacyRequest.id).where(
        PrivacyRequest.candidate == candidate, PrivacyRequest.kind == "access", PrivacyRequest.state == "done"
    )
    if tx.session.scalar(answered.limit(1)) is None:
        return []
    mine = select(CandidateNote).where(CandidateNote.candidate == candidate).order_by(CandidateNote.written_at_us)
    return _opened(tx, tx.session.scalars(mine).all())


def _opened(tx: Transaction, rows: Sequence[CandidateNote]) -> list[Noted]:
    return [Noted(row, tx.keys.open(row.candidate, row.sealed_words, _associated(row.id)).decode()) for row in rows]


def _associated(note: str) -> bytes:
    return f"candidate_note/{note}".encode()
