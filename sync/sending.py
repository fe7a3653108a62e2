"""How each kind of thing goes to the server: one step a call, idempotent, confirmed only by the server's verified word.

Guarantees: every acknowledgement is checked for signature, owner and head before it is believed; nothing is marked as
sent before. Must not wait or retry: that is the engine's part.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress

from protocol.bundles import MAX_BUNDLED
from protocol.canonical import digest_hex, to_base64
from protocol.errors import (
    Conflict,
    EnvironmentFault,
    Gone,
    NetworkFault,
    RecrutrError,
    Refused,
    SignInNeeded,
    StorageFault,
    Tampered,
    TooMany,
)
from protocol.facts import AcknowledgementFact
from protocol.journal import sign_batch
from protocol.receipts import Acknowledgement, Countersigned, Signed
from protocol.saying import to_say
from protocol.signing import SigningKey
from protocol.wire import JournalBatch, SegmentStored, SubmissionStatus, TrackRequest, WireEntry
from sync.client import Client
from sync.lanes import LANES, Lanes, Load, Outcome, loads
from sync.refusals import kept
from sync.restoring import REASONS, Question, difference, verified
from sync.store.records import StoredSegment
from sync.store.store import Store

_log = logging.getLogger(__name__)
MARK_S = 20.0
"""How long to wait for the disk to take a mark; sending the same thing again is harmless."""

MARKS_UNDER_WAY = 32
"""How many marks of confirmed segments may still wait for the disk; a killed app asks about these again, by HEAD."""

UNREADABLE_TRIES = 10
"""How often a segment that cannot be read is tried in a launch, minutes with the engine's pauses: the others wait."""

DAMAGED = to_say("A recorded segment was changed or damaged on the disk.")
"""Why a segment can never arrive whose file is no longer what was recorded."""


