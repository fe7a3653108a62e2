"""Where the keyboard is can be seen: each stop of the Tab key looks different, by its pixels, with the focus."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from brand.tokens import Appearance
from tests.unit.ui.conftest import Driver
from tests.unit.ui.test_ui_accessible import SHOWS

ENOUGH = 3.0
"""Contrast between a pixel with and without the focus (WCAG 2.2, 2.4.13)."""
MOST_STOPS = 60
CARET_PIXELS = 20
"""Where text is typed the caret shows the focus; it is 2 pixels wide."""


def luminance(pixels: np.ndarray) -> np.ndarray:
    """Relative luminance of RGB pixels (WCAG 2.2)."""
    part = pixels.astype(float) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    weighed: np.ndarray = linear @ np.array([0.2126, 0.7152, 0.0722])
    return weighed


def pixels(widget: QWidget, part: QRect) -> np.ndarray:
    image = widget.grab(part).toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def changed(before: np.ndarray, after: np.ndarray) -> int:
    """How many pixels differ by enough contrast to be seen."""
    one, other = luminance(before), luminance(after)
    contrast = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return int((contrast >= ENOUGH).sum())


def place(top: QWidget, widget: QWidget) -> QRect:
    """Where a widget shows in its window."""
    seen = QRect(widget.mapTo(top, widget.rect().topLeft()), widget.size())
    around = widget.parentWidget()
    while around is not None and around is not top:
        seen &= QRect(around.mapTo(top, around.rect().topLeft()), around.size())
        around = around.parentWidget()
    return seen & top.rect()


def stops(driver: Driver, top: QWidget) -> Iterator[tuple[QWidget, np.ndarray, np.ndarray]]:
    """Go round by Tab (F6 out of the code); each stop with its picture, and its picture once the focus is elsewhere."""
    seen: set[int] = set()
    last: tuple[QWidget, QRect, np.ndarray] | None = None
    for _ in range(MOST_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None
        driver.settle()
        if last is not None and last[0] is not focused:
            yield last[0], last[2], pixels(top, last[1])
        if id(focused) in seen:
            return
        seen.add(id(focused))
        part = place(top, focused)
        assert not part.isEmpty(), f"the focus is on {focused.objectName()!r}, which is out of sight"
        last = (focused, part, pixels(top, part))
        QTest.keyClick(focused, Qt.Key.Key_F6 if focused.objectName() == "code" else Qt.Key.Key_Tab)
    raise AssertionError(f"{MOST_STOPS} stops, and not round yet")


@pytest.mark.parametrize("appearance", list(Appearance))
@pytest.mark.parametrize("screen", SHOWS)
def test_each_stop_of_the_keyboard_is_seen(driver: Driver, screen: str, appearance: Appearance) -> None:
    driver.window.set_appearance(appearance)
    SHOWS[screen](driver)
    driver.settle()
    top = QApplication.activeModalWidget() or driver.window
    top.activateWindow()
    driver.settle()
    first = QApplication.focusWidget()
    if first is None or place(top, first).isEmpty():  # the page has opened above it: it begins with the first key
        QTest.keyClick(first or top, Qt.Key.Key_Tab)
    unseen = []
    for widget, with_focus, without in stops(driver, top):
        height, width = with_focus.shape[:2]
        least = CARET_PIXELS if widget.objectName() == "code" else 2 * max(width, height) // 3
        found = changed(with_focus, without)
        if found < least:
            unseen.append(f"{widget.metaObject().className()} {widget.objectName()!r}: {found} of {least} pixels")
    assert not unseen, "\n".join(unseen)


def test_a_difference_that_nobody_sees_does_not_count() -> None:
    light = np.full((20, 20, 3), 250, np.uint8)
    assert changed(light, np.full((20, 20, 3), 200, np.uint8)) == 0
    assert changed(light, np.full((20, 20, 3), 120, np.uint8)) == 400
