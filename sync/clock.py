"""The server's time on this device: an anchor given by the server plus a clock that only counts.

Guarantees: stepping the wall clock changes nothing; a sleeping laptop's time counts. The wall clock is only recorded.
Must not decide anything about lateness: the server does that.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from protocol.model import Frozen

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
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


def boot_id() -> str:
    """Which start of this machine it is: within one, `elapsed_us` of two launches compare. Empty where none is told."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


class KeptTime(Frozen):
    """What a launch leaves to the next: at the same moment, the server's time and what our own clocks showed."""

    server_us: int
    elapsed_us: int
    wall_us: int
    boot: str


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

    def __init__(
        self,
        elapsed: Callable[[], int] = elapsed_us,
        wall: Callable[[], int] = wall_us,
        boot: Callable[[], str] = boot_id,
    ) -> None:
        self._elapsed, self._wall, self._boot = elapsed, wall, boot
        self._anchor: Anchor | None = None
        self._kept: KeptTime | None = None
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
        """The server's time now in Unix microseconds; before the first answer as `resume` has it, else None."""
        with self._lock:
            anchor, kept = self._anchor, self._kept
        if anchor is not None:
            return anchor.server_us + self._elapsed() - anchor.elapsed_us
        return None if kept is None else kept.server_us + self._since(kept)

    def keep(self) -> KeptTime | None:
        """What the next launch may go on from; None while nothing is known."""
        now = self.now_us()
        if now is None:
            return None
        return KeptTime(server_us=now, elapsed_us=self._elapsed(), wall_us=self._wall(), boot=self._boot())

    def resume(self, kept: KeptTime) -> None:
        """Go on from what an earlier launch kept, until the server is heard."""
        with self._lock:
            self._kept = kept

    def _since(self, kept: KeptTime) -> int:
        """How long ago that was: by the counting clock, or after a restart of the machine by the wall clock.

        Never negative, so that setting the wall clock back gives no time.
        """
        elapsed = self._elapsed() - kept.elapsed_us
        if kept.boot and kept.boot == self._boot() and elapsed >= 0:
            return elapsed
        return max(0, self._wall() - kept.wall_us)

    def offset_us(self) -> int | None:
        """How far the wall clock is ahead of the server (negative: behind); None before the first answer."""
        now = self.now_us()
        return None if now is None else self._wall() - now

    def uncertainty_us(self) -> int | None:
        """How wrong `now_us` may be; None before the first answer."""
        with self._lock:
            anchor = self._anchor
        return None if anchor is None else anchor.uncertainty_at(self._elapsed())
