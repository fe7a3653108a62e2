"""Provenance of pasted text: own editor, statement, or outside; and what each judgement rests on."""

from __future__ import annotations

from PySide6.QtCore import Qt

from editor.provenance import KEPT_COPIES, PasteSources
from protocol.facts import PasteProvenance
from tests.unit.editor.conftest import Recorded

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_own_buffer_statement_and_outside() -> None:
    sources = PasteSources()
    sources.add_buffer(lambda: "def f():\n    return 1\n")
    sources.add_statement("a", "5\n2 7 9 3 1\n")
    assert sources.provenance("    return 1") is PasteProvenance.OWN_EDITOR
    assert sources.provenance("5\r\n2 7 9 3 1") is PasteProvenance.STATEMENT
    assert sources.provenance("from elsewhere") is PasteProvenance.OUTSIDE


def test_a_statement_is_replaced_under_its_key() -> None:
    sources = PasteSources()
    sources.add_statement("a", "first text")
    sources.add_statement("a", "second text")
    assert sources.provenance("first text") is PasteProvenance.OUTSIDE


def test_copies_are_remembered_up_to_a_limit() -> None:
    sources = PasteSources()
    for number in range(KEPT_COPIES + 1):
        sources.remember_copy(f"copy {number}")
    assert sources.provenance("copy 0") is PasteProvenance.OUTSIDE
    assert sources.provenance("copy 1") is PasteProvenance.OWN_EDITOR


def test_cut_text_stays_ours_after_it_left_the_buffer(recorded: Recorded) -> None:
    recorded.begin("mine = 12345\n")
    recorded.key(Qt.Key.Key_A, CONTROL)
    recorded.key(Qt.Key.Key_X, CONTROL)
    assert recorded.editor.text() == ""
    recorded.key(Qt.Key.Key_V, CONTROL)
    assert recorded.pastes == [(13, PasteProvenance.OWN_EDITOR)]


def test_one_character_of_own_text_is_not_called_foreign(recorded: Recorded) -> None:
    recorded.begin("x")
    recorded.paste("x")
    assert recorded.pastes == [(1, PasteProvenance.OWN_EDITOR)]
