"""Messages with the interviewer, the raised hand, and who looks: buttons, a drawer, a banner. Pictures a LiveState.

Guarantees: nothing that arrives takes the keyboard or covers what one works on; that somebody looks stands there in
words as long as it lasts. What is typed stays in the field until it was taken.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from protocol.live import MAX_MESSAGE_CHARACTERS
from protocol.saying import said, say, say_count, to_say
from ui.live_states import LiveState, LookerLine, SaidLine
from ui.saying import set_apart
from ui.states import Message
from ui.widgets.banner import Banner
from ui.widgets.text import Button, label, set_kind
from ui.words import hour_words

_SENDERS = {"candidate": to_say("You"), "interviewer": to_say("Interviewer"), "announcement": to_say("To everybody")}
_HEIGHT = 240
_MOST_WIDTH = 960
"""Longer lines are hard to follow."""
_SHOWN_CHARACTERS = 160


class Conversation(QFrame):
    """The drawer; `buttons` and the two banners are placed by the screen."""

    written = Signal(str)
    hand_turned = Signal(bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("conversation")
        self.setProperty("surface", "panel")
        self._state = LiveState()
        self._read = self._new = 0
        self.button = Button("", "messagesButton", "quiet", "message").on_click(self.turn)
        self.button.setToolTip(say("Messages with the interviewer (F7)"))
        self.hand = Button("", "handButton", "quiet", "hand").on_click(self._turn_hand)
        self.hand.setCheckable(True)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.hand)
        row.addWidget(self.button)
        self._narrow = False
        self.news = Banner("messageNews")
        self.looked = Banner("looked")
        self._list = QListWidget()
        self._list.setObjectName("messagesList")
        self._list.setAccessibleName(say("Messages with the interviewer"))
        self._list.setWordWrap(True)
        self._list.setMinimumHeight(24)
        self._field = _Field()
        self._field.sent.connect(self._send)
        self._send_button = Button(say("Send"), "sendMessage", symbol="submit").on_click(self._send)
        self._waiting = label(tone="quiet", name="messagesWaiting")
        self._layout_parts()
        self.setMaximumHeight(_HEIGHT)
        self.hide()
        self.show_state(self._state)

    def show_state(self, state: LiveState) -> None:
        """Picture the state; new messages are told in the banner while the drawer is closed."""
        before, self._state = self._state, state
        self._read = max(self._read, state.read)
        if state.lines != before.lines:
            self._show_lines(state.lines)
        self._waiting.setText("" if state.sent else say("What you wrote waits for the network and is sent by itself."))
        self._waiting.setVisible(not state.sent)
        self.hand.setChecked(state.hand_raised)
        set_kind(self.hand, "primary" if state.hand_raised else "quiet")
        self._word_buttons()
        for part in (self.hand, self._field, self._send_button):
            part.setEnabled(not state.read_only)
        if state.lookers != before.lookers:
            self.looked.show_message(_looked(state.lookers))
        self._show_news()

    def shorten(self, *, narrow: bool) -> None:
        """Leave the buttons' words to their names and tooltips."""
        self._narrow = narrow
        self._word_buttons()

    def turn(self) -> None:
        """Open the drawer and go to its field with the keyboard, or close it."""
        if self.isVisible():
            self.hide()
            self.closed.emit()
        else:
            self.show()
            self._list.scrollToBottom()
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_news()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.turn()
        else:
            super().keyPressEvent(event)

    def _layout_parts(self) -> None:
        close = Button("", "closeMessages", "quiet", "close").on_click(self.turn)
        close.setAccessibleName(say("Close messages"))
        close.setToolTip(say("Close (Escape)"))
        title = label(say("Messages with the interviewer"), "strong")
        title.setWordWrap(False)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(self._waiting, 1)
        head.addStretch()
        head.addWidget(close)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._field, 1)
        foot.addWidget(self._send_button)
        inner = QWidget()
        inner.setMaximumWidth(_MOST_WIDTH)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(12, 8, 12, 8)
        sides.addWidget(inner, 1)
        sides.addStretch()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._list, 1)
        column.addLayout(foot)

    def _show_lines(self, lines: tuple[SaidLine, ...]) -> None:
        self._list.clear()
        for line in lines:
            item = QListWidgetItem(
                f"{said(_SENDERS[line.sender])}, {hour_words(line.at_wall_us)[:5]}:  {set_apart(line.text)}"
            )
            self._list.addItem(item)
        if not lines:
            self._list.addItem(say("Nothing was written yet. Ask when something is unclear; a person answers."))
        self._list.scrollToBottom()

    def _show_news(self) -> None:
        theirs = [line for line in self._state.lines if line.sender != "candidate"]
        if self.isVisible():
            self._read = len(theirs)
        new = theirs[self._read :]
        self._new = len(new)
        self._word_buttons()
        self.news.show_message(_news(new))

    def _word_buttons(self) -> None:
        raised, new = self._state.hand_raised, say_count("{n} new", "{n} new", self._new) if self._new else ""
        hand = say("Lower hand") if raised else say("Raise hand")
        self.hand.setText("" if self._narrow else hand)
        self.hand.setAccessibleName(hand)
        self.hand.setToolTip(say("Lower your hand") if raised else say("Raise your hand: the interviewer sees it"))
        words = say("Interviewer ({new})", new=new) if new else say("Interviewer")  # another tab is called Messages
        self.button.setText(new if self._narrow else words)
        name = say("Messages with the interviewer")
        self.button.setAccessibleName(say("{name}, {new}", name=name, new=new) if new else name)

    def _turn_hand(self) -> None:
        self.hand.setChecked(self._state.hand_raised)  # the state decides
        self.hand_turned.emit(not self._state.hand_raised)

    def _send(self) -> None:
        words = self._field.toPlainText().strip()
        if words and len(words) <= MAX_MESSAGE_CHARACTERS and not self._state.read_only:
            self._field.clear()
            self.written.emit(words)


class _Field(QPlainTextEdit):
    """Two lines; Return sends, Shift+Return begins a line, Tab goes on."""

    sent = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("messageField")
        self.setAccessibleName(say("Message to the interviewer"))
        self.setPlaceholderText(say("Write to the interviewer; Return sends"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 18)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Return sends."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _news(new: list[SaidLine]) -> Message | None:
    if not new:
        return None
    last = new[-1]
    words = last.text if len(last.text) <= _SHOWN_CHARACTERS else last.text[: _SHOWN_CHARACTERS - 1] + "…"
    who = say("To everybody") if last.sender == "announcement" else say("The interviewer writes")
    what = (
        say("{who}: {words}", who=who, words=set_apart(words))
        if len(new) == 1
        else say("{who} ({count} new): {words}", who=who, count=len(new), words=set_apart(words))
    )
    return Message(what, "", say("F7 opens the messages."), severity="note")


def _looked(lookers: tuple[LookerLine, ...]) -> Message | None:
    if not lookers:
        return None
    who = ", ".join(
        say("{name} ({role}), since {hour}", name=each.name, role=each.role, hour=hour_words(each.since_wall_us)[:5])
        for each in lookers
    )
    return Message(
        say("Looking at small live pictures of your camera and screen now: {who}.", who=who), severity="attention"
    )
