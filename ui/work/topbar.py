"""The top bar: time left, what is recorded, what is saved, what is sent. The same symbols in the same place, always.

Says "Saved" only when the state says so. Nothing blinks; the time's words change once a minute.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolTip

from protocol.attempts import TrackKind
from protocol.fact_words import STREAM_WORDS
from protocol.saying import said, say, say_count, to_say
from ui import accessible, icons
from ui.states import RecordingLine, Saved, StatusState, Stream, Sync
from ui.widgets.symbol import Symbol
from ui.widgets.text import Button, Elided, label, retone
from ui.words import clock_words, left_words, size_words

STREAM_LOOKS = {
    Stream.RECORDING: ("recording", "stop", to_say("recording")),
    Stream.STARTING: ("waiting", "quiet", to_say("starting")),
    Stream.OFF: ("off", "quiet", to_say("not recorded")),
    Stream.PAUSED: ("pause", "attention", to_say("paused")),
    Stream.PROBLEM: ("attention", "attention", to_say("not recording")),
}
_SAVED = {
    Saved.SAVED: ("good", "good", to_say("Saved")),
    Saved.SAVING: ("waiting", "quiet", to_say("Saving…")),
    Saved.FAILED: ("stop", "stop", to_say("Not saved")),
}
_SYNC = {
    Sync.UP_TO_DATE: ("connection", "good", to_say("Sent")),
    Sync.SENDING: ("connection", "quiet", to_say("Sending…")),
    Sync.OFFLINE: ("offline", "attention", to_say("Offline")),
    Sync.FAILED: ("stop", "stop", to_say("Not sent")),
}
_NARROW, _TIGHT, _LEAST = 1100, 900, 600
_LOW_US = 5 * 60 * 1_000_000
_SPOKEN_US = tuple(minutes * 60 * 1_000_000 for minutes in (60, 30, 15, 10, 5, 2, 1))
_TICKS_US = 3 * 1_000_000


class Indicator(QFrame):
    """A symbol (or two) and a word; the whole meaning is its accessible name and its tooltip."""

    def __init__(self, name: str, leading: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(4)
        if leading:
            layout.addWidget(Symbol(leading, "", 18))
        self._symbol = Symbol("waiting", "quiet", 18)
        self._word = _single()
        self._has_word = self._narrow = False
        layout.addWidget(self._symbol)
        layout.addWidget(self._word)

    def show_words(self, look: tuple[str, str, str], meaning: str) -> None:
        """Show (symbol, tone, word); `meaning` is the whole sentence."""
        symbol, tone, word = look
        self._symbol.show_symbol(symbol, tone)
        self._word.setText(said(word))
        self._has_word = bool(word)
        self._word.setVisible(self._has_word and not self._narrow)
        if self.accessibleName() != meaning:
            self.setAccessibleName(meaning)

    def event(self, event: QEvent) -> bool:
        """Show the meaning on pointing; as a property, the tool tip would be read aloud once more after the name."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), f"<p>{html.escape(self.accessibleName())}</p>", self)
            return True
        return super().event(event)

    def shorten(self, narrow: bool) -> None:
        """Leave the word to tooltip and accessible name."""
        self._narrow = narrow
        self._word.setVisible(self._has_word and not narrow)


