"""A person compares the pictures of the identity step and says what they saw; with that the pictures go.

Guarantees: only who opened all pictures can say it, once for an attempt; the word and the deletion are one transaction,
and both stand where the candidate reads them. Must not look into a picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import exists, select

from backend.access import MemberSubject, find, require
from backend.accounts.models import Role
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.ingest.models import Segment, Track
from backend.privacy.identity import NO_KEY, delete_identity
from backend.privacy.models import IdentityComparison
from backend.transaction import Transaction
from protocol.attempts import TrackKind
from protocol.errors import Conflict, Gone, NotAllowed
from protocol.saying import to_say

COMPARERS = (Role.OWNER, Role.RECRUITER, Role.REVIEWER, Role.INTERVIEWER)


class Outcome(StrEnum):
    """What somebody saw who compared a face with a document."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the comparison is, for one member: what was said, and whether this member may say it now."""

    said: IdentityComparison | None
    opened: bool


def standing(tx: Transaction, member: MemberSubject, attempt: Attempt) -> Standing:
    """What the report's page shows of it."""
    return Standing(tx.session.get(IdentityComparison, attempt.id), has_opened(tx, member, attempt))


def compare(tx: Transaction, member: MemberSubject, attempt_id: str, outcome: Outcome) -> None:
    """Keep what the member saw and have the pictures deleted.

    Raises NotFound, NotAllowed(`auth.role`, `identity.not_opened`), Conflict(`identity.compared`),
    Gone(`identity.gone`).
    """
    require(member, *COMPARERS)
    attempt = find(tx.session, member, Attempt, Attempt.id == attempt_id)
    if tx.session.get(IdentityComparison, attempt.id) is not None:
        raise Conflict(
            "identity.compared", to_say("Somebody has compared these pictures already; what they saw stays.")
        )
    if not _is_there(tx, attempt):
        raise Gone("identity.gone", to_say("There are no pictures of the identity step (any more)."))
    if not has_opened(tx, member, attempt):
        raise NotAllowed("identity.not_opened", to_say("Open the pictures first; then say what you saw."))
    said = IdentityComparison(
        attempt=attempt.id,
        organisation=attempt.organisation,
        member=member.member,
        outcome=outcome.value,
        at_us=tx.now_us,
    )
    tx.session.add(said)
    event = audit.Event("identity.compared", "attempt", attempt.id, {"outcome": outcome.value})
    audit.record(tx, member, attempt.organisation, event)
    delete_identity(tx, attempt)


def has_opened(tx: Transaction, member: MemberSubject, attempt: Attempt) -> bool:
    """Whether this member had all pictures opened that are there, by the audit list."""
    of_identity = (Track.attempt == attempt.id, Track.stream == TrackKind.IDENTITY.value)
    same = (Segment.attempt == Track.attempt, Segment.track == Track.id)
    there = set(tx.session.scalars(select(Track.id).where(*of_identity, exists().where(*same))))
    opened = {
        entry.details.get("track")
        for entry in audit.about(tx, attempt.organisation, attempt.id)
        if entry.action == "recording.opened" and entry.actor == member.member
    }
    return bool(there) and there <= opened


def _is_there(tx: Transaction, attempt: Attempt) -> bool:
    of_identity = (Track.attempt == attempt.id, Track.stream == TrackKind.IDENTITY.value, Track.sealed_key != NO_KEY)
    return tx.session.scalars(select(Track.id).where(*of_identity).limit(1)).first() is not None
