"""The functions of the language, as its User's Guide lists them.

Functions of rows look at all repetitions so far of the innermost loop; all others at single values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from runner.packages.viva import numbers
from runner.packages.viva.numbers import BOOLEAN, DOUBLE, FLOAT, INTEGER, LONG, NUMERIC, STRING, Impossible, text_of
from runner.packages.viva.readings import JAVA_DECIMAL, JAVA_WHOLE
from runner.packages.viva.scope import Level, Value
from runner.packages.viva.settings import Settings

Evaluated = Callable[[], Value]
_Rows = Callable[[], Iterator[tuple[Value, ...]]]
_Told = Callable[[Sequence[str]], str | None]


class Parameter(NamedTuple):
    """What stands in a function's parentheses."""

    kind: str
    value: Evaluated


class Given(NamedTuple):
    """What a function works with: its parameters, the loop around it, and the script's settings."""

    parameters: list[Parameter]
    level: Level
    settings: Settings


class Function(NamedTuple):
    """`takes` in words; `result` gives the type for types of parameters, None where it is not for them."""

    takes: str
    result: _Told
    made: Callable[[Given], Evaluated]


def _numbers(count: int, kind: str = DOUBLE) -> _Told:
    return lambda kinds: kind if len(kinds) == count and all(one in NUMERIC for one in kinds) else None


def _arithmetic(count: int, compute: Callable[..., float]) -> Function:
    def made(given: Given) -> Evaluated:
        values = [one.value for one in given.parameters]

        def evaluate() -> Value:
            try:
                result = compute(*(float(value()) for value in values))
            except (ValueError, OverflowError, ZeroDivisionError):
                raise Impossible("a function of numbers for which it has no value") from None
            return numbers.made(DOUBLE, result)

        return evaluate

    return Function("a number" if count == 1 else f"{count} numbers", _numbers(count), made)


def _texts(result: str, compute: Callable[[str], Value]) -> Function:
    def made(given: Given) -> Evaluated:
        value = given.parameters[0].value
        return lambda: compute(str(value()))

    return Function("a string", lambda kinds: result if list(kinds) == [STRING] else None, made)


def _conversion(kind: str) -> Function:
    pattern = JAVA_WHOLE if kind in (INTEGER, LONG) else JAVA_DECIMAL

    def convert(value: Value) -> Value:
        if isinstance(value, bool):
            return numbers.converted(kind, int(value))
        if not isinstance(value, str):
            return numbers.converted(kind, value)
        if not pattern.fullmatch(value):
            raise Impossible(f"{value[:40]!r} is no {kind}")
        number = int(value) if kind in (INTEGER, LONG) else float(value.rstrip("fFdD"))
        if isinstance(number, int) and not numbers.fits(number, kind):
            raise Impossible(f"{value[:40]!r} is no {kind}")
        return numbers.converted(kind, number)

    def made(given: Given) -> Evaluated:
        value = given.parameters[0].value
        return lambda: convert(value())

    return Function("one value", lambda kinds: kind if len(kinds) == 1 else None, made)


def _joined(given: Sequence[Parameter], values: Sequence[Value]) -> str:
    return "".join(text_of(one.kind, value) for one, value in zip(given, values, strict=True))


def _concat(given: Given) -> Evaluated:
    return lambda: _joined(given.parameters, [one.value() for one in given.parameters])


def _choose(given: Given) -> Evaluated:
    test, first, second = (one.value for one in given.parameters)

    def evaluate() -> Value:
        chosen, other = first(), second()  # both, so that what is impossible in either is told
        return chosen if test() else other

    return evaluate


def _chosen_kind(kinds: Sequence[str]) -> str | None:
    return kinds[1] if len(kinds) == 3 and kinds[0] == BOOLEAN and kinds[1] == kinds[2] else None


def _rows(given: Given) -> _Rows:
    """What gives the parameters' values, row by row."""
    values = [one.value for one in given.parameters]

    def rows() -> Iterator[tuple[Value, ...]]:
        level = given.level
        stood = level.row
        try:
            for row in range(level.rows):
                level.row = row
                yield tuple(value() for value in values)
        finally:
            level.row = stood

    return rows


