"""Two containers whose programs speak with each other: what one writes, the other reads, until both have ended.

Guarantees: bytes pass in order and unchanged; the end of a stream and a reader that is gone are passed on as a pipe
would; nothing is kept of what was said. Each program stays inside its own limits.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from protocol.errors import EngineFault
from runner.boxes.box_frames import ANSWER, OUTPUT, deaf_frame, end_frame, input_frame, read_answer
from runner.boxes.container import START_ALLOWANCE_S, Container, ticker
from runner.engine import Conversation, Job, Outcome, Stopped


def converse(
    first: Container, one: Job, second: Container, other: Job, stop: threading.Event | None = None
) -> Conversation:
    """Run both jobs, connected. Raises EngineFault, Stopped, ValueError for jobs with an input of their own."""
    if one.stdin or other.stdin:
        raise ValueError("the input of each is the output of the other")
    last_wall_ms = max(one.limits.last_wall_ms, other.limits.last_wall_ms)
    deadline = time.monotonic() + last_wall_ms / 1000 + START_ALLOWANCE_S
    failed = threading.Event()
    sides = (_Side(first, one), _Side(second, other))

    def watch(side: _Side, towards: _Side) -> Outcome:
        try:
            return side.relay(towards, deadline, stop, failed)
        except BaseException:
            failed.set()
            raise

    with ThreadPoolExecutor(2, "talk") as pool:
        futures = [pool.submit(watch, *sides), pool.submit(watch, *reversed(sides))]
        errors = [error for future in futures if (error := future.exception()) is not None]
    if errors:
        raise next((error for error in errors if not isinstance(error, _Given)), errors[0])
    outcomes = [future.result() for future in futures]
    for container in (first, second):
        container.stream.send(end_frame(), deadline)
    one_end, other_end = outcomes
    met_the_end = other_end.heard_end or signal.SIGPIPE in {other_end.signal, (other_end.exit_code or 0) - 128}
    knew = met_the_end and one_end.ended_us <= other_end.ended_us
    return Conversation(one_end, other_end, "first" if knew else "second")


class _Given(Stopped):
    """This side was given up because the other failed."""


class _Side:
    """One of the two."""

    def __init__(self, container: Container, job: Job) -> None:
        self._container, self._job = container, job
        self._nonce = container.send(job, live=True)
        self._gone = False

    def hear(self, frame: bytes, deadline: float, tick: Callable[[], None]) -> None:
        """Hand a message to this side, unless it is gone; whether it ended well is for its own relay to say."""
        if not self._gone:
            try:
                self._container.stream.send(frame, deadline, tick)
            except EngineFault:
                self._gone = True

    def relay(self, towards: _Side, deadline: float, stop: threading.Event | None, failed: threading.Event) -> Outcome:
        """Pass on what this side says, until it answers."""
        told = ticker(stop)

        def tick() -> None:
            told()
            if failed.is_set():
                raise _Given

        for kind, payload in self._container.messages(deadline, tick):
            if kind == OUTPUT:
                towards.hear(input_frame(payload), deadline, tick)
            elif kind == ANSWER:
                towards.hear(deaf_frame(), deadline, tick)
                return read_answer(payload, self._nonce, self._job)
        outcome = self._container.without_answer()
        raise EngineFault(
            "engine.box_lost", "The sandbox ended in the middle of a talk; try again.", {"oom": outcome.oom}
        )
