"""Emacs keys: moving, killing, yanking, the mark, undo. Each is one key, or Ctrl+X and one key."""

from __future__ import annotations

from collections.abc import Callable

from editor.keys.press import BACKSPACE, SPACE, Board, Press
from protocol.saying import say

_MOVES = {
    ("control", "A"): "SCI_HOME",
    ("control", "E"): "SCI_LINEEND",
    ("control", "F"): "SCI_CHARRIGHT",
    ("control", "B"): "SCI_CHARLEFT",
    ("control", "N"): "SCI_LINEDOWN",
    ("control", "P"): "SCI_LINEUP",
    ("control", "V"): "SCI_PAGEDOWN",
    ("alt", "V"): "SCI_PAGEUP",
    ("alt", "F"): "SCI_WORDRIGHTEND",
    ("alt", "B"): "SCI_WORDLEFT",
    ("alt", "M"): "SCI_VCHOME",
    ("alt", "<"): "SCI_DOCUMENTSTART",
    ("alt", ">"): "SCI_DOCUMENTEND",
}
_EXTENDED = {
    "SCI_HOME": "SCI_HOMEEXTEND",
    "SCI_LINEEND": "SCI_LINEENDEXTEND",
    "SCI_CHARRIGHT": "SCI_CHARRIGHTEXTEND",
    "SCI_CHARLEFT": "SCI_CHARLEFTEXTEND",
    "SCI_LINEDOWN": "SCI_LINEDOWNEXTEND",
    "SCI_LINEUP": "SCI_LINEUPEXTEND",
    "SCI_PAGEDOWN": "SCI_PAGEDOWNEXTEND",
    "SCI_PAGEUP": "SCI_PAGEUPEXTEND",
    "SCI_WORDRIGHTEND": "SCI_WORDRIGHTENDEXTEND",
    "SCI_WORDLEFT": "SCI_WORDLEFTEXTEND",
    "SCI_VCHOME": "SCI_VCHOMEEXTEND",
    "SCI_DOCUMENTSTART": "SCI_DOCUMENTSTARTEXTEND",
    "SCI_DOCUMENTEND": "SCI_DOCUMENTENDEXTEND",
}
_COMMANDS = {
    ("control", "D"): "SCI_CLEAR",
    ("control", "/"): "SCI_UNDO",
    ("control", "_"): "SCI_UNDO",
    ("control", "L"): "SCI_VERTICALCENTRECARET",
    ("control", "T"): "",
    ("control", "O"): "",
    ("control", "K"): "",
    ("control", "Y"): "",
    ("control", "W"): "",
    ("control", "S"): "",
    ("control", "R"): "",
    ("control", "G"): "",
    ("control", "X"): "",
    ("alt", "W"): "",
    ("alt", "D"): "",
}


