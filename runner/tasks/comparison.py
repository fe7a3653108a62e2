"""Whether a value that came out of the box is the expected one. Pure; knows only built-in values.

Whole numbers, booleans and texts are of their kind or different (`True` is not 1); floats have a tolerance, absolute
or relative; `unordered` lets the outermost list stand in any order.
"""

from __future__ import annotations

import math
from typing import Any

from runner.tasks.description.model import Comparison, Expected

MAX_SHOWN = 200


def difference(expected: Expected, actual: Any) -> str:
    """Where the values part, in words; empty when they agree."""
    comparison = expected.comparison
    if comparison.unordered and isinstance(expected.value, list) and isinstance(actual, list):
        return _unordered(expected.value, actual, comparison)
    return _different(expected.value, actual, comparison.tolerance, "the result")


def _unordered(expected: list[Any], actual: list[Any], comparison: Comparison) -> str:
    left = list(actual)
    for wanted in expected:
        place = next((at for at, one in enumerate(left) if not _different(wanted, one, comparison.tolerance, "")), None)
        if place is None:
            return f"{shown(wanted)} is missing in the result {shown(actual)}"
        del left[place]
    return f"the result holds {shown(left[0])}, which does not belong there" if left else ""


def _different(expected: Any, actual: Any, tolerance: float, where: str) -> str:
    if not isinstance(expected, (list, dict)) or type(expected) is not type(actual):
        return "" if _same(expected, actual, tolerance) else _said(where, expected, actual)
    pairs: list[tuple[Any, Any, Any]]
    if isinstance(expected, list):
        if len(expected) != len(actual):
            return f"{where} has {len(actual)} elements instead of {len(expected)}: {shown(actual)}"
        pairs = list(zip(range(len(expected)), expected, actual, strict=True))
    else:
        if _kinds(expected) != _kinds(actual):
            return f"{where} has the keys {shown(list(actual))} instead of {shown(list(expected))}"
        pairs = [(key, one, actual[key]) for key, one in expected.items()]
    found = (_different(one, other, tolerance, f"{where}[{key!r}]") for key, one, other in pairs)
    return next(filter(None, found), "")


def _kinds(table: Any) -> set[tuple[type, Any]]:
    return {(type(key), key) for key in table}


def _same(expected: Any, actual: Any, tolerance: float) -> bool:
    if type(expected) is float and type(actual) in {int, float}:
        return _close(expected, actual, tolerance)
    return type(expected) is type(actual) and bool(expected == actual)


def _close(expected: float, actual: float, tolerance: float) -> bool:
    if math.isnan(expected):
        return math.isnan(actual)
    try:
        return math.isclose(expected, float(actual), rel_tol=tolerance, abs_tol=tolerance)
    except OverflowError:
        return False


def _said(where: str, expected: Any, actual: Any) -> str:
    return f"{where} is {shown(actual)}, expected {shown(expected)}"


def shown(value: Any) -> str:
    """A value as a person reads it, cut where it is long."""
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
