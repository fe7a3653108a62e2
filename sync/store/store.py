"""The encrypted store of one attempt: facts go in, the journal grows, documents come out.

Guarantees: what `submit` resolved is on disk, chained and encrypted; a submission and its place in the outbox are one
transaction. Must not be opened twice (the folder's lock refuses), and never repairs what does not verify.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from protocol.attempts import TrackKind
from protocol.errors import InvalidInput, StorageFault, Tampered
from protocol.facts import Fact, RecorderFact, SegmentFact, SubmissionFact
from protocol.identifiers import new_identifier
from protocol.journal import Moment
from protocol.receipts import Extension, Signed, Ticket
from protocol.saying import to_say
from protocol.wire import Joined, Started
from sync.clock import mono_us as mono_now_us
from sync.clock import wall_us
from sync.store.conversation import Conversation
from sync.store.database import Database
from sync.store.drafts import Drafts
from sync.store.folders import InstanceLock
from sync.store.handing_in import check_source, write_facts, write_finish, write_submission
from sync.store.headers import Headers
from sync.store.impressions import Impressions
from sync.store.mark import Mark
from sync.store.media import Media
from sync.store.moving import write_extension, write_leave, write_takeover
from sync.store.outbox import Outbox
from sync.store.reading import StoredWork
from sync.store.records import APP, JOINED, STARTED, Draft, StoreState
from sync.store.repair import find_gaps, repair_segments, write_repair, write_segment
from sync.store.space import MEDIA_FLOOR_BYTES, RESERVE_BYTES, Reserve, free_bytes
from sync.store.writer import COMMIT_WINDOW_S, Pen, Told, Writer, not_started

DATABASE_NAME = "store.db"
MEDIA_NAME = "media"
WAIT_S = 20.0
"""How long a call that waits for the disk waits, before it says that the disk does not answer."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """What may be set per installation: commit window, room kept for keystrokes, room under which media stop."""

    commit_window_s: float = COMMIT_WINDOW_S
    reserve_bytes: int = RESERVE_BYTES
    media_floor_bytes: int = MEDIA_FLOOR_BYTES


class Store(StoredWork):
    """One attempt on this device. Implements protocol.ports.FactSink; its `media` implements FragmentSink.

    Get one from `sync.store.attempts.AttemptStores`. Any thread may call any method. `submit`, `hand_in`, `finish`,
    `keep` and `state` do not wait for the disk; the others do.

    Attributes:
        attempt: the attempt's id.
        folder: where it lies.
        launch: id of this opening; stands in the header of every entry made now.
        media: sealed segments, for the recorder.
        outbox: what the server has not confirmed, for the engine.
        conversation: messages and the raised hand.
        impressions: how the candidate said it was.
        repair_fault: why recordings of an earlier launch could not be repaired at this opening, if so.
    """

    def __init__(self, folder: Path, key: bytes, lock: InstanceLock, options: StoreOptions | None = None) -> None:
        """Open an existing store under its lock. Raises StorageFault or Tampered; the lock is then still held."""
        options = options or StoreOptions()
        self.folder, self._lock = folder, lock
        self.launch = new_identifier()
        self._mark = Mark(folder, key)
        super().__init__(Database(folder / DATABASE_NAME, key, read_only=True))
        self._reserve = Reserve(folder / "reserve", options.reserve_bytes)
        try:
            self.look(self._mark)
            self.attempt = self.joined.attempt
            self._database = self._open_database(key)
        except BaseException:
            self._reader.close()
            raise
        self._writer = Writer(
            self._database, self._make_room, commit_window_s=options.commit_window_s, committed=self._mark.write
        )
        self.media = Media(folder / MEDIA_NAME, self, floor_bytes=options.media_floor_bytes)
        self.outbox = Outbox(self._reader, Headers(self.attempt, self.device), self._put_mark, self.media)
        self.conversation = Conversation(self._reader, self._put_mark)
        self.impressions = Impressions(self._reader, self._put_mark)
        self._drafts = Drafts()
        self._closing = threading.Lock()
        self._closed = False
        self._resume()
        self._reserve.renew()
        self._writer.watch(self._renew_reserve)
        self._writer.start()
        self.repair_fault = self._repair()

    def _open_database(self, key: bytes) -> Database:
        """Opening writes; on a full disk the reserve makes room for that."""
        try:
            return Database(self.folder / DATABASE_NAME, key)
        except StorageFault as fault:
            if fault.code != "store.disk_full" or not self._reserve.release():
                raise
            return Database(self.folder / DATABASE_NAME, key)

    def rejoin(self, joined: Joined) -> None:
        """Keep a new answer to `join`: the token changed. InvalidInput when it is another attempt's."""
        if joined.attempt != self.attempt:
            raise InvalidInput("attempt", self.attempt, to_say("The server answered for another attempt."))
        self._wait(self._writer.put(_setter(JOINED, joined.model_dump_json().encode()), urgent=True))

    def begin(self, started: Started) -> None:
        """Keep the answer to `start` and open the journal; returns when it is on disk. Harmless when repeated.

        Raises Tampered when the ticket is not signed by the server of `joined` or names another attempt, device or
        key, and when it differs from the ticket that was kept before.
        """
        ticket = Ticket.from_signed(started.ticket, self.joined.server_public_key)
        identity = self.identity
        claimed = (ticket.attempt, ticket.device, ticket.device_public_key)
        if claimed != (self.attempt, identity.device, identity.public_key):
            raise Tampered("tampered.ticket", to_say("The server's ticket is for another attempt or device."))
        before = self.started
        if before is not None:
            if before.ticket.digest != started.ticket.digest:
                raise Tampered("tampered.ticket", to_say("The server has changed the ticket of a started attempt."))
            return
        self._wait(self._writer.put(_setter(STARTED, started.model_dump_json().encode()), urgent=True))
        self._resume()

    def take_over(self) -> bool:
        """Write the work of the earlier device that `begin` kept into journal and store; waits for the disk.

        Whether there was anything to do: once at most, and never on the device that began the attempt.
        """
        started, ticket = self.started, self.ticket
        if started is None or ticket is None or ticket.continues is None:
            return False
        earlier, handover, moment = ticket.continues, started.handover, self._moment(None)
        if handover is None:
            raise Tampered("tampered.handover", to_say("The server's answer lacks the work of the earlier computer."))
        return self._wait(self._writer.put(lambda pen: write_takeover(pen, earlier, handover, moment), urgent=True))

    def leave(self, server_time_us: int) -> Future[None]:
        """The attempt continues elsewhere: say so in the journal; nothing is recorded or finished here after."""
        moment = self._moment(None)
        return self._ring(self._writer.put(lambda pen: write_leave(pen, server_time_us, moment), urgent=True))

    def extend(self, signed: Signed) -> Extension | None:
        """Keep a word that the time ends later; the word when it is newer than the kept one, else None.

        Raises Tampered when it is not the server's or for another attempt; nothing changes then.
        """
        word = Extension.from_signed(signed, self.joined.server_public_key)
        if word.attempt != self.attempt:
            raise Tampered("tampered.extension", to_say("The server's word on the time is for another attempt."))
        kept = self.extension
        if kept is not None and kept.number >= word.number:
            return None
        moment = self._moment(None)
        self._wait(self._writer.put(lambda pen: write_extension(pen, signed, word, moment), urgent=True))
        return word

    def submit(self, *facts: Fact, mono_us: int | None = None) -> Future[int]:
        """FactSink: queue facts; resolves to the last one's sequence number once they are on disk.

        Raises Conflict `store.not_started` before `begin`; StorageFault `store.overflow` when far too much is waiting.
        After the receipt of `finish` nothing is recorded: the log says so, and the future holds Conflict
        `store.finished`.
        """
        if not self._begun:
            raise not_started()
        moment = self._moment(mono_us)
        return self._writer.put(lambda pen: write_facts(pen, facts, moment))

    def hand_in(self, fact: SubmissionFact, source: str) -> Future[int]:
        """Record a submission and put it in the outbox, in one transaction; resolves to the fact's sequence number.

        Raises InvalidInput when the source is too large or does not match the fact's digest; nothing is kept then.
        """
        check_source(fact, source)
        moment = self._moment(None)
        return self._ring(self._writer.put(lambda pen: write_submission(pen, fact, source, moment), urgent=True))

    def finish(self) -> Future[Signed]:
        """End the work: StateFact(finished) and the device-signed submission receipt, in one transaction.

        The receipt covers the head, every submission and every complete segment: stop the recorder before. Repeated
        calls give the same receipt.
        """
        moment, identity = self._moment(None), self.identity
        return self._ring(self._writer.put(lambda pen: write_finish(pen, self.attempt, identity, moment), urgent=True))

    def keep_draft(self, draft: Draft) -> None:
        """Keep a document beside the journal (`sync.store.drafts`); counts as pending until it is on disk."""
        if self._drafts.put(draft):
            self._writer.put(lambda pen: self._drafts.write(pen, draft.document))

    def keep(self, name: str, value: bytes) -> Future[None]:
        """Keep a small value of the app under a name of the app's own."""
        return self._writer.put(_setter(APP + name, value), urgent=True)

    def follow(self, listener: Callable[[Sequence[Told]], None]) -> None:
        """Call `listener` with every fact once it is on disk, from the writer's thread; it must not wait."""
        self._writer.follow(listener)

    def watch(self, listener: Callable[[StoreState], None]) -> None:
        """Call `listener` after every commit and every fault, from the writer's thread; it must not wait."""
        self._writer.watch(listener)

    @property
    def state(self) -> StoreState:
        """How the saving goes."""
        return self._writer.state

    @property
    def is_closed(self) -> bool:
        """Whether `close` has been called."""
        return self._closed

    def close(self, timeout_s: float = 10.0) -> None:
        """Save what is pending and close. StorageFault `store.not_saved` when the disk does not take it in time."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            try:
                self._writer.stop(timeout_s)
            finally:
                self.media.close()
                self._mark.close()
                self._reader.close()
                self._database.close()
                self._lock.release()

    def book_track(self, stream: TrackKind, track: str, mime: str, wrapped_key: str, device_name: str) -> None:
        """Keep a track for `media`; returns when it is on disk."""
        sql = (
            "INSERT OR IGNORE INTO track (track, stream, launch, mime, wrapped_key, device_name)"
            " VALUES (?, ?, ?, ?, ?, ?)"
        )
        values = (track, stream.value, self.launch, mime, wrapped_key, device_name)
        self._wait(self._writer.put(lambda pen: pen.database.write(sql, *values), urgent=True))

    def book_segment(self, track: str, segment: int, digest: str, size_bytes: int) -> None:
        """Keep a complete segment for `media`, ahead of any fact about it."""
        self._ring(self._writer.put(lambda pen: write_segment(pen, track, segment, digest, size_bytes)))

    def _repair(self) -> StorageFault | None:
        """Make cut segments whole and record gaps; a failure here must not keep anybody from their work."""
        if not self._begun:
            return None
        tracks = self.outbox.tracks()
        try:
            facts: list[SegmentFact | RecorderFact] = [
                *repair_segments(self._reader, self.media, tracks),
                *find_gaps(self._reader, self.media, tracks, wall_us()),
            ]
        except StorageFault as fault:
            return fault
        if facts:
            moment = self._moment(None)
            self._writer.put(lambda pen: write_repair(pen, facts, moment), urgent=True)
        return None

    def _resume(self) -> None:
        journal = self._journal()
        self._begun = journal is not None
        if journal is not None:
            self._writer.open_journal(journal, journal.head(self._reader))

    def _moment(self, mono_us: int | None) -> Moment:
        return Moment(self.launch, mono_now_us() if mono_us is None else mono_us, wall_us())

    def _put_mark(self, run: Callable[[Pen], None], *, urgent: bool = True) -> Future[None]:
        return self._writer.put(run, urgent=urgent)

    def _ring(self, future: Future[T]) -> Future[T]:
        """Wake whoever sends, once this is on disk."""
        future.add_done_callback(lambda _: self.outbox.ring())
        return future

    def _make_room(self) -> bool:
        """On a full disk: give up the reserve, then what the log holds twice; whether anything became free."""
        before = free_bytes(self.folder)
        self._reserve.release()
        with suppress(StorageFault):  # not even that may fit; the writer tries again
            self._database.shrink_log()
        return free_bytes(self.folder) > before

    def _renew_reserve(self, state: StoreState) -> None:
        if state.fault is None:
            self._reserve.renew()

    def _wait(self, future: Future[T]) -> T:
        try:
            return future.result(WAIT_S)
        except TimeoutError as error:
            fault = self._writer.state.fault
            raise fault or StorageFault(
                "store.slow", to_say("The disk does not answer. Your work is kept in memory.")
            ) from error


def _setter(name: str, value: bytes) -> Callable[[Pen], None]:
    def run(pen: Pen) -> None:
        pen.database.write("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, value)

    return run
