"""From tokens to expressions that can be evaluated, each with its type.

Guarantees: what has no type, such as the sum of a text and a number, is refused before any data is read; `&&` binds
more tightly than `||` and `^^`; comparisons in a row hold all together.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from runner.packages.checktestdata.faults import Place, ScriptFault
from runner.packages.viva import numbers
from runner.packages.viva.functions import FUNCTIONS, Given, Parameter
from runner.packages.viva.numbers import BOOLEAN, DOUBLE, FLOAT, INTEGER, NUMERIC, STRING, WHOLE, Number, article
from runner.packages.viva.regular import BadPattern, compiled
from runner.packages.viva.scope import Level, Value
from runner.packages.viva.settings import Settings
from runner.packages.viva.tokens import Token, constant_of

Evaluated = Callable[[], Any]  # a Value, whose type was looked at before
MAX_DEPTH = 60
MAX_HEIGHT = 200
"""What is evaluated one inside the other, such as the terms of a long sum."""
COMPARING = (">", "<", ">=", "<=", "=", "==", "!=", "<>", "%%")
_SUM, _PRODUCT = ("+", "-", "|", "^"), ("*", "/", "%", "&", "<<", ">>", ">>>")
_ARITHMETIC = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": numbers.divided,
    "%": numbers.remainder,
    "|": operator.or_,
    "^": operator.xor,
    "&": operator.and_,
}
_SAME = {"==": "=", "<>": "!="}


class Typed(NamedTuple):
    """An expression: its type, what gives its value (raises Impossible), and how many steps are nested in it."""

    kind: str
    value: Evaluated
    place: Place
    height: int = 1
    constant: str | None = None


class Expressions:
    """The tokens of a script, read from left to right; `level` is the repetition that reading stands in."""

    def __init__(self, tokens: list[Token], settings: Settings) -> None:
        self._tokens, self._position, self._depth = tokens, 0, 0
        self.settings, self.level = settings, Level()

    @property
    def next(self) -> Token:
        """The token that comes."""
        return self._tokens[self._position]

    @property
    def after_next(self) -> Token:
        """The token that comes after that."""
        return self._tokens[min(self._position + 1, len(self._tokens) - 1)]

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

    def deeper(self, steps: int) -> None:
        """Note that reading goes in (1) or out (-1) of something. Raises ScriptFault when that is too deep."""
        self._depth += steps
        if self._depth > MAX_DEPTH:
            raise ScriptFault(self.next.place, f"more than {MAX_DEPTH} things are nested here.")

    def constraints(self, closing: str) -> list[Typed]:
        """One or more conditions with commas between them, up to the closing bracket."""
        found = [self._condition()]
        while self.accept(","):
            found.append(self._condition())
        self.take(closing, f"a comma or {closing}")
        return found

    def whole(self) -> Typed:
        """An expression that gives an integer."""
        found = self.expression()
        if found.kind != INTEGER:
            raise ScriptFault(found.place, f"an integer must stand here, not {article(found.kind)}.")
        return found

    def expression(self) -> Typed:
        """Sums of products."""
        return self._chain(self._product, _SUM)

    def constant(self) -> tuple[str, Value, Token]:
        """A literal: its type, its value, and where it stands. Raises ScriptFault."""
        token = self.advance()
        kind, value = constant_of(token)
        return kind, value, token

    def _condition(self) -> Typed:
        found = self._constraint()
        if found.kind != BOOLEAN:
            raise ScriptFault(found.place, f"a condition must stand here, not {article(found.kind)}.")
        return found

    def _constraint(self) -> Typed:
        self.deeper(1)
        left = self._all()
        while self.next.kind in ("||", "^^"):
            token = self.advance()
            left = self._logical(token, left, self._all())
        self.deeper(-1)
        return left

    def _all(self) -> Typed:
        left = self._compared()
        while self.next.kind == "&&":
            token = self.advance()
            left = self._logical(token, left, self._compared())
        return left

    def _compared(self) -> Typed:
        left = self.expression()
        found: Typed | None = None
        while self.next.kind in COMPARING:
            token = self.advance()
            right = self.expression()
            one = self._matching(token, left, right) if token.kind == "%%" else self._comparison(token, left, right)
            found = self._logical(token, found, one) if found else one
            left = right
        return found or left

    def _product(self) -> Typed:
        return self._chain(self._factor, _PRODUCT)

    def _chain(self, part: Callable[[], Typed], marks: Collection[str]) -> Typed:
        left = part()
        while self.next.kind in marks:
            left = self._arithmetic(self.advance(), left, part())
        return left

    def _factor(self) -> Typed:
        self.deeper(1)
        token = self.next
        if token.kind in ("!", "-", "~"):
            self.advance()
            found = self._single(token, self._factor())
        elif token.kind == "(":
            self.advance()
            found = self._constraint()._replace(constant=None)
            self.take(")")
        elif token.kind == "name":
            found = self._named(self.advance())
        else:
            kind, value, _ = self.constant()
            found = Typed(kind, lambda: value, token.place, constant=value if isinstance(value, str) else None)
        self.deeper(-1)
        return found

    def _named(self, token: Token) -> Typed:
        if self.accept("("):
            return self._function(token)
        variable = self.level.find(token.text)
        if variable is None:
            raise ScriptFault(token.place, f"{token.text[:40]} is no variable that stands before this place.")
        if self.accept("#"):
            return Typed(INTEGER, variable.count, token.place)
        if self.accept("$"):
            return Typed(STRING, variable.image, token.place)
        if self.accept("["):
            index = self.whole()
            self.take("]")
            where, at = index.value, variable.at
            return self._checked(Typed(variable.kind, lambda: at(int(where())), token.place, index.height + 1))
        return Typed(variable.kind, variable.value, token.place)

    def _function(self, token: Token) -> Typed:
        function = FUNCTIONS.get(token.text)
        if function is None:
            raise ScriptFault(token.place, f"{token.text[:40]} is no function of VIVA.")
        given = [self._constraint()]
        while self.accept(","):
            given.append(self._constraint())
        self.take(")", "a comma or )")
        kinds = [one.kind for one in given]
        result = function.result(kinds)
        if result is None:
            raise ScriptFault(token.place, f"{token.text} is not for {' and '.join(kinds)}; it takes {function.takes}.")
        parameters = [Parameter(one.kind, one.value) for one in given]
        value = function.made(Given(parameters, self.level, self.settings))
        return self._checked(Typed(result, value, token.place, max(one.height for one in given) + 1))

    def _single(self, token: Token, operand: Typed) -> Typed:
        wanted = {"!": (BOOLEAN,), "-": NUMERIC, "~": WHOLE}[token.kind]
        self._check_kind(token, operand, wanted)
        value, kind = operand.value, operand.kind
        if token.kind == "!":
            return self._over(token, kind, lambda: not value(), operand)
        if token.kind == "~":
            return self._over(token, kind, lambda: ~value(), operand)
        return self._over(token, kind, lambda: numbers.made(kind, -value()), operand)

    def _arithmetic(self, token: Token, left: Typed, right: Typed) -> Typed:
        mark = token.kind
        wanted = NUMERIC if mark in "+-*/%" else WHOLE
        self._check_kind(token, left, wanted)
        self._check_kind(token, right, (INTEGER,) if mark in ("<<", ">>", ">>>") else wanted)
        first, second = left.value, right.value
        if mark in ("<<", ">>", ">>>"):
            moved = numbers.shift(mark, left.kind)
            return self._over(token, left.kind, lambda: moved(first(), second()), left, right)
        kind, counted = numbers.wider(left.kind, right.kind), _ARITHMETIC[mark]
        widths: dict[str, Callable[[Any], Number]] = {FLOAT: numbers.single, DOUBLE: float}
        wide = widths.get(kind, int)
        made = numbers.made
        return self._over(token, kind, lambda: made(kind, counted(wide(first()), wide(second()))), left, right)

    def _comparison(self, token: Token, left: Typed, right: Typed) -> Typed:
        self._check_kind(token, left, NUMERIC)
        self._check_kind(token, right, NUMERIC)
        kind, mark = numbers.wider(left.kind, right.kind), _SAME.get(token.kind, token.kind)
        compare = self.settings.comparison(mark, kind)
        first, second = left.value, right.value
        return self._over(token, BOOLEAN, lambda: compare(first(), second()), left, right)

    def _matching(self, token: Token, left: Typed, right: Typed) -> Typed:
        self._check_kind(token, left, (STRING,))
        self._check_kind(token, right, (STRING,))
        if right.constant is None:
            raise ScriptFault(right.place, "a regular expression must stand here as a constant.")
        try:
            pattern: re.Pattern[str] = compiled(right.constant.replace("\\\\", "\\"))
        except BadPattern as fault:
            raise ScriptFault(right.place, f"{right.constant[:40]!r} is no regular expression here: {fault}.") from None
        text = left.value
        return self._over(token, BOOLEAN, lambda: pattern.fullmatch(str(text())) is not None, left, right)

    def _logical(self, token: Token, left: Typed, right: Typed) -> Typed:
        self._check_kind(token, left, (BOOLEAN,))
        self._check_kind(token, right, (BOOLEAN,))
        first, second = left.value, right.value
        if token.kind == "||":
            return self._over(token, BOOLEAN, lambda: first() or second(), left, right)
        if token.kind == "^^":
            return self._over(token, BOOLEAN, lambda: first() != second(), left, right)
        return self._over(token, BOOLEAN, lambda: first() and second(), left, right)

    def _over(self, token: Token, kind: str, value: Evaluated, *parts: Typed) -> Typed:
        height = max(part.height for part in parts) + 1
        return self._checked(Typed(kind, value, min(token.place, parts[0].place), height))

    @staticmethod
    def _checked(found: Typed) -> Typed:
        if found.height > MAX_HEIGHT:
            raise ScriptFault(found.place, f"an expression of more than {MAX_HEIGHT} steps.")
        return found

    @staticmethod
    def _check_kind(token: Token, operand: Typed, wanted: Collection[str]) -> None:
        if operand.kind not in wanted:
            raise ScriptFault(token.place, f"{token.text} is not for {article(operand.kind)}.")
