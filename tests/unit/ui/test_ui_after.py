"""The candidate's own page in the app: a reply to what was noted, and what is there while the server is asked."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QTabWidget

from tests.unit.ui import beside_examples, gallery
from tests.unit.ui.conftest import Driver
from ui.after_states import AfterState

NOTED, REQUESTS = 3, 4


def open_page(driver: Driver, state: AfterState, tab: int) -> None:
    gallery.after(driver.window, tab)
    driver.window.beside.show_after(state)
    driver.settle()


def words(driver: Driver) -> str:
    tabs = driver.find("afterTabs")
    assert isinstance(tabs, QTabWidget)
    page = tabs.currentWidget()
    assert page is not None
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_a_reply_to_what_was_noted_leaves_as_a_request_in_the_candidates_words(driver: Driver) -> None:
    made: list[tuple[str, str, str]] = []
    driver.window.beside.request_made.connect(lambda *asked: made.append(asked))
    open_page(driver, beside_examples.AFTER, NOTED)
    finding = beside_examples.AFTER.findings[0]
    assert finding.words in words(driver)
    assert finding.innocent in words(driver), "what else it can be stands beside it"
    driver.click("replyFinding.0")
    kind, own = driver.find("requestKind"), driver.find("requestWords")
    assert isinstance(kind, QComboBox)
    assert kind.currentData() == "rectification"
    assert finding.words in str(driver.find("replyAbout").property("text")), "which one it is about is told beside it"
    QTest.keyClicks(own, "They are my own notes.")
    driver.click("sendRequest")
    assert made == [("rectification", "They are my own notes.", finding.mark)]


def test_an_answer_empties_the_field_once_and_says_that_it_came(driver: Driver) -> None:
    open_page(driver, beside_examples.AFTER, REQUESTS)
    own = driver.find("requestWords")
    assert isinstance(own, QPlainTextEdit)
    QTest.keyClicks(own, "Why?")
    driver.window.beside.show_after(replace(beside_examples.AFTER, answered=True))
    assert driver.find("requestSent").isVisible()
    assert own.toPlainText() == ""
    QTest.keyClicks(own, "And another thing")
    driver.window.beside.show_after(replace(beside_examples.AFTER, answered=True, copying=True))
    assert own.toPlainText() == "And another thing", "what is being written stays"


def test_while_the_server_is_asked_it_says_so_and_no_finding_is_said_to_be_there(driver: Driver) -> None:
    open_page(driver, AfterState("Example Ltd", loading=True), NOTED)
    assert "Asking the server…" in words(driver)
    assert not [each for each in driver.window.findChildren(QLabel, "replyFinding.0") if each.isVisible()]


def test_it_is_no_larger_than_a_small_screen(driver: Driver) -> None:
    driver.window.resize(QSize(683, 384))
    open_page(driver, beside_examples.AFTER, NOTED)
    assert driver.find("closeAfter").isVisible()
