"""The trial recording on the Check screen: ten seconds, played back in the window, then let go of."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QProgressBar, QVBoxLayout

from protocol.saying import said, say, to_say
from ui.trial_states import TrialPhase, TrialState
from ui.widgets.banner import Banner
from ui.widgets.page import card
from ui.widgets.preview import PictureView
from ui.widgets.text import Button, label

_SIZE = QSize(256, 144)
"""Low enough that the buttons below both pictures are in view on a small display."""
_BUSY = frozenset({TrialPhase.RECORDING, TrialPhase.OPENING})
_DONE = frozenset({TrialPhase.PLAYING, TrialPhase.PLAYED})
_INTRODUCTION = to_say(
    "Ten seconds, as the real recording makes them, played back to you. Nothing of it is written "
    "to the disk or sent; it is gone when you delete it or go on."
)


class TrialCard(QFrame):
    """A card with one main button, the pictures while it plays, and what came of it."""

    begun = Signal()
    again = Signal()
    """Play what was recorded again."""
    deleted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trialCard")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, body = card(16)
        outer.addWidget(frame)
        body.addWidget(label(say("Try a recording"), "strong"))
        body.addWidget(label(_INTRODUCTION, "caption", "quiet"))
        self._banner = Banner("trialMessage")
        body.addWidget(self._banner)
        body.addLayout(self._pictures())
        self._progress = QProgressBar()
        self._progress.setObjectName("trialProgress")
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(say("Trial recording"))
        body.addWidget(self._progress)
        self._now = label("", "strong", name="trialNow")
        self._words = label("", "caption", name="trialWords")
        self._sound = label("", "caption", "quiet", name="trialSound")
        for words in (self._now, self._words, self._sound):
            body.addWidget(words)
        body.addLayout(self._buttons())

    def show_state(self, state: TrialState) -> None:
        """Picture the state; called ten times a second while it plays."""
        done, busy = state.phase in _DONE, state.phase in _BUSY
        self._banner.show_message(state.error)
        for view, picture, has in (
            (self._camera, state.camera, state.has_camera),
            (self._screen, state.screen, state.has_screen),
        ):
            view.setVisible(done and has and not state.error)
            view.show_picture(picture)
        self._progress.setVisible(busy or state.phase is TrialPhase.PLAYING)
        self._progress.setRange(0, 0 if state.phase is TrialPhase.OPENING else max(1, round(state.length_s * 10)))
        self._progress.setValue(round(state.at_s * 10))
        self._set(self._now, _now(state))
        self._set(self._words, "\n".join(said(line) for line in state.words))
        self._set(self._sound, said(state.sound))
        self._record.setText(say("Record") if done else say("Record ten seconds"))
        self._record.setAccessibleName(say("Record ten seconds again") if done else "")
        self._record.setEnabled(not busy)
        self._play.setVisible(done)
        self._play.setEnabled(state.phase is TrialPhase.PLAYED)
        self._delete.setVisible(done)

    def _pictures(self) -> QVBoxLayout:
        row = QVBoxLayout()
        row.setSpacing(8)
        self._camera = PictureView(
            "trialCamera", say("What the camera recorded"), say("No picture was recorded"), _SIZE
        )
        self._screen = PictureView(
            "trialScreen", say("What was recorded of the screen"), say("No picture was recorded"), _SIZE
        )
        row.addWidget(self._camera)
        row.addWidget(self._screen)
        return row

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        self._record = Button(say("Record ten seconds"), "trialRecord").on_click(self.begun.emit)
        self._play = Button(say("Play"), "trialPlay").on_click(self.again.emit)
        self._delete = Button(say("Delete"), "trialDelete").on_click(self.deleted.emit)
        self._play.setAccessibleName(say("Play the trial recording again"))
        self._delete.setAccessibleName(say("Delete the trial recording"))
        # Two rows: in languages with long words the column beside the checks does not hold the three side by side.
        grid.addWidget(self._play, 0, 0)
        grid.addWidget(self._record, 0, 1)
        grid.addWidget(self._delete, 1, 0)
        grid.setColumnStretch(2, 1)
        return grid

    @staticmethod
    def _set(words: QLabel, text: str) -> None:
        words.setVisible(bool(text))
        words.setText(text)


def _now(state: TrialState) -> str:
    if state.phase is TrialPhase.RECORDING:
        return say(
            "Recording for you alone: {seconds} s left. Say a few words.",
            seconds=max(0, round(state.length_s - state.at_s)),
        )
    if state.phase is TrialPhase.OPENING:
        return say("Opening what was recorded…")
    if state.phase is TrialPhase.PLAYING:
        return say("This was recorded: {at_s:.0f} of {length_s:.0f} s", at_s=state.at_s, length_s=state.length_s)
    return ""
