"""Intervals of the comparison: against published figures, within their scale, silent where there is too little."""

from __future__ import annotations

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.comparison.figures import LEAST, Figure, Range, mean_of, share_of


@pytest.mark.parametrize(
    ("successes", "count", "expected"),
    [
        # R. G. Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
        (81, 263, Range(31, 26, 37)),
        (15, 148, Range(10, 6, 16)),
        (0, 20, Range(0, 0, 16)),
        (1, 29, Range(3, 1, 17)),
    ],
)
def test_shares_agree_with_published_intervals(successes: int, count: int, expected: Range) -> None:
    assert share_of(successes, count) == Figure(count, expected)


def test_means_agree_with_student() -> None:
    # By hand: mean 3, standard deviation 1.5811, t(4) = 2.776, half width 2.776 x 1.5811 / sqrt(5) = 1.963.
    assert mean_of([1, 2, 3, 4, 5], 10) == Figure(5, Range(300, 104, 496))


def test_too_few_say_nothing() -> None:
    assert share_of(LEAST - 1, LEAST - 1) == Figure(LEAST - 1, None)
    assert mean_of([4.0] * (LEAST - 1), 4) == Figure(LEAST - 1, None)
    assert mean_of([], 4) == Figure(0, None)


@given(st.lists(st.integers(0, 40), min_size=LEAST, max_size=80))
def test_an_interval_holds_its_figure_and_stays_on_the_scale(points: list[int]) -> None:
    mean, share = mean_of(points, 40).range, share_of(sum(each > 20 for each in points), len(points)).range
    assert mean is not None
    assert share is not None
    assert 0 <= mean.low <= mean.value <= mean.high <= 4000
    assert abs(mean.value - 100 * fmean(points)) <= 0.5
    assert 0 <= share.low <= share.value <= share.high <= 100
