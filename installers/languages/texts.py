"""Finds the texts for people in the code: the literal words of each call of `protocol/saying.py`, `backend/saying.py`.

Guarantees: a call whose words are computed is refused by name, so that no text is missed. Reads files, nothing else.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGES = ("app", "ui", "editor", "recorder", "runner", "sync", "protocol")
"""Those that a candidate meets."""
_ONE = frozenset({"say", "to_say"})
_COUNTED = frozenset({"say_count", "to_say_count"})
_OWN_MODULES = frozenset({"protocol.saying", "backend.saying"})


class BadText(Exception):
    """A call from which the text cannot be read, or whose values do not fit its places."""


@dataclass(frozen=True, order=True)
class Text:
    """A text: the module in which it stands, the English (of a plural that for many), and that for one."""

    context: str
    source: str
    one: str = ""


def places(text: str) -> frozenset[str]:
    """The names of the places of a text. Raises ValueError for braces that do not fit."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def find(checkout: Path, packages: Iterable[str] = PACKAGES) -> list[Text]:
    """Every text of these packages (the desktop's), in order of modules and of the code. Raises BadText."""
    found: dict[tuple[str, str, bool], Text] = {}
    for package in packages:
        for file in sorted((checkout / package).rglob("*.py")):
            inside = file.relative_to(checkout).with_suffix("")
            context = ".".join(inside.parts)
            if context not in _OWN_MODULES:
                for text in _in_module(file, context):
                    found.setdefault((text.context, text.source, bool(text.one)), text)
    return list(found.values())


def _in_module(file: Path, context: str) -> Iterator[Text]:
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    meant = _imported(tree)
    calls = [
        (node, node.func.id)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in meant
    ]
    for call, name in sorted(calls, key=lambda found: (found[0].lineno, found[0].col_offset)):
        where = f"{context}:{call.lineno}"
        if name in _ONE:
            (text,) = _words(call, 1, where)
            _check(call, (text,), frozenset(), where)
            yield Text(context, text)
        elif name in _COUNTED:
            one, many = _words(call, 2, where)
            _check(call, (one, many), frozenset({"n"}), where)
            yield Text(context, many, one)


def _imported(tree: ast.Module) -> frozenset[str]:
    return frozenset(
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in _OWN_MODULES
        for alias in node.names
    )


def _words(call: ast.Call, count: int, where: str) -> list[str]:
    words = [argument.value for argument in call.args[:count] if isinstance(argument, ast.Constant)]
    texts = [word for word in words if isinstance(word, str) and word.strip()]
    if len(texts) != count or len(call.args) != (count if count == 1 else count + 1):
        raise BadText(f"{where}: the text must be written out in the call: {ast.unparse(call)[:200]}")
    return texts


def _check(call: ast.Call, texts: tuple[str, ...], given: frozenset[str], where: str) -> None:
    values = frozenset(keyword.arg for keyword in call.keywords if keyword.arg) | given
    if not values:
        return  # a text without values is taken as it is, braces and all
    try:
        named = frozenset().union(*(places(text) for text in texts))
    except ValueError as error:
        raise BadText(f"{where}: {error}: {texts[-1]!r}") from error
    if named | given != values:
        raise BadText(f"{where}: the values {sorted(values)} do not fit the places {sorted(named)}")
