"""What is shown can be read: contrast from rendered pixels in every appearance, and nothing cut off at any size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

from brand.tokens import Appearance
from tests.unit.ui import examples, gallery
from tests.unit.ui.conftest import Driver
from tests.unit.ui.test_ui_focus_seen import luminance, place
from ui.widgets import dialogs
from ui.widgets.text import Elided

LEAST_CONTRAST = 4.5
SHARPNESS = 3
"""Rendered so much larger that the strokes of letters have a core in their own colour."""
LEAST_CORE = 12
LAYOUT_PASSES = 4
EDGE = 3
LINES_OF_CODE_PX = 54
"""Three lines: enough to see where one types."""
LEAST_ELIDED_PX = 32
"""Of a title that gives up its end: a word or two."""
LARGE = QSize(1366, 768)
SIZES = {"1366x768": LARGE, "2560x1440": QSize(2560, 1440), "1366x768 at 200 %": QSize(683, 384)}
LOOKED_AT = {"join-error", "notice", "check", "identity", "work-recorded", "work-failed", "work-compile-error"}
LOOKED_AT |= {"work-submissions", "work-not-saved", "work-messages", "work-search", "settings", "message"}
LOOKED_AT |= {"finish-saved"}


def picture(top: QWidget) -> np.ndarray:
    image = QImage(top.size() * SHARPNESS, QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(SHARPNESS)
    image.fill(Qt.GlobalColor.magenta)
    top.render(image)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def texts(top: QWidget) -> Iterator[tuple[str, QRect]]:
    """Every piece of text with its place in the window, where at least a line of it shows."""
    for each in top.findChildren(QWidget):
        if not each.isVisible():
            continue
        if isinstance(each, QLabel | QAbstractButton):
            yield each.text(), place(top, each)
        elif isinstance(each, QLineEdit):
            yield each.text() or each.placeholderText(), place(top, each)
        elif isinstance(each, QPlainTextEdit) and not each.toPlainText():
            yield each.placeholderText(), place(top, each)
        elif isinstance(each, QComboBox):
            yield each.currentText(), place(top, each)
        elif isinstance(each, QTabBar | QListWidget):
            yield from _inner_texts(top, each)


def _inner_texts(top: QWidget, owner: QTabBar | QListWidget) -> Iterator[tuple[str, QRect]]:
    if isinstance(owner, QListWidget):
        for row in range(owner.count()):
            yield owner.item(row).text(), _inside(top, owner.viewport(), owner.visualItemRect(owner.item(row)))
        return
    over = [one.geometry() for one in owner.findChildren(QToolButton) if one.isVisible()]
    for tab in range(owner.count()):
        part = owner.tabRect(tab)
        if owner.rect().contains(part) and not any(part.intersects(one) for one in over):
            yield owner.tabText(tab), _inside(top, owner, part)


def _inside(top: QWidget, owner: QWidget, part: QRect) -> QRect:
    return QRect(owner.mapTo(top, part.topLeft()), part.size()) & place(top, owner)


def contrast_of(pixels: np.ndarray) -> float | None:
    """Between the commonest colour and the next one: ground and letters. None when there are no letters."""
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colours, counts = np.unique(packed, return_counts=True)
    order = np.argsort(-counts)[:2]
    if len(order) < 2 or counts[order[1]] < LEAST_CORE:
        return None
    most = np.array([[colour >> 16, colour >> 8 & 255, colour & 255] for colour in colours[order]])
    light = sorted(luminance(most))
    return float((light[1] + 0.05) / (light[0] + 0.05))


def shown(driver: Driver) -> QWidget:
    """The window in front, laid out; what wraps is laid out in several passes."""
    for _ in range(LAYOUT_PASSES):
        driver.settle()
    dialog = next((one for one in driver.window.findChildren(QDialog) if one.isVisible()), None)
    panel = next((one for one in QApplication.topLevelWidgets() if one.objectName() == "backgroundPanel"), None)
    driver.settle()
    return dialog or (panel if panel is not None and panel.isVisible() else driver.window)


def close_dialogs(driver: Driver) -> None:
    for dialog in driver.window.findChildren(QDialog):
        dialog.done(0)
    driver.window.come_back()
    driver.settle()


@pytest.mark.parametrize("appearance", list(Appearance))
def test_words_stand_out_from_their_ground_by_their_pixels(driver: Driver, appearance: Appearance) -> None:
    driver.window.set_appearance(appearance)
    driver.window.resize(LARGE)
    faint, seen = [], 0
    for scene, act in gallery.scenes(driver.window):
        close_dialogs(driver)
        act()
        if scene not in LOOKED_AT:
            continue
        top = shown(driver)
        whole = picture(top)
        for words, part in texts(top):
            inner = part.adjusted(EDGE, EDGE, -EDGE, -EDGE)
            if not words.strip() or inner.height() < 10 or inner.width() < 6:
                continue
            left, upper = inner.left() * SHARPNESS, inner.top() * SHARPNESS
            found = contrast_of(
                whole[upper : upper + inner.height() * SHARPNESS, left : left + inner.width() * SHARPNESS]
            )
            seen += found is not None
            if found is not None and found < LEAST_CONTRAST:
                faint.append(f"{scene}: {found:.2f} {words[:60]!r}")
    assert seen > 200
    assert not faint, "\n".join(faint)


def test_faint_words_are_found() -> None:
    ground = np.full((40, 40, 3), 255, np.uint8)
    ground[10:20, 10:20] = 0x90
    assert contrast_of(ground) == pytest.approx(3.15, abs=0.1)
    assert contrast_of(np.full((40, 40, 3), 255, np.uint8)) is None


def cut_off(top: QWidget) -> Iterator[str]:
    """Labels and buttons that have less room than their words need, or reach out of what holds them."""
    for area in top.findChildren(QScrollArea):
        sideways = area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        inner = area.widget()
        if inner is not None and area.isVisible() and not sideways and inner.width() > area.viewport().width():
            yield f"{inner.width()} pixels in {area.viewport().width()}, and no way to the rest"
    for each in top.findChildren(QWidget):
        if not each.isVisible() or not isinstance(each, QLabel | QAbstractButton) or not each.text().strip():
            continue
        if isinstance(each, Elided) and each.width() >= LEAST_ELIDED_PX:
            continue
        wraps = isinstance(each, QLabel) and each.wordWrap()
        wanted = QSize(0, each.heightForWidth(each.width())) if wraps else each.sizeHint()
        if each.width() < wanted.width() - 1 or each.height() < wanted.height() - 1:
            yield f"{each.text()[:50]!r} has {each.size().toTuple()} of {wanted.toTuple()}"
        if (out := _reaches_out(each)) is not None:
            yield f"{each.text()[:50]!r} reaches out of {out.metaObject().className()} {out.objectName()!r}"


def _reaches_out(widget: QWidget) -> QWidget | None:
    """The first ancestor that does not hold all of it, up to where one can scroll."""
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        above = around.parentWidget()
        if isinstance(above, QAbstractScrollArea):
            return None
        if not around.rect().contains(QRect(widget.mapTo(around, widget.rect().topLeft()), widget.size())):
            return around
        around = above
    return None


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off(driver: Driver, size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "room_on_screen", lambda _widget: SIZES[size])
    driver.window.resize(SIZES[size])
    cut = []
    for scene, act in gallery.scenes(driver.window):
        close_dialogs(driver)
        driver.window.resize(SIZES[size])
        act()
        top = shown(driver)
        if top is driver.window:
            assert (top.width(), top.height()) == SIZES[size].toTuple(), scene
        else:
            assert top.width() <= SIZES[size].width(), scene
            assert top.height() <= SIZES[size].height(), f"{scene} is {top.height()} high"
        cut += [f"{scene}: {words}" for words in cut_off(top)]
        code = driver.window.findChildren(QWidget, "code")
        cut += [
            f"{scene}: the code is {each.height()} high"
            for each in code
            if each.isVisible() and each.height() < LINES_OF_CODE_PX
        ]
    assert not cut, "\n".join(cut)


def test_messages_leave_room_for_the_code_in_a_low_window(driver: Driver) -> None:
    size = SIZES["1366x768 at 200 %"]
    driver.window.resize(size)
    driver.window.show_work(examples.WORK)
    driver.settle()
    for _ in range(2):
        driver.click("messagesButton")
        assert driver.window.size() == size
        assert driver.find("code").height() >= LINES_OF_CODE_PX
        driver.click("closeMessages")
        assert driver.find("resultsTabs").isVisible()
        assert driver.find("statement").isVisible()