class TopBar(QFrame):
    """Shows a StatusState."""

    finish_requested = Signal()
    withdraw_requested = Signal()
    settings_requested = Signal()
    recorded_asked = Signal()
    _practice = False

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "bar")
        mark = QLabel()
        mark.setPixmap(icons.app_pixmap(28, self.devicePixelRatioF()))
        self._spoken_us: int | None = None
        self._title = Elided("strong")
        self._title.setMinimumWidth(32)
        self._time_symbol = Symbol("clock", "quiet", 20)
        self._clock = _single("heading")
        self._clock.setObjectName("timeLeft")
        self._left = _single(tone="quiet")
        self._streams = {
            kind: Indicator(f"recording.{kind.value}", leading) for kind, leading in _STREAM_SYMBOLS.items()
        }
        self._saved = Indicator("savedIndicator")
        self._sync = Indicator("syncIndicator")
        self._recorded = Button(say("Recorded"), "recordedButton", "quiet", "eye").on_click(self.recorded_asked.emit)
        self._recorded.setAccessibleName(say("What is recorded now"))
        self._recorded.setToolTip(say("What is recorded now, and a pause (F9)"))
        self._withdraw = Button(say("Withdraw…"), "withdrawButton", "quiet").on_click(self.withdraw_requested.emit)
        self._finish = Button(say("Finish…"), "finishButton", symbol="finish").on_click(self.finish_requested.emit)
        self._settings = Button("", "settingsButton", "quiet", "settings").on_click(self.settings_requested.emit)
        self._settings.setAccessibleName(say("Settings"))
        self._settings.setToolTip(say("Settings: colours, letters, indent, keys (Ctrl+,)"))
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        for widget in (mark, self._title):
            layout.addWidget(widget)
        layout.addStretch(1)
        for widget in (self._time_symbol, self._clock, self._left):
            layout.addWidget(widget)
        layout.addStretch(1)
        for indicator in (*self._streams.values(), self._saved, self._sync):
            layout.addWidget(indicator)
        layout.addWidget(self._settings)
        layout.addWidget(self._recorded)
        layout.addWidget(self._withdraw)
        layout.addWidget(self._finish)

    def practise(self) -> None:
        """Show what a practice has: a title that says so, settings, and the way out."""
        self._practice = True
        self._finish.setText(say("End practice…"))
        hidden = (self._time_symbol, self._saved, self._sync, self._recorded, self._withdraw, *self._streams.values())
        for widget in hidden:
            widget.hide()

    def show_status(self, state: StatusState) -> None:
        """Picture the state."""
        if self._practice:
            self._title.setText(say("{title}: nothing is kept or sent", title=state.assessment_title))
            return
        self._title.setText(state.assessment_title)
        self._show_time(state.left_us)
        self._saved.show_words(_SAVED[state.saved], _saved_words(state.saved))
        self._sync.show_words(_SYNC[state.sync], _sync_words(state))
        lines = {line.stream: line for line in state.recording}
        for kind, indicator in self._streams.items():
            line = lines.get(kind)
            indicator.setVisible(line is not None)
            if line is not None:
                look = STREAM_LOOKS[line.state]
                indicator.show_words((look[0], look[1], ""), _stream_words(line))

    def set_working(self, working: bool) -> None:
        """Enable or disable what ends the attempt."""
        self._finish.setEnabled(working)
        self._withdraw.setEnabled(working)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Give up words before anything is cut off; their meaning stays in tooltips and accessible names."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        for indicator in (self._saved, self._sync):
            indicator.shorten(narrow)
        self._recorded.setText("" if narrow else say("Recorded"))
        self._left.setVisible(not narrow)
        tight = event.size().width() < _TIGHT
        self._title.setVisible(not tight)
        self._row.setSpacing(2 if tight else 8)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """What is needed once the words are given up, so that the window can become that narrow at all."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def _speak_time(self, left_us: int) -> None:
        """Say how much time is left when it comes down to a round number of minutes, and at no other moment."""
        before, self._spoken_us = self._spoken_us, left_us
        marks = [mark for mark in _SPOKEN_US if left_us <= mark < (before or 0)]
        if marks:
            exact = marks[-1] - left_us < _TICKS_US
            accessible.speak(self, left_words(marks[-1] if exact else left_us), urgent=left_us <= _LOW_US)

    def _show_time(self, left_us: int | None) -> None:
        if left_us is None:
            self._clock.setText("")
            self._left.setText("")
            return
        self._speak_time(left_us)
        low = left_us < _LOW_US
        self._clock.setText(clock_words(left_us))
        self._left.setText(left_words(left_us))
        retone(self._clock, "attention" if low else "")
        self._time_symbol.show_symbol("clock", "attention" if low else "quiet")
        # Read aloud on demand only, and by the minute: a screen reader shall not be told each second.
        if self._clock.accessibleName() != left_words(left_us):
            self._clock.setAccessibleName(left_words(left_us))


_STREAM_SYMBOLS = {
    TrackKind.CAMERA: "camera",
    TrackKind.MICROPHONE: "microphone",
    TrackKind.SCREEN: "screen",
    TrackKind.STILLS: "camera",
}


def _single(kind: str = "body", tone: str = "") -> QLabel:
    made = label("", kind, tone)
    made.setWordWrap(False)
    made.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return made


def _saved_words(saved: Saved) -> str:
    if saved is Saved.SAVED:
        return say("Saved: everything you typed is on this machine's disk.")
    if saved is Saved.SAVING:
        return say("Saving: your last keystrokes are being written to disk.")
    return say("Not saved: the disk did not take your last keystrokes. They are kept in memory and tried again.")


def _sync_words(state: StatusState) -> str:
    pending = []
    if state.pending_entries:
        pending.append(say_count("{n} change", "{n} changes", state.pending_entries))
    if state.pending_bytes:
        pending.append(say("{size} of recordings", size=size_words(state.pending_bytes)))
    if state.sync is Sync.UP_TO_DATE:
        return say("Sent: the server has everything.")
    if state.sync is Sync.SENDING:
        words = say("Sending to the server.")
    elif state.sync is Sync.OFFLINE:
        words = say("Offline: keep working, everything is kept here and sent later.")
    else:
        words = say("Not sent: the server refuses. Keep working; everything is kept here.")
    if not pending:
        return words
    listed = say("{one} and {two}", one=pending[0], two=pending[1]) if len(pending) > 1 else pending[0]
    return " ".join((words, say("Waiting: {listed}.", listed=listed)))


def _stream_words(line: RecordingLine) -> str:
    stream, word = STREAM_WORDS[line.stream], STREAM_LOOKS[line.state][2]
    if line.words:
        return say("{stream} {state}: {cause}", stream=stream, state=word, cause=line.words)
    return say("{stream} {state}", stream=stream, state=word)
