"""The candidate's work over time: a document, a line of time to scrub along, and the text of that moment."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QSlider, QVBoxLayout, QWidget

from protocol.saying import said, say
from ui.after_states import ReplayView
from ui.widgets.text import Button, label, left_to_right
from ui.words import hour_words

TICK_MS = 100
_TICKS = 400
"""A whole replay takes at most so many ticks: forty seconds, whatever was written."""


class OwnReplay(QWidget):
    """Shows a ReplayView; what is chosen leaves by the signal, and the state answers."""

    moment_chosen = Signal(int, int)
    """(document, step); a step of -1 is the end."""

    def __init__(self) -> None:
        super().__init__()
        self._view = ReplayView()
        self._words = label("", tone="quiet", name="replayWords")
        self._documents = QComboBox()
        self._documents.setObjectName("replayDocument")
        self._documents.activated.connect(lambda at: self.moment_chosen.emit(at, -1))
        self._text = QPlainTextEdit()
        left_to_right(self._text)
        self._text.setObjectName("replayText")
        self._text.setAccessibleName(say("Your text at this moment"))
        self._text.setProperty("type", "code")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._play = Button(say("Play"), "replayPlay", symbol="run").on_click(self._turn)
        self._time = QSlider(Qt.Orientation.Horizontal)
        self._time.setObjectName("replayTime")
        self._time.setAccessibleName(say("Moment"))
        self._time.setMinimumHeight(24)
        self._time.valueChanged.connect(self._scrubbed)
        self._moment = label("", tone="quiet", name="replayMoment")
        self._moment.setWordWrap(False)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._step)
        self._lay_out()

    def _lay_out(self) -> None:
        self._caption = label(say("Document"), tone="quiet")
        self._caption.setWordWrap(False)
        self._caption.setBuddy(self._documents)
        below = QHBoxLayout()
        below.setSpacing(12)
        for part, stretch in ((self._play, 0), (self._time, 1), (self._moment, 0)):
            below.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        choice = QHBoxLayout()
        choice.setSpacing(12)
        choice.addWidget(self._caption)
        choice.addWidget(self._documents, 1)
        column.addWidget(self._words)
        column.addLayout(choice)
        column.addWidget(self._text, 1)
        column.addLayout(below)

    def show_view(self, view: ReplayView) -> None:
        """Picture the view."""
        self._view = view
        self._words.setText(said(view.words))
        self._words.setVisible(bool(view.words))
        there = bool(view.documents)
        for part in (self._caption, self._documents, self._text, self._play, self._time, self._moment):
            part.setVisible(there)
        if [self._documents.itemText(at) for at in range(self._documents.count())] != list(view.documents):
            self._documents.clear()
            self._documents.addItems(list(view.documents))
        self._documents.setCurrentIndex(view.document)
        if self._text.toPlainText() != view.text:
            self._text.setPlainText(view.text)
        self._time.blockSignals(True)
        self._time.setMaximum(view.steps)
        self._time.setPageStep(max(1, view.steps // 20))
        self._time.setValue(view.step)
        self._time.blockSignals(False)
        self._moment.setText(
            say("Change {step} of {steps}", step=view.step, steps=view.steps)
            if view.at_wall_us is None
            else say(
                "Change {step} of {steps}, {when}", step=view.step, steps=view.steps, when=hour_words(view.at_wall_us)
            )
        )
        if view.step >= view.steps and self._timer.isActive():
            self._halt()

    def _scrubbed(self, step: int) -> None:
        self._halt()
        self.moment_chosen.emit(self._view.document, step)

    def _turn(self) -> None:
        if self._timer.isActive():
            self._halt()
            return
        if self._view.step >= self._view.steps:
            self.moment_chosen.emit(self._view.document, 0)
        self._play.setText(say("Stop"))
        self._play.set_symbol("halt")
        self._timer.start()

    def _halt(self) -> None:
        self._timer.stop()
        self._play.setText(say("Play"))
        self._play.set_symbol("run")

    def _step(self) -> None:
        far = max(1, self._view.steps // _TICKS)
        self.moment_chosen.emit(self._view.document, min(self._view.step + far, self._view.steps))
