"""Variables while data is read: the values of each repetition, in the order of reading.

Guarantees: a name means the variable that stood last before it in the script, in the innermost repetition around.
"""

from __future__ import annotations

from runner.packages.viva.numbers import Impossible, Number

Value = Number | str | bool
NEWEST = -1


class Variable:
    """What was read for one variable since its repetition began: the values, and each as it stood in the data."""

    def __init__(self, name: str, kind: str, level: Level) -> None:
        self.name, self.kind, self.level = name, kind, level
        self.values: list[Value] = []
        self.images: list[str] = []

    def value(self) -> Value:
        """The value of the row in question, usually the newest."""
        self._check_any()
        return self.values[self.level.row]

    def image(self) -> Value:
        """The text of that value."""
        self._check_any()
        return self.images[self.level.row]

    def count(self) -> int:
        """How many values were read."""
        return len(self.values)

    def at(self, index: int) -> Value:
        """The value at an index, counted from 0. Raises Impossible."""
        if not 0 <= index < len(self.values):
            raise Impossible(f"{self.name} has {len(self.values)} values, and {self.name}[{index}] is none of them")
        return self.values[index]

    def _check_any(self) -> None:
        if not self.values:
            raise Impossible(f"{self.name} has no value yet")


class Level:
    """One repetition, or the whole script: its variables, how often it ran, and the row that functions look at."""

    def __init__(self, outer: Level | None = None) -> None:
        self.outer, self.rows, self.row = outer, 0, NEWEST
        self._variables: dict[str, Variable] = {}

    def declare(self, name: str, kind: str) -> Variable | None:
        """A new variable; None when the level has one of that name."""
        if name in self._variables:
            return None
        return self._variables.setdefault(name, Variable(name, kind, self))

    def find(self, name: str) -> Variable | None:
        """The variable that a name means here, if any."""
        return self._variables.get(name) or (self.outer.find(name) if self.outer else None)

    def begin(self) -> None:
        """Forget what an earlier use of this repetition left."""
        self.rows = 0
        for variable in self._variables.values():
            variable.values, variable.images = [], []
