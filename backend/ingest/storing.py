"""Storing segments: each in a file of its own, all that wait counted in one transaction.

Guarantees: a segment counts only after its bytes matched the digest and lie durably in the object store, under their
name; whoever asks hears of it only after the commit; the transaction that counts a segment looks at its device's token,
attempt, track and quota itself, whatever was looked at before; a failed upload leaves nothing that counts, and one that
is refused ends no other of its group.
"""

from __future__ import annotations

import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, insert, select

from backend.accounts.sessions import hash_token
from backend.attempts import joining
from backend.attempts.joining import DeviceSubject
from backend.attempts.service import Worked, worked
from backend.ingest.models import Segment, Track
from backend.ingest.receiving import Upload
from backend.ingest.recordings import MAX_SEGMENT_NUMBER, Place, Quota
from backend.objects import ObjectKind, object_key
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, InvalidInput, NotFound, RecrutrError, Refused
from protocol.sealing import MAGIC
from protocol.wire import SegmentStored

KNOWN = 4096
"""Devices whose next segment needs no look before it is stored: a few hundred bytes for each."""
GATHER_S = 0.005
"""How long a transaction waits for segments that are being written just now, to take them along."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HELD = (
    select(Segment.digest, Segment.size_bytes)
    .select_from(Track)
    .outerjoin(
        Segment,
        and_(Segment.attempt == Track.attempt, Segment.track == Track.id, Segment.number == bindparam("number")),
    )
    .where(Track.attempt == bindparam("attempt"), Track.id == bindparam("track"))
)
_INSERT = insert(Segment)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A segment that has arrived: from whom, where it belongs, and its bytes.

    `token` is the device's bearer token; None when the device itself did not bring it (an evidence file).
    """

    subject: DeviceSubject
    place: Place
    upload: Upload
    token: str | None = None

    @property
    def key(self) -> str:
        """The object's key; it names the bytes, so that different ones never share a file."""
        name = f"{self.place.track}/{self.place.number}-{self.upload.digest[:32]}"
        return object_key(ObjectKind.SEGMENT, self.subject.attempt, name)

    @property
    def stored(self) -> SegmentStored:
        """The answer."""
        place, upload = self.place, self.upload
        return SegmentStored(
            track=place.track, segment=place.number, digest=upload.digest, size_bytes=upload.size_bytes
        )


