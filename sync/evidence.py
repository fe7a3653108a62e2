"""Writing an evidence file: the whole attempt, sealed for the organisation, to any place that a person can carry.

Guarantees: the file of that name is whole or absent, whatever ends the writing; memory does not grow with its size;
nothing of the store changes; beside the journal stands only what it names or the server has, as an import demands.
What the server has confirmed of recordings is not repeated: it is there already.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from protocol.canonical import digest_hex, to_base64
from protocol.errors import Conflict, StorageFault
from protocol.evidence import (
    PIECE_BYTES,
    AcknowledgementItem,
    BatchItem,
    EndItem,
    EvidenceHead,
    EvidenceSealer,
    ReceiptItem,
    Recorded,
    SegmentItem,
    SubmissionItem,
    TrackItem,
    WorkItem,
)
from protocol.journal import sign_batch
from protocol.saying import to_say
from protocol.sealing import new_data_key, wrap_for_organisation
from protocol.signing import SigningKey
from protocol.wire import JournalBatch, TrackRequest, WireEntry
from sync.store.folders import flush_folder, storage_fault
from sync.store.records import StoredSegment, StoredSubmission
from sync.store.store import DATABASE_NAME, Store

Progress = Callable[[int, int], bool]
"""`progress(done, total)` in bytes, about; False stops the writing."""


@dataclass(frozen=True, slots=True)
class EvidenceWritten:
    """What was written: where, its SHA-256 in hex, its size, and how many recordings could not be put into it."""

    path: Path
    digest: str
    size_bytes: int
    unreadable: int = 0


def write_evidence(store: Store, target: Path, progress: Progress | None = None) -> EvidenceWritten | None:
    """Write the evidence file of a started attempt to `target`; None when `progress` stopped it.

    An older file of this name is replaced only by a whole new one. Raises Conflict before the start, StorageFault.
    """
    beside = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            copy = _Copy(store, file, progress or (lambda _done, _total: True))
            whole = copy.write()
            file.flush()
            os.fsync(file.fileno())
        if not whole:
            beside.unlink()
            return None
        beside.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        _remove(beside)
        raise storage_fault(error, to_say("the evidence file could not be written")) from error
    except BaseException:
        _remove(beside)
        raise
    return EvidenceWritten(target, copy.digest.hexdigest(), copy.size_bytes, copy.unreadable)


class _Copy:
    """One writing: the frames of a store, in the order in which an import must take them."""

    def __init__(self, store: Store, file: IO[bytes], progress: Progress) -> None:
        started, ticket = store.started, store.ticket
        if started is None or ticket is None:
            raise Conflict("store.not_started", to_say("There is nothing to save before the attempt has started."))
        self._store, self._file, self._progress = store, file, progress
        key = new_data_key()
        head = EvidenceHead(
            organisation=ticket.organisation,
            attempt=store.attempt,
            device=store.device,
            wrapped_key=wrap_for_organisation(key, ticket.organisation_public_key),
        )
        self._sealer = EvidenceSealer(head, key)
        self._work = WorkItem(
            ticket=started.ticket,
            server_public_key=store.joined.server_public_key,
            commitment_key=started.commitment_key,
        )
        self._recorded = Recorded()
        self.digest, self.size_bytes, self.unreadable = hashlib.sha256(), 0, 0

    def write(self) -> bool:
        """All of it; False when it was stopped."""
        waiting = [it for it in self._store.outbox.segments() if not it.confirmed]
        total = _size_of(self._store.folder / DATABASE_NAME) + sum(it.size_bytes for it in waiting)
        self._put(self._sealer.opening)
        for frame in self._frames(waiting):
            self._put(frame)
            if not self._progress(min(self.size_bytes, total), total):
                return False
        return True

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self.digest.update(data)
        self.size_bytes += len(data)

    def _frames(self, waiting: list[StoredSegment]) -> Iterator[bytes]:
        outbox, item = self._store.outbox, self._sealer.item
        yield item(self._work)
        entries = 0
        handed_in = outbox.submissions()  # before the journal, so that the entry of each is in what follows
        for batch, last in self._batches():
            yield item(BatchItem(batch=batch))
            entries = last
        heard = outbox.acknowledgement()
        if heard is not None:
            yield item(AcknowledgementItem(acknowledgement=heard))
        submissions = [it for it in handed_in if self._is_ours(it)]
        for it in submissions:
            yield item(SubmissionItem(submission=it.submission, request=it.request))
        yield from self._tracks()
        segments = 0
        for segment in waiting:
            if not self._recorded.names_segment(segment.track, segment.segment, segment.digest):
                self.unreadable += 1
                continue
            with self._opened(segment) as file:
                if file is not None:
                    yield from self._segment(segment, file)
                    segments += 1
        receipt = self._store.receipt
        if receipt is not None:
            yield item(ReceiptItem(receipt=receipt, countersigned=self._store.countersigned))
        yield item(EndItem(entries=entries, submissions=len(submissions), segments=segments))

    def _batches(self) -> Iterator[tuple[JournalBatch, int]]:
        """The whole journal, whether confirmed or not: the file shall stand for itself."""
        key, after = SigningKey(self._store.identity.private_key), 0
        while entries := self._store.outbox.next_batch(after):
            after = entries[-1].seq
            for entry in entries:
                self._recorded.take(entry.body)
            wire = [WireEntry(header=to_base64(it.header_bytes), body=to_base64(it.body)) for it in entries]
            yield JournalBatch(entries=wire, signature=sign_batch(entries, key)), after

    def _is_ours(self, it: StoredSubmission) -> bool:
        """Whether an import can take it: the journal names it, or the server has it already (from an earlier machine).

        After a restoring the source of what the server has may not have been rebuilt; there is nothing to bring then.
        """
        if digest_hex(it.request.source.encode("utf-8")) != it.request.source_digest:
            return False
        return it.status is not None or self._recorded.names_submission(it.submission, it.request)

    def _tracks(self) -> Iterator[bytes]:
        for track in self._store.outbox.tracks():
            if not track.confirmed and not self._recorded.names_track(track.track, track.stream):
                continue  # nothing was recorded on it that the journal knows of
            request = TrackRequest(
                stream=track.stream,
                launch=track.launch,
                mime=track.mime,
                wrapped_key=track.wrapped_key,
                device_name=track.device_name,
            )
            yield self._sealer.item(TrackItem(track=track.track, request=request))

    def _segment(self, segment: StoredSegment, file: IO[bytes]) -> Iterator[bytes]:
        size = os.fstat(file.fileno()).st_size
        yield self._sealer.item(
            SegmentItem(track=segment.track, segment=segment.segment, digest=segment.digest, size_bytes=size)
        )
        while size > 0 and (piece := file.read(min(PIECE_BYTES, size))):
            size -= len(piece)
            yield self._sealer.piece(piece)

    @contextmanager
    def _opened(self, segment: StoredSegment) -> Iterator[IO[bytes] | None]:
        """A segment's file, or None when it is gone, cannot be read or is no longer what was recorded.

        An import refuses a file of which one part does not hold, with all the work in it.
        """
        try:
            file = _sound(segment)
        except OSError:
            file = None
        if file is None:
            self.unreadable += 1
            yield None
            return
        with file:
            yield file


def _sound(segment: StoredSegment) -> IO[bytes] | None:
    """A segment's file, open at its beginning; None when it does not hold what was recorded. Raises OSError."""
    if segment.file.is_fifo():  # a pipe in its place would be waited for without end
        return None
    with ExitStack() as closing:
        file = closing.enter_context(segment.file.open("rb"))
        if hashlib.file_digest(file, "sha256").hexdigest() != segment.digest:
            return None
        file.seek(0)
        closing.pop_all()
    return file


def _size_of(database: Path) -> int:
    """For the progress only: a store that was taken away is still read, and this file may be all that is left of it."""
    try:
        return database.stat().st_size
    except OSError:
        return 0


def _remove(beside: Path) -> None:
    with suppress(OSError, StorageFault):
        beside.unlink()
