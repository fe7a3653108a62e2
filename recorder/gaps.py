"""What is missing though no device was lost: stretches in which nothing came, and the computer's sleep.

Guarantees: a stretch is counted once, and what the queue left out (told by itself) is not counted again. Tells nothing:
it only counts.
"""

from __future__ import annotations

from recorder.media import MICROSECONDS, elapsed_us, now_us

STALL_US = MICROSECONDS
"""A slow camera or a busy computer gives fewer pictures; a second without any is a gap."""
SLEEP_US = MICROSECONDS // 2


class Missing:
    """Adds up what is missing from one stream until somebody asks."""

    def __init__(self) -> None:
        self._missing_us = 0
        self._explained_us = 0

    def explain(self, lost_us: int) -> None:
        """Note a loss that is told elsewhere and will show as a stretch."""
        self._explained_us += lost_us

    def note(self, stretch_us: int, least_us: int) -> None:
        """Note a stretch in which nothing came; it counts where it is longer than what is explained by `least_us`."""
        rest_us = stretch_us - self._explained_us
        self._explained_us = 0
        if rest_us > least_us:
            self._missing_us += rest_us

    def take_us(self) -> int:
        """Take what is missing since last asked."""
        missing_us, self._missing_us = self._missing_us, 0
        return missing_us


class SleepWatch:
    """Tells how long the computer slept, from the clock that sleep does not stop."""

    def __init__(self) -> None:
        self._ahead_us = max(_ahead_us() for _ in range(3))

    def slept_us(self) -> int:
        """Tell how long it slept since last asked; 0 when it did not."""
        slept_us = _ahead_us() - self._ahead_us
        if slept_us < SLEEP_US:
            return 0
        self._ahead_us += slept_us
        return slept_us


def _ahead_us() -> int:
    """How far the one clock is ahead; a pause between the two readings makes it less, which tells no false sleep."""
    elapsed = elapsed_us()
    return elapsed - now_us()
