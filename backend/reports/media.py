"""Recordings of an attempt for whoever may see them: which segments are stored, their sealed bytes, their data keys.

Guarantees: bytes leave sealed, the browser opens them; a data key leaves only after the access check and with a line in
the audit log of the same transaction. Keys of sealed organisations never leave (Refused `keys.sealed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from sqlalchemy import ColumnElement

from backend.access import ShareSubject, Subject, find, visible
from backend.attempts.models import Attempt
from backend.audit.service import Event, record
from backend.ingest.models import Segment, Track
from backend.ingest.reading import stream_segment, track_key
from backend.privacy.identity import NO_KEY
from backend.saying import say
from backend.transaction import Transaction
from protocol.attempts import TrackKind
from protocol.errors import NotFound
from protocol.model import Frozen
from protocol.saying import to_say


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
    """Tracks and the numbers of their stored segments; a link never shows pictures of the identity step."""
    numbers: dict[str, list[int]] = {}
    segments = visible(subject, Segment).where(Segment.attempt == attempt.id).order_by(Segment.number)
    # Two hours have some 2,000 segments: their rows as objects would cost more than all else that a page asks for.
    for track_id, number in tx.session.execute(segments.with_only_columns(Segment.track, Segment.number)):
        numbers.setdefault(track_id, []).append(number)
    mine = visible(subject, Track).where(Track.attempt == attempt.id, *_shown_to(subject)).order_by(Track.id)
    tracks = tx.session.scalars(mine)
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


def unnamed(stored: StoredMedia) -> StoredMedia:
    """The same without what devices are called, which may tell whose they are; displays are told apart by numbers."""
    displays = list(dict.fromkeys(each.device for each in stored.tracks if each.stream == TrackKind.SCREEN))
    numbers = {device: say("Display {n}", n=number) for number, device in enumerate(displays, start=1)}
    return StoredMedia(
        tracks=[
            each.model_copy(update={"device": numbers[each.device] if each.stream == TrackKind.SCREEN else ""})
            for each in stored.tracks
        ]
    )


def issue_key(tx: Transaction, subject: Subject, attempt: Attempt, track_id: str) -> bytes:
    """The data key of one track; writes the audit line. Raises NotFound, Refused(`keys.sealed`), Gone."""
    mine = (Track.attempt == attempt.id, Track.id == track_id, Track.sealed_key != NO_KEY)
    track = find(tx.session, subject, Track, *mine, *_shown_to(subject))
    key = track_key(tx, attempt.candidate, track)
    details = {"track": track.id, "stream": track.stream}
    record(tx, subject, attempt.organisation, Event("recording.opened", "attempt", attempt.id, details))
    return key


def identity_standing(tracks: Sequence[StoredTrack]) -> Literal["", "there", "gone"]:
    """Whether there are pictures of the identity step, or were."""
    stored = [track.stored for track in tracks if track.stream == TrackKind.IDENTITY]
    if not stored:
        return ""
    return "there" if any(stored) else "gone"


def _shown_to(subject: Subject) -> list[ColumnElement[bool]]:
    return [Track.stream != TrackKind.IDENTITY.value] if isinstance(subject, ShareSubject) else []


def segment_bytes(tx: Transaction, subject: Subject, attempt: Attempt, place: tuple[str, int]) -> Iterator[bytes]:
    """The sealed bytes of (track, segment number) in pieces. Raises NotFound, StorageFault."""
    track, number = place
    if not 0 <= number < 2**32:
        raise NotFound("not_found", to_say("This does not exist, or you may not see it."))
    find(tx.session, subject, Track, Track.attempt == attempt.id, Track.id == track, *_shown_to(subject))
    mine = (Segment.attempt == attempt.id, Segment.track == track, Segment.number == number)
    return stream_segment(tx, find(tx.session, subject, Segment, *mine))
