"""A part of a window that never makes the window larger than its screen: where it lacks room, it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST = QSize(456, 200)


class Roomy(QScrollArea):
    """Shows a widget with at least the size that it needs."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner
        self.setWidget(inner)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """What is inside would like."""
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """What is inside needs, as far as a small screen allows."""
        bar = self.verticalScrollBar().sizeHint().width()
        return (self._inner.minimumSizeHint() + QSize(bar, 0)).boundedTo(_LEAST)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Let the window know when what is inside needs another size."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Tall(QScrollArea):
    """Shows a column as high as its words need; where a window has less room for it, it scrolls up and down."""

    def __init__(self, inner: QWidget, least_height: int) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(least_height)
        self._inner = inner
        inner.setObjectName("column")  # transparent, as the column of a page
        self.setWidget(inner)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """The width that is needed beside the bar; the height is given up."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._inner.minimumSizeHint().width() + bar, self.minimumHeight())
