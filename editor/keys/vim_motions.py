"""Vim's motions and text objects: from a place in the text to another, or to a span. They move nothing themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from editor.keys.press import Board

_WORD = re.compile(rb"[\w\x80-\xff]+|[^\w\s\x80-\xff]+")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_EXCLUSIVE = frozenset("hlwb0^{}")
_LINEWISE = frozenset("jkG")


@dataclass(frozen=True)
class Span:
    """Bytes `start` to `end`."""

    start: int
    end: int
    whole_lines: bool = False


class Motions:
    """Reads one text."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._column: int | None = None

    def forget_column(self) -> None:
        """The next move up or down starts from the column it begins in."""
        self._column = None

    def line_start(self, place: int) -> int:
        """The first byte of the line."""
        return self._board.send("SCI_POSITIONFROMLINE", self._line(place))

    def line_end(self, place: int) -> int:
        """The end of the line, before its line end."""
        return self._board.send("SCI_GETLINEENDPOSITION", self._line(place))

    def first_sign(self, place: int) -> int:
        """The first character of the line that is no space."""
        return self._board.send("SCI_GETLINEINDENTPOSITION", self._line(place))

    def without_end(self, place: int) -> int:
        """The end of the line that lies before the beginning of another."""
        return self.line_end(max(0, place - 1)) if self.line_start(place) == place and place else place

    def lines(self, place: int, count: int) -> Span:
        """Whole lines from here on."""
        last = min(self._line(place) + count - 1, self._board.send("SCI_GETLINECOUNT") - 1)
        after = self._board.send("SCI_POSITIONFROMLINE", last + 1)
        length = self._board.send("SCI_GETLENGTH")
        end = after if 0 < after <= length and last + 1 < self._board.send("SCI_GETLINECOUNT") else length
        return Span(self.line_start(place), end, whole_lines=True)

    def left(self, place: int, count: int) -> int:
        """Characters to the left, within the line."""
        start = self.line_start(place)
        for _ in range(count):
            place = max(start, self._board.send("SCI_POSITIONBEFORE", place)) if place > start else start
        return place

    def right(self, place: int, count: int) -> int:
        """Characters to the right, within the line."""
        end = self.line_end(place)
        for _ in range(count):
            place = min(end, self._board.send("SCI_POSITIONAFTER", place))
        return place

    def span(self, here: int, motion: str, count: int, *, counted: bool) -> Span | None:
        """What an operator takes from here to where a motion leads."""
        there = self.target(here, motion, count, counted=counted)
        if there == here and motion not in {"j", "k", "G", "gg", "e", "$"}:
            return None
        start, end = sorted((here, there))
        if motion in _LINEWISE or motion == "gg":
            lines = self._line(end) - self._line(start) + 1
            return self.lines(start, lines)
        if motion == "w" and self._line(end) > self._line(here):
            end = self.line_end(here)  # a word's operator stops at the end of the line
        if motion not in _EXCLUSIVE and motion != "$":
            end = self._board.send("SCI_POSITIONAFTER", end)
        return Span(start, end)

    def target(self, here: int, motion: str, count: int, *, counted: bool) -> int:
        """Where a motion leads."""
        sign = motion[0]
        ways: dict[str, Callable[[], int]] = {
            "h": lambda: self.left(here, count),
            "l": lambda: self.right(here, count),
            "j": lambda: self._row(here, count),
            "k": lambda: self._row(here, -count),
            "0": lambda: self.line_start(here),
            "^": lambda: self.first_sign(here),
            "$": lambda: self.line_end(here),
            "g": lambda: self._numbered(count if counted else 1),
            "G": lambda: self._numbered(count if counted else self._last_line() + 1),
            "{": lambda: self._paragraph(here, -count),
            "}": lambda: self._paragraph(here, count),
            "%": lambda: self._brace(here),
            **dict.fromkeys("wbe", lambda: self._word(here, sign, count)),
            **dict.fromkeys("fFtT", lambda: self._sign(here, motion, count)),
        }
        return ways[sign]()

    def _numbered(self, number: int) -> int:
        return self._board.send("SCI_GETLINEINDENTPOSITION", min(number - 1, self._last_line()))

    def _last_line(self) -> int:
        """Of a text that ends with a line end, the line before that end."""
        last = self._board.send("SCI_GETLINECOUNT") - 1
        empty = self._board.send("SCI_POSITIONFROMLINE", last) == self._board.send("SCI_GETLENGTH")
        return last - 1 if empty and last else last

    def thing(self, here: int, name: str) -> Span | None:
        """A text object of one line: a word, a quoted text, or what a pair of brackets holds."""
        start, end = self.line_start(here), self.line_end(here)
        line, at = self._board.bytes_between(start, end), here - start
        around, sign = name[0] == "a", name[1]
        if sign == "w":
            for word in _WORD.finditer(line):
                if word.start() <= at < word.end():
                    last = word.end() + (len(line[word.end() :]) - len(line[word.end() :].lstrip()) if around else 0)
                    return Span(start + word.start(), start + last)
            return None
        if sign in "\"'":
            places = [found.start() for found in re.finditer(sign.encode(), line)]
            pairs = zip(places[::2], places[1::2], strict=False)
            found = next(((left, right) for left, right in pairs if right >= at), None)
        else:
            opening = _OPENING.get(sign, sign)
            return self._inside(here, opening, around=around)
        if found is None:
            return None
        left, right = found
        return Span(start + left, start + right + 1) if around else Span(start + left + 1, start + right)

    def _inside(self, here: int, opening: str, *, around: bool) -> Span | None:
        """The nearest brackets around a place, over lines too; the text before is read once."""
        closing, depth = ord(_CLOSING[opening]), 0
        before = self._board.bytes_between(0, here + 1)
        for left in range(len(before) - 1, -1, -1):
            if before[left] == closing and left != here:
                depth += 1
            elif before[left] == ord(opening):
                if depth == 0:
                    right = self._board.send("SCI_BRACEMATCH", left)
                    if right < 0:
                        return None
                    return Span(left, right + 1) if around else Span(left + 1, right)
                depth -= 1
        return None

    def _line(self, place: int) -> int:
        return self._board.send("SCI_LINEFROMPOSITION", place)

    def _row(self, here: int, rows: int) -> int:
        if self._column is None:
            self._column = self._board.send("SCI_GETCOLUMN", here)
        line = min(max(0, self._line(here) + rows), self._board.send("SCI_GETLINECOUNT") - 1)
        return self._board.send("SCI_FINDCOLUMN", line, self._column)

    def _sign(self, here: int, motion: str, count: int) -> int:
        """`f` and `t` find a character to the right in the line, `F` and `T` to the left; else one stays."""
        start, end = self.line_start(here), self.line_end(here)
        line, at, wanted = self._board.bytes_between(start, end), here - start, motion[1].encode()
        for _ in range(count):
            at = line.find(wanted, at + 1) if motion[0] in "ft" else line.rfind(wanted, 0, max(at, 0))
            if at < 0:
                return here
        place = start + at
        if motion[0] == "t":
            return self._board.send("SCI_POSITIONBEFORE", place)
        return place + len(wanted) if motion[0] == "T" else place

    def _word(self, here: int, sign: str, count: int) -> int:
        """Over lines: the lines that may be needed are read with each step."""
        for _ in range(count):
            if sign == "b":
                first = max(0, self._line(here) - 50)
                start = self._board.send("SCI_POSITIONFROMLINE", first)
                words = [start + one.start() for one in _WORD.finditer(self._board.bytes_between(start, here))]
                here = words[-1] if words else start
                continue
            end = self.lines(here, 50).end
            text = self._board.bytes_between(self.line_start(here), end)
            base = self.line_start(here)
            marks = [(base + one.start(), base + one.end()) for one in _WORD.finditer(text)]
            if sign == "w":
                here = next((first for first, _ in marks if first > here), end)
            else:
                here = next((last - 1 for _, last in marks if last - 1 > here), end)
                here = self._board.send("SCI_POSITIONBEFORE", here + 1) if here < end else end
        return here

    def _paragraph(self, here: int, count: int) -> int:
        line, step, last = self._line(here), 1 if count > 0 else -1, self._board.send("SCI_GETLINECOUNT") - 1
        for _ in range(abs(count)):
            line += step
            while 0 < line < last and self._board.send("SCI_LINELENGTH", line) > 1:
                line += step
        return self._board.send("SCI_POSITIONFROMLINE", min(max(0, line), last))

    def _brace(self, here: int) -> int:
        """The partner of the first bracket from here on in the line."""
        line = self._board.bytes_between(here, self.line_end(here))
        for offset, sign in enumerate(line):
            if chr(sign) in "()[]{}":
                return max(here, 0) if (found := self._board.send("SCI_BRACEMATCH", here + offset)) < 0 else found
        return here
