"""The one door to pandoc: LaTeX in, HTML or plain text out, in its sandbox and a bounded process.

Guarantees: pandoc reads no file (`--sandbox`), its heap is bounded, and each way in which hostile or broken input makes
it fail is an InvalidInput that names the file and the limit.
"""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import dataclass
from pathlib import Path

from protocol.errors import EngineFault, InvalidInput
from runner.statements.bounded import CPU_SECONDS, MIB, Outcome, run_bounded

HEAP_MIB = 512
MAX_HTML_BYTES = 8 * MIB
_OPTIONS = ("--sandbox", "--from=latex", "--wrap=none", "--syntax-highlighting=none", "--log=log.json")
_HTML = ("--to=html", "--mathjax", "--shift-heading-level-by=1")
_MACRO_LOOP, _BAD_SYNTAX = 91, 64
_PLACE = re.compile(r"\(line (\d+), column \d+\):?\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class Converted:
    """HTML and what pandoc left away (commands with their arguments, as written)."""

    html: str
    skipped: tuple[str, ...]


class BadSyntax(InvalidInput):
    """LaTeX that pandoc cannot read at all."""


def to_html(file: str, source: str) -> Converted:
    """Convert. Raises InvalidInput (BadSyntax when it cannot be read at all)."""
    outcome = _run(file, source, _HTML)
    log = json.loads(outcome.written or b"[]")
    skipped = tuple(str(entry["contents"]) for entry in log if entry.get("type") == "SkippedContent")
    return Converted(outcome.output.decode("utf-8"), skipped)


def to_plain(file: str, source: str) -> str:
    """The text alone, on one line."""
    return " ".join(_run(file, source, ("--to=plain",)).output.decode("utf-8").split())


def _run(file: str, source: str, options: tuple[str, ...]) -> Outcome:
    argv = [str(_binary()), "+RTS", f"-M{HEAP_MIB}m", "-RTS", *_OPTIONS, *options]
    outcome = run_bounded(argv, source.encode(), max_output_bytes=MAX_HTML_BYTES, written="log.json")
    if outcome.code == 0 and outcome.in_time and len(outcome.output) < MAX_HTML_BYTES:
        return outcome
    if outcome.code == _MACRO_LOOP:
        raise InvalidInput(file, "macros that end", f"{file}: a macro expands to itself without end.")
    if outcome.code == _BAD_SYNTAX:
        place = _PLACE.search(outcome.errors)
        where = f"{file}, line {place[1]}" if place else file
        reason = " ".join(place[2].partition("\n\n")[0].split()) if place else "it cannot be read"
        raise BadSyntax(where, "LaTeX that can be read", f"{where}: the LaTeX cannot be read: {reason}.")
    limit = f"{CPU_SECONDS} s, {HEAP_MIB} MiB of memory and {MAX_HTML_BYTES // MIB} MiB of HTML"
    raise InvalidInput(file, limit, f"{file}: converting the LaTeX needs more than {limit}.")


def _binary() -> Path:
    found = importlib.util.find_spec("pypandoc")
    binary = Path(found.origin).parent / "files" / "pandoc" if found and found.origin else None
    if binary is None or not binary.exists():
        raise EngineFault(
            "statement.no_pandoc",
            "Statements in LaTeX need pandoc, which this installation lacks. Install recrutr[backend].",
        )
    return binary
