"""Labels and buttons that carry their meaning as properties for the style sheet. Labels show plain text, no markup."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QToolTip, QWidget

from protocol.saying import said
from ui import icons, theme


def label(text: str = "", kind: str = "body", tone: str = "", name: str = "") -> QLabel:
    """A wrapping plain-text label of a step of the type scale; the text is shown in the person's language."""
    made = QLabel(said(text))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("type", kind)
    made.setProperty("tone", tone)
    made.setObjectName(name)
    _align(made)
    return made


def _align(made: QLabel) -> None:
    """Where people read from right to left, labels begin at the right edge, whatever language their words are in."""
    if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        made.setAlignment(_AT_RIGHT)
        made.setContentsMargins(_BLANK, 0, 0, 0)


class Whole(QLabel):
    """Wrapping plain text that is never lower than its words need, whatever the layouts around it worked out before."""

    def __init__(self, kind: str = "body", tone: str = "", name: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("type", kind)
        self.setProperty("tone", tone)
        self.setObjectName(name)
        _align(self)

    def setText(self, text: str) -> None:  # noqa: N802 -- Qt's name
        """Show other words."""
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Another width needs another height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(0)  # what a label needs counts what it must have
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))  # -1: no words


class Elided(QLabel):
    """A line of plain text that gives up its end where there is no room; the whole is its name, and shown on a rest."""

    def __init__(self, kind: str = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", kind)

    def event(self, event: QEvent) -> bool:
        """Show the whole to whoever rests on it; as a tool tip of its own it would be said twice."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.text() if self._shown() != self.text() else "", self)
            return True
        return super().event(event)

    def _shown(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """The text itself where it fits, else its beginning."""
        room, shown = self.contentsRect(), self._shown()
        if shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawItemText(
            painter, room, _AT_START, self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )


_BLANK = 6
"""Pixels. Qt moves a line that was broken off from right to left by the width of its last blank, beyond its edge."""
_AT_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
_AT_START = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)


def left_to_right(field: QPlainTextEdit | QLineEdit) -> None:
    """Code, its output, codes, addresses and digests run from left to right in every language."""
    field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if isinstance(field, QPlainTextEdit):
        option = field.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        field.document().setDefaultTextOption(option)


def retone(widget: QWidget, tone: str) -> None:
    """Give a widget another tone and have the style sheet notice."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a button another kind and have the style sheet notice."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Button(QPushButton):
    """A push button with a kind (primary, quiet, danger, entry or none) and perhaps a symbol that follows the theme."""

    def __init__(self, text: str, name: str, kind: str = "", symbol: str = "") -> None:
        super().__init__(said(text))
        self._symbol = symbol
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._draw()

    def on_click(self, act: Callable[[], object]) -> Button:
        """Connect and return self."""
        self.clicked.connect(lambda _checked=False: act())
        return self

    def set_symbol(self, symbol: str) -> None:
        """Show another symbol, or none."""
        self._symbol = symbol
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Redraw the symbol in the colours of the theme."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.EnabledChange}:
            self._draw()

    def _draw(self) -> None:
        if not self._symbol:
            if not self.icon().isNull():
                self.setIcon(QIcon())
            return
        colours = theme.palette()
        kinds = {"primary": colours.on_accent, "danger": colours.on_stop, "quiet": colours.accent_text}
        colour = kinds.get(self.property("kind"), colours.text) if self.isEnabled() else colours.text_quiet
        self.setIcon(icons.icon(self._symbol, colour))
