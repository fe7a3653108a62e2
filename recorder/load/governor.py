"""The governor: a thread that watches what recording costs, how late threads wake, and whether devices hang.

Guarantees: waking costs under a thousandth of a core; the figures are this process's own. Decides nothing about quality
(`recorder.load.ladder` does): whoever owns the streams is told the new step and its reason. A bug is loud in
the log and told, and the watching goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from recorder.load.ladder import Ladder, Load
from recorder.media import MICROSECONDS, now_us
from recorder.rounds import Rounds

_WAKE_S = 0.1
_WAKE_US = int(_WAKE_S * MICROSECONDS)
_LOOK_US: int = 2 * MICROSECONDS


class Capturing(Protocol):
    """A thread whose cost is counted, and whose device may hang."""

    cpu_us: int

    def look_alive(self) -> None:
        """Notice when the device hangs."""
        ...


class Encoding(Protocol):
    """A thread whose cost is counted, and which may fall behind."""

    cpu_us: int

    def behind_us(self) -> int:
        """How long what it does next has waited."""
        ...


class Governor:
    """Watches until it is stopped.

    `workers` gives the capture threads and the encoder threads of the moment; `changed` is told a new step and why,
    `failed` that a look has failed, the first in a row.
    """

    def __init__(
        self,
        workers: Callable[[], tuple[Iterable[Capturing], Iterable[Encoding]]],
        changed: Callable[[int, str], None],
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        self._workers = workers
        self._changed = changed
        self._ladder = Ladder()
        self._used: dict[int, int] = {}
        self._late_us: list[int] = []
        self._due_us = self._looked_us = 0
        self._rounds = Rounds("governor", _WAKE_S, self._wake, failed)

    def start(self) -> None:
        """Begin to watch; returns at once."""
        self._looked_us = now_us()
        self._due_us = self._looked_us + _WAKE_US
        self._rounds.start()

    def stop_soon(self) -> None:
        """Watch no more."""
        self._rounds.stop_soon()

    def _wake(self) -> None:
        at_us = now_us()
        self._late_us.append(at_us - self._due_us)
        try:
            if at_us - self._looked_us >= _LOOK_US:
                self._look(at_us)
        finally:
            self._due_us = now_us() + _WAKE_US

    def _look(self, at_us: int) -> None:
        late_us, lasted_us = self._late_us, at_us - self._looked_us
        self._late_us, self._looked_us = [], at_us
        for capture in self._workers()[0]:
            capture.look_alive()
        share = self._spent_us() / lasted_us
        reason = self._ladder.look(Load(sorted(late_us)[len(late_us) * 9 // 10], self._behind_us(), share), at_us)
        if reason:
            self._changed(self._ladder.step, reason)

    def _behind_us(self) -> int:
        return max((encoder.behind_us() for encoder in self._workers()[1]), default=0)

    def _spent_us(self) -> int:
        """Processor time of all since last asked; a thread that is new is counted from its begin."""
        captures, encoders = self._workers()
        now = {id(each): each.cpu_us for each in captures} | {id(each): each.cpu_us for each in encoders}
        spent_us = sum(cpu_us - self._used.get(number, 0) for number, cpu_us in now.items())
        self._used = now
        return max(0, spent_us)
