"""The parameters of a script: how near decimals are equal, and how strictly blanks, lines and numbers are read."""

from __future__ import annotations

import operator
from collections.abc import Callable

from runner.packages.viva.numbers import DOUBLE, FLOAT, INTEGER, STRING, WHOLE, article, single
from runner.packages.viva.scope import Value

Compared = Callable[[Value, Value], bool]
_YES, _NO = ("true", "t", "yes", "y", "1"), ("false", "f", "no", "n", "0")
_WORDS = {
    **dict.fromkeys(("ignoreeoln", "ignoreblanks", "javaint", "javalong", "javadouble", "javafloat"), (*_YES, *_NO)),
    "eolnstyle": ("system", "windows", "linux", "mac"),
    "eofstyle": ("system", "windows", "linux", "both"),
}
_NUMBERS = {"deps": DOUBLE, "feps": FLOAT, "maxerrs": INTEGER}
_LINE_ENDS = {"windows": "\r\n", "mac": "\r"}
_EXACT: dict[str, Compared] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Settings:
    """What a script's first lines or the validator's arguments set. The system is Linux."""

    def __init__(self) -> None:
        self._set: dict[str, Value] = {}

    def put(self, name: str, kind: str, value: Value) -> None:
        """Set a parameter. Raises ValueError, which says what is wrong."""
        wanted = _NUMBERS.get(name, STRING if name in _WORDS else None)
        if wanted is None:
            raise ValueError(f"{name[:40]} is no parameter; there are {', '.join(sorted((*_NUMBERS, *_WORDS)))}.")
        if kind != wanted:
            raise ValueError(f"{name} must be {article(wanted)}, not {article(kind)}.")
        if name in _WORDS and value not in _WORDS[name]:
            raise ValueError(f"{name} must be one of {', '.join(_WORDS[name])}.")
        self._set[name] = value

    def says(self, name: str) -> bool:
        """Whether a parameter of yes and no is yes."""
        return self._set.get(name) in _YES

    @property
    def line_end(self) -> str:
        """What ends a line."""
        return _LINE_ENDS.get(str(self._set.get("eolnstyle")), "\n")

    @property
    def last_line_ends(self) -> bool | None:
        """Whether the last line must (True), must not (False) or may (None) have such an end."""
        return {"windows": False, "both": None}.get(str(self._set.get("eofstyle")), True)

    def nearness(self, kind: str) -> float:
        """How far apart two equal decimals of this type may be."""
        name, usual = ("feps", single(1e-6)) if kind == FLOAT else ("deps", 1e-6)
        return float(self._set.get(name, usual))

    def comparison(self, mark: str, kind: str) -> Compared:
        """What compares two numbers in this type. `<` and `>` are exact, whatever the nearness."""
        if kind in WHOLE or mark in "<>":
            if kind != FLOAT:
                return _EXACT[mark]
            exact = _EXACT[mark]
            return lambda left, right: exact(single(float(left)), single(float(right)))
        near = self.nearness(kind)

        def difference(left: Value, right: Value) -> float:
            if kind == FLOAT:
                return single(single(float(left)) - single(float(right)))
            return float(left) - float(right)

        tests: dict[str, Compared] = {
            "=": lambda left, right: abs(difference(left, right)) < near,
            "!=": lambda left, right: not abs(difference(left, right)) < near,
            "<=": lambda left, right: difference(left, right) <= near,
            ">=": lambda left, right: difference(left, right) >= -near,
        }
        return tests[mark]
