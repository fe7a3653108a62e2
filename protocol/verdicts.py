"""What judging speaks of: languages, and verdicts in the codes of the CLICS specification ("judgement types")."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from protocol.saying import Later, to_say


class Verdict(StrEnum):
    """What came of running a program. A failing program is a value; only a failing sandbox raises."""

    ACCEPTED = "AC"
    WRONG_ANSWER = "WA"
    TIME_LIMIT = "TLE"
    MEMORY_LIMIT = "MLE"
    OUTPUT_LIMIT = "OLE"
    RUN_TIME_ERROR = "RTE"
    COMPILE_ERROR = "CE"
    JUDGE_ERROR = "JE"

    @property
    def words(self) -> Later:
        """Plain words for the interface."""
        return _WORDS[self]


_WORDS = {
    Verdict.ACCEPTED: to_say("Correct"),
    Verdict.WRONG_ANSWER: to_say("Wrong answer"),
    Verdict.TIME_LIMIT: to_say("Time limit exceeded"),
    Verdict.MEMORY_LIMIT: to_say("Memory limit exceeded"),
    Verdict.OUTPUT_LIMIT: to_say("Too much output"),
    Verdict.RUN_TIME_ERROR: to_say("Stopped with an error"),
    Verdict.COMPILE_ERROR: to_say("Does not compile"),
    Verdict.JUDGE_ERROR: to_say("Could not be judged"),
}


class LanguageId(StrEnum):
    """Languages by their codes in the Kattis problem package format (2025-09), a plain word where it has none.

    Each with the name shown to people, and the name of the single file in which a candidate writes. How a language is
    compiled and run is said by `runner/languages`, how it looks by `editor/languages.py`.
    """

    words: str
    file_name: str

    def __new__(cls, code: str, words: str = "", file_name: str = "") -> Self:
        """A member from its row (called with the code alone, the enumeration only looks it up)."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.words = words
        member.file_name = file_name
        return member

    ADA = "ada", "Ada", "solution.adb"
    ALGOL_68 = "algol68", "Algol 68", "solution.a68"
    AWK = "awk", "AWK", "solution.awk"
    BASH = "bash", "Bash", "solution.sh"
    C = "c", "C", "solution.c"
    COBOL = "cobol", "COBOL", "solution.cob"
    CPP = "cpp", "C++", "solution.cpp"
    CRYSTAL = "crystal", "Crystal", "solution.cr"
    C_SHARP = "csharp", "C#", "solution.cs"
    D = "d", "D", "solution.d"
    ELIXIR = "elixir", "Elixir", "solution.ex"
    ERLANG = "erlang", "Erlang", "solution.erl"
    FORTH = "forth", "Forth", "solution.fth"
    FORTRAN = "fortran", "Fortran", "solution.f90"
    GO = "go", "Go", "solution.go"
    HASKELL = "haskell", "Haskell", "solution.hs"
    JAVA = "java", "Java", "Main.java"
    JAVASCRIPT = "javascript", "JavaScript", "solution.js"
    KOTLIN = "kotlin", "Kotlin", "Main.kt"
    LISP = "lisp", "Common Lisp", "solution.lisp"
    LUA = "lua", "Lua", "solution.lua"
    NIM = "nim", "Nim", "solution.nim"
    OBJECTIVE_C = "objectivec", "Objective-C", "solution.m"
    OCAML = "ocaml", "OCaml", "solution.ml"
    OCTAVE = "octave", "Octave", "solution.m"
    PASCAL = "pascal", "Pascal", "solution.pas"
    PERL = "perl", "Perl", "solution.pl"
    PHP = "php", "PHP", "solution.php"
    PROLOG = "prolog", "Prolog", "solution.pl"
    PYPY = "pypy3", "Python 3 (PyPy)", "solution.py"
    PYTHON = "python3", "Python 3", "solution.py"
    R = "r", "R", "solution.R"
    RUBY = "ruby", "Ruby", "solution.rb"
    RUST = "rust", "Rust", "solution.rs"
    SCALA = "scala", "Scala", "Main.scala"
    SCHEME = "scheme", "Scheme", "solution.scm"
    SQL = "sql", "SQL (SQLite)", "solution.sql"
    TCL = "tcl", "Tcl", "solution.tcl"
    TYPESCRIPT = "typescript", "TypeScript", "solution.ts"
