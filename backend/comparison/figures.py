"""How sure a figure about a group is: shares after Wilson, means after Student, and "too few to say".

Guarantees: pure; whole numbers only (percent, hundredths of a point); below `LEAST` nothing is said but the count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

LEAST = 5
"""Attempts below which a group says nothing about the next candidate: an interval would span most of the scale."""
_NORMAL_95 = 1.959964
_STUDENT_95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""The 97.5 % points of Student's t for 1 to 30 degrees of freedom; above, the normal distribution's is near enough."""


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with its 95 % interval, in the figure's own unit."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Figure:
    """What a group shows: over `count` attempts; `range` None: too few to say."""

    count: int
    range: Range | None


def share_of(successes: int, count: int) -> Figure:
    """The share of `successes` among `count`, in percent, with Wilson's score interval.

    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927); it stays within 0 to
    100 and is fair near both ends, where the usual interval is not.
    """
    if count < LEAST:
        return Figure(count, None)
    share, z = successes / count, _NORMAL_95
    spread = 1 + z * z / count
    centre = (share + z * z / (2 * count)) / spread
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / spread
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Figure(count, Range(round(100 * share), round(100 * low), round(100 * high)))


def mean_of(values: Sequence[float], top: int) -> Figure:
    """The mean of points on a scale from 0 to `top`, in hundredths of a point, with Student's interval."""
    count = len(values)
    if count < LEAST:
        return Figure(count, None)
    mean = fmean(values)
    t = _STUDENT_95[count - 2] if count - 1 <= len(_STUDENT_95) else _NORMAL_95
    half = t * stdev(values) / sqrt(count)
    low, high = max(0.0, mean - half), min(float(top), mean + half)
    return Figure(count, Range(round(100 * mean), round(100 * low), round(100 * high)))
