"""Which token of the brand colours which lexer style. Data only; the numbers are Scintilla's (SciLexer.h, SCE_*)."""

from __future__ import annotations

from collections.abc import Mapping

Styles = Mapping[str, tuple[int, ...]]

_PYTHON: Styles = {
    "code_comment": (1, 12),
    "code_number": (2,),
    "code_string": (3, 4, 6, 7, 16, 17, 18, 19),
    "code_keyword": (5,),
    "code_type": (8, 15),
    "code_name": (9, 14),
    "code_error": (13,),
}
# C++ and its relatives share Scintilla's "cpp" lexer; its styles have a twin 64 higher for code that is compiled out.
_CPP: Styles = {
    "code_comment": (1, 2, 3, 15, 17, 18, 23, 24, 26),
    "code_number": (4, 25),
    "code_keyword": (5,),
    "code_string": (6, 7, 13, 14, 20, 21, 22, 27),
    "code_type": (9, 16, 19),
    "code_error": (12,),
}
INACTIVE_OFFSET = 64
INACTIVE_STYLES = 28
"""Styles 64 to 91 of the cpp lexer: code that the preprocessor leaves out, shown as comment."""
CPP_LEXERS = frozenset({"cpp", "csharp", "java", "javascript"})

STYLES: Mapping[str, Styles] = {
    "python": _PYTHON,
    "cpp": _CPP,
    "csharp": _CPP,
    "java": _CPP,
    "javascript": _CPP,
    "COBOL": _CPP,
    "ada": {
        "code_keyword": (1,),
        "code_number": (3,),
        "code_string": (5, 7),
        "code_error": (6, 8, 11),
        "code_name": (9,),
        "code_comment": (10,),
    },
    "bash": {
        "code_error": (1,),
        "code_comment": (2,),
        "code_number": (3,),
        "code_keyword": (4,),
        "code_string": (5, 6, 11, 12, 13),
        "code_name": (9, 10),
    },
    "d": {
        "code_comment": (1, 2, 3, 4, 15, 16),
        "code_number": (5,),
        "code_keyword": (6, 7),
        "code_type": (8, 9, 20, 21, 22),
        "code_string": (10, 12, 18, 19),
        "code_error": (11,),
    },
    "erlang": {
        "code_comment": (1, 14, 15, 16, 17),
        "code_name": (2, 8),
        "code_number": (3,),
        "code_keyword": (4,),
        "code_string": (5, 9, 18),
        "code_type": (10, 11, 12, 19, 20, 22, 23, 24),
    },
    "forth": {
        "code_comment": (1, 2),
        "code_keyword": (4, 6),
        "code_type": (5, 7, 8),
        "code_number": (9,),
        "code_string": (10,),
        "code_name": (11,),
    },
    "fortran": {
        "code_comment": (1,),
        "code_number": (2,),
        "code_string": (3, 4),
        "code_error": (5,),
        "code_keyword": (8,),
        "code_type": (9, 10, 11),
    },
    "haskell": {
        "code_keyword": (2, 10),
        "code_number": (3,),
        "code_string": (4, 5),
        "code_type": (6, 7, 8, 9, 12, 18),
        "code_comment": (13, 14, 15, 16, 17),
        "code_error": (19,),
    },
    # Of the "hypertext" lexer, the styles of PHP.
    "hypertext": {
        "code_type": (18, 104),
        "code_string": (119, 120),
        "code_keyword": (121,),
        "code_number": (122,),
        "code_name": (123, 126),
        "code_comment": (124, 125),
    },
    "lisp": {
        "code_comment": (1, 12),
        "code_number": (2,),
        "code_keyword": (3, 4),
        "code_name": (5,),
        "code_string": (6,),
        "code_error": (8,),
        "code_type": (11,),
    },
    "lua": {
        "code_comment": (1, 2, 3),
        "code_number": (4,),
        "code_keyword": (5,),
        "code_string": (6, 7, 8),
        "code_error": (12,),
        "code_type": (13, 14, 15),
        "code_name": (20,),
    },
    "octave": {
        "code_comment": (1,),
        "code_type": (2,),
        "code_number": (3,),
        "code_keyword": (4,),
        "code_string": (5, 8),
    },
    "pascal": {
        "code_comment": (2, 3, 4),
        "code_type": (5, 6, 14),
        "code_number": (7, 8),
        "code_keyword": (9,),
        "code_string": (10, 12),
        "code_error": (11,),
    },
    "perl": {
        "code_error": (1,),
        "code_comment": (2, 3, 31),
        "code_number": (4,),
        "code_keyword": (5,),
        "code_string": (6, 7, 17, 18, 20, 22, 23, 24, 25, 26, 27, 28, 29, 30, 44),
        "code_name": (12, 13, 14, 15),
        "code_type": (9, 40),
    },
    "r": {
        "code_comment": (1,),
        "code_keyword": (2,),
        "code_type": (3, 4),
        "code_number": (5,),
        "code_string": (6, 7),
    },
    "ruby": {
        "code_error": (1,),
        "code_comment": (2, 3),
        "code_number": (4,),
        "code_keyword": (5,),
        "code_string": (6, 7, 12, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28),
        "code_type": (8, 13, 14, 15),
        "code_name": (9, 16, 17),
    },
    "sql": {
        "code_comment": (1, 2, 3, 13, 15, 17),
        "code_number": (4,),
        "code_keyword": (5,),
        "code_string": (6, 7),
        "code_type": (8, 16, 19, 20, 21, 22),
    },
    "tcl": {
        "code_comment": (1, 2, 20, 21),
        "code_number": (3,),
        "code_string": (4, 5),
        "code_name": (8, 9),
        "code_keyword": (12, 13, 14, 15),
        "code_type": (10, 11),
    },
    "visualprolog": {
        "code_keyword": (1, 3),
        "code_type": (2,),
        "code_comment": (4, 5, 6, 7),
        "code_name": (9, 10),
        "code_number": (11,),
        "code_string": (13, 16),
        "code_error": (15,),
    },
}
