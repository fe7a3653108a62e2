"""What the grammar says stands in the syntax tab, by document, and leads to its line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QTabWidget

from editor.syntax.mistakes import Mistake
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.widgets.mistakes import NONE

MISTAKES = (Mistake(4, 3, "“(” is never closed.", 30, 31), Mistake(7, 1, "“=” was not expected here.", 60, 61))


def syntax(driver: Driver) -> tuple[QTabWidget, QListWidget]:
    tabs = driver.window.findChild(QTabWidget, "resultsTabs")
    found = driver.window.findChild(QListWidget, "syntaxMistakes")
    assert tabs is not None
    assert found is not None
    return tabs, found


def test_mistakes_are_listed_counted_and_lead_to_their_place(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    tabs, found = syntax(driver)
    assert found.item(0).text() == NONE
    driver.window.editor().mistakes_changed.emit(MISTAKES)
    assert tabs.tabText(4) == "S&yntax (2)"
    assert tabs.currentIndex() == 0, "a mistake must not take the person's tab away"
    view = driver.window.editor()._view
    tabs.setCurrentIndex(4)
    found.setCurrentRow(1)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert view.getCursorPosition() == (6, 0)
    assert driver.window.editor().key_target().hasFocus()
    QTest.keyClick(driver.window, Qt.Key.Key_F2)
    assert view.getCursorPosition() == (3, 2)
    driver.window.editor().mistakes_changed.emit(())
    assert tabs.tabText(4) == "S&yntax"
    assert found.item(0).text() == NONE


def test_each_document_has_its_own_mistakes(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    tabs, found = syntax(driver)
    driver.window.editor()._show_mistakes(MISTAKES[:1])
    other = examples.WORK.document.__class__("other", examples.WORK.document.problem, examples.WORK.languages[0], "x\n")
    driver.window._work.deck.open_document(other)
    assert tabs.tabText(4) == "S&yntax"
    driver.window._work.deck.open_document(examples.WORK.document)
    assert found.item(0).text() == "Line 4: “(” is never closed."
