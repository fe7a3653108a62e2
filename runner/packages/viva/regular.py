"""Regular expressions as the language means them, which is Java's, for Python's machine.

Guarantees: what means something else to Python is translated or refused, never taken as it stands. Sets of characters
are worked out over the 256 characters that a byte can be.
"""

from __future__ import annotations

import re
import string

_ALL = frozenset(range(256))
_WORD = frozenset(map(ord, string.ascii_letters + string.digits + "_"))
_NAMED = {
    "d": frozenset(map(ord, string.digits)),
    "w": _WORD,
    "s": frozenset(map(ord, " \t\n\x0b\f\r")),
    "h": frozenset(map(ord, " \t\xa0")),
    "v": frozenset(map(ord, "\n\x0b\f\r\x85")),
}
_PROPERTIES = {
    "Lower": frozenset(map(ord, string.ascii_lowercase)),
    "Upper": frozenset(map(ord, string.ascii_uppercase)),
    "ASCII": frozenset(range(128)),
    "Alpha": frozenset(map(ord, string.ascii_letters)),
    "Digit": _NAMED["d"],
    "Alnum": _WORD - {ord("_")},
    "Punct": frozenset(map(ord, string.punctuation)),
    "Graph": frozenset(range(33, 127)),
    "Print": frozenset(range(32, 127)),
    "Blank": frozenset(map(ord, " \t")),
    "Cntrl": frozenset((*range(32), 127)),
    "XDigit": frozenset(map(ord, string.hexdigits)),
    "Space": _NAMED["s"],
}
_DOT = _ALL - frozenset(map(ord, "\n\r\x85"))
_CONTROL = {"t": 9, "n": 10, "r": 13, "f": 12, "a": 7, "e": 27}
_GROUP = re.compile(r"\((?:\?(?::|=|!|<=|<!|>|<([A-Za-z][A-Za-z0-9]*)>))?")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{[0-9]{1,9}(?:,(?:[0-9]{1,9})?)?\})[?+]?")
_CODE = re.compile(r"0([0-3][0-7]{2}|[0-7]{1,2})|x([0-9a-fA-F]{2})|u00([0-9a-fA-F]{2})")
_MOST_NESTED = 30


class BadPattern(Exception):
    """What is no regular expression here, and why."""


