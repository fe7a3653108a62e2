"""What one transaction counts of the segments that wait: whatever is asked of an attempt or a track is asked once.

Guarantees: token, attempt, key, track and quota are looked at in the transaction that counts; segments of one bundle
count together or not at all. Must not touch the objects, nor commit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, insert, select

from backend.attempts import joining
from backend.attempts.joining import DeviceSubject
from backend.attempts.service import Worked, worked
from backend.ingest.models import Segment, Track
from backend.ingest.receiving import Upload
from backend.ingest.recordings import Place, Quota
from backend.objects import ObjectKind, object_key
from backend.transaction import Transaction
from protocol.bundles import MAX_SEGMENT_NUMBER
from protocol.errors import Conflict, InvalidInput, NotFound, RecrutrError
from protocol.sealing import MAGIC
from protocol.wire import SegmentStored

_DIGEST = re.compile(r"[0-9a-f]{64}")
_HELD = (
    select(Segment.number, Segment.digest)
    .select_from(Track)
    .outerjoin(
        Segment,
        and_(
            Segment.attempt == Track.attempt,
            Segment.track == Track.id,
            Segment.number.in_(bindparam("numbers", expanding=True)),
        ),
    )
    .where(Track.attempt == bindparam("attempt"), Track.id == bindparam("track"))
)
"""What a track holds of some numbers: one row without a number when nothing, none when there is no such track."""
_INSERT = insert(Segment)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A segment that has arrived: from whom, where it belongs, and its bytes.

    `token` is the device's bearer token; None when the device itself did not bring it (an evidence file). `bundle` is
    the key of the object in which it lies among others, from `offset` on.
    """

    subject: DeviceSubject
    place: Place
    upload: Upload
    token: str | None = None
    bundle: str | None = None
    offset: int = 0

    @property
    def key(self) -> str:
        """The object's key; it names the bytes, so that different ones never share a file."""
        if self.bundle is not None:
            return self.bundle
        return segment_key(self.subject.attempt, self.place.track, [self.place.number], self.upload.digest)

    @property
    def stored(self) -> SegmentStored:
        """The answer."""
        place, upload = self.place, self.upload
        return SegmentStored(
            track=place.track, segment=place.number, digest=upload.digest, size_bytes=upload.size_bytes
        )

    def check(self) -> None:
        """Raises InvalidInput: number, header or bytes are not a segment's (`segment.digest`)."""
        upload = self.upload
        if not 0 <= self.place.number <= MAX_SEGMENT_NUMBER:
            raise InvalidInput("segment", f"0 to {MAX_SEGMENT_NUMBER}", "The segment number is out of range.")
        if not _DIGEST.fullmatch(upload.claimed):
            limit, words = "64 lower-case hex digits", "The header Digest-SHA256 is missing or wrong."
            raise InvalidInput("Digest-SHA256", limit, words)
        if upload.digest != upload.claimed:
            words = "The bytes that arrived do not match their digest. Send them again."
            raise InvalidInput("body", "bytes whose SHA-256 is the header's", words, code="segment.digest")
        if not upload.beginning.startswith(MAGIC):
            raise InvalidInput("body", "a recording segment", "The body is not a recording segment.", "segment.digest")


def segment_key(attempt: str, track: str, numbers: Sequence[int], digest: str) -> str:
    """The key of an object with segments of a track: the first and the last number, if several, and what it holds."""
    between = "-".join(str(number) for number in sorted({numbers[0], numbers[-1]}))
    return object_key(ObjectKind.SEGMENT, attempt, f"{track}/{between}-{digest[:32]}")


def numbers_in(key: str) -> tuple[str, range]:
    """The track and the numbers of segments that an object of this key holds; of a bundle with gaps, those too."""
    track, name = key.rsplit("/", 2)[-2:]
    *between, _ = name.split("-")
    return track, range(int(between[0]), int(between[-1]) + 1)


