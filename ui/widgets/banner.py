"""A banner that shows a Message in place: what happened, what it means, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from protocol.saying import said
from ui import accessible
from ui.states import Message
from ui.widgets.symbol import Symbol
from ui.widgets.text import label, retone

_TOP = Qt.AlignmentFlag.AlignTop
_TONES = {"note": ("accent", "information"), "attention": ("attention", "attention"), "stop": ("stop", "stop")}


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("surface", "banner")
        self._spoken = ""
        self._symbol = Symbol("information")
        self._what = label(kind="strong")
        self._meaning = label()
        self._action = label()
        words = QVBoxLayout()
        words.setSpacing(4)
        for line in (self._what, self._meaning, self._action):
            words.addWidget(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(self._symbol)
        layout.setAlignment(self._symbol, _TOP)
        layout.addLayout(words, 1)
        self.hide()

    def show_message(self, message: Message | None) -> None:
        """Show a message, or nothing."""
        self.setVisible(message is not None)
        if message is None:
            self._spoken = ""
            return
        what, meaning, action = said(message.what), said(message.meaning), said(message.action)
        tone, symbol = _TONES[message.severity]
        retone(self, tone)
        self._symbol.show_symbol(symbol, tone)
        self._what.setText(what)
        for line, text in ((self._meaning, meaning), (self._action, action)):
            line.setText(text)
            line.setVisible(bool(text))
        words = " ".join(filter(None, (what, meaning, action)))
        if words != self._spoken:
            accessible.speak(self, words, urgent=message.severity == "stop")
        self._spoken = words
        self.setAccessibleName(words)
