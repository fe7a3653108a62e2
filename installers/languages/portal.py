"""The portal's texts: found in code, templates and islands, kept in `backend/languages/*.po`, compiled for the server.

Guarantees: what is written depends on the texts and the translations alone (no dates, no line numbers); a translation
stays as long as its English does, and goes with it. Texts of `protocol` have the desktop's translation, which is the
only one of them. Islands get a file of their own with their texts only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_javascript
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from installers.languages import files, texts

LANGUAGES = ("de",)
"""Languages of the portal beside English."""
NOTICE_LANGUAGES = ("he",)
"""Further languages of the notice, which is said in all that the app speaks."""
_NOTICE = ("backend/attempts/notice.py", "backend/retention.py", "protocol/policy.py")
"""Where the notice's words stand."""
TEMPLATES = ("backend/portal/templates", "backend/mail/templates")
ISLANDS = "backend/portal/static"
_JINJA = {
    "extensions": "jinja2.ext.i18n",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "trimmed": "true",
    "newstyle_gettext": "true",
    "silent": "false",
}
_KEYWORDS = ("_", "gettext", "ngettext")
_JAVASCRIPT: Any = {"encoding": "utf-8", "parse_template_string": True}
_ISLAND_WORDS: Mapping[str, int] = {"say": 1, "sayCount": 2}
"""How many texts a call of an island has; what fills their places comes behind."""
_CALL = re.compile(r"\bsay(?:Count)?\(")
_BRACED = re.compile(r"\{(\w+)\}")
_PERCENT = re.compile(r"%\((\w+)\)s")
_TAG = re.compile(r"<[^<>]*>")


@dataclass
class Text:
    """A text of the portal: English, for many where it is a plural, where it stands; markup where a template has it."""

    one: str
    many: str = ""
    context: str = ""
    places: set[str] = field(default_factory=set)
    markup: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart."""
        return self.context, self.one


def find(checkout: Path) -> list[Text]:
    """Every text, by context and English. Raises texts.BadText for one that cannot be read or has two plurals."""
    found: dict[tuple[str, str], Text] = {}
    for text in [*_in_code(checkout), *_in_templates(checkout), *_in_islands(checkout)]:
        known = found.setdefault(text.key, text)
        if known.many and text.many and known.many != text.many:
            raise texts.BadText(f"{sorted(text.places)}: {text.one!r} is for many {known.many!r} elsewhere")
        known.many = known.many or text.many
        known.markup |= text.markup
        known.places |= text.places
    return sorted(found.values(), key=lambda text: text.key)


def parts(found: list[Text]) -> Iterator[tuple[str, list[Text]]]:
    """Each language with the texts that are said in it: a further one of the notice has those of the notice only."""
    yield from ((language, found) for language in LANGUAGES)
    of_notice = [text for text in found if not text.places.isdisjoint(_NOTICE)]
    yield from ((language, of_notice) for language in NOTICE_LANGUAGES)


def _in_code(checkout: Path) -> Iterator[Text]:
    for each in texts.find(checkout, ("backend", "protocol")):
        of_desktop = each.context.startswith("protocol.")
        place = each.context.replace(".", "/") + ".py"
        one, many = (each.one, each.source) if each.one else (each.source, "")
        yield Text(one, many, each.context if of_desktop else "", {place})


def _in_templates(checkout: Path) -> Iterator[Text]:
    for folder in TEMPLATES:
        for file in sorted((checkout / folder).iterdir()):
            with file.open("rb") as opened:
                for _, _, message, _ in babel_extract(opened, _KEYWORDS, [], _JINJA):
                    yield _text(message or "", f"{folder}/{file.name}", markup=file.suffix == ".html")


def _in_islands(checkout: Path) -> Iterator[Text]:
    for file in sorted((checkout / ISLANDS).glob("*.js")):
        if file.name == "saying.js" or file.name.startswith("words-"):
            continue
        seen = 0
        with file.open("rb") as opened:
            # What Babel says of these rows leaves out that a call may have one text.
            rows: Iterator[Any] = extract_javascript(opened, dict.fromkeys(_ISLAND_WORDS), [], _JAVASCRIPT)
            for _, name, message, _ in rows:
                said = (message,) if isinstance(message, str) else tuple(message)
                plain = said[: _ISLAND_WORDS[name]]
                if not all(plain) or len(plain) != _ISLAND_WORDS[name] or "${" in "".join(plain):
                    raise texts.BadText(f"{file.name}: a text must be written out in the call of {name}")
                yield _text(plain, f"{ISLANDS}/{file.name}")
                seen += 1
        if (calls := len(_CALL.findall(file.read_text(encoding="utf-8")))) != seen:
            raise texts.BadText(f"{file.name}: {calls} texts are said and {seen} found; say none inside of another")


def _text(message: str | tuple[str | None, ...], place: str, *, markup: bool = False) -> Text:
    if isinstance(message, str):
        return Text(message, places={place}, markup=markup)
    one, many = (*(part or "" for part in message[:2]), "")[:2]
    return Text(one, many, places={place}, markup=markup)


def po_path(checkout: Path, language: str) -> Path:
    """The file of a language that people translate in."""
    return checkout / "backend" / "languages" / f"{language}.po"


def read(file: Path, language: str) -> Catalog:
    """The translations of a file; none when it is not there."""
    if not file.exists():
        return _empty(language)
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def catalogue(checkout: Path, language: str, found: Iterable[Text], known: Catalog) -> Catalog:
    """All texts with the translations that are there: those of `protocol` from the desktop's file."""
    desktop = files.read(files.ts_path(checkout, language))
    made = _empty(language)
    for text in found:
        identity: str | tuple[str, str] = (text.one, text.many) if text.many else text.one
        string: str | tuple[str, ...] = ("", "") if text.many else ""
        if text.context:
            kept = desktop.get((text.context, text.many or text.one, bool(text.many)))
            if kept is not None and kept.finished:
                string = kept.forms if text.many else kept.forms[0]
        else:
            earlier = known.get(text.one)
            if earlier is not None and bool(text.many) == isinstance(earlier.id, (list, tuple)) and earlier.string:
                string = tuple(earlier.string) if text.many else str(earlier.string)
        made.add(identity, string, [(place, 0) for place in sorted(text.places)], context=text.context or None)
    return made