class Books:
    """Of one transaction, about these arrivals."""

    def __init__(self, tx: Transaction, arrivals: Iterable[Arrival]) -> None:
        self._tx = tx
        self._asked: dict[DeviceSubject, tuple[Worked, Quota]] = {}
        self._new: dict[tuple[str, Place], Arrival] = {}
        self._numbers: dict[tuple[str, str], set[int]] = {}
        self._held: dict[tuple[str, str], dict[int, str] | None] = {}
        for arrival in arrivals:
            track = arrival.subject.attempt, arrival.place.track
            self._numbers.setdefault(track, set()).add(arrival.place.number)

    def enter(self, arrival: Arrival) -> bool:
        """One segment; False, and nothing is done, for one that is here already. Raises what refuses it."""
        quota = self._quota(arrival)
        if self.is_here(arrival):
            return False
        quota.take(arrival.upload.size_bytes)
        self._new[arrival.subject.attempt, arrival.place] = arrival
        return True

    def enter_together(self, bundled: Sequence[Arrival]) -> bool:
        """All segments of a bundle; False, and none, where one of them is here already or refused by itself.

        Raises what refuses the device or its attempt.
        """
        quota = self._quota(bundled[0])
        try:
            if any(self.is_here(arrival) for arrival in bundled):
                return False
            quota.take(sum(arrival.upload.size_bytes for arrival in bundled), len(bundled))
        except RecrutrError:
            return False
        self._new.update(((arrival.subject.attempt, arrival.place), arrival) for arrival in bundled)
        return True

    def is_here(self, arrival: Arrival) -> bool:
        """Whether exactly these bytes are here, or were entered before. Raises NotFound, Conflict."""
        attempt, place = arrival.subject.attempt, arrival.place
        twin = self._new.get((attempt, place))
        held = self._held_of(attempt, place.track)
        if held is None:
            raise NotFound("track.unknown", "This track was not declared. Declare it first.")
        digest = held.get(place.number) if twin is None else twin.upload.digest
        if digest not in {None, arrival.upload.digest}:
            raise Conflict("segment.other_digest", "This segment is stored with other bytes already.")
        return digest is not None

    def write(self) -> None:
        """Write what was entered."""
        rows = [
            {
                "attempt": arrival.subject.attempt,
                "track": arrival.place.track,
                "number": arrival.place.number,
                "organisation": arrival.subject.organisation,
                "digest": arrival.upload.digest,
                "size_bytes": arrival.upload.size_bytes,
                "object_key": arrival.key,
                "object_offset": arrival.offset,
                "stored_at_us": self._tx.now_us,
            }
            for arrival in self._new.values()
        ]
        if rows:
            self._tx.session.connection().execute(_INSERT, rows)

    def _quota(self, arrival: Arrival) -> Quota:
        """What its attempt may still store. Raises what refuses the device or the attempt."""
        subject = arrival.subject
        if subject not in self._asked:
            self._asked[subject] = self._ask(subject)
        worked_on, quota = self._asked[subject]
        if arrival.token is not None:
            joining.require_token(arrival.token, worked_on.token_hash)
        return quota

    def _ask(self, subject: DeviceSubject) -> tuple[Worked, Quota]:
        worked_on = worked(self._tx, subject)
        # Only the tombstone has the receipt of `attempt.erased`, without which a device would stop asking for it.
        self._tx.keys.require_candidate_key(subject.candidate)
        same = (quota for other, (_, quota) in self._asked.items() if other.attempt == subject.attempt)
        return worked_on, next(same, None) or Quota.of(self._tx, subject.attempt, worked_on)

    def _held_of(self, attempt: str, track: str) -> dict[int, str] | None:
        """The digests of what is here of the numbers that arrived; None when there is no such track."""
        asked = attempt, track
        if asked not in self._held:
            names = {"attempt": attempt, "track": track, "numbers": sorted(self._numbers[asked])}
            rows = self._tx.session.connection().execute(_HELD, names).all()
            held = {number: digest for number, digest in rows if number is not None}
            self._held[asked] = held if rows else None
        return self._held[asked]
