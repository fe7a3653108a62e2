"""Taking in tracks and segments.

Guarantees: only streams of the evidence level that the notice named are accepted; a track's key gets its outer wrap
before it is first stored; a segment counts only after its bytes matched the digest and lie durably in the object
store; a failed upload leaves nothing that counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import func, select

from backend.access import not_found
from backend.assessments.models import Assessment, Invitation
from backend.assessments.service import policy_for
from backend.attempts.joining import DeviceSubject
from backend.attempts.models import Attempt
from backend.attempts.service import worked_attempt
from backend.ingest.models import Segment, Track
from backend.ingest.reading import track_associated
from backend.ingest.receiving import Upload
from backend.objects import ObjectKind, object_key
from backend.transaction import Services, Transaction
from protocol.attempts import MOST_DISPLAYS, RECORDED, TrackKind
from protocol.canonical import digest_hex, from_base64
from protocol.errors import Conflict, InvalidInput, NotFound, RecrutrError, Refused
from protocol.sealing import MAGIC
from protocol.wire import SegmentStored, TrackRequest

MAX_SEGMENT_NUMBER = 2**32 - 1
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
_DIGEST = re.compile(r"[0-9a-f]{64}")


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


def store_segment(services: Services, subject: DeviceSubject, place: Place, upload: Upload) -> SegmentStored:
    """Check and keep a segment; the object is written outside of any transaction.

    Raises InvalidInput(`segment.digest`, `segment.quota`), Conflict(`segment.other_digest`), NotFound,
    StorageFault(`store.full`), Gone(`key.destroyed`) once an erasure has begun.
    """
    _check_upload(place, upload)
    with services.reading() as tx:
        found = _repeated(tx, worked_attempt(tx, subject), place, upload)
    if found is not None:
        return found
    name = f"{place.track}/{place.number}-{upload.digest[:32]}"
    key = object_key(ObjectKind.SEGMENT, subject.attempt, name)
    services.objects.put(key, upload.content)
    try:
        with services.transaction() as tx:
            return _count(tx, subject, place, upload, key)
    except RecrutrError:
        _drop_unless_counted(services, subject, key)
        raise


def stored_segment(tx: Transaction, subject: DeviceSubject, place: Place) -> Segment:
    """A segment that counts. Raises NotFound."""
    row = tx.session.get(Segment, (subject.attempt, place.track, place.number))
    if row is None:
        raise not_found()
    return row


def _check_upload(place: Place, upload: Upload) -> None:
    if not 0 <= place.number <= MAX_SEGMENT_NUMBER:
        raise InvalidInput("segment", f"0 to {MAX_SEGMENT_NUMBER}", "The segment number is out of range.")
    if not _DIGEST.fullmatch(upload.claimed):
        raise InvalidInput("Digest-SHA256", "64 lower-case hex digits", "The header Digest-SHA256 is missing or wrong.")
    if upload.digest != upload.claimed:
        words = "The bytes that arrived do not match their digest. Send them again."
        raise InvalidInput("body", "bytes whose SHA-256 is the header's", words, code="segment.digest")
    if not upload.beginning.startswith(MAGIC):
        raise InvalidInput("body", "a recording segment", "The body is not a recording segment.", "segment.digest")


def _repeated(tx: Transaction, attempt: Attempt, place: Place, upload: Upload) -> SegmentStored | None:
    """The same answer again when the segment is here already; None when it is new. Raises NotFound, Conflict."""
    row = tx.session.get(Segment, (attempt.id, place.track, place.number))
    if row is None:
        if tx.session.get(Track, (attempt.id, place.track)) is None:
            raise NotFound("track.unknown", "This track was not declared. Declare it first.")
        return None
    if row.digest != upload.digest:
        raise Conflict("segment.other_digest", "This segment is stored with other bytes already.")
    return SegmentStored(track=place.track, segment=place.number, digest=row.digest, size_bytes=row.size_bytes)


def most_tracks(attempt: Attempt, grace_us: int) -> int:
    """How many recording streams an attempt of this length may declare, with ample room."""
    return AT_ONCE * (SPARE_TRACKS + _recorded_us(attempt, grace_us) // LEAST_TRACK_US)


def most_segments(attempt: Attempt, grace_us: int) -> int:
    """How many segments an attempt of this length may have, with ample room."""
    return AT_ONCE * (_recorded_us(attempt, grace_us) // LEAST_SEGMENT_US)


def _recorded_us(attempt: Attempt, grace_us: int) -> int:
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


def _check_quota(tx: Transaction, attempt: Attempt, upload: Upload) -> None:
    held = select(func.count(), func.coalesce(func.sum(Segment.size_bytes), 0)).where(Segment.attempt == attempt.id)
    count, size_bytes = tx.session.execute(held).one()
    if size_bytes + upload.size_bytes > MAX_ATTEMPT_MEDIA_BYTES:
        limit = f"{MAX_ATTEMPT_MEDIA_BYTES} bytes per attempt"
        raise InvalidInput("body", limit, "The recordings of this attempt are too large.", code="segment.quota")
    most = most_segments(attempt, _grace_us(tx, attempt))
    if count >= most:
        words = f"An attempt of this length may have {most} recorded segments at most. The rest stays on this device."
        raise InvalidInput("segment", f"{most} segments per attempt", words, code="segment.quota")


def _count(tx: Transaction, subject: DeviceSubject, place: Place, upload: Upload, key: str) -> SegmentStored:
    attempt = worked_attempt(tx, subject)
    # Only the tombstone has the receipt of `attempt.erased`, without which a device would stop asking for it.
    tx.keys.require_candidate_key(attempt.candidate)
    found = _repeated(tx, attempt, place, upload)
    if found is not None:
        return found
    _check_quota(tx, attempt, upload)
    row = Segment(
        attempt=subject.attempt,
        track=place.track,
        number=place.number,
        organisation=subject.organisation,
        digest=upload.digest,
        size_bytes=upload.size_bytes,
        object_key=key,
        stored_at_us=tx.now_us,
    )
    tx.session.add(row)
    tx.session.flush()
    return SegmentStored(track=place.track, segment=place.number, digest=upload.digest, size_bytes=upload.size_bytes)


def _drop_unless_counted(services: Services, subject: DeviceSubject, key: str) -> None:
    with services.transaction() as tx:
        same = select(Segment.object_key).where(Segment.attempt == subject.attempt, Segment.object_key == key)
        if tx.session.scalar(same) is None:
            services.objects.delete(key)