def as_po(made: Catalog) -> bytes:
    """What the file of a language holds."""
    into = BytesIO()
    write_po(into, made, width=120, sort_output=True, include_lineno=False)
    return into.getvalue()


def as_mo(made: Catalog) -> bytes:
    """What the server reads."""
    into = BytesIO()
    write_mo(into, made)
    return into.getvalue()


def as_island(found: Iterable[Text], made: Catalog) -> bytes:
    """What the islands read: a module that holds their texts in the language."""
    words: dict[str, object] = {}
    for text in found:
        if any(place.startswith(ISLANDS) for place in text.places):
            message = made.get(text.one)
            if message is not None and all(_strings(message)):
                words[text.one] = list(_strings(message)) if text.many else message.string
    shown = json.dumps(words, ensure_ascii=False, indent=0, sort_keys=True)
    return f"// Made by `python -m installers.languages` of backend/languages.\nexport default {shown};\n".encode()


def island_path(checkout: Path, language: str) -> Path:
    """Where the islands' texts of a language lie."""
    return checkout / ISLANDS / f"words-{language}.js"


def untranslated(found: Iterable[Text], made: Catalog) -> list[Text]:
    """Texts of which a form lacks."""
    return [text for text in found if not all(_strings(_message(made, text)))]


def complaints(language: str, found: Iterable[Text], made: Catalog) -> Iterator[str]:
    """What is wrong with translations: places or markup that differ, odd edges."""
    for text in found:
        for number, form in enumerate(_strings(_message(made, text))):
            english = text.many if number else text.one
            yield from (f"{language}: {text.one!r}: {wrong}" for wrong in (_wrong(text, english, form) if form else ()))


def _wrong(text: Text, english: str, form: str) -> Iterator[str]:
    """What is wrong with a form; `english` is the one that it stands for. A plural need not name its number."""
    for kind in (_BRACED, _PERCENT):
        allowed = {*kind.findall(text.one), *kind.findall(text.many)}
        needed = set(kind.findall(english)) - ({"n", "count"} if text.many else set())
        named = set(kind.findall(form))
        if not needed <= named <= allowed:
            yield f"the places are {sorted(allowed)}, not {sorted(named)}"
    if text.markup:
        if sorted(_TAG.findall(text.one)) != sorted(_TAG.findall(form)):
            yield "the tags differ"
        bare = _TAG.sub("", form)
        if any(sign in bare for sign in '<>"') and not any(sign in _TAG.sub("", text.one) for sign in '<>"'):
            yield "a sign of markup stands in it"
        if form.replace("%%", "").replace("%(", "").count("%"):
            yield "a lone %"
    if (text.one[:1].isspace(), text.one[-1:].isspace()) != (form[:1].isspace(), form[-1:].isspace()):
        yield "space at an end differs"


def _message(made: Catalog, text: Text) -> Message:
    message = made.get(text.one, text.context or None)
    assert message is not None  # noqa: S101 -- `made` was made of the same texts
    return message


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (list, tuple)) else (message.string or "",)


def _empty(language: str) -> Catalog:
    """A catalogue without anything that changes by itself."""
    then = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        locale=language,
        project="Recrutr",
        version="1",
        copyright_holder="Recrutr",
        header_comment="# Texts of portal and e-mails; `python -m installers.languages` keeps them up to the code.",
        last_translator="Recrutr",
        language_team="Recrutr",
        creation_date=then,
        revision_date=then,
        fuzzy=False,
    )
