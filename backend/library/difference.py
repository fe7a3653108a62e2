"""What differs between two contents, file by file and line by line, for people to read. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

from backend.library.files import differing, text_of
from protocol.saying import to_say
from runner.packages.sources import Files

MAX_LINES = 400
"""Of one file; more helps nobody, and whoever wants it has the packages."""
_MAX_COMPARED = 20_000
_NEAR = 3


@dataclass(frozen=True, slots=True)
class FileDifference:
    """One file: `lines` are (sign, text) with `+`, `-`, a space, or `@` for a gap; empty for what is no text.

    `words` says what happened to it.
    """

    path: str
    words: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    more: bool = False


def difference(before: Files, after: Files) -> list[FileDifference]:
    """Every file that is not the same."""
    return [_of_file(path, before.get(path), after.get(path)) for path in differing(before, after)]


def lines_between(before: str, after: str) -> list[tuple[str, str]]:
    """Two texts line by line, with a little of what is around each change."""
    return [*_lines(before, after)][:MAX_LINES]


def _of_file(path: str, before: bytes | None, after: bytes | None) -> FileDifference:
    words = to_say("added") if before is None else to_say("taken away") if after is None else to_say("changed")
    texts = ["" if data is None else text_of(data) for data in (before, after)]
    first, second = texts
    if first is None or second is None or max(first.count("\n"), second.count("\n")) > _MAX_COMPARED:
        sizes = " to ".join(f"{len(data)} bytes" for data in (before, after) if data is not None)
        return FileDifference(path, f"{words} ({sizes})")
    lines = [*_lines(first, second)]
    return FileDifference(path, words, lines[:MAX_LINES], more=len(lines) > MAX_LINES)


def _lines(before: str, after: str) -> Iterator[tuple[str, str]]:
    found = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=_NEAR)
    for number, line in enumerate(found):
        if number < 2:  # the two heads with names of files
            continue
        yield ("@", "") if line.startswith("@@") else (line[0], line[1:])
