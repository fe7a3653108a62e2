"""Exact arithmetic on the values of a script. Integers stay integers; a decimal makes the result a decimal."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from runner.packages.checktestdata.faults import Place, ScriptFault
from runner.packages.checktestdata.tree import Value

MAX_EXPONENT = 100_000
"""Beyond it a decimal in scientific notation is refused: it would be a number of more digits than anybody means."""
MAX_BITS = 1 << 24


def decimal(text: str, place: Place | None = None) -> Fraction:
    """A decimal from its digits. Raises ScriptFault when its exponent is beyond MAX_EXPONENT."""
    _, _, exponent = text.lower().partition("e")
    if len(exponent.lstrip("+-0")) > len(str(MAX_EXPONENT)) or abs(int(exponent or "0")) > MAX_EXPONENT:
        raise ScriptFault(place, f"the exponent of a number must be between -{MAX_EXPONENT} and {MAX_EXPONENT}.")
    if text.partition("e")[0].endswith("."):
        text += "0"
    return Fraction(text.replace(".e", ".0e").replace(".E", ".0E"))


def calculate(sign: str, left: Value, right: Value, place: Place) -> Value:
    """One of + - * / % ^. Raises ScriptFault for values that it does not go with."""
    if isinstance(left, bytes) or isinstance(right, bytes):
        raise ScriptFault(place, f"{sign} goes with numbers only, not with strings.")
    if sign == "^":
        return _power(left, right, place)
    if sign in "/%" and right == 0:
        raise ScriptFault(place, "divides by zero.")
    if isinstance(left, int) and isinstance(right, int) and sign in "/%":
        quotient = abs(left) // abs(right)
        quotient = quotient if (left < 0) == (right < 0) else -quotient
        return quotient if sign == "/" else left - quotient * right
    if sign == "%":
        raise ScriptFault(place, "% goes with integers only.")
    return _ARITHMETIC[sign](left, right)


def compare(sign: str, left: Value, right: Value, place: Place) -> bool:
    """One of < > <= >= == !=; strings byte by byte. Raises ScriptFault for a number beside a string."""
    if isinstance(left, bytes) != isinstance(right, bytes):
        raise ScriptFault(place, "a string and a number cannot be compared.")
    return bool(COMPARISONS[sign](left, right))


def shown(value: Value) -> str:
    """A value in a message; a long one is cut."""
    if isinstance(value, bytes):
        return repr(value[:60].decode("latin-1"))
    text = str(value) if isinstance(value, int) else f"{value.numerator / value.denominator:.15g}"
    return text if len(text) <= 60 else f"{text[:57]}..."


def _power(left: int | Fraction, right: int | Fraction, place: Place) -> Value:
    if not isinstance(right, int) or right < 0:
        raise ScriptFault(place, "an exponent must be an integer that is not negative.")
    size = max(left.numerator.bit_length(), left.denominator.bit_length())
    if size > 1 and size * right > MAX_BITS:
        raise ScriptFault(place, f"a power of more than {MAX_BITS} bits.")
    return left**right if isinstance(left, int) else Fraction(left.numerator**right, left.denominator**right)


_ARITHMETIC: dict[str, Callable[[Any, Any], int | Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
