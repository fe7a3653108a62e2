"""Messages, hand and look on the Work screen: told without taking the keyboard, reached by it, never silent."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QListWidget, QPlainTextEdit, QWidget

from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.live_states import LiveState, LookerLine, SaidLine

NOON_US = 1_764_240_000_000_000
THEIRS = SaidLine("1", "interviewer", "Please look at line 3.", NOON_US)
MINE = SaidLine("2", "candidate", "Which one?", NOON_US)
TO_ALL = SaidLine("3", "announcement", "Ten minutes more.", NOON_US)
LOOKER = LookerLine("Mara Lindqvist", "interviewer", NOON_US)


def shown(driver: Driver, name: str) -> bool:
    return any(each.isVisible() for each in driver.window.findChildren(QWidget, name))


def test_a_message_is_told_and_the_code_keeps_the_keyboard(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    code = driver.window.editor().key_target()
    code.setFocus()
    driver.window.update_live(LiveState((THEIRS,)))
    assert "Please look at line 3." in driver.find("messageNews").accessibleName()
    assert driver.find("messagesButton").accessibleName() == "Messages with the interviewer, 1 new"
    assert code.hasFocus()
    QTest.keyClick(driver.window, Qt.Key.Key_F7)
    assert driver.find("messageField").hasFocus()
    assert not shown(driver, "messageNews")
    QTest.keyClick(driver.find("messageField"), Qt.Key.Key_Escape)
    assert not shown(driver, "conversation")
    driver.window.update_live(LiveState((THEIRS, MINE, TO_ALL)))
    assert "To everybody: Ten minutes more." in driver.find("messageNews").accessibleName()


def test_return_sends_and_shift_return_begins_a_line(driver: Driver) -> None:
    spy = QSignalSpy(driver.window.message_written)
    driver.window.show_work(examples.WORK)
    driver.click("messagesButton")
    field = driver.find("messageField")
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert spy.count() == 0
    driver.type_into("messageField", "one")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    driver.type_into("messageField", "two")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert list(spy.at(0)) == ["one\ntwo"]
    assert field.toPlainText() == ""


def test_what_was_read_in_an_earlier_launch_is_not_news(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.update_live(LiveState((THEIRS,), read=1))
    assert not shown(driver, "messageNews")
    driver.click("messagesButton")
    listed = driver.find("messagesList")
    assert isinstance(listed, QListWidget)
    assert "Interviewer" in listed.item(0).text()


def test_the_hand_follows_the_state_and_a_look_stays_told(driver: Driver) -> None:
    spy = QSignalSpy(driver.window.hand_turned)
    driver.window.show_work(examples.WORK)
    hand = driver.find("handButton")
    assert isinstance(hand, QAbstractButton)
    driver.click("handButton")
    assert list(spy.at(0)) == [True]
    assert not hand.isChecked(), "it is up when the app says so"
    up = LiveState(hand_raised=True, lookers=(LOOKER,), sent=False)
    driver.window.update_live(up)
    assert hand.isChecked()
    assert "Mara Lindqvist (interviewer), since" in driver.find("looked").accessibleName()
    driver.window.update_live(replace(up, hand_raised=False, lookers=(), read_only=True))
    assert not shown(driver, "looked")
    assert not hand.isEnabled()
