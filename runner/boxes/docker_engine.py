"""The sandbox on Docker (or Podman's Docker API): one hardened container per submission, a fresh box per run.

Theory of operation. A container from our image has no network, capabilities, privileges, host mounts or writable
root; its process 1 is the agent (runner/images/agent). Jobs go in and results come out as framed messages on the
attached stream; an answer is sealed with a key made for its job, and what does not verify is thrown away. Each job
runs in a cell: fresh namespaces and file systems inside the container, which end with it. Where the machine allows no
cells, each job has a container of its own. Nothing is ever read from a place that a program could write. Containers
are removed by id, always.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import replace
from typing import Self

from runner import images
from runner.boxes.attended import attend
from runner.boxes.container import Container, Maker
from runner.boxes.conversation import converse
from runner.boxes.docker_door import DockerDoor, image_missing
from runner.boxes.line import Line, NotRun
from runner.boxes.pool import Pool
from runner.boxes.sweeping import sweep
from runner.engine import COMMON_LAYER, Conversation, Job, Outcome, Person, Plan

READY_AHEAD = 6
"""Idle containers on a candidate's machine: two languages, each compiling and running, and one to spare; 9 MB each."""


IN_LINE = 4
"""Jobs in the hands of one station. Two hide the ways; with more, one slow thread of ours makes no station wait."""


class _Desk:
    """One container at a time of one plan, exchanged for a fresh one whenever it cannot be used again."""

    def __init__(self, pool: Pool, plan: Plan) -> None:
        self._pool, self.plan = pool, plan
        self.container: Container | None = None

    def take(self) -> Container:
        """The container for the next job; until it is put back, nobody else has it. Raises EngineFault."""
        container, self.container = self.container, None
        return container if container is not None else self._pool.take(self.plan)

    def put_back(self, container: Container, outcome: Outcome | None) -> None:
        """After a job: keep it for the next one if it answered as it must; without an outcome it did not."""
        answered = outcome is not None and (outcome.exit_code is not None or outcome.signal is not None)
        if container.cells and answered and self.container is None:
            self.container = container
        else:
            self._pool.discard(container, idle=answered)

    def close(self) -> None:
        """Remove the container. Safe to call twice."""
        container, self.container = self.container, None
        if container is not None:
            self._pool.discard(container)


class DockerStation:
    """A container for one submission, exchanged for a fresh one whenever it cannot be used again."""

    def __init__(self, pool: Pool, plan: Plan) -> None:
        self._pool, self._plan = pool, plan
        self._lock = threading.Lock()
        self._line: Line | None = None

    @property
    def container(self) -> Container | None:
        """In which the last job ran."""
        line = self._line
        return line.container if line is not None else None

    @property
    def room(self) -> int:
        """How many jobs may be in its hands at once: one, until a first has shown that they run in cells."""
        container = self.container
        return IN_LINE if container is not None and container.cells else 1

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run one job in a fresh box. Raises EngineFault, Stopped."""
        if not self._plan.takes(job):
            return self._run_apart(job, stop)
        while True:
            with contextlib.suppress(NotRun):
                return self._in_use().run(job, stop)

    def _in_use(self) -> Line:
        with self._lock:
            if self._line is None or self._line.over:
                self._line = Line(self._pool.take(self._plan), self._pool.discard)
            return self._line

    def _run_apart(self, job: Job, stop: threading.Event | None) -> Outcome:
        with DockerStation(self._pool, Plan.for_job(job)) as apart:
            return apart.run(job, stop)

    def close(self) -> None:
        """Remove the container. Safe to call twice."""
        if self._line is not None:
            self._line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class DockerDialogue:
    """Two containers for conversations."""

    def __init__(self, pool: Pool, first: Plan, second: Plan) -> None:
        self._pool, self._desks = pool, (_Desk(pool, first), _Desk(pool, second))

    def run(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        """Run two jobs, connected, each in a fresh box. Raises EngineFault, Stopped."""
        self._fit(first, second)
        one, other = self._desks
        talk: Conversation | None = None
        mine = one.take()
        try:
            theirs = other.take()
            try:
                talk = converse(mine, first, theirs, second, stop)
                return talk
            finally:
                other.put_back(theirs, talk.second if talk else None)
        finally:
            one.put_back(mine, talk.first if talk else None)

    def close(self) -> None:
        """Remove both containers. Safe to call twice."""
        for desk in self._desks:
            desk.close()

    def _fit(self, *jobs: Job) -> None:
        for desk, job in zip(self._desks, jobs, strict=True):
            if not desk.plan.takes(job):
                desk.close()
                desk.plan = Plan.for_job(job)


class DockerEngine:
    """`Engine` on a container engine. Nothing is contacted before the first use.

    `ahead` is how many containers may stand ready; `cells` False gives each job a container of its own.
    """

    def __init__(self, address: str | None = None, *, ahead: int = 0, cells: bool = True) -> None:
        self.door, self.cells = DockerDoor(address), cells
        self._pool = Pool(Maker(self.door, cells=cells).make, ahead)

    def image_digest(self, layer: str = COMMON_LAYER) -> str:
        """The digest of the image in which programs of this layer run. Raises EngineFault."""
        tag = images.current_tag(layer)
        digest = self.door.image_id(tag)
        if digest is None:
            raise image_missing(tag)
        return digest

    def open(self, plan: Plan) -> DockerStation:
        """A station; its container is taken with the first job. Raises EngineFault."""
        return DockerStation(self._pool, plan)

    def prepare(self, plan: Plan, stations: int = 1) -> None:
        """Have containers for this plan ready soon; returns at once and never raises."""
        self._pool.prepare(plan, stations)

    def ready(self, plan: Plan) -> int:
        """How many containers stand ready for this plan."""
        return self._pool.ready(plan)

    def settled(self) -> bool:
        """Whether no container is being made or removed, nor waits for it."""
        return self._pool.settled()

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run one job in a station of its own. Raises EngineFault, Stopped."""
        plan = Plan.for_job(job)
        if job.warm is not None and self._pool.ready(replace(plan, warm=job.warm)):
            plan, job = replace(plan, warm=job.warm), replace(job, argv=job.warm.argv)
        with self.open(plan) as station:
            return station.run(job, stop)

    def attend(self, job: Job, person: Person, stop: threading.Event | None = None) -> Outcome:
        """Run one job before a person, in a container of its own. Raises EngineFault, Stopped."""
        plan = Plan.for_job(job)
        if job.warm is not None and self._pool.ready(replace(plan, warm=job.warm)):
            plan = replace(plan, warm=job.warm)  # for the sake of the container; the interpreter in it is not used
        container = self._pool.take(plan)
        try:
            return attend(container, job, person, stop)
        finally:
            self._pool.discard(container)

    def open_dialogue(self, first: Plan, second: Plan) -> DockerDialogue:
        """Room for conversations; its containers are taken with the first one. Raises EngineFault."""
        return DockerDialogue(self._pool, first, second)

    def converse(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        """Run two jobs connected with each other, each in a container of its own. Raises EngineFault, Stopped."""
        dialogue = self.open_dialogue(Plan.for_job(first), Plan.for_job(second))
        try:
            return dialogue.run(first, second, stop)
        finally:
            dialogue.close()

    def sweep(self) -> int:
        """Remove containers whose owner is gone or whose time is over; how many. Raises EngineFault."""
        return sweep(self.door)

    def close(self) -> None:
        """Remove what is kept ready and close the connections. Safe to call twice."""
        self._pool.close()
        self.door.close()
