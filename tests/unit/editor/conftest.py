"""An editor that records what it says, on the offscreen platform."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.widget import CodeEditor
from protocol.edits import Edit, replay
from protocol.facts import PasteProvenance
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId


@dataclass
class Recorded:
    """An editor and everything it reported since the document began."""

    editor: CodeEditor
    base: str = ""
    edits: list[Edit] = field(default_factory=list)
    pastes: list[tuple[int, PasteProvenance]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)

    def begin(self, text: str, language: LanguageId = LanguageId.PYTHON) -> None:
        self.editor.set_document(new_identifier(), text, language)
        self.base = text
        for kept in (self.edits, self.pastes, self.refused, self.order):
            kept.clear()

    def take_edit(self, edit: Edit) -> None:
        self.edits.append(edit)
        self.order.append("edit")

    def take_paste(self, characters: int, provenance: PasteProvenance) -> None:
        self.pastes.append((characters, provenance))
        self.order.append("paste")

    def keys(self, text: str) -> None:
        for character in text:
            if character == "\n":
                self.key(Qt.Key.Key_Return)
            else:
                self.send_text(character)

    def send_text(self, text: str) -> None:
        event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(self.editor.key_target(), event)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.editor.key_target(), key, modifier)

    def commit(self, text: str, preedit: str = "") -> None:
        if preedit:
            QApplication.sendEvent(self.editor.key_target(), QInputMethodEvent(preedit, []))
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.editor.key_target(), event)

    def clipboard(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)

    def paste(self, text: str) -> None:
        self.clipboard(text)
        self.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def rebuilt(self) -> str:
        return replay(self.base, self.edits)

    def check(self) -> None:
        self.editor.verify_capture()
        assert self.rebuilt() == self.editor.text()


@pytest.fixture
def recorded(qtbot: QtBot) -> Iterator[Recorded]:
    editor = CodeEditor()
    found = Recorded(editor)
    editor.edited.connect(found.take_edit)
    editor.pasted.connect(found.take_paste)
    editor.refused.connect(found.refused.append)
    qtbot.addWidget(editor)
    editor.resize(640, 480)
    editor.show()
    found.begin("")
    yield found
    # PySide6 crashes at exit when the clipboard still holds a QMimeData made in Python.
    QGuiApplication.clipboard().clear()
    found.check()
