"""Jobs in line for one container: the next is there already when the last one ends, and waits for no way of the engine.

Theory of operation. The agent reads a job, runs it in a cell of its own, answers, and only then reads the next; what
was handed over meanwhile waits in the stream. Answers come in the order of the jobs; whoever is first in line reads.
Guarantees: what happens to a container happens to the job that is first; those behind it are told that nothing of
them has run. Who leaves last gives back a container that cannot be used again. Must not decide who stands in line.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from protocol.errors import EngineFault
from runner.boxes.container import Container
from runner.engine import Job, Outcome, ticker

_LOOK_S = 0.1


class Ending(Protocol):
    """What is told of a container that takes no more jobs, and whether it only stands idle."""

    def __call__(self, container: Container, *, idle: bool) -> None:
        """Take it."""
        ...


class NotRun(Exception):
    """The container ended before it came to this job."""


@dataclass(eq=False)
class _Place:
    job: Job
    answered: bool = False
    cut: bool = False
    first: threading.Event = field(default_factory=threading.Event)


class Line:
    """See above. Safe to use from several threads; `end` takes the container back."""

    def __init__(self, container: Container, end: Ending) -> None:
        self.container = container
        self._end = end
        self._handing, self._lock = threading.Lock(), threading.Lock()
        self._places: deque[_Place] = deque()
        self._over = self._given_up = False

    @property
    def over(self) -> bool:
        """Whether nobody may join any more."""
        return self._over

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Hand a job over and wait until its turn has come and gone. Raises NotRun, EngineFault, Stopped."""
        told = ticker(stop)

        def tick() -> None:
            told()
            if self._given_up:
                raise NotRun

        place = _Place(job)
        try:
            with self._handing:
                nonce = self._hand_over(place, tick)
            while not place.first.wait(_LOOK_S):
                tick()
            outcome = self.container.answer(job, nonce, tick)
            place.answered = outcome.exit_code is not None or outcome.signal is not None
            return outcome
        finally:
            self._leave(place)

    def close(self) -> None:
        """Give the container back. Safe to call twice, when nobody stands in line."""
        with self._lock:
            ends, self._over = not self._over, True
        if ends:
            self._end(self.container, idle=True)

    def _hand_over(self, place: _Place, tick: Callable[[], None]) -> bytes:
        with self._lock:
            if self._over:
                raise NotRun
            before_ms = sum(one.job.limits.last_wall_ms for one in self._places)
            self._places.append(place)
            self._places[0].first.set()
        try:
            return self.container.send(place.job, before_ms=before_ms, tick=tick)
        except EngineFault as fault:
            if place.first.is_set() and not self._given_up:
                raise
            place.cut = True  # how the container ended is for the first to say
            raise NotRun from fault

    def _leave(self, place: _Place) -> None:
        with self._lock:
            if place not in self._places:  # it never joined
                return
            self._places.remove(place)
            self._over = self._over or not place.answered or not self.container.cells
            self._given_up = self._given_up or (self._over and not place.cut)
            ends = self._over and not self._places
            if self._places:
                self._places[0].first.set()
        if ends:
            self._end(self.container, idle=place.answered)
