"""English that was stored or signed, told in the reader's language: found again among the texts that it was made of.

A report, a notice or a receipt is kept in the words that were written, which stay what counts. `retold` looks for the
text whose English it is, with any values in its places, and else leaves it as it was stored. Never used for words that
a person wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel.messages.mofile import read_mo

from backend.saying import ENGLISH, FOLDER, language

_PLACE = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?<=[.?!]) ")
_LEAST_WHOLE, _LEAST_VALUE = 12, 4
"""How many letters of its own a text must have to be told from its values: as a whole, and as a value in another."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A text with places: what finds it, its translation, and how many letters are its own."""

    pattern: re.Pattern[str]
    translation: str
    own: int


def retold(text: str) -> str:
    """This stored text in the present language; as it is where it is not known."""
    tongue = language()
    if tongue == ENGLISH or not text:
        return text
    whole = _looked_up(text, tongue, _LEAST_WHOLE)
    if whole is not None:
        return whole
    parts = _SENTENCE.split(text)
    return " ".join(_looked_up(part, tongue, _LEAST_WHOLE) or part for part in parts) if len(parts) > 1 else text


def _looked_up(text: str, tongue: str, least: int) -> str | None:
    plain, known = _texts(tongue)
    if text in plain:
        return plain[text]
    for each in known:
        if each.own >= least and (match := each.pattern.fullmatch(text)):
            values = {
                name: _looked_up(value, tongue, _LEAST_VALUE) or value for name, value in match.groupdict().items()
            }
            return each.translation.format_map(values)
    return None


@cache
def _texts(tongue: str) -> tuple[dict[str, str], list[_Known]]:
    """Texts without places by their English, and those with places, the longest first."""
    with (FOLDER / f"{tongue}.mo").open("rb") as opened:
        catalogue = read_mo(opened)
    plain: dict[str, str] = {}
    known: list[_Known] = []
    for message in catalogue:
        ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
        strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        for english, translation in zip(ids, strings, strict=False):
            if not english or not translation or "%(" in english or "<" in english:
                continue
            if _PLACE.search(english):
                known.append(
                    _Known(re.compile(_pattern(english), re.DOTALL), translation, len(_PLACE.sub("", english)))
                )
            else:
                plain.setdefault(english, translation)
    return plain, sorted(known, key=lambda each: -each.own)


def _pattern(english: str) -> str:
    """A regular expression for a text with any values in its places; a place that comes again must hold the same."""
    seen: set[str] = set()
    parts = []
    for number, part in enumerate(_PLACE.split(english)):
        if number % 2 == 0:
            parts.append(re.escape(part))
        else:
            parts.append(f"(?P={part})" if part in seen else f"(?P<{part}>.+?)")
            seen.add(part)
    return "".join(parts)
