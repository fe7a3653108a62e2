"""From a script to what reads data by it.

Guarantees: the script is read whole before any data is; a fault in the data ends the check at the first, and a pattern
that ends a repetition is tried without a trace where it does not fit.
"""

from __future__ import annotations

from collections.abc import Callable

from runner.packages.checktestdata.faults import DataFault, Place, ScriptFault
from runner.packages.viva.data import Data
from runner.packages.viva.expressions import Expressions, Typed
from runner.packages.viva.numbers import INTEGER, Impossible, article
from runner.packages.viva.readings import reading
from runner.packages.viva.scope import Level, Value
from runner.packages.viva.settings import Settings
from runner.packages.viva.tokens import TYPES, Token, tokens_of

Step = Callable[[Data], None]
More = Callable[[Data], Callable[[int], bool]]
"""At a repetition's begin: the test of whether there is one more, after so many."""


def parse(script: bytes, settings: Settings) -> Step:
    """What checks the data. The script's parameters go into the settings. Raises ScriptFault."""
    return _Patterns(tokens_of(script), settings).script()


class _Patterns(Expressions):
    """Lines, repetitions and variables; what stands in parentheses is read by Expressions."""

    def script(self) -> Step:
        """Everything, from the parameters to the end."""
        if self.accept("#"):
            self._parameters()
        level, steps = self.level, self._lines()
        self.take("end", "a pattern")

        def run(data: Data) -> None:
            level.begin()
            steps(data)
            data.end()

        return run

    def _parameters(self) -> None:
        while not self.accept("#"):
            name = self.take("name", "the name of a parameter or #")
            self.take("=")
            kind, value, _ = self.constant()
            try:
                self.settings.put(name.text, kind, value)
            except ValueError as error:
                raise ScriptFault(name.place, str(error)) from None

    def _lines(self) -> Step:
        """One or more lines or repetitions of lines."""
        steps = [self._line()]
        while self.next.kind in ("{", "name", "<", "@"):
            steps.append(self._line())
        return _in_order(steps)

    def _line(self) -> Step:
        token = self.next
        if self.accept("{"):
            return self._repetition(token, "}", self._lines)
        values = self._values()
        self.take(";", "a value or ;")

        def run(data: Data) -> None:
            values(data)
            data.end_line()

        return run

    def _repetition(self, token: Token, closing: str, part: Callable[[], Step]) -> Step:
        """What stands in braces or angle brackets, after the opening one."""
        self.deeper(1)
        over_lines, bounded = closing == "}", self.next.kind == "[" and self.after_next.kind == "*"
        more = self._qualifier(over_lines=over_lines) if self.accept("[") else _until_over(over_lines=over_lines)
        level = self.level = Level(self.level)
        body = part()
        conditions = _holding(self.constraints("]")) if self.accept("[") else None
        self.take(closing, f"{closing}, which closes {token.text} in {token.place},")
        self.level = level.outer or level
        self.deeper(-1)

        def run(data: Data) -> None:
            level.begin()
            goes_on = more(data)
            while goes_on(level.rows):
                level.rows += 1
                stood = data.position
                body(data)
                if data.position == stood and not bounded:
                    raise data.fault(f"nothing is read by {_where(token.place)}, which would go on for ever")
            if conditions:
                conditions(data)

        return run

    def _qualifier(self, *, over_lines: bool) -> More:
        """How often something is repeated, up to the closing bracket."""
        token = self.next
        if self.accept("*"):
            count = self.whole()
            self.take("]")
            return _counted(count)
        if not self.accept("="):
            raise ScriptFault(token.place, f"* or = must stand here, not {token.text}.")
        level = self.level = Level(self.level)
        sentinel = self._values()
        self.take("]", "a value or ]")
        self.level = level.outer or level
        return _until(level, sentinel, over_lines=over_lines)

    def _values(self) -> Step:
        """What stands on one line; its conditions are looked at when all of it was read."""
        steps: list[Step] = []
        conditions: list[Typed] = []
        while not steps or self.next.kind in ("name", "<", "@"):
            token = self.advance()
            if token.kind == "<":
                steps.append(self._repetition(token, ">", self._values))
            elif token.kind == "@":
                width = None if self.next.kind == "@" else self.whole()
                self.take("@")
                steps.append(_blanks(width))
            elif token.kind == "name":
                steps.append(self._variable(token))
                if self.accept("("):
                    conditions += self.constraints(")")
            else:
                raise ScriptFault(token.place, f"a value must stand here, not {token.text}.")
        return _in_order([*steps, _holding(conditions)] if conditions else steps)

    def _variable(self, token: Token) -> Step:
        kind = INTEGER
        if self.accept(":"):
            word = self.advance()
            if word.kind not in TYPES:
                raise ScriptFault(word.place, f"a type must stand here ({', '.join(TYPES)}), not {word.text}.")
            kind = TYPES[word.kind]
        width: Typed | None = None
        in_field = self.accept("@[")
        if in_field and not self.accept("]"):
            width = self.whole()
            self.take("]")
        variable, read = self.level.declare(token.text, kind), reading(kind, self.settings)
        if variable is None:
            raise ScriptFault(token.place, f"{token.text[:40]} stands here for the second time.")

        def run(data: Data) -> None:
            image = data.field(_width(width)) if in_field else data.token()
            value = read(image)
            if value is None:
                raise data.fault(
                    f"{image[:40]!r}, read for {token.text}, is not {article(kind)} as the script wants it"
                )
            variable.values.append(value)
            variable.images.append(image)

        return run


def _in_order(steps: list[Step]) -> Step:
    if len(steps) == 1:
        return steps[0]

    def run(data: Data) -> None:
        for step in steps:
            step(data)

    return run


def _value(typed: Typed) -> Value:
    """The value, or ScriptFault where there is none."""
    try:
        value: Value = typed.value()
    except Impossible as fault:
        raise ScriptFault(typed.place, f"{fault}.") from None
    return value


def _width(width: Typed | None) -> int | None:
    if width is None:
        return None
    value = int(_value(width))
    if value < 0:
        raise ScriptFault(width.place, f"a field cannot be {value} characters wide.")
    return value


def _holding(conditions: list[Typed]) -> Step:
    def run(data: Data) -> None:
        for condition in conditions:
            if not _value(condition):
                raise data.fault(f"the condition in {_where(condition.place)} does not hold")

    return run


def _where(place: Place) -> str:
    return f"{place} of the script"


def _blanks(width: Typed | None) -> Step:
    def run(data: Data) -> None:
        field = data.field(_width(width))
        if field.strip(" "):
            raise data.fault(f"{field[:40]!r} stands where the script wants blanks")

    return run


def _until_over(*, over_lines: bool) -> More:
    if over_lines:
        return lambda data: lambda _: not data.over
    return lambda data: lambda _: not data.line_over


def _counted(count: Typed) -> More:
    def begin(_: Data) -> Callable[[int], bool]:
        times = int(_value(count))
        return lambda done: done < times

    return begin


def _until(level: Level, sentinel: Step, *, over_lines: bool) -> More:
    """Until the sentinel is read; over lines, its line has to end there."""

    def is_there(data: Data) -> bool:
        stand = data.try_from_here()
        level.begin()
        try:
            sentinel(data)
        except DataFault:
            data.tried(stand)
            return False
        except BaseException:
            data.tried(stand)
            raise
        data.tried(None)
        if over_lines:
            data.end_line()
        return True

    return lambda data: lambda _: not is_there(data)
