"""Which token of the brand colours which lexer style. Data only; the numbers are Scintilla's (SciLexer.h, SCE_*)."""

from __future__ import annotations

from protocol.verdicts import LanguageId

_PYTHON = {
    "code_comment": (1, 12),
    "code_number": (2,),
    "code_string": (3, 4, 6, 7, 16, 17, 18, 19),
    "code_keyword": (5,),
    "code_type": (8, 15),
    "code_name": (9, 14),
    "code_error": (13,),
}
# C++ and JavaScript share Scintilla's "cpp" lexer; its styles have a twin 64 higher for code that is compiled out.
_CPP = {
    "code_comment": (1, 2, 3, 15, 17, 18, 23, 24, 26),
    "code_number": (4, 25),
    "code_keyword": (5,),
    "code_string": (6, 7, 13, 14, 20, 21, 22, 27),
    "code_type": (9, 16, 19),
    "code_error": (12,),
}
STYLE_TOKENS: dict[LanguageId, dict[str, tuple[int, ...]]] = {
    LanguageId.PYTHON: _PYTHON,
    LanguageId.CPP: _CPP,
    LanguageId.JAVASCRIPT: _CPP,
}
INACTIVE_OFFSET = 64
INACTIVE_STYLES = 28
"""Styles 64 to 91 of the cpp lexer: code that the preprocessor leaves out, shown as comment."""

INDENT_WIDTH: dict[LanguageId, int] = {LanguageId.PYTHON: 4, LanguageId.CPP: 4, LanguageId.JAVASCRIPT: 2}
"""Spaces per indent (PEP 8; common practice of the other two)."""
