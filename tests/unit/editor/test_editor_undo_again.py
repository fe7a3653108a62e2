"""Undo, cursor and scrolling after a document was opened again, as after a restart."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.widget import CodeEditor
from protocol.edits import Edit, Origin, replay
from protocol.undo import MAX_STEPS, History
from protocol.verdicts import LanguageId

MOST_S = 10.0
"""Of the thread's own time, on a machine of any speed; it takes 0.3 s."""
CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, text: str, history: History | None = None) -> tuple[CodeEditor, list[Edit]]:
    editor = CodeEditor()
    qtbot.addWidget(editor)
    edits: list[Edit] = []
    editor.edited.connect(edits.append)
    editor.set_document("d", text, LanguageId.PYTHON, history)
    editor.resize(500, 300)
    editor.show()
    return editor, edits


def undo_all(editor: CodeEditor) -> None:
    for _ in range(40):
        QTest.keyClick(editor.key_target(), Qt.Key.Key_Z, CONTROL)


def history_of(start: str, edits: list[Edit]) -> History:
    history = History(start)
    for edit in edits:
        history.take(edit)
    return history


def test_what_was_typed_before_is_undone_and_repeated_afterwards(qtbot: QtBot) -> None:
    first, edits = opened(qtbot, "start ☕\n")
    QTest.keyClicks(first.key_target(), "abc")
    QTest.keyClick(first.key_target(), Qt.Key.Key_Return)
    QTest.keyClicks(first.key_target(), "gone")
    QTest.keyClick(first.key_target(), Qt.Key.Key_Z, CONTROL)
    QTest.keyClicks(first.key_target(), "xy")
    QTest.keyClick(first.key_target(), Qt.Key.Key_Backspace)
    assert any(edit.origin is Origin.UNDO for edit in edits)
    text = first.text()

    again, later = opened(qtbot, text, history_of("start ☕\n", edits))
    assert again.text() == text
    assert later == []  # opening is no edit
    undo_all(again)
    assert again.text() == "start ☕\n"
    assert {edit.origin for edit in later} == {Origin.UNDO}
    assert replay(text, later) == "start ☕\n"
    again.verify_capture()
    for _ in range(40):
        QTest.keyClick(again.key_target(), Qt.Key.Key_Y, CONTROL)
    assert again.text() == text
    # And once more, from a journal that holds all of it.
    third, _ = opened(qtbot, again.text(), history_of("start ☕\n", edits + later))
    undo_all(third)
    assert third.text() == "start ☕\n"


def test_what_is_typed_afterwards_is_undone_on_its_own(qtbot: QtBot) -> None:
    editor, _ = opened(qtbot, "ab", history_of("", [Edit(position=0, inserted="a"), Edit(position=1, inserted="b")]))
    editor.go_to_place(2, 0)
    QTest.keyClicks(editor.key_target(), "c")
    QTest.keyClick(editor.key_target(), Qt.Key.Key_Z, CONTROL)
    assert editor.text() == "ab"


def test_a_history_that_leads_elsewhere_is_left_aside(qtbot: QtBot) -> None:
    editor, edits = opened(qtbot, "the text", history_of("", [Edit(position=0, inserted="another")]))
    assert editor.text() == "the text"
    undo_all(editor)
    assert (editor.text(), edits) == ("the text", [])
    editor.verify_capture()


def test_cursor_and_first_line_come_back(qtbot: QtBot) -> None:
    text = "".join(f"line {number}\n" for number in range(200))
    editor, _ = opened(qtbot, text)
    at = text.index("line 120")
    editor.go_to_place(at, 115)
    QCoreApplication.processEvents()
    assert editor.place() == (at, 115)
    editor.go_to_place(10**9, 0)  # clipped
    assert editor.place()[0] == len(text)


def test_a_large_text_with_thousands_of_steps_opens_at_once(qtbot: QtBot) -> None:
    """It took minutes while QScintilla counted the characters before each step, for screen readers."""
    text = "    total = total + values[index] * 2  # one line of code\n" * 80_000
    middle = len(text) // 2
    history = history_of(text, [Edit(position=middle + step, inserted="x") for step in range(MAX_STEPS)])
    history.work_out()
    began = time.thread_time()
    editor, edits = opened(qtbot, history.text, history)
    assert time.thread_time() - began < MOST_S
    editor._view.send("SCI_UNDO")
    assert editor.text() == text  # keys in a row are one step to Undo
    assert {edit.origin for edit in edits} == {Origin.UNDO}
    editor.verify_capture()


def test_a_worked_out_history_still_follows_what_comes() -> None:
    history = history_of("a", [Edit(position=1, inserted="b")])
    history.work_out()
    history.take(Edit(position=2, inserted="c"))
    assert history.text == "abc"
