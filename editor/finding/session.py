"""Searching one view: marks every place, goes from one to the next, replaces.

Guarantees: a replacement is an edit of the record like any other, and all of one press are undone in one step.
"""

from __future__ import annotations

from collections.abc import Sequence

from brand.tokens import Palette
from editor.bridge import CodeView
from editor.finding.bar import SearchBar
from editor.finding.finder import MAX_PLACES, Finder, Place, Wanted
from editor.looks import bgr
from protocol.edits import Origin
from protocol.errors import InvalidInput
from protocol.saying import said, say

_INDICATOR = 11
_STRAIGHT_BOX = 8
"""Scintilla's INDIC_STRAIGHTBOX."""
_MAX_MARKED = 2_000


def replace_all(view: CodeView, changes: Sequence[tuple[int, int, bytes]]) -> None:
    """Replace bytes (start, end, by what; in rising order) as one step that is undone together."""
    view.send("SCI_BEGINUNDOACTION")
    for start, end, data in reversed(changes):
        view.replace_range(start, end, data, Origin.REPLACE)
    view.send("SCI_ENDUNDOACTION")


class Search:
    """The search in one view. GUI thread only."""

    def __init__(self, view: CodeView, bar: SearchBar) -> None:
        self._view, self._bar = view, bar
        self._places: list[Place] = []
        self._finder: Finder | None = None
        self._of = Wanted("")
        self._stale = True
        bar.changed.connect(self._count)
        bar.asked.connect(lambda forwards: self.go(forwards=forwards))
        bar.replace_asked.connect(lambda everywhere: self._replace_all() if everywhere else self._replace())

    def dress(self, palette: Palette) -> None:
        """Colours of the appearance."""
        self._view.send("SCI_INDICSETSTYLE", _INDICATOR, _STRAIGHT_BOX)
        self._view.send("SCI_INDICSETFORE", _INDICATOR, bgr(palette.attention))
        self._view.send("SCI_INDICSETUNDER", _INDICATOR, 1)

    def open(self, *, replacing: bool) -> None:
        """Ask, beginning with what is selected."""
        self._bar.open_with(self._view.selectedText().partition("\n")[0], replacing=replacing)

    def close(self) -> None:
        """Take marks and bar away."""
        self._bar.hide()
        self._mark([])

    def text_changed(self) -> None:
        """Places found before may be elsewhere now."""
        self._stale = True

    def go(self, *, forwards: bool) -> None:
        """Select the next or previous place, around the end; asks when nothing was asked for yet."""
        if not self._bar.wanted.text:
            self.open(replacing=False)
            return
        self._find()
        if self._places:
            start, end = self._view.send("SCI_GETSELECTIONSTART"), self._view.send("SCI_GETSELECTIONEND")
            if forwards:
                number = next((at for at, one in enumerate(self._places) if one.start >= end), 0)
                if start == end and self._places[number].start == end and self._places[number].end == end:
                    number = (number + 1) % len(self._places)
            else:
                before = [at for at, one in enumerate(self._places) if one.end <= start]
                number = before[-1] if before else len(self._places) - 1
            self._select(self._places[number])
        self._say()

    def _replace(self) -> None:
        """Replace the place that is selected, and go to the next."""
        self._find()
        chosen = (self._view.send("SCI_GETSELECTIONSTART"), self._view.send("SCI_GETSELECTIONEND"))
        place = next((one for one in self._places if (one.start, one.end) == chosen), None)
        if place is not None and self._finder is not None and not self._view.isReadOnly():
            new = self._finder.replacement(place, self._bar.instead).encode()
            self._view.replace_range(place.start, place.end, new, Origin.REPLACE)
            self._view.send("SCI_SETEMPTYSELECTION", place.start + len(new))
        self.go(forwards=True)

    def _replace_all(self) -> None:
        self._find()
        if self._finder is None or self._view.isReadOnly():
            return
        count = len(self._places)
        finder, instead = self._finder, self._bar.instead
        replace_all(
            self._view, [(one.start, one.end, finder.replacement(one, instead).encode()) for one in self._places]
        )
        self._find()
        self._bar.answer(
            say("{count:,} replaced, press again for the rest", count=count)
            if count == MAX_PLACES
            else say("{count:,} replaced", count=count)
        )

    def _count(self) -> None:
        self._stale = True
        self._find()
        self._say()

    def _find(self) -> None:
        wanted = self._bar.wanted
        if not self._stale and wanted == self._of:
            return
        self._of, self._stale = wanted, False
        self._places, self._finder = [], None
        if wanted.text:
            try:
                self._finder = Finder(wanted)
                self._places = self._finder.places(self._view.contents().decode("utf-8"))
            except InvalidInput as error:
                self._finder = None
                self._bar.answer(said(error.message))
        self._mark(self._places)

    def _say(self) -> None:
        if not self._of.text:
            self._bar.answer("")
        elif self._finder is not None:
            count = f"{len(self._places):,}"
            if len(self._places) == MAX_PLACES:
                count = say("{count} and more", count=count)
            start = self._view.send("SCI_GETSELECTIONSTART")
            end = self._view.send("SCI_GETSELECTIONEND")
            here = next((at for at, one in enumerate(self._places, 1) if (one.start, one.end) == (start, end)), None)
            found = say("{here:,} of {count}", here=here, count=count) if here else say("{count} found", count=count)
            self._bar.answer(found if self._places else say("Not found"))

    def _select(self, place: Place) -> None:
        for end in (place.start, place.end):
            self._view.send("SCI_ENSUREVISIBLE", self._view.send("SCI_LINEFROMPOSITION", end))
        self._view.send("SCI_SETSEL", place.start, place.end)
        self._view.send("SCI_SCROLLCARET")

    def _mark(self, places: list[Place]) -> None:
        self._view.send("SCI_SETINDICATORCURRENT", _INDICATOR)
        self._view.send("SCI_INDICATORCLEARRANGE", 0, self._view.send("SCI_GETLENGTH"))
        for one in places[:_MAX_MARKED]:
            self._view.send("SCI_INDICATORFILLRANGE", one.start, one.end - one.start)
