"""Time: which of several runs counts near the limit, and which limit the package's own programs ask for.

The load of the machine must never decide a verdict. Processor time is disturbed only upwards (caches, turbo, a busy
twin of the core), so the run with the least of it is the nearest to the truth: near the limit a program runs up to
three times, and the least disturbed run counts as a whole. A result outside the margin is never run again. Pure but
for the runs that it is handed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from protocol.errors import EngineFault
from runner.engine import BUSY, Limits, Outcome
from runner.packages.model import ProblemLimits

NEAR_FROM, NEAR_TO = 0.9, 1.3
"""Results between these multiples of the time limit are near it. A run is watched at least until the second one."""
RUNS = 3
WAITED = 0.5
"""A program that the wall clock ended after less processor time than this part of its limit only waited."""

_ROUNDING = 1e-9
_MEASURED = 0.01
"""How exactly the end of a program that is cut off can be seen."""

_T = TypeVar("_T")


def least_disturbed(run: Callable[[], _T], clock: Callable[[_T], Outcome], limit_ms: int, limits: Limits) -> _T:
    """Run once, and again while the result is near the limit or the machine had no time; the one that counts.

    `clock` takes from a result the outcome whose time decides; `limits` are those it ran under. Raises EngineFault when
    the machine had no time for the program in any run: that says nothing about the program.
    """
    best = run()
    for _ in range(RUNS - 1):
        if not is_near(clock(best), limit_ms) and not _starved(clock(best), limit_ms, limits):
            break
        again = run()
        best = min(best, again, key=lambda one: _disturbance(clock(one), limit_ms, limits))
    if _starved(clock(best), limit_ms, limits):
        raise EngineFault(
            BUSY, "The machine is too busy to measure a program fairly. Try again when it has less to do."
        )
    return best


def is_near(outcome: Outcome, limit_ms: int) -> bool:
    """Whether another run could come to another verdict by the clock alone."""
    if outcome.timed_out == "wall":
        return WAITED * limit_ms <= outcome.cpu_ms < NEAR_TO * limit_ms
    return outcome.timed_out is None and NEAR_FROM * limit_ms <= outcome.cpu_ms < NEAR_TO * limit_ms


def _disturbance(outcome: Outcome, limit_ms: int, limits: Limits) -> tuple[bool, bool, int]:
    return _starved(outcome, limit_ms, limits), outcome.timed_out == "wall", outcome.cpu_ms


def _starved(outcome: Outcome, limit_ms: int, limits: Limits) -> bool:
    """Whether the machine ended a program that might have been in time."""
    return outcome.starved_within(limits) and outcome.cpu_ms <= limit_ms


@dataclass(frozen=True)
class Bounds:
    """What the package's own programs ask of the time limit; None where no program asks.

    `lower_ms` is the slowest run of a program that must be in time, `upper_ms` the slowest run of the fastest program
    that must be too slow.
    """

    lower_ms: float | None = None
    upper_ms: float | None = None

    def with_lower(self, slowest_ms: float) -> Bounds:
        """These bounds, and one more program that must be in time."""
        return Bounds(max(slowest_ms, self.lower_ms or 0), self.upper_ms)

    def with_upper(self, slowest_ms: float) -> Bounds:
        """These bounds, and one more program that must be too slow."""
        return Bounds(self.lower_ms, min(slowest_ms, math.inf if self.upper_ms is None else self.upper_ms))


def inferred_limit_ms(bounds: Bounds, limits: ProblemLimits) -> int | None:
    """The smallest multiple of the resolution that leaves the slowest good program its margin; None without one."""
    if bounds.lower_ms is None:
        return None
    steps = math.ceil(bounds.lower_ms / 1000 * limits.ac_to_time_limit / limits.time_resolution_s - _ROUNDING)
    return round(max(steps, 1) * limits.time_resolution_s * 1000)


def margin_warnings(bounds: Bounds, limits: ProblemLimits) -> Iterator[str]:
    """Where the time limit breaks the margins of the format ("Problem timing"), in sentences for the authors."""
    limit = limits.time_limit_ms
    if bounds.lower_ms is not None and bounds.lower_ms * limits.ac_to_time_limit > limit:
        yield (
            f"The time limit of {limit} ms is tight: the slowest program that must be in time used "
            f"{bounds.lower_ms:.0f} ms, and the margin is {limits.ac_to_time_limit:g} times that."
        )
    if bounds.upper_ms is not None and bounds.upper_ms < limit * limits.time_limit_to_tle * (1 - _MEASURED):
        yield (
            f"The time limit of {limit} ms is generous: a program that must be too slow used only "
            f"{bounds.upper_ms:.0f} ms, and the margin is {limits.time_limit_to_tle:g} times the limit."
        )
