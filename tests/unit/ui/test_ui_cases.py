"""Own cases on the real window: made, named, edited, removed, run with the samples, and kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QListWidget, QPlainTextEdit, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from protocol.runs import MAX_CASE_CHARACTERS, MAX_CASES
from protocol.verdicts import Verdict
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.run_results import FirstDifference, OwnCase, OwnResult, SampleResult
from ui.states import RunPhase, RunState, RunWish
from ui.work.own_cases import TOO_LONG

KEPT = OwnCase("00000000-0000-7000-8000-000000000001", "Large", "9\n", "81\n")


def text(driver: Driver, name: str) -> QPlainTextEdit:
    found = driver.find(name)
    assert isinstance(found, QPlainTextEdit)
    return found


def lines(driver: Driver) -> list[str]:
    shown = driver.find("samplesList")
    assert isinstance(shown, QListWidget)
    return [shown.item(row).text() for row in range(shown.count())]


def choose(driver: Driver, row: int) -> None:
    shown = driver.find("samplesList")
    assert isinstance(shown, QListWidget)
    shown.setCurrentRow(row)


def saved_in(driver: Driver) -> list[tuple[str, tuple[OwnCase, ...]]]:
    seen: list[tuple[str, tuple[OwnCase, ...]]] = []
    driver.window.cases_changed.connect(lambda problem, cases: seen.append((problem, cases)))
    return seen


def test_a_case_is_made_typed_and_kept(driver: Driver, qtbot: QtBot) -> None:
    driver.window.show_work(examples.WORK)
    seen = saved_in(driver)
    driver.click("addCase")
    assert lines(driver)[3:] == ["My case 1: not run yet"]
    driver.type_into("sampleInput", "3 4")
    driver.type_into("sampleExpected", "7")
    name = driver.find("caseName")
    QTest.keyClick(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(name, "Small")
    qtbot.waitUntil(lambda: seen[-1][1][0].name == "Small", timeout=10_000)
    problem, cases = seen[-1]
    assert (problem, [(one.name, one.input, one.answer) for one in cases]) == (
        examples.PROBLEM_A,
        [("Small", "3 4", "7")],
    )
    assert lines(driver)[3] == "Small: not run yet"


def test_samples_cannot_be_typed_into(driver: Driver) -> None:
    driver.window.show_work(replace(examples.WORK, cases=(KEPT,)))
    seen = saved_in(driver)
    driver.type_into("sampleInput", "x")
    assert "x" not in text(driver, "sampleInput").toPlainText()
    assert text(driver, "sampleInput").accessibleName() == "Sample input"
    choose(driver, 3)
    assert text(driver, "sampleInput").accessibleName() == "Case input"
    assert not text(driver, "sampleInput").isReadOnly()
    choose(driver, 0)
    assert text(driver, "sampleInput").isReadOnly()
    assert not [cases for _, cases in seen if cases != (KEPT,)]


def test_running_takes_the_cases_along_as_they_stand(driver: Driver) -> None:
    driver.window.show_work(replace(examples.WORK, cases=(KEPT,)))
    wishes: list[RunWish] = []
    driver.window.run_requested.connect(wishes.append)
    choose(driver, 3)
    driver.type_into("sampleExpected", "1")  # goes before what stands there
    seen = saved_in(driver)
    driver.click("runButton")
    assert [(one.input, one.answer) for one in wishes[0].cases] == [("9\n", "181\n")]
    assert seen[-1][1] == wishes[0].cases  # kept before it is run


def test_a_wrong_case_shows_the_line_and_its_spaces(driver: Driver) -> None:
    driver.window.show_work(replace(examples.WORK, cases=(KEPT,)))
    result = SampleResult(
        KEPT.case, Verdict.WRONG_ANSWER, "81\n", "8 1\n", "", "Expected 81.", None, FirstDifference(1, 1, 1)
    )
    passed = tuple(SampleResult(f"Sample {n}", Verdict.ACCEPTED, note="Correct.") for n in (1, 2, 3))
    driver.window.update_run(RunState(examples.PROBLEM_A, RunPhase.DONE, (*passed, result)))
    output = text(driver, "sampleOutput")
    assert lines(driver)[3] == "Large: Wrong answer"
    assert output.toPlainText() == "8 1\n"  # chosen by itself, as the first that did not pass
    assert output.extraSelections()

    def marked() -> bool:
        return bool(output.document().defaultTextOption().flags() & QTextOption.Flag.ShowTabsAndSpaces)

    assert marked()
    box = driver.find("showSpaces")
    assert isinstance(box, QCheckBox)
    box.click()
    assert not marked()
    box.click()
    driver.type_into("sampleInput", "1")  # the result says nothing about another input
    assert lines(driver)[3] == "Large: not run yet"
    assert not marked()


def test_a_case_is_removed_only_after_a_question(driver: Driver) -> None:
    driver.window.show_work(replace(examples.WORK, cases=(KEPT,)))
    seen = saved_in(driver)
    assert not [one for one in driver.window.findChildren(QWidget, "removeCase") if one.isVisible()]
    choose(driver, 3)
    driver.click("removeCase")
    driver.click("cancelButton")
    assert len(lines(driver)) == 4
    driver.click("removeCase")
    driver.click("confirmButton")
    assert len(lines(driver)) == 3
    assert seen[-1] == (examples.PROBLEM_A, ())


def test_a_case_that_is_too_long_stays_as_it_was_and_says_so(driver: Driver) -> None:
    driver.window.show_work(replace(examples.WORK, cases=(KEPT,)))
    choose(driver, 3)
    text(driver, "sampleInput").setPlainText("x" * (MAX_CASE_CHARACTERS + 1))
    words = driver.find("sampleWords")
    assert words.property("text") == TOO_LONG
    seen: list[RunWish] = []
    driver.window.run_requested.connect(seen.append)
    driver.click("runButton")
    assert seen[0].cases == (KEPT,)


def test_there_is_room_for_so_many_cases(driver: Driver) -> None:
    cases = tuple(OwnCase(f"00000000-0000-7000-8000-{n:012}", f"Case {n}") for n in range(MAX_CASES))
    driver.window.show_work(replace(examples.WORK, cases=cases))
    assert not driver.find("addCase").isEnabled()
    assert "There is room for 20 cases" in driver.find("addCase").toolTip()


def test_each_problem_has_its_own_cases(driver: Driver) -> None:
    driver.window.show_work(replace(examples.WORK, cases=(KEPT,)))
    choose(driver, 3)
    seen = saved_in(driver)
    driver.type_into("sampleInput", "1")
    other = replace(examples.WORK.document, problem=examples.PROBLEM_B, document=examples.OTHER_DOCUMENT)
    driver.window.show_work(replace(examples.WORK, document=other))
    assert len(lines(driver)) == 3
    assert seen == [(examples.PROBLEM_A, (replace(KEPT, input="19\n"),))]  # what was typed left before the turn


def test_an_own_input_is_kept_as_a_case(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    seen = saved_in(driver)
    tabs(driver).setCurrentIndex(1)
    driver.type_into("ownInput", "8 9")
    driver.click("keepAsCase")
    assert [one.input for one in seen[-1][1]] == ["8 9"]
    assert lines(driver)[3:] == ["My case 1: not run yet"]


def test_a_running_program_is_typed_to_line_by_line(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    tabs(driver).setCurrentIndex(1)
    wishes, typed, ended = list[RunWish](), list[str](), list[bool]()
    driver.window.run_requested.connect(wishes.append)
    driver.window.typed_to_run.connect(typed.append)
    driver.window.run_input_ended.connect(lambda: ended.append(True))
    driver.type_into("ownInput", "first")
    box = driver.find("typeMore")
    assert isinstance(box, QCheckBox)
    box.click()
    driver.click("runOwnButton")
    assert (wishes[0].own_input, wishes[0].types, wishes[0].cases) == ("first", True, ())
    waiting = RunState(examples.PROBLEM_A, RunPhase.RUNNING, typing=True, own=OwnResult(None, "name? "))
    driver.window.update_run(waiting)
    assert text(driver, "ownOutput").toPlainText() == "name? "
    assert driver.find("ownWords").property("text") == "Running"
    line = driver.find("ownTyped")
    QTest.keyClicks(line, "Ada")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert typed == ["Ada\n"]
    QTest.keyClicks(line, "x")
    driver.click("endInput")
    assert (typed, ended) == (["Ada\n", "x"], [True])
    assert not line.isEnabled()
    driver.window.update_run(replace(waiting, phase=RunPhase.STOPPED, typing=False))
    assert not line.isVisible()
    assert driver.find("ownWords").property("text") == "Stopped"
    driver.window.update_run(waiting)
    assert driver.find("ownTyped").isEnabled()


def tabs(driver: Driver) -> QTabWidget:
    found = driver.find("resultsTabs")
    assert isinstance(found, QTabWidget)
    return found
