"""How the text of a number in the data is read: strictly, or as Java would.

Guarantees: strictly, a number has no plus sign, no zero before its digits, no exponent; a decimal begins with a digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from runner.packages.viva.numbers import FLOAT, STRING, WHOLE, fits, single
from runner.packages.viva.scope import Value
from runner.packages.viva.settings import Settings

_BLANKS = "".join(map(chr, range(33)))
JAVA_WHOLE = re.compile(r"[+-]?[0-9]+")
JAVA_DECIMAL = re.compile(r"[+-]?(?:NaN|Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?)")
_WHOLE = re.compile(r"-[0-9]+|0|[1-9][0-9]*")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?")
_PARAMETERS = {"integer": "javaint", "long": "javalong", "float": "javafloat", "double": "javadouble"}
_MOST_DIGITS = 400
"""Longer integers than that are none of 64 bits, whatever their digits, unless they begin with zeros."""


def reading(kind: str, settings: Settings) -> Callable[[str], Value | None]:
    """What gives the value of a text, None where it is not of this type."""
    if kind == STRING:
        return lambda text: text
    java = settings.says(_PARAMETERS[kind])
    if kind in WHOLE:
        whole = JAVA_WHOLE if java else _WHOLE
        return lambda text: _whole(text.strip(_BLANKS), whole, kind)
    decimal = JAVA_DECIMAL if java else _DECIMAL
    return lambda text: _decimal(text.strip(_BLANKS), decimal, kind)


def _whole(text: str, pattern: re.Pattern[str], kind: str) -> Value | None:
    if not pattern.fullmatch(text):
        return None
    sign, digits = ("-" if text[0] == "-" else ""), text.lstrip("+-").lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return None
    value = int(sign + digits)
    return value if fits(value, kind) else None


def _decimal(text: str, pattern: re.Pattern[str], kind: str) -> Value | None:
    if not pattern.fullmatch(text):
        return None
    value = float(text.rstrip("fFdD"))
    return single(value) if kind == FLOAT else value