class Emacs:
    """Emacs keys in one view."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._marking = self._prefixed = self._killing = False
        self._killed = ""
        self._own: dict[tuple[str, str], Callable[[], None]] = {
            ("control", "T"): self._transpose,
            ("control", "O"): self._open_line,
            ("control", "K"): self._kill_line,
            ("control", "Y"): self._yank,
            ("control", "W"): self._kill_region,
            ("control", "S"): board.open_search,
            ("control", "R"): lambda: board.find_again(forwards=False),
            ("control", "G"): self._cancel,
            ("control", "X"): self._prefix,
            ("alt", "W"): self._copy_region,
            ("alt", "D"): lambda: self._kill_by("SCI_WORDRIGHTENDEXTEND"),
        }

    @property
    def mode(self) -> str:
        """The mark and the prefix."""
        return "Ctrl+X" if self._prefixed else say("Mark set") if self._marking else ""

    def wants(self, press: Press) -> bool:
        """All keys of the tables, and what follows Ctrl+X."""
        name = _name(press)
        return self._prefixed or name in _MOVES or name in _COMMANDS or _is_mark(press) or _kills_back(press)

    def press(self, press: Press) -> bool:
        """Act on a key."""
        if press.is_modifier:
            return False
        if not self.wants(press):
            self._marking = self._killing = False
            return False
        if self._prefixed:
            self._after_prefix(press)
            return True
        name = _name(press)
        if name != ("control", "K"):
            self._killing = False
        if _is_mark(press):
            self._set_mark()
        elif _kills_back(press):
            self._kill_by("SCI_WORDLEFTEXTEND")
        elif name in _MOVES:
            move = _MOVES[name]
            self._board.send(_EXTENDED[move] if self._marking else move)
        elif name in self._own:
            self._own[name]()
        else:
            self._marking = False
            self._board.send(_COMMANDS[name])
        return True

    def _prefix(self) -> None:
        self._prefixed = True

    def _after_prefix(self, press: Press) -> None:
        """Ctrl+X and u: undo; h: select all; Ctrl+X: exchange the ends of the region."""
        self._prefixed = False
        name = _name(press)
        if press.text == "u":
            self._board.send("SCI_UNDO")
        elif press.text == "h":
            self._board.send("SCI_SELECTALL")
        elif name == ("control", "X"):
            caret, anchor = self._board.send("SCI_GETCURRENTPOS"), self._board.send("SCI_GETANCHOR")
            self._board.send("SCI_SETSEL", caret, anchor)

    def _set_mark(self) -> None:
        self._marking = True
        caret = self._board.send("SCI_GETCURRENTPOS")
        self._board.send("SCI_SETSEL", caret, caret)

    def _cancel(self) -> None:
        self._marking = False
        self._board.send("SCI_CANCEL")
        caret = self._board.send("SCI_GETCURRENTPOS")
        self._board.send("SCI_SETSEL", caret, caret)

    def _region(self) -> tuple[int, int]:
        return self._board.send("SCI_GETSELECTIONSTART"), self._board.send("SCI_GETSELECTIONEND")

    def _kill_region(self) -> None:
        start, end = self._region()
        if start < end:
            self._killed = self._board.take_out(start, end)
        self._marking = False

    def _copy_region(self) -> None:
        start, end = self._region()
        if start < end:
            self._killed = self._board.bytes_between(start, end).decode("utf-8")
            self._board.send("SCI_COPY")
        self._cancel()

    def _kill_by(self, extending: str) -> None:
        self._board.send(extending)
        self._kill_region()

    def _kill_line(self) -> None:
        """To the end of the line, or the line's end itself; one kill after the other is yanked together."""
        caret = self._board.send("SCI_GETCURRENTPOS")
        line = self._board.send("SCI_LINEFROMPOSITION", caret)
        end = self._board.send("SCI_GETLINEENDPOSITION", line)
        if end == caret:
            end = self._board.send("SCI_POSITIONAFTER", caret)
        if end > caret:
            gone = self._board.take_out(caret, end)
            self._killed = self._killed + gone if self._killing else gone
        self._killing, self._marking = True, False

    def _open_line(self) -> None:
        caret = self._board.send("SCI_GETCURRENTPOS")
        self._board.type_in(caret, "\n")
        self._board.send("SCI_SETEMPTYSELECTION", caret)

    def _yank(self) -> None:
        self._marking = False
        if self._killed:
            self._board.put_in(self._board.send("SCI_GETCURRENTPOS"), self._killed)

    def _transpose(self) -> None:
        """The characters on both sides of the caret change places."""
        caret = self._board.send("SCI_GETCURRENTPOS")
        before, after = self._board.send("SCI_POSITIONBEFORE", caret), self._board.send("SCI_POSITIONAFTER", caret)
        line = self._board.send("SCI_LINEFROMPOSITION", caret)
        if before == caret or any(self._board.send("SCI_LINEFROMPOSITION", place) != line for place in (before, after)):
            return
        gone = self._board.take_out(before, caret, keep=False)
        self._board.type_in(after - (caret - before), gone)


def _name(press: Press) -> tuple[str, str]:
    kind = "control" if press.control else "alt" if press.alt else ""
    sign = press.text if press.text in {"<", ">", "_", "/"} else chr(press.key) if press.key < 0x110000 else ""
    return kind, sign


def _is_mark(press: Press) -> bool:
    return press.control and press.key == SPACE


def _kills_back(press: Press) -> bool:
    return press.alt and press.key == BACKSPACE
