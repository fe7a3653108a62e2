"""Live previews: a picture from raw RGB bytes, and a level meter for the microphone. They show, and keep nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from brand import tokens
from protocol.saying import say
from ui import accessible, theme
from ui.states import Picture


class PictureView(QWidget):
    """Paints the latest frame, keeping its shape; words instead while there is none."""

    def __init__(self, name: str, what: str, absent: str, size: QSize) -> None:
        super().__init__()
        self.setObjectName(name)
        accessible.set_role(self, QAccessible.Role.Graphic, what)
        self._absent = absent
        self._image: QImage | None = None
        self._frame: bytes = b""
        self.setFixedSize(size)

    def show_picture(self, picture: Picture | None) -> None:
        """Show a frame. Raises ValueError when the bytes do not fit width and height."""
        if picture is None:
            self._image = None
        else:
            if len(picture.rgb) != picture.width * picture.height * 3:
                raise ValueError("a picture needs width * height * 3 bytes")
            # QImage does not copy: the bytes must live as long as it does.
            self._frame = picture.rgb
            self._image = QImage(
                self._frame, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888
            )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the frame in a rounded well."""
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(area, tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)
        if self._image is None:
            painter.setPen(QColor(colours.text_quiet))
            painter.drawText(area.adjusted(6, 6, -6, -6), _WRAPPED, self._absent)
        else:
            shape = QSize(self._image.size()).scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - shape.width()) / 2, (self.height() - shape.height()) / 2
            painter.drawImage(QRectF(left, top, shape.width(), shape.height()), self._image)
        painter.end()


_WRAPPED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class LevelMeter(QWidget):
    """A bar that follows the microphone, 0.0 to 1.0; an outline alone while there is none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        accessible.set_role(self, QAccessible.Role.Graphic, say("Microphone level"))
        self._level: float | None = None
        self.setFixedHeight(12)
        self.setMinimumWidth(64)

    def show_level(self, level: float | None) -> None:
        """Show a level, or that there is none."""
        self._level = None if level is None else min(max(level, 0.0), 1.0)
        self.setAccessibleDescription(
            say("No microphone") if level is None else say("{value} percent", value=round((self._level or 0) * 100))
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the bar."""
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colours.line_strong), 1))
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(area, 5, 5)
        if self._level:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.good))
            inner = area.adjusted(2, 2, -2, -2)
            inner.setWidth(max(inner.width() * self._level, 4))
            painter.drawRoundedRect(inner, 3, 3)
        painter.end()
