"""The door to tree-sitter: which grammar reads which language. A grammar is loaded when its language is first written.

Guarantees: no grammar is fetched from anywhere; each comes with its own wheel. Knows nothing of the editor.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache

from tree_sitter import Language, Node, Parser, Tree, TreeCursor

from protocol.verdicts import LanguageId

__all__ = ["GRAMMARS", "Node", "Parser", "Tree", "TreeCursor", "make_parser"]

GRAMMARS: Mapping[LanguageId, tuple[str, str]] = {
    LanguageId.BASH: ("tree_sitter_bash", "language"),
    LanguageId.C: ("tree_sitter_c", "language"),
    LanguageId.CPP: ("tree_sitter_cpp", "language"),
    LanguageId.C_SHARP: ("tree_sitter_c_sharp", "language"),
    LanguageId.GO: ("tree_sitter_go", "language"),
    LanguageId.JAVA: ("tree_sitter_java", "language"),
    LanguageId.JAVASCRIPT: ("tree_sitter_javascript", "language"),
    LanguageId.KOTLIN: ("tree_sitter_kotlin", "language"),
    LanguageId.LUA: ("tree_sitter_lua", "language"),
    LanguageId.PHP: ("tree_sitter_php", "language_php"),
    LanguageId.PYPY: ("tree_sitter_python", "language"),
    LanguageId.PYTHON: ("tree_sitter_python", "language"),
    LanguageId.RUBY: ("tree_sitter_ruby", "language"),
    LanguageId.RUST: ("tree_sitter_rust", "language"),
    LanguageId.SCALA: ("tree_sitter_scala", "language"),
    LanguageId.TYPESCRIPT: ("tree_sitter_typescript", "language_typescript"),
}
"""Module and function of each grammar."""


def make_parser(language: LanguageId) -> Parser | None:
    """A parser of its own; None for a language without a grammar."""
    return Parser(_grammar(*GRAMMARS[language])) if language in GRAMMARS else None


@cache
def _grammar(module: str, function: str) -> Language:
    return Language(getattr(importlib.import_module(module), function)())
