"""Containers kept ready, so that nobody who clicks waits for one to start.

Each is used by one station and then removed; a new one is made in the background, once the click is over. Guarantees:
never more than `ahead` stand idle, those not asked for in ten minutes go; a failing engine raises for whoever takes,
and is never hidden by the background. Must not run jobs.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from protocol.errors import EngineFault
from runner.boxes.container import Container
from runner.engine import Plan

_log = logging.getLogger(__name__)

PER_PLAN = 4
"""More do not help: a click takes one or two, and refilling takes half a second each."""
_RECENT_S = 5.0
_FORGOTTEN_S = 600.0
_BREATH_S = 0.3
"""So long after a take nothing is made: the processor belongs to the click."""
_WORK_S = 3.0
"""And nothing is made, nor an idle one removed, for so long while what was taken is in use: either costs as much of a
processor as dozens of small tests. Where somebody is always at work, so long after that began."""
_STARTING_S = 60.0


@dataclass
class _Shelf:
    """Containers for one plan."""

    ready: deque[Container] = field(default_factory=deque)
    taken: deque[float] = field(default_factory=lambda: deque(maxlen=PER_PLAN))
    asked: float = 0.0
    announced: int = 1
    starting: int = 0
    waiting: int = 0

    def wanted(self, now: float) -> int:
        """How many should stand ready: as many as were taken lately, or announced."""
        if now - self.asked > _FORGOTTEN_S:
            return 0
        return max(self.announced, sum(1 for moment in self.taken if now - moment < _RECENT_S))


class Pool:
    """See above. Safe to use from several threads; `ahead` 0 keeps none and makes each on demand."""

    def __init__(self, make: Callable[[Plan], Container], ahead: int) -> None:
        self._make, self._ahead = make, ahead
        self._shelves: dict[Plan, _Shelf] = {}
        self._bin: deque[Container] = deque()
        self._used: deque[Container] = deque()
        self._removing = False
        self._in_use: dict[str, float] = {}
        self._busy_since: float | None = None
        self._given_back = -_BREATH_S
        self._changed = threading.Condition()
        self._closed = False
        self._threads: list[threading.Thread] = []

    def take(self, plan: Plan) -> Container:
        """A container that nobody has used; `discard` it. Raises EngineFault."""
        plan = _key(plan)
        container = self._stocked(plan) or self._make(replace(plan, ready=min(plan.ready, 1)))  # somebody waits for it
        with self._changed:
            now = time.monotonic()
            self._at_work(now)  # so that what begins now is not taken for part of what was before
            self._in_use[container.id] = now
        return container

    def prepare(self, plan: Plan, stations: int = 1) -> None:
        """Say that containers for this plan will be wanted soon, so many at once; returns at once."""
        with self._changed:
            if not self._closed and self._ahead:
                self._open()
                self._asked(_key(plan)).announced = min(max(stations, 1), PER_PLAN)
                self._changed.notify_all()

    def ready(self, plan: Plan) -> int:
        """How many stand ready for this plan."""
        with self._changed:
            shelf = self._shelves.get(_key(plan))
            return len(shelf.ready) if shelf else 0

    def settled(self) -> bool:
        """Whether nothing is being made or removed, nor waits for it."""
        with self._changed:
            starting = any(shelf.starting for shelf in self._shelves.values())
            return not (starting or self._bin or self._used or self._removing)

    def discard(self, container: Container, *, idle: bool = True) -> None:
        """Remove a used container in the background: at once, or when it is idle, once nobody is at work."""
        with self._changed:
            self._in_use.pop(container.id, None)
            self._given_back = time.monotonic()
            if not self._closed:
                (self._used if idle else self._bin).append(container)
                self._changed.notify_all()
                return
        _remove(container)

    def close(self) -> None:
        """Remove everything and wait until it is gone. Safe to call twice."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        for shelf in self._shelves.values():
            self._bin.extend(shelf.ready)
            shelf.ready.clear()
        self._bin.extend(self._used)
        self._used.clear()
        while self._bin:
            _remove(self._bin.popleft())

    def _stocked(self, plan: Plan) -> Container | None:
        with self._changed:
            self._open()
            shelf = self._asked(plan)
            shelf.taken.append(shelf.asked)
            self._changed.notify_all()
            if not shelf.ready and shelf.starting > shelf.waiting:
                shelf.waiting += 1
                self._changed.wait_for(lambda: bool(shelf.ready) or not shelf.starting, _STARTING_S)
                shelf.waiting -= 1
            return shelf.ready.popleft() if shelf.ready else None

    def _open(self) -> None:
        if self._threads or self._closed:
            return
        self._threads = [threading.Thread(target=self._clear, name="boxes: removing", daemon=True)]
        if self._ahead:
            self._threads.append(threading.Thread(target=self._fill, name="boxes: making ready", daemon=True))
        for thread in self._threads:
            thread.start()

    def _asked(self, plan: Plan) -> _Shelf:
        shelf = self._shelves.setdefault(plan, _Shelf())
        shelf.asked = time.monotonic()
        return shelf

    def _clear(self) -> None:
        while True:
            with self._changed:
                while not (self._bin or self._closed or (self._used and not self._at_work(time.monotonic()))):
                    self._changed.wait(_BREATH_S if self._used else None)
                if not self._bin and self._closed:
                    return
                container = (self._bin or self._used).popleft()
                self._removing = True
            _remove(container)
            with self._changed:
                self._removing = False

    def _fill(self) -> None:
        while True:
            with self._changed:
                if self._closed:
                    return
                plan = self._next(time.monotonic())
                if plan is None:
                    self._changed.wait(_BREATH_S if self._hungry() else _FORGOTTEN_S / 10)
                    continue
                shelf = self._shelves[plan]
                shelf.starting += 1
            self._make_one(plan, shelf)

    def _make_one(self, plan: Plan, shelf: _Shelf) -> None:
        container: Container | None = None
        try:
            container = self._make(plan)
        except EngineFault as fault:
            _log.warning("no container could be made ready: %s", fault.code)
        with self._changed:
            shelf.starting -= 1
            if container is None:
                shelf.asked = -_FORGOTTEN_S  # whoever takes next sees the fault
            elif self._closed:
                self._bin.append(container)
            else:
                shelf.ready.append(container)
            self._changed.notify_all()

    def _hungry(self) -> bool:
        now = time.monotonic()
        return any(len(shelf.ready) < shelf.wanted(now) for shelf in self._shelves.values()) and self._room() > 0

    def _room(self) -> int:
        return self._ahead - sum(len(shelf.ready) + shelf.starting for shelf in self._shelves.values())

    def _next(self, now: float) -> Plan | None:
        """What to make now; puts aside what nobody has asked for lately."""
        by_use = sorted(self._shelves.items(), key=lambda item: item[1].asked, reverse=True)
        for plan, shelf in by_use:
            while len(shelf.ready) > max(shelf.wanted(now), 0) and now - shelf.asked > _RECENT_S:
                self._bin.append(shelf.ready.pop())
            if not shelf.ready and not shelf.starting and not shelf.waiting and not shelf.wanted(now):
                del self._shelves[plan]
        if any(now - moment < _BREATH_S for _, shelf in by_use for moment in shelf.taken):
            return None
        if self._at_work(now):
            return None
        for plan, shelf in by_use:
            if len(shelf.ready) + shelf.starting < shelf.wanted(now):
                if self._room() <= 0 and not self._make_room(by_use, plan):
                    return None
                return plan
        return None

    def _at_work(self, now: float) -> bool:
        """Whether to leave the processor to who works; not for ever, or used containers would pile up."""
        pausing = now - self._given_back < _BREATH_S  # between the compiler and the tests, for instance
        if not pausing and not any(now - moment < _WORK_S for moment in self._in_use.values()):
            self._busy_since = None
            return False
        self._busy_since = now if self._busy_since is None else self._busy_since
        return now - self._busy_since < _WORK_S

    def _make_room(self, by_use: list[tuple[Plan, _Shelf]], favoured: Plan) -> bool:
        """Put aside a container of the plan that was asked for longest ago."""
        for plan, shelf in reversed(by_use):
            if plan != favoured and shelf.ready:
                self._bin.append(shelf.ready.pop())
                shelf.asked = -_FORGOTTEN_S
                return True
        return False


def _key(plan: Plan) -> Plan:
    """Plans that differ only in what is decided per job share a shelf."""
    limits = replace(plan.limits, wall_ms=0, cpu_ms=plan.limits.cpu_ms if plan.warm else 0)
    return replace(plan, limits=limits)


def _remove(container: Container) -> None:
    try:
        container.remove()
    except EngineFault as fault:
        _log.warning("a container could not be removed: %s", fault.code)
