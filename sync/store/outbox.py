"""The outbox: what the server has not confirmed yet, and what it said.

The journal itself is the queue: entries above the acknowledged number wait. Guarantees: nothing leaves the outbox
without the server's word for exactly that thing. Reads on the store's reading connection, marks in the writer's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from typing import Protocol

from protocol.attempts import TrackKind
from protocol.canonical import from_base64
from protocol.facts import AcknowledgementFact
from protocol.journal import MAX_BATCH_ENTRIES, Entry
from protocol.receipts import Acknowledgement, Signed
from protocol.saying import to_say
from protocol.wire import SubmissionRequest, SubmissionStatus
from sync.refusals import told_again
from sync.store.database import Database, Row
from sync.store.headers import Headers
from sync.store.impressions import WAITING
from sync.store.journal import read_entries
from sync.store.media import Media
from sync.store.records import Refusals, Remaining, StoredSegment, StoredSubmission, StoredTrack
from sync.store.writer import Pen

BATCH_ENTRIES = 500
BATCH_BYTES = 1024 * 1024
"""A batch is cut here, but always holds at least one entry; one entry may be larger."""
ACKNOWLEDGEMENT = "acknowledgement"
COUNTERSIGNED = "countersigned"
COUNTERSIGNED_BEFORE = "countersigned.before"
"""The first word of a server that was set back since: no longer its own, and still the candidate's proof."""
RECEIPT = "receipt"
MOVED = "moved"
NOT_REBUILT = to_say("The source that was handed in could not be rebuilt from the record. Hand it in again.")
"""The refusal of a submission whose source is lost: there is nothing to send."""

_EVERY_SEGMENT = """
SELECT segment.track, segment, digest, size_bytes, segment.confirmed, segment.refusal
FROM segment JOIN track ON track.track = segment.track
ORDER BY segment, track.rowid
"""
_NEXT_SEGMENTS = """
SELECT segment.track, segment, digest, size_bytes, segment.confirmed, segment.refusal
FROM segment JOIN track ON track.track = segment.track
WHERE segment.confirmed = 0 AND segment.refusal IS NULL AND track.confirmed = 1
ORDER BY segment, track.rowid LIMIT ?
"""
_REFUSED_SEGMENTS = """
SELECT count(*), coalesce(segment.refusal, track.refusal) AS words
FROM segment JOIN track ON track.track = segment.track
WHERE words IS NOT NULL AND segment.confirmed = 0
GROUP BY words ORDER BY min(segment), words
"""
_WAITING_SEGMENTS = """
SELECT count(*), coalesce(sum(size_bytes), 0)
FROM segment JOIN track ON track.track = segment.track
WHERE segment.confirmed = 0 AND segment.refusal IS NULL AND track.refusal IS NULL
"""


class Put(Protocol):
    """Queues a task of the store's writer; one that is not urgent shares its transaction with those that follow."""

    def __call__(self, run: Callable[[Pen], None], *, urgent: bool = True) -> Future[None]:
        """The future resolves when it is on disk."""


