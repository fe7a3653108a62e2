"""Window-modal dialogs: a message, and a question that names the consequence. They never block the caller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.states import Message
from ui.widgets.symbol import Symbol
from ui.widgets.text import Button, label

_SYMBOLS = {"note": ("information", "accent"), "attention": ("attention", "attention"), "stop": ("stop", "stop")}
_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Question:
    """A confirmation. `danger` colours the confirming button; `asks_reason` adds an optional field for words."""

    title: str
    consequence: str
    confirm: str
    cancel: str = "Go back"
    danger: bool = False
    asks_reason: str = ""


class Dialog(QDialog):
    """A titled column of plain words with buttons at the right."""

    def __init__(self, parent: QWidget, name: str, title: str, symbol: tuple[str, str]) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self.setMaximumWidth(640)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._column.addWidget(label(title, "heading"))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(16)
        mark = Symbol(*symbol, size=28)
        body.addWidget(mark)
        body.setAlignment(mark, _TOP)
        body.addLayout(self._column, 1)
        # Its own edge: a window manager may draw none, and the page behind has the same colours.
        sheet = QFrame()
        sheet.setProperty("surface", "dialog")
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(sheet)
        outer = QVBoxLayout(sheet)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.setSpacing(20)
        outer.addLayout(body)
        outer.addStretch(1)
        outer.addLayout(self._buttons)

    def add_words(self, *paragraphs: str) -> None:
        """Add plain paragraphs; empty ones are left out."""
        for text in filter(None, paragraphs):
            self._column.addWidget(label(text))

    def add_widget(self, widget: QWidget) -> None:
        """Add a choice or another widget."""
        self._column.addWidget(widget)

    def add_field(self, title: str, name: str) -> QPlainTextEdit:
        """Add a small field for words."""
        caption = label(title, "strong")
        field = QPlainTextEdit()
        field.setObjectName(name)
        field.setAccessibleName(title)
        field.setTabChangesFocus(True)
        field.setFixedHeight(72)
        caption.setBuddy(field)
        self._column.addWidget(caption)
        self._column.addWidget(field)
        return field

    def add_button(self, button: Button, act: Callable[[], object]) -> None:
        """Add a button that acts and closes."""

        def clicked() -> None:
            self.done(0)
            act()

        button.on_click(clicked)
        self._buttons.addWidget(button)


def tell(parent: QWidget, message: Message) -> Dialog:
    """Show a message with one button."""
    dialog = Dialog(parent, "messageDialog", message.what, _SYMBOLS[message.severity])
    dialog.add_words(message.meaning, message.action)
    button = Button("OK", "confirmButton", "primary")
    dialog.add_button(button, lambda: None)
    _open(dialog, button)
    return dialog


def ask(parent: QWidget, question: Question, confirmed: Callable[[str], object]) -> Dialog:
    """Ask; `confirmed` gets the words typed (empty without a field). Escape and the other button change nothing."""
    symbol = ("attention", "attention") if question.danger else ("information", "accent")
    dialog = Dialog(parent, "confirmDialog", question.title, symbol)
    dialog.add_words(*question.consequence.split("\n"))
    field = dialog.add_field(question.asks_reason, "reasonField") if question.asks_reason else None
    cancel = Button(question.cancel, "cancelButton")
    dialog.add_button(cancel, lambda: None)
    confirm = Button(question.confirm, "confirmButton", "danger" if question.danger else "primary")
    dialog.add_button(confirm, lambda: confirmed(field.toPlainText().strip() if field else ""))
    _open(dialog, cancel if question.danger else confirm)
    return dialog


def _open(dialog: Dialog, first: Button) -> None:
    first.setDefault(True)
    first.setFocus()
    dialog.open()
