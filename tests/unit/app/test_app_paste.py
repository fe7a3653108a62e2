"""The window's word on where a paste came from, through the real editor and the real clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.provenance import PasteSources
from editor.widget import CodeEditor
from protocol.facts import PasteProvenance
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("# brought along\n", PasteProvenance.OUTSIDE),
        ("total = 0\n", PasteProvenance.OWN_EDITOR),
        ("5 3 3", PasteProvenance.STATEMENT),
    ],
)
def test_a_paste_is_told_by_where_it_was_before_it_was_inserted(
    qtbot: QtBot, pasted: str, expected: PasteProvenance
) -> None:
    sources = PasteSources()
    sources.add_statement("sample", "3\n5 3 3\n")
    editor = CodeEditor(sources)
    qtbot.addWidget(editor)
    editor.set_document(new_identifier(), "total = 0\n", LanguageId.PYTHON)
    editor.show()
    told: list[tuple[int, object]] = []
    editor.pasted.connect(lambda characters, provenance: told.append((characters, provenance)))
    QGuiApplication.clipboard().setText(pasted)
    QTest.keyClick(editor.key_target(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told == [(len(pasted), expected)]
