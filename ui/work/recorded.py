"""The panel "What is recorded now": streams, pause, what is watched for, the last events, who sees it and for how long.

A part of the working screen beside the editor, never over it. Shows a RecordedState and the previews; words of events,
notice and detectors come finished. Must not decide what is recorded.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from protocol.attempts import TrackKind
from protocol.fact_words import STREAM_WORDS
from protocol.notices import NoticeItem
from protocol.saying import said, say, to_say, together
from ui import accessible
from ui.recorded_states import PauseView, RecordedState, ToldLine
from ui.states import PreviewState, RecordingLine
from ui.widgets.page import clear, rule
from ui.widgets.preview import LevelMeter, PictureView
from ui.widgets.symbol import Symbol
from ui.widgets.text import Button, label
from ui.words import hour_words
from ui.work.pausing import TIME_GOES_ON
from ui.work.topbar import STREAM_LOOKS

WIDTH = 340
_LEAST_WIDTH = 260
_SCREEN_WIDTH = 310
"""Below it there is no room beside the camera's picture."""
_TOP = Qt.AlignmentFlag.AlignTop


class RecordedPanel(QFrame):
    """The panel; hidden until it is asked for."""

    closed = Signal()
    pause_asked = Signal()
    go_on_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("recordedPanel")
        self.setAccessibleName(say("What is recorded now"))
        self.setProperty("surface", "panel")
        self._state: RecordedState | None = None
        self._close = Button(say("Close"), "recordedClose", "quiet", "close").on_click(self.closed.emit)
        self._close.setAccessibleName(say("Close what is recorded now"))
        self._level = label(tone="quiet")
        self._streams = QVBoxLayout()
        self._watched = QVBoxLayout()
        self._told = QVBoxLayout()
        self._events = QVBoxLayout()
        for column in (self._streams, self._watched, self._told, self._events):
            column.setSpacing(6)
        self._pause = Button(say("Pause…"), "pauseButton", symbol="pause").on_click(self.pause_asked.emit)
        self._go_on = Button(say("Go on recording"), "goOnButton", "primary", "recording").on_click(
            self.go_on_requested.emit
        )
        self._paused = label(name="pausedWords")
        self._build()
        self.hide()

    def show_state(self, state: RecordedState) -> None:
        """Picture the state; what has not changed is left alone, so that reading and focus stay where they are."""
        before, self._state = self._state, state
        if before == state:
            return
        self._level.setText(said(state.level))
        if before is None or before.streams != state.streams:
            _fill(
                self._streams, [_stream_row(line) for line in state.streams] or [_quiet(say("No stream is recorded."))]
            )
        if before is None or before.watched != state.watched:
            _fill(self._watched, [label(words) for words in state.watched] or [_quiet(say("Nothing."))])
        if before is None or before.notice != state.notice:
            _fill(self._told, [_notice_row(item) for item in state.notice])
        if before is None or before.told != state.told:
            _fill(self._events, [_event_row(line) for line in state.told] or [_quiet(say("Nothing yet."))])
        self._show_pause(state.paused, may_pause=state.may_pause)
        self._fit_pictures()

    def show_previews(self, previews: PreviewState) -> None:
        """Refresh pictures and level."""
        if not self.isVisible():
            return
        self._camera.show_picture(previews.camera)
        self._screen.show_picture(previews.screen)
        self._meter.show_level(previews.level)

    def take_focus(self) -> None:
        """Let the keyboard begin here."""
        self._close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """A narrow panel gives up the picture of the screen, which one sees anyway."""
        super().resizeEvent(event)
        self._fit_pictures()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Room for a line of words; the rest scrolls."""
        return QSize(_LEAST_WIDTH, 200)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """The width that it asks for."""
        return QSize(WIDTH, 600)

    def _fit_pictures(self) -> None:
        kinds = {line.stream for line in self._state.streams} if self._state else set()
        self._camera.setVisible(bool({TrackKind.CAMERA, TrackKind.STILLS} & kinds))
        self._screen.setVisible(TrackKind.SCREEN in kinds and self.width() >= _SCREEN_WIDTH)
        self._meter.setVisible(TrackKind.MICROPHONE in kinds)

    def _show_pause(self, paused: PauseView | None, *, may_pause: bool) -> None:
        self._pause.setVisible(paused is None and may_pause)
        self._go_on.setVisible(paused is not None)
        self._paused.setVisible(paused is not None)
        if paused is not None:
            why = (
                to_say("Paused: {reason} ({words}).", reason=paused.reason, words=paused.words)
                if paused.words
                else to_say("Paused: {reason}.", reason=paused.reason)
            )
            self._paused.setText(said(together(why, TIME_GOES_ON)))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 8, 8)
        head.addWidget(label(say("What is recorded now"), "heading"), 1)
        head.addWidget(self._close, 0, _TOP)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        accessible.set_role(area, QAccessible.Role.Document, say("What is recorded now, in full"))
        area.setWidget(self._inside())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(area, 1)

    def _inside(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("column")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._level)
        column.addLayout(self._streams)
        column.addLayout(self._pictures())
        column.addWidget(self._paused)
        buttons = QHBoxLayout()
        buttons.addWidget(self._pause)
        buttons.addWidget(self._go_on)
        buttons.addStretch(1)
        column.addLayout(buttons)
        for title, part in (
            (say("What is watched for"), self._watched),
            (say("The last events, in the report's words"), self._events),
            (say("Who sees it, and for how long"), self._told),
        ):
            column.addWidget(rule())
            column.addWidget(label(title, "strong"))
            column.addLayout(part)
        column.addStretch(1)
        return inner

    def _pictures(self) -> QVBoxLayout:
        self._camera = PictureView("recordedCamera", say("Camera preview"), say("No picture"), QSize(112, 84))
        self._screen = PictureView("recordedScreen", say("Screen preview"), say("No screen"), QSize(150, 84))
        self._meter = LevelMeter("recordedLevel")
        row = QHBoxLayout()
        row.setSpacing(8)
        for view in (self._camera, self._screen):
            row.addWidget(view)
            view.hide()
        row.addStretch(1)
        self._meter.hide()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._meter)
        return column


def _stream_row(line: RecordingLine) -> QWidget:
    symbol, tone, word = STREAM_LOOKS[line.state]
    row = QWidget()
    row.setObjectName(f"recordedStream.{line.stream.value}")
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    stream = STREAM_WORDS[line.stream]
    text = (
        say("{stream}, {state}: {cause}", stream=stream, state=word, cause=line.words)
        if line.words and line.words != word
        else say("{stream}, {state}", stream=stream, state=word)
    )
    layout.addWidget(Symbol(symbol, tone, 18), 0, _TOP)
    layout.addWidget(label(text), 1)
    row.setAccessibleName(text)
    return row


def _event_row(line: ToldLine) -> QWidget:
    row = label(f"{hour_words(line.at_wall_us)}  {said(line.words)}", name=f"recordedEvent.{line.seq}")
    row.setToolTip(say("Number {seq} of your record", seq=line.seq))
    return row


def _notice_row(item: NoticeItem) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(item.what))
    column.addWidget(label(f"{item.seen_by}. {item.kept}.", "caption", "quiet"))
    return row


def _quiet(words: str) -> QWidget:
    return label(words, tone="quiet")


def _fill(column: QVBoxLayout, rows: list[QWidget]) -> None:
    clear(column)
    for row in rows:
        column.addWidget(row)
