"""The search bar below the code: find text forwards and backwards. It selects, and never changes text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget


class SearchBar(QWidget):
    """Asks for text and says whether it was found."""

    wanted = Signal(str, bool)
    """(text, forwards)."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBar")
        self._field = QLineEdit()
        self._field.setObjectName("searchField")
        self._field.setAccessibleName("Find in code")
        self._field.setPlaceholderText("Find in code")
        self._field.returnPressed.connect(lambda: self._ask(forwards=True))
        self._answer = QLabel()
        self._answer.setTextFormat(Qt.TextFormat.PlainText)
        self._answer.setObjectName("searchAnswer")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(8)
        layout.addWidget(self._field, 1)
        layout.addWidget(self._answer)
        for label, name, forwards in (("Previous", "searchPrevious", False), ("Next", "searchNext", True)):
            button = QPushButton(label)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, forwards=forwards: self._ask(forwards=forwards))
            layout.addWidget(button)
        close = QPushButton("Close")
        close.setObjectName("searchClose")
        close.clicked.connect(self.closed)
        layout.addWidget(close)
        self.hide()

    def open_with(self, text: str) -> None:
        """Show the bar, with text to look for if there is some."""
        if text:
            self._field.setText(text)
        self._answer.clear()
        self.show()
        self._field.setFocus()
        self._field.selectAll()

    def answer(self, found: bool) -> None:
        """Say whether the text was found."""
        self._answer.setText("" if found else "Not found")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Escape closes; Shift+Enter looks backwards."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Return and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._ask(forwards=False)
        else:
            super().keyPressEvent(event)

    def _ask(self, *, forwards: bool) -> None:
        if self._field.text():
            self.wanted.emit(self._field.text(), forwards)
