"""Flags and notes on the real window: how problems show them, what leaves, and what a copy out of a note counts as."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from protocol.facts import PasteProvenance
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.note_states import MOST_CHARACTERS, Note
from ui.states import WorkState
from ui.work.own_notes import NoteField

FIRST = examples.WORK.problems[0].view.problem


def shown(note: Note, *, screen_recorded: bool = False) -> WorkState:
    first, *others = examples.WORK.problems
    line = replace(first, flagged=note.flagged, noted=bool(note.text))
    return replace(examples.WORK, problems=(line, *others), note=note, screen_recorded=screen_recorded)


def field(driver: Driver) -> NoteField:
    found = driver.find("noteField")
    assert isinstance(found, NoteField)
    return found


def paste(into: NoteField, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    into.insertFromMimeData(data)


def test_flag_and_note_stand_in_the_list_in_words(driver: Driver) -> None:
    driver.window.show_work(shown(Note()))
    entry = driver.find(f"problem.{examples.WORK.problems[0].view.label}")
    assert isinstance(entry, QAbstractButton)
    assert "flagged" not in entry.text()
    driver.window.show_work(shown(Note(flagged=True, text="later")))
    assert "(flagged, with notes)" in entry.text()
    assert entry.accessibleName().endswith("flagged, with notes")
    flag = driver.find("flagButton")
    assert isinstance(flag, QAbstractButton)
    assert (flag.isChecked(), flag.accessibleName()) == (True, "Problem flagged")


def test_what_is_typed_leaves_at_each_key_and_no_state_moves_the_cursor(driver: Driver) -> None:
    driver.window.show_work(shown(Note()))
    told: list[tuple[str, str, bool]] = []
    flags: list[tuple[str, bool]] = []
    driver.window.note_changed.connect(lambda *given: told.append(given))
    driver.window.flag_turned.connect(lambda *given: flags.append(given))
    driver.click("notesButton")
    driver.type_into("noteField", "ab")
    assert told == [(FIRST, "a", False), (FIRST, "ab", False)]
    driver.window.show_work(shown(Note(text="a")))  # the state of a moment ago
    assert field(driver).toPlainText() == "ab"
    driver.click("flagButton")
    assert flags == [(FIRST, True)]


def test_another_problem_has_its_own_note_and_it_opens_where_there_is_one(driver: Driver) -> None:
    driver.window.show_work(shown(Note(text="mine")))
    assert field(driver).toPlainText() == "mine"
    other = next(line.view.problem for line in examples.WORK.problems if line.view.problem != FIRST)
    document = replace(examples.WORK.document, document=examples.OTHER_DOCUMENT, problem=other)
    driver.window.show_work(replace(examples.WORK, document=document))
    note = driver.window.findChild(NoteField, "noteField")
    assert note is not None
    assert (note.toPlainText(), note.isVisible()) == ("", False)


def test_whoever_is_recorded_reads_that_a_note_on_the_screen_is_seen(driver: Driver) -> None:
    for recorded in (False, True):
        driver.window.show_work(shown(Note(text="x"), screen_recorded=recorded))
        words = driver.find("noteWords")
        assert isinstance(words, QLabel)
        assert ("screen is recorded" in words.text()) is recorded


def test_a_copy_out_of_a_note_is_ones_own_unless_something_came_into_it_from_outside(driver: Driver) -> None:
    driver.window.show_work(shown(Note(text="for i in range(n): total += i")))
    note, sources = field(driver), driver.window._work.deck.sources
    note.selectAll()
    copied = note.createMimeDataFromSelection().text()
    assert sources.provenance(copied) is PasteProvenance.OWN_EDITOR
    note.moveCursor(note.textCursor().MoveOperation.End)
    paste(note, "\nanswer = found_elsewhere(n)")
    note.selectAll()
    copied = note.createMimeDataFromSelection().text()
    assert sources.provenance(copied) is PasteProvenance.OUTSIDE
    assert sources.provenance("answer = found_elsewhere(n)") is PasteProvenance.OUTSIDE
    QTest.keyClick(note, Qt.Key.Key_Delete)
    note.setPlainText("")
    QTest.keyClicks(note, "own words again")
    note.selectAll()
    assert sources.provenance(note.createMimeDataFromSelection().text()) is PasteProvenance.OWN_EDITOR


def test_a_note_has_a_limit_and_nothing_changes_after_the_end(driver: Driver) -> None:
    driver.window.show_work(shown(Note(text="x" * (MOST_CHARACTERS - 2))))
    note = field(driver)
    paste(note, "y" * 9)
    assert len(note.toPlainText()) == MOST_CHARACTERS
    QTest.keyClicks(note, "z")
    assert len(note.toPlainText()) == MOST_CHARACTERS
    driver.window.show_work(replace(shown(Note(text="x")), read_only=True))
    assert note.isReadOnly()
