"""The door to Pygments: source code as HTML with classes only (colours come from the style sheet)."""

from __future__ import annotations

import functools
import re

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name

from protocol.verdicts import LanguageId

HIDDEN = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")
"""Characters that change how text is read without being seen; the same set as in static/highlight.js."""
PLAIN_ABOVE = 200_000
HIGHLIGHTED_AS = {
    LanguageId.ALGOL_68: "text",  # Pygments does not know it
    LanguageId.COBOL: "cobolfree",
    LanguageId.LISP: "common-lisp",
    LanguageId.OBJECTIVE_C: "objective-c",
    LanguageId.PYPY: "python3",
}
"""Pygments' names of languages where they are not our own codes."""
_FORMATTER = HtmlFormatter(nowrap=True, classprefix="p-")


def code_lines(source: str, language: LanguageId | None) -> list[Markup]:
    """The lines of a source, highlighted, with hidden characters named. Everything from outside is escaped."""
    if language is None or len(source) > PLAIN_ABOVE:
        return [_visible(escape(line)) for line in source.split("\n")]
    # Pygments escapes all text that it is given; its own marks are spans with a class.
    html = highlight(source, lexer_of(language), _FORMATTER)
    lines = html.split("\n")
    if not source.endswith(("\n", "\r")):
        lines.pop()  # the formatter ends the last line by itself
    return [_visible(Markup(line)) for line in lines]  # noqa: S704 - escaped by Pygments, see above


@functools.cache
def lexer_of(language: LanguageId) -> Lexer:
    """Pygments' lexer of a language, which keeps every character."""
    lexer: Lexer = get_lexer_by_name(HIGHLIGHTED_AS.get(language, language.value), stripnl=False, ensurenl=False)
    return lexer


def _visible(line: Markup) -> Markup:
    shown = HIDDEN.sub(
        lambda found: f'<span class="t-hidden" data-code="U+{ord(found[0]):04X}">{found[0]}</span>', line
    )
    return Markup(shown)  # noqa: S704 - only our own span was added to escaped text
