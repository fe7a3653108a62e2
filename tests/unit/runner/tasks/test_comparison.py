"""When a value that came out is the expected one."""

from __future__ import annotations

from typing import Any

import pytest

from runner.tasks.comparison import difference
from runner.tasks.description.model import Comparison, Expected


@pytest.mark.parametrize(
    ("expected", "actual"),
    [(1, 1), (1.5, 1.5 + 1e-12), (2.0, 2), ([1, [2.0]], [1, [2]]), ({"a": 1}, {"a": 1}), (None, None), ("é", "é")],
)
def test_equal(expected: Any, actual: Any) -> None:
    assert difference(Expected(expected), actual) == ""


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (1, True),
        (True, 1),
        (0, False),
        (1, 1.0),
        (1.5, 1.6),
        (1.5, "1.5"),
        (1.5, True),
        ([1], [1, 1]),
        ([1, 2], [2, 1]),
        ([1], {"0": 1}),
        ({"a": 1}, {"a": 2}),
        ({1: 1}, {True: 1}),
        ({"a": 1}, {}),
        (None, False),
        ("a", "A"),
        (1.0, 10**400),
    ],
)
def test_different(expected: Any, actual: Any) -> None:
    assert difference(Expected(expected), actual) != ""


def test_any_order_counts_each_element_once() -> None:
    wanted = Expected([1, 1, 2], Comparison(unordered=True))
    assert difference(wanted, [2, 1, 1]) == ""
    assert difference(wanted, [2, 2, 1]) != ""
    assert difference(wanted, [1, 1, 2, 2]) != ""


def test_a_tolerance_of_nothing_is_exact() -> None:
    assert difference(Expected(0.3, Comparison(tolerance=0)), 0.1 + 0.2) != ""
    assert "0.30000000000000004" in difference(Expected(0.3, Comparison(tolerance=0)), 0.1 + 0.2)
