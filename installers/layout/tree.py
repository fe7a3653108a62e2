"""The files of a checkout that the rules of the layout apply to, read once."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGES = ("app", "ui", "editor", "recorder", "runner", "sync", "protocol", "backend", "brand", "installers")
# Programs and packages that are judged or shipped as data, not read as our code.
_DATA_FOLDERS = ("tests/hostile", "tests/packages", "backend/demo/problems", "runner/images", "runner/tasks/boxed")
_SKIPPED_PARTS = frozenset({"__pycache__", "node_modules", ".venv", ".git", "build", "dist"})
_TEXT_SUFFIXES = frozenset(
    {".py", ".js", ".css", ".html", ".md", ".toml", ".txt", ".yaml", ".yml", ".sh", ".spec", ".in", ""}
)


@dataclass(frozen=True)
class Violation:
    """One broken rule: where (relative to the tree) and what."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


class Source:
    """One Python file of the tree, parsed once."""

    def __init__(self, root: Path, file: Path) -> None:
        self.path = file.relative_to(root).as_posix()
        self.text = file.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree. Raises SyntaxError, which is loud on purpose."""
        return ast.parse(self.text, self.path)

    @cached_property
    def comments(self) -> list[tuple[int, str, bool]]:
        """Comments as (line, text, stands alone on its line)."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return [
            (token.start[0], token.string, token.line.lstrip().startswith("#"))
            for token in tokens
            if token.type == tokenize.COMMENT
        ]

    @property
    def is_test(self) -> bool:
        """Whether it belongs to the tests."""
        return self.path.startswith("tests/")


class Tree:
    """The files of a checkout that the rules apply to."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def sources(self) -> list[Source]:
        """Python files of packages and tests, without data folders."""
        files = [file for top in (*PACKAGES, "tests") for file in sorted((self.root / top).rglob("*.py"))]
        return [Source(self.root, file) for file in files if self._counts(file)]

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """(path, text) of every file that a person wrote: code, pages, styles, documents, metadata."""
        tops = [*(self.root / top for top in (*PACKAGES, "tests", "docs", ".ci")), *self.root.glob("*")]
        found: dict[str, str] = {}
        for top in tops:
            for file in [top] if top.is_file() else sorted(top.rglob("*")) if top.name in _TOPS else []:
                path = file.relative_to(self.root).as_posix()
                if file.is_file() and file.suffix in _TEXT_SUFFIXES and self._counts(file) and path != "LICENSE":
                    text = _decoded(file)
                    if text is not None:
                        found[path] = text
        return sorted(found.items())

    def _counts(self, file: Path) -> bool:
        path = file.relative_to(self.root)
        if _SKIPPED_PARTS.intersection(path.parts):
            return False
        return not any(path.as_posix().startswith(folder + "/") for folder in _DATA_FOLDERS)


_TOPS = frozenset({*PACKAGES, "tests", "docs", ".ci"})


def _decoded(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
