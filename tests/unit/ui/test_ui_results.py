"""What came of a run is shown whole and quickly, and remarks of compilers stand at their lines until the next edit."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QTabWidget,
    QToolTip,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from editor.widget import CodeEditor
from protocol.verdicts import Verdict
from protocol.wire import CoarseUse, Sample
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.run_results import CompilerRemark, FirstDifference, OwnResult, RunUse, SampleResult
from ui.states import RunPhase, RunState
from ui.work.samples import SamplesView
from ui.work.text_views import MAX_CHARACTERS, MAX_LINE_CHARACTERS, MAX_LINES, bounded

REMARKS = (
    CompilerRemark(4, 5, "'m' was not declared <b>here</b>"),
    CompilerRemark(7, 1, "unused variable 'n'", warning=True),
    CompilerRemark(None, 1, "in a header"),
)
BROKEN = RunState(
    examples.PROBLEM_A,
    RunPhase.DONE,
    samples=(SampleResult("Sample 1", Verdict.COMPILE_ERROR),),
    compiler_output="solution.py:4:5: error: 'm' was not declared\nsolution.py:9:1: note: declared here\n",
    remarks=REMARKS,
)
ERROR, WARNING = 1 << 9, 1 << 8
"""Markers of a line, as Scintilla tells them."""


def words(driver: Driver, name: str) -> str:
    found = driver.find(name)
    assert isinstance(found, QLabel)
    return found.text()


def text(driver: Driver, name: str) -> QPlainTextEdit:
    found = driver.find(name)
    assert isinstance(found, QPlainTextEdit)
    return found


def messages(driver: Driver) -> QListWidget:
    found = driver.find("compilerMessages")
    assert isinstance(found, QListWidget)
    return found


def marked(editor: CodeEditor) -> dict[int, int]:
    """Markers by line (from 1)."""
    every = {line: editor._view.send("SCI_MARKERGET", line - 1) for line in range(1, 12)}
    return {line: bits & (ERROR | WARNING) for line, bits in every.items() if bits & (ERROR | WARNING)}


def run(driver: Driver, state: RunState) -> CodeEditor:
    driver.window.show_work(examples.WORK)
    driver.click("runButton")
    driver.window.update_run(state)
    driver.settle()
    return driver.window.editor()


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (
            SampleResult(
                "Sample 1", Verdict.WRONG_ANSWER, note="The output ends too early.", difference=FirstDifference(49901)
            ),
            "Wrong answer · line 49,901: the output ends too early.",
        ),
        (SampleResult("Sample 1", Verdict.ACCEPTED, note="Correct."), "Correct"),
        (
            SampleResult("Sample 1", Verdict.MEMORY_LIMIT, note="It needed more than 512 MiB of memory."),
            "Memory limit exceeded · It needed more than 512 MiB of memory.",
        ),
        (SampleResult("Sample 1", None, note="It ran. The server decides."), "It ran. The server decides."),
    ],
)  # fmt: skip
def test_verdict_place_and_reason_stand_together(driver: Driver, result: SampleResult, said: str) -> None:
    used = replace(result, use=RunUse(1230, 4_500, 300 * 2**20))
    run(driver, RunState(examples.PROBLEM_A, RunPhase.DONE, (used,)))
    assert words(driver, "sampleWords") == said
    told = "Processor time 1.23 s of 2 s · memory 300.0 of 512 MiB · clock time 4.5 s"
    assert words(driver, "sampleUse") == told


def test_own_input_tells_what_ended_it(driver: Driver) -> None:
    own = OwnResult(Verdict.RUN_TIME_ERROR, "", "boom", "It ended with exit code 3 instead of 0.", RunUse(5, 7, 2**20))
    run(driver, RunState(examples.PROBLEM_A, RunPhase.DONE, own=own))
    assert words(driver, "ownWords") == "Stopped with an error · It ended with exit code 3 instead of 0."
    assert words(driver, "ownUse") == "Processor time 5 ms of 2 s · memory 1.0 of 512 MiB · clock time 7 ms"
    assert text(driver, "ownOutput").toPlainText() == "[errors]\nboom"


def test_a_difference_far_down_is_coloured_and_in_sight(driver: Driver) -> None:
    lines = "\n".join(map(str, range(1_500)))
    result = SampleResult(
        "Sample 1", Verdict.WRONG_ANSWER, lines, lines, "", "Here.", None, FirstDifference(9_000, 1_200, 1_100)
    )
    run(driver, RunState(examples.PROBLEM_A, RunPhase.DONE, (result,)))
    for name, row in (("sampleOutput", 1_200), ("sampleExpected", 1_100)):
        view = text(driver, name)
        (mark,) = view.extraSelections()
        assert mark.cursor.blockNumber() == row - 1
        first = view.firstVisibleBlock().blockNumber()
        assert first < row <= first + view.viewport().height() // view.fontMetrics().height() + 1


def test_what_ended_a_program_is_in_sight(driver: Driver) -> None:
    errors = "\n".join(["Traceback", *["  File"] * 200, "IndexError: the end"])
    result = SampleResult("Sample 1", Verdict.RUN_TIME_ERROR, "", "some output", errors)
    run(driver, RunState(examples.PROBLEM_A, RunPhase.DONE, (result,)))
    view = text(driver, "sampleOutput")
    assert view.textCursor().block().text() == "IndexError: the end"
    assert view.firstVisibleBlock().blockNumber() > 150


@pytest.mark.parametrize(
    "flood", ["x" * 10_000_000, "\n" * 8_000_000, "ab\n" * 3_000_000], ids=["line", "newlines", "lines"]
)
def test_a_flood_does_not_hold_up_the_window(driver: Driver, flood: str) -> None:
    driver.window.show_work(examples.WORK)
    began = time.process_time()
    result = SampleResult("Sample 1", Verdict.OUTPUT_LIMIT, flood, flood, flood)
    driver.window.update_run(RunState(examples.PROBLEM_A, RunPhase.DONE, (result,), compiler_output=flood))
    driver.settle()
    assert time.process_time() - began < 3
    shown = text(driver, "sampleOutput").toPlainText()
    assert len(shown) < MAX_CHARACTERS + 300
    assert "cut here" in shown


def test_what_fits_is_not_cut() -> None:
    for whole in ("", "a\n", "x" * MAX_LINE_CHARACTERS, "ab\n" * (MAX_LINES - 1)):
        assert bounded(whole) == whole
    cut = bounded("ab\n" * (MAX_LINES + 5))
    assert cut.endswith(f"ab\n⟨cut here: {3 * MAX_LINES:,} of {3 * (MAX_LINES + 5):,} characters are shown⟩")
    assert bounded("x" * (MAX_LINE_CHARACTERS + 7)).endswith("x⟨7 more characters of this line cut here⟩")


def test_remarks_come_first_and_all_that_was_said_below(driver: Driver) -> None:
    run(driver, BROKEN)
    view = messages(driver)
    assert [view.item(row).text() for row in range(view.count())] == [
        "Error in line 4: 'm' was not declared <b>here</b>",
        "Warning in line 7: unused variable 'n'",
        "Error: in a header",
        "All that the compiler said:",
        "solution.py:4:5: error: 'm' was not declared",
        "solution.py:9:1: note: declared here",
    ]
    tabs = driver.find("resultsTabs")
    assert isinstance(tabs, QTabWidget)
    assert (tabs.currentIndex(), tabs.tabText(2)) == (2, "&Messages (2)")


def test_a_program_that_compiled_with_warnings_and_crashed_has_both(driver: Driver) -> None:
    crashed = SampleResult("Sample 1", Verdict.RUN_TIME_ERROR, errors='  File "solution.py", line 3\nIndexError')
    run(driver, RunState(examples.PROBLEM_A, RunPhase.DONE, (crashed,), None, "said", REMARKS[1:2]))
    tabs = driver.find("resultsTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(2)
    view = messages(driver)
    told = [view.item(row).text() for row in range(view.count())]
    assert told[0] == "Warning in line 7: unused variable 'n'"
    assert told[-2:] == ['  File "solution.py", line 3', "IndexError"]


def test_remarks_are_marked_in_the_code_until_it_is_edited(driver: Driver) -> None:
    editor = run(driver, BROKEN)
    assert marked(editor) == {4: ERROR, 7: WARNING}
    view = editor._view
    start = view.send("SCI_GETLINEINDENTPOSITION", 3)
    assert view.send("SCI_INDICATORVALUEAT", 9, start) == 1
    assert view.send("SCI_INDICATORVALUEAT", 8, view.send("SCI_GETLINEINDENTPOSITION", 6)) == 1
    assert view.send("SCI_INDICATORVALUEAT", 9, view.send("SCI_GETLINEINDENTPOSITION", 4)) == 0
    assert editor.text() == examples.CODE, "marks are no text"
    editor.verify_capture()
    QTest.keyClicks(editor.key_target(), "x")
    driver.settle()
    assert marked(editor) == {}
    assert view.send("SCI_INDICATORVALUEAT", 9, start + 1) == 0
    editor.verify_capture()


def test_remarks_on_a_text_that_was_changed_meanwhile_are_not_marked(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    driver.click("runButton")
    editor = driver.window.editor()
    QTest.keyClick(editor.key_target(), Qt.Key.Key_Return)
    driver.window.update_run(BROKEN)
    assert marked(editor) == {}
    assert messages(driver).count() == 6


def test_a_good_run_takes_the_marks_away(driver: Driver) -> None:
    editor = run(driver, BROKEN)
    driver.click("runButton")
    driver.window.update_run(RunState(examples.PROBLEM_A, RunPhase.RUNNING))
    assert marked(editor) == {4: ERROR, 7: WARNING}
    driver.window.update_run(RunState(examples.PROBLEM_A, RunPhase.DONE))
    assert marked(editor) == {}


def test_a_line_beyond_the_end_is_the_last_line(driver: Driver) -> None:
    editor = run(driver, replace(BROKEN, remarks=(CompilerRemark(1, 1, "x"), CompilerRemark(10_000, 1, "y"))))
    last = len(editor.text().split("\n"))
    assert marked(editor) == {1: ERROR}
    assert editor._view.send("SCI_MARKERGET", last - 1) & ERROR


def test_pointing_at_a_marked_line_tells_its_words(driver: Driver, qapp: QApplication) -> None:
    editor = run(driver, BROKEN)
    view = editor._view
    paper = editor.key_target().findChild(QWidget, "qt_scrollarea_viewport")
    assert paper is not None
    position = view.send("SCI_GETLINEINDENTPOSITION", 3)
    at = QPoint(view.send("SCI_POINTXFROMPOSITION", 0, position), view.send("SCI_POINTYFROMPOSITION", 0, position) + 3)
    qapp.sendEvent(paper, QHelpEvent(QHelpEvent.Type.ToolTip, at, paper.mapToGlobal(at)))
    assert QToolTip.text() == "<p>&#x27;m&#x27; was not declared &lt;b&gt;here&lt;/b&gt;</p>"


def test_f8_goes_from_message_to_message(driver: Driver) -> None:
    editor = run(driver, replace(BROKEN, remarks=(CompilerRemark(2, 1, "first"), *REMARKS)))
    tabs = driver.find("resultsTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(0)
    places: list[int] = []
    editor.cursor_moved.connect(lambda line, _column: places.append(line))
    for _ in range(4):
        QTest.keyClick(editor.key_target(), Qt.Key.Key_F8)
        driver.settle()
    for _ in range(2):
        QTest.keyClick(editor.key_target(), Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
        driver.settle()
    assert places == [2, 4, 7, 2, 7, 4]
    assert tabs.currentIndex() == 2
    assert messages(driver).currentRow() == 1
    assert editor.key_target().hasFocus()


def test_f8_without_messages_does_nothing(driver: Driver) -> None:
    editor = run(driver, RunState(examples.PROBLEM_A, RunPhase.DONE))
    QTest.keyClick(editor.key_target(), Qt.Key.Key_F8)
    assert messages(driver).item(0).text() == "No messages."


def test_of_a_right_submission_the_steps_of_its_use_are_told(driver: Driver) -> None:
    judged = next(line for line in examples.WORK.submissions if line.state == "judged")
    told = replace(judged, use=CoarseUse(cpu_percent=25, memory_percent=10))
    driver.window.show_work(replace(examples.WORK, submissions=(told,)))
    tabs = driver.find("resultsTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(3)
    tree = driver.find("submissionsList")
    assert isinstance(tree, QTreeWidget)
    item = tree.topLevelItem(0)
    assert item is not None
    assert item.text(4) == "Correct · 70 of 100 points · up to 25 % of 2 s and 10 % of 512 MiB"


def test_samples_are_shown_as_the_authors_want_them_seen(qtbot: QtBot) -> None:
    samples = [
        Sample(name="Sample 1", input="1 2\n", answer="3\n", shown_input="1 ...", shown_answer="3.0"),
        Sample(name="Sample 2", input="", answer="", interaction="<1\n>2\n"),
    ]
    problem = examples.WORK.problems[0].view.model_copy(update={"samples": samples})
    shown = SamplesView()
    qtbot.addWidget(shown)
    shown.show_samples(problem, RunState("a problem"))

    def texts() -> list[str]:
        return [view.toPlainText() for view in shown.findChildren(QPlainTextEdit)]

    assert texts()[:2] == ["1 ...", "3.0"]
    names, words = shown.findChild(QListWidget), shown.findChild(QLabel, "sampleWords")
    assert names is not None
    assert words is not None
    names.setCurrentRow(1)
    assert texts()[:2] == ["<1\n>2\n", ""]
    assert "conversation" in words.text()


def test_results_show_the_first_differing_line(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.update_run(examples.RUN_FAILED)
    words = driver.find("sampleWords")
    assert isinstance(words, QLabel)
    assert words.text().startswith("Wrong answer · line 1: the first difference is here.")
    view = driver.find("sampleOutput")
    assert isinstance(view, QPlainTextEdit)
    assert len(view.extraSelections()) == 1


def test_messages_jump_to_their_line(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    places: list[tuple[int, int]] = []
    driver.window.editor().cursor_moved.connect(lambda line, column: places.append((line, column)))
    driver.window.update_run(examples.RUN_COMPILE_ERROR)
    messages = driver.find("compilerMessages")
    assert isinstance(messages, QListWidget)
    driver.settle()
    place = messages.visualItemRect(messages.item(0)).center()
    QTest.mouseClick(messages.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    driver.settle()
    assert places[-1] == (7, 1)
