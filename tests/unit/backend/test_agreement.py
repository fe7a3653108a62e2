"""Agreement of reviewers: the published example, its limits, and what it must not say."""

from __future__ import annotations

from random import Random

import pytest

from backend.reviews.agreement import LEAST_UNITS, agreement_of, ordinal_alpha, spread_of

PUBLISHED = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Four observers and twelve units: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section E."""


def published() -> list[list[int]]:
    rows = [row.split() for row in PUBLISHED]
    return [[int(row[unit]) for row in rows if row[unit] != "."] for unit in range(12)]


def test_alpha_is_that_of_the_published_example() -> None:
    assert ordinal_alpha(published()) == pytest.approx(0.815, abs=0.0005)


def test_full_agreement_is_one_and_chance_is_about_zero() -> None:
    assert ordinal_alpha([[score, score] for score in (0, 1, 2, 3, 4)]) == pytest.approx(1)
    random = Random(6174)  # noqa: S311 - no secret
    by_chance = [[random.randrange(5), random.randrange(5)] for _ in range(4000)]
    assert abs(ordinal_alpha(by_chance) or 0) < 0.05


def test_where_all_scores_are_the_same_nothing_can_be_told() -> None:
    assert ordinal_alpha([[3, 3]] * 20) is None
    assert agreement_of([[3, 3]] * 20).alpha_percent is None


def test_too_few_attempts_and_single_scores_say_nothing() -> None:
    few = agreement_of([[1, 2], [3, 3], [4, None], [2]])
    assert (few.alpha_percent, few.units, few.scores) == (None, 2, 4)
    enough = agreement_of([[place % 4, place % 4] for place in range(LEAST_UNITS)])
    assert (enough.alpha_percent, enough.units) == (100, LEAST_UNITS)


def test_the_spread_needs_two_scores() -> None:
    assert spread_of([3, None]).lowest is None
    spread = spread_of([3, None, 1])
    assert (spread.count, spread.lowest, spread.highest) == (2, 1, 3)
