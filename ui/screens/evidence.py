"""The card that offers an evidence file when sending does not get through: why, the button, progress, its hash."""

from __future__ import annotations

import html
from pathlib import PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout

from protocol.saying import say, say_count
from ui.finish_states import EvidenceView
from ui.widgets.page import card
from ui.widgets.text import Button, label, left_to_right


class EvidenceCard(QFrame):
    """Shows an EvidenceView; hidden while nothing is offered."""

    save_requested = Signal(str)
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = EvidenceView()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, body = card()
        outer.addWidget(frame)
        self._title = label(kind="heading")
        body.addWidget(self._title)
        self._words = label(tone="quiet", name="evidenceWords")
        self._progress = QProgressBar()
        self._progress.setObjectName("evidenceProgress")
        self._progress.setAccessibleName(say("Writing the evidence file"))
        self._progress.setTextVisible(False)
        self._progress.setMaximum(1000)
        self._digest_title = label(say("Fingerprint of the file (SHA-256)"), "strong")
        self._digest = QLineEdit()
        left_to_right(self._digest)
        self._digest.setObjectName("evidenceDigest")
        self._digest.setAccessibleName(say("Fingerprint of the file"))
        self._digest.setReadOnly(True)
        self._digest_title.setBuddy(self._digest)
        self._save = Button(say("Save an evidence file…"), "saveEvidenceButton", symbol="download").on_click(
            self._choose
        )
        self._stop = Button(say("Stop"), "stopEvidenceButton").on_click(self.stop_requested.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._save)
        row.addWidget(self._stop)
        row.addStretch(1)
        for part in (self._words, self._progress, self._digest_title, self._digest):
            body.addWidget(part)
        body.addLayout(row)

    def show_view(self, view: EvidenceView, organisation: str) -> None:
        """Picture the view."""
        self._view = view
        self.setVisible(view.offered)
        self._title.setText(say("Your evidence file") if view.saved_as else say("No way to the server?"))
        self._words.setText(_words(view, organisation))
        self._words.setToolTip(html.escape(view.saved_as))
        writing = view.permille is not None
        self._progress.setVisible(writing)
        self._progress.setValue(view.permille or 0)
        for part in (self._digest_title, self._digest):
            part.setVisible(bool(view.digest))
        self._digest.setText(view.digest)
        self._digest.setCursorPosition(0)
        self._save.setEnabled(not writing)
        self._save.setText(say("Save it again…") if view.saved_as else say("Save an evidence file…"))
        self._stop.setVisible(writing)

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), say("Save evidence file"), self._view.file_name)
        dialog.setObjectName("evidenceDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._view.file_name)
        dialog.fileSelected.connect(self.save_requested)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _words(view: EvidenceView, organisation: str) -> str:
    if view.permille is not None:
        return say("Writing the file. You can stop; nothing half-written stays.")
    if not view.saved_as:
        return say(
            "Your work does not get through to the server at the moment. It is safe on this machine, and Recrutr goes "
            "on trying. If the network stays dead, you can save everything to one encrypted file and hand it over "
            "another way: on a stick, or by mail to the person who invited you. Only {organisation} can open it.",
            organisation=organisation,
        )
    file = PurePath(view.saved_as)
    saved = (
        say("Saved as {name} in the folder “{folder}”.", name=file.name, folder=file.parent.name)
        if file.parent.name
        else say("Saved as {name}.", name=file.name)
    )
    what_now = say(
        "Give this file to {organisation}; they import it on the page of your attempt. Keep Recrutr and your work here "
        "all the same: what arrives by both ways counts once.",
        organisation=organisation,
    )
    lacking = say_count(
        "{n} part of a recording could not be read on this machine and is not in the file.",
        "{n} parts of recordings could not be read on this machine and are not in the file.",
        view.unreadable,
    )
    return " ".join((saved, what_now, *([lacking] if view.unreadable else [])))
