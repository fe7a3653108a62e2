"""Where ids of jobs that a broker brings meet the worker's loop, one at a time.

Guarantees: whoever brings an id waits until the loop has dealt with it, so that a worker holds one id and no more;
nobody waits once the loop has ended. Without a broker nothing arrives, and waiting here is all that the loop does.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_LOOK_S = 0.2
"""How often whoever waits asks whether the loop has ended."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    job: str
    dealt_with: threading.Event = field(default_factory=threading.Event)


class Arrivals:
    """Thread-safe."""

    def __init__(self) -> None:
        self._came: queue.SimpleQueue[_Arrival | None] = queue.SimpleQueue()
        self._closed = threading.Event()

    def hand_over(self, job: str) -> None:
        """Bring the id of a job to the loop; returns when it was dealt with, or never will be."""
        arrival = _Arrival(job)
        self._came.put(arrival)
        while not arrival.dealt_with.wait(_LOOK_S):
            if self._closed.is_set():
                return

    @contextmanager
    def next(self, seconds: float) -> Iterator[str | None]:
        """The next id, or None when none comes in this time; it is dealt with at the end of the `with`."""
        arrival: _Arrival | None = None
        with suppress(queue.Empty):
            arrival = self._came.get(timeout=seconds)
        try:
            yield arrival.job if arrival is not None else None
        finally:
            if arrival is not None:
                arrival.dealt_with.set()

    def wake(self) -> None:
        """Let the loop wait no longer."""
        self._came.put(None)

    def close(self) -> None:
        """The loop takes nothing more."""
        self._closed.set()
