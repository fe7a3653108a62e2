"""Several cursors, folding and brackets by key, on one view.

Guarantees: no key of Scintilla's own that surprises is left (cutting or copying a line by Ctrl+L and Ctrl+Shift+T,
typing over by Insert), and none with Ctrl+Alt is made: that is AltGr.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from editor.bridge import CodeView

_CTRL, _SHIFT = 0x04000000, 0x02000000
_FREED = (_CTRL | ord("L"), _CTRL | _SHIFT | ord("T"), _CTRL | ord("D"), _CTRL | ord("/"), 0x01000006)
_EXPAND, _TOGGLE = 1, 2
_WHOLE_WORD, _MATCH_CASE = 2, 4


class Commands:
    """Commands of one view, by the keys that ask for them."""

    def __init__(self, view: CodeView) -> None:
        self._view = view
        for key in _FREED:
            bound = view.standardCommands().boundTo(key)
            if bound is not None:
                bound.setKey(0)

    @property
    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Which key asks for what."""
        return {
            "Ctrl+D": self.add_next,
            "Alt+Shift+Down": lambda: self.add_cursor(1),
            "Alt+Shift+Up": lambda: self.add_cursor(-1),
            "Ctrl+Shift+D": lambda: self._send("SCI_SELECTIONDUPLICATE"),
            "Ctrl+M": self._view.moveToMatchingBrace,
            "Ctrl+Shift+M": self._view.selectToMatchingBrace,
            "F4": self.fold,
            "Shift+F4": lambda: self._send("SCI_FOLDALL", _EXPAND),
        }

    def add_next(self) -> None:
        """Select the word; again: the next place of it as well, to be typed into together."""
        start, end = self._view.send("SCI_GETSELECTIONSTART"), self._view.send("SCI_GETSELECTIONEND")
        first = self._view.send("SCI_WORDSTARTPOSITION", start, 1)
        whole = start == end or (first == start and self._view.send("SCI_WORDENDPOSITION", start, 1) == end)
        self._send("SCI_TARGETWHOLEDOCUMENT")
        self._send("SCI_SETSEARCHFLAGS", _MATCH_CASE | (_WHOLE_WORD if whole else 0))
        self._send("SCI_MULTIPLESELECTADDNEXT")

    def add_cursor(self, step: int) -> None:
        """One more cursor in the next line that is shown below or above, in the same column."""
        caret = self._view.send("SCI_GETCURRENTPOS")
        line = self._view.send("SCI_LINEFROMPOSITION", caret) + step
        if 0 <= line < self._view.lines():
            place = self._view.send("SCI_FINDCOLUMN", line, self._view.send("SCI_GETCOLUMN", caret))
            self._send("SCI_ADDSELECTION", place, place)
            self._send("SCI_SCROLLCARET")

    def fold(self) -> None:
        """Fold or unfold what the cursor is in."""
        line = self._view.send("SCI_LINEFROMPOSITION", self._view.send("SCI_GETCURRENTPOS"))
        head = (
            line if self._view.send("SCI_GETFOLDLEVEL", line) & 0x2000 else self._view.send("SCI_GETFOLDPARENT", line)
        )
        if head >= 0:
            self._send("SCI_FOLDLINE", head, _TOGGLE)
            self._send("SCI_GOTOLINE", head)

    def _send(self, message: str, first: int = 0, second: int = 0) -> None:
        self._view.send(message, first, second)
