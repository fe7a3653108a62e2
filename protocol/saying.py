"""Words for people in the person's language, without Qt: English here, translated by whoever `heard` installs.

Texts stand in the code as they are in English, whole sentences with named places: `say("{n} of {all}", n=1, all=3)`.
`python -m installers.languages` finds them there, so the text of each call is written out, never computed. What is
worded before it is known who reads it (a table, an error, what also goes into the journal) is made by `to_say`: English
for programs, journal and server, and translated by `said` where it is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

Translator = Callable[[str, str, int | None], str]
"""(context, English text, number that decides on the plural or None) -> the person's words, "" where there are none.

The context is the module in which the text stands. The English text of a plural is the one for many.
"""


def _english(_context: str, _text: str, _number: int | None) -> str:
    return ""


_translators: list[Translator] = [_english]


def heard(translator: Translator | None) -> None:
    """From here on words are in this translator's language; None: in English. It may be asked from any thread."""
    _translators[0] = translator or _english


class Later(str):
    """English for programs, and all that it takes to say it in another language.

    Attributes:
        context: the module in which the text stands.
        texts: the text; of a plural the one for one and the one for many.
        number: what decides on the plural, None where there is none.
        values: by place in the text.
        parts: what it is put together of; then there are no texts.
        between: what stands between the parts.
    """

    __slots__ = ("between", "context", "number", "parts", "texts", "values")

    context: str
    texts: tuple[str, ...]
    number: int | None
    values: Mapping[str, object]
    parts: tuple[str, ...]
    between: str

    @property
    def here(self) -> str:
        """In the person's language."""
        if self.parts:
            return self.between.join(said(part) for part in self.parts)
        text = _translators[0](self.context, self.texts[-1], self.number) or _chosen(self.texts, self.number)
        return _filled(text, _shown(self.values))


def say(text: str, /, **values: object) -> str:
    """This text in the person's language, its `{places}` filled with the values."""
    return _filled(_translators[0](_caller(), text, None) or text, _shown(values))


def say_count(one: str, many: str, n: int, /, **values: object) -> str:
    """What fits the number `n`, which stands at `{n}`: `say_count("{n} change", "{n} changes", 3)`."""
    text = _translators[0](_caller(), many, n) or _chosen((one, many), n)
    return _filled(text, {"n": n, **_shown(values)})


def to_say(text: str, /, **values: object) -> Later:
    """This text in English, to be shown by `said` in the person's language."""
    return _later(_caller(), (text,), None, values)


def to_say_count(one: str, many: str, n: int, /, **values: object) -> Later:
    """What fits the number `n` in English, to be shown by `said` in the person's language."""
    return _later(_caller(), (one, many), n, {"n": n, **values})


def rebuilt(context: str, texts: tuple[str, ...], number: int | None, values: Mapping[str, object]) -> Later:
    """What another program made by `to_say` or `to_say_count`, from its attributes. Raises KeyError, ValueError."""
    return _later(context, texts, number, values if number is None else {**values, "n": number})


def together(*parts: str, between: str = " ") -> Later:
    """Sentences (empty ones are left out) one after the other, each in the person's language when `said`."""
    kept = tuple(filter(None, parts))
    made = Later(between.join(kept))
    made.context, made.texts, made.number, made.values = "", ("",), None, {}
    made.parts, made.between = kept, between
    return made


def within(text: str, most: int) -> str:
    """This text, cut to `most` characters where its English has more; what is cut can no longer be translated."""
    return text if len(text) <= most else text[:most]


def without(text: str, part: str) -> str:
    """This text without one of the parts that it is put together of."""
    if isinstance(text, Later):
        return together(*(each for each in text.parts if each != part), between=text.between) if text.parts else text
    return text.replace(part, "").strip()


def first_sentence(text: str) -> str:
    """What a text begins with: the first of its parts, or its first sentence."""
    if isinstance(text, Later):
        return text.parts[0] if text.parts else text
    return text.partition(". ")[0].rstrip(".") + "."


def said(text: str) -> str:
    """What `to_say` kept, in the person's language; any other text as it is."""
    return text.here if isinstance(text, Later) else text


def _later(context: str, texts: tuple[str, ...], number: int | None, values: Mapping[str, object]) -> Later:
    made = Later(_filled(_chosen(texts, number), values))
    made.context, made.texts, made.number, made.values = context, texts, number, values
    made.parts, made.between = (), ""
    return made


def _chosen(texts: tuple[str, ...], number: int | None) -> str:
    return texts[0] if number == 1 else texts[-1]


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format_map(values) if values else text


def _shown(values: Mapping[str, object]) -> dict[str, object]:
    return {name: said(value) if isinstance(value, str) else value for name, value in values.items()}


def _caller() -> str:
    """The module that calls the function that calls this."""
    return str(sys._getframe(2).f_globals["__name__"])  # noqa: SLF001 -- the way that the standard library goes too
