"""Qt's translation files: reads and writes `.ts`, compiles `.qm`, and says what is wrong with a translation.

Guarantees: a translation is kept as long as its English stays the same; what is written depends on the texts and the
translations alone (no dates, no line numbers), so that two people's work can be merged.
"""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from installers.languages.texts import Text, places

LANGUAGES: Mapping[str, int] = {"de": 2, "he": 2}
"""Languages beside English, with the number of Qt's forms for one and many."""
FOLDER = Path("ui") / "languages"
Key = tuple[str, str, bool]
"""(context, English, whether it is a plural)."""


@dataclass(frozen=True)
class Translation:
    """What stands for a text in a language: one form, of a plural as many as the language has. Empty: none yet."""

    forms: tuple[str, ...]
    finished: bool


class CompilingFault(Exception):
    """Qt's lrelease failed; the message holds what it said."""


def ts_path(checkout: Path, language: str) -> Path:
    """The file of a language that people translate in."""
    return checkout / FOLDER / f"recrutr_{language}.ts"


def read(file: Path) -> dict[Key, Translation]:
    """The translations of a file; none when it is not there."""
    if not file.exists():
        return {}
    found: dict[Key, Translation] = {}
    root = ET.fromstring(file.read_bytes())  # noqa: S314 -- our own file, of this checkout
    for context in root.iter("context"):
        for message in context.iter("message"):
            part = message.find("translation")
            if part is None:
                continue
            plural = message.get("numerus") == "yes"
            forms = tuple(each.text or "" for each in part.iter("numerusform")) if plural else (part.text or "",)
            key = (context.findtext("name", ""), message.findtext("source", ""), plural)
            found[key] = Translation(forms, part.get("type") != "unfinished" and any(forms))
    return found


def written(language: str, texts: Iterable[Text], known: Mapping[Key, Translation]) -> str:
    """The file's text. What has no translation yet takes that of the same English elsewhere, to be looked at."""
    elsewhere = {(source, plural): each.forms for (_, source, plural), each in known.items() if any(each.forms)}
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{language}" sourcelanguage="en">')
    for context, inside in _by_context(texts):
        lines += ["<context>", f"    <name>{context}</name>"]
        for text in inside:
            plural = bool(text.one)
            nothing = ("",) * (LANGUAGES[language] if plural else 1)
            fallback = Translation(elsewhere.get((text.source, plural), nothing), finished=False)
            lines += _message(text, known.get((context, text.source, plural), fallback))
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def _by_context(texts: Iterable[Text]) -> Iterator[tuple[str, list[Text]]]:
    grouped: dict[str, list[Text]] = {}
    for text in texts:
        grouped.setdefault(text.context, []).append(text)
    yield from sorted(grouped.items())


def _message(text: Text, translation: Translation) -> list[str]:
    state = "" if translation.finished else ' type="unfinished"'
    lines = ['    <message numerus="yes">' if text.one else "    <message>"]
    lines.append(f"        <source>{_escaped(text.source)}</source>")
    if text.one:
        forms = "".join(f"<numerusform>{_escaped(form)}</numerusform>" for form in translation.forms)
        lines.append(f"        <extracomment>For one: {_escaped(text.one)}</extracomment>")
        lines.append(f"        <translation{state}>{forms}</translation>")
    else:
        lines.append(f"        <translation{state}>{_escaped(translation.forms[0])}</translation>")
    return [*lines, "    </message>"]


def _escaped(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def complaints(language: str, texts: Iterable[Text], known: Mapping[Key, Translation]) -> Iterator[str]:
    """What is wrong with finished translations: forms that lack, places or accelerators that differ, odd edges."""
    for text in texts:
        plural = bool(text.one)
        translation = known.get((text.context, text.source, plural))
        if translation is None or not translation.finished:
            continue
        where = f"{language}: {text.context}: {text.source!r}"
        if len(translation.forms) != (LANGUAGES[language] if plural else 1) or not all(translation.forms):
            yield f"{where}: a form is missing"
        for form in translation.forms:
            yield from (f"{where}: {wrong}" for wrong in _wrong(text, form))


def _wrong(text: Text, form: str) -> Iterator[str]:
    allowed = _places(text.source) | _places(text.one)
    needed = allowed - {"n"} if text.one else allowed
    named = _places(form)
    if not needed <= named <= allowed:
        yield f"the places are {sorted(allowed)}, not {sorted(named)}"
    if _accelerators(text.source) != _accelerators(form):
        yield "the accelerator (&) differs"
    if (text.source[0].isspace(), text.source[-1].isspace()) != (form[:1].isspace(), form[-1:].isspace()):
        yield "space at an end differs"
    if text.source.count("\n") != form.count("\n"):
        yield "the number of lines differs"


def _places(text: str) -> frozenset[str]:
    try:
        return places(text)
    except ValueError as error:  # braces that are no places: they must be the same in both
        return frozenset({str(error)})


def _accelerators(text: str) -> int:
    return text.replace("&&", "").count("&")


def compile_file(source: Path, target: Path) -> None:
    """Compile a `.ts` to a `.qm` by the lrelease that comes with PySide6. Raises CompilingFault."""
    spec = importlib.util.find_spec("PySide6")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else None
    tools = [folder / name for name in ("lrelease", "lrelease.exe")] if folder is not None else []
    tool = next((each for each in tools if each.exists()), None)
    if tool is None:
        raise CompilingFault("PySide6, which brings lrelease, is not installed in this environment")
    ended = subprocess.run(
        [str(tool), "-silent", str(source), "-qm", str(target)], check=False, capture_output=True, text=True
    )
    if ended.returncode != 0 or not target.exists():
        raise CompilingFault(f"lrelease failed (exit {ended.returncode}): {(ended.stdout + ended.stderr)[-2000:]}")
