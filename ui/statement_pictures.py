"""Formulas and pictures of a statement, drawn for one document: on the line of the text, in its colour, sharp.

Guarantees: only what lies inside the document (`data:` addresses) is drawn; nothing is loaded. A drawing in
`currentColor` is a formula: the zero of its vertical axis is the baseline, 90 of its units are one em of the text.
"""

from __future__ import annotations

import math
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

_ADDRESS = re.compile(r"data:image/(png|jpeg|svg\+xml);base64,([A-Za-z0-9+/=]+)")
_UNITS_PER_EM = 90
_LEADING_EM = 0.32
_LEAST_AIR_PX = 2
_MAX_PX = 4000


@dataclass(frozen=True)
class Surroundings:
    """What a picture has to fit: colours, the width of the column, and device pixels per pixel."""

    text: QColor
    paper: QColor
    width_px: float
    ratio: float


@dataclass(frozen=True)
class Drawn:
    """A picture as it is painted; `depth_px` of its height hang below the line of the text."""

    image: QImage
    depth_px: float = 0.0


class StatementPictures(QPyTextObject):
    """Paints the pictures of one document.

    Qt stands a picture on the baseline, or centres it on a line whatever is in it; a formula has to hang through the
    line. So Qt is told the height above the baseline only, and the space between lines makes room for what is below.
    """

    def __init__(self, document: QTextDocument, around: Surroundings) -> None:
        super().__init__(document)
        self.words: dict[int, str] = {}
        """What each picture says, by its position."""
        self._drawn: dict[str, Drawn] = {}
        depths: dict[int, float] = {}
        for number, (position, found) in enumerate(list(_images(document))):
            name = f"drawn:{number}"
            drawn = _draw(found, around)
            if drawn is not None:
                self._drawn[name] = drawn
                block = document.findBlock(position).blockNumber()
                depths[block] = max(depths.get(block, 0), drawn.depth_px)
            made = found.toImageFormat()
            made.setName(name)
            cursor = QTextCursor(document)
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(made)
            self.words[position] = str(found.property(QTextFormat.Property.ImageAltText) or "")
        _space_lines(document, depths)
        document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self)

    def intrinsicSize(self, _document: QTextDocument, _position: int, format: QTextFormat) -> QSizeF:  # noqa: A002, N802 -- Qt's names
        """Width, and height above the baseline."""
        drawn = self._drawn.get(format.toImageFormat().name())
        if drawn is None:
            return QSizeF(0, 0)
        size = drawn.image.deviceIndependentSize()
        return QSizeF(size.width(), size.height() - drawn.depth_px)

    def drawObject(  # noqa: N802 -- Qt's name and parameters
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _document: QTextDocument,
        _position: int,
        format: QTextFormat,  # noqa: A002 -- Qt's name
    ) -> None:
        """Paint one."""
        drawn = self._drawn.get(format.toImageFormat().name())
        if drawn is not None:
            painter.drawImage(QPointF(round(rect.x()), round(rect.y())), drawn.image)


def _space_lines(document: QTextDocument, depths: Mapping[int, float]) -> None:
    """The same air between lines whatever stands in them, and more only where formulas hang deep."""
    block = document.begin()
    while block.isValid():
        spacing = QTextBlockFormat()
        metrics = QFontMetricsF(block.charFormat().font())
        deep = depths.get(block.blockNumber(), 0) - metrics.descent()
        leading = max(_LEADING_EM * _em_px(block.charFormat()), deep + _LEAST_AIR_PX)
        spacing.setLineHeight(leading, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        QTextCursor(block).mergeBlockFormat(spacing)
        block = block.next()


def _images(document: QTextDocument) -> Iterator[tuple[int, QTextCharFormat]]:
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            fragment = at.fragment()
            if fragment.charFormat().isImageFormat():
                # Equal pictures beside each other are one fragment.
                for offset in range(fragment.length()):
                    yield fragment.position() + offset, fragment.charFormat()
            at += 1
        block = block.next()


def _draw(found: QTextCharFormat, around: Surroundings) -> Drawn | None:
    wanted = found.toImageFormat()
    match = _ADDRESS.fullmatch(wanted.name())
    if match is None:
        return None
    try:
        data = b64decode(match[2], validate=True)
    except NotBase64:
        return None
    if match[1] != "svg+xml":
        image = _photo(QImage.fromData(data), wanted.width(), wanted.height(), around)
        return Drawn(image) if image is not None else None
    if b"currentColor" in data:
        return _formula(data, found, around)
    renderer = QSvgRenderer(QByteArray(data))
    if not renderer.isValid():
        return None
    natural = QSizeF(renderer.defaultSize())
    size = _fitted(natural, wanted.width(), wanted.height(), around.width_px)
    image = _blank(size, around.ratio, around.paper)
    _paint(renderer, image, QRectF(0, 0, size.width(), size.height()))
    return Drawn(image)


def _formula(data: bytes, found: QTextCharFormat, around: Surroundings) -> Drawn | None:
    renderer = QSvgRenderer(QByteArray(data.replace(b"currentColor", around.text.name().encode())))
    box = renderer.viewBoxF()
    if not renderer.isValid() or box.isEmpty():
        return None
    scale = min(_em_px(found) / _UNITS_PER_EM, around.width_px / box.width(), _MAX_PX / box.height())
    # At least as high as the text, so that a formula alone in a table's cell stands on the line of its neighbours;
    # whole pixels, so that this line is sharp.
    above = math.ceil(max(-box.top() * scale, QFontMetricsF(found.font()).ascent()))
    below = math.ceil(box.bottom() * scale)
    size = QSizeF(math.ceil(box.width() * scale), max(above + below, 1))
    image = _blank(size, around.ratio, QColor(Qt.GlobalColor.transparent))
    _paint(renderer, image, QRectF(0, above + box.top() * scale, box.width() * scale, box.height() * scale))
    return Drawn(image, below)


def _photo(image: QImage, width: float, height: float, around: Surroundings) -> QImage | None:
    if image.isNull():
        return None
    size = _fitted(QSizeF(image.size()), width, height, around.width_px)
    scaled = image.scaled(
        (size * around.ratio).toSize(),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    if not scaled.hasAlphaChannel():
        scaled.setDevicePixelRatio(around.ratio)
        return scaled
    paper = _blank(size, around.ratio, around.paper)
    painter = QPainter(paper)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), scaled)
    painter.end()
    return paper


def _fitted(natural: QSizeF, width: float, height: float, room: float) -> QSizeF:
    """The wanted size, or the natural one, in proportion and never wider than the column."""
    if width > 0 and height <= 0:
        height = natural.height() * width / max(natural.width(), 1)
    elif height > 0 and width <= 0:
        width = natural.width() * height / max(natural.height(), 1)
    size = QSizeF(width, height) if width > 0 else natural
    shrink = min(1.0, room / max(size.width(), 1), _MAX_PX / max(size.height(), 1))
    return QSizeF(max(1.0, size.width() * shrink), max(1.0, size.height() * shrink))


def _blank(size: QSizeF, ratio: float, colour: QColor) -> QImage:
    pixels = (size * ratio).toSize().expandedTo(QSizeF(1, 1).toSize())
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(colour)
    return image


def _paint(renderer: QSvgRenderer, image: QImage, place: QRectF) -> None:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, place)
    painter.end()


def _em_px(found: QTextCharFormat) -> float:
    size = found.font().pixelSize()
    return float(size) if size > 0 else found.font().pointSizeF() * 4 / 3
