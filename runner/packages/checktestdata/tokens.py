"""A script's text in tokens, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from runner.packages.checktestdata.faults import Place, ScriptFault

_WORDS = (
    "ISEOF MATCH UNIQUE INARRAY STRLEN SPACE NEWLINE EOF INT FLOAT FLOATP STRING REGEX ASSERT SET UNSET REP WHILE REPI "
    "WHILEI IF ELSE END FIXED SCIENTIFIC"
)
KEYWORDS = frozenset(_WORDS.split())
_TOKEN = re.compile(
    rb"""(?P<blank>[ \t\r\n]+|\#[^\n]*)
    |(?P<float>[0-9]+(?:\.[0-9]*(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+))
    |(?P<integer>[0-9]+)
    |(?P<name>[a-z][a-z0-9]*)
    |(?P<word>[A-Z]+)
    |(?P<string>"(?:[^"\\]|\\.)*")
    |(?P<mark>&&|\|\||[<>=!]=|[-+*/%^()\[\],<>=!])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rb'\\([0-7]{1,3}|[ntrbf"\\\n])')
_ESCAPED = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f", b'"': b'"', b"\\": b"\\", b"\n": b""}
_LARGEST_BYTE = 255


@dataclass(frozen=True)
class Token:
    """`kind`: float, integer, name, string, end, or the keyword or mark itself. `data` only of a string."""

    kind: str
    text: str
    place: Place
    data: bytes = b""


def tokens_of(script: bytes) -> list[Token]:
    """Every token, the last of kind `end`. Raises ScriptFault for what is none."""
    found, position, line, begin = [], 0, 1, 0
    while position < len(script):
        place = Place(line, position - begin + 1)
        match = _TOKEN.match(script, position)
        if match is None:
            raise ScriptFault(place, _strange(script[position : position + 1]))
        if match.lastgroup != "blank":
            found.append(_token(str(match.lastgroup), match.group(), place))
        line += match.group().count(b"\n")
        begin = script.rfind(b"\n", 0, match.end()) + 1
        position = match.end()
    return [*found, Token("end", "the end", Place(line, position - begin + 1))]


def _token(group: str, raw: bytes, place: Place) -> Token:
    text = raw.decode("latin-1")
    if group == "string":
        return Token("string", text, place, _unescaped(raw[1:-1], place))
    if group == "word" and text not in KEYWORDS:
        raise ScriptFault(place, f"{text} is no command of Checktestdata.")
    return Token(text if group in ("word", "mark") else group, text, place)


def _unescaped(raw: bytes, place: Place) -> bytes:
    def meant(match: re.Match[bytes]) -> bytes:
        code = match.group(1)
        if code in _ESCAPED:
            return _ESCAPED[code]
        if int(code, 8) > _LARGEST_BYTE:
            raise ScriptFault(place, f"\\{code.decode()} is no character: octal codes go up to \\377.")
        return bytes([int(code, 8)])

    return _ESCAPE.sub(meant, raw)


def _strange(raw: bytes) -> str:
    return "a string is not closed." if raw == b'"' else f"{raw.decode('latin-1')!r} has no meaning here."
