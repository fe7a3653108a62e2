"""Languages are whole, and a broken file is refused by its key."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner import images
from runner.engine import MIB, Limits
from runner.execution import parse_messages
from runner.languages import language_of, languages, parse_language
from runner.packages.formats.language_codes import CODES, codes_of

OWN_CODES = {LanguageId.AWK, LanguageId.PYPY, LanguageId.R, LanguageId.SCHEME, LanguageId.SQL, LanguageId.TCL}
"""Languages that the package format does not know."""


def text(identifier: LanguageId) -> str:
    return resources.files("runner.languages").joinpath(f"{identifier.value}.yaml").read_text("utf-8")


def test_every_language_of_the_protocol_has_its_file() -> None:
    files = {entry.name for entry in resources.files("runner.languages").iterdir() if entry.name.endswith(".yaml")}
    assert files == {f"{one.value}.yaml" for one in LanguageId}
    assert set(languages()) == set(LanguageId)
    for identifier, language in languages().items():
        assert identifier.file_name.endswith((*language.extensions, *language.other_extensions))
        assert language.layer in images.layers()


def test_codes_and_endings_are_those_of_the_package_format() -> None:
    assert {one for one in LanguageId if one.value not in CODES} == OWN_CODES
    for identifier in set(LanguageId) - OWN_CODES:
        for ending in languages()[identifier].extensions:
            assert codes_of([f"x{ending}"]) == {identifier.value}


def test_names_are_short_and_no_two_alike() -> None:
    assert len({one.words for one in LanguageId}) == len(LanguageId)
    assert all(1 <= len(one.words) <= 20 for one in LanguageId)


def test_every_placeholder_is_filled() -> None:
    for identifier, language in languages().items():
        files = [identifier.file_name, *language.projects]
        start = language.start_of({identifier.file_name: b""}, identifier.file_name)
        compiles = language.compile_command([identifier.file_name], identifier.file_name)
        for argv in (compiles, language.compile_command(files, files[0]), language.run_command(start, MIB, "a/")):
            assert not [part for part in argv if re.search(r"\{[a-z_]+\}", part)], argv
        assert language.compile_argv or not language.artifacts
        assert bool(language.self_test.broken) == bool(language.compile_argv)


@pytest.mark.parametrize("identifier", LanguageId)
def test_unknown_and_missing_keys_are_named(identifier: LanguageId) -> None:
    with pytest.raises(InvalidInput, match=f"{identifier.value}.yaml: 'colour' does not belong there"):
        parse_language(text(identifier) + "colour: red\n", identifier)
    with pytest.raises(InvalidInput, match=f"{identifier.value}.yaml: 'colour' does not belong there"):
        parse_language(text(identifier).replace("run:\n", "run:\n  colour: red\n"), identifier)
    with pytest.raises(InvalidInput, match=f"{identifier.value}.yaml has no 'layer'"):
        parse_language(re.sub(r"(?m)^layer: .*\n", "", text(identifier)), identifier)


def test_commands_are_filled_in() -> None:
    cpp, javascript = languages()[LanguageId.CPP], languages()[LanguageId.JAVASCRIPT]
    assert cpp.compile_command(["b.cpp", "a.h", "a.cc"], "b.cpp")[-2:] == ("a.cc", "b.cpp")
    assert cpp.run_command("b.cpp", MIB, "validator/") == ("./validator/program",)
    assert javascript.run_command("a.js", 300 * MIB) == ("node", "--max-old-space-size=300", "a.js")
    ocaml, typescript = languages()[LanguageId.OCAML], languages()[LanguageId.TYPESCRIPT]
    assert ocaml.compile_command(["z.ml", "main.ml", "a.ml"], "main.ml")[-3:] == ("a.ml", "z.ml", "main.ml")
    assert typescript.run_command("src/main.ts", MIB, "v/")[-1] == "./v/build/src/main.js"
    prolog = languages()[LanguageId.PROLOG]
    assert prolog.run_command("a.pl", MIB, "v/", ["v/a.pl", "v/-b.pl", "v/c.txt"])[-2:] == ("v/a.pl", "v/-b.pl")
    assert prolog.run_command("a.pl", MIB, "", ["a.pl", "-b.pl"])[-2:] == ("a.pl", "./-b.pl")


def test_a_project_is_compiled_as_its_kind_wants() -> None:
    go = languages()[LanguageId.GO]
    assert go.compile_command(["a.go", "b.go"], "a.go")[-2:] == ("a.go", "b.go")
    assert go.compile_command(["a.go", "go.mod", "b/b.go"], "a.go")[-1].endswith(
        " go build -overlay=/tmp/overlay.json -mod=mod -o program ."
    )


def test_the_class_that_starts() -> None:
    java, kotlin = languages()[LanguageId.JAVA], languages()[LanguageId.KOTLIN]
    assert java.start_of({"Main.java": b"class Main {}"}, "Main.java") == "Main"
    assert java.start_of({"a/B.java": b"// x\npackage a.b ;\n"}, "a/B.java") == "a.b.B"
    assert kotlin.start_of({"demo.kt": b"package p\nfun main() {}"}, "demo.kt") == "p.DemoKt"
    assert java.run_command("a.b.B", 64 * MIB, "v/")[-3:] == ("-cp", "./v/classes", "a.b.B")


def test_a_runtime_gets_its_own_memory_on_top() -> None:
    limits = Limits(memory_bytes=100 * MIB)
    assert languages()[LanguageId.JAVA].limits_for(limits).memory_bytes == 260 * MIB
    assert languages()[LanguageId.C].limits_for(limits) == limits


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (["a.py"], LanguageId.PYTHON),
        (["a.cpp", "b.cc", "b.h"], LanguageId.CPP),
        (["a.C"], LanguageId.CPP),
        (["a.c"], LanguageId.C),
        (["a.pl"], LanguageId.PROLOG),
        (["a.m"], LanguageId.OBJECTIVE_C),
        (["a.py", "b.cpp"], None),
        (["a.txt"], None),
    ],
)
def test_the_language_is_told_by_extensions(names: list[str], language: LanguageId | None) -> None:
    assert language_of(names) is language


@pytest.mark.parametrize(
    ("name", "first", "language"),
    [
        ("a.pl", b"#!/usr/bin/perl -w\n", LanguageId.PERL),
        ("a.pl", b":- use_module(x). #!/usr/bin/perl\n", LanguageId.PROLOG),
        ("a.m", b"#!/usr/bin/env octave\n", LanguageId.OCTAVE),
        ("a.py", b"#!/usr/bin/env pypy3\n", LanguageId.PYPY),
        ("a.py", b"#!/usr/bin/env python3\n", LanguageId.PYTHON),
        ("a.txt", b"#!/usr/bin/perl\n", None),
    ],
)
def test_a_first_line_decides_between_languages_of_one_extension(
    name: str, first: bytes, language: LanguageId | None
) -> None:
    assert language_of({name: first + b"rest\n"}) is language


def test_the_file_that_starts() -> None:
    python, cpp, java = (languages()[one] for one in (LanguageId.PYTHON, LanguageId.CPP, LanguageId.JAVA))
    assert python.main_of({"a.py": b"", "__main__.py": b""}) == "__main__.py"
    assert python.main_of({"x.py": b""}) == "x.py"
    assert cpp.main_of({"b.cpp": b"int main ( ) {}", "a.cpp": b"int other();"}) == "b.cpp"
    assert java.main_of({"A.java": b"class A {}", "B.java": b"static void main(String[] a)"}) == "B.java"
    with pytest.raises(InvalidInput, match=r"expected one Python 3 file, or one named __main__\.py or main\.py"):
        python.main_of({"a.py": b"", "b.py": b""})
    with pytest.raises(InvalidInput, match="one alone that holds the main program"):
        cpp.main_of({"b.cpp": b"int main() {}", "a.cpp": b"int main() {}"})


def test_the_entry_point_may_be_named() -> None:
    python, java = languages()[LanguageId.PYTHON], languages()[LanguageId.JAVA]
    assert python.main_of({"a.py": b"", "b.py": b""}, "b.py") == "b.py"
    assert java.main_of({"p/A.java": b"package p;", "B.java": b""}, "p.A") == "p/A.java"
    with pytest.raises(InvalidInput, match=r"'c\.py' is among the files"):
        python.main_of({"a.py": b"", "b.py": b""}, "c.py")


def test_compilers_are_understood() -> None:
    rust = "error[E0425]: cannot find value `y` in this scope\n --> solution.rs:2:13\n  |\n"
    haskell = "\nsolution.hs:2:14: error: Variable not in scope: x\n"
    lisp = ';   READ error during COMPILE-FILE:\n;   \n;     end of file on #<SB-INT:X for "file /a.lisp" {1}>\n'
    lisp += ";   \n;     (in form starting at line: 2, column: 0, position: 13)\n"
    fortran = "solution.f90:3:4:\n\n    3 |   x = 1\n      |    1\nError: Symbol 'x' at (1) has no IMPLICIT type\n"
    told = {
        LanguageId.RUST: (rust, 2, 13, "cannot find value `y` in this scope"),
        LanguageId.LISP: (lisp, 2, None, "end of file"),
        LanguageId.FORTRAN: (fortran, 3, 4, "Symbol 'x' at (1) has no IMPLICIT type"),
    }
    for identifier, (said, line, column, words) in told.items():
        found = parse_messages(languages()[identifier], said, identifier.file_name)
        assert [(one.line, one.column, one.text) for one in found] == [(line, column, words)]
    found = parse_messages(languages()[LanguageId.HASKELL], haskell, "solution.hs")
    assert [one.line for one in found] == [2]
    warned = parse_messages(languages()[LanguageId.PASCAL], "solution.pas(3,5) Warning: unused\n", "solution.pas")
    assert [one.severity for one in warned] == ["warning"]


@pytest.mark.parametrize("name", ["-o.cpp", "--help.cpp"])
def test_a_file_name_is_never_an_option_of_the_compiler(name: str) -> None:
    language = languages()[LanguageId.CPP]
    argv = language.compile_command({name: b"", "other.cpp": b""}, name)
    assert name not in argv
    assert f"./{name}" in argv


def test_a_file_name_is_never_an_option_of_what_runs_it() -> None:
    language = languages()[LanguageId.PYTHON]
    assert language.run_command("-c.py", 2**20) == ("python3", "./-c.py")
    assert language.run_command("-c.py", 2**20, "validator/") == ("python3", "validator/-c.py")
