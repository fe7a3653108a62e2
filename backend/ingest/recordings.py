"""Taking in tracks, and how much an attempt may record. Segments are stored by `backend.ingest.storing`.

Guarantees: only streams of the evidence level that the notice named are accepted; a track's key gets its outer wrap
before it is first stored; tracks and segments are bounded by the length of the attempt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from sqlalchemy import bindparam, func, select

from backend.access import not_found
from backend.assessments.models import Assessment, Invitation
from backend.assessments.service import policy_for
from backend.attempts.joining import DeviceSubject
from backend.attempts.models import Attempt
from backend.attempts.service import Worked, worked_attempt
from backend.database import total
from backend.ingest.models import Segment, Track
from backend.ingest.reading import track_associated
from backend.transaction import Transaction
from protocol.attempts import MOST_DISPLAYS, RECORDED, TrackKind
from protocol.canonical import digest_hex, from_base64
from protocol.errors import Conflict, InvalidInput, Refused
from protocol.wire import TrackRequest

MAX_ATTEMPT_MEDIA_BYTES = 64 * 1024**3
"""Six streams at 1 Mbit/s each for a day; more is not a recording of an assessment."""
AT_ONCE = len(RECORDED) - 1 + MOST_DISPLAYS
"""Streams that one computer records at a time: the screen once for each display."""
HOUR_US = 3600 * 1_000_000
LEAST_SEGMENT_US = 5 * 1_000_000
"""The recorder makes segments of about 10 s; a shorter one ends with a launch or a device, so half is far below any
average."""
LEAST_TRACK_US = 60 * 1_000_000
"""A track ends with a launch or a device that is gone: one a minute, all the time, is no assessment."""
SPARE_TRACKS = 20
"""Of each stream, so that a very short attempt may have a bad day too."""
_HELD = select(func.count(), total(Segment.size_bytes)).where(Segment.attempt == bindparam("attempt"))
"""How much an attempt holds."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which segment of which track."""

    track: str
    number: int


def declare_track(tx: Transaction, subject: DeviceSubject, track: str, request: TrackRequest) -> None:
    """Keep a track and its wrapped key. Raises Conflict(`track.other`, `attempt.state`), Refused(`track.not_told`),
    InvalidInput(`track.quota`).
    """  # noqa: D205 - the list of errors does not fit one line
    attempt = worked_attempt(tx, subject)
    if request.stream not in told_streams(tx, attempt):
        raise not_told(request.stream)
    from_base64(request.wrapped_key, "wrapped_key")
    key_digest = digest_hex(request.wrapped_key.encode())
    row = tx.session.get(Track, (attempt.id, track))
    if row is not None:
        said = (request.stream.value, request.launch, request.mime, key_digest)
        if (row.stream, row.launch, row.mime, row.key_digest) != said:
            raise Conflict("track.other", "This track was declared differently before.")
        return
    _check_track_count(tx, attempt)
    associated = track_associated(attempt.id, track)
    row = Track(
        attempt=attempt.id,
        id=track,
        organisation=attempt.organisation,
        stream=request.stream.value,
        launch=request.launch,
        mime=request.mime,
        device_name=request.device_name,
        sealed_key=tx.keys.seal(attempt.candidate, request.wrapped_key.encode(), associated),
        key_digest=key_digest,
        declared_at_us=tx.now_us,
    )
    tx.session.add(row)


def told_streams(tx: Transaction, attempt: Attempt) -> frozenset[TrackKind]:
    """The streams that the notice named."""
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    return policy_for(assessment, tx.session.get_one(Invitation, attempt.invitation)).captured


def not_told(stream: TrackKind) -> Refused:
    """The refusal of a stream that the notice did not name."""
    words = f"The candidate was not told of a {stream.value} recording; it is not accepted."
    return Refused("track.not_told", words, {"stream": stream.value})


def stored_segment(tx: Transaction, subject: DeviceSubject, place: Place) -> Segment:
    """A segment that counts. Raises NotFound."""
    row = tx.session.get(Segment, (subject.attempt, place.track, place.number))
    if row is None:
        raise not_found()
    return row


def most_tracks(attempt: Attempt | Worked, grace_us: int) -> int:
    """How many recording streams an attempt of this length may declare, with ample room."""
    return AT_ONCE * (SPARE_TRACKS + _recorded_us(attempt, grace_us) // LEAST_TRACK_US)


def most_segments(attempt: Attempt | Worked, grace_us: int) -> int:
    """How many segments an attempt of this length may have, with ample room."""
    return AT_ONCE * (_recorded_us(attempt, grace_us) // LEAST_SEGMENT_US)


def _recorded_us(attempt: Attempt | Worked, grace_us: int) -> int:
    """How long a device may have recorded: the time given, as long again for two machines at once, and an hour."""
    if attempt.started_at_us is None or attempt.deadline_us is None:
        raise RuntimeError("only an attempt that was started is recorded")
    return 2 * (attempt.deadline_us - attempt.started_at_us + grace_us) + HOUR_US


def _grace_us(tx: Transaction, attempt: Attempt) -> int:
    return tx.session.scalars(select(Assessment.grace_us).where(Assessment.id == attempt.assessment)).one()


def _check_track_count(tx: Transaction, attempt: Attempt) -> None:
    most = most_tracks(attempt, _grace_us(tx, attempt))
    held = tx.session.scalar(select(func.count()).select_from(Track).where(Track.attempt == attempt.id)) or 0
    if held >= most:
        words = (
            f"An attempt of this length may have {most} recording streams at most. The recording stays on this device."
        )
        raise InvalidInput("track", f"{most} tracks per attempt", words, code="track.quota")


class Quota:
    """What an attempt may still store, counted on within one transaction."""

    def __init__(self, count: int, size_bytes: int, most: int) -> None:
        self._count, self._size_bytes, self._most = count, size_bytes, most

    @classmethod
    def of(cls, tx: Transaction, attempt: str, worked: Worked) -> Self:
        """As it stands now."""
        count, size_bytes = tx.session.connection().execute(_HELD, {"attempt": attempt}).one()
        return cls(count, size_bytes, most_segments(worked, worked.grace_us))

    def take(self, size_bytes: int, segments: int = 1) -> None:
        """So many more segments, of `size_bytes` together, or none. Raises InvalidInput(`segment.quota`)."""
        if self._size_bytes + size_bytes > MAX_ATTEMPT_MEDIA_BYTES:
            limit = f"{MAX_ATTEMPT_MEDIA_BYTES} bytes per attempt"
            raise InvalidInput("body", limit, "The recordings of this attempt are too large.", code="segment.quota")
        if self._count + segments > self._most:
            limit, words = (
                f"{self._most} segments per attempt",
                (
                    f"An attempt of this length may have {self._most} recorded segments at most. "
                    "The rest stays on this device."
                ),
            )
            raise InvalidInput("segment", limit, words, code="segment.quota")
        self._count, self._size_bytes = self._count + segments, self._size_bytes + size_bytes
