"""What can be wrong: the script, or the data. Each says where."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A place in a text, both counted from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}"


class ScriptFault(Exception):
    """The script is not one, or does what no script may, such as using a variable that was never set."""

    def __init__(self, place: Place | None, words: str) -> None:
        super().__init__(f"{place} of the script: {words}" if place else words)
        self.place, self.words = place, words


class DataFault(Exception):
    """The data is not what the script says."""
