"""The field in which a file gets its name: what is wrong with one is said below it, with the limit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from protocol.errors import InvalidInput
from protocol.projects import check_new_path
from protocol.saying import said
from ui.widgets.text import label


class NameField(QWidget):
    """Hidden until a name is asked for. Return takes it, Escape gives up."""

    def __init__(self) -> None:
        super().__init__()
        self._others: list[str] = []
        self._take: Callable[[str], None] = lambda _path: None
        self._leave: Callable[[], None] = lambda: None
        self._caption = label("", "caption", "quiet")
        self._field = QLineEdit()
        self._field.setObjectName("fileName")
        self._caption.setBuddy(self._field)
        self._wrong = label("", "caption", "stop", "fileNameWrong")
        self._wrong.hide()
        self._field.textEdited.connect(self._look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        for part in (self._caption, self._field, self._wrong):
            layout.addWidget(part)
        self.hide()

    def ask(self, question: str, path: str, others: list[str], take: Callable[[str], None]) -> None:
        """Ask for a name that none of the `others` has; `path` stands there to begin with."""
        self._others, self._take = others, take
        self._caption.setText(question)
        self._field.setAccessibleName(question)
        self._field.setText(path)
        self._say("")
        self.show()
        self._field.setFocus()
        start = path.rfind("/") + 1
        self._field.setSelection(start, max(path.rfind("."), start) - start if "." in path[start:] else len(path))

    def when_left(self, leave: Callable[[], None]) -> None:
        """What to do once it is closed, with or without a name."""
        self._leave = leave

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Return takes the name, Escape gives up."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._look():
                self._close()
                self._take(self._field.text().strip())
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        self.hide()
        self._leave()

    def _look(self) -> bool:
        """Whether the name may be; says what is wrong with it."""
        try:
            check_new_path(self._field.text().strip(), self._others)
        except InvalidInput as error:
            self._say(said(error.message))
            return False
        self._say("")
        return True

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self._field.setAccessibleDescription(words)
