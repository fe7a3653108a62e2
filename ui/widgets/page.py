"""A page: header with the mark and the steps, a centred column that scrolls, and a foot with the actions."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from protocol.saying import said, say, to_say
from ui import icons
from ui.states import Screen
from ui.widgets.text import Button, label

NARROW = 900
"""Below this width what else stands side by side stands below one another."""
_STEPS = {
    Screen.JOIN: to_say("Join"),
    Screen.NOTICE: to_say("Notice"),
    Screen.CHECK: to_say("Check"),
    Screen.WORK: to_say("Work"),
    Screen.FINISH: to_say("Finish"),
}


class Header(QFrame):
    """The mark at the left, the five steps at the right with the present one marked."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.setProperty("surface", "bar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(icons.app_pixmap(28, self.devicePixelRatioF()))
        layout.addWidget(mark)
        layout.addWidget(_single("Recrutr", "heading", ""))
        layout.addStretch(1)
        for number, (step, title) in enumerate(_STEPS.items(), start=1):
            present = step is (Screen.CHECK if screen is Screen.IDENTITY else screen)
            line = _single(
                f"{number}  {said(title)}", "strong" if present else "body", "accent" if present else "quiet"
            )
            if present:
                line.setAccessibleName(
                    say("Step {number} of {steps}: {title}", number=number, steps=len(_STEPS), title=title)
                )
            layout.addWidget(line)


class Page(QWidget):
    """Base of the screens before and after the work. `column` takes the content, `add_action` the buttons below.

    Whenever it comes to be shown, the keyboard is on its first control in sight: never below the edge, and nowhere that
    a key pressed twice could begin what cannot be taken back.
    """

    def __init__(self, screen: Screen, width: int, scroll_name: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self._turning: tuple[QBoxLayout, ...] = ()
        self._placed: QWidget | None = None
        """Where the page has put the keyboard; None before, and after the page was left."""
        inner = QWidget()
        inner.setObjectName("column")
        held = _centred(inner, width, 32)
        held.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(held)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.area = QScrollArea()
        self.area.setObjectName(scroll_name)
        self.area.setWidgetResizable(True)
        self.area.setWidget(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus if scroll_name else Qt.FocusPolicy.NoFocus)
        self._build_foot(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Header(screen))
        outer.addWidget(self.area, 1)
        outer.addWidget(self._foot_frame)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """The keyboard begins with the page, once everything has its place."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.begin)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        """The next time it begins anew."""
        super().hideEvent(event)
        self._placed = None

    def begin(self) -> None:
        """Put the keyboard where the page begins, unless the person has gone elsewhere on it."""
        here = self.window().focusWidget()
        moved = here is not None and here is not self._placed and self._placed is not None
        if not self.isVisible() or (moved and self._can_be_used(here)):
            return
        if self._placed is None:
            self.area.verticalScrollBar().setValue(0)
        first = self.first_control()
        if first is not None and first is not here:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif first is None and here is not None and self.isAncestorOf(here):
            here.clearFocus()  # below the edge; the first press of Tab leads to it
        self._placed = first

    def begin_anew(self) -> None:
        """What the page says is another thing from here on: from its upper edge, with the keyboard at its beginning."""
        self._placed = None
        self.area.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self.begin)

    def first_control(self) -> QWidget | None:
        """The first in the order of the Tab key that can be used and is in sight."""
        each = self.nextInFocusChain()
        while each is not None and each is not self:
            if self.begins_at(each):
                return each
            each = each.nextInFocusChain()
        return None

    def begins_at(self, widget: QWidget) -> bool:
        """Whether the keyboard may begin there: it can be used, and is in sight."""
        return self._can_be_used(widget) and not _shown_of(widget, self).isEmpty()

    def _can_be_used(self, widget: QWidget | None) -> bool:
        return (
            widget is not None
            and self.isAncestorOf(widget)
            and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            and widget.isVisible()
            and widget.isEnabled()
        )

    def add_action(self, widget: QWidget) -> None:
        """Put a widget into the foot, which shows once it holds something."""
        self._foot_frame.show()
        self.foot.addWidget(widget)

    def add_foot_words(self, words: QWidget) -> None:
        """Words beside the actions; in a narrow window they stand above them."""
        self._foot_frame.show()
        self._around_foot.insertWidget(0, words, 1)
        self.foot.insertStretch(0, 1)

    def turn_with_width(self, *rows: QBoxLayout) -> None:
        """These stand side by side, and in a narrow window below one another."""
        self._turning += rows

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Nobody has to scroll sideways."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        for row in self._turning:
            row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _build_foot(self, width: int) -> None:
        self._foot_frame = QFrame()
        self._foot_frame.setProperty("surface", "foot")
        self._foot_frame.hide()
        self._around_foot = QBoxLayout(QBoxLayout.Direction.LeftToRight, _centred(self._foot_frame, width, 12))
        self._around_foot.setContentsMargins(0, 0, 0, 0)
        self._around_foot.setSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(12)
        self._around_foot.addLayout(self.foot)
        self.turn_with_width(self._around_foot)
        self.area.verticalScrollBar().rangeChanged.connect(self._align_foot)

    def _align_foot(self, _low: int, high: int) -> None:
        """The foot stays in line with the column when a scroll bar takes its share of the width."""
        taken = self.area.verticalScrollBar().sizeHint().width() if high else 0
        layout = self._foot_frame.layout()
        if layout is not None:
            layout.setContentsMargins(24, 12, 24 + taken, 12)


def _shown_of(widget: QWidget, top: QWidget) -> QRect:
    """What of a widget is not clipped by what holds it, up to `top`."""
    seen = QRect(widget.mapTo(top, widget.rect().topLeft()), widget.size())
    around = widget.parentWidget()
    while around is not None and around is not top:
        seen &= QRect(around.mapTo(top, around.rect().topLeft()), around.size())
        around = around.parentWidget()
    return seen & top.rect()


def _centred(outer: QWidget, width: int, vertical: int) -> QWidget:
    """A child of at most `width`, in the middle of `outer`."""
    held = QWidget()
    held.setMaximumWidth(width)
    sides = QHBoxLayout(outer)
    sides.setContentsMargins(24, vertical, 24, vertical)
    sides.addStretch(1)
    sides.addWidget(held, 1000)
    sides.addStretch(1)
    return held


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and let go of it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def card(padding: int = 24) -> tuple[QFrame, QVBoxLayout]:
    """A raised surface and its column."""
    frame = QFrame()
    frame.setProperty("surface", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(padding, padding, padding, padding)
    layout.setSpacing(12)
    return frame, layout


def rule() -> QFrame:
    """A thin line between rows."""
    line = QFrame()
    line.setProperty("surface", "rule")
    line.setFixedHeight(1)
    return line


def large(button: Button) -> Button:
    """The main action of a screen."""
    button.setProperty("scale", "large")
    return button


def _single(text: str, kind: str, tone: str) -> QLabel:
    line = label(text, kind, tone)
    line.setWordWrap(False)
    return line
