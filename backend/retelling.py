"""English that was stored or signed, told in the reader's language: found again among the texts that it was made of.

A report, a notice or a receipt is kept in the words that were written, which stay what counts. `retold` looks for the
text whose English it is, with any values in its places, and else leaves it as it was stored. Never used for words that
a person wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from babel.messages.mofile import read_mo

from backend.saying import ENGLISH, FOLDER, language

_PLACE = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?<=[.?!]) ")
_LONGEST = 2000
_LEAST = 6
"""How many letters of its own a text with places must have to be found by them alone. One with fewer (`{what}: {seen}`)
is found where what stands in its places is known: in one of them, or in all when it has next to nothing of its own."""
_NEXT_TO_NOTHING = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """A text with places: what finds it, its translation, its longest part and how many letters are its own."""

    pattern: re.Pattern[str]
    translation: str
    part: str
    own: int


def retold(text: str) -> str:
    """This stored text in the present language; as it is where it is not known."""
    tongue = language()
    if tongue == ENGLISH or not text or len(text) > _LONGEST:
        return text
    whole = _looked_up(text, tongue)
    if whole is not None:
        return whole
    parts = _SENTENCE.split(text)
    return " ".join(_looked_up(part, tongue) or part for part in parts) if len(parts) > 1 else text


@lru_cache(maxsize=4096)
def _looked_up(text: str, tongue: str, depth: int = 0) -> str | None:
    """`depth`: how many texts this is a value in; deeper than one, only texts without places are looked for."""
    plain, known = _texts(tongue)
    if text in plain or depth > 1:
        return plain.get(text)
    for each in known:
        if each.part not in text or (match := each.pattern.fullmatch(text)) is None:
            continue
        values = {name: _value(value, tongue, depth + 1) for name, value in match.groupdict().items()}
        right = [value for value in values.values() if value is not None]
        if each.own >= _LEAST or len(right) == len(values) or (right and each.own >= _NEXT_TO_NOTHING):
            shown = {name: told if told is not None else match[name] for name, told in values.items()}
            return each.translation.format_map(shown)
    return None


def _value(text: str, tongue: str, depth: int) -> str | None:
    """What stands in a place: a text, or several with commas between; None for a name, a number or the like."""
    told = [_looked_up(part, tongue, depth) for part in text.split(", ")]
    return _looked_up(text, tongue, depth) or (None if None in told else ", ".join(map(str, told)))


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
                known.append(_known(english, str(translation)))
            else:
                plain.setdefault(english, str(translation))
    return plain, sorted(known, key=lambda each: -each.own)


def _known(english: str, translation: str) -> _Known:
    """A place that comes again must hold the same."""
    seen: set[str] = set()
    pattern = []
    parts = _PLACE.split(english)
    for number, part in enumerate(parts):
        if number % 2 == 0:
            pattern.append(re.escape(part))
        else:
            pattern.append(f"(?P={part})" if part in seen else f"(?P<{part}>.+?)")
            seen.add(part)
    own = parts[::2]
    return _Known(re.compile("".join(pattern), re.DOTALL), translation, max(own, key=len), len("".join(own)))
