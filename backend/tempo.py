"""How long devices should let pass between two batches of the journal, so that all of them find room.

Sixty entries cost the server a quarter in one batch of what they cost in ten, so a busy server is better served by
fewer, larger ones than by sending calls away. So many devices as were heard lately, each at so many seconds for a batch
as they take now, make the pace at which all fit; it is told once calls had to wait, and as long as it is slower than
devices' own. Must not know what a call does; used on the event loop only.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from protocol.wire import LONGEST_PACE_S

CONGESTED_S = 0.25
"""Calls of work that wait in line for longer say that too many come."""
SHARE = 0.85
"""Of the time goes to batches at most; beyond it the wait of those in line grows without bound."""
HEARD_S = 2.0 * LONGEST_PACE_S
"""A device that was not heard for so long has gone, or types nothing."""
USUAL_PACE_S = 2.0
"""What devices do of themselves."""


class Tempo:
    """One process's own. Times are seconds of a monotonic clock."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._heard_s: dict[str, float] = {}  # the one that was heard longest ago first
        self._congested = False

    def heard(self, device: str) -> None:
        """A batch of this device came."""
        now_s = self._clock_s()
        self._heard_s.pop(device, None)
        self._heard_s[device] = now_s
        while now_s - next(iter(self._heard_s.values())) > HEARD_S:
            del self._heard_s[next(iter(self._heard_s))]

    def waited(self, seconds: float) -> None:
        """A call of work was taken up after so long in line."""
        self._congested = self._congested or seconds > CONGESTED_S

    def refused(self) -> None:
        """A call of work was sent away."""
        self._congested = True

    def pace_s(self, each_s: float) -> int | None:
        """Whole seconds for a device that asks now, a batch taking `each_s`; None while it may keep its own pace."""
        fitting_s = len(self._heard_s) * each_s / SHARE
        if fitting_s <= USUAL_PACE_S:
            self._congested = False
        return min(math.ceil(fitting_s), LONGEST_PACE_S) if self._congested else None
