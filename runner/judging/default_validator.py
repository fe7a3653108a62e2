"""The format's default output validator: a comparison by tokens, with the flags of the specification.

Follows "Default output validator specification" of the problem package format 2025-09 to the letter; floating-point
values are compared with as many digits as they have, so that `|s-a| ≤ ε` holds exactly at its border. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation

from protocol.errors import InvalidInput

_FLOAT = re.compile(rb"[+-]?([0-9]*\.[0-9]+|[0-9]+\.|[0-9]+)([Ee][+-]?[0-9]+)?")
_TOKEN = re.compile(rb"[^ \f\n\r\t\v]+")
_MAX_FLOAT_CHARACTERS = 1_000
"""The specification asks for 30 digits before and after the point and allows a reasonable limit."""
_ARITHMETIC = Context(prec=2_100, Emax=999_999_999, Emin=-999_999_999, traps=[InvalidOperation])
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
    """The first place where output and answer part; `line` counts from 1 in the output."""

    line: int
    expected: str
    got: str
    words: str


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
    """None when `output` is right. Compares token by token, and whitespace too when it is told to."""
    got, expected = _tokens(output), _tokens(answer)
    for index, (mine, wanted) in enumerate(zip(got, expected, strict=False)):
        if how.space_change_sensitive and _gap(output, got, index) != _gap(answer, expected, index):
            return _difference(output, mine.start(), wanted, mine, "The spaces or line ends differ here.")
        if not _same(mine.group(), wanted.group(), how):
            return _difference(output, mine.start(), wanted, mine, "The first difference is here.")
    if len(got) < len(expected):
        return _difference(output, len(output), expected[len(got)], None, "The output ends too early.")
    if len(got) > len(expected):
        return _difference(output, got[len(expected)].start(), None, got[len(expected)], "The output goes on too long.")
    if how.space_change_sensitive and _gap(output, got, len(got)) != _gap(answer, expected, len(expected)):
        return _difference(output, len(output), None, None, "The spaces or line ends at the end differ.")
    return None


def _same(mine: bytes, wanted: bytes, how: Comparison) -> bool:
    if how.floats and (value := _number(wanted)) is not None:
        return _close(_number(mine), value, how)
    return mine == wanted if how.case_sensitive else mine.lower() == wanted.lower()


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


def _tokens(data: bytes) -> list[re.Match[bytes]]:
    return list(_TOKEN.finditer(data))


def _gap(data: bytes, tokens: list[re.Match[bytes]], index: int) -> bytes:
    """The whitespace before token `index` (after the last one when `index` is their number)."""
    start = tokens[index - 1].end() if index else 0
    return data[start : tokens[index].start() if index < len(tokens) else len(data)]


def _difference(
    output: bytes, at: int, wanted: re.Match[bytes] | None, got: re.Match[bytes] | None, words: str
) -> Difference:
    line = output.count(b"\n", 0, at) + 1
    return Difference(line, _shown(wanted), _shown(got), words)


def _shown(token: re.Match[bytes] | None) -> str:
    """The line in which a token stands, cut to what fits a screen."""
    if token is None:
        return ""
    text = token.string
    start = text.rfind(b"\n", 0, token.start()) + 1
    end = text.find(b"\n", token.end())
    return text[start : end if end >= 0 else len(text)][:200].decode("utf-8", "replace")
