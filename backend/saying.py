"""Words for people in the language of whoever is answered: English in the code, others from `backend/languages/*.mo`.

Guarantees: outside of `speaking` everything is English, which is what programs, the journal, stored rows and exports
get; a text without a translation is said in English. Whole sentences with named places: `say("{n} of {all}", n=1,
all=3)`. What is worded before it is known who reads it (a table, an error) is made by `protocol.saying.to_say` and
put into the reader's language by `said`, which the portal's templates do with all that they show.
`python -m installers.languages` finds the texts of code, templates and islands (docs/decisions/0063).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from protocol.saying import Later

ENGLISH = "en"
LANGUAGES: Mapping[str, str] = {ENGLISH: "English", "de": "Deutsch"}
"""Tags and own names of the languages that pages and e-mails can be in."""
NOTICE_LANGUAGES = (ENGLISH, "de", "he")
"""Those of the notice, which are the app's: of Hebrew the server knows the notice's texts only."""
FOLDER = Path(__file__).parent / "languages"
_LONGEST_HEADER = 500


@dataclass(slots=True)
class _Listener:
    """Whoever is answered. Shared by the threads of one answer, so that a dependency can tell what it found out."""

    language: str


_listener: ContextVar[_Listener | None] = ContextVar("listener", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Until the end of the `with` words are in this language; in English when it is none of ours."""
    token = _listener.set(_Listener(language if language in LANGUAGES else ENGLISH))
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def telling(language: str) -> Iterator[None]:
    """Until the end of the `with` words are in this one of NOTICE_LANGUAGES. Raises LookupError for another."""
    if language not in NOTICE_LANGUAGES:
        raise LookupError(f"there is no notice in {language!r}")
    token = _listener.set(_Listener(language))
    try:
        yield
    finally:
        _listener.reset(token)


def choose(language: str | None) -> None:
    """Whoever is answered has chosen this language. None, an unknown one, or outside of `speaking`: nothing changes."""
    listener = _listener.get()
    if listener is not None and language in LANGUAGES:
        listener.language = str(language)


def language() -> str:
    """The tag of the present language."""
    listener = _listener.get()
    return ENGLISH if listener is None else listener.language


def wished(accepted: str) -> str:
    """The first of our languages that an Accept-Language header asks for; English when it asks for none of them."""
    wishes = []
    for place, part in enumerate(accepted[:_LONGEST_HEADER].split(",")):
        tag, _, options = part.partition(";")
        try:
            weight = float(options.strip().removeprefix("q=")) if options else 1.0
        except ValueError:
            continue
        wishes.append((-weight, place, tag.strip().lower().partition("-")[0]))
    return next((tag for weight, _, tag in sorted(wishes) if tag in LANGUAGES and weight < 0), ENGLISH)


def say(text: str, /, **values: object) -> str:
    """This text in the present language, its `{places}` filled with the values."""
    return _filled(found((text,)), values)


def say_count(one: str, many: str, n: int, /, **values: object) -> str:
    """What fits the number `n`, which stands at `{n}`: `say_count("{n} change", "{n} changes", 3)`."""
    return _filled(found((one, many), n), {"n": n, **values})


def said(text: str) -> str:
    """What `to_say` kept, in the present language; any other text as it is."""
    if not isinstance(text, Later) or language() == ENGLISH:
        return str(text) if isinstance(text, Later) else text
    if text.parts:
        return text.between.join(said(part) for part in text.parts)
    return _filled(found(text.texts, text.number, text.context), text.values)


def found(texts: tuple[str, ...], number: int | None = None, module: str = "") -> str:
    """The translation of a text (one and many: with the number that decides), its places not filled.

    `module` is where a text of `to_say` stands; those of `protocol` are told apart by it, as on the desktop.
    """
    catalogue, context = _catalogue(language()), module if module.startswith("protocol.") else ""
    if number is None or len(texts) == 1:
        return catalogue.pgettext(context, texts[0]) if context else catalogue.gettext(texts[0])
    if context:
        return catalogue.npgettext(context, texts[0], texts[-1], number)
    return catalogue.ngettext(texts[0], texts[-1], number)


def _filled(text: str, values: Mapping[str, object]) -> str:
    shown = {name: said(value) if isinstance(value, str) else value for name, value in values.items()}
    return text.format_map(shown) if shown else text


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    with (FOLDER / f"{language}.mo").open("rb") as opened:
        return GNUTranslations(opened)
