"""The problem statement, shown as rich text that reaches nothing: no link opens, no image or style sheet is loaded.

The HTML was sanitised when the problem was imported; this view does not rely on it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtWidgets import QTextBrowser

from brand import tokens
from ui import theme
from ui.states import ProblemLine
from ui.words import duration_words

_MARGIN, _INDENT = 7, 20
"""Pixels: the text starts where the title above it starts; a list is set in by a little, not by a tab."""


class StatementView(QTextBrowser):
    """Shows one statement with its limits."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statement")
        self.setAccessibleName("Problem statement")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(_MARGIN)
        self.document().setIndentWidth(_INDENT)
        self._line: ProblemLine | None = None

    def show_problem(self, line: ProblemLine) -> None:
        """Show the statement; the same statement keeps its scroll position."""
        if self._line is not None and self._line.view == line.view:
            return
        self._line = line
        self._set()

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 -- Qt's name
        """Load nothing, from nowhere."""
        return None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._set()

    def _set(self) -> None:
        if self._line is None:
            return
        at = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(_sheet())
        self.setHtml(self._line.view.statement_html)
        self.verticalScrollBar().setValue(at)


def limits_words(line: ProblemLine) -> str:
    """`1 second per test · 512 MiB of memory · up to 100 points`."""
    view = line.view
    seconds = view.time_limit_ms / 1000
    time = duration_words(view.time_limit_ms * 1000) if seconds == int(seconds) else f"{seconds:g} seconds"
    parts = [f"{time} per test", f"{view.memory_limit_bytes // 2**20} MiB of memory"]
    if view.max_score is not None:
        parts.append(f"up to {view.max_score} points")
    return " · ".join(parts)


def _sheet() -> str:
    p = theme.palette()
    text, code = tokens.TYPE["body"], tokens.FONT_CODE_DESKTOP
    return (
        f"body, p, li, td, th {{ color: {p.text}; font-size: {text.size}px; line-height: 145%; }}"
        # `medium` takes back Qt's own enlargement of headings: they stay smaller than the problem's title above.
        f"h1, h2 {{ font-size: medium; font-size: {tokens.TYPE['lead'].size}px; font-weight: 600; }}"
        f"h3, h4 {{ font-size: medium; font-size: {text.size}px; font-weight: 600; }}"
        f"pre, code, tt {{ font-family: '{code}'; font-size: 13px; background-color: {p.sunken}; }}"
        f"a {{ color: {p.text}; text-decoration: none; }}"
        f"td, th {{ padding: 4px 8px; }}"
    )