class Storing:
    """Stores the segments of one backend. Thread-safe; `store` waits for the disk."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._written = threading.Condition(self._lock)
        self._writing = 0
        self._under_way: Counter[str] = Counter()
        self._waiting: list[tuple[Arrival, Future[None]]] = []
        self._known: OrderedDict[tuple[str, str, str], DeviceSubject] = OrderedDict()

    def known(self, attempt: str, track: str, token: str) -> DeviceSubject | None:
        """The device that has brought a segment of this track with this token before, if it is remembered."""
        with self._lock:
            return self._known.get((attempt, track, hash_token(token)))

    def store(self, arrival: Arrival) -> SegmentStored:
        """Check and keep a segment.

        Raises InvalidInput(`segment.digest`, `segment.quota`), Conflict(`segment.other_digest`), NotFound, SignInNeeded
        when the token was replaced meanwhile, StorageFault(`store.full`), Gone(`attempt.erased`; `key.destroyed` once
        an erasure has begun).
        """
        _check(arrival)
        attempt, track, token = arrival.subject.attempt, arrival.place.track, arrival.token
        if (token is None or self.known(attempt, track, token) is None) and self._look(arrival):
            return arrival.stored
        with self._lock:
            self._under_way[arrival.key] += 1
        try:
            self._place(arrival)
            self._count_in_turn(arrival)
        except RecrutrError as error:
            self._drop_unless_needed(arrival)
            if token is not None:
                self._forget(attempt, track, token)
                if isinstance(error, Refused):  # an erased attempt has another word for it, with its receipt
                    joining.authenticate(self._services, attempt, token)
            raise
        finally:
            with self._lock:
                self._under_way[arrival.key] -= 1
                if not self._under_way[arrival.key]:
                    del self._under_way[arrival.key]
        if token is not None:
            self._remember(arrival.subject, track, token)
        return arrival.stored

    def _drop_unless_needed(self, arrival: Arrival) -> None:
        """Remove what was placed in vain; not what counts, and not what a twin of the same bytes is about to count."""
        with self._services.transaction() as tx:
            mine = Segment.attempt == arrival.subject.attempt
            counted = tx.session.scalar(select(Segment.object_key).where(mine, Segment.object_key == arrival.key))
            with self._lock:
                if counted is None and self._under_way[arrival.key] == 1:
                    self._services.objects.delete(arrival.key)

    def _remember(self, subject: DeviceSubject, track: str, token: str) -> None:
        with self._lock:
            self._known[subject.attempt, track, hash_token(token)] = subject
            while len(self._known) > KNOWN:
                self._known.popitem(last=False)

    def _forget(self, attempt: str, track: str, token: str) -> None:
        with self._lock:
            self._known.pop((attempt, track, hash_token(token)), None)

    def _look(self, arrival: Arrival) -> bool:
        """Before anything is written: whether it is here already. Raises what refuses it."""
        with self._services.reading() as tx:
            worked(tx, arrival.subject)
            return _is_held(tx, arrival)

    def _place(self, arrival: Arrival) -> None:
        with self._lock:
            self._writing += 1
        try:
            self._services.objects.place(arrival.key, arrival.upload.content)
        finally:
            with self._written:
                self._writing -= 1
                self._written.notify_all()

    def _count_in_turn(self, arrival: Arrival) -> None:
        """Count it together with all that wait; whoever comes first does it for the others."""
        future: Future[None] = Future()
        with self._lock:
            self._waiting.append((arrival, future))
        with self._turn:
            if not future.done():
                with self._written:
                    self._written.wait_for(lambda: self._writing == 0, GATHER_S)
                    group, self._waiting = self._waiting, []
                self._count(group)
        future.result()

    def _count(self, group: Sequence[tuple[Arrival, Future[None]]]) -> None:
        try:
            refusals = self._count_together([arrival for arrival, _ in group])
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            if len(group) > 1:
                for one in group:
                    self._count([one])
            else:
                group[0][1].set_exception(error)
            return
        for (_, future), refusal in zip(group, refusals, strict=True):
            if refusal is None:
                future.set_result(None)
            else:
                future.set_exception(refusal)

    def _count_together(self, arrivals: Sequence[Arrival]) -> list[RecrutrError | None]:
        """Count them in one transaction; for each why not, or None."""
        self._services.objects.settle(arrival.key for arrival in arrivals)
        refusals: list[RecrutrError | None] = []
        with self._services.transaction() as tx:
            books = _Books(tx)
            for arrival in arrivals:
                try:
                    books.enter(arrival)
                    refusals.append(None)
                except RecrutrError as refusal:
                    refusals.append(refusal)
            books.write()
        return refusals


class _Books:
    """What one transaction counts; whatever is asked of an attempt is asked once."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._asked: dict[DeviceSubject, tuple[Worked, Quota]] = {}
        self._new: dict[tuple[str, Place], Arrival] = {}

    def enter(self, arrival: Arrival) -> None:
        """One segment; nothing is done for one that is here already. Raises what refuses it."""
        subject = arrival.subject
        if subject not in self._asked:
            self._asked[subject] = self._ask(subject)
        worked_on, quota = self._asked[subject]
        if arrival.token is not None:
            joining.require_token(arrival.token, worked_on.token_hash)
        twin = self._new.get((subject.attempt, arrival.place))
        if twin is not None and twin.upload.digest != arrival.upload.digest:
            raise _other_digest()
        if twin is None and not _is_held(self._tx, arrival):
            quota.take(arrival.upload.size_bytes)
            self._new[subject.attempt, arrival.place] = arrival

    def _ask(self, subject: DeviceSubject) -> tuple[Worked, Quota]:
        worked_on = worked(self._tx, subject)
        # Only the tombstone has the receipt of `attempt.erased`, without which a device would stop asking for it.
        self._tx.keys.require_candidate_key(subject.candidate)
        same = (quota for other, (_, quota) in self._asked.items() if other.attempt == subject.attempt)
        return worked_on, next(same, None) or Quota.of(self._tx, subject.attempt, worked_on)

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
                "stored_at_us": self._tx.now_us,
            }
            for arrival in self._new.values()
        ]
        if rows:
            self._tx.session.connection().execute(_INSERT, rows)


def _check(arrival: Arrival) -> None:
    upload = arrival.upload
    if not 0 <= arrival.place.number <= MAX_SEGMENT_NUMBER:
        raise InvalidInput("segment", f"0 to {MAX_SEGMENT_NUMBER}", "The segment number is out of range.")
    if not _DIGEST.fullmatch(upload.claimed):
        raise InvalidInput("Digest-SHA256", "64 lower-case hex digits", "The header Digest-SHA256 is missing or wrong.")
    if upload.digest != upload.claimed:
        words = "The bytes that arrived do not match their digest. Send them again."
        raise InvalidInput("body", "bytes whose SHA-256 is the header's", words, code="segment.digest")
    if not upload.beginning.startswith(MAGIC):
        raise InvalidInput("body", "a recording segment", "The body is not a recording segment.", "segment.digest")


def _is_held(tx: Transaction, arrival: Arrival) -> bool:
    """Whether exactly these bytes are here already. Raises NotFound, Conflict."""
    place = arrival.place
    asked = {"attempt": arrival.subject.attempt, "track": place.track, "number": place.number}
    row = tx.session.connection().execute(_HELD, asked).one_or_none()
    if row is None:
        raise NotFound("track.unknown", "This track was not declared. Declare it first.")
    if row.digest not in {None, arrival.upload.digest}:
        raise _other_digest()
    return row.digest is not None


def _other_digest() -> Conflict:
    return Conflict("segment.other_digest", "This segment is stored with other bytes already.")
