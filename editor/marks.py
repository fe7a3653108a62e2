"""Remarks at their places: a wavy line under the code, a sign in the margin, the words on pointing at it.

Two layers lie over one another: what a compiler said of whole lines, and what the grammar says of a few characters.
Guarantees: the text never changes by it, and nothing of it is an edit. Must not know where the remarks come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from brand.tokens import Palette
from editor.bridge import CodeView
from editor.looks import bgr

_MARGIN, _MARGIN_PIXELS = 1, 14
_SQUIGGLE, _CIRCLE, _BAR, _TRIANGLE = 1, 0, 27, 2
"""Scintilla's INDIC_SQUIGGLE, SC_MARK_CIRCLE, SC_MARK_LEFTRECT and SC_MARK_ARROW."""
_MAX_BYTES = 1_000
"""Of a longer line, more is not underlined."""


@dataclass(frozen=True)
class Remark:
    """What is said of one line (from 1), or of the bytes of `span` in it."""

    line: int
    text: str
    warning: bool = False
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Kind:
    number: int
    """Of the indicator and of the marker; the first eight indicators belong to lexers."""
    colour: str
    symbol: int


_ERROR, _WARNING = _Kind(9, "stop", _CIRCLE), _Kind(8, "attention", _BAR)
_GRAMMAR = _Kind(10, "stop", _TRIANGLE)
_COMPILER_KINDS, _GRAMMAR_KINDS = (_WARNING, _ERROR), (_GRAMMAR,)


def compiler_marks(view: CodeView) -> Marks:
    """The layer of what a compiler said."""
    return Marks(view, _COMPILER_KINDS)


def grammar_marks(view: CodeView) -> Marks:
    """The layer of what the grammar says while somebody types."""
    return Marks(view, _GRAMMAR_KINDS)


class Marks:
    """The remarks of one layer in one view; of several kinds the last is the one for errors."""

    def __init__(self, view: CodeView, kinds: Sequence[_Kind]) -> None:
        self._view = view
        self._kinds = kinds
        self._remarks: tuple[Remark, ...] = ()
        # The margin is always there: code that jumps aside at each mistake would be worse than a narrow empty strip.
        mask = sum(1 << kind.number for kind in (*_COMPILER_KINDS, *_GRAMMAR_KINDS))
        view.send("SCI_SETMARGINMASKN", _MARGIN, mask)
        view.setMarginWidth(_MARGIN, _MARGIN_PIXELS)

    def __bool__(self) -> bool:
        return bool(self._remarks)

    def dress(self, palette: Palette) -> None:
        """Colours of the appearance; the kinds also differ in shape."""
        for kind in self._kinds:
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
        self._remarks = tuple(replace(one, line=min(max(one.line, 1), last)) for one in remarks)
        for one in self._remarks:
            kind = self._kinds[0] if one.warning else self._kinds[-1]
            start, end = one.span or self._whole(one.line - 1)
            self._view.send("SCI_SETINDICATORCURRENT", kind.number)
            self._view.send("SCI_INDICATORFILLRANGE", start, end - start)
            self._view.send("SCI_MARKERADD", one.line - 1, kind.number)

    def clear(self) -> None:
        """Show none."""
        if not self._remarks:
            return
        self._remarks = ()
        for kind in self._kinds:
            self._view.send("SCI_SETINDICATORCURRENT", kind.number)
            self._view.send("SCI_INDICATORCLEARRANGE", 0, self._view.send("SCI_GETLENGTH"))
            self._view.send("SCI_MARKERDELETEALL", kind.number)

    def words_at(self, x: int, y: int) -> str:
        """What is said of the line at a point of the view; empty for nothing."""
        line = self._view.send("SCI_LINEFROMPOSITION", self._view.send("SCI_POSITIONFROMPOINT", x, y)) + 1
        return "\n".join(one.text for one in self._remarks if one.line == line)

    def _whole(self, line: int) -> tuple[int, int]:
        """What is underlined: the line without its indent."""
        start = self._view.send("SCI_GETLINEINDENTPOSITION", line)
        end = self._view.send("SCI_GETLINEENDPOSITION", line)
        if start >= end:  # an empty line: what is before it
            return max(start - 1, 0), max(end, 1)
        return start, min(end, start + _MAX_BYTES)
