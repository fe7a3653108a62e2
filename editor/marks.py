"""Remarks of a compiler at their lines: a wavy line under the code, a sign in the margin, the words on pointing at it.

Guarantees: the text never changes by it, and nothing of it is an edit. Must not know where the remarks come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brand.tokens import Palette
from editor.bridge import CodeView
from editor.looks import bgr

_MARGIN, _MARGIN_PIXELS = 1, 14
_SQUIGGLE, _CIRCLE, _BAR = 1, 0, 27
"""Scintilla's INDIC_SQUIGGLE, SC_MARK_CIRCLE and SC_MARK_LEFTRECT."""
_MAX_BYTES = 1_000
"""Of a longer line, more is not underlined."""


@dataclass(frozen=True)
class Remark:
    """What is said of one line (from 1)."""

    line: int
    text: str
    warning: bool = False


@dataclass(frozen=True)
class _Kind:
    number: int
    """Of the indicator and of the marker; the first eight indicators belong to lexers."""
    colour: str
    symbol: int


_ERROR, _WARNING = _Kind(9, "stop", _CIRCLE), _Kind(8, "attention", _BAR)


class Marks:
    """The remarks shown in one view."""

    def __init__(self, view: CodeView) -> None:
        self._view = view
        self._remarks: tuple[Remark, ...] = ()
        view.send("SCI_SETMARGINMASKN", _MARGIN, 1 << _ERROR.number | 1 << _WARNING.number)

    def __bool__(self) -> bool:
        return bool(self._remarks)

    def dress(self, palette: Palette) -> None:
        """Colours of the appearance; the two kinds also differ in shape."""
        for kind in (_WARNING, _ERROR):
            colour = bgr(getattr(palette, kind.colour))
            self._view.send("SCI_INDICSETSTYLE", kind.number, _SQUIGGLE)
            self._view.send("SCI_INDICSETFORE", kind.number, colour)
            self._view.send("SCI_MARKERDEFINE", kind.number, kind.symbol)
            self._view.send("SCI_MARKERSETFORE", kind.number, colour)
            self._view.send("SCI_MARKERSETBACK", kind.number, colour)

    def show(self, remarks: Sequence[Remark]) -> None:
        """Show these instead of those before; one beyond the last line stands at the last line."""
        self.clear()
        last = self._view.lines()
        self._remarks = tuple(Remark(min(max(one.line, 1), last), one.text, one.warning) for one in remarks)
        for one in self._remarks:
            kind = _WARNING if one.warning else _ERROR
            start, end = self._span(one.line - 1)
            self._view.send("SCI_SETINDICATORCURRENT", kind.number)
            self._view.send("SCI_INDICATORFILLRANGE", start, end - start)
            self._view.send("SCI_MARKERADD", one.line - 1, kind.number)
        self._view.setMarginWidth(_MARGIN, _MARGIN_PIXELS if self._remarks else 0)

    def clear(self) -> None:
        """Show none."""
        if not self._remarks:
            return
        self._remarks = ()
        for kind in (_WARNING, _ERROR):
            self._view.send("SCI_SETINDICATORCURRENT", kind.number)
            self._view.send("SCI_INDICATORCLEARRANGE", 0, self._view.send("SCI_GETLENGTH"))
            self._view.send("SCI_MARKERDELETEALL", kind.number)
        self._view.setMarginWidth(_MARGIN, 0)

    def words_at(self, x: int, y: int) -> str:
        """What is said of the line at a point of the view; empty for nothing."""
        line = self._view.send("SCI_LINEFROMPOSITION", self._view.send("SCI_POSITIONFROMPOINT", x, y)) + 1
        return "\n".join(one.text for one in self._remarks if one.line == line)

    def _span(self, line: int) -> tuple[int, int]:
        """What is underlined: the line without its indent."""
        start = self._view.send("SCI_GETLINEINDENTPOSITION", line)
        end = self._view.send("SCI_GETLINEENDPOSITION", line)
        if start >= end:  # an empty line: what is before it
            return max(start - 1, 0), max(end, 1)
        return start, min(end, start + _MAX_BYTES)
