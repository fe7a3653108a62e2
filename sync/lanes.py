"""Several requests with segments on their way at once, each on a connection of its own, as long as the line is quick.

With one after the other both ends mostly wait, for each other and for the server's disk. Guarantees: on a line that
takes longer than `QUICK_S` for a MiB only one segment is under way, as more would crowd out the code that goes beside
them; a request holds several segments only where the server offered that, and no more than a part of what has arrived
since the last failure, so that a failure costs little. Must not decide what is sent, nor what an answer means: that is
the sender's part.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from protocol.bundles import MAX_BUNDLED, Bundled
from protocol.errors import Gone, NetworkFault, RecrutrError, Refused, SignInNeeded, TooMany
from protocol.wire import SegmentStored
from sync.client import Client
from sync.store.records import StoredSegment

LANES = 6
"""The most requests under way; the server counts what arrives together in one transaction."""
QUICK_S = 0.25
"""A request that took less for each MiB leaves room for one more beside it; one that took longer takes it away."""
QUICK_BYTES = 1024 * 1024
BUNDLE_BYTES = 4 * 1024 * 1024
"""The most segments that leave in one request: what a request costs is shared by enough of them then."""
BUNDLE_PART = 16
"""A bundle has at most so small a part of the bytes that have arrived since the last failure."""
Load = tuple[StoredSegment, ...]
"""What leaves in one request: segments of one track."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the way of a request ended: with the server's word about each segment, or with an error."""

    load: Load
    result: tuple[SegmentStored | RecrutrError, ...] | Exception


class Lanes:
    """Used by one thread, which begins and collects."""

    def __init__(self, client: Client, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._client, self._clock_s = client, clock_s
        self._idle: list[_Lane] = []
        self._under_way: dict[tuple[str, int], _Lane] = {}
        self._ended: SimpleQueue[tuple[Outcome, float]] = SimpleQueue()
        self.allowed = 1
        self._arrived_bytes = 0
        self._offered_bytes = 0
        self._refused = False

    @property
    def bundle_bytes(self) -> int:
        """How many bytes may leave in one request with several segments; 0 when they are not wanted."""
        if self._refused or self.allowed == 1:
            return 0
        return min(self._offered_bytes, BUNDLE_BYTES, self._arrived_bytes // BUNDLE_PART)

    @property
    def under_way(self) -> frozenset[tuple[str, int]]:
        """The places of the segments that were begun and not collected."""
        return frozenset(self._under_way)

    @property
    def full(self) -> bool:
        """Whether one has to end before the next may begin."""
        return len(set(self._under_way.values())) >= self.allowed

    @property
    def silent(self) -> bool:
        """Whether one of them has waited for a sign of the server for too long. From any thread."""
        return any(lane.client.silent for lane in list(self._under_way.values()))

    def begin(self, load: Load) -> None:
        """Send segments beside those under way, in one request."""
        lane = self._idle.pop() if self._idle else _Lane(self._client.twin(), self._ended.put, self._clock_s)
        lane.client.follow(self._client)
        self._under_way.update(((it.track, it.segment), lane) for it in load)
        lane.waiting.put(load)

    def collect(self) -> Outcome:
        """Wait for the next that ends."""
        outcome, taken_s = self._ended.get()
        (lane,) = {self._under_way.pop((it.track, it.segment)) for it in outcome.load}
        self._idle.append(lane)
        size = sum(it.size_bytes for it in outcome.load)
        good = isinstance(outcome.result, tuple) and all(isinstance(it, SegmentStored) for it in outcome.result)
        quick = good and taken_s < QUICK_S * max(1.0, size / QUICK_BYTES)
        self.allowed = min(self.allowed + 1, LANES) if quick else max(self.allowed - 1, 1)
        self._arrived_bytes = self._arrived_bytes + size if good else 0
        self._offered_bytes = lane.client.bundle_bytes
        self._refused = self._refused or (len(outcome.load) > 1 and _refuses_bundles(outcome.result))
        return outcome

    def close(self) -> None:
        """End the threads of those that are idle; the others were not collected, and end with the process."""
        while self._idle:
            self._idle.pop().waiting.put(None)


def _refuses_bundles(result: object) -> bool:
    """Whether somebody on the way does not take bundles, whatever was offered: no more of them in this launch."""
    if isinstance(result, Refused):
        return not isinstance(result, (SignInNeeded, Gone, TooMany))
    return isinstance(result, NetworkFault) and result.code.startswith("http.4")


class _Lane:
    """One connection and its thread, which waits for segments until it is given None."""

    def __init__(
        self, client: Client, ended: Callable[[tuple[Outcome, float]], None], clock_s: Callable[[], float]
    ) -> None:
        self.client, self._ended, self._clock_s = client, ended, clock_s
        self.waiting: SimpleQueue[Load | None] = SimpleQueue()
        threading.Thread(target=self._run, name="upload", daemon=True).start()

    def _run(self) -> None:
        while (load := self.waiting.get()) is not None:
            began_s = self._clock_s()
            result: tuple[SegmentStored | RecrutrError, ...] | Exception
            try:
                result = self._sent(load)
            except Exception as error:  # noqa: BLE001 - handed to whoever collects
                result = error
            self._ended((Outcome(load, result), self._clock_s() - began_s))

    def _sent(self, load: Load) -> tuple[SegmentStored | RecrutrError, ...]:
        first = load[0]
        if len(load) == 1:
            return (self.client.send_segment(first.track, first.segment, first.file, first.digest),)
        parts = [(Bundled(segment=it.segment, digest=it.digest, size_bytes=it.size_bytes), it.file) for it in load]
        return self.client.send_bundle(first.track, parts)


def loads(waiting: Sequence[StoredSegment], alone: Collection[tuple[str, int]], bundle_bytes: int) -> list[Load]:
    """What leaves together, in order of the oldest of each: segments of one track, up to so many bytes.

    `alone`: those that share a request with no other.
    """
    made: list[list[StoredSegment]] = []
    open_ones: dict[str, tuple[list[StoredSegment], int]] = {}
    for segment in waiting:
        load, size = open_ones.get(segment.track, ([], 0))
        shares = (segment.track, segment.segment) not in alone
        size += segment.size_bytes
        if load and shares and size <= bundle_bytes and len(load) < MAX_BUNDLED and load[-1].segment < segment.segment:
            load.append(segment)
        else:
            load, size = [segment], segment.size_bytes
            made.append(load)
        if shares:
            open_ones[segment.track] = load, size
    return [tuple(load) for load in made]
