"""The server's time on this device: an anchor given by the server plus a clock that only counts.

Guarantees: stepping the wall clock changes nothing; a sleeping laptop's time counts. The wall clock is only recorded.
Must not decide anything about lateness: the server does that.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

DRIFT_PER_MILLION = 100
"""How far a quartz may be off: anchors lose this much certainty as they age."""


def mono_us() -> int:
    """Monotonic microseconds of this machine since some start; the clock of entries and facts."""
    return time.monotonic_ns() // 1000


def wall_us() -> int:
    """Microseconds of Unix time by the local wall clock; for the record only."""
    return time.time_ns() // 1000


def elapsed_us() -> int:
    """Monotonic microseconds that go on while the machine sleeps, where the system has such a clock (Linux)."""
    boot_time: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return mono_us() if boot_time is None else time.clock_gettime_ns(boot_time) // 1000


@dataclass(frozen=True, slots=True)
class Anchor:
    """At `elapsed_us` of our counting clock the server's clock showed `server_us`, give or take `uncertainty_us`."""

    server_us: int
    elapsed_us: int
    uncertainty_us: int

    def uncertainty_at(self, elapsed: int) -> int:
        """How wrong this anchor may be by now, the quartz's drift included."""
        return self.uncertainty_us + max(0, elapsed - self.elapsed_us) * DRIFT_PER_MILLION // 1_000_000


class ServerClock:
    """The server's time. Safe to use from any thread.

    The sample with the smallest uncertainty wins; the error of a sample is at most half its round trip
    (Cristian, "Probabilistic clock synchronization", 1989).
    """

    def __init__(self, elapsed: Callable[[], int] = elapsed_us, wall: Callable[[], int] = wall_us) -> None:
        self._elapsed, self._wall = elapsed, wall
        self._anchor: Anchor | None = None
        self._lock = threading.Lock()

    def reading(self) -> int:
        """The counting clock now; take one before a request and hand it to `observe` after the answer."""
        return self._elapsed()

    def observe(self, server_time_us: int, sent: int) -> None:
        """Learn from an answer that carries the server's time and whose request left at reading `sent`."""
        received = self._elapsed()
        half = max(0, received - sent) // 2
        sample = Anchor(server_time_us + half, received, half)
        with self._lock:
            if self._anchor is None or sample.uncertainty_us <= self._anchor.uncertainty_at(received):
                self._anchor = sample

    @property
    def known(self) -> bool:
        """Whether the server has been heard in this launch."""
        return self._anchor is not None

    def now_us(self) -> int | None:
        """The server's time now in Unix microseconds; None before the first answer."""
        with self._lock:
            anchor = self._anchor
        return None if anchor is None else anchor.server_us + self._elapsed() - anchor.elapsed_us

    def offset_us(self) -> int | None:
        """How far the wall clock is ahead of the server (negative: behind); None before the first answer."""
        now = self.now_us()
        return None if now is None else self._wall() - now

    def uncertainty_us(self) -> int | None:
        """How wrong `now_us` may be; None before the first answer."""
        with self._lock:
            anchor = self._anchor
        return None if anchor is None else anchor.uncertainty_at(self._elapsed())
