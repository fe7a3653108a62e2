"""The format's default output validator: a comparison by tokens, with the flags of the specification.

Follows "Default output validator specification" of the problem package format 2025-09 to the letter; floating-point
values are compared with as many digits as they have, so that `|s-a| ≤ ε` holds exactly at its border. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from itertools import zip_longest

from protocol.errors import InvalidInput
from protocol.saying import to_say
from runner.telling.shown import safe_text

_FLOAT = re.compile(rb"[+-]?([0-9]*\.[0-9]+|[0-9]+\.|[0-9]+)([Ee][+-]?[0-9]+)?")
_TOKEN = re.compile(rb"[^ \f\n\r\t\v]+")
_MAX_FLOAT_CHARACTERS = 1_000
"""The specification asks for 30 digits before and after the point and allows a reasonable limit."""
_ARITHMETIC = Context(prec=2_100, Emax=999_999_999, Emin=-999_999_999, traps=[InvalidOperation])
_SHOWN_BYTES = 200
_TOLERANCES = ("float_tolerance", "float_relative_tolerance", "float_absolute_tolerance")


@dataclass(frozen=True)
class Comparison:
    """The flags. A tolerance of None is not set."""

    case_sensitive: bool = False
    space_change_sensitive: bool = False
    absolute: Decimal | None = None
    relative: Decimal | None = None

    @property
    def floats(self) -> bool:
        """Whether numbers are compared as numbers."""
        return self.absolute is not None or self.relative is not None


@dataclass(frozen=True)
class Difference:
    """The first place where output and answer part; `line` counts from 1 in the output.

    `at` and `answer_at` are where, in bytes, in the output and in the answer.
    """

    line: int
    expected: str
    got: str
    words: str
    at: int = 0
    answer_at: int = 0


def parse_flags(flags: Sequence[str]) -> Comparison:
    """Read the arguments. Raises InvalidInput for an unknown, repeated, clashing or valueless one."""
    switches: set[str] = set()
    values: dict[str, Decimal] = {}
    rest = list(flags)
    while rest:
        flag = rest.pop(0)
        if flag in {"case_sensitive", "space_change_sensitive"}:
            switches.add(flag)
        elif flag in _TOLERANCES:
            if flag in values:
                raise _bad(flag, "is given twice")
            values[flag] = _tolerance(flag, rest.pop(0) if rest else "")
        else:
            raise _bad(flag, "is not known to the default output validator")
    if "float_tolerance" in values and len(values) > 1:
        raise _bad("float_tolerance", "stands beside another tolerance")
    both = values.get("float_tolerance")
    return Comparison(
        "case_sensitive" in switches,
        "space_change_sensitive" in switches,
        values.get("float_absolute_tolerance", both),
        values.get("float_relative_tolerance", both),
    )


def compare(output: bytes, answer: bytes, how: Comparison) -> Difference | None:
    """None when `output` is right. Compares token by token, and whitespace too when it is told to.

    Tokens are never all in memory: of eight megabytes of digits they would take a hundred times as much.
    """
    if output == answer:
        return None
    got_end = wanted_end = 0
    for mine, wanted in zip_longest(_TOKEN.finditer(output), _TOKEN.finditer(answer)):
        place = (mine.start() if mine else len(output), wanted.start() if wanted else len(answer))
        if mine is None or wanted is None:
            words = to_say("The output ends too early.") if mine is None else to_say("The output goes on too long.")
            return _difference((output, answer), place, words)
        if how.space_change_sensitive and output[got_end : place[0]] != answer[wanted_end : place[1]]:
            return _difference((output, answer), place, to_say("The spaces or line ends differ here."))
        if not _same(mine.group(), wanted.group(), how):
            inside = 0 if how.floats else _common(mine.group(), wanted.group(), how)
            place = (place[0] + inside, place[1] + inside)
            return _difference((output, answer), place, to_say("The first difference is here."))
        got_end, wanted_end = mine.end(), wanted.end()
    if how.space_change_sensitive and output[got_end:] != answer[wanted_end:]:
        return _difference(
            (output, answer), (len(output), len(answer)), to_say("The spaces or line ends at the end differ.")
        )
    return None


def _same(mine: bytes, wanted: bytes, how: Comparison) -> bool:
    if how.floats and (value := _number(wanted)) is not None:
        return _close(_number(mine), value, how)
    return mine == wanted if how.case_sensitive else mine.lower() == wanted.lower()


def _common(mine: bytes, wanted: bytes, how: Comparison) -> int:
    """How many bytes two tokens have in common at their beginning; quick for megabytes."""
    if not how.case_sensitive:
        mine, wanted = mine.lower(), wanted.lower()
    same, differ = 0, min(len(mine), len(wanted)) + 1
    while differ - same > 1:
        middle = (same + differ) // 2
        if mine[same:middle] == wanted[same:middle]:
            same = middle
        else:
            differ = middle
    return same


def _close(mine: Decimal | None, wanted: Decimal, how: Comparison) -> bool:
    if mine is None:
        return False
    error = _ARITHMETIC.abs(_ARITHMETIC.subtract(mine, wanted))
    if how.absolute is not None and error <= how.absolute:
        return True
    return how.relative is not None and error <= _ARITHMETIC.multiply(how.relative, _ARITHMETIC.abs(wanted))


def _number(token: bytes) -> Decimal | None:
    if len(token) > _MAX_FLOAT_CHARACTERS or not _FLOAT.fullmatch(token):
        return None
    value = _ARITHMETIC.create_decimal(token.decode("ascii"))
    return value if value.is_finite() else None


def _tolerance(flag: str, text: str) -> Decimal:
    value = _number(text.encode("ascii", "replace"))
    if value is None or value < 0:
        raise _bad(flag, f"needs a number that is not negative, not {text!r}")
    return value


def _bad(flag: str, words: str) -> InvalidInput:
    return InvalidInput("output_validator_args", "flags of the default output validator", f"The flag {flag!r} {words}.")


def _difference(texts: tuple[bytes, bytes], place: tuple[int, int], words: str) -> Difference:
    """What is told of a place in output and answer."""
    (output, answer), (at, answer_at) = texts, place
    line = output.count(b"\n", 0, at) + 1
    return Difference(line, _line_at(answer, answer_at), _line_at(output, at), words, at, answer_at)


def _line_at(text: bytes, at: int) -> str:
    """The line in which a token stands, cut to what fits a screen; nothing after the end."""
    if at >= len(text):
        return ""
    start, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
    line = text[start : end if end >= 0 else len(text)]
    if at - start < _SHOWN_BYTES // 2:
        return safe_text(line, _SHOWN_BYTES)
    return f"…{safe_text(line[at - start :], _SHOWN_BYTES)}"
