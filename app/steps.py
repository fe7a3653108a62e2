"""Start-up as reversible steps: performed in order, reverted in the opposite order.

Guarantees: when a step fails, every step before it is reverted and the failure is raised; at the end each performed
step is reverted exactly once, with its own deadline, even when another one fails to stop.
Idea: SafeExamBrowser's OperationSequence (perform and revert of one concern in one class). Must not know what steps do.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from protocol.errors import RecrutrError

_log = logging.getLogger(__name__)


class Step(Protocol):
    """One concern of start-up."""

    @property
    def name(self) -> str:
        """For log lines."""
        ...

    @property
    def deadline_s(self) -> float:
        """How long `revert` may take."""
        ...

    def perform(self) -> None:
        """Bring it up. Raises RecrutrError when the world does not allow it; must leave nothing behind then."""
        ...

    def revert(self, deadline_s: float) -> None:
        """Take it down within `deadline_s`."""
        ...


@dataclass(frozen=True, slots=True)
class Pair:
    """A step made of two functions."""

    name: str
    up: Callable[[], None]
    down: Callable[[float], None]
    deadline_s: float = 5.0

    def perform(self) -> None:
        """Bring it up."""
        self.up()

    def revert(self, deadline_s: float) -> None:
        """Take it down."""
        self.down(deadline_s)


class Sequence:
    """An ordered list of steps and how far it has come."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._waiting = list(steps)
        self._performed: list[Step] = []

    def perform(self) -> None:
        """Perform all steps; on a failure revert those performed, in reverse, and raise it."""
        while self._waiting:
            step = self._waiting.pop(0)
            try:
                step.perform()
            except BaseException:
                _log.warning("start-up step failed: %s", step.name)
                self.revert()
                raise
            self._performed.append(step)

    def add(self, step: Step) -> None:
        """Perform one more step now and revert it with the others. Raises what it raises; the others stay up."""
        step.perform()
        self._performed.append(step)

    def revert(self) -> list[str]:
        """Revert what was performed, last first; returns the names of steps that failed or overran their deadline."""
        late: list[str] = []
        while self._performed:
            step = self._performed.pop()
            began = time.monotonic()
            try:
                step.revert(step.deadline_s)
            except RecrutrError as error:
                _log.warning("step %s did not stop cleanly: %s", step.name, error.code)
                late.append(step.name)
            except Exception:  # noqa: BLE001  stopping is a thread loop of its own: one bad step must not keep the others running
                _log.exception("step %s failed while stopping", step.name)
                late.append(step.name)
            else:
                if time.monotonic() - began > step.deadline_s:
                    _log.warning("step %s overran its deadline of %s s", step.name, step.deadline_s)
                    late.append(step.name)
        return late
