"""The candidate's own page in the app: their work over time, what is held, who looked, and their rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from protocol.saying import said, say, to_say, together
from ui import accessible
from ui.after_states import AfterState, FindingLine, ReplayView
from ui.widgets import dialogs
from ui.widgets.banner import Banner
from ui.widgets.own_replay import OwnReplay
from ui.widgets.page import clear
from ui.widgets.text import Button, label
from ui.words import when_words

ASKED = (
    ("access", to_say("A copy of everything")),
    ("rectification", to_say("A correction, or a reply to what was noted")),
    ("explanation", to_say("An explanation of a result or of what was noted")),
    ("appeal", to_say("Another human to look at a result")),
    ("objection", to_say("To object to the use of my data")),
    ("restriction", to_say("That my data is kept but not used")),
)
_REQUESTS = 4
_COPY_NAME = "recrutr-my-attempt.zip"
_LOOKED = to_say("Everything that anybody did with your attempt stands here; the organisation sees the same list.")
_NOTED = to_say("Observations, not judgements. You can reply before anything is decided.")
_DELETION = to_say(
    "Deletion has a button of its own on the page behind this one. A person answers each request within a month."
)


class AfterDialog(QDialog):
    """Shows an AfterState; stays open until it is closed."""

    moment_chosen = Signal(int, int)
    request_made = Signal(str, str, str)
    copy_requested = Signal(str)
    """A copy of everything, into this file."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("afterDialog")
        self.setWindowTitle(say("Your attempt"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(880, 640).boundedTo(dialogs.room_on_screen(self)))
        self._title = label(say("Your attempt"), "heading")
        self._banner = Banner("afterMessage")
        self._tabs = QTabWidget()
        self._tabs.setObjectName("afterTabs")
        accessible.set_role(self._tabs, QAccessible.Role.Grouping, say("Your attempt"))
        self._tabs.tabBar().setAccessibleName(say("Your attempt"))
        self.replay = OwnReplay()
        self.replay.moment_chosen.connect(self.moment_chosen)
        self._tabs.addTab(self.replay, say("Your &work"))
        self._held, self._looked = self._list(say("What is &held")), self._list(say("Who &looked"))
        self._noted = self._list(say("&Noted"))
        self._asked = QVBoxLayout()
        self._kind, self._own = QComboBox(), QPlainTextEdit()
        self._about = label(tone="quiet", name="replyAbout")
        self._mark = ""
        self._send = Button(say("Send"), "sendRequest", "primary").on_click(self._ask)
        self._sent = label(say("Received. How it stands is shown above."), "strong", name="requestSent")
        self._build_requests(self._list(say("&Requests")))
        self._copy = Button(say("Save a copy…"), "copyButton", symbol="download").on_click(self._choose_file)
        self._copied = label(tone="quiet", name="copiedWords")
        self._shown: AfterState | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        close = Button(say("Close"), "closeAfter", "primary").on_click(self.close)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._copy)
        row.addWidget(self._copied, 1)
        row.addWidget(close)
        sheet = QFrame()
        sheet.setProperty("surface", "dialog")
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(sheet)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._banner)
        column.addWidget(self._tabs, 1)
        column.addLayout(row)

    def show_state(self, state: AfterState) -> None:
        """Picture the state."""
        self.replay.show_view(state.replay)
        before, self._shown = self._shown, replace(state, replay=ReplayView())
        if self._shown == before:
            return  # while the replay plays, nothing else is built anew under the person's hands
        self._title.setText(say("Your attempt at {organisation}", organisation=state.organisation))
        self._banner.show_message(state.error)
        self._copy.setEnabled(not state.copying)
        file = PurePath(state.copied)
        self._copied.setText(
            say("Saved as {name} in the folder “{folder}”.", name=file.name, folder=file.parent.name)
            if state.copied
            else ""
        )
        waiting = [say("Asking the server…")] if state.loading else []
        held = [say("{what}: {how_much}", what=line.what, how_much=line.much) for line in state.held]
        told = [say("{what}: {kept}", what=what, kept=kept) for what, kept in state.recorded]
        _fill(self._held, [*waiting, *held], say("What you were told, and how long it is kept"), told)
        looked = [
            say("{when}: {who} {did_what}", when=when_words(line.at_us), who=line.who, did_what=line.what)
            for line in state.looked
        ]
        _fill(self._looked, [_LOOKED, *waiting, *looked], say("Shared with"), state.shared_with)
        for column in (self._held, self._looked):
            column.addStretch(1)
        self._show_noted(state, waiting)
        self._show_requests(state, waiting, was_answered=before is not None and before.answered)

    def _show_noted(self, state: AfterState, waiting: list[str]) -> None:
        _fill(self._noted, [_NOTED, *waiting, *filter(None, (state.decision, state.findings_words))], "", ())
        for number, line in enumerate(state.findings):
            self._noted.addWidget(label(f"{line.words} ({line.strength})", "strong"))
            self._noted.addWidget(
                label(say("What else could explain it: {innocent}", innocent=line.innocent), tone="quiet")
            )
            reply = Button(say("Reply…"), f"replyFinding.{number}").on_click(partial(self._reply, line))
            reply.setAccessibleName(say("Reply to: {words}", words=line.words))
            self._noted.addWidget(reply)
        self._noted.addStretch(1)

    def _show_requests(self, state: AfterState, waiting: list[str], *, was_answered: bool) -> None:
        lines = [
            said(
                together(
                    to_say(
                        "{kind}: {state}. Received {received}, answer by {due}.",
                        kind=line.kind,
                        state=line.state,
                        received=when_words(line.received_at_us),
                        due=when_words(line.due_at_us),
                    ),
                    line.note,
                )
            )
            for line in state.requests
        ]
        _fill(self._asked, [*waiting, *(lines or [say("You have not asked for anything yet.")])], "", ())
        self._send.setText(say("Sending…") if state.sending else say("Send"))
        self._send.setEnabled(not state.sending)
        self._sent.setVisible(state.answered)
        if state.answered and not was_answered:
            self._own.clear()
            self._reply_to_nothing()

    def _reply(self, line: FindingLine) -> None:
        """A reply is a request that names the finding: it stands beside it in the report, and a person answers."""
        self._tabs.setCurrentIndex(_REQUESTS)
        self._kind.setCurrentIndex(self._kind.findData("rectification"))
        self._mark = line.mark
        self._about.setText(
            say(
                "Your reply to “{words}”. Whoever may read the report of your work reads it beside this observation.",
                words=line.words,
            )
        )
        self._about.show()
        self._own.setFocus()

    def _reply_to_nothing(self) -> None:
        """What is written from here on is about no finding."""
        self._mark = ""
        self._about.hide()

    def _list(self, title: str) -> QVBoxLayout:
        inner = QWidget()
        inner.setObjectName("column")  # transparent, as the column of a page
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 12, 4, 12)
        column.setSpacing(8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFrameShape(QFrame.Shape.NoFrame)
        accessible.set_role(area, QAccessible.Role.Grouping, title.replace("&", ""))  # it scrolls by the arrow keys
        self._tabs.addTab(area, title)
        return column

    def _build_requests(self, column: QVBoxLayout) -> None:
        column.addLayout(self._asked)
        column.addStretch(1)
        self._kind.setObjectName("requestKind")
        for kind, words in ASKED:
            self._kind.addItem(said(words), kind)
        self._own.setObjectName("requestWords")
        self._own.setAccessibleName(say("In your words"))
        self._own.setPlaceholderText(say("In your words (if you like)"))
        self._own.setTabChangesFocus(True)
        self._own.setFixedHeight(96)
        self._kind.currentIndexChanged.connect(self._reply_to_nothing)
        self._about.hide()
        caption = label(say("Ask for something"), "strong")
        caption.setBuddy(self._kind)
        for part in (
            caption,
            self._kind,
            self._about,
            self._own,
            self._sent,
            self._send,
        ):
            column.addWidget(part)
        column.addWidget(label(_DELETION, "caption", "quiet"))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, say("Save a copy of everything"), _COPY_NAME)
        dialog.setObjectName("copyDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(_COPY_NAME)
        dialog.fileSelected.connect(self.copy_requested)
        dialog.open()

    def _ask(self) -> None:
        words = self._own.toPlainText().strip()
        if self._mark and not words:
            self._own.setFocus()  # a reply without words says nothing
            return
        self.request_made.emit(str(self._kind.currentData()), words, self._mark)


def _fill(column: QVBoxLayout, lines: Iterable[str], heading: str, more: Iterable[str]) -> None:
    clear(column)
    for line in lines:
        column.addWidget(label(line))
    others = list(more)
    if heading and others:
        column.addWidget(label(heading, "strong"))
    for line in others:
        column.addWidget(label(line, tone="quiet"))
