"""Window-modal dialogs: a message, and a question that names the consequence. They never block the caller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from protocol.saying import said, to_say
from ui.displays import display_of
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
    cancel: str = to_say("Go back")
    danger: bool = False
    asks_reason: str = ""


def room_on_screen(widget: QWidget) -> QSize:
    """How large a window may be where this widget shows."""
    return display_of(widget).availableSize() - QSize(16, 16)


class Dialog(QDialog):
    """A titled column of plain words with buttons at the right."""

    def __init__(self, parent: QWidget, name: str, title: str, symbol: tuple[str, str]) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(said(title))
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
        self._body = _scrolled(Symbol(*symbol, size=28), self._column)
        # Its own edge: a window manager may draw none, and the page behind has the same colours.
        sheet = QFrame()
        sheet.setProperty("surface", "dialog")
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(sheet)
        outer = QVBoxLayout(sheet)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.setSpacing(20)
        outer.addWidget(self._body, 1)
        outer.addLayout(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """As high as the words need; on a small screen they scroll, and the buttons stay in sight."""
        self._fit()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """Fit again when words have changed."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return done

    def _fit(self) -> None:
        inner, around = self._body.widget(), self.layout()
        if around is None or inner is None:
            return
        room = room_on_screen(self)
        width = min(max(around.sizeHint().width(), inner.sizeHint().width() + 50, self.minimumWidth()), 640)
        width = min(width, room.width())
        self._body.setMinimumHeight(0)
        others = around.sizeHint().height() - self._body.sizeHint().height()
        wanted = inner.heightForWidth(width - 50) if inner.hasHeightForWidth() else inner.sizeHint().height()
        height = min(wanted, room.height() - others)
        if height < wanted:
            width = min(width + self._body.verticalScrollBar().sizeHint().width(), room.width())
        self._body.setMinimumHeight(height)
        self.resize(width, height + others)

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
        field.setAccessibleName(said(title))
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


def _scrolled(mark: QWidget, column: QVBoxLayout) -> QScrollArea:
    """A symbol beside a column, which scroll where there is no room for them."""
    inner = QWidget()
    inner.setObjectName("column")
    row = QHBoxLayout(inner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(mark)
    row.setAlignment(mark, _TOP)
    row.addLayout(column, 1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


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
    dialog.add_words(*said(question.consequence).split("\n"))
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
