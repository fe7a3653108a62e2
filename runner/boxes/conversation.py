"""Two containers whose programs speak with each other: what one writes, the other reads, until both have ended.

Guarantees: bytes pass in order and unchanged; the end of a stream and a reader that is gone are passed on as a pipe
would; nothing is kept of what was said. Each program stays inside its own limits. Where the end of the second settles
the talk (`Job.settles_unless`), the first is ended soon after, whatever it does.
"""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from protocol.errors import EngineFault
from runner.boxes.box_frames import ANSWER, OUTPUT, deaf_frame, end_frame, input_frame, read_answer
from runner.boxes.container import START_ALLOWANCE_S, Container
from runner.engine import Conversation, Job, Outcome, Stopped, ticker

GRACE_S = 1.0
"""So long the first has to end by itself when the second has settled the talk. Nearly all do, at the end of their input
or of a broken pipe, and only then their container can be used again."""
_CUT_OFF = Outcome(None, None, 0, 0, 0)
"""Of a program that was ended with the talk: nothing is known, and nothing of it matters."""


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
    one_end, other_end = outcomes
    for container, outcome in ((first, one_end), (second, other_end)):
        if outcome is not _CUT_OFF:
            container.stream.send(end_frame(), deadline)
    knew = _met_the_end(other_end) and one_end.ended_us <= other_end.ended_us
    return Conversation(one_end, other_end, "first" if knew else "second")


def _met_the_end(outcome: Outcome) -> bool:
    """Whether a program ended knowing that the other had, or could have known it."""
    return outcome.heard_end or signal.SIGPIPE in {outcome.signal, (outcome.exit_code or 0) - 128}


class _Given(Stopped):
    """This side was given up because the other failed."""


class _CutOff(Exception):
    """This side has had its time after the talk was settled."""


class _Side:
    """One of the two."""

    def __init__(self, container: Container, job: Job) -> None:
        self._container, self._job = container, job
        self._nonce = container.send(job, live=True)
        self._gone = self._cut_off = False
        self._last_s = math.inf

    def hear(self, frame: bytes, deadline: float, tick: Callable[[], None]) -> None:
        """Hand a message to this side, unless it is gone; whether it ended well is for its own relay to say."""

        def tick_while_here() -> None:
            tick()
            if self._cut_off:
                raise _CutOff

        if not self._gone:
            try:
                self._container.stream.send(frame, deadline, tick_while_here)
            except (EngineFault, _CutOff):
                self._gone = True

    def relay(self, towards: _Side, deadline: float, stop: threading.Event | None, failed: threading.Event) -> Outcome:
        """Pass on what this side says, until it answers or its last moment comes."""
        told = ticker(stop)

        def tick() -> None:
            told()
            if failed.is_set():
                raise _Given

        def tick_to_the_last() -> None:
            tick()
            if time.monotonic() > self._last_s:
                raise _CutOff

        try:
            for kind, payload in self._container.messages(deadline, tick_to_the_last):
                if kind == OUTPUT:
                    towards.hear(input_frame(payload), deadline, tick)  # whole, so that the other stream stays good
                elif kind == ANSWER:
                    outcome = read_answer(payload, self._nonce, self._job)
                    if self._settles(outcome):
                        towards._last_s = time.monotonic() + GRACE_S
                    towards.hear(deaf_frame(), deadline, tick)
                    return outcome
        except _CutOff:
            self._cut_off = True
            return _CUT_OFF
        outcome = self._container.without_answer()
        raise EngineFault(
            "engine.box_lost", "The sandbox ended in the middle of a talk; try again.", {"oom": outcome.oom}
        )

    def _settles(self, outcome: Outcome) -> bool:
        """Whether the other's end can change nothing any more: this side "ended first", however slow the machine is."""
        unless = self._job.settles_unless
        return unless is not None and outcome.exit_code != unless and not _met_the_end(outcome)
