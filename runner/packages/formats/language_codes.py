"""The format's own table of languages: which codes exist, and which file endings tell a language.

What can be run here stands in `runner/languages`; this table only tells an unknown language from a misspelt one.
"""

from __future__ import annotations

from collections.abc import Iterable

_TABLE = """
ada: Ada: .adb .ads
algol68: Algol 68: .a68
apl: APL: .apl
bash: Bash: .sh
c: C: .c
cgmp: C with GMP:
cobol: COBOL: .cob
cpp: C++: .cc .cpp .cxx .c++ .C
cppgmp: C++ with GMP:
crystal: Crystal: .cr
csharp: C#: .cs
d: D: .d
dart: Dart: .dart
elixir: Elixir: .ex
erlang: Erlang: .erl
forth: Forth: .fth .4th .forth .frt
fortran: Fortran: .f90
fsharp: F#: .fs
gerbil: Gerbil: .ss
go: Go: .go
haskell: Haskell: .hs
java: Java: .java
javaalgs4: Java with Algs4:
javascript: JavaScript: .js
julia: Julia: .jl
kotlin: Kotlin: .kt
lisp: Common Lisp: .lisp .cl
lua: Lua: .lua
modula2: Modula-2: .mod .def
nim: Nim: .nim
objectivec: Objective-C: .m
ocaml: OCaml: .ml
octave: Octave:
odin: Odin: .odin
pascal: Pascal: .pas
perl: Perl: .pm
php: PHP: .php
prolog: Prolog: .pl
python2: Python 2:
python3: Python 3: .py .py3
python3numpy: Python 3 with NumPy:
racket: Racket: .rkt
ruby: Ruby: .rb
rust: Rust: .rs
scala: Scala: .scala
simula: Simula: .sim
smalltalk: Smalltalk: .st
snobol: Snobol: .sno
swift: Swift: .swift
typescript: TypeScript: .ts
visualbasic: Visual Basic: .vb
zig: Zig: .zig
"""
"""Code, name, endings; languages without endings are never told by a file's name."""

_ROWS = [[part.strip() for part in line.split(":")] for line in _TABLE.strip().splitlines()]
CODES = {code: name for code, name, _ in _ROWS}
"""Code of each language → its name."""
_ENDINGS = {ending: code for code, _, endings in _ROWS for ending in endings.split()}


def codes_of(file_names: Iterable[str]) -> set[str]:
    """The codes of all languages to which these files belong by their ending."""
    found = {_ENDINGS.get(f".{name.rpartition('.')[2]}") for name in file_names if "." in name}
    return {code for code in found if code is not None}
