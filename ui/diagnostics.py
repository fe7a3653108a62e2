"""Finds lines of the candidate's file in what compilers and interpreters say, so that the interface can jump there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protocol.saying import say_count


@dataclass(frozen=True)
class Diagnostic:
    """One line of output; `line` and `column` count from 1, `line` is None when it names no place in a file.

    `file` is empty where there is only one.
    """

    text: str
    line: int | None = None
    column: int = 1
    file: str = ""


MAX_LINES = 500
MAX_CHARACTERS = 1_000
"""More lines, or more of a line, is not read by anyone; the rest is cut with a word about it."""


def diagnostics(output: str, file_names: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """Every line of `output`, with the place it names in one of the files.

    Understands `file:line:column: …` and `file:line: …` (gcc, node) and `File "…/file", line n` (Python).
    """
    # The longest name first: `util.c` is also the end of `lib/util.c`.
    file = "|".join(re.escape(name) for name in sorted(file_names, key=len, reverse=True))
    line = r':(?P<line>\d{1,7})(?::(?P<column>\d{1,7}))?|", line (?P<python>\d{1,7})'
    place = re.compile(rf'(?:^|[\s(/\\"])(?P<file>{file})(?:{line})')
    lines = output.rstrip().splitlines()
    found = [_read(line, place, several=len(file_names) > 1) for line in lines[:MAX_LINES]]
    if len(lines) > MAX_LINES:
        found.append(Diagnostic(say_count("… and {n} more line", "… and {n} more lines", len(lines) - MAX_LINES)))
    return tuple(found)


def _read(text: str, place: re.Pattern[str], *, several: bool) -> Diagnostic:
    match = place.search(text)
    if len(text) > MAX_CHARACTERS:
        more = len(text) - MAX_CHARACTERS
        text = f"{text[:MAX_CHARACTERS]}… " + say_count("{n:,} more character", "{n:,} more characters", more)
    if match is None:
        return Diagnostic(text)
    file = match["file"] if several else ""
    return Diagnostic(text, int(match["line"] or match["python"]), int(match["column"] or 1), file)
