"""The clock of one launch of the app.

Guarantees: `mono_us` never goes back and starts near zero with the launch, so that it tells nothing of how long the
machine has been on. The wall clock is only recorded; no decision is made by it.
"""

from __future__ import annotations

import time

from protocol.identifiers import new_identifier
from protocol.journal import Moment


class LaunchClock:
    """Times of one launch; safe from any thread."""

    def __init__(self) -> None:
        self._zero_ns = time.monotonic_ns()
        self.launch = new_identifier()

    def mono_us(self) -> int:
        """Microseconds since this launch."""
        return (time.monotonic_ns() - self._zero_ns) // 1000

    def wall_us(self) -> int:
        """Microseconds of Unix time by this machine's clock, right or wrong."""
        return time.time_ns() // 1000

    def moment(self) -> Moment:
        """Now, as a journal entry wants it."""
        return Moment(launch=self.launch, mono_us=self.mono_us(), wall_us=self.wall_us())
