"""An engine that implements the port without a sandbox: it answers each job from a function."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Self

from runner.engine import COMMON_LAYER, Conversation, Job, Outcome, Person, Plan, Stopped


def ended(stdout: bytes = b"", **changes: Any) -> Outcome:
    """A program that ended well after 5 ms, with changes."""
    return replace(Outcome(0, None, 5, 6, 1000, stdout), **changes)


class ScriptedEngine:
    """Keeps every job; safe from several threads."""

    room = 1

    def __init__(
        self,
        answer: Callable[[Job], Outcome],
        talk: Callable[[Job, Job], Conversation] | None = None,
    ) -> None:
        self._answer, self._talk = answer, talk
        self.plans: list[Plan] = []
        self.announced: list[tuple[Plan, int]] = []
        self.jobs: list[Job] = []
        self._lock = threading.Lock()

    def image_digest(self, layer: str = COMMON_LAYER) -> str:
        return "sha256:scripted" if layer == COMMON_LAYER else f"sha256:{layer}"

    def prepare(self, plan: Plan, stations: int = 1) -> None:
        self.announced.append((plan, stations))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def open(self, plan: Plan) -> ScriptedEngine:
        self.plans.append(plan)
        return self

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        if stop is not None and stop.is_set():
            raise Stopped
        with self._lock:
            self.jobs.append(job)
        return self._answer(job)

    def attend(self, job: Job, person: Person, stop: threading.Event | None = None) -> Outcome:
        typed = b""
        while piece := person.next_typed(0.05):
            typed += piece
        outcome = self.run(replace(job, stdin=typed), stop)
        person.heard(outcome.stdout)
        return replace(outcome, stdout=b"")

    def open_dialogue(self, first: Plan, second: Plan) -> ScriptedDialogue:
        self.plans += [first, second]
        return ScriptedDialogue(self)

    def converse(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        if stop is not None and stop.is_set():
            raise Stopped
        assert self._talk is not None
        with self._lock:
            self.jobs += [first, second]
        return self._talk(first, second)

    def close(self) -> None:
        pass


class ScriptedDialogue:
    """Conversations of a scripted engine."""

    def __init__(self, engine: ScriptedEngine) -> None:
        self._engine = engine

    def run(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        return self._engine.converse(first, second, stop)

    def close(self) -> None:
        pass
