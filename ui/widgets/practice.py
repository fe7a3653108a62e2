"""The invitation to practise, on Join and Check: what it is, and the button."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from protocol.saying import say, to_say
from ui.widgets.page import card
from ui.widgets.text import Button, label

_WORDS = to_say("Try the editor with a small problem first. It works offline, and nothing is saved, sent or recorded.")


class PracticeInvitation(QWidget):
    """A quiet card; `button` begins."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, body = card(16)
        outer.addWidget(frame)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(label(_WORDS, tone="quiet"), 1)
        self.button = Button(say("Practise"), "practiceButton", symbol="code")
        row.addWidget(self.button)
        body.addLayout(row)
