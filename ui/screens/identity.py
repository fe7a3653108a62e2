"""The identity step: the candidate takes a picture of themself and of a document, may retake, or goes on without.

Shows an IdentityState. No program looks into the pictures; the words say who does.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout

from protocol.saying import say, to_say
from ui.recorded_states import IdentityState
from ui.states import Picture, PreviewState, Screen
from ui.widgets.banner import Banner
from ui.widgets.page import Page, card, large
from ui.widgets.preview import PictureView
from ui.widgets.text import Button, label

_LIVE, _TAKEN = QSize(384, 288), QSize(256, 192)
_TOP = Qt.AlignmentFlag.AlignTop
_INTRODUCTION = to_say(
    "The organisation asks to see that it is you. A person compares the two pictures by eye; no "
    "program does. They are encrypted on this computer when you start, and deleted after the "
    "decision."
)
_DOCUMENT = to_say("Any document with your picture. Cover what nobody needs to see, such as its number.")
_WITHOUT = to_say("You may go on without: nothing is decided by that, but a person may ask you later.")


class Slot(QFrame):
    """One picture to be taken: what it is of, the picture, and the button."""

    def __init__(self, which: str, title: str, hint: str) -> None:
        super().__init__()
        self._title = title
        self._jpeg: bytes | None = None
        self._picture = PictureView(
            f"identityPicture.{which}", say("{title}: no picture yet", title=title), say("No picture yet"), _TAKEN
        )
        self.button = Button(say("Take the picture"), f"takePicture.{which}", symbol="camera")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(title, "strong"))
        column.addWidget(self._picture)
        column.addWidget(self.button)
        words = label(hint, "caption", "quiet")
        words.setFixedWidth(_TAKEN.width())
        column.addWidget(words)

    def show_taken(self, jpeg: bytes | None, *, can_take: bool) -> None:
        """Show the picture that was taken, and what the button does now."""
        if jpeg != self._jpeg:
            self._jpeg = jpeg
            self._picture.show_picture(None if jpeg is None else _decoded(jpeg))
        self._picture.setAccessibleName(
            say("{title}: taken", title=self._title) if jpeg else say("{title}: no picture yet", title=self._title)
        )
        self.button.setText(say("Take it again") if jpeg else say("Take the picture"))
        self.button.setAccessibleName(
            say("{title}: take it again", title=self._title)
            if jpeg
            else say("{title}: take the picture", title=self._title)
        )
        self.button.setEnabled(can_take)


class IdentityScreen(Page):
    """Shows an IdentityState."""

    picture_requested = Signal(str)
    left = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__(Screen.IDENTITY, 1000)
        self._banner = Banner("identityMessage")
        self._live = PictureView(
            "identityCamera", say("What the camera sees"), say("No picture from the camera"), _LIVE
        )
        self._slots = {
            "person": Slot("person", say("You"), say("As you sit there; nothing more is needed.")),
            "document": Slot("document", say("Your document"), _DOCUMENT),
        }
        self.column.addWidget(label(say("Show who you are"), "title"))
        self.column.addWidget(label(_INTRODUCTION, tone="quiet"))
        self.column.addWidget(self._banner)
        frame, body = card(16)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(24)
        self.turn_with_width(row)
        row.addWidget(self._camera_column(), 0, _TOP)
        for which, slot in self._slots.items():
            slot.button.on_click(partial(self.picture_requested.emit, which))
            row.addWidget(slot, 0, _TOP)
        row.addStretch(1)
        body.addLayout(row)
        self.column.addWidget(frame)
        self.column.addStretch(1)
        self._words = label(_WITHOUT, tone="quiet", name="identityWords")
        self._back = Button(say("Back to the check"), "identityBack").on_click(self.back.emit)
        self._go_on = large(Button(say("Start"), "identityGoOn", "primary")).on_click(self.left.emit)
        self.add_foot_words(self._words)
        self.add_action(self._back)
        self.add_action(self._go_on)

    def show_state(self, state: IdentityState) -> None:
        """Picture the state."""
        self._slots["person"].show_taken(state.person, can_take=state.camera and not state.busy)
        self._slots["document"].show_taken(state.document, can_take=state.camera and not state.busy)
        self._banner.show_message(state.error)
        count = sum(each is not None for each in (state.person, state.document))
        words = (say("Start without pictures"), say("Start with one picture"), say("Start with these pictures"))[count]
        self._go_on.setText(state.busy or words)
        self._go_on.setEnabled(not state.busy)
        self._back.setEnabled(not state.busy)

    def show_previews(self, previews: PreviewState) -> None:
        """Refresh what the camera sees."""
        self._live.show_picture(previews.camera)

    def _camera_column(self) -> QFrame:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(say("What the camera sees"), "strong"))
        column.addWidget(self._live)
        kept: QLabel = label(
            say("Only shown to you. What you take stays in memory until you start."), "caption", "quiet"
        )
        kept.setFixedWidth(_LIVE.width())
        column.addWidget(kept)
        return frame


def _decoded(jpeg: bytes) -> Picture | None:
    image = QImage.fromData(jpeg).convertToFormat(QImage.Format.Format_RGB888)
    if image.isNull():
        return None
    bits, row = bytes(image.constBits()), image.width() * 3
    lines = (bits[at * image.bytesPerLine() : at * image.bytesPerLine() + row] for at in range(image.height()))
    return Picture(image.width(), image.height(), b"".join(lines))
