"""The panel of what is recorded, the pause, the identity step: what they show and what they ask for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from protocol.facts import PauseReason
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.mark import ScreenMarks
from ui.recorded_states import IdentityState, PauseWish


def begin(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.update_status(examples.STATUS)
    driver.window.update_recorded(examples.RECORDED)
    driver.settle()


def is_visible(driver: Driver, name: str) -> bool:
    driver.settle()
    return any(each.isVisible() for each in driver.window.findChildren(QWidget, name))


def words(driver: Driver) -> list[str]:
    return [each.text() for each in driver.find("recordedPanel").findChildren(QLabel) if each.isVisible()]


def test_the_panel_opens_by_button_and_key_beside_the_editor_and_says_everything(driver: Driver) -> None:
    begin(driver)
    assert not is_visible(driver, "recordedPanel")
    editor = driver.window.editor()
    QTest.keyClick(editor.key_target(), Qt.Key.Key_F9)
    driver.settle()
    shown = words(driver)
    state = examples.RECORDED
    for expected in (*state.watched, *(each.what for each in state.notice), "Camera, recording"):
        assert expected in shown
    assert [line for line in shown if line.endswith(state.told[0].words)]
    assert not editor.visibleRegion().isEmpty()
    panel = driver.find("recordedPanel")
    assert panel.mapToGlobal(panel.rect().topLeft()).x() >= editor.mapToGlobal(editor.rect().topRight()).x()
    driver.click("recordedClose")
    assert not is_visible(driver, "recordedPanel")
    driver.click("recordedButton")
    assert is_visible(driver, "recordedPanel")


def test_what_has_not_changed_is_left_alone(driver: Driver) -> None:
    begin(driver)
    driver.click("recordedButton")
    before = driver.find("recordedStream.camera")
    driver.window.update_recorded(replace(examples.RECORDED, told=examples.RECORDED.told[:3]))
    driver.settle()
    assert driver.find("recordedStream.camera") is before
    assert len([line for line in words(driver) if line.startswith("12:")]) == 3


def test_a_pause_needs_a_reason_and_is_said_wherever_one_looks(driver: Driver) -> None:
    begin(driver)
    wishes: list[PauseWish] = []
    driver.window.pause_requested.connect(wishes.append)
    driver.click("recordedButton")
    driver.click("pauseButton")
    confirm = driver.find("confirmButton")
    assert not confirm.isEnabled()
    driver.click("cancelButton")
    assert wishes == []
    driver.click("pauseButton")
    driver.click("pauseReason.health")
    driver.click("confirmButton")
    assert wishes == [PauseWish(PauseReason.HEALTH)]
    driver.click("recordedClose")
    driver.window.update_recorded(examples.RECORDED_PAUSED)
    driver.window.update_status(examples.STATUS_PAUSED)
    driver.settle()
    assert is_visible(driver, "recordedPanel")
    assert is_visible(driver, "pauseMessage")
    assert "time goes on" in driver.find("pauseMessage").accessibleName()
    assert "by you (family)" in driver.find("recording.camera").accessibleName()
    assert not is_visible(driver, "pauseButton")
    gone_on: list[int] = []
    driver.window.go_on_requested.connect(lambda: gone_on.append(1))
    driver.click("goOnButton")
    assert gone_on == [1]
    driver.window.update_recorded(examples.RECORDED)
    driver.settle()
    assert not is_visible(driver, "pauseMessage")


def test_where_nothing_is_recorded_there_is_nothing_to_pause(driver: Driver) -> None:
    begin(driver)
    driver.window.update_recorded(examples.RECORDED_NOTHING)
    driver.click("recordedButton")
    assert "Nothing but the code you hand in." in words(driver)
    assert not is_visible(driver, "pauseButton")
    assert not is_visible(driver, "goOnButton")


def test_the_identity_step_asks_for_pictures_and_may_be_left_without(driver: Driver) -> None:
    asked: list[str] = []
    left: list[int] = []
    driver.window.picture_requested.connect(asked.append)
    driver.window.identity_left.connect(lambda: left.append(1))
    driver.window.show_identity(IdentityState())
    driver.settle()
    assert not driver.find("takePicture.person").isEnabled(), "there is no camera"
    assert _text(driver, "identityGoOn") == "Start without pictures"
    driver.click("identityGoOn")
    assert left == [1]
    driver.window.show_identity(examples.IDENTITY)
    driver.settle()
    assert _text(driver, "takePicture.person") == "Take it again"
    assert driver.find("takePicture.document").accessibleName() == "Your document: take the picture"
    driver.click("takePicture.document")
    assert asked == ["document"]


def _text(driver: Driver, name: str) -> str:
    button = driver.find(name)
    assert isinstance(button, QAbstractButton)
    return button.text()


def test_the_mark_stands_before_anything_is_recorded_takes_no_click_and_goes(driver: Driver) -> None:
    marks, stands = ScreenMarks(), []
    marks.show(lambda: stands.append([mark.stands for mark in marks._marks.values()]))
    assert stands == []
    QTest.qWait(400)
    assert stands == [[True]]
    (mark,) = marks._marks.values()
    assert mark.isVisible()
    assert mark.windowFlags() & Qt.WindowType.WindowTransparentForInput
    assert mark.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    marks.hide()
    assert not marks.shown
    assert marks._marks == {}
