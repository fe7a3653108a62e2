"""What is on this computer, on the first screen: each attempt in a line, and a button that opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from protocol.saying import say
from ui.states import EarlierAttempt
from ui.widgets.page import card, clear
from ui.widgets.text import Button, label


class EarlierCard(QWidget):
    """A quiet card; not there while there is nothing to open."""

    chosen = Signal(str)
    """The id of the attempt to open."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("earlierCard")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, body = card(16)
        outer.addWidget(frame)
        body.addWidget(label(say("On this computer"), "strong"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        body.addLayout(self._lines)
        self._shown: Sequence[EarlierAttempt] = ()
        self.hide()

    def show_attempts(self, attempts: Sequence[EarlierAttempt]) -> None:
        """Picture them, in this order."""
        if attempts == self._shown:
            return
        self._shown = attempts
        clear(self._lines)
        for each in attempts:
            self._lines.addWidget(self._line(each))
        self.setVisible(bool(attempts))

    def _line(self, attempt: EarlierAttempt) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(attempt.title))
        words.addWidget(label(attempt.words, "caption", "quiet"))
        button = Button(say("Open"), f"open.{attempt.attempt}").on_click(lambda: self.chosen.emit(attempt.attempt))
        button.setAccessibleName(say("Open {title}", title=attempt.title))
        row.addLayout(words, 1)
        row.addWidget(button)
        return line
