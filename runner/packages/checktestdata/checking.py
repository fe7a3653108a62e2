"""Checks data by a script.

Guarantees: a fault in the data names its line and column and the command of the script that it does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from runner.packages.checktestdata.data import Data
from runner.packages.checktestdata.evaluation import Evaluation, Valued, integer_of, text_of
from runner.packages.checktestdata.faults import DataFault, ScriptFault
from runner.packages.checktestdata.grammar import parse
from runner.packages.checktestdata.numbers import decimal, shown
from runner.packages.checktestdata.patterns import BadPattern, Pattern
from runner.packages.checktestdata.tree import Command, Node, Value
from runner.packages.checktestdata.variables import Variables

_Action = Callable[[], None]
_INTEGER = re.compile(rb"-?[0-9]*")
_MANTISSA = re.compile(rb"-?([0-9]+)(?:(\.)([0-9]*))?")
_EXPONENT = re.compile(rb"[eE][+-]?([0-9]*)")
_MAX_COUNT = 1 << 64
_KEPT_PATTERNS = 64


def check(script: bytes, content: bytes, *, loose: bool = False) -> None:
    """Raise ScriptFault unless the script is one, DataFault unless the data is what it says."""
    commands = parse(script)
    Checking(Data(content, loose=loose)).run(commands)


class Checking:
    """One script over one piece of data."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._variables = Variables()
        self._evaluation = Evaluation(self._variables, data)
        self._patterns: dict[bytes, Pattern] = {}

    def run(self, commands: tuple[Command, ...]) -> None:
        """Run all commands. Raises ScriptFault, DataFault."""
        self._block(commands)()

    def _block(self, commands: tuple[Command, ...]) -> _Action:
        actions = [self._action(command) for command in commands]

        def run() -> None:
            for action in actions:
                action()

        return run

    def _action(self, command: Command) -> _Action:
        if command.body or command.name in ("IF", "REP", "REPI", "WHILE", "WHILEI"):
            return self._choice(command) if command.name == "IF" else self._repetition(command)
        act = self._simple(command)

        def told() -> None:
            begin = self._data.position
            try:
                act()
            except DataFault as fault:
                stood, coming = self._data.place, ""
                if self._data.position == begin:
                    coming = f" Here stands {self._data.upcoming()}."
                words = f"{stood} of the data does not fit {command.name} in {command.place} of the script"
                raise DataFault(f"{words}: {fault}.{coming}") from None

        return told

    def _choice(self, command: Command) -> _Action:
        test = self._told_test(command)
        body, otherwise = self._block(command.body), self._block(command.otherwise)
        return lambda: body() if test() else otherwise()

    def _repetition(self, command: Command) -> _Action:
        body = self._block(command.body)
        between = self._action(command.separator) if command.separator else None
        target = self._evaluation.target(command.target) if command.target else None
        goes_on = self._going_on(command)

        def run() -> None:
            number = 0
            if target:
                target(number)
            more = goes_on()
            while more(number):
                if number and between:
                    between()
                body()
                number += 1
                if target:
                    target(number)

        return run

    def _going_on(self, command: Command) -> Callable[[], Callable[[int], bool]]:
        """What gives, at the loop's start, the test of whether there is one more iteration."""
        if command.name in ("WHILE", "WHILEI"):
            test = self._told_test(command)
            return lambda: lambda _: test()
        how = command.parts[0]
        value = self._evaluation.value(how)

        def start() -> Callable[[int], bool]:
            count = integer_of(value(), how.place)
            if not 0 <= count < _MAX_COUNT:
                raise ScriptFault(how.place, f"nothing can be repeated {shown(count)} times.")
            return lambda number: number < count

        return start

    def _told_test(self, command: Command) -> Callable[[], bool]:
        test = self._evaluation.test(command.parts[0])

        def told() -> bool:
            try:
                return test()
            except DataFault as fault:
                where = f"{self._data.place} of the data does not fit {command.name} in {command.place} of the script"
                raise DataFault(f"{where}: {fault}.") from None

        return told

    def _simple(self, command: Command) -> _Action:
        makers = {
            "INT": self._integer,
            "FLOAT": self._float,
            "FLOATP": self._float,
            "STRING": self._string,
            "REGEX": self._regex,
            "ASSERT": self._assertion,
            "SET": self._setting,
        }
        if command.name in makers:
            return makers[command.name](command)
        if command.name == "UNSET":
            variables, names = self._variables, command.names
            return lambda: variables.unset(names)
        data = self._data
        tests: dict[str, Callable[[], bool]] = {
            "SPACE": data.read_space,
            "NEWLINE": data.read_newline,
            "EOF": lambda: data.at_end,
        }
        words = {"SPACE": "no space", "NEWLINE": "no line's end", "EOF": "there is more data"}[command.name]
        test = tests[command.name]

        def run() -> None:
            if not test():
                raise DataFault(words)

        return run

    def _integer(self, command: Command) -> _Action:
        low, high = (self._bound(part) for part in command.parts)
        put = self._put(command)
        data = self._data

        def run() -> None:
            match = _INTEGER.match(data.content, data.position)
            text = match.group() if match else b""
            digits = text.lstrip(b"-")
            least, most = low(), high()
            if not digits:
                raise DataFault("no integer")
            if digits[0] == ord("0") and text != b"0":
                raise DataFault(f"{text[:30].decode()} is not written as an integer is")
            value = int(text)
            if not least <= value <= most:
                raise DataFault(f"{shown(value)} is not between {shown(least)} and {shown(most)}")
            data.position += len(text)
            put(value)

        return run

    def _float(self, command: Command) -> _Action:
        low, high = (self._evaluation.value(part) for part in command.parts[:2])
        decimals = [self._bound(part) for part in command.parts[2:]]
        put = self._put(command)

        def run() -> None:
            allowed = tuple(one() for one in decimals)
            if allowed and not 0 <= allowed[0] <= allowed[1]:
                raise ScriptFault(command.place, "the numbers of decimals must be in order and not negative.")
            text = self._float_text(command.option, allowed)
            try:
                value = decimal(text)
            except ScriptFault as fault:
                raise DataFault(fault.words.rstrip(".")) from None
            least, most = low(), high()
            if isinstance(least, bytes) or isinstance(most, bytes):
                raise ScriptFault(command.place, "the bounds of a number must be numbers.")
            if not least <= value <= most:
                raise DataFault(f"{text[:30]} is not between {shown(least)} and {shown(most)}")
            self._data.position += len(text)
            put(value)

        return run

    def _float_text(self, option: str, allowed: tuple[int, ...]) -> str:
        content, begin = self._data.content, self._data.position
        match = _MANTISSA.match(content, begin)
        if match is None:
            raise DataFault("no number")
        whole, dot, fraction = match.group(1), match.group(2), match.group(3) or b""
        if whole[0] == ord("0") and len(whole) > 1:
            raise DataFault("the number begins with a zero too many")
        if dot and not fraction:
            raise DataFault("a digit must follow the decimal point")
        exponent = None if option == "FIXED" else _EXPONENT.match(content, match.end())
        if exponent is None and option == "SCIENTIFIC":
            raise DataFault("the number has no exponent")
        if exponent is not None:
            power = exponent.group(1)
            if not power or (power[0] == ord("0") and len(power) > 1):
                raise DataFault("the exponent is not written as an integer is")
        if allowed:
            if exponent is not None and (whole == b"0" or not dot or len(whole) > 1):
                raise DataFault("exactly one digit, not zero, must stand before the decimal point")
            if not allowed[0] <= len(fraction) <= allowed[1]:
                raise DataFault(f"{len(fraction)} decimals are not between {allowed[0]} and {allowed[1]}")
        return content[begin : (exponent or match).end()].decode()

    def _string(self, command: Command) -> _Action:
        value = self._evaluation.value(command.parts[0])
        data = self._data

        def run() -> None:
            wanted = text_of(value(), command.place)
            if not data.content.startswith(wanted, data.position):
                raise DataFault(f"{shown(wanted)} is not what comes")
            data.position += len(wanted)

        return run

    def _regex(self, command: Command) -> _Action:
        value = self._evaluation.value(command.parts[0])
        put = self._put(command)
        data = self._data

        def run() -> None:
            wanted = text_of(value(), command.place)
            try:
                end = self._pattern(wanted).match(data.content, data.position)
            except BadPattern as fault:
                raise ScriptFault(command.place, f"{shown(wanted)} is no regular expression: {fault}.") from None
            if end is None:
                raise DataFault(f"{shown(wanted)} matches nothing here")
            found = data.content[data.position : end]
            data.position = end
            put(found)

        return run

    def _pattern(self, expression: bytes) -> Pattern:
        found = self._patterns.get(expression)
        if found is None:
            if len(self._patterns) >= _KEPT_PATTERNS:
                self._patterns.clear()
            found = self._patterns[expression] = Pattern(expression)
        return found

    def _assertion(self, command: Command) -> _Action:
        test = self._evaluation.test(command.parts[0])

        def run() -> None:
            if not test():
                raise DataFault("what it asserts is not so")

        return run

    def _setting(self, command: Command) -> _Action:
        pairs = [(self._evaluation.target(name), self._evaluation.value(value)) for name, value in command.assignments]

        def run() -> None:
            for put, value in pairs:
                put(value())

        return run

    def _bound(self, node: Node) -> Callable[[], int]:
        value: Valued = self._evaluation.value(node)
        return lambda: integer_of(value(), node.place)

    def _put(self, command: Command) -> Callable[[Value], None]:
        return self._evaluation.target(command.target) if command.target else lambda _: None
