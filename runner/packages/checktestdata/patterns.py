"""Extended regular expressions (POSIX), matched from one position on.

Guarantees: of all matches the longest; time linear in the data that is looked at, whatever the expression, because all
ways through it are followed at once; an expression that would grow beyond MAX_STATES is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_STATES = 20_000
MAX_DEPTH = 60
_KEPT_STATES = 5_000
_BYTES = frozenset(range(256))
_CLASSES = {
    "alpha": frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "digit": frozenset(b"0123456789"),
    "lower": frozenset(b"abcdefghijklmnopqrstuvwxyz"),
    "upper": frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "alnum": frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
    "xdigit": frozenset(b"0123456789abcdefABCDEF"),
    "space": frozenset(b" \t\n\r\f\v"),
    "blank": frozenset(b" \t"),
    "punct": frozenset(b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    "cntrl": frozenset([*range(32), 127]),
    "graph": frozenset(range(33, 127)),
    "print": frozenset(range(32, 127)),
}
_BEGIN, _END = "begin", "end"


class BadPattern(ValueError):
    """It is no regular expression; says why."""


@dataclass
class _State:
    """Either takes one byte of `takes` to `to`, or leads on by itself to all of `free`, or only at a border."""

    takes: frozenset[int] = frozenset()
    to: int = -1
    free: list[int] = field(default_factory=list)
    border: str = ""


class Pattern:
    """One expression."""

    def __init__(self, expression: bytes) -> None:
        self._states, self._first, self._last = _Reader(expression).read()
        self._steps: dict[tuple[frozenset[int], int], frozenset[int]] = {}

    def match(self, data: bytes, start: int) -> int | None:
        """Where the longest match that begins at `start` ends."""
        now = self._closure({self._first}, at_begin=True)
        best, position, size = None, start, len(data)
        while now:
            if self._last in (self._closure(now, at_end=True, at_begin=position == start) if position == size else now):
                best = position
            if position == size:
                break
            key = (now, data[position])
            then = self._steps.get(key)
            if then is None:
                taken = {self._states[one].to for one in now if data[position] in self._states[one].takes}
                then = self._closure(taken)
                if len(self._steps) >= _KEPT_STATES:
                    self._steps.clear()
                self._steps[key] = then
            now = then
            position += 1
        return best

    def _closure(
        self, states: set[int] | frozenset[int], *, at_begin: bool = False, at_end: bool = False
    ) -> frozenset[int]:
        found, waiting = set(states), list(states)
        while waiting:
            state = self._states[waiting.pop()]
            if (state.border == _BEGIN and not at_begin) or (state.border == _END and not at_end):
                continue
            fresh = [one for one in state.free if one not in found]
            found.update(fresh)
            waiting += fresh
        return frozenset(found)


class _Reader:
    """Builds the states while it reads the expression once; a part is (first state, last state)."""

    def __init__(self, expression: bytes) -> None:
        self._text = expression.decode("latin-1")
        self._at = 0
        self._states: list[_State] = []

    def read(self) -> tuple[list[_State], int, int]:
        first, last = self._alternatives(0)
        if self._at < len(self._text):
            raise BadPattern(") closes nothing")
        return self._states, first, last

    def _alternatives(self, depth: int) -> tuple[int, int]:
        if depth > MAX_DEPTH:
            raise BadPattern(f"more than {MAX_DEPTH} groups are nested")
        first, last = self._new(), self._new()
        while True:
            begin, end = self._sequence(depth)
            self._states[first].free.append(begin)
            self._states[end].free.append(last)
            if self._peek() != "|":
                return first, last
            self._at += 1

    def _sequence(self, depth: int) -> tuple[int, int]:
        first = last = self._new()
        while self._peek() not in ("", "|", ")"):
            begin = self._at
            part = self._atom(depth)
            end = self._at
            while self._peek() in ("*", "+", "?", "{"):
                least, most = self._count()
                part = self._repeated(part, (begin, end), least, most, depth)
                end = self._at
            self._states[last].free.append(part[0])
            last = part[1]
        return first, last

    def _repeated(
        self, part: tuple[int, int], span: tuple[int, int], least: int, most: int | None, depth: int
    ) -> tuple[int, int]:
        """The part `least` to `most` times: read again for each time beyond the first."""
        first, last = self._new(), self._new()
        after, at = first, self._at
        for number in range(max(least, most or least, 1) if most != 0 else 0):
            begin, end = part if number == 0 else self._again(span, depth)
            if number >= least:
                self._states[after].free.append(last)
            self._states[after].free.append(begin)
            after = self._new()
            self._states[end].free.append(after)
            if most is None and number + 1 >= least:
                self._states[after].free.append(begin)
        self._states[after].free.append(last)
        self._at = at
        return first, last

    def _again(self, span: tuple[int, int], depth: int) -> tuple[int, int]:
        self._at = span[0]
        part = self._atom(depth)
        while self._at < span[1]:
            begin, end = span[0], self._at
            part = self._repeated(part, (begin, end), *self._count(), depth)
        return part

    def _atom(self, depth: int) -> tuple[int, int]:
        sign = self._peek()
        if sign in ("*", "+", "?", "{"):
            raise BadPattern(f"{sign} repeats nothing")
        self._at += 1
        if sign == "(":
            part = self._alternatives(depth + 1)
            self._take(")")
            return part
        if sign in ("^", "$"):
            begin, end = self._new(), self._new()
            self._states[begin].free.append(end)
            self._states[begin].border = _BEGIN if sign == "^" else _END
            return begin, end
        if sign == "\\":
            if not self._peek():
                raise BadPattern("a backslash stands at the end")
            sign = self._peek()
            self._at += 1
            return self._one_of(frozenset({ord(sign)}))
        if sign == "[":
            return self._one_of(self._bracket())
        return self._one_of(_BYTES if sign == "." else frozenset({ord(sign)}))

    def _bracket(self) -> frozenset[int]:
        inverted = self._peek() == "^"
        self._at += inverted
        found: set[int] = set()
        begin = self._at
        while self._at == begin or self._peek() != "]":
            name = self._class_name()
            if name is not None:
                found |= _CLASSES[name]
                continue
            low = self._character()
            high = low
            if self._peek() == "-" and self._text[self._at + 1 : self._at + 2] not in ("]", ""):
                self._at += 1
                high = self._character()
            if high < low:
                raise BadPattern(f"the range {chr(low)}-{chr(high)} goes backwards")
            found.update(range(low, high + 1))
        self._at += 1
        return _BYTES - found if inverted else frozenset(found)

    def _class_name(self) -> str | None:
        if not self._text.startswith("[:", self._at):
            return None
        name, colon, _ = self._text[self._at + 2 :].partition(":]")
        if not colon or name not in _CLASSES:
            raise BadPattern(f"there is no class of characters {name[:20]!r}")
        self._at += len(name) + 4
        return name

    def _character(self) -> int:
        if not self._peek():
            raise BadPattern("[ is not closed")
        self._at += 1
        return ord(self._text[self._at - 1])

    def _count(self) -> tuple[int, int | None]:
        sign = self._peek()
        self._at += 1
        if sign != "{":
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        inside, closed, _ = self._text[self._at :].partition("}")
        low, comma, high = inside.partition(",")
        if not closed or not low.isdecimal() or (high and not high.isdecimal()) or len(inside) > 12:
            raise BadPattern("{ must be followed by one or two numbers and }")
        self._at += len(inside) + 1
        least, most = int(low), int(high) if high else None if comma else int(low)
        if most is not None and most < least:
            raise BadPattern(f"{{{inside}}} allows nothing")
        return least, most

    def _one_of(self, takes: frozenset[int]) -> tuple[int, int]:
        end = self._new()
        return self._new(takes, end), end

    def _new(self, takes: frozenset[int] = frozenset(), to: int = -1) -> int:
        if len(self._states) >= MAX_STATES:
            raise BadPattern(f"it needs more than {MAX_STATES} states")
        self._states.append(_State(takes, to))
        return len(self._states) - 1

    def _take(self, sign: str) -> None:
        if self._peek() != sign:
            raise BadPattern("( is not closed")
        self._at += 1

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]
