"""Vim and Emacs keys do what people expect of them, reach the record, and never take a character that AltGr made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from editor.preferences import KeyMap, Preferences
from protocol.edits import Origin
from protocol.facts import PasteProvenance
from tests.unit.editor.conftest import Recorded

TEXT = "def f(a, b):\n    return a + b\n\nx = f(1, 2)\n"
CONTROL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
LEFT = {"\x1b": Qt.Key.Key_Escape, "\n": Qt.Key.Key_Return, "\b": Qt.Key.Key_Backspace}


def press(recorded: Recorded, keys: str) -> None:
    """`°x` is Ctrl and x, `¬x` Alt and x."""
    held = NONE
    for sign in keys:
        if held == NONE and sign in "°¬":
            held = CONTROL if sign == "°" else ALT
            continue
        key = LEFT.get(sign, ord(sign.upper()))
        text = chr(ord(sign.upper()) & 31) if held == CONTROL and sign.isalpha() else sign
        QApplication.sendEvent(recorded.editor.key_target(), QKeyEvent(QEvent.Type.KeyPress, key, held, text))
        held = NONE


@pytest.fixture
def vim(recorded: Recorded) -> Recorded:
    recorded.editor.set_preferences(Preferences(keys=KeyMap.VIM))
    recorded.begin(TEXT)
    return recorded


@pytest.fixture
def emacs(recorded: Recorded) -> Recorded:
    recorded.editor.set_preferences(Preferences(keys=KeyMap.EMACS))
    recorded.begin(TEXT)
    return recorded


LINES = ("def f(a, b):\n", "    return a + b\n", "\n", "x = f(1, 2)\n")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("3x", TEXT[3:]),
        ("2dw", TEXT[5:]),
        ("jdd", LINES[0] + LINES[2] + LINES[3]),
        ("ddp", LINES[1] + LINES[0] + LINES[2] + LINES[3]),
        ("2yyjp", LINES[0] + LINES[1] + LINES[0] + LINES[1] + LINES[2] + LINES[3]),
        ("ddGp", LINES[1] + LINES[2] + LINES[3] + LINES[0]),
        ("jwD", LINES[0] + "    \n" + LINES[2] + LINES[3]),
        ("A # end\x1b", "def f(a, b): # end\n" + TEXT[13:]),
        ("oy = 1\x1b", LINES[0] + "    y = 1\n" + TEXT[13:]),
        ("Oz\x1b", "z\n" + TEXT),
        ("f(ci(q\x1b", "def f(q):\n" + TEXT[13:]),
        ("f(ya(P", "def f(a, b)(a, b):\n" + TEXT[13:]),
        ("jwcwyield\x1b", LINES[0] + "    yield a + b\n" + TEXT[30:]),
        ("dtb", TEXT[9:]),
        ("5l%x", "def f(a, b:\n" + TEXT[13:]),
        ("xxuu°r", TEXT[1:]),
        ("3rZ", "ZZZ" + TEXT[3:]),
        ("J", "def f(a, b): return a + b\n" + TEXT[30:]),
        ("j>j", LINES[0] + "    " + TEXT[13:]),
        ("vexp", " deff(a, b):\n" + TEXT[13:]),
        ("Vjd", LINES[2] + LINES[3]),
        ("yw$p", "def f(a, b):def \n" + TEXT[13:]),
        ("d\x1bx", TEXT[1:]),
        ("zqx", TEXT[1:]),
        ("dG", ""),
        ("G0x", TEXT[:31] + " = f(1, 2)\n"),
    ],
)
def test_vim(vim: Recorded, keys: str, text: str) -> None:
    press(vim, keys)
    assert vim.editor.text() == text
    vim.check()


def test_a_vim_put_is_a_paste_of_ones_own(vim: Recorded) -> None:
    press(vim, "yyp")
    assert [edit.origin for edit in vim.edits] == [Origin.PASTE]
    assert vim.pastes == [(len(LINES[0]), PasteProvenance.OWN_EDITOR)]
    press(vim, "ix")
    assert vim.edits[-1].origin is Origin.TYPING


def test_what_vim_does_is_undone_in_one_step(vim: Recorded) -> None:
    press(vim, "f(ci(")
    press(vim, "\x1bu")
    assert vim.editor.text() == TEXT


def test_a_dead_key_and_altgr_are_read_as_what_they_make(vim: Recorded) -> None:
    press(vim, "jw")
    vim.commit("^")
    press(vim, "x")
    assert vim.editor.text() == LINES[0] + "    eturn a + b\n" + TEXT[30:]
    press(vim, "ggf(")
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_BraceRight, CONTROL | ALT, "}")
    QApplication.sendEvent(vim.editor.key_target(), event)
    assert vim.editor._view.getCursorPosition() == (2, 0)
    press(vim, "i")
    QApplication.sendEvent(vim.editor.key_target(), event)
    assert "}" in vim.editor.text()


def test_the_mode_can_be_read(vim: Recorded) -> None:
    shown = vim.editor._mode
    assert shown.text() == "Normal"
    press(vim, "2d")
    assert shown.text() == "Normal  2d"
    press(vim, "\x1bv")
    assert (shown.text(), shown.accessibleName()) == ("Visual", "Keys: Visual")
    vim.editor.set_preferences(Preferences())
    assert not shown.isVisible()
    press(vim, "z")
    assert "z" in vim.editor.text()


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("°e!", "def f(a, b):!\n" + TEXT[13:]),
        ("°k°k°y", TEXT),
        ("°n°e¬b¬dX", LINES[0] + "    return a + X\n" + TEXT[30:]),
        ("° °n°w°y°y", TEXT[:13] + TEXT),
        ("° ¬f¬w°y", "def" + TEXT),
        ("°f°t", "ed" + TEXT[2:]),
        ("°xh°w", ""),
        ("°d°/", TEXT),
        ("°oz", "z\n" + TEXT),
        ("¬>¬<Q", "Q" + TEXT),
        ("¬f¬\b", TEXT[3:]),
    ],
)
def test_emacs(emacs: Recorded, keys: str, text: str) -> None:
    press(emacs, keys)
    assert emacs.editor.text() == text
    emacs.check()


def test_the_window_may_not_take_a_key_that_the_map_wants(emacs: Recorded) -> None:
    def asked(key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held, "")
        event.ignore()
        QApplication.sendEvent(emacs.editor.key_target(), event)
        return event.isAccepted()

    assert asked(Qt.Key.Key_S, CONTROL)
    assert asked(Qt.Key.Key_F, ALT)
    assert not asked(Qt.Key.Key_Return, CONTROL)
    emacs.editor.set_preferences(Preferences())
    assert not asked(Qt.Key.Key_F, ALT)


def test_letters_and_indent_follow_the_preferences(recorded: Recorded) -> None:
    view = recorded.editor._view
    small = view.send("SCI_TEXTHEIGHT", 0)
    recorded.editor.set_preferences(Preferences(font_pixels=28, tab_width=3, indent_with_tabs=True))
    assert view.send("SCI_TEXTHEIGHT", 0) > small
    recorded.key(Qt.Key.Key_Tab)
    assert recorded.editor.text() == "\t"
    assert view.send("SCI_GETTABWIDTH") == 3
