"""Search counts, goes round, and replaces by edits that are in the record and undone in one step."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from editor.finding.finder import MAX_PLACES, Finder, Place, Wanted
from protocol.edits import Origin
from protocol.errors import InvalidInput
from tests.unit.editor.conftest import Recorded


def spans(wanted: Wanted, text: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in Finder(wanted).places(text)]


@pytest.mark.parametrize(
    ("wanted", "text", "found"),
    [
        (Wanted("ab"), "ab AB abc", [(0, 2), (3, 5), (6, 8)]),
        (Wanted("ab", case=True), "ab AB abc", [(0, 2), (6, 8)]),
        (Wanted("ab", whole_words=True), "ab AB abc", [(0, 2), (3, 5)]),
        (Wanted("a.c"), "abc a.c", [(4, 7)]),
        (Wanted("a.c", regular=True), "abc a.c", [(0, 3), (4, 7)]),
        (Wanted("^x", regular=True), "x\nx\n", [(0, 1), (2, 3)]),
        (Wanted("É"), "é😀É", [(0, 2), (6, 8)]),
        (Wanted("x*", regular=True), "axx", [(1, 3)]),
        (Wanted("+1", whole_words=True), "a +1 b", [(2, 4)]),
    ],
)
def test_places_are_bytes(wanted: Wanted, text: str, found: list[tuple[int, int]]) -> None:
    assert spans(wanted, text) == found


def test_an_expression_is_refused_when_it_is_none_and_stopped_when_it_takes_too_long() -> None:
    with pytest.raises(InvalidInput) as refused:
        Finder(Wanted("(", regular=True))
    assert refused.value.details["field"] == "search"
    began = time.monotonic()
    with pytest.raises(InvalidInput) as stopped:
        Finder(Wanted("(a+)+$", regular=True)).places("a" * 60 + "b")
    assert "too long" in stopped.value.message
    assert time.monotonic() - began < 5


def test_a_replacement_may_use_what_was_in_brackets() -> None:
    finder = Finder(Wanted(r"(\w)=(\w)", regular=True))
    (place,) = finder.places("a=b")
    assert finder.replacement(place, r"$2=\1\n\\") == "b=a\n\\"
    assert Finder(Wanted("x")).replacement(Place(0, 1), r"\1$1") == r"\1$1"


def test_no_more_than_a_bounded_number_is_found() -> None:
    assert len(spans(Wanted("x"), "x" * (MAX_PLACES + 5))) == MAX_PLACES


def opened(recorded: Recorded, text: str, *, replacing: bool = False) -> tuple[QLineEdit, QLabel]:
    recorded.editor._search.open(replacing=replacing)
    field, answer = (
        recorded.editor.findChild(QLineEdit, "searchField"),
        recorded.editor.findChild(QLabel, "searchAnswer"),
    )
    assert field is not None
    assert answer is not None
    field.setText(text)
    recorded.editor._bar.changed.emit()
    return field, answer


def selected(recorded: Recorded) -> tuple[int, int]:
    view = recorded.editor._view
    return view.send("SCI_GETSELECTIONSTART"), view.send("SCI_GETSELECTIONEND")


def test_the_bar_counts_and_goes_round(recorded: Recorded) -> None:
    recorded.begin("one two\none\none\n")
    field, answer = opened(recorded, "one")
    assert answer.text() == "3 found"
    for place, words in (((0, 3), "1 of 3"), ((8, 11), "2 of 3"), ((12, 15), "3 of 3"), ((0, 3), "1 of 3")):
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert (selected(recorded), answer.text()) == (place, words)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert selected(recorded) == (12, 15)
    assert field.accessibleDescription() == "3 of 3"
    field.setText("none")
    recorded.editor._bar.changed.emit()
    assert answer.text() == "Not found"
    assert recorded.edits == []
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()


def test_replace_one_by_one_and_all(recorded: Recorded) -> None:
    recorded.begin("aé aé aé aé\n")
    _, answer = opened(recorded, "aé", replacing=True)
    instead = recorded.editor.findChild(QLineEdit, "replaceField")
    everywhere = recorded.editor.findChild(QPushButton, "replaceAll")
    assert instead is not None
    assert everywhere is not None
    instead.setText("long")
    instead.setFocus()
    QTest.keyClick(instead, Qt.Key.Key_Return)
    assert recorded.editor.text() == "aé aé aé aé\n", "the first press goes to the first place"
    QTest.keyClick(instead, Qt.Key.Key_Return)
    assert recorded.editor.text() == "long aé aé aé\n"
    everywhere.click()
    assert recorded.editor.text() == "long long long long\n"
    assert answer.text() == "3 replaced"
    assert {edit.origin for edit in recorded.edits} == {Origin.REPLACE}
    recorded.check()
    recorded.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert recorded.editor.text() == "long aé aé aé\n"


def test_places_follow_what_is_typed(recorded: Recorded) -> None:
    recorded.begin("x x\n")
    opened(recorded, "x")
    recorded.editor.jump_to(1)
    recorded.keys("yy ")
    recorded.editor._search.go(forwards=True)
    assert selected(recorded) == (3, 4)


def test_nothing_is_replaced_where_nothing_may_change(recorded: Recorded) -> None:
    recorded.begin("x\n")
    opened(recorded, "x", replacing=True)
    recorded.editor.set_read_only(True)
    recorded.editor._search._replace_all()
    recorded.editor._search._replace()
    assert recorded.edits == []