class Sender:
    """Sends what one store's outbox holds. Used by one thread; segments leave in threads of their own."""

    def __init__(self, store: Store, client: Client) -> None:
        self._store, self._outbox, self._client = store, store.outbox, client
        self._joined = store.joined
        self._server_key = self._joined.server_public_key
        self._device = store.identity
        self._signing = SigningKey(self._device.private_key)
        self._acknowledged = self._outbox.acknowledged_seq()
        self._anchored = 0
        self._seen: Signed | None = None
        self._compared = False
        self._lanes = Lanes(client)
        self._doubtful: set[tuple[str, int]] = set()
        self._unsure = LANES  # so many in a row must be new to the server before it is no longer asked
        self._unreadable = 0
        self._marks: dict[tuple[str, int], Future[None]] = {}

    @property
    def acknowledged(self) -> int:
        """Up to which entry the server has everything."""
        return self._acknowledged

    @property
    def journal_pace_s(self) -> int:
        """Seconds between batches that the server asked for with its last answer; 0 when it asked for none."""
        return self._client.journal_pace_s

    def journal(self) -> bool:
        """Send one batch; whether there was one. Compares both ends first, once a launch.

        Raises Tampered: `tampered.rollback` when the server holds entries that this device no longer has,
        `tampered.fork` when it holds others, `tampered.signature` when the acknowledgement is not the server's.
        """
        if not self._compared:
            self._compare()
            self._compared = True
        entries = self._outbox.next_batch(self._acknowledged)
        if not entries:
            return False
        batch = JournalBatch(
            entries=[WireEntry(header=to_base64(it.header_bytes), body=to_base64(it.body)) for it in entries],
            signature=sign_batch(entries, self._signing),
        )
        before = self._acknowledged
        try:
            self._believe(self._client.send_journal(batch))
        except Conflict as conflict:
            if conflict.code != "journal.gap":
                raise
            self._believe(self._client.journal_head())
        if self._acknowledged == before:
            raise NetworkFault("network.no_progress", to_say("The server took entries but does not confirm them."))
        return True

    def submission(self) -> SubmissionStatus | None:
        """Hand over the oldest submission; the server's answer, None when it was refused for good or there was none."""
        waiting = self._outbox.next_submission()
        if waiting is None:
            return None
        try:
            status = self._client.hand_in(waiting.submission, waiting.request)
        except Refused as refusal:
            _pass_on_passing(refusal)
            self._outbox.refuse_submission(waiting.submission, kept(refusal)).result(MARK_S)
            return None
        self._outbox.keep_status(status).result(MARK_S)
        return status

    def changed_statuses(self) -> list[SubmissionStatus]:
        """Ask how the judging goes; what changed since, already kept."""
        known = {status.submission: status for status in self._outbox.statuses()}
        told = [it for it in self._client.submissions() if it.submission in known and known[it.submission] != it]
        for status in told:
            self._outbox.keep_status(status).result(MARK_S)
        return told

    def track(self) -> bool:
        """Declare the next track; whether there was one. One that is refused holds up no other."""
        track = self._outbox.next_track()
        if track is None:
            return False
        try:
            self._client.declare_track(
                track.track,
                TrackRequest(
                    stream=track.stream,
                    launch=track.launch,
                    mime=track.mime,
                    wrapped_key=track.wrapped_key,
                    device_name=track.device_name,
                ),
            )
        except Refused as refusal:
            _pass_on_passing(refusal)
            self._outbox.refuse_track(track.track, kept(refusal)).result(MARK_S)
            return True
        self._outbox.confirm_track(track.track).result(MARK_S)
        return True

    def segments(self, undisturbed: Callable[[], bool]) -> bool:
        """Send the oldest segments, as many as may be under way at once; whether there were any.

        Before each after the first `undisturbed` is asked. Returns as soon as another may begin: on a slow line when
        the one that was sent has ended. The next does not wait until the disk has taken the mark of the last.
        Asks first when an earlier try may have arrived. That may be so too when its file is gone: an older copy of the
        store does not know what was confirmed since.
        Raises StorageFault when its file cannot be read now (a virus scanner, too many open files): try again.
        """
        self._settle(MARKS_UNDER_WAY - LANES)
        waiting = self._next_loads()
        if not waiting:
            if not self._lanes.under_way:
                self._settle(0)
                return False
            self._collect()
        for number, load in enumerate(waiting):
            if number > 0 and not undisturbed():
                break
            if len(load) > 1 and not self._lanes.bundle_bytes:
                break  # it was chosen before a failure that came meanwhile: these are chosen anew, to leave alone
            self._begin(load)
            while self._lanes.full:
                self._collect()
        return True

    def set_back(self) -> None:
        """The server lacks what it had confirmed: find out which submissions, and let everything leave anew."""
        _log.warning("the server no longer has what it had confirmed; it gets again what is still here")
        self._outbox.send_again({it.submission for it in self._client.submissions()}).result(MARK_S)

    def wind_up(self) -> None:
        """Wait for what is under way; nothing more is begun."""
        with suppress(RecrutrError):
            self._collect_all()
        self._lanes.close()

    @property
    def silent(self) -> bool:
        """Whether a segment under way has waited for a sign of the server for too long. From any thread."""
        return self._lanes.silent

    def _next_loads(self) -> list[Load]:
        """The oldest segments, as many requests as may be under way; what has to be asked about goes alone."""
        room = 0 if self._unsure else self._lanes.bundle_bytes
        allowed, passed_over = self._lanes.allowed, self._marks.keys() | self._lanes.under_way
        if not room:
            return [(segment,) for segment in self._outbox.next_segments(allowed, passed_over)]
        waiting = self._outbox.next_segments(allowed * MAX_BUNDLED, passed_over, allowed * room)
        return loads(waiting, self._doubtful, room)[:allowed]

    def _begin(self, load: Load) -> None:
        if len(load) > 1:
            self._doubtful.update((it.track, it.segment) for it in load)
            self._lanes.begin(load)
            return
        (segment,) = load
        place = (segment.track, segment.segment)
        if self._unsure > 0 or place in self._doubtful or not segment.file.exists():
            if self._client.segment_digest(*place) == segment.digest:
                self._unsure = self._unsure and LANES
                self._confirm(load)
                return
            self._unsure = max(self._unsure - 1, 0)
        self._doubtful.add(place)
        self._lanes.begin(load)

    def _collect(self) -> None:
        """Take in the next that ends; when it failed, all that are under way end before its error is raised."""
        try:
            self._conclude(self._lanes.collect())
        except Exception:
            self._collect_all()
            raise

    def _collect_all(self) -> None:
        while self._lanes.under_way:
            with suppress(RecrutrError):
                self._conclude(self._lanes.collect())

    def _confirm(self, segments: Sequence[StoredSegment]) -> None:
        self._unreadable = 0
        places = [(it.track, it.segment) for it in segments]
        self._doubtful.difference_update(places)
        self._marks.update(dict.fromkeys(places, self._outbox.confirm_segments(segments)))

    def _settle(self, allowed: int) -> None:
        """Let go of the marks that the disk has taken; wait until at most `allowed` are on their way."""
        for place in list(self._marks):
            mark = self._marks[place]
            if mark.done() or len(set(self._marks.values())) > allowed:
                try:
                    mark.result(MARK_S)
                finally:
                    del self._marks[place]

    def finish(self) -> Signed:
        """Hand over the submission receipt; the countersignature. Raises Tampered when that is for another receipt."""
        receipt = self._store.receipt
        if receipt is None:
            raise RuntimeError("finish() was called before the work was finished")
        signed = self._client.finish(receipt)
        if Countersigned.from_signed(signed, self._server_key).receipt_digest != receipt.digest:
            raise Tampered(
                "tampered.countersignature", to_say("The server has countersigned another receipt than ours.")
            )
        self._outbox.keep_countersigned(signed).result(MARK_S)
        return signed

    def anchor(self) -> bool:
        """Write the newest acknowledgement into the chain when it covers work that no anchor covers yet."""
        signed = self._outbox.acknowledgement()
        if signed is None or signed == self._seen or self._store.receipt is not None:
            return False
        word = Acknowledgement.from_signed(signed, self._server_key)
        last = self._outbox.last_acknowledgement_fact()
        covered = max(self._anchored, 0 if last is None else last.acknowledged_seq)
        if not self._outbox.work_between(covered, word.seq):
            self._seen = signed
            return False
        fact = AcknowledgementFact(
            acknowledged_seq=word.seq,
            head=word.head,
            server_time_us=word.server_time_us,
            signature=signed.signature,
            nonce=word.nonce,
        )
        self._store.submit(fact)
        self._anchored = word.seq  # it may not be on disk when the next look comes
        return True

    def _compare(self) -> None:
        """Compare both ends; a difference is told to the server at once, so that people there can look."""
        signed = self._client.journal_head()
        try:
            self._believe(signed)
        except Tampered as odd:
            if odd.code in REASONS:
                question = Question.of(self._store, self._joined, "", odd.code)
                with suppress(RecrutrError):
                    word = verified(signed, self._joined, self._device)
                    self._client.restore(question.request(0, word.server_time_us))
            raise
        taken = {it.submission for it in self._outbox.statuses()}
        if taken and not taken <= {it.submission for it in self._client.submissions()}:
            self.set_back()

    def _believe(self, signed: Signed) -> None:
        """Verify the server's word about the journal and keep it."""
        try:
            word = verified(signed, self._joined, self._device)
        except Tampered:
            self._compared = False  # who signs wrongly is asked the next time before more is sent there
            raise
        odd = difference(self._store, word)
        if odd is not None:
            raise odd
        if word.seq < self._acknowledged:
            self.set_back()
        if word.seq != self._acknowledged or self._outbox.acknowledgement() is None:
            self._outbox.keep_acknowledgement(signed)
        self._acknowledged = word.seq

    def _conclude(self, outcome: Outcome) -> None:
        """Believe what the server says of segments, or note why one can never arrive. Raises why it may later."""
        result, many = outcome.result, len(outcome.load) > 1
        if many and isinstance(result, (Refused, StorageFault)):
            _pass_on_passing(result)
            return  # whichever it was: each goes alone now, and hears its own word
        words = (result,) * len(outcome.load) if isinstance(result, Exception) else result
        confirmed, later = [], None
        for segment, word in zip(outcome.load, words, strict=True):
            try:
                refusal = self._refusal(segment, word)
            except RecrutrError as error:
                later = later or error
                continue
            if refusal is None:
                confirmed.append(segment)
            else:
                self._unreadable = 0
                self._outbox.refuse_segment(segment, refusal).result(MARK_S)
        if confirmed:
            self._confirm(confirmed)
        if later is not None:
            raise later

    def _refusal(self, segment: StoredSegment, result: SegmentStored | Exception) -> str | None:
        """Why a segment can never arrive, or None when it has. Raises StorageFault when it may later."""
        try:
            if isinstance(result, Exception):
                raise result
        except StorageFault as fault:
            self._unreadable += 1
            if fault.code == "store.missing" or self._unreadable >= UNREADABLE_TRIES:
                return fault.message
            raise
        except Refused as refusal:
            _pass_on_passing(refusal)
            if refusal.code == "track.unknown" and self._outbox.may_announce(segment.track):
                self._outbox.announce_again(segment.track).result(MARK_S)
                raise EnvironmentFault("sync.unannounced", refusal.message) from refusal
            if refusal.code == "segment.digest":
                if _digest_of(segment) != segment.digest:
                    return DAMAGED
                raise NetworkFault("network.changed", to_say("A recording was damaged on its way.")) from refusal
            return kept(refusal)
        if result.digest != segment.digest:
            raise Tampered("tampered.segment", to_say("The server confirms another recording than the one sent."))
        return None


def _pass_on_passing(refusal: RecrutrError) -> None:
    """Raise again what concerns the whole attempt or will pass; what remains concerns one thing for good."""
    if isinstance(refusal, (SignInNeeded, TooMany)) or (isinstance(refusal, Gone) and refusal.code == "attempt.erased"):
        raise refusal


def _digest_of(segment: StoredSegment) -> str:
    """What its file holds now. Raises StorageFault when it cannot be read."""
    try:
        return digest_hex(segment.file.read_bytes())
    except OSError as error:
        raise StorageFault("store.unreadable", to_say("A recorded segment cannot be read from the disk.")) from error
