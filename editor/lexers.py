"""QScintilla's lexers with our words, and its fonts: the second half of the door to PyQt6.

Imported after `bridge`, which has loaded Qt in order.
"""

from __future__ import annotations

from editor.bridge import CodeView
from editor.languages import Look

# isort: split
from PyQt6 import Qsci
from PyQt6.Qsci import QsciLexer
from PyQt6.QtGui import QFont

_NAMED = {
    "bash": "Bash",
    "cpp": "CPP",
    "csharp": "CSharp",
    "d": "D",
    "fortran": "Fortran",
    "hypertext": "HTML",
    "java": "Java",
    "javascript": "JavaScript",
    "lua": "Lua",
    "octave": "Octave",
    "pascal": "Pascal",
    "perl": "Perl",
    "python": "Python",
    "ruby": "Ruby",
    "sql": "SQL",
    "tcl": "TCL",
}
"""Lexers that QScintilla knows as classes, with their ways of indenting. The library holds more."""
_STYLES = 32


def make_lexer(look: Look, view: CodeView) -> QsciLexer:
    """A lexer for `view` with the words of `look`."""
    base: type[QsciLexer] = getattr(Qsci, f"QsciLexer{_NAMED[look.lexer]}") if look.lexer in _NAMED else _PlainLexer
    if base is _PlainLexer:
        return _PlainLexer(view, look)
    if not look.keywords:
        return base(view)

    class Worded(base):  # type: ignore[misc, valid-type] # the class is chosen at run time
        def keywords(self, number: int) -> str:
            return _words(look, number)

    return Worded(view)


def code_font(family: str, size_pixels: int) -> QFont:
    """A font of that height at 96 dots per inch; Scintilla counts in points."""
    font = QFont(family)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(size_pixels * 0.75)
    return font


class _PlainLexer(QsciLexer):
    """A lexer of Scintilla for which QScintilla has no class of its own."""

    def __init__(self, view: CodeView, look: Look) -> None:
        super().__init__(view)
        self._look = look
        # Scintilla keeps the pointers; they must live as long as the lexer.
        self._name = look.lexer

    def language(self) -> str:
        return self._name

    def lexer(self) -> str:
        return self._name

    def description(self, style: int) -> str:
        return f"style {style}" if 0 <= style < _STYLES else ""

    def keywords(self, number: int) -> str:
        return _words(self._look, number)


def _words(look: Look, number: int) -> str:
    return look.keywords[number - 1] if 0 < number <= len(look.keywords) else ""
