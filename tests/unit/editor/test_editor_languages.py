"""Every language has its lexer, and its words are coloured in a real editor."""

from __future__ import annotations

import dataclasses

import pytest
from pytestqt.qtbot import QtBot

from brand import tokens
from brand.tokens import Appearance
from editor.languages import LOOKS
from editor.styles import STYLES
from editor.widget import CodeEditor
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId

WORDS: dict[LanguageId, tuple[str, str, str]] = {
    # source, the text to look at, the token that must colour it
    LanguageId.ADA: ("begin\n   null;\n", "null", "code_keyword"),
    LanguageId.ALGOL_68: ("begin skip end\n", "skip", "code_keyword"),
    LanguageId.AWK: ("BEGIN { print 1 }\n", "BEGIN", "code_keyword"),
    LanguageId.BASH: ("# note\n", "note", "code_comment"),
    LanguageId.C: ("int main(void);\n", "void", "code_keyword"),
    LanguageId.COBOL: ("       display 1.\n", "display", "code_keyword"),
    LanguageId.CPP: ("class A;\n", "class", "code_keyword"),
    LanguageId.CRYSTAL: ("abstract struct A\nend\n", "struct", "code_keyword"),
    LanguageId.C_SHARP: ("namespace A {}\n", "namespace", "code_keyword"),
    LanguageId.D: ("import std;\n", "import", "code_keyword"),
    LanguageId.ELIXIR: ("defmodule A do\nend\n", "defmodule", "code_keyword"),
    LanguageId.ERLANG: ("f() -> receive X -> X end.\n", "receive", "code_keyword"),
    LanguageId.FORTH: (": a dup ;\n", "dup", "code_type"),
    LanguageId.FORTRAN: ("program a\n", "program", "code_keyword"),
    LanguageId.GO: ("var a = `one\ntwo`\n", "two", "code_string"),
    LanguageId.HASKELL: ("module Main where\n", "where", "code_keyword"),
    LanguageId.JAVA: ("package a;\n", "package", "code_keyword"),
    LanguageId.JAVASCRIPT: ("let a = `one\ntwo`;\n", "two", "code_string"),
    LanguageId.KOTLIN: ("val a = 1\n", "val", "code_keyword"),
    LanguageId.LISP: ("(defun a () nil)\n", "defun", "code_keyword"),
    LanguageId.LUA: ("local a = 1\n", "local", "code_keyword"),
    LanguageId.NIM: ("proc a() = discard\n", "discard", "code_keyword"),
    LanguageId.OBJECTIVE_C: ("id a = nil;\n", "nil", "code_keyword"),
    LanguageId.OCAML: ("let rec a = 1\n", "rec", "code_keyword"),
    LanguageId.OCTAVE: ("while true\nend\n", "while", "code_keyword"),
    LanguageId.PASCAL: ("program A;\n", "program", "code_keyword"),
    LanguageId.PERL: ("my $n = 1;\n", "$n", "code_name"),
    LanguageId.PHP: ("<?php\nreadonly class A {}\n", "readonly", "code_keyword"),
    LanguageId.PROLOG: ("% note\n", "note", "code_comment"),
    LanguageId.PYPY: ("def a(): pass\n", "pass", "code_keyword"),
    LanguageId.PYTHON: ("def a(): pass\n", "pass", "code_keyword"),
    LanguageId.R: ("a <- function(x) NULL\n", "function", "code_keyword"),
    LanguageId.RUBY: ("module A\nend\n", "module", "code_keyword"),
    LanguageId.RUST: ("let mut a: u64 = 1;\n", "u64", "code_type"),
    LanguageId.SCALA: ("sealed trait A\n", "sealed", "code_keyword"),
    LanguageId.SCHEME: ("(define a 1)\n", "define", "code_keyword"),
    LanguageId.SQL: ("select 1;\n", "select", "code_keyword"),
    LanguageId.TCL: ("proc a {} {}\n", "proc", "code_keyword"),
    LanguageId.TYPESCRIPT: ("interface A {}\n", "interface", "code_keyword"),
}


@pytest.fixture
def code_editor(qtbot: QtBot) -> CodeEditor:
    editor = CodeEditor()
    qtbot.addWidget(editor)
    return editor


def test_every_language_has_a_look_and_every_look_its_colours() -> None:
    assert set(LOOKS) == set(LanguageId)
    assert {look.lexer for look in LOOKS.values()} == set(STYLES)
    known = {field.name for field in dataclasses.fields(tokens.PALETTES[Appearance.LIGHT])}
    for styles in STYLES.values():
        assert set(styles) <= known
        numbers = [number for one in styles.values() for number in one]
        assert len(numbers) == len(set(numbers))
    assert all(look.indent in {2, 3, 4} for look in LOOKS.values())


@pytest.mark.parametrize("language", LanguageId)
def test_the_words_of_every_language_are_coloured(code_editor: CodeEditor, language: LanguageId) -> None:
    source, word, token = WORDS[language]
    code_editor.set_document(new_identifier(), source, language)
    view = code_editor._view
    view.send("SCI_COLOURISE", 0, -1)
    style = view.send("SCI_GETSTYLEAT", source.index(word))
    assert style in STYLES[LOOKS[language].lexer][token]
    red, green, blue = (int(getattr(tokens.PALETTES[Appearance.LIGHT], token)[at : at + 2], 16) for at in (1, 3, 5))
    assert view.send("SCI_STYLEGETFORE", style) == red | green << 8 | blue << 16
    assert view.send("SCI_GETINDENT") == LOOKS[language].indent
