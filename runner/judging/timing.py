"""Which of several runs counts near the time limit, so that the load of the machine never decides a verdict.

Processor time is disturbed only upwards (caches, turbo, a busy twin of the core), so the run with the least of it is
the nearest to the truth: near the limit a program runs up to three times, and the least disturbed run counts as a
whole. A result outside the margin is never run again. Pure but for the runs that it is handed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from protocol.errors import EngineFault
from runner.engine import Limits, Outcome

NEAR_FROM, NEAR_TO = 0.9, 1.3
"""Results between these multiples of the time limit are near it. A run is watched at least until the second one."""
RUNS = 3
WAITED = 0.5
"""A program that the wall clock ended after less processor time than this part of its limit only waited."""

_T = TypeVar("_T")


def least_disturbed(run: Callable[[], _T], clock: Callable[[_T], Outcome], limit_ms: int, limits: Limits) -> _T:
    """Run once, and again while the result is near the limit; the one that counts.

    `clock` takes from a result the outcome whose time decides; `limits` are those it ran under. Raises EngineFault when
    the machine had no time for the program in any run: that says nothing about the program.
    """
    best = run()
    for _ in range(RUNS - 1):
        if not is_near(clock(best), limit_ms):
            break
        again = run()
        best = min(best, again, key=lambda one: _disturbance(clock(one)))
    if _starved(clock(best), limits):
        raise EngineFault(
            "engine.busy", "The machine is too busy to measure a program fairly. Try again when it has less to do."
        )
    return best


def is_near(outcome: Outcome, limit_ms: int) -> bool:
    """Whether another run could come to another verdict by the clock alone."""
    if outcome.timed_out == "wall":
        return outcome.cpu_ms >= WAITED * limit_ms
    return outcome.timed_out is None and NEAR_FROM * limit_ms <= outcome.cpu_ms < NEAR_TO * limit_ms


def _disturbance(outcome: Outcome) -> tuple[bool, int]:
    return outcome.timed_out == "wall", outcome.cpu_ms


def _starved(outcome: Outcome, limits: Limits) -> bool:
    return outcome.timed_out == "wall" and outcome.wall_ms >= limits.last_wall_ms
