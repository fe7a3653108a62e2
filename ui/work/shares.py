"""How the screen for work is divided: by the size of the window, until the person has divided it otherwise."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSplitter

from ui.work.docs import WIDTH as DOCS_WIDTH
from ui.work.recorded import WIDTH as RECORDED_WIDTH

_STATEMENT, _MOST_STATEMENT, _RESULTS, _CODE = 400, 560, 230, 400
"""Pixels: widths of the statement (longer lines are hard to follow), the least heights of results and code."""


class Shares:
    """Of `sides` (statement, code, documentation, what is recorded) and `split` (code above results)."""

    def __init__(self, sides: QSplitter, split: QSplitter) -> None:
        self._sides, self._split = sides, split
        self._own = False
        for splitter, grows in ((sides, 1), (split, 0)):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(5)
            splitter.setStretchFactor(grows, 1)
            splitter.splitterMoved.connect(self._keep)
        self.divide(QSize(0, 0))

    def divide(self, window: QSize) -> None:
        """Give a fifth of the width to the statement and three tenths of the height to the results, within bounds."""
        if self._own:
            return
        statement = min(max(_STATEMENT, window.width() // 5), _MOST_STATEMENT)
        self._sides.setSizes([statement, 966, DOCS_WIDTH, RECORDED_WIDTH])
        self._split.setSizes([_CODE, max(_RESULTS, window.height() * 3 // 10)])

    def _keep(self, *_: object) -> None:
        """From here on the person's own division stays."""
        self._own = True
