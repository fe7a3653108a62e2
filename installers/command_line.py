"""The command `recrutr`: finds its subcommands by entry points and starts one.

Subcommands live in the group `recrutr.commands` of pyproject.toml: `name = "package.module:function"`, where the
function takes the remaining arguments (`list[str]`) and returns an exit code. Only the chosen one is imported, so that
desktop and backend never meet in one process.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import cast

GROUP = "recrutr.commands"
_USAGE_ERROR = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns its exit code, 2 for an unknown word.

    Without arguments, or with a `recrutr://` link, the desktop app starts, when it is installed.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    commands = {point.name: point for point in entry_points(group=GROUP)}
    if "app" in commands and (not words or words[0].startswith("recrutr://")):
        words.insert(0, "app")
    if not words or words[0] in {"-h", "--help", "help", "commands"}:
        sys.stdout.write(_help(commands))
        return 0
    name, rest = words[0], words[1:]
    if name not in commands:
        known = ", ".join(sorted(commands)) or "none is installed"
        sys.stderr.write(f"recrutr: there is no command {name!r}; the commands are: {known}\n")
        return _USAGE_ERROR
    run = cast("Callable[[list[str]], int]", commands[name].load())
    return run(rest)


def _help(commands: dict[str, EntryPoint]) -> str:
    lines = ["usage: recrutr COMMAND [arguments]; every command has --help\n\n"]
    width = max((len(name) for name in commands), default=0)
    lines += [f"  {name:<{width}}  {_purpose(point)}\n" for name, point in sorted(commands.items())]
    return "".join(lines)


def _purpose(point: EntryPoint) -> str:
    """The first line of the function's docstring, read from the source, because importing every side is slow."""
    try:
        # This imports the enclosing packages, which hold no code, and not the module itself.
        spec = importlib.util.find_spec(point.module)
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.origin is None:
        return "(not in this installation)"
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == point.attr:
            return (ast.get_docstring(node) or "").partition("\n")[0]
    return "(not in this installation)"


if __name__ == "__main__":
    sys.exit(main())
