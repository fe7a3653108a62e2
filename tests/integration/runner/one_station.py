"""An engine whose jobs share one container, so that many submissions can be judged in little time."""
# ruff: noqa: ARG002 - the port has parameters that one station does not need

from __future__ import annotations

import threading
from typing import Self

from runner.boxes.docker_engine import DockerEngine
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

    def prepare(self, plan: Plan) -> None:
        self._engine.prepare(plan)

    def close(self) -> None:
        """Others go on with the station."""

    def end(self) -> None:
        self._station.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
