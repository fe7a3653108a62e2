"""Recordings of an attempt for whoever may see them: which segments are stored, their sealed bytes, their data keys.

Guarantees: bytes leave sealed, the browser opens them; a data key leaves only after the access check and with a line in
the audit log of the same transaction. Keys of sealed organisations never leave (Refused `keys.sealed`).
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.access import Subject, find, visible
from backend.attempts.models import Attempt
from backend.audit.service import Event, record
from backend.ingest.models import Segment, Track
from backend.ingest.reading import stream_segment, track_key
from backend.transaction import Transaction
from protocol.errors import NotFound
from protocol.model import Frozen


class StoredTrack(Frozen):
    """A track of which segments are on the server; `device` tells displays apart."""

    track: str
    device: str
    stream: str
    mime: str
    stored: list[int]


class StoredMedia(Frozen):
    """All tracks of an attempt that the asker may play."""

    tracks: list[StoredTrack]


def stored_media(tx: Transaction, subject: Subject, attempt: Attempt) -> StoredMedia:
    """Tracks and the numbers of their stored segments."""
    numbers: dict[str, list[int]] = {}
    segments = visible(subject, Segment).where(Segment.attempt == attempt.id).order_by(Segment.number)
    for segment in tx.session.scalars(segments):
        numbers.setdefault(segment.track, []).append(segment.number)
    tracks = tx.session.scalars(visible(subject, Track).where(Track.attempt == attempt.id).order_by(Track.id))
    return StoredMedia(
        tracks=[
            StoredTrack(
                track=track.id,
                stream=track.stream,
                device=track.device_name,
                mime=track.mime,
                stored=numbers.get(track.id, []),
            )
            for track in tracks
        ]
    )


def issue_key(tx: Transaction, subject: Subject, attempt: Attempt, track_id: str) -> bytes:
    """The data key of one track; writes the audit line. Raises NotFound, Refused(`keys.sealed`), Gone."""
    track = find(tx.session, subject, Track, Track.attempt == attempt.id, Track.id == track_id)
    key = track_key(tx, attempt.candidate, track)
    details = {"track": track.id, "stream": track.stream}
    record(tx, subject, attempt.organisation, Event("recording.opened", "attempt", attempt.id, details))
    return key


def segment_bytes(tx: Transaction, subject: Subject, attempt: Attempt, place: tuple[str, int]) -> Iterator[bytes]:
    """The sealed bytes of (track, segment number) in pieces. Raises NotFound, StorageFault."""
    track, number = place
    if not 0 <= number < 2**32:
        raise NotFound("not_found", "This does not exist, or you may not see it.")
    mine = (Segment.attempt == attempt.id, Segment.track == track, Segment.number == number)
    return stream_segment(tx, find(tx.session, subject, Segment, *mine))
