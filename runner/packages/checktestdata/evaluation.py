"""From expressions and tests to functions that give their value; each node is looked at once, not at each use."""

from __future__ import annotations

from collections.abc import Callable

from runner.packages.checktestdata.data import Data
from runner.packages.checktestdata.faults import Place, ScriptFault
from runner.packages.checktestdata.numbers import calculate, compare
from runner.packages.checktestdata.tree import COMPARING, LOGICAL, Node, Value
from runner.packages.checktestdata.variables import Indices, Variables

Valued = Callable[[], Value]
Tested = Callable[[], bool]


class Evaluation:
    """Makes the functions; they read `variables` and `data` when they are called, and raise ScriptFault, DataFault."""

    def __init__(self, variables: Variables, data: Data) -> None:
        self._variables, self._data = variables, data

    def value(self, node: Node) -> Valued:
        """What gives the value of an expression."""
        if node.kind == "value":
            literal = node.value
            return lambda: literal
        if node.kind == "variable":
            name, place, indices, get = node.names[0], node.place, self._indices(node), self._variables.get
            return lambda: get(name, indices(), place)
        parts = [self.value(part) for part in node.parts]
        if node.kind == "STRLEN":
            return lambda: len(text_of(parts[0](), node.place))
        if node.kind == "negative":
            return lambda: calculate("-", 0, parts[0](), node.place)
        return lambda: calculate(node.kind, parts[0](), parts[1](), node.place)

    def test(self, node: Node) -> Tested:
        """What gives the answer of a test."""
        if node.kind in COMPARING:
            left, right = (self.value(part) for part in node.parts)
            return lambda: compare(node.kind, left(), right(), node.place)
        if node.kind in (*LOGICAL, "!"):
            tests = [self.test(part) for part in node.parts]
            if node.kind == "!":
                return lambda: not tests[0]()
            return (lambda: tests[0]() and tests[1]()) if node.kind == "&&" else (lambda: tests[0]() or tests[1]())
        return self._test_command(node)

    def target(self, node: Node) -> Callable[[Value], None]:
        """What sets a variable."""
        name, indices, put = node.names[0], self._indices(node), self._variables.set
        return lambda value: put(name, indices(), value)

    def _test_command(self, node: Node) -> Tested:
        data, variables = self._data, self._variables
        if node.kind == "ISEOF":
            return lambda: data.at_end
        if node.kind == "MATCH":
            wanted = self.value(node.parts[0])
            return lambda: not data.at_end and data.peek() in text_of(wanted(), node.place)
        if node.kind == "INARRAY":
            value = self.value(node.parts[0])
            return lambda: variables.holds(node.names[0], value(), node.place)

        def unique() -> bool:
            variables.check_unique(node.names, node.place)
            return True

        return unique

    def _indices(self, node: Node) -> Callable[[], Indices]:
        if not node.parts:
            return tuple
        parts = [(self.value(part), part.place) for part in node.parts]
        return lambda: tuple(integer_of(part(), place) for part, place in parts)


def integer_of(value: Value, place: Place) -> int:
    """The value, which must be an integer. Raises ScriptFault."""
    if not isinstance(value, int):
        raise ScriptFault(place, "an integer must stand here.")
    return value


def text_of(value: Value, place: Place) -> bytes:
    """The value, which must be a string. Raises ScriptFault."""
    if not isinstance(value, bytes):
        raise ScriptFault(place, "a string must stand here.")
    return value
