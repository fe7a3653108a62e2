"""Numbers as Java has them, because the language counts with them: their width, their division, their text."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable

Number = int | float
INTEGER, LONG, FLOAT, DOUBLE, STRING, BOOLEAN = "integer", "long", "float", "double", "string", "boolean"
NUMERIC = (INTEGER, LONG, FLOAT, DOUBLE)
WHOLE = (INTEGER, LONG)
_BITS = {INTEGER: 32, LONG: 64}
_PLAIN_FROM, _PLAIN_BELOW = 1e-3, 1e7
_SINGLE_DIGITS = range(1, 10)


class Impossible(Exception):
    """A value that does not exist, such as a division by zero."""


def article(kind: str) -> str:
    """The type's name with its article."""
    return f"{'an' if kind == INTEGER else 'a'} {kind}"


def wider(left: str, right: str) -> str:
    """The type in which two numbers are counted with together."""
    return NUMERIC[max(NUMERIC.index(left), NUMERIC.index(right))]


def wrapped(value: int, bits: int) -> int:
    """The lowest `bits` bits of the value, as a number with a sign."""
    half = 1 << (bits - 1)
    return (value + half) % (half << 1) - half


def fits(value: int, kind: str) -> bool:
    """Whether an integer or long can be this."""
    return wrapped(value, _BITS[kind]) == value


def single(value: float) -> float:
    """The nearest float of 32 bits; beyond the greatest, infinity."""
    try:
        return float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def made(kind: str, value: Number) -> Number:
    """A result in its type: integers wrap, floats are rounded. Raises Impossible for what is no number."""
    if kind in _BITS:
        return wrapped(int(value), _BITS[kind])
    value = single(value) if kind == FLOAT else float(value)
    if not math.isfinite(value):
        raise Impossible(f"the result is {text_of(DOUBLE, value)}")
    return value


def converted(kind: str, value: Number) -> Number:
    """A number of any type as this type: decimals lose their fraction and stop at the least and greatest integer."""
    if kind in (FLOAT, DOUBLE):
        return single(value) if kind == FLOAT else float(value)
    if isinstance(value, int):
        return wrapped(value, _BITS[kind])
    limit = 1 << (_BITS[kind] - 1)
    if not math.isfinite(value):
        return 0 if math.isnan(value) else limit - 1 if value > 0 else -limit
    return max(-limit, min(limit - 1, int(value)))


def divided(left: Number, right: Number) -> Number:
    """The quotient; of integers without its fraction, cut towards zero. Raises Impossible."""
    if right == 0:
        raise Impossible("a division by zero")
    if isinstance(left, int) and isinstance(right, int):
        quotient = abs(left) // abs(right)
        return quotient if (left < 0) == (right < 0) else -quotient
    return left / right


def remainder(left: Number, right: Number) -> Number:
    """What the division leaves, with the sign of the dividend. Raises Impossible."""
    if right == 0:
        raise Impossible("a division by zero")
    if isinstance(left, int) and isinstance(right, int):
        return left - right * int(divided(left, right))
    return math.fmod(left, right)


def shift(mark: str, kind: str) -> Callable[[int, int], int]:
    """What shifts a number of this type; the distance counts modulo its bits."""
    bits = _BITS[kind]
    if mark == "<<":
        return lambda value, distance: wrapped(value << distance % bits, bits)
    if mark == ">>":
        return lambda value, distance: value >> distance % bits
    return lambda value, distance: wrapped(value % (1 << bits) >> distance % bits, bits)


def text_of(kind: str, value: Number | str | bool) -> str:
    """The value as Java's toString writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _decimal_text(kind, value)
    return str(value)


def _decimal_text(kind: str, value: float) -> str:
    if math.isnan(value):
        return "NaN"
    sign = "-" if math.copysign(1, value) < 0 else ""
    if math.isinf(value):
        return f"{sign}Infinity"
    digits, exponent = _digits(kind, abs(value))
    if value == 0 or _PLAIN_FROM <= abs(value) < _PLAIN_BELOW:
        if exponent < 0:
            digits, exponent = "0" * -exponent + digits, 0
        whole, fraction = digits[: exponent + 1].ljust(exponent + 1, "0"), digits[exponent + 1 :]
        return f"{sign}{whole}.{fraction or '0'}"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{exponent}"


def _digits(kind: str, value: float) -> tuple[str, int]:
    """The fewest digits that give the value back, and the power of ten of the first."""
    if kind == FLOAT:
        shown = next(one for one in (f"{value:.{n - 1}e}" for n in _SINGLE_DIGITS) if single(float(one)) == value)
    else:
        shown = next(one for one in (f"{value:.{n - 1}e}" for n in range(1, 18)) if float(one) == value)
    mantissa, _, exponent = shown.partition("e")
    return mantissa.replace(".", "").rstrip("0") or "0", int(exponent)
