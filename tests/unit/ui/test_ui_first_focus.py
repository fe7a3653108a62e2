"""Where the keyboard is when a page comes: on its first control in sight, and never on what begins the attempt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from tests.unit.ui import beside_examples, examples, gallery
from tests.unit.ui.conftest import Driver
from tests.unit.ui.test_ui_focus_seen import place
from tests.unit.ui.test_ui_pixels import SIZES, close_dialogs, shown
from ui.states import CheckState

QUIET = replace(
    examples.CHECK,
    lines=tuple(replace(line, colour="green", fix=None, devices=()) for line in examples.CHECK.lines),
    may_start=True,
)
FIRST = {
    "join": "codeField",
    "join-error": "codeField",
    "join-damaged": "offerButton",
    "join-earlier": "codeField",
    "notice": "noticeText",
    "check-running": "practiceButton",
    "check": "checkFix.camera",
    "identity": "takePicture.person",
    "work": "code",
    "practice": "code",
    "work-submit": "confirmButton",
    "work-withdraw": "cancelButton",
    "settings": "languageChoice",
    "message": "confirmButton",
    "finish": "erasureReceipt",
    "impression": "easeGrade",
}
"""By scene of the gallery; in the others it is only tried that the keyboard is somewhere in sight."""


ELSEWHERE = {"background", "check-trial"}
"""A window of its own, and what one comes to by a button that has the keyboard."""
NOTHING_IN_SIGHT = ("check-running", "1366x768 at 200 %")
"""While everything is looked at, nothing above the edge can be pressed; Tab leads down to what can."""


def focused(driver: Driver) -> QWidget | None:
    top = next((one for one in driver.window.findChildren(QDialog) if one.isVisible()), driver.window)
    return top.focusWidget()


def name_of(widget: QWidget | None) -> str:
    return "" if widget is None else widget.objectName()


@pytest.mark.parametrize("size", SIZES)
def test_each_page_begins_with_its_first_control(driver: Driver, size: str) -> None:
    wrong = []
    for scene, act in gallery.scenes(driver.window):
        close_dialogs(driver)
        driver.window.resize(SIZES[size])
        driver.settle()
        act()
        top = shown(driver)
        QTest.qWait(1)
        if scene in ELSEWHERE:
            continue
        widget = focused(driver)
        if widget is None and (scene, size) == NOTHING_IN_SIGHT:
            continue
        if widget is None or place(top, widget).isEmpty():
            wrong.append(f"{scene}: the keyboard is on {name_of(widget)!r}, out of sight")
        elif size == "1366x768" and FIRST.get(scene, widget.objectName()) != widget.objectName():
            wrong.append(f"{scene}: the keyboard is on {widget.objectName()!r}, not on {FIRST[scene]!r}")
    assert not wrong, "\n".join(wrong)


def come_to_check(driver: Driver, state: CheckState) -> None:
    driver.window.resize(QSize(1366, 768))
    driver.window.show_check(state)
    driver.settle()
    QTest.qWait(1)


def test_a_check_that_is_all_green_does_not_begin_on_the_start(driver: Driver) -> None:
    come_to_check(driver, QUIET)
    assert name_of(driver.window.focusWidget()) == "practiceButton"
    QTest.keyClick(driver.window.focusWidget(), Qt.Key.Key_Tab)
    assert name_of(driver.window.focusWidget()) != "startButton"


def test_the_check_goes_to_what_went_wrong_once_it_is_known_unless_the_person_has_gone_elsewhere(
    driver: Driver,
) -> None:
    come_to_check(driver, examples.CHECK_RUNNING)
    come_to_check(driver, examples.CHECK)
    assert name_of(driver.window.focusWidget()) == FIRST["check"]
    driver.find("checkAgain").setFocus()
    come_to_check(driver, replace(examples.CHECK, hint="Something has changed."))
    assert name_of(driver.window.focusWidget()) == "checkAgain"


def test_back_from_practice_the_check_begins_anew(driver: Driver) -> None:
    come_to_check(driver, examples.CHECK)
    driver.find("checkAgain").setFocus()
    driver.window.beside.show_practice(beside_examples.PRACTICE)
    driver.settle()
    driver.window.beside.end_practice()
    come_to_check(driver, examples.CHECK)
    assert name_of(driver.window.focusWidget()) == FIRST["check"]
