"""How it was: offered on the last screen, opened by a person only, put by with one key, sent by its button alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QPlainTextEdit, QWidget

from protocol.impressions import Impression, Obstacle
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.impression import ImpressionState

OFFERED = ImpressionState("Example Ltd", offered=True)


def opened(driver: Driver) -> QWidget:
    driver.window.show_finish(examples.FINISH)
    driver.window.beside.show_impression(OFFERED)
    driver.click("impressionButton")
    return driver.find("impressionDialog")


def words(driver: Driver, name: str) -> str:
    found = driver.find(name)
    assert isinstance(found, QLabel)
    return found.text()


def test_nothing_opens_by_itself_and_nothing_is_offered_before(driver: Driver) -> None:
    driver.window.show_finish(examples.FINISH)
    card = driver.window.findChild(QWidget, "impressionButton")
    assert card is not None
    assert not card.isVisible()
    driver.window.beside.show_impression(OFFERED)
    assert card.isVisible()
    assert driver.window.findChild(QWidget, "impressionDialog") is None
    driver.window.beside.show_impression(ImpressionState("Example Ltd"))
    assert not card.isVisible()


def test_one_key_puts_it_by_and_what_was_chosen_stays(driver: Driver) -> None:
    spy = QSignalSpy(driver.window.beside.impression_given)
    dialog = opened(driver)
    driver.type_into("impressionOwn", "The chair")
    QTest.keyClick(driver.find("impressionOwn"), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert spy.count() == 0
    driver.click("impressionButton")
    assert dialog.isVisible()
    own = driver.find("impressionOwn")
    assert isinstance(own, QPlainTextEdit)
    assert own.toPlainText() == "The chair"


def test_what_is_sent_is_what_was_chosen_and_an_empty_answer_cannot_be_sent(driver: Driver) -> None:
    spy = QSignalSpy(driver.window.beside.impression_given)
    opened(driver)
    send, fairness, place = driver.find("sendImpression"), driver.find("fairnessGrade"), driver.find("obstacle.place")
    assert isinstance(send, QAbstractButton)
    assert isinstance(fairness, QComboBox)
    assert isinstance(place, QCheckBox)
    assert not send.isEnabled()
    fairness.setCurrentIndex(4)
    place.setChecked(True)
    driver.type_into("impressionOwn", " Noise. ")
    driver.click("sendImpression")
    assert list(spy.at(0)) == [Impression(fairness=4, obstacles=[Obstacle.PLACE], words="Noise.")]


def test_too_many_words_are_said_and_not_cut(driver: Driver) -> None:
    opened(driver)
    own = driver.find("impressionOwn")
    assert isinstance(own, QPlainTextEdit)
    own.setPlainText("x" * 2003)
    assert "3 characters too many" in words(driver, "impressionRoom")
    assert not driver.find("sendImpression").isEnabled()
    own.setPlainText("x" * 2000)
    assert driver.find("sendImpression").isEnabled()


def test_whoever_answered_is_thanked_and_told_where_it_is(driver: Driver) -> None:
    dialog = opened(driver)
    driver.window.beside.show_impression(ImpressionState("Example Ltd", offered=True, given=True))
    assert not dialog.isVisible()
    assert "as soon as there is a connection" in words(driver, "impressionWords")
    driver.window.beside.show_impression(ImpressionState("Example Ltd", offered=True, given=True, sent=True))
    assert words(driver, "impressionWords") == "Thank you for telling how it was."
