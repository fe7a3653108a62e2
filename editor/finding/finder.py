"""What is looked for in a text, and what is put in its stead.

Guarantees: a regular expression that would take forever is stopped by its engine and told; no more than `MAX_PLACES`
are found at once. Places are UTF-8 bytes, as everywhere in the editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QRegularExpression, QRegularExpressionMatch

from protocol.errors import InvalidInput
from protocol.saying import to_say

MAX_PLACES = 10_000
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}


@dataclass(frozen=True)
class Wanted:
    """What to look for, and how."""

    text: str
    case: bool = False
    whole_words: bool = False
    regular: bool = False


@dataclass(frozen=True)
class Place:
    """Bytes `start` to `end`, and what stands in brackets of the expression there."""

    start: int
    end: int
    groups: tuple[str, ...] = ()


class Finder:
    """Finds one thing. Raises InvalidInput (field `search`) for an expression that is not well formed."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        pattern = wanted.text if wanted.regular else QRegularExpression.escape(wanted.text)
        if wanted.whole_words:
            pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
        options = QRegularExpression.PatternOption
        chosen = options.MultilineOption | options.UseUnicodePropertiesOption
        if not wanted.case:
            chosen |= options.CaseInsensitiveOption
        self._expression = QRegularExpression(pattern, chosen)
        if not self._expression.isValid():
            raise InvalidInput(
                "search",
                "a regular expression",
                to_say("Not an expression: {why}.", why=self._expression.errorString()),
            )

    def places(self, text: str) -> list[Place]:
        """The first `MAX_PLACES` places. Raises InvalidInput when the expression takes too long."""
        return list(islice(self._places(text), MAX_PLACES))

    def replacement(self, place: Place, template: str) -> str:
        r"""What is put there; in an expression `\1` or `$1` stand for what was in brackets, `\n` for a line end."""
        if not self._wanted.regular:
            return template

        def filled(sign: re.Match[str]) -> str:
            number = sign[1] or sign[2]
            if number:
                return place.groups[int(number)] if int(number) < len(place.groups) else ""
            return _ESCAPES.get(sign[3], sign[3])

        return re.sub(r"\\(\d)|\$(\d)|\\(.)", filled, template)

    def _places(self, text: str) -> Iterator[Place]:
        """Qt counts in UTF-16; what lies between two places is counted over once."""
        plain = text.isascii()
        units = b"" if plain else text.encode("utf-16-le")
        seen = seen_bytes = 0

        def in_bytes(unit: int) -> int:
            nonlocal seen, seen_bytes
            if plain:
                return unit
            seen_bytes += len(units[2 * seen : 2 * unit].decode("utf-16-le").encode())
            seen = unit
            return seen_bytes

        found = self._expression.globalMatch(text)
        if not found.isValid():
            raise InvalidInput("search", "a simpler expression", to_say("This expression takes too long."))
        while found.hasNext():
            match = found.next()
            if match.hasMatch() and match.capturedLength():
                yield Place(in_bytes(match.capturedStart()), in_bytes(match.capturedEnd()), _groups(match))


def _groups(match: QRegularExpressionMatch) -> tuple[str, ...]:
    return tuple(match.captured(number) for number in range(match.lastCapturedIndex() + 1))
