"""How far reviewers agree: spread within one attempt, and Krippendorff's alpha over the attempts at an assessment.

Alpha for ordinal data after K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); it takes any number
of reviewers and missing scores. Pure. Guarantees: where there is too little to say anything, the answer is None,
"could not tell", with the number of attempts it would be from; only scores given independently count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

LEAST_UNITS = 10
"""Attempts with two or more scores below which alpha says nothing about a criterion."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The scores of one criterion in one attempt: how many, lowest, highest; None without two of them."""

    count: int
    lowest: int | None
    highest: int | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha in hundredths over `units` attempts with `scores` scores; None: could not tell."""

    alpha_percent: int | None
    units: int
    scores: int


def spread_of(scores: Sequence[int | None]) -> Spread:
    """The spread of what was scored; "could not tell" does not count."""
    given = [score for score in scores if score is not None]
    told = len(given) > 1
    return Spread(len(given), min(given) if told else None, max(given) if told else None)


def agreement_of(units: Sequence[Sequence[int | None]]) -> Agreement:
    """Agreement on one criterion; a unit holds the scores of one attempt."""
    pairable = [given for unit in units if len(given := [score for score in unit if score is not None]) > 1]
    count = sum(len(unit) for unit in pairable)
    alpha = ordinal_alpha(pairable) if len(pairable) >= LEAST_UNITS else None
    return Agreement(None if alpha is None else round(100 * alpha), len(pairable), count)


def ordinal_alpha(units: Sequence[Sequence[int]]) -> float | None:
    """Krippendorff's alpha with the ordinal metric; None when every score is the same, so that nothing can differ."""
    weights: dict[tuple[int, int], float] = {}
    for unit in units:
        if len(unit) < 2:
            continue
        for pair in permutations(unit, 2):
            weights[pair] = weights.get(pair, 0.0) + 1 / (len(unit) - 1)
    totals: dict[int, float] = {}
    for (first, _), weight in weights.items():
        totals[first] = totals.get(first, 0.0) + weight
    everything = sum(totals.values())
    expected = sum(totals[c] * totals[k] * _apart(totals, c, k) for c in totals for k in totals)
    if not expected:
        return None
    observed = sum(weight * _apart(totals, c, k) for (c, k), weight in weights.items())
    return 1 - (everything - 1) * observed / expected


def _apart(totals: Mapping[int, float], first: int, second: int) -> float:
    """The squared ordinal distance of two scores: how many scores lie between them."""
    low, high = min(first, second), max(first, second)
    between = sum(count for score, count in totals.items() if low <= score <= high)
    return (between - (totals[low] + totals[high]) / 2) ** 2
