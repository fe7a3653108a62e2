"""The problem statement, shown as rich text that reaches nothing: no link opens, no image or style sheet is loaded.

The HTML was sanitised when the problem was imported; this view does not rely on it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QTimer, QUrl
from PySide6.QtGui import QColor, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from brand import tokens
from protocol.saying import say, say_count
from ui import theme
from ui.statement_pictures import StatementPictures, Surroundings
from ui.states import ProblemLine
from ui.words import duration_words

_SIDE_PX, _LEAST_ROOM_PX = 24, 120
_ONE_UNIT = 0xFFFF
"""Characters beyond are two positions of a text document, which counts UTF-16."""
_BREAKS = {0x2029: "\n", 0x2028: "\n", 0xFDD0: "\n", 0xFDD1: "\n", 0xA0: " "}
_MARGIN, _INDENT = 7, 20
"""Pixels: the text starts where the title above it starts; a list is set in by a little, not by a tab."""


class StatementView(QTextBrowser):
    """Shows one statement with its limits."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statement")
        self.setAccessibleName(say("Problem statement"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(_MARGIN)
        self.document().setIndentWidth(_INDENT)
        self._line: ProblemLine | None = None
        self._pictures: StatementPictures | None = None
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(120)
        self._fitting.timeout.connect(self._set)

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

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Fit the pictures to the new width, once the dragging has paused."""
        super().resizeEvent(event)
        if self._line is not None and event.size().width() != event.oldSize().width():
            self._fitting.start()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 -- Qt's name
        """Copy text only, with formulas as they are written in TeX."""
        copied = QMimeData()
        copied.setText(self._text_of(self.textCursor()))
        return copied

    def plain_words(self) -> str:
        """The whole statement as it would be copied."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        return self._text_of(cursor)

    def _text_of(self, selected: QTextCursor) -> str:
        words = self._pictures.words if self._pictures is not None else {}
        parts: list[str] = []
        position = selected.selectionStart()
        for character in selected.selectedText():
            parts.append(words.get(position, character))
            position += 2 if ord(character) > _ONE_UNIT else 1
        return "".join(parts).translate(_BREAKS)

    def _set(self) -> None:
        if self._line is None:
            return
        at = self.verticalScrollBar().value()
        p = theme.palette()
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(4)
        document.setDefaultStyleSheet(_sheet())
        document.setHtml(self._line.view.statement_html)
        room = self.viewport().width() - 2 * document.documentMargin() - _SIDE_PX
        around = Surroundings(QColor(p.text), QColor("white"), max(room, _LEAST_ROOM_PX), self.devicePixelRatioF())
        self._pictures = StatementPictures(document, around)
        self.setDocument(document)  # which deletes the one before
        self.verticalScrollBar().setValue(at)


def limits_words(line: ProblemLine) -> str:
    """`1 second per test · 512 MiB of memory · up to 100 points`."""
    view = line.view
    seconds = view.time_limit_ms / 1000
    time = (
        duration_words(view.time_limit_ms * 1000)
        if seconds == int(seconds)
        else say("{seconds:g} seconds", seconds=seconds)
    )
    parts = [
        say("{time} per test", time=time),
        say("{mib} MiB of memory", mib=view.memory_limit_bytes // 2**20),
    ]
    if view.max_score is not None:
        parts.append(say_count("up to {n} point", "up to {n} points", view.max_score))
    return " · ".join(parts)


def _sheet() -> str:
    p = theme.palette()
    text, code = tokens.TYPE["body"], tokens.FONT_CODE_DESKTOP
    return (
        f"body, p, li, td, th {{ color: {p.text}; font-size: {text.size}px; }}"
        # `medium` takes back Qt's own enlargement of headings: they stay smaller than the problem's title above.
        f"h1, h2 {{ font-size: medium; font-size: {tokens.TYPE['lead'].size}px; font-weight: 600; }}"
        f"h3, h4 {{ font-size: medium; font-size: {text.size}px; font-weight: 600; }}"
        f"pre, code, tt {{ font-family: '{code}'; font-size: 13px; background-color: {p.sunken}; }}"
        f"a {{ color: {p.text}; text-decoration: none; }}"
        f"table {{ border-collapse: collapse; border: 1px solid {p.line}; margin: 8px 0px; }}"
        f"td, th {{ padding: 4px 8px; border: 1px solid {p.line}; }}"
    )
