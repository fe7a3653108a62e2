"""Engines and stations for tests: one whose jobs share a container, and a container that was made ahead."""
# ruff: noqa: ARG002 - the port has parameters that one station does not need

from __future__ import annotations

import threading
from typing import Self, cast

from runner.boxes.container import Container, Maker
from runner.boxes.docker_engine import DockerEngine, DockerStation
from runner.boxes.pool import Pool
from runner.engine import COMMON_LAYER, COMPILE_LIMITS, Conversation, Dialogue, Job, Outcome, Person, Plan


class OneStation:
    """An engine that runs all jobs, compilers' too, in cells of one container: thirty submissions, two containers."""

    room = 1

    def __init__(self, engine: DockerEngine, layer: str = COMMON_LAYER) -> None:
        self._engine = engine
        self._station = engine.open(Plan(COMPILE_LIMITS, layer, ready=2))

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        return self._station.run(job, stop)

    def open(self, plan: Plan) -> OneStation:
        return self

    def attend(self, job: Job, person: Person, stop: threading.Event | None = None) -> Outcome:
        return self._engine.attend(job, person, stop)

    def open_dialogue(self, first: Plan, second: Plan) -> Dialogue:
        return self._engine.open_dialogue(first, second)

    def converse(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        return self._engine.converse(first, second, stop)

    def image_digest(self, layer: str = COMMON_LAYER) -> str:
        return self._engine.image_digest(layer)

    def prepare(self, plan: Plan, stations: int = 1) -> None:
        self._engine.prepare(plan, stations)

    def close(self) -> None:
        """Others go on with the station."""

    def end(self) -> None:
        self._station.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Ahead:
    """In place of the pool: each container is made for all cells of its plan, as those are that nobody waits for."""

    def __init__(self, engine: DockerEngine) -> None:
        self._maker = Maker(engine.door)

    def take(self, plan: Plan) -> Container:
        return self._maker.make(plan)

    def discard(self, container: Container, *, idle: bool = True) -> None:
        container.remove()


def opened(engine: DockerEngine, plan: Plan) -> DockerStation:
    """A station with its container, which makes the cells of the plan until the first job comes."""
    station = DockerStation(cast("Pool", Ahead(engine)), plan)
    station._in_use()
    return station
