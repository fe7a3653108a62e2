"""Replay after capture is the document: any sequence of input, byte for byte (hypothesis, real widget)."""

from __future__ import annotations

from typing import cast
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from editor import modifications
from tests.unit.editor.conftest import Recorded

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PIECES = [
    "a",
    "é",
    "😀",
    "漢",
    "\u0301",
    "\u200d👩",
    "\r\n",
    "\n",
    "\r",
    "\t",
    "  ",
    "{",
    "}",
    ":",
    "def f():\n",
    "x\r\ny",
]
texts = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
KEYS = [
    (Qt.Key.Key_Return, None),
    (Qt.Key.Key_Backspace, None),
    (Qt.Key.Key_Delete, None),
    (Qt.Key.Key_Tab, None),
    (Qt.Key.Key_Backtab, SHIFT),
    (Qt.Key.Key_Left, None),
    (Qt.Key.Key_Right, SHIFT),
    (Qt.Key.Key_Up, None),
    (Qt.Key.Key_Down, SHIFT),
    (Qt.Key.Key_Home, None),
    (Qt.Key.Key_End, SHIFT),
    (Qt.Key.Key_A, CONTROL),
    (Qt.Key.Key_Z, CONTROL),
    (Qt.Key.Key_Y, CONTROL),
    (Qt.Key.Key_X, CONTROL),
    (Qt.Key.Key_C, CONTROL),
    (Qt.Key.Key_V, CONTROL),
    (Qt.Key.Key_D, CONTROL),
    (Qt.Key.Key_L, CONTROL),
    (Qt.Key.Key_T, CONTROL),
    (Qt.Key.Key_U, CONTROL),
    (Qt.Key.Key_Delete, CONTROL),
    (Qt.Key.Key_Backspace, CONTROL),
    (Qt.Key.Key_Down, ALT | SHIFT),
    (Qt.Key.Key_Right, ALT | SHIFT),
]
steps = st.one_of(
    st.tuples(st.just("key"), st.sampled_from(KEYS)),
    st.tuples(st.just("type"), texts),
    st.tuples(st.just("paste"), texts),
    st.tuples(st.just("commit"), texts),
    st.tuples(st.just("program"), texts),
    st.tuples(st.just("cursor"), st.integers(0, 60)),
    st.tuples(st.just("bad"), st.sampled_from(["\0", "x\ud800"])),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=texts, script=st.lists(steps, max_size=25))
def test_replay_of_the_capture_is_the_text(recorded: Recorded, base: str, script: list[tuple[str, object]]) -> None:
    recorded.begin(base)
    for kind, value in script:
        act(recorded, kind, value)
        recorded.check()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=texts, script=st.lists(steps, max_size=25))
def test_so_it_is_where_changes_are_told_beforehand(
    recorded: Recorded, base: str, script: list[tuple[str, object]]
) -> None:
    with patch.object(modifications, "LARGE_BYTES", 0):
        recorded.begin(base)
        for kind, value in script:
            act(recorded, kind, value)
            recorded.check()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=texts, script=st.lists(steps, max_size=25))
def test_and_where_the_text_grows_over_the_border_and_back(
    recorded: Recorded, base: str, script: list[tuple[str, object]]
) -> None:
    with patch.object(modifications, "LARGE_BYTES", 12):
        recorded.begin(base)
        for kind, value in script:
            act(recorded, kind, value)
            recorded.check()


def act(recorded: Recorded, kind: str, value: object) -> None:
    if kind == "key":
        key, modifier = cast("tuple[Qt.Key, Qt.KeyboardModifier | None]", value)
        recorded.key(key, modifier or Qt.KeyboardModifier.NoModifier)
    elif kind == "type":
        for character in str(value):
            recorded.send_text(character)
    elif kind in {"paste", "bad"}:
        recorded.paste(str(value))
    elif kind == "commit":
        recorded.commit(str(value), preedit=str(value)[:1])
    elif kind == "program":
        recorded.editor.replace_text(str(value))
    else:
        add_cursor(recorded, int(str(value)))


def add_cursor(recorded: Recorded, at: int) -> None:
    """Another cursor, at a character boundary as a mouse click would set it."""
    view = recorded.editor._view
    length = view.send("SCI_GETLENGTH")
    position = view.send("SCI_POSITIONBEFORE", min(at, length)) if length else 0
    view.send("SCI_ADDSELECTION", position, position)
