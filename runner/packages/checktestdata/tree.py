"""What a script says, as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from runner.packages.checktestdata.faults import Place

Value = int | Fraction | bytes
"""An integer, a decimal (always a Fraction, even when it is whole) or a string."""

LOGICAL = ("&&", "||")
COMPARING = ("<", ">", "<=", ">=", "==", "!=")


@dataclass(frozen=True)
class Node:
    """An expression or a test. `kind`: value, variable, names, STRLEN, negative, an operator, !, or a test command."""

    kind: str
    place: Place
    parts: tuple[Node, ...] = ()
    value: Value = 0
    names: tuple[str, ...] = ()

    @cached_property
    def depth(self) -> int:
        """How many nodes stand one inside the other."""
        return 1 + max((part.depth for part in self.parts), default=0)

    @property
    def is_test(self) -> bool:
        """Whether it says yes or no."""
        return self.kind in (*LOGICAL, *COMPARING, "!", "ISEOF", "MATCH", "UNIQUE", "INARRAY")


@dataclass(frozen=True)
class Command:
    """One command with what stands in its parentheses, and the commands that it encloses.

    `target` is the variable that it sets, `option` FIXED or SCIENTIFIC, `separator` what stands between repetitions.
    """

    name: str
    place: Place
    parts: tuple[Node, ...] = ()
    target: Node | None = None
    option: str = ""
    names: tuple[str, ...] = ()
    assignments: tuple[tuple[Node, Node], ...] = ()
    separator: Command | None = None
    body: tuple[Command, ...] = ()
    otherwise: tuple[Command, ...] = field(default=())
