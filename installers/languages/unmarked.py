"""Finds words in the portal's templates that no translation can reach: outside of trans blocks and of `_()`.

Looks at text nodes, at the attributes that people read or hear, and at literal words in expressions. Guarantees nothing
about words that come from Python: those are found where they are said (`texts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path("backend") / "portal" / "templates"
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-label")
SAME_EVERYWHERE = frozenset({"Recrutr", "UTC", "SHA-256", "Ed25519"})
"""Names that no language changes."""
EXAMPLES = frozenset({"name,email", "de", "submissions/accepted/mine.py", "https://example.com/recrutr"})
"""Placeholders that show what a program expects."""
NOT_WORDS = ("code", "kbd", "pre", "script", "style", "svg")
_TOKEN = re.compile(
    r"(?P<note>\{#.*?#\})|(?P<statement>\{%.*?%\})|(?P<expression>\{\{.*?\}\})"
    r"|(?P<tag><[/!a-zA-Z](?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>)|(?P<text>[^{<]+|.)",
    re.DOTALL,
)
_JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TRANSLATED = re.compile(r"(\{%-?\s*trans\b.*?%\}).*?\{%-?\s*endtrans\s*-?%\}", re.DOTALL)
_NO_TEXT = re.compile(r"\{% block width %\}.*?\{% endblock %\}", re.DOTALL)
_COMPARED = re.compile(r"[!=]= \"[^\"]*\"")
_MARKED = re.compile(r"\b_\(\s*\"[^\"]*\"")
_LITERAL = re.compile(r"\"([^\"]*)\"")
_INSTEAD = re.compile(r"\bor \"([a-z]{3,})\"")
_TAG_NAME = re.compile(r"</?!?([a-zA-Z0-9]+)")
_ATTRIBUTE = re.compile(r"\s(" + "|".join(ATTRIBUTES) + r")=\"((?:\{\{.*?\}\}|\{%.*?%\}|[^\"])*)\"", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORDS = re.compile(r"^(?:[^\W\d_]+[,.:;?!]? .*|[A-Z][a-z]+.*)$", re.DOTALL)
_CODE = re.compile(r"^[#/?&.%{\[]|^[A-Z]{2,}$|[/=_]|^%")


def find(checkout: Path) -> list[str]:
    """`file: words` for everything that is not marked."""
    return [f"{file.name}: {words}" for file in sorted((checkout / FOLDER).glob("*.html")) for words in in_file(file)]


def in_file(file: Path) -> Iterator[str]:
    """The words of one template that are not marked."""
    yield from in_text(file.read_text(encoding="utf-8"))


def in_text(template: str) -> Iterator[str]:
    """As `in_file`."""
    within: list[str] = []
    for match in _TOKEN.finditer(_NO_TEXT.sub("", _TRANSLATED.sub(r"\1", template))):
        kind, token = str(match.lastgroup), match.group()
        if kind == "tag":
            yield from _in_tag(token)
            _enter(within, token)
        elif within or kind == "note":
            continue
        elif kind == "text":
            words = re.sub(r"&#?\w+;", "", token).strip()
            if _LETTERS.search(words) and words.strip("·:,. ") not in SAME_EVERYWHERE:
                yield words
        else:
            yield from _in_expression(token)


def _enter(within: list[str], tag: str) -> None:
    found = _TAG_NAME.match(tag)
    name = found.group(1).lower() if found else ""
    if name not in NOT_WORDS or tag.endswith("/>"):
        return
    if not tag.startswith("</"):
        within.append(name)
    elif within:
        within.pop()


def _in_tag(tag: str) -> Iterator[str]:
    for name, value in _ATTRIBUTE.findall(tag):
        words = _JINJA.sub("", value).strip()
        if _LETTERS.search(words) and value not in EXAMPLES:
            yield f"{name}={value}"


def _in_expression(expression: str) -> Iterator[str]:
    """Literals in an expression or statement that read like words. What is compared or looked up is in lower case."""
    yield from _INSTEAD.findall(expression)
    for literal in _LITERAL.findall(_COMPARED.sub("", _MARKED.sub("_(", expression))):
        if _WORDS.match(literal.strip()) and not _CODE.search(literal) and literal not in SAME_EVERYWHERE:
            yield literal
