"""How it was: a card on the last screen, and the few questions behind it. Nothing opens by itself; Escape puts it by.

Guarantees: what was chosen is still there when the questions are opened again; nothing leaves but by the button.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from protocol.impressions import LEAST_TOGETHER, MAX_WORDS, OBSTACLE_WORDS, Impression
from protocol.saying import said, say, say_count, to_say, together
from ui.states import Message
from ui.widgets.banner import Banner
from ui.widgets.dialogs import Dialog
from ui.widgets.page import card
from ui.widgets.symbol import Symbol
from ui.widgets.text import Button, label

_TITLE = to_say("How was it?")
_OFFER = to_say("A few questions, if you like. Your answers are no part of your evaluation.")
_THANKS = to_say("Thank you for telling how it was.")
_ON_ITS_WAY = to_say("It is kept here and sent as soon as there is a connection.")
_GRADES = {
    "ease": (
        to_say("How easy was it to work with Recrutr?"),
        (to_say("Very hard"), to_say("Hard"), to_say("In between"), to_say("Easy"), to_say("Very easy")),
    ),
    "fairness": (
        to_say("How fair was it?"),
        (to_say("Not fair at all"), to_say("Not fair"), to_say("In between"), to_say("Fair"), to_say("Very fair")),
    ),
}
_AS_WRITTEN = to_say("Read as you write it: leave out what tells who you are.")
_NO_ANSWER = to_say("No answer")


def told_to(organisation: str) -> str:
    """What a candidate reads before they answer."""
    return say(
        "You need not answer, and you may leave out what you like. {organisation} reads the answers "
        "of {least_together} or more candidates together, without names. They stand in no report and "
        "are no part of your evaluation. You see yours on your page, and they are deleted with your "
        "attempt.",
        organisation=organisation,
        least_together=LEAST_TOGETHER,
    )


@dataclass(frozen=True)
class ImpressionState:
    """Whether the questions are offered; `given`: they were answered, `sent` once the server has it."""

    organisation: str = ""
    offered: bool = False
    given: bool = False
    sent: bool = False
    error: Message | None = None


class ImpressionCard(QFrame):
    """Shows an ImpressionState."""

    given = Signal(object)
    """An Impression, by the button of the questions."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, body = card()
        outer.addWidget(frame)
        row = QHBoxLayout()
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(4)
        self._words = label(tone="quiet", name="impressionWords")
        words.addWidget(label(_TITLE, "heading"))
        words.addWidget(self._words)
        self._open = Button(say("Say how it was…"), "impressionButton").on_click(self._ask)
        row.addWidget(Symbol("message", "quiet", 24), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._open)
        body.addLayout(row)
        self._questions: Questions | None = None
        self._state = ImpressionState()
        self.setVisible(False)

    def show_state(self, state: ImpressionState) -> None:
        """Picture the state."""
        self._state = state
        self.setVisible(state.offered or state.given)
        thanks = _THANKS if state.sent else together(_THANKS, _ON_ITS_WAY)
        self._words.setText(said(thanks if state.given else _OFFER))
        self._open.setVisible(not state.given)
        if self._questions is not None:
            self._questions.show_error(state.error)
            if state.given or not state.offered:
                self._questions.close()

    def _ask(self) -> None:
        if self._questions is None:
            self._questions = Questions(self.window(), self._state.organisation)
            self._questions.given.connect(self.given)
        self._questions.open()


class Questions(Dialog):
    """The questions; kept while the window lives, so that Escape loses nothing."""

    given = Signal(object)

    def __init__(self, parent: QWidget, organisation: str) -> None:
        super().__init__(parent, "impressionDialog", _TITLE, ("message", "accent"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setMinimumWidth(560)
        self._column.addWidget(label(told_to(organisation), tone="quiet"))
        self._banner = Banner("impressionMessage")
        self._column.addWidget(self._banner)
        self._grades = {name: self._grade(name) for name in _GRADES}
        self._column.addWidget(label(say("What got in the way?"), "strong"))
        self._obstacles = {each: QCheckBox(said(words)) for each, words in OBSTACLE_WORDS.items()}
        for each, box in self._obstacles.items():
            box.setObjectName(f"obstacle.{each.value}")
            box.toggled.connect(self._changed)
            self._column.addWidget(box)
        self._own = QPlainTextEdit()
        self._own.setObjectName("impressionOwn")
        self._own.setAccessibleName(say("In your words"))
        self._own.setTabChangesFocus(True)
        self._own.setFixedHeight(96)
        self._own.textChanged.connect(self._changed)
        caption = label(say("In your words"), "strong")
        caption.setBuddy(self._own)
        self._column.addWidget(caption)
        self._column.addWidget(self._own)
        self._room = label(_AS_WRITTEN, "caption", "quiet", "impressionRoom")
        self._column.addWidget(self._room)
        self._send = Button(say("Send"), "sendImpression", "primary").on_click(self._say)
        self._buttons.addWidget(Button(say("Not now"), "skipImpression").on_click(self.close))
        self._buttons.addWidget(self._send)
        self._changed()

    def show_error(self, error: Message | None) -> None:
        """Say what went wrong."""
        self._banner.show_message(error)

    def _grade(self, name: str) -> QComboBox:
        title, grades = _GRADES[name]
        chosen = QComboBox()
        caption = label(title, "strong")
        caption.setBuddy(chosen)
        self._column.addWidget(caption)
        chosen.setObjectName(f"{name}Grade")
        chosen.setAccessibleName(said(title))
        chosen.addItem(said(_NO_ANSWER), 0)
        for grade, words in enumerate(grades, 1):
            chosen.addItem(f"{grade}: {said(words)}", grade)
        chosen.currentIndexChanged.connect(self._changed)
        self._column.addWidget(chosen)
        return chosen

    def _changed(self, *_what: object) -> None:
        """What is too long is said, and nothing empty is sent."""
        if not hasattr(self, "_send"):
            return
        left = MAX_WORDS - len(self._own.toPlainText().strip())
        self._send.setEnabled(left >= 0 and not self._is_empty())
        words = (
            said(_AS_WRITTEN)
            if left >= 0
            else say_count(
                "{n} character too many: {most} are read at most.",
                "{n} characters too many: {most} are read at most.",
                -left,
                most=MAX_WORDS,
            )
        )
        self._own.setAccessibleDescription(words)
        self._room.setText(words)

    def _is_empty(self) -> bool:
        chosen = any(box.currentData() for box in self._grades.values())
        checked = any(box.isChecked() for box in self._obstacles.values())
        return not (chosen or checked or self._own.toPlainText().strip())

    def _say(self) -> None:
        answered = Impression(
            ease=self._grades["ease"].currentData() or None,
            fairness=self._grades["fairness"].currentData() or None,
            obstacles=[each for each, box in self._obstacles.items() if box.isChecked()],
            words=self._own.toPlainText().strip(),
        )
        self.given.emit(answered)
