"""Pictures of the identity step go: once somebody compared them or decided, or after some weeks.

    destroy the tracks' keys -> delete the objects -> delete the rows of the pictures, note it in the audit list

Guarantees: once the key is destroyed no copy of a picture can be opened, but with a backup of the database, which goes
after 35 days; each step can be repeated; what arrives later goes too, and what a hold kept goes once the hold is over.
What stays: that there were pictures, how many, and when they went.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, exists, func, or_, select, update

from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.backups.deletions import Deletion, What, note
from backend.ingest.models import Segment, Track
from backend.jobs.service import Claimed, NewJob, enqueue
from backend.jobs.worker import Handler
from backend.privacy.models import IdentityComparison
from backend.privacy.service import active_hold
from backend.retention import IDENTITY_DAYS
from backend.reviews.models import Decision
from backend.settings import DAY_US
from backend.transaction import Services, Transaction
from protocol.attempts import AttemptState, TrackKind

IDENTITY_JOB = "identity.delete"
NO_KEY = b""
"""What stands in the place of a track's key once it is destroyed."""
_OF_IDENTITY = Track.stream == TrackKind.IDENTITY.value


@dataclass(frozen=True, slots=True)
class Pictures:
    """What one job deletes: the objects of one attempt's pictures."""

    attempt: str
    objects: tuple[str, ...]


def delete_identity(tx: Transaction, attempt: Attempt) -> bool:
    """Have the pictures of an attempt deleted, as after a decision; whether there is anything."""
    tracks = list(tx.session.scalars(select(Track).where(Track.attempt == attempt.id, _OF_IDENTITY).order_by(Track.id)))
    stored = _stored(tx, attempt.id)
    if not stored and all(track.sealed_key == NO_KEY for track in tracks):
        return False
    job = NewJob(
        kind=IDENTITY_JOB,
        key=f"{IDENTITY_JOB}/{attempt.id}/{tracks[-1].id}/{len(stored)}/{tx.now_us}",
        payload={"attempt": attempt.id},
        organisation=attempt.organisation,
        attempt=attempt.id,
    )
    return enqueue(tx, job)


def sweep_identity(services: Services) -> None:
    """Periodic: pictures whose time is over, that a hold kept past comparison or decision, or that came too late."""
    with services.transaction() as tx:
        before_us = tx.now_us - IDENTITY_DAYS * DAY_US
        ended_us = func.coalesce(Attempt.finished_at_us, Attempt.active_at_us)
        over = (Track.sealed_key != NO_KEY) & (ended_us < before_us)
        late = (Track.sealed_key == NO_KEY) & Segment.number.is_not(None)
        compared = exists().where(IdentityComparison.attempt == Attempt.id)
        decided = exists().where(Decision.attempt == Attempt.id)
        done = (Track.sealed_key != NO_KEY) & (compared | decided)
        ids = (
            select(Attempt.id)
            .join(Track, Track.attempt == Attempt.id)
            .outerjoin(Segment, (Segment.attempt == Track.attempt) & (Segment.track == Track.id))
            .where(_OF_IDENTITY, Attempt.state != AttemptState.ERASED, or_(over, late, done))
        )
        for attempt in tx.session.scalars(select(Attempt).where(Attempt.id.in_(ids))).all():
            if not active_hold(tx, attempt.candidate):
                delete_identity(tx, attempt)


class DeleteIdentity(Handler[Pictures, int]):
    """Handler of `identity.delete`."""

    def prepare(self, tx: Transaction, job: Claimed) -> Pictures | None:
        """Destroy the keys; None when the attempt is gone, or held: then a sweep comes back to it after the hold."""
        attempt = tx.session.get(Attempt, str(job.payload["attempt"]))
        if attempt is None or attempt.state == AttemptState.ERASED or active_hold(tx, attempt.candidate):
            return None
        of_attempt = (Track.attempt == attempt.id, _OF_IDENTITY)
        tx.session.execute(update(Track).where(*of_attempt).values(sealed_key=NO_KEY))
        return Pictures(attempt.id, tuple(_stored(tx, attempt.id)))

    def perform(self, services: Services, work: Pictures) -> int:
        """Delete the objects."""
        note(services.settings.deletions, Deletion(what=What.IDENTITY, id=work.attempt, at_us=services.clock_us()))
        for key in work.objects:
            services.objects.delete(key)
        return len(work.objects)

    def conclude(self, tx: Transaction, work: Pictures, result: int) -> None:
        """Delete the rows and note it where the candidate sees it."""
        attempt = tx.session.get(Attempt, work.attempt)
        if attempt is None or attempt.state == AttemptState.ERASED:
            return
        tx.session.execute(delete(Segment).where(Segment.attempt == attempt.id, Segment.object_key.in_(work.objects)))
        event = audit.Event("identity.deleted", "attempt", attempt.id, {"pictures": result})
        audit.record(tx, None, attempt.organisation, event)


def _stored(tx: Transaction, attempt: str) -> list[str]:
    tracks = select(Track.id).where(Track.attempt == attempt, _OF_IDENTITY)
    return list(
        tx.session.scalars(select(Segment.object_key).where(Segment.attempt == attempt, Segment.track.in_(tracks)))
    )