def _of_rows(
    takes: str, result: _Told, compute: Callable[[list[Parameter], list[tuple[Value, ...]]], Value]
) -> Function:
    def made(given: Given) -> Evaluated:
        rows = _rows(given)
        return lambda: compute(given.parameters, list(rows()))

    return Function(takes, result, made)


def _ordered(mark: str) -> Function:
    def made(given: Given) -> Evaluated:
        rows, compare = _rows(given), given.settings.comparison(mark, given.parameters[0].kind)
        return lambda: all(compare(one[0], other[0]) for one, other in pairwise(list(rows())))

    return Function("a number", _numbers(1, BOOLEAN), made)


def _sum(given: list[Parameter], rows: list[tuple[Any, ...]]) -> Value:
    kind, total = given[0].kind, numbers.converted(given[0].kind, 0)
    for row in rows:
        total = numbers.made(kind, total + row[0])
    return total


def _unique(_: list[Parameter], rows: list[tuple[Value, ...]]) -> Value:
    """Zero and minus zero are two values, as they are to Java's equals."""
    return len({tuple((value, math.copysign(1, value) if value == 0 else 0) for value in row) for row in rows}) == len(
        rows
    )


def _nothing(_: Given) -> Evaluated:
    return lambda: True


def _log2(value: float) -> float:
    return math.log(value) / math.log(2)


def _any(kind: str) -> _Told:
    return lambda _: kind


def _same(kinds: Sequence[str]) -> str | None:
    return kinds[0] if len(kinds) == 1 and kinds[0] in NUMERIC else None


_SINGLE = {
    "acos": math.acos,
    "asin": math.asin,
    "atan": math.atan,
    "cos": math.cos,
    "cosh": math.cosh,
    "exp": math.exp,
    "ln": math.log,
    "log10": math.log10,
    "log2": _log2,
    "sin": math.sin,
    "sinh": math.sinh,
    "sqrt": math.sqrt,
    "tan": math.tan,
    "tanh": math.tanh,
    "todegrees": math.degrees,
    "toradians": math.radians,
}
_ANYTHING = "values of any type"
FUNCTIONS = {
    **{name: _arithmetic(1, compute) for name, compute in _SINGLE.items()},
    "atan2": _arithmetic(2, math.atan2),
    "pow": _arithmetic(2, math.pow),
    "distance": _arithmetic(4, lambda x, y, u, v: math.hypot(x - u, y - v)),
    "concat": Function(_ANYTHING, _any(STRING), _concat),
    "if": Function("a condition and two values of one type", _chosen_kind, _choose),
    "length": _texts(INTEGER, len),
    "ljust": _texts(BOOLEAN, lambda text: not text[:1].isspace()),
    "rjust": _texts(BOOLEAN, lambda text: not text[-1:].isspace()),
    "test": Function(_ANYTHING, _any(BOOLEAN), _nothing),
    "todouble": _conversion(DOUBLE),
    "tofloat": _conversion(FLOAT),
    "tointeger": _conversion(INTEGER),
    "tolong": _conversion(LONG),
    "tostring": Function("one value", lambda kinds: STRING if len(kinds) == 1 else None, _concat),
    "concatall": _of_rows(_ANYTHING, _any(STRING), lambda given, rows: "".join(_joined(given, row) for row in rows)),
    "count": _of_rows(
        "a condition",
        lambda kinds: INTEGER if list(kinds) == [BOOLEAN] else None,
        lambda _, rows: sum(bool(row[0]) for row in rows),
    ),
    "decreasing": _ordered(">"),
    "increasing": _ordered("<"),
    "nondecreasing": _ordered("<="),
    "nonincreasing": _ordered(">="),
    "sum": _of_rows("a number", _same, _sum),
    "testall": Function(_ANYTHING, _any(BOOLEAN), _nothing),
    "unique": _of_rows(_ANYTHING, _any(BOOLEAN), _unique),
}
