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
        self._idle: list[Client] = []
        self._under_way: dict[tuple[str, int], Client] = {}
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
        return any(client.silent for client in list(self._under_way.values()))

    def begin(self, segment: StoredSegment) -> None:
        """Send a segment beside those under way."""
        client = self._idle.pop() if self._idle else self._client.twin()
        client.follow(self._client)
        self._under_way[segment.track, segment.segment] = client
        threading.Thread(target=self._send, args=(client, segment), name="upload", daemon=True).start()

    def collect(self) -> Outcome:
        """Wait for the next that ends."""
        outcome, taken_s = self._ended.get()
        segment = outcome.segment
        self._idle.append(self._under_way.pop((segment.track, segment.segment)))
        quick = taken_s < QUICK_S and isinstance(outcome.result, SegmentStored)
        self.allowed = min(self.allowed + 1, LANES) if quick else max(self.allowed - 1, 1)
        return outcome

    def _send(self, client: Client, segment: StoredSegment) -> None:
        began_s = self._clock_s()
        result: SegmentStored | Exception
        try:
            result = client.send_segment(segment.track, segment.segment, segment.file, segment.digest)
        except Exception as error:  # noqa: BLE001 - handed to whoever collects
            result = error
        self._ended.put((Outcome(segment, result), self._clock_s() - began_s))
