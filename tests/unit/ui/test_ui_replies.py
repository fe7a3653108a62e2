"""Replying to what was noted: the reply names its finding, until the person asks for something else."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit

from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.after_states import AfterState, FindingLine

PASTED = FindingLine("A piece was pasted.", "seen directly", "Own notes.", "paste.outside/7")
STATE = AfterState("Northwind", findings=(PASTED,))


def test_a_reply_names_its_finding_and_a_request_none(driver: Driver) -> None:
    made: list[tuple[str, str, str]] = []
    driver.window.beside.request_made.connect(lambda *asked: made.append(asked))
    driver.window.show_finish(examples.FINISH)
    driver.click("afterButton")
    driver.window.beside.show_after(STATE)
    tabs = driver.find("afterTabs")
    tabs.setCurrentIndex(3)  # type: ignore[attr-defined] # a QTabWidget
    driver.click("replyFinding.0")
    about = driver.find("replyAbout")
    assert isinstance(about, QLabel)
    assert "A piece was pasted." in about.text()
    driver.click("sendRequest")
    assert made == [], "a reply needs words"
    QTest.keyClicks(driver.find("requestWords"), "My own notes.")
    driver.click("sendRequest")
    assert made == [("rectification", "My own notes.", "paste.outside/7")]
    driver.window.beside.show_after(AfterState("Northwind", findings=(PASTED,), answered=True))
    words = driver.find("requestWords")
    assert isinstance(words, QPlainTextEdit)
    assert words.toPlainText() == ""
    assert not about.isVisible()
    driver.click("sendRequest")
    assert made[1] == ("rectification", "", "")
    tabs.setCurrentIndex(3)  # type: ignore[attr-defined] # as above
    driver.click("replyFinding.0")
    kinds = driver.find("requestKind")
    assert isinstance(kinds, QComboBox)
    kinds.setCurrentIndex(kinds.findData("explanation"))
    assert not about.isVisible()
    driver.click("sendRequest")
    assert made[2] == ("explanation", "", "")
