"""A page: header with the mark and the steps, a centred column that scrolls, and a foot with the actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import icons
from ui.states import Screen
from ui.widgets.text import Button, label

_STEPS = {
    Screen.JOIN: "Join",
    Screen.NOTICE: "Notice",
    Screen.CHECK: "Check",
    Screen.WORK: "Work",
    Screen.FINISH: "Finish",
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
            present = step is screen
            line = _single(f"{number}  {title}", "strong" if present else "body", "accent" if present else "quiet")
            if present:
                line.setAccessibleName(f"Step {number} of {len(_STEPS)}: {title}")
            layout.addWidget(line)


class Page(QWidget):
    """Base of the screens before and after the work. `column` takes the content, `add_action` the buttons below."""

    def __init__(self, screen: Screen, width: int, scroll_name: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        inner = QWidget()
        inner.setObjectName("column")
        sides = QHBoxLayout(inner)
        sides.setContentsMargins(24, 32, 24, 32)
        self._holder = QWidget()
        self._holder.setMaximumWidth(width)
        self._holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sides.addStretch(1)
        sides.addWidget(self._holder, 1000)
        sides.addStretch(1)
        self.column = QVBoxLayout(self._holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.scroll = QScrollArea()
        self.scroll.setObjectName(scroll_name)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setWidget(inner)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus if scroll_name else Qt.FocusPolicy.NoFocus)
        self._foot = QFrame()
        self._foot.setProperty("surface", "foot")
        self._foot.hide()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(24, 12, 24, 12)
        held = QWidget()
        held.setMaximumWidth(width)
        foot.addStretch(1)
        foot.addWidget(held, 1000)
        foot.addStretch(1)
        self.actions = QHBoxLayout(held)
        self.actions.setContentsMargins(0, 0, 0, 0)
        self.actions.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Header(screen))
        outer.addWidget(self.scroll, 1)
        outer.addWidget(self._foot)

    def add_action(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget into the foot, which shows once it holds something."""
        self._foot.show()
        self.actions.addWidget(widget, stretch)


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
    button.setProperty("size", "large")
    return button


def _single(text: str, kind: str, tone: str) -> QLabel:
    line = label(text, kind, tone)
    line.setWordWrap(False)
    return line
