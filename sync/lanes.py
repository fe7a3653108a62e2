"""Several segments on their way at once, each on a connection of its own, as long as the line carries them quickly.

With one after the other both ends mostly wait, for each other and for the server's disk. Guarantees: on a line that
takes longer than `QUICK_S` for a segment only one is under way, as more would crowd out the code that goes beside them.
Must not decide what is sent, nor what an answer means: that is the sender's part.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue

from protocol.wire import SegmentStored
from sync.client import Client
from sync.store.records import StoredSegment

LANES = 6
"""The most segments under way; the server counts what arrives together in one transaction."""
QUICK_S = 0.25
"""A segment that took less leaves room for one more beside it; one that took longer takes this room away."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the way of a segment ended: with the server's word, or with an error."""

    segment: StoredSegment
    result: SegmentStored | Exception


class Lanes:
    """Used by one thread, which begins and collects."""

    def __init__(self, client: Client, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._client, self._clock_s = client, clock_s
        self._idle: list[_Lane] = []
        self._under_way: dict[tuple[str, int], _Lane] = {}
        self._ended: SimpleQueue[tuple[Outcome, float]] = SimpleQueue()
        self.allowed = 1

    @property
    def under_way(self) -> frozenset[tuple[str, int]]:
        """The places of the segments that were begun and not collected."""
        return frozenset(self._under_way)

    @property
    def full(self) -> bool:
        """Whether one has to end before the next may begin."""
        return len(self._under_way) >= self.allowed

    @property
    def silent(self) -> bool:
        """Whether one of them has waited for a sign of the server for too long. From any thread."""
        return any(lane.client.silent for lane in list(self._under_way.values()))

    def begin(self, segment: StoredSegment) -> None:
        """Send a segment beside those under way."""
        lane = self._idle.pop() if self._idle else _Lane(self._client.twin(), self._ended.put, self._clock_s)
        lane.client.follow(self._client)
        self._under_way[segment.track, segment.segment] = lane
        lane.waiting.put(segment)

    def collect(self) -> Outcome:
        """Wait for the next that ends."""
        outcome, taken_s = self._ended.get()
        segment = outcome.segment
        self._idle.append(self._under_way.pop((segment.track, segment.segment)))
        quick = taken_s < QUICK_S and isinstance(outcome.result, SegmentStored)
        self.allowed = min(self.allowed + 1, LANES) if quick else max(self.allowed - 1, 1)
        return outcome

    def close(self) -> None:
        """End the threads of those that are idle; the others were not collected, and end with the process."""
        while self._idle:
            self._idle.pop().waiting.put(None)


class _Lane:
    """One connection and its thread, which waits for segments until it is given None."""

    def __init__(
        self, client: Client, ended: Callable[[tuple[Outcome, float]], None], clock_s: Callable[[], float]
    ) -> None:
        self.client, self._ended, self._clock_s = client, ended, clock_s
        self.waiting: SimpleQueue[StoredSegment | None] = SimpleQueue()
        threading.Thread(target=self._run, name="upload", daemon=True).start()

    def _run(self) -> None:
        while (segment := self.waiting.get()) is not None:
            began_s = self._clock_s()
            result: SegmentStored | Exception
            try:
                result = self.client.send_segment(segment.track, segment.segment, segment.file, segment.digest)
            except Exception as error:  # noqa: BLE001 - handed to whoever collects
                result = error
            self._ended((Outcome(segment, result), self._clock_s() - began_s))
