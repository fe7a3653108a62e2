"""Reachable without a mouse and by a screen reader: names, sizes, focus, in every screen and appearance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from brand.tokens import TARGET_MINIMUM, Appearance
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui import theme
from ui.states import Message
from ui.words import left_words

INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.Tree,
    QAccessible.Role.PageTab,
    QAccessible.Role.PageTabList,
    QAccessible.Role.ProgressBar,
}


def show_work(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.update_status(examples.STATUS)
    driver.window.update_run(examples.RUN_FAILED)


def show_recorded(driver: Driver) -> None:
    show_work(driver)
    driver.window.update_recorded(examples.RECORDED)
    driver.click("recordedButton")


def show_pause(driver: Driver) -> None:
    show_recorded(driver)
    driver.click("pauseButton")


def show_message(driver: Driver) -> None:
    driver.window.show_join(examples.JOIN)
    driver.window.show_message(Message("What", "Meaning", "Do"))


SHOWS: dict[str, Callable[[Driver], None]] = {
    "join": lambda d: d.window.show_join(examples.JOIN_ERROR),
    "notice": lambda d: d.window.show_notice(examples.NOTICE_STATE),
    "check": lambda d: d.window.show_check(examples.CHECK),
    "work": show_work,
    "finish": lambda d: d.window.show_finish(examples.FINISH),
    "identity": lambda d: d.window.show_identity(examples.IDENTITY),
    "recorded": show_recorded,
    "pause": show_pause,
    "message": show_message,
}


DIALOGS = {"message": "messageDialog", "pause": "pauseDialog"}


def tree(interface: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if interface is None or interface.state().invisible:
        return
    yield interface
    for number in range(interface.childCount()):
        yield from tree(interface.child(number))


@pytest.mark.parametrize("screen", SHOWS)
def test_everything_one_can_use_has_a_name_and_a_role(driver: Driver, screen: str) -> None:
    SHOWS[screen](driver)
    driver.settle()
    top = (
        driver.find({"message": "messageDialog", "pause": "pauseDialog"}[screen])
        if screen in DIALOGS
        else driver.window
    )
    found = [each for each in tree(QAccessible.queryAccessibleInterface(top)) if each.role() in INTERACTIVE]
    nameless = [
        (each.role().name, each.object().objectName() if each.object() else "")
        for each in found
        if not each.text(QAccessible.Text.Name) and not _is_inner(each)
    ]
    assert found
    assert nameless == []


def test_a_combo_box_is_named_by_its_purpose_not_its_value(driver: Driver) -> None:
    SHOWS["work"](driver)
    interface = QAccessible.queryAccessibleInterface(driver.find("languageSelector"))
    assert interface is not None
    labels = [each for each, kind in interface.relations() if kind & QAccessible.RelationFlag.Label]
    assert [each.text(QAccessible.Text.Name) for each in labels] == ["Language"]


def _is_inner(interface: QAccessibleInterface) -> bool:
    """Parts that Qt makes inside its own widgets; their owner carries the name."""
    owner = interface.object()
    return owner is not None and owner.objectName().startswith("qt_")


@pytest.mark.parametrize("screen", SHOWS)
def test_targets_are_large_enough(driver: Driver, screen: str) -> None:
    SHOWS[screen](driver)
    driver.settle()
    kinds = (QAbstractButton, QComboBox, QLineEdit)
    for each in driver.window.findChildren(QWidget):
        if isinstance(each, kinds) and each.isVisible() and not each.objectName().startswith("qt_"):
            if each.metaObject().className() in {"QToolButton", "QTabBar"}:
                continue
            assert min(each.width(), each.height()) >= TARGET_MINIMUM, each.objectName()


@pytest.mark.parametrize("screen", ["join", "notice", "check", "identity", "work", "recorded", "finish"])
def test_tab_reaches_every_button_that_is_enabled(driver: Driver, screen: str) -> None:
    SHOWS[screen](driver)
    driver.settle()
    driver.window.activateWindow()
    wanted = {
        each.objectName()
        for each in driver.window.findChildren(QAbstractButton)
        if each.isVisible()
        and each.isEnabled()
        and not each.objectName().startswith(("qt_", "Scroll"))
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    first = next(each for each in driver.window.findChildren(QAbstractButton) if each.objectName() in wanted)
    first.setFocus()
    reached: set[str] = set()
    for _ in range(80):
        focused = QApplication.focusWidget()
        if focused is None:
            break
        reached.add(focused.objectName())
        if focused.objectName() == "code":
            QTest.keyClick(focused, Qt.Key.Key_F6)
        else:
            QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert wanted <= reached


def test_f6_goes_round_the_parts_and_out_of_the_code(driver: Driver) -> None:
    SHOWS["work"](driver)
    driver.settle()
    driver.window.editor().key_target().setFocus()
    seen = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_F6)
    assert len(set(seen)) == 4
    assert QApplication.focusWidget() is driver.window.editor().key_target()
    assert driver.window.editor().text() == examples.CODE


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1024, 640), QSize(683, 384)])
@pytest.mark.parametrize("screen", ["join", "notice", "check", "identity", "work", "recorded", "finish"])
def test_windows_fit_small_screens_and_twice_the_scale(driver: Driver, screen: str, size: QSize) -> None:
    SHOWS[screen](driver)
    driver.window.resize(size)
    driver.settle()
    assert (driver.window.width(), driver.window.height()) == (size.width(), size.height())


@pytest.mark.parametrize("appearance", list(Appearance))
def test_no_single_line_word_is_cut_off(driver: Driver, appearance: Appearance) -> None:
    driver.window.set_appearance(appearance)
    for show in ("join", "notice", "check", "work", "finish"):
        SHOWS[show](driver)
        driver.settle()
        for each in driver.window.findChildren(QLabel):
            if each.isVisible() and not each.wordWrap() and each.text():
                assert each.width() >= each.sizeHint().width() - 1, each.text()


def test_appearance_reaches_editor_and_style_sheet(driver: Driver, qapp: QApplication) -> None:
    SHOWS["work"](driver)
    driver.window.set_appearance(Appearance.DARK)
    driver.settle()
    assert theme.palette().canvas in qapp.styleSheet()
    ground = driver.window.editor().key_target().grab().toImage().pixelColor(600, 300)
    assert ground.name().upper() == theme.palette().code_background


def test_the_clock_is_announced_by_the_minute_only(driver: Driver) -> None:
    names = {left_words(3 * 60_000_000 + second * 1_000_000) for second in range(60)}
    assert len(names) == 1
