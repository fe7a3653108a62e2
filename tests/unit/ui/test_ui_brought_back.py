"""After a restart: the person is told that their work is back, until they go on writing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.words import brought_back
from protocol.edits import Edit
from protocol.undo import History
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.project_states import DocumentState


def banner(driver: Driver) -> QWidget:
    found = driver.window.findChild(QWidget, "backMessage")
    assert found is not None
    return found


def test_the_work_of_before_is_told_until_the_first_change(driver: Driver, qtbot: QtBot) -> None:
    back = replace(examples.WORK, brought_back=brought_back(undo=True))
    driver.window.show_work(back)
    assert banner(driver).isVisible()
    assert banner(driver).accessibleName().startswith("Your work is back as you left it. Recrutr was closed")
    assert "what Undo takes back" in banner(driver).accessibleName()
    QTest.keyClicks(driver.window.editor().key_target(), "x")
    qtbot.waitUntil(lambda: not banner(driver).isVisible(), timeout=10_000)
    driver.window.show_work(back)
    assert not banner(driver).isVisible()


def test_without_a_journal_nothing_is_said_of_undo() -> None:
    assert "Undo" not in brought_back(undo=False).meaning


def test_a_document_opens_with_its_cursor_and_its_cursor_is_told(driver: Driver, qtbot: QtBot) -> None:
    history = History("ab")
    history.take(Edit(position=2, inserted="c"))
    seen: list[tuple[str, int, int]] = []
    driver.window.cursor_rested.connect(lambda *told: seen.append(told))
    document = DocumentState(
        examples.DOCUMENT, examples.PROBLEM_A, examples.WORK.document.language, "abc", history, (1, 0)
    )
    driver.window.show_work(replace(examples.WORK, document=document))
    QTest.keyClicks(driver.window.editor().key_target(), "-")
    assert driver.window.document_text(examples.DOCUMENT) == "a-bc"
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == (examples.DOCUMENT, 2, 0), timeout=10_000)
