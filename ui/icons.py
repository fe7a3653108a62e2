"""The brand's drawings as Qt pixmaps, coloured from the palette in use."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from brand.icons import app_icon_svg, icon_svg

_SCALES = (1.0, 1.5, 2.0)
_MIRRORED = {"right": "left", "left": "right"}


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon, `size` logical pixels wide and high, sharp at the screen's ratio. Raises KeyError for a wrong name.

    What points along the direction of reading points to the other side where that is from right to left.
    """
    turned = _MIRRORED.get(name, name) if QGuiApplication.isRightToLeft() else name
    return _draw(icon_svg(turned, colour, size), size, ratio)


def icon(name: str, colour: str, size: int = 16) -> QIcon:
    """An icon for buttons and lists, in several resolutions; a chosen line does not tint it."""
    made = QIcon()
    for ratio in _SCALES:
        drawn = pixmap(name, colour, size, ratio)
        made.addPixmap(drawn, QIcon.Mode.Normal)
        made.addPixmap(drawn, QIcon.Mode.Selected)
    return made


def app_pixmap(size: int, ratio: float = 1.0) -> QPixmap:
    """The mark of Recrutr."""
    return _draw(app_icon_svg(size=size), size, ratio)


def app_icon() -> QIcon:
    """The window's icon."""
    made = QIcon()
    for size in (16, 32, 48, 64, 128, 256):
        made.addPixmap(app_pixmap(size))
    return made


def _draw(svg: str, size: int, ratio: float) -> QPixmap:
    """Drawn once: symbols draw themselves anew at each change of the palette, most of them as others did."""
    key = f"{svg}@{size}x{ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, image)
    return image
