"""Words of ours on their way to another program: the English, and what it takes to say them in another language.

Guarantees: what arrives is said in another language only where it says the same in English as the text beside it; any
other stays that text. Pure.
"""

from __future__ import annotations

import string

from pydantic import Field

from protocol.canonical import MAX_INTEGER
from protocol.model import Frozen
from protocol.saying import Later, rebuilt, together

MAX_PARTS = 20
"""A text has at most so many values, or parts."""
_MAX_TEXT = 2000
_MAX_CONTEXT = 200


class Told(Frozen):
    """A text of `protocol/saying.py`'s `to_say`, without its translation.

    Attributes:
        context: the module in which the text stands, by which translations are kept.
        texts: the English with its places; of a plural for one and for many; none where there are parts.
        number: what decides on the plural.
        values: by place.
        parts: what it is put together of, each a text of ours or somebody's own words.
        between: what stands between the parts.
    """

    context: str = Field(default="", max_length=_MAX_CONTEXT)
    texts: list[str] = Field(default_factory=list, max_length=2)
    number: int | None = Field(default=None, ge=-MAX_INTEGER, le=MAX_INTEGER)
    values: dict[str, int | str | Told] = Field(default_factory=dict, max_length=MAX_PARTS)
    parts: list[str | Told] = Field(default_factory=list, max_length=MAX_PARTS)
    between: str = Field(default=" ", max_length=20)


def told(text: str) -> Told | None:
    """What goes beside the English of this text; None where there is nothing to translate, or it cannot be sent."""
    if not isinstance(text, Later):
        return None
    if text.parts:
        parts = [told(part) or str(part) for part in text.parts]
        return Told(parts=parts, between=text.between) if len(parts) <= MAX_PARTS else None
    if not all(isinstance(value, (int, str)) for value in text.values.values()):
        return None
    values = {name: _value(value) for name, value in text.values.items() if name != "n" or text.number is None}
    return Told(context=text.context, texts=list(text.texts), number=text.number, values=values)


def heard(english: str, beside: Told | None) -> str:
    """The English that arrived, with what came beside it: a `Later` where both say the same, else the English alone."""
    again = None if beside is None else _again(beside)
    return again if again is not None and again == english else english


def _value(value: object) -> int | str | Told:
    if isinstance(value, str):
        return told(value) or str(value)
    return value if isinstance(value, int) else str(value)


def _again(beside: Told) -> Later | None:
    """None where it does not fit together."""
    if beside.parts:
        parts = [_again(part) if isinstance(part, Told) else part for part in beside.parts]
        return together(*filter(None, parts), between=beside.between) if None not in parts else None
    values = {name: _again(value) or "" if isinstance(value, Told) else value for name, value in beside.values.items()}
    if not beside.texts or not all(_is_plain(text) and len(text) <= _MAX_TEXT for text in beside.texts):
        return None
    try:
        return rebuilt(beside.context, tuple(beside.texts), beside.number, values)
    except (KeyError, ValueError, IndexError):  # places that nothing fills, braces that do not fit
        return None


def _is_plain(text: str) -> bool:
    """Whether the places are bare names: what comes from elsewhere formats nothing and reaches into nothing."""
    try:
        places = list(string.Formatter().parse(text))
    except ValueError:
        return False
    return all(
        name is None or (name.isidentifier() and not specification and not conversion)
        for _, name, specification, conversion in places
    )
