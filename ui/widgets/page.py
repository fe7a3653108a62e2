"""A page: header with the mark and the steps, a centred column that scrolls, and a foot with the actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from protocol.saying import said, say, to_say
from ui import icons
from ui.states import Screen
from ui.widgets.text import Button, label

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
    """Base of the screens before and after the work. `column` takes the content, `add_action` the buttons below."""

    def __init__(self, screen: Screen, width: int, scroll_name: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
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

    def add_action(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget into the foot, which shows once it holds something."""
        self._foot_frame.show()
        self.foot.addWidget(widget, stretch)

    def _build_foot(self, width: int) -> None:
        self._foot_frame = QFrame()
        self._foot_frame.setProperty("surface", "foot")
        self._foot_frame.hide()
        self.foot = QHBoxLayout(_centred(self._foot_frame, width, 12))
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot.setSpacing(12)
        self.area.verticalScrollBar().rangeChanged.connect(self._align_foot)

    def _align_foot(self, _low: int, high: int) -> None:
        """The foot stays in line with the column when a scroll bar takes its share of the width."""
        taken = self.area.verticalScrollBar().sizeHint().width() if high else 0
        layout = self._foot_frame.layout()
        if layout is not None:
            layout.setContentsMargins(24, 12, 24 + taken, 12)


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
