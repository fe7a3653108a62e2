"""Vim keys: normal, insert, visual and visual-line mode with counts, motions, operators and one register.

Guarantees: what a command changes is one step of undo; a command that is not known changes nothing. No `:` commands,
macros, marks, named registers or `.`: docs/candidate-keys.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from editor.keys.press import BACKSPACE, ENTER, ESCAPE, RETURN, TAB, Board, Press
from editor.keys.vim_motions import Motions, Span
from protocol.saying import said, to_say

_COMMAND = re.compile(
    r"(?P<count>[1-9]\d*)?(?:"
    r"(?P<simple>[iaIAoOxXDCsSYpPuJvV~/nN]|r.)"
    r"|(?P<operator>[dcy><])(?P<again>[1-9]\d*)?(?:(?P<motion>[hjklwbe0^$G%{}]|gg|[fFtT].)"
    r"|(?P<object>[ia][w\"'(\[{)\]}])|(?P<same>[dcy><]))"
    r"|(?P<move>[hjklwbe0^$G%{}]|gg|[fFtT].))"
)
_BEGUN = re.compile(r"[1-9]\d*(?:[dcy><](?:[1-9]\d*)?[iafFtTg]?|[rgfFtT])?|[dcy><](?:[1-9]\d*)?[iafFtTg]?|[rgfFtT]")
_VISUAL = re.compile(r"(?P<count>[1-9]\d*)?(?:(?P<act>[dxcyJ~><vV])|(?P<move>[hjklwbe0^$G%{}]|gg|[fFtT].))")
_NAMES = {
    "normal": to_say("Normal"),
    "insert": to_say("Insert"),
    "visual": to_say("Visual"),
    "line": to_say("Visual line"),
}


class Vim:
    """Vim keys in one view."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._motions = Motions(board)
        self._mode, self._typed = "normal", ""
        self._register, self._whole_lines = "", False
        self._from = 0
        self._simple: dict[str, Callable[[int], None]] = {
            "i": lambda _n: self._insert_at(self._here),
            "a": lambda _n: self._insert_at(self._motions.right(self._here, 1)),
            "I": lambda _n: self._insert_at(self._motions.first_sign(self._here)),
            "A": lambda _n: self._insert_at(self._motions.line_end(self._here)),
            "o": lambda _n: self._open_line(below=True),
            "O": lambda _n: self._open_line(below=False),
            "x": lambda n: self._operate("d", Span(self._here, self._motions.right(self._here, n))),
            "X": lambda n: self._operate("d", Span(self._motions.left(self._here, n), self._here)),
            "D": lambda _n: self._operate("d", Span(self._here, self._motions.line_end(self._here))),
            "C": lambda _n: self._operate("c", Span(self._here, self._motions.line_end(self._here))),
            "s": lambda n: self._operate("c", Span(self._here, self._motions.right(self._here, n))),
            "S": lambda n: self._operate("c", self._motions.lines(self._here, n)),
            "Y": lambda n: self._operate("y", self._motions.lines(self._here, n)),
            "p": lambda n: self._put(n, after=True),
            "P": lambda n: self._put(n, after=False),
            "u": lambda n: self._repeat(n, "SCI_UNDO"),
            "J": self._join,
            "v": lambda _n: self._look("visual"),
            "V": lambda _n: self._look("line"),
            "~": lambda n: self._swap_case(Span(self._here, self._motions.right(self._here, n))),
            "/": lambda _n: self._board.open_search(),
            "n": lambda _n: self._board.find_again(forwards=True),
            "N": lambda _n: self._board.find_again(forwards=False),
        }
        self._turn_to("normal")

    @property
    def mode(self) -> str:
        """The mode, and what was typed of a command."""
        return f"{said(_NAMES[self._mode])}  {self._typed}".strip()

    def wants(self, press: Press) -> bool:
        """Escape, what normal and visual mode read, and Ctrl+R, Ctrl+D, Ctrl+U and Ctrl+[."""
        if press.key == ESCAPE or _is_escape(press):
            return True
        if self._mode == "insert" or press.alt:
            return False
        if press.control:
            return chr(press.key) in "RDU" if press.key < 0x110000 else False
        return press.types or press.key in {RETURN, ENTER, BACKSPACE, TAB}

    def press(self, press: Press) -> bool:
        """Act on a key."""
        if not self.wants(press):
            return False
        if press.key == ESCAPE or _is_escape(press):
            self._escape()
        elif press.control:
            self._control(chr(press.key))
        elif press.key in {RETURN, ENTER, BACKSPACE, TAB}:
            self._typed = ""
            signs = {RETURN: "j", ENTER: "j", BACKSPACE: "h"}
            if press.key in signs:
                self._move(signs[press.key], 1)
        else:
            for sign in press.text:
                self._read(sign)
        return True

    def _read(self, sign: str) -> None:
        self._typed += sign
        visual = self._mode in {"visual", "line"}
        whole = (_VISUAL if visual else _COMMAND).fullmatch(self._typed)
        if whole is not None:
            self._typed = ""
            self._board.send("SCI_BEGINUNDOACTION")
            try:
                self._act_visually(whole) if visual else self._act(whole)
            finally:
                self._board.send("SCI_ENDUNDOACTION")
        elif not _BEGUN.fullmatch(self._typed):
            self._typed = ""

    def _act(self, command: re.Match[str]) -> None:
        count = int(command["count"] or 1) * int(command.groupdict()["again"] or 1)
        counted = bool(command["count"] or command["again"])
        if command["move"]:
            self._move(command["move"], count, counted=counted)
        elif command["simple"]:
            if command["simple"][0] == "r":
                self._overwrite(command["simple"][1], count)
            else:
                self._simple[command["simple"]](count)
        else:
            span = self._span(command, count, counted)
            if span is not None:
                self._operate(command["operator"], span)

    def _span(self, command: re.Match[str], count: int, counted: bool) -> Span | None:
        if command["same"]:
            return self._motions.lines(self._here, count) if command["same"] == command["operator"] else None
        if command["object"]:
            return self._motions.thing(self._here, command["object"])
        motion = command["motion"]
        if command["operator"] == "c" and motion == "w":
            motion = "e"
        return self._motions.span(self._here, motion, count, counted=counted)

    def _act_visually(self, command: re.Match[str]) -> None:
        count = int(command["count"] or 1)
        if command["move"]:
            self._move(command["move"], count, counted=bool(command["count"]))
            return
        act, span = command["act"], self._looked_at()
        if act in "vV":
            wanted = "visual" if act == "v" else "line"
            self._turn_to("normal" if wanted == self._mode else wanted)
            self._show_selection()
            return
        self._turn_to("normal")
        self._set(span.start)
        if act == "~":
            self._swap_case(span)
        elif act == "J":
            self._join(self._board.bytes_between(span.start, span.end).count(b"\n") + 1)
        else:
            self._operate("d" if act == "x" else act, span)

    def _operate(self, operator: str, span: Span) -> None:
        if operator in "><":
            self._shift(span, further=operator == ">")
            return
        start, end = span.start, span.end
        text = self._board.bytes_between(start, end).decode("utf-8")
        self._register, self._whole_lines = text, span.whole_lines
        if operator == "y":
            self._board.send("SCI_COPYRANGE", start, end)
            self._set(start)
            return
        if span.whole_lines:
            if operator == "c":
                start, end = self._motions.first_sign(start), self._motions.without_end(end)
            elif end == self._board.send("SCI_GETLENGTH") and not text.endswith("\n"):
                start = self._board.send("SCI_POSITIONBEFORE", start)  # of the last line, the line end before it
        self._board.take_out(start, end)
        self._set(min(start, self._board.send("SCI_GETLENGTH")))
        if operator == "c":
            self._turn_to("insert")
        elif span.whole_lines:
            self._set(self._motions.first_sign(self._here))

    def _put(self, count: int, *, after: bool) -> None:
        if not self._register:
            return
        text, at = self._register * count, self._here
        if self._whole_lines:
            text = (self._register if self._register.endswith("\n") else self._register + "\n") * count
            at = self._motions.line_start(self._here)
            if after:
                at = self._motions.lines(self._here, 1).end
                if at and self._board.bytes_between(at - 1, at) != b"\n":
                    text = "\n" + text.removesuffix("\n")
        elif after:
            at = self._motions.right(self._here, 1)
        self._board.put_in(at, text)
        length = len(text.encode())
        self._set(
            self._motions.first_sign(at + text.startswith("\n")) if self._whole_lines else max(at, at + length - 1)
        )

    def _open_line(self, *, below: bool) -> None:
        if below:
            self._set(self._motions.line_end(self._here))
            self._board.send("SCI_NEWLINE")
        else:
            at = self._motions.line_start(self._here)
            indent = self._board.bytes_between(at, self._motions.first_sign(at)).decode("utf-8")
            self._board.type_in(at, indent + "\n")
            self._set(at + len(indent))
        self._turn_to("insert")

    def _insert_at(self, place: int) -> None:
        self._set(place)
        self._turn_to("insert")

    def _overwrite(self, sign: str, count: int) -> None:
        end = self._motions.right(self._here, count)
        length = self._board.send("SCI_COUNTCHARACTERS", self._here, end)
        if length < count:
            return
        start = self._here
        self._board.take_out(start, end, keep=False)
        self._board.type_in(start, sign * count)
        self._set(start)

    def _swap_case(self, span: Span) -> None:
        text = self._board.bytes_between(span.start, span.end).decode("utf-8")
        self._board.take_out(span.start, span.end, keep=False)
        self._board.type_in(span.start, text.swapcase())
        self._set(span.end if len(text) == 1 else span.start)

    def _join(self, count: int) -> None:
        for _ in range(max(1, count - 1)):
            end = self._motions.line_end(self._here)
            after = self._motions.first_sign(self._motions.lines(self._here, 1).end)
            if after > end:
                self._board.take_out(end, after, keep=False)
                self._board.type_in(end, " ")
                self._set(end)

    def _shift(self, span: Span, *, further: bool) -> None:
        last = max(span.start, span.end - 1) if span.whole_lines else span.end
        self._board.send("SCI_SETSEL", span.start, last)
        lines = {self._board.send("SCI_LINEFROMPOSITION", place) for place in (span.start, last)}
        width = self._board.send("SCI_GETINDENT") or self._board.send("SCI_GETTABWIDTH")
        for line in range(min(lines), max(lines) + 1):
            present = self._board.send("SCI_GETLINEINDENTATION", line)
            start = self._board.send("SCI_POSITIONFROMLINE", line)
            if start == self._board.send("SCI_GETLINEENDPOSITION", line):
                continue
            self._board.send("SCI_SETLINEINDENTATION", line, max(0, present + (width if further else -width)))
        self._set(self._motions.first_sign(self._board.send("SCI_POSITIONFROMLINE", min(lines))))

    def _move(self, motion: str, count: int, *, counted: bool = False) -> None:
        self._set(self._motions.target(self._here, motion, count, counted=counted), keep_column=motion in "jk")
        self._show_selection()

    def _control(self, letter: str) -> None:
        if letter == "R":
            self._board.send("SCI_REDO")
        else:
            half = max(1, self._board.send("SCI_LINESONSCREEN") // 2)
            self._move("j" if letter == "D" else "k", half)

    def _repeat(self, count: int, message: str) -> None:
        self._board.send("SCI_ENDUNDOACTION")  # no step may be open while one is undone
        for _ in range(count):
            self._board.send(message)
        self._board.send("SCI_BEGINUNDOACTION")

    def _escape(self) -> None:
        self._typed = ""
        if self._mode == "insert":
            self._set(self._motions.left(self._here, 1))
        elif self._mode != "normal":
            self._set(self._here)
        self._board.send("SCI_CANCEL")
        self._turn_to("normal")

    def _look(self, mode: str) -> None:
        self._from = self._here
        self._turn_to(mode)
        self._show_selection()

    def _looked_at(self) -> Span:
        start, end = sorted((self._from, self._at))
        if self._mode == "line":
            return Span(self._motions.line_start(start), self._motions.lines(end, 1).end, whole_lines=True)
        return Span(start, self._board.send("SCI_POSITIONAFTER", end))

    def _show_selection(self) -> None:
        if self._mode in {"visual", "line"}:
            span = self._looked_at()
            back = self._at < self._from
            self._board.send("SCI_SETSEL", span.end if back else span.start, span.start if back else span.end)

    @property
    def _here(self) -> int:
        return self._at if self._mode in {"visual", "line"} else self._board.send("SCI_GETCURRENTPOS")

    def _set(self, place: int, *, keep_column: bool = False) -> None:
        self._at = place
        self._board.send("SCI_SETEMPTYSELECTION", place)
        self._board.send("SCI_SCROLLCARET")
        if not keep_column:
            self._motions.forget_column()

    def _turn_to(self, mode: str) -> None:
        self._at = self._board.send("SCI_GETCURRENTPOS") if self._mode not in {"visual", "line"} else self._at
        self._mode = mode
        self._board.send("SCI_SETCARETSTYLE", 1 if mode == "insert" else 2)


def _is_escape(press: Press) -> bool:
    return press.control and press.key == ord("[")
