"""From tokens to expressions and tests.

Both are read by one grammar and told apart afterwards, because an opening parenthesis may begin either. Logical
operators have one rank and go from the left; `!` reaches as far as it can, as in the language's reference program.
"""

from __future__ import annotations

from collections.abc import Collection

from runner.packages.checktestdata.faults import ScriptFault
from runner.packages.checktestdata.numbers import decimal
from runner.packages.checktestdata.tokens import Token
from runner.packages.checktestdata.tree import COMPARING, LOGICAL, Node

MAX_DEPTH = 60
MAX_HEIGHT = 200
"""What is evaluated one inside the other, such as the terms of a long sum."""
_SUM, _PRODUCT = ("+", "-"), ("*", "/", "%")


class Expressions:
    """The tokens of a script, read from left to right."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._position, self._depth = tokens, 0, 0

    @property
    def next(self) -> Token:
        """The token that comes."""
        return self._tokens[self._position]

    def advance(self) -> Token:
        """Take the token that comes; the end stays where it is."""
        token = self.next
        self._position += token.kind != "end"
        return token

    def accept(self, kind: str) -> Token | None:
        """Take the token that comes if it is of this kind."""
        return self.advance() if self.next.kind == kind else None

    def take(self, kind: str, words: str = "") -> Token:
        """Take a token of this kind. Raises ScriptFault, which calls what was wanted `words`."""
        if self.next.kind != kind:
            raise ScriptFault(self.next.place, f"{words or kind} must stand here, not {self.next.text}.")
        return self.advance()

    def take_one_of(self, kinds: Collection[str]) -> Token:
        """Take a token of one of these kinds. Raises ScriptFault."""
        return self.take(self.next.kind if self.next.kind in kinds else "", " or ".join(kinds))

    def check_depth(self, depth: int) -> None:
        """Raise ScriptFault when something is nested too deeply."""
        if depth > MAX_DEPTH:
            raise ScriptFault(self.next.place, f"more than {MAX_DEPTH} things are nested here.")

    def names(self) -> tuple[str, ...]:
        """Names of variables with commas between them."""
        found = [self.take("name", "the name of a variable").text]
        while self.accept(","):
            found.append(self.take("name", "the name of a variable").text)
        return tuple(found)

    def variable(self) -> Node:
        """A variable with its indices."""
        name = self.take("name", "the name of a variable")
        indices: list[Node] = []
        if self.accept("["):
            while not indices or self.accept(","):
                indices.append(self.expression())
            self.take("]", "a comma or ]")
        return Node("variable", name.place, tuple(indices), names=(name.text,))

    def expression(self) -> Node:
        """Something that has a value."""
        return self._as_value(self._sum())

    def test(self) -> Node:
        """Something that says yes or no."""
        self._depth += 1
        self.check_depth(self._depth)
        node = self._logical()
        self._depth -= 1
        return self._as_test(node)

    def value(self) -> Node:
        """A literal, a variable or a function."""
        token = self.next
        if token.kind == "name":
            return self.variable()
        self.advance()
        if token.kind == "string":
            return Node("value", token.place, value=token.data)
        if token.kind == "float":
            return Node("value", token.place, value=decimal(token.text, token.place))
        if token.kind == "integer":
            if token.text[0] == "0" and len(token.text) > 1:
                raise ScriptFault(token.place, f"{token.text[:20]} begins with a zero, which an integer may not.")
            return Node("value", token.place, value=int(token.text))
        if token.kind == "STRLEN":
            self.take("(")
            text = self.value()
            self.take(")")
            return Node("STRLEN", token.place, (text,))
        raise ScriptFault(token.place, f"a value must stand here, not {token.text}.")

    def _logical(self) -> Node:
        node = self._compared()
        while self.next.kind in LOGICAL:
            token = self.advance()
            node = Node(token.kind, token.place, (self._as_test(node), self._as_test(self._compared())))
        return node

    def _compared(self) -> Node:
        if self.next.kind == "!":
            token = self.advance()
            return Node("!", token.place, (self.test(),))
        node = self._sum()
        if self.next.kind in COMPARING:
            token = self.advance()
            node = Node(token.kind, token.place, (self._as_value(node), self._as_value(self._sum())))
        return node

    def _sum(self) -> Node:
        node = self._product()
        while self.next.kind in _SUM:
            token = self.advance()
            node = Node(token.kind, token.place, (self._as_value(node), self._as_value(self._product())))
        return node

    def _product(self) -> Node:
        node = self._factor()
        while self.next.kind in _PRODUCT:
            token = self.advance()
            node = Node(token.kind, token.place, (self._as_value(node), self._as_value(self._factor())))
        return node

    def _factor(self) -> Node:
        self._depth += 1
        self.check_depth(self._depth)
        if self.next.kind == "-":
            token = self.advance()
            node = Node("negative", token.place, (self._as_value(self._factor()),))
        else:
            node = self._operand()
            while self.next.kind == "^":
                token = self.advance()
                node = Node("^", token.place, (self._as_value(node), self._as_value(self._exponent())))
        self._depth -= 1
        return node

    def _exponent(self) -> Node:
        """What stands behind ^: powers go from the left, so it is one operand, perhaps with a sign."""
        return self._factor() if self.next.kind == "-" else self._operand()

    def _operand(self) -> Node:
        token = self.next
        if token.kind == "(":
            self.advance()
            node = self._logical()
            self.take(")")
            return node
        if token.kind == "ISEOF":
            return Node("ISEOF", self.advance().place)
        if token.kind in ("MATCH", "UNIQUE", "INARRAY"):
            return self._test_command()
        return self.value()

    def _test_command(self) -> Node:
        token = self.advance()
        self.take("(")
        if token.kind == "UNIQUE":
            node = Node("UNIQUE", token.place, names=self.names())
        elif token.kind == "MATCH":
            node = Node("MATCH", token.place, (self.value(),))
        else:
            wanted = self.expression()
            self.take(",")
            node = Node("INARRAY", token.place, (wanted,), names=self.variable().names)
        self.take(")", "a comma or )")
        return node

    def _as_value(self, node: Node) -> Node:
        if node.depth > MAX_HEIGHT:
            raise ScriptFault(node.place, f"an expression of more than {MAX_HEIGHT} steps.")
        if node.is_test:
            raise ScriptFault(node.place, "a value must stand here, not a test.")
        return node

    def _as_test(self, node: Node) -> Node:
        if node.depth > MAX_HEIGHT:
            raise ScriptFault(node.place, f"a test of more than {MAX_HEIGHT} steps.")
        if not node.is_test:
            raise ScriptFault(node.place, "a test must stand here, not a value.")
        return node
