"""From a script's text to its tree.

Guarantees: takes time linear in the script; nesting beyond MAX_DEPTH is refused instead of filling the stack.
"""

from __future__ import annotations

from runner.packages.checktestdata.expressions import Expressions
from runner.packages.checktestdata.faults import ScriptFault
from runner.packages.checktestdata.tokens import Token, tokens_of
from runner.packages.checktestdata.tree import Command, Node

_PLAIN = ("SPACE", "NEWLINE", "EOF")
_REPEATING = ("REP", "REPI", "WHILE", "WHILEI")
_OPTIONS = ("FIXED", "SCIENTIFIC")


def parse(script: bytes) -> tuple[Command, ...]:
    """The commands of a script, with the EOF that every script ends with. Raises ScriptFault."""
    parser = _Parser(tokens_of(script))
    commands = parser.block(0)
    last = parser.take("end", "a command")
    return (*commands, Command("EOF", last.place))


class _Parser(Expressions):
    """Commands; what stands inside them is read by Expressions."""

    def block(self, depth: int) -> tuple[Command, ...]:
        """Commands up to END, ELSE or the end of the script."""
        commands = []
        while self.next.kind not in ("END", "ELSE", "end"):
            commands.append(self._command(depth))
        if depth == 0 and self.next.kind != "end":
            raise ScriptFault(self.next.place, f"{self.next.text} closes nothing.")
        return tuple(commands)

    def _command(self, depth: int) -> Command:
        self.check_depth(depth)
        token = self.next
        if token.kind in _REPEATING:
            return self._repeating(depth)
        if token.kind == "IF":
            return self._choice(depth)
        return self._simple()

    def _simple(self) -> Command:
        token = self.advance()
        if token.kind in _PLAIN:
            return Command(token.kind, token.place)
        readers = {
            "INT": self._number,
            "FLOAT": self._number,
            "FLOATP": self._number,
            "STRING": self._text,
            "REGEX": self._text,
            "ASSERT": self._assertion,
            "SET": self._setting,
            "UNSET": self._unsetting,
        }
        if token.kind not in readers:
            raise ScriptFault(token.place, f"a command must stand here, not {token.text}.")
        self.take("(")
        command = readers[token.kind](token)
        self.take(")", "a comma or )")
        return command

    def _number(self, token: Token) -> Command:
        parts = [self.expression()]
        for _ in range(3 if token.kind == "FLOATP" else 1):
            self.take(",")
            parts.append(self.expression())
        target = self.variable() if self.accept(",") else None
        option = ""
        if target is not None and token.kind != "INT" and self.accept(","):
            option = self.take_one_of(_OPTIONS).kind
        return Command(token.kind, token.place, tuple(parts), target, option)

    def _text(self, token: Token) -> Command:
        wanted = self.value()
        target = self.variable() if token.kind == "REGEX" and self.accept(",") else None
        return Command(token.kind, token.place, (wanted,), target)

    def _assertion(self, token: Token) -> Command:
        return Command("ASSERT", token.place, (self.test(),))

    def _setting(self, token: Token) -> Command:
        assignments: list[tuple[Node, Node]] = []
        while not assignments or self.accept(","):
            target = self.variable()
            self.take("=")
            assignments.append((target, self.expression()))
        return Command("SET", token.place, assignments=tuple(assignments))

    def _unsetting(self, token: Token) -> Command:
        return Command("UNSET", token.place, names=self.names())

    def _repeating(self, depth: int) -> Command:
        token = self.advance()
        self.take("(")
        target = None
        if token.kind in ("REPI", "WHILEI"):
            target = self.variable()
            self.take(",")
        how: Node = self.expression() if token.kind in ("REP", "REPI") else self.test()
        separator = self._simple() if self.accept(",") else None
        self.take(")", "a comma or )")
        body = self.block(depth + 1)
        self.take("END", f"the END of {token.text} in {token.place}")
        return Command(token.kind, token.place, (how,), target, separator=separator, body=body)

    def _choice(self, depth: int) -> Command:
        token = self.advance()
        self.take("(")
        condition = self.test()
        self.take(")")
        body = self.block(depth + 1)
        otherwise = self.block(depth + 1) if self.accept("ELSE") else ()
        self.take("END", f"the END of IF in {token.place}")
        return Command("IF", token.place, (condition,), body=body, otherwise=otherwise)