class Outbox:
    """What waits, in the order in which it must leave."""

    def __init__(self, reader: Database, headers: Headers, put: Put, media: Media) -> None:
        self._reader, self._headers, self._put, self._media = reader, headers, put, media
        self._bells: list[Callable[[], None]] = []

    def watch(self, bell: Callable[[], None]) -> None:
        """Call `bell` when something came in that should leave at once. It must not wait."""
        self._bells.append(bell)

    def ring(self) -> None:
        """Something came in that should leave at once."""
        for bell in self._bells:
            bell()

    def acknowledgement(self) -> Signed | None:
        """The newest acknowledgement of the server, as signed."""
        return self._signed(ACKNOWLEDGEMENT)

    def acknowledged_seq(self) -> int:
        """Up to which entry the server has everything, by its newest word."""
        signed = self.acknowledgement()
        return 0 if signed is None else Acknowledgement.parse(from_base64(signed.value)).seq

    def next_batch(self, after: int, limit: int = BATCH_ENTRIES) -> list[Entry]:
        """Entries above `after`, in order: at most `limit` and about BATCH_BYTES, but one at least when any waits."""
        batch: list[Entry] = []
        size = 0
        for entry in read_entries(self._reader, self._headers, after, min(limit, MAX_BATCH_ENTRIES)):
            size += len(entry.header_bytes) + len(entry.body)
            if batch and size > BATCH_BYTES:
                break
            batch.append(entry)
        return batch

    def hash_at(self, seq: int) -> str | None:
        """The hash of our entry `seq`; None when there is none."""
        row = self._reader.read_one("SELECT hash FROM entry WHERE seq = ?", seq)
        return None if row is None else str(row[0])

    def last_seq(self) -> int:
        """The newest entry on disk."""
        return int(self._reader.read("SELECT coalesce(max(seq), 0) FROM entry")[0][0])

    def last_acknowledgement_fact(self) -> AcknowledgementFact | None:
        """The newest acknowledgement that stands in the chain."""
        row = self._reader.read_one("SELECT body FROM entry WHERE kind = 'acknowledgement' ORDER BY seq DESC LIMIT 1")
        return None if row is None else AcknowledgementFact.parse(row[0])

    def work_between(self, after: int, upto: int) -> bool:
        """Whether an entry other than acknowledgements lies in (after, upto].

        Changes of the network count: an outage is proven by the server's words before and after it.
        """
        sql = "SELECT 1 FROM entry WHERE seq > ? AND seq <= ? AND kind <> 'acknowledgement' ORDER BY seq DESC LIMIT 1"
        return self._reader.read_one(sql, after, upto) is not None

    def keep_acknowledgement(self, signed: Signed) -> Future[None]:
        """Keep the server's newest word; rings when it is on disk, because then less remains."""
        future = self._keep(ACKNOWLEDGEMENT, signed)
        future.add_done_callback(lambda _: self.ring())
        return future

    def submissions(self) -> list[StoredSubmission]:
        """Every submission, in the order of handing in."""
        rows = self._reader.read("SELECT submission, request, status, refusal FROM submission ORDER BY seq")
        return [
            StoredSubmission(
                submission,
                SubmissionRequest.parse(request),
                None if status is None else SubmissionStatus.parse(status),
                None if refusal is None else told_again(refusal),
            )
            for submission, request, status, refusal in rows
        ]

    def next_submission(self) -> StoredSubmission | None:
        """The oldest submission that the server has neither taken nor refused."""
        row = self._reader.read_one(
            "SELECT submission, request FROM submission WHERE status IS NULL AND refusal IS NULL ORDER BY seq LIMIT 1"
        )
        return None if row is None else StoredSubmission(row[0], SubmissionRequest.parse(row[1]), None, None)

    def waiting_submission_seq(self) -> int | None:
        """The sequence number of the oldest submission that waits."""
        row = self._reader.read_one("SELECT min(seq) FROM submission WHERE status IS NULL AND refusal IS NULL")
        return None if row is None or row[0] is None else int(row[0])

    def statuses(self) -> list[SubmissionStatus]:
        """The server's last word about each submission that it has taken."""
        rows = self._reader.read("SELECT status FROM submission WHERE status IS NOT NULL ORDER BY seq")
        return [SubmissionStatus.parse(status) for (status,) in rows]

    def keep_status(self, status: SubmissionStatus) -> Future[None]:
        """Keep what the server says about a submission; this takes it out of the outbox."""
        data = status.canonical()
        return self._mark("UPDATE submission SET status = ? WHERE submission = ?", data, status.submission)

    def refuse_submission(self, submission: str, words: str) -> Future[None]:
        """The server will never take this one; say why."""
        return self._mark("UPDATE submission SET refusal = ? WHERE submission = ?", words, submission)

    def forgive(self) -> Future[None]:
        """Try refused things again that there still are: once at each start, as the server may have learned since.

        Rings when it is on disk: a look before that finds nothing of them.
        """

        def run(pen: Pen) -> None:
            pen.database.write("UPDATE submission SET refusal = NULL WHERE refusal <> ?", NOT_REBUILT)
            pen.database.write("UPDATE track SET refusal = NULL WHERE refusal IS NOT NULL")
            pen.database.write("UPDATE segment SET refusal = NULL WHERE refusal IS NOT NULL")

        future = self._put(run)
        future.add_done_callback(lambda _: self.ring())
        return future

    def tracks(self) -> list[StoredTrack]:
        """Every declared track."""
        rows = self._reader.read(
            "SELECT track, stream, launch, mime, wrapped_key, device_name, confirmed, refusal FROM track ORDER BY rowid"
        )
        return [StoredTrack(t, TrackKind(s), la, m, w, d, bool(c), r) for t, s, la, m, w, d, c, r in rows]

    def next_track(self) -> StoredTrack | None:
        """The first track that the server neither knows nor refused."""
        return next((track for track in self.tracks() if not track.confirmed and track.refusal is None), None)

    def confirm_track(self, track: str) -> Future[None]:
        """The server knows this track."""
        return self._mark("UPDATE track SET confirmed = 1 WHERE track = ?", track)

    def refuse_track(self, track: str, words: str) -> Future[None]:
        """The server will never take this one, so its segments cannot arrive; their files stay."""
        return self._mark("UPDATE track SET refusal = ? WHERE track = ?", words, track)

    def segments(self) -> list[StoredSegment]:
        """Every complete segment, sent or not."""
        return [self._segment(row) for row in self._reader.read(_EVERY_SEGMENT)]

    def next_segments(
        self, count: int, passed_over: Collection[tuple[str, int]] = (), enough_bytes: int | None = None
    ) -> list[StoredSegment]:
        """The oldest segments that the server has neither confirmed nor refused, of tracks that it knows.

        `passed_over`: those under way, and those whose confirmation is on its way to the disk. `enough_bytes`: no more
        than these and one segment beyond.
        """
        found: list[StoredSegment] = []
        left = float("inf") if enough_bytes is None else enough_bytes
        for row in self._reader.read(_NEXT_SEGMENTS, len(passed_over) + count):
            if (row[0], row[1]) not in passed_over:
                found.append(self._segment(row))
                left -= row[3]
            if len(found) == count or left < 0:
                break
        return found

    def confirm_segments(self, segments: Sequence[StoredSegment]) -> Future[None]:
        """The server has exactly these bytes: the device's copies go. Noted together with those that follow."""
        sql = "UPDATE segment SET confirmed = 1 WHERE track = ? AND segment = ?"

        def run(pen: Pen) -> None:
            for segment in segments:
                pen.database.write(sql, segment.track, segment.segment)

        def remove(done: Future[None]) -> None:
            if not done.exception():
                for segment in segments:
                    self._media.remove(segment.track, segment.segment)

        future = self._put(run, urgent=False)
        future.add_done_callback(remove)
        return future

    def refuse_segment(self, segment: StoredSegment, words: str) -> Future[None]:
        """The server will never take this one; the file stays."""
        return self._mark(
            "UPDATE segment SET refusal = ? WHERE track = ? AND segment = ?", words, segment.track, segment.segment
        )

    def receipt_to_send(self) -> Signed | None:
        """The device-signed submission receipt while the server has not countersigned it.

        None also when the attempt has moved on: it is finished where it goes on.
        """
        moved = self._reader.read_one("SELECT 1 FROM setting WHERE name = ?", MOVED)
        return None if moved or self._signed(COUNTERSIGNED) else self._signed(RECEIPT)

    def keep_countersigned(self, signed: Signed) -> Future[None]:
        """Keep the server's countersignature; this takes the receipt out of the outbox."""
        return self._keep(COUNTERSIGNED, signed)

    def send_again(self, held: Collection[str]) -> Future[None]:
        """The server no longer has what it confirmed, as after a restored backup: what is here leaves anew.

        `held`: the submissions that it still has. Of recordings it is asked about each, as their files are gone; a
        track without its key came back from the server itself, and cannot be announced.
        """

        def run(pen: Pen) -> None:
            database = pen.database
            for (submission,) in database.read("SELECT submission FROM submission WHERE status NOTNULL"):
                if submission not in held:
                    database.write("UPDATE submission SET status = NULL WHERE submission = ?", submission)
            database.write("UPDATE track SET confirmed = 0 WHERE wrapped_key <> ''")
            database.write("UPDATE segment SET confirmed = 0")
            database.write("UPDATE OR IGNORE setting SET name = ? WHERE name = ?", COUNTERSIGNED_BEFORE, COUNTERSIGNED)
            database.write("DELETE FROM setting WHERE name = ?", COUNTERSIGNED)  # a later one: the first is the proof

        return self._put(run)

    def may_announce(self, track: str) -> bool:
        """Whether a track's key is here. One that came back from the server is without."""
        return self._reader.read_one("SELECT 1 FROM track WHERE track = ? AND wrapped_key <> ''", track) is not None

    def announce_again(self, track: str) -> Future[None]:
        """The server does not know this track, whatever was believed."""
        return self._mark("UPDATE track SET confirmed = 0 WHERE track = ?", track)

    def remaining(self) -> Remaining:
        """What has not been confirmed; refused things no longer count, `refusals` tells them."""
        (submissions,) = self._reader.read("SELECT count(*) FROM submission WHERE status IS NULL AND refusal IS NULL")[
            0
        ]
        (tracks,) = self._reader.read("SELECT count(*) FROM track WHERE confirmed = 0 AND refusal IS NULL")[0]
        segments, size = self._reader.read(_WAITING_SEGMENTS)[0]
        entries = max(0, self.last_seq() - self.acknowledged_seq())
        said = self._reader.read_one("SELECT 1 FROM setting WHERE name = ?", WAITING) is not None
        return Remaining(entries, submissions, tracks, segments, size, self.receipt_to_send() is not None, said)

    def refusals(self) -> Refusals:
        """What was refused and why, for people; the segments of a refused track have its reason."""
        submissions = self._reader.read(
            "SELECT submission, refusal FROM submission WHERE refusal IS NOT NULL AND status IS NULL ORDER BY seq"
        )
        segments = self._reader.read(_REFUSED_SEGMENTS)
        return Refusals(
            {str(name): told_again(str(words)) for name, words in submissions},
            sum(int(count) for count, _ in segments),
            tuple(told_again(str(words)) for _, words in segments),
        )

    def _segment(self, row: Row) -> StoredSegment:
        track, number, digest, size, confirmed, refusal = row
        file = self._media.path(track, number)
        return StoredSegment(track, number, digest, size, bool(confirmed), refusal, file)

    def _signed(self, name: str) -> Signed | None:
        row = self._reader.read_one("SELECT value FROM setting WHERE name = ?", name)
        return None if row is None else Signed.parse(row[0])

    def _keep(self, name: str, signed: Signed) -> Future[None]:
        return self._mark("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, signed.canonical())

    def _mark(self, sql: str, *values: str | int | bytes, urgent: bool = True) -> Future[None]:
        def run(pen: Pen) -> None:
            pen.database.write(sql, *values)

        return self._put(run, urgent=urgent)
