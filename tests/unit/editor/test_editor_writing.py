"""Words offered stand in the record as completions; several cursors, folds and brackets have their keys."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.preferences import KeyMap, Preferences
from editor.writing.completion import LEAST_CHARACTERS
from editor.writing.vocabulary import own_words
from protocol.edits import Edit, Origin
from protocol.facts import EditFact, fact_bytes, parse_fact
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId
from tests.unit.editor.conftest import Recorded

CONTROL = Qt.KeyboardModifier.ControlModifier


def offered(recorded: Recorded) -> bool:
    return recorded.editor._view.send("SCI_AUTOCACTIVE") == 1


def test_a_word_that_was_taken_is_a_completion_and_no_paste(recorded: Recorded, qtbot: QtBot) -> None:
    recorded.begin("total_weight = 1\n\n")
    recorded.editor.jump_to(2)
    recorded.keys("tot")
    qtbot.waitUntil(lambda: offered(recorded))
    recorded.key(Qt.Key.Key_Tab)
    assert recorded.editor.text() == "total_weight = 1\ntotal_weight\n"
    assert [edit.origin for edit in recorded.edits] == [Origin.TYPING] * 3 + [Origin.COMPLETION] * 2
    assert recorded.pastes == []
    recorded.keys("x")
    assert recorded.edits[-1].origin is Origin.TYPING
    recorded.key(Qt.Key.Key_Z, CONTROL)
    recorded.check()


def test_a_completion_crosses_the_journal_as_it_is() -> None:
    fact = EditFact(document=new_identifier(), edit=Edit(position=0, inserted="print", origin=Origin.COMPLETION))
    assert parse_fact(fact_bytes(fact)) == fact


def test_a_word_written_to_its_end_leaves_enter_alone(recorded: Recorded, qtbot: QtBot) -> None:
    recorded.keys("pri")
    qtbot.waitUntil(lambda: offered(recorded))
    recorded.keys("nt")
    recorded.editor.key_target().repaint()
    qtbot.waitUntil(lambda: not offered(recorded))
    recorded.key(Qt.Key.Key_Return)
    assert recorded.editor.text() == "print\n"


@pytest.mark.parametrize("text", ["# ", "'"])
def test_nothing_is_offered_in_comments_and_texts(recorded: Recorded, qtbot: QtBot, text: str) -> None:
    recorded.keys(text + "printl" if text == "# " else text + "pri")
    recorded.editor.key_target().repaint()
    qtbot.wait(200)
    assert not offered(recorded)


def test_nothing_is_offered_unasked_to_who_does_not_want_it(recorded: Recorded, qtbot: QtBot) -> None:
    recorded.editor.set_preferences(Preferences(completion=False))
    recorded.keys("pri")
    qtbot.wait(200)
    assert not offered(recorded)
    recorded.editor._completion.offer()
    assert offered(recorded)


def test_a_word_goes_into_each_of_several_cursors(recorded: Recorded, qtbot: QtBot) -> None:
    recorded.begin("\n\n")
    recorded.editor._commands.add_cursor(1)
    recorded.keys("enumer")
    qtbot.waitUntil(lambda: offered(recorded))
    recorded.key(Qt.Key.Key_Tab)
    assert recorded.editor.text() == "enumerate\nenumerate\n"


def test_every_language_has_words_of_its_own() -> None:
    for language in LanguageId:
        words = own_words(language)
        assert not [word for word in words if " " in word]
    assert {"print", "yield"} <= own_words(LanguageId.PYTHON)
    assert sum(len(own_words(language)) >= 2 * LEAST_CHARACTERS for language in LanguageId) >= 25


def test_the_same_word_is_selected_place_by_place(recorded: Recorded) -> None:
    recorded.begin("a = b\nab = a\na\n")
    for _ in range(3):
        recorded.editor._commands.add_next()
    recorded.keys("long")
    assert recorded.editor.text() == "long = b\nab = long\nlong\n"


def test_folding_hides_and_shows(recorded: Recorded) -> None:
    recorded.begin("def f():\n    a = 1\n    b = 2\nc = 3\n")
    view = recorded.editor._view
    view.send("SCI_COLOURISE", 0, -1)
    recorded.editor.jump_to(2)
    recorded.editor._commands.fold()
    assert [view.send("SCI_GETLINEVISIBLE", line) for line in range(4)] == [1, 0, 0, 1]
    recorded.editor.jump_to(3)
    assert view.send("SCI_GETLINEVISIBLE", 2) == 1, "where one jumps to must be seen"
    recorded.editor._commands.fold()
    recorded.editor._commands.keys["Shift+F4"]()
    assert view.send("SCI_GETLINEVISIBLE", 1) == 1


def test_the_cursor_goes_to_the_other_bracket(recorded: Recorded) -> None:
    recorded.begin("f((1), 2)\n")
    recorded.editor.jump_to(1, 2)
    recorded.editor._commands.keys["Ctrl+M"]()
    assert recorded.editor._view.send("SCI_GETCURRENTPOS") in {8, 9}


@pytest.mark.parametrize("keys", list(KeyMap))
def test_no_key_of_the_editor_is_altgr(recorded: Recorded, keys: KeyMap) -> None:
    recorded.editor.set_preferences(Preferences(keys=keys))
    both = 0x04000000 | 0x08000000
    taken: set[str] = set()
    for command in recorded.editor._view.standardCommands().commands():
        assert all(key & both != both for key in (command.key(), command.alternateKey())), command.description()
    for shortcut in recorded.editor.findChildren(QShortcut):
        words = shortcut.key().toString()
        assert words not in taken, "two shortcuts on one key take it from each other"
        taken.add(words)
        assert not ("Ctrl" in words and "Alt" in words), words


def test_the_surprising_keys_of_scintilla_are_free(recorded: Recorded) -> None:
    recorded.begin("one\ntwo\n")
    recorded.key(Qt.Key.Key_L, CONTROL)
    recorded.key(Qt.Key.Key_Insert)
    recorded.keys("x")
    assert recorded.editor.text() == "xone\ntwo\n"


def test_what_an_input_method_composes_is_not_in_the_record_before_it_is_committed(recorded: Recorded) -> None:
    recorded.begin("x", LanguageId.PYTHON)
    recorded.keys("a")
    for preedit in ("か", "かん", "かんじ"):
        QApplication.sendEvent(recorded.editor.key_target(), QInputMethodEvent(preedit, []))
        assert [edit.inserted for edit in recorded.edits] == ["a"]
        recorded.check()
    recorded.commit("漢字")
    assert "".join(edit.inserted for edit in recorded.edits) == "a漢字"
    assert recorded.editor.text() == "a漢字x"


def test_a_composition_that_is_given_up_or_cut_short_leaves_no_trace(recorded: Recorded) -> None:
    recorded.begin("sel x")
    recorded.editor._view.send("SCI_SETSEL", 0, 3)
    QApplication.sendEvent(recorded.editor.key_target(), QInputMethodEvent("か", []))
    assert [edit.removed for edit in recorded.edits] == ["sel"], "what was selected is gone, and says so"
    QApplication.sendEvent(recorded.editor.key_target(), QInputMethodEvent("", []))
    assert recorded.editor.text() == " x"
    QApplication.sendEvent(recorded.editor.key_target(), QInputMethodEvent("か", []))
    recorded.keys("y")
    assert recorded.editor.text() == "y x"
    QApplication.sendEvent(recorded.editor.key_target(), QInputMethodEvent("か", []))
    recorded.editor.replace_text("z")
    assert recorded.editor.text() == "z"
    recorded.key(Qt.Key.Key_Z, CONTROL)
    assert recorded.editor.text() == "y x"


def test_of_a_large_text_the_line_of_the_cursor_is_spoken(recorded: Recorded) -> None:
    recorded.begin("total = 1\n" * 30_000)
    recorded.editor.jump_to(20_000)
    recorded.editor.cursor_at(20_000, 1)
    assert recorded.editor.key_target().accessibleDescription() == "Line 20000: total = 1"
    recorded.begin("small\n")
    recorded.editor.cursor_at(1, 1)
    assert "F6" in recorded.editor.key_target().accessibleDescription()


def test_a_key_in_a_large_text_counts_no_characters(recorded: Recorded) -> None:
    recorded.begin("total = 1\n" * 200_000)
    recorded.key(Qt.Key.Key_End, CONTROL)
    began = time.process_time()
    for _ in range(20):
        recorded.send_text("x")
    assert time.process_time() - began < 0.2, "QScintilla alone needs some 15 ms for each"
    assert [edit.inserted for edit in recorded.edits] == ["x"] * 20


def test_nothing_is_offered_in_an_editor_that_is_not_shown(recorded: Recorded, qtbot: QtBot) -> None:
    recorded.keys("pri")
    recorded.editor.hide()
    qtbot.wait(250)
    assert not offered(recorded)


@pytest.mark.parametrize(("arrow", "text"), [(False, "pri\n"), (True, "print")])
def test_enter_takes_what_was_offered_unasked_only_after_an_arrow(
    recorded: Recorded, qtbot: QtBot, arrow: bool, text: str
) -> None:
    recorded.keys("pri")
    qtbot.waitUntil(lambda: offered(recorded))
    if arrow:
        recorded.key(Qt.Key.Key_Up)
    recorded.key(Qt.Key.Key_Return)
    assert recorded.editor.text() == text


def test_enter_takes_what_was_asked_for(recorded: Recorded) -> None:
    recorded.keys("prin")
    recorded.editor._completion.offer()
    recorded.key(Qt.Key.Key_Return)
    assert recorded.editor.text() == "print"
