"""A pattern's text in tokens, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from runner.packages.checktestdata.faults import Place, ScriptFault
from runner.packages.viva.numbers import DOUBLE, FLOAT, INTEGER, LONG, STRING, fits, single

TYPES = {
    "int": "integer",
    "integer": "integer",
    "long": "long",
    "float": "float",
    "double": "double",
    "string": "string",
}
_EXPONENT = "[eE][+-]?[0-9]+"
_ESCAPED = r"\\(?:[ntbrf\\'\"]|[0-3][0-7][0-7]|[0-7][0-7]?)"
_TOKEN = re.compile(
    rf"""(?P<blank>[ \t\r\n]+)
    |(?P<decimal>0[xX](?:[0-9a-fA-F]+\.?|[0-9a-fA-F]*\.[0-9a-fA-F]+)[pP][+-]?[0-9]+[fFdD]?
        |[0-9]+\.[0-9]*(?:{_EXPONENT})?[fFdD]?|\.[0-9]+(?:{_EXPONENT})?[fFdD]?|[0-9]+{_EXPONENT}[fFdD]?|[0-9]+[fFdD])
    |(?P<whole>(?:0[xX][0-9a-fA-F]+|[1-9][0-9]*|0[0-7]*)[lL]?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<string>"(?:[^"\\\n\r]|{_ESCAPED})*")
    |(?P<character>'(?:[^'\\\n\r]|{_ESCAPED})')
    |(?P<mark>>>>|\|\||\^\^|&&|<=|>=|==|!=|<>|%%|<<|>>|@\[|[][{{}}()<>=*,;:@\#$|^+\-/%&!~])""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """`kind`: decimal, whole, name, string, character, end, or the mark or name of a type itself."""

    kind: str
    text: str
    place: Place


def tokens_of(script: bytes) -> list[Token]:
    """Every token, the last of kind `end`. Raises ScriptFault for what is none."""
    text = script.decode("latin-1")
    found, position, line, begin = [], 0, 1, 0
    while position < len(text):
        place = Place(line, position - begin + 1)
        match = _TOKEN.match(text, position)
        if match is None:
            raise ScriptFault(place, _strange(text[position]))
        group, own = str(match.lastgroup), match.group()
        if group != "blank":
            found.append(Token(own if group == "mark" or own in TYPES else group, own, place))
        line += own.count("\n")
        begin = text.rfind("\n", 0, match.end()) + 1
        position = match.end()
    return [*found, Token("end", "the end", Place(line, position - begin + 1))]


def _strange(character: str) -> str:
    if character in "\"'":
        return "what is quoted here is not closed, or a backslash in it stands before what it does not go with."
    return f"{character!r} has no meaning here."


def constant_of(token: Token) -> tuple[str, int | float | str]:
    """The type and value of a literal. Raises ScriptFault.

    What stands in quotes is taken as it stands, backslashes too: only regular expressions give them a meaning.
    """
    text = token.text
    if token.kind == "string":
        return STRING, text[1:-1]
    if token.kind == "character":
        return INTEGER, ord(text[1])
    if token.kind == "decimal":
        return _decimal(text)
    if token.kind != "whole":
        raise ScriptFault(token.place, f"a value must stand here, not {text}.")
    digits, kind = (text[:-1], LONG) if text[-1] in "lL" else (text, INTEGER)
    if kind == LONG and digits[0] == "0":
        raise ScriptFault(token.place, f"{text[:30]} is no long: those are written without a zero before them.")
    base = 16 if digits[:2] in ("0x", "0X") else 8 if digits[0] == "0" else 10
    value = int(digits, base)
    if not fits(value, kind):
        raise ScriptFault(token.place, f"{text[:30]} is too large for {'a long' if kind == LONG else 'an integer'}.")
    return kind, value


def _decimal(text: str) -> tuple[str, float]:
    hexadecimal = text[:2] in ("0x", "0X")
    kind, digits = FLOAT if text[-1] in "fF" else DOUBLE, text.rstrip("fFdD")
    try:
        value = float.fromhex(digits) if hexadecimal else float(digits)
    except OverflowError:
        value = float("inf")
    return kind, single(value) if kind == FLOAT else value
