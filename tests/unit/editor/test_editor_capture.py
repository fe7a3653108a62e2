"""Every way in which text can change reaches the record, with its origin; and nothing else does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from editor import bridge
from protocol.edits import MAX_DOCUMENT_BYTES, Origin
from protocol.errors import EnvironmentFault, InvalidInput, Tampered
from protocol.facts import PasteProvenance
from protocol.verdicts import LanguageId
from tests.unit.editor.conftest import Recorded

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_typing_is_one_edit_per_key_with_byte_positions(recorded: Recorded) -> None:
    recorded.keys("é😀x")
    assert [(edit.position, edit.inserted, edit.origin) for edit in recorded.edits] == [
        (0, "é", Origin.TYPING),
        (2, "😀", Origin.TYPING),
        (6, "x", Origin.TYPING),
    ]


def test_deletions_say_what_went(recorded: Recorded) -> None:
    recorded.begin("aé😀")
    recorded.key(Qt.Key.Key_End)
    recorded.key(Qt.Key.Key_Backspace)
    recorded.key(Qt.Key.Key_Backspace)
    assert [(edit.position, edit.removed) for edit in recorded.edits] == [(3, "😀"), (1, "é")]


def test_undo_and_redo_have_their_own_origin(recorded: Recorded) -> None:
    recorded.keys("ab")
    recorded.key(Qt.Key.Key_Z, CONTROL)
    recorded.key(Qt.Key.Key_Y, CONTROL)
    recorded.key(Qt.Key.Key_Z, CONTROL)
    recorded.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    origins = [edit.origin for edit in recorded.edits[2:]]
    assert set(origins) == {Origin.UNDO, Origin.REDO}
    assert origins[0] is Origin.UNDO
    assert recorded.editor.text() == "ab"


def test_paste_is_announced_before_its_edit(recorded: Recorded) -> None:
    recorded.begin("old")
    recorded.key(Qt.Key.Key_A, CONTROL)
    recorded.paste("new text")
    assert recorded.order == ["paste", "edit", "edit"]
    assert recorded.pastes == [(8, PasteProvenance.OUTSIDE)]
    assert [(edit.removed, edit.inserted, edit.origin) for edit in recorded.edits] == [
        ("old", "", Origin.PASTE),
        ("", "new text", Origin.PASTE),
    ]


def test_typing_after_a_paste_is_typing(recorded: Recorded) -> None:
    recorded.paste("a")
    recorded.keys("b")
    assert [edit.origin for edit in recorded.edits] == [Origin.PASTE, Origin.TYPING]
    assert len(recorded.pastes) == 1


def test_windows_line_ends_are_kept_in_a_document_that_has_them(recorded: Recorded) -> None:
    recorded.begin("a\r\nb")
    recorded.paste("x\ny\r\n")
    recorded.key(Qt.Key.Key_Return)
    assert recorded.editor.text() == "x\r\ny\r\n\r\na\r\nb"


def test_drop_is_a_drop(recorded: Recorded) -> None:
    recorded.begin("end")
    data = QMimeData()
    data.setText("dropped ")
    target = recorded.editor.key_target().findChild(QWidget, "qt_scrollarea_viewport")
    assert target is not None
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(60, 5), *how))
    QApplication.sendEvent(target, QDropEvent(QPointF(60, 5), *how))
    assert [edit.origin for edit in recorded.edits] == [Origin.DROP]
    assert recorded.order == ["paste", "edit"]


def test_input_method_text_and_its_preview_are_captured(recorded: Recorded) -> None:
    recorded.commit("漢字", preedit="かん")
    assert recorded.editor.text() == "漢字"


def test_several_cursors_and_block_indent(recorded: Recorded) -> None:
    recorded.begin("a\nb\nc\n")
    view = recorded.editor._view
    view.send("SCI_SETSELECTION", 0, 0)
    view.send("SCI_ADDSELECTION", 2, 2)
    recorded.keys("x")
    assert recorded.editor.text() == "xa\nxb\nc\n"
    recorded.key(Qt.Key.Key_A, CONTROL)
    recorded.key(Qt.Key.Key_Tab)
    assert recorded.editor.text() == "    xa\n    xb\n    c\n"
    recorded.key(Qt.Key.Key_Backtab, SHIFT)
    assert recorded.editor.text() == "xa\nxb\nc\n"


def test_a_program_change_says_so_and_undoes_in_one_step(recorded: Recorded) -> None:
    recorded.begin("before")
    recorded.editor.replace_text("after")
    assert {edit.origin for edit in recorded.edits} == {Origin.PROGRAM}
    recorded.key(Qt.Key.Key_Z, CONTROL)
    assert recorded.editor.text() == "before"


def test_setting_a_document_is_no_edit_and_cannot_be_undone(recorded: Recorded) -> None:
    recorded.keys("x")
    recorded.begin("fresh")
    recorded.key(Qt.Key.Key_Z, CONTROL)
    assert recorded.edits == []
    assert recorded.editor.text() == "fresh"


@pytest.mark.parametrize("bad", ["a\0b", "a\ud800b", "\udc00"])
def test_bad_text_is_refused_and_nothing_changes(recorded: Recorded, bad: str) -> None:
    recorded.begin("keep")
    recorded.key(Qt.Key.Key_A, CONTROL)
    recorded.paste(bad)
    assert (recorded.editor.text(), recorded.edits, recorded.pastes) == ("keep", [], [])
    assert len(recorded.refused) == 1
    assert "your code is unchanged" in recorded.refused[0].lower()
    with pytest.raises(InvalidInput) as caught:
        recorded.editor.replace_text(bad)
    assert caught.value.details["field"] == "text"
    assert recorded.editor.text() == "keep"


def test_half_a_character_from_a_key_or_input_method_is_refused(recorded: Recorded) -> None:
    recorded.send_text("\ud83d")
    recorded.commit("\ud83d")
    assert recorded.edits == []
    assert len(recorded.refused) == 2


def test_a_key_whose_text_is_nul_changes_nothing(recorded: Recorded) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_At, CONTROL, "\0")
    QApplication.sendEvent(recorded.editor.key_target(), event)
    assert (recorded.edits, recorded.refused) == ([], [])


def test_the_size_limit_holds_for_paste_and_for_typing(recorded: Recorded) -> None:
    recorded.begin(("x" * 63 + "\n") * (MAX_DOCUMENT_BYTES // 64 - 1) + "x" * 63)
    recorded.paste("yy")
    assert recorded.edits == []
    recorded.keys("y")
    recorded.keys("z")
    assert [edit.inserted for edit in recorded.edits] == ["y"]
    assert len(recorded.refused) == 2


def test_read_only_takes_nothing(recorded: Recorded) -> None:
    recorded.begin("fixed")
    recorded.editor.set_read_only(True)
    recorded.keys("x")
    recorded.paste("y")
    recorded.commit("z")
    recorded.key(Qt.Key.Key_Backspace)
    assert (recorded.edits, recorded.pastes) == ([], [])
    recorded.editor.set_read_only(False)
    recorded.keys("x")
    assert recorded.edits[0].origin is Origin.TYPING


def test_verify_capture_notices_text_without_an_edit(recorded: Recorded) -> None:
    recorded.begin("abc")
    recorded.editor._view._loading = True
    recorded.editor._view.append("!")
    recorded.editor._view._loading = False
    with pytest.raises(Tampered):
        recorded.editor.verify_capture()
    recorded.begin("")


@pytest.mark.parametrize(
    "language",
    [LanguageId.PYTHON, LanguageId.CPP, LanguageId.JAVASCRIPT, LanguageId.JAVA, LanguageId.GO, LanguageId.TYPESCRIPT],
)
def test_return_after_a_block_start_indents_and_is_captured(recorded: Recorded, language: LanguageId) -> None:
    opener = "if x:" if language is LanguageId.PYTHON else "if (x) {"
    recorded.begin(opener, language)
    recorded.key(Qt.Key.Key_End)
    recorded.key(Qt.Key.Key_Return)
    indent = "  " if language in {LanguageId.JAVASCRIPT, LanguageId.TYPESCRIPT} else "    "
    if language is LanguageId.GO:
        indent = "\t"
    assert recorded.editor.text() == f"{opener}\n{indent}"


def test_no_shortcut_uses_control_and_alt_which_is_altgr(recorded: Recorded) -> None:
    both = 0x04000000 | 0x08000000
    for command in recorded.editor._view.standardCommands().commands():
        for key in (command.key(), command.alternateKey()):
            assert key & both != both


def test_two_different_qts_are_refused() -> None:
    with pytest.raises(EnvironmentFault) as caught:
        bridge.check_versions("6.11.2", "6.12.0")
    assert caught.value.code == "editor.two_qts"


def test_editors_come_and_go(recorded: Recorded) -> None:
    for _ in range(20):
        editor = type(recorded.editor)()
        editor.set_document("d", "x = 1\n", LanguageId.PYTHON)
        editor.deleteLater()
        QApplication.sendPostedEvents(None, 0)
        QApplication.processEvents()


def test_a_new_document_forgets_several_cursors(recorded: Recorded) -> None:
    recorded.begin("aa\nbb\n")
    view = recorded.editor._view
    view.send("SCI_SETSELECTION", 0, 0)
    view.send("SCI_ADDSELECTION", 5, 5)
    view.load(b"c")
    assert view.send("SCI_GETSELECTIONS") == 1
    recorded.begin("c")
    recorded.keys("x")
    assert recorded.editor.text() == "xc"


def test_a_menu_command_after_a_paste_is_no_paste(recorded: Recorded) -> None:
    recorded.paste("ab")
    recorded.editor._view.selectAll()
    recorded.editor._view.removeSelectedText()
    assert [edit.origin for edit in recorded.edits] == [Origin.PASTE, Origin.TYPING]


def test_rectangular_selections_are_off(recorded: Recorded) -> None:
    recorded.begin("ab\ncd\n")
    recorded.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier | SHIFT)
    assert recorded.editor._view.send("SCI_SELECTIONISRECTANGLE") == 0


def test_an_input_method_over_several_cursors_keeps_one(recorded: Recorded) -> None:
    recorded.begin("ab\ncd\n")
    view = recorded.editor._view
    view.send("SCI_SETSELECTION", 0, 0)
    view.send("SCI_ADDSELECTION", 3, 3)
    recorded.commit("漢", preedit="か")
    assert recorded.editor.text() == "ab\n漢cd\n"


@pytest.mark.parametrize("language", list(LanguageId))
def test_return_and_typing_are_captured_in_every_language(recorded: Recorded, language: LanguageId) -> None:
    recorded.begin("if (x) {", language)
    recorded.key(Qt.Key.Key_End)
    recorded.keys("\n}\nend\n")
    recorded.check()
    assert recorded.editor.text().split() == ["if", "(x)", "{", "}", "end"]
