"""The mark of a recorded screen: a small window at the upper edge of each display, above all others, never clicked.

Guarantees: it stands while it is shown, also above windows that fill the display: where the system lets another window
cover it, it comes back at once (`ui.mark_x11` on X11, a timer elsewhere). Nothing blinks. Must not decide when.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from protocol.saying import said, to_say
from ui.mark_x11 import KeptAbove

WORDS = to_say("Recrutr records this screen")
DOT = QColor(255, 59, 48)
"""Red on black in every appearance: the mark must be seen on any picture, and be found in it."""
GROUND, LETTERS = QColor(0, 0, 0), QColor(255, 255, 255)
SIZE = QSize(190, 16)
"""So low that at the upper edge it covers nothing of a maximised window of ours, whose bar begins with a margin."""
_DOT, _LEFT, _FONT = 10, 6, 11
_RAISE_MS = 200
_PATIENCE_MS = 700
_FLUSHED_MS = 30
"""Qt hands what was drawn to the screen after the drawing; then it can be relied on."""
_RAISING = frozenset({"xcb", "windows", "cocoa"})
"""Elsewhere, as on Wayland, a window cannot raise itself: there the flags below have to do."""
_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowTransparentForInput
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.X11BypassWindowManagerHint
)


class ScreenMarks:
    """One mark on each display that there is, also on those that come later."""

    def __init__(self) -> None:
        self._marks: dict[QScreen, Mark] = {}
        self._shown = False
        self._standing: frozenset[tuple[int, int]] = frozenset()
        """Left upper corners of the displays whose mark stands; replaced, never changed, since others read it."""
        self._waiting: list[_Once] = []
        self._kept = KeptAbove()
        self._timer = QTimer()
        self._timer.setInterval(_RAISE_MS)
        self._timer.timeout.connect(self._tend)

    def show(self, then: Callable[[], None] = lambda: None) -> None:
        """Show the marks; `then` is called once they have been drawn, after a moment at the latest."""
        self._shown = True
        self._timer.start()
        waiting = _Once(then)
        self._tend()
        self._waiting.append(waiting)
        QTimer.singleShot(_PATIENCE_MS, waiting)
        self._call_back()

    def hide(self) -> None:
        """Take the marks away."""
        self._shown = False
        self._timer.stop()
        self._waiting.clear()
        self._kept.release()
        for mark in self._marks.values():
            mark.hide()
            mark.deleteLater()
        self._marks.clear()
        self._standing = frozenset()

    def hold(self, corner: tuple[int, int]) -> bool:
        """Put the marks above everything where that can be waited for (X11); from any thread.

        False while marks are shown and none stands yet on the display with this left upper corner.
        """
        self._kept.settle()
        return not self._shown or corner in self._standing

    @property
    def shown(self) -> bool:
        """Whether they stand."""
        return self._shown

    def _tend(self) -> None:
        """One mark for each display, in its place and above."""
        there = QGuiApplication.screens()
        for gone in [screen for screen in self._marks if screen not in there]:
            self._marks.pop(gone).deleteLater()
        for screen in there:
            mark = self._marks.get(screen)
            if mark is None:
                mark = self._marks[screen] = Mark(screen)
                mark.first_drawn.connect(partial(QTimer.singleShot, _FLUSHED_MS, partial(self._stands, mark)))
                mark.show()
            mark.stand()
        self._note_standing()

    def _note_standing(self) -> None:
        """Qt leaves a display's corner as the system counts it, whatever the scale."""
        corners = [mark.corner for mark in self._marks.values() if mark.stands]
        self._standing = frozenset((corner.x(), corner.y()) for corner in corners)

    def _stands(self, mark: Mark) -> None:
        """The mark's picture has reached the screen."""
        if mark in self._marks.values():
            mark.stands = True
            self._kept.keep(int(mark.winId()))
            self._note_standing()
            self._call_back()

    def _call_back(self) -> None:
        if all(mark.stands for mark in self._marks.values()):
            waiting, self._waiting = self._waiting, []
            for each in waiting:
                QTimer.singleShot(0, each)


class Mark(QWidget):
    """The mark of one display."""

    first_drawn = Signal()

    def __init__(self, screen: QScreen) -> None:
        super().__init__(None, _FLAGS)
        self.setObjectName("screenMark")
        self.setAccessibleName(said(WORDS))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(SIZE)
        self._of = screen
        self.drawn = self.stands = False
        self.setScreen(screen)
        self.stand()

    @property
    def corner(self) -> QPoint:
        """The left upper corner of its display."""
        return self._of.geometry().topLeft()

    def stand(self) -> None:
        """Go to the middle of the upper edge, where task bars and close buttons are rare, and above all windows."""
        area = self._of.geometry()
        place = QPoint(area.x() + (area.width() - self.width()) // 2, area.y())
        if self.pos() != place:
            self.move(place)
        if QGuiApplication.platformName() in _RAISING:
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """A red dot and the words, on black."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(DOT)
        painter.drawEllipse(QRectF(_LEFT, (self.height() - _DOT) / 2, _DOT, _DOT))
        font = QFont(self.font())
        font.setPixelSize(_FONT)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(LETTERS)
        painter.drawText(
            self.rect().adjusted(2 * _LEFT + _DOT, 0, -2, 0), int(Qt.AlignmentFlag.AlignVCenter), said(WORDS)
        )
        painter.end()
        if not self.drawn:
            self.drawn = True
            self.first_drawn.emit()


class _Once:
    """Calls what it holds the first time only."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act: Callable[[], None] | None = act

    def __call__(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()