def compiled(expression: str) -> re.Pattern[str]:
    """The expression for Python's `fullmatch`. Raises BadPattern."""
    translated = _Reader(expression).translated()
    try:
        return re.compile(translated, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadPattern(str(error)) from None


class _Reader:
    """An expression, read from left to right."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._groups, self._nested = text, 0, 0, 0

    def translated(self) -> str:
        """The whole in Python's words."""
        found = []
        while self._at < len(self._text):
            found.append(self._piece())
        return "".join(found)

    def _piece(self) -> str:
        character = self._text[self._at]
        if character == "(":
            return self._group()
        if character == "[":
            self._at += 1
            return _set_of(self._class())
        if character == "\\":
            return self._escape()
        quantifier = _QUANTIFIER.match(self._text, self._at)
        if quantifier:
            self._at = quantifier.end()
            return quantifier.group()
        if character == "{":
            raise BadPattern("a brace that repeats nothing")
        self._at += 1
        if character == ".":
            return _set_of(_DOT)
        return character if character in "^$|)" else re.escape(character)

    def _group(self) -> str:
        match = _GROUP.match(self._text, self._at)
        if match is None or self._text[match.end() : match.end() + 1] == "?":
            raise BadPattern("a kind of group that is not read here")
        self._at = match.end()
        self._groups += match.group() == "(" or match.group(1) is not None
        return f"(?P<{match.group(1)}>" if match.group(1) else match.group()

    def _escape(self) -> str:
        """What a backslash outside of brackets begins."""
        following = self._text[self._at + 1 : self._at + 2]
        if following == "Q":
            return re.escape(self._quoted())
        if following in ("b", "B", "A"):
            self._at += 2
            return f"\\{following}"
        if following in ("z", "Z"):
            self._at += 2
            return r"\Z" if following == "z" else r"(?=\n?\Z)"
        if following == "k":
            match = re.compile(r"\\k<([A-Za-z][A-Za-z0-9]*)>").match(self._text, self._at)
            if match is None:
                raise BadPattern("\\k without the name of a group")
            self._at = match.end()
            return f"(?P={match.group(1)})"
        if following and following in "123456789":
            return self._reference()
        return _set_of(self._escaped())

    def _reference(self) -> str:
        """A group again: as many digits as there are groups for."""
        number, end = int(self._text[self._at + 1]), self._at + 2
        while self._text[end : end + 1].isdigit() and number * 10 + int(self._text[end]) <= self._groups:
            number, end = number * 10 + int(self._text[end]), end + 1
        if number > self._groups:
            raise BadPattern(f"there is no group {number}")
        self._at = end
        return f"(?:\\{number})"

    def _quoted(self) -> str:
        end = self._text.find("\\E", self._at)
        text = self._text[self._at + 2 : end if end >= 0 else None]
        self._at = end + 2 if end >= 0 else len(self._text)
        return text

    def _escaped(self) -> frozenset[int]:
        """The characters that an escape stands for, inside of brackets or not."""
        following = self._text[self._at + 1 : self._at + 2]
        self._at += 2
        if following in ("p", "P"):
            found = self._property()
            return found if following == "p" else _ALL - found
        if following.lower() in _NAMED and following:
            found = _NAMED[following.lower()]
            return found if following.islower() else _ALL - found
        if following in _CONTROL:
            return frozenset([_CONTROL[following]])
        code = _CODE.match(self._text, self._at - 1)
        if code:
            self._at = code.end()
            return frozenset([int(code.group(1), 8) if code.group(1) else int(code.group(2) or code.group(3), 16)])
        if following == "c" and self._at < len(self._text):
            self._at += 1
            return frozenset([ord(self._text[self._at - 1]) ^ 64])
        if not following or following.isalnum():
            raise BadPattern(f"\\{following} means nothing")
        return frozenset([ord(following)])

    def _property(self) -> frozenset[int]:
        match = re.compile(r"\{(?:Is)?([A-Za-z]+)\}").match(self._text, self._at)
        if match is None or match.group(1) not in _PROPERTIES:
            raise BadPattern(f"of \\p there are {', '.join(_PROPERTIES)}")
        self._at = match.end()
        return _PROPERTIES[match.group(1)]

    def _class(self) -> frozenset[int]:
        """What stands in brackets, after the first."""
        self._nested += 1
        if self._nested > _MOST_NESTED:
            raise BadPattern(f"more than {_MOST_NESTED} brackets are nested")
        negated = self._accept("^")
        found = self._union(first=True)
        while self._accept("&&"):
            found &= self._union(first=False)
        if not self._accept("]"):
            raise BadPattern("a bracket that is not closed")
        self._nested -= 1
        return _ALL - found if negated else found

    def _union(self, *, first: bool) -> frozenset[int]:
        found: frozenset[int] = frozenset()
        while self._at < len(self._text):
            text = self._text
            if (text[self._at] == "]" and not first) or text.startswith("&&", self._at):
                break
            if text[self._at] == "[":
                self._at += 1
                found |= self._class()
            else:
                found |= self._range()
            first = False
        return found

    def _range(self) -> frozenset[int]:
        """One character, or all from one to another."""
        begin = self._member()
        following = self._text[self._at + 1 : self._at + 2]
        if self._text[self._at : self._at + 1] != "-" or following in ("]", "[", "") or len(begin) != 1:
            return begin
        self._at += 1
        end = self._member()
        if len(end) != 1 or min(end) < min(begin):
            raise BadPattern("a range of characters without a beginning or an end")
        return frozenset(range(min(begin), min(end) + 1))

    def _member(self) -> frozenset[int]:
        character = self._text[self._at]
        if character != "\\":
            self._at += 1
            return frozenset([ord(character)])
        if self._text[self._at + 1 : self._at + 2] == "Q":
            return frozenset(map(ord, self._quoted()))
        return self._escaped()

    def _accept(self, mark: str) -> bool:
        found = self._text.startswith(mark, self._at)
        self._at += len(mark) * found
        return found


def _set_of(characters: frozenset[int]) -> str:
    """A set as Python writes it."""
    if not characters:
        return "(?!)"
    ranges: list[list[int]] = []
    for code in sorted(characters):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"\\x{begin:02x}-\\x{end:02x}" for begin, end in ranges) + "]"
