"""Notice: what is recorded, why, on which basis, for how long, who sees it. Nothing is captured before agreement."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from protocol.attempts import EvidenceLevel
from protocol.notices import Notice
from protocol.saying import say, say_count, to_say
from ui import accessible
from ui.saying import set_code_apart
from ui.states import NoticeState, Screen
from ui.widgets.banner import Banner
from ui.widgets.dialogs import Question, ask
from ui.widgets.page import Page, card, clear, large, rule
from ui.widgets.symbol import Symbol
from ui.widgets.text import Button, label
from ui.words import duration_words, when_words

_COLUMNS = (
    (to_say("What"), 3),
    (to_say("Why"), 4),
    (to_say("On which basis"), 3),
    (to_say("Kept for"), 2),
    (to_say("Seen by"), 3),
)
_END_SLACK = 24
_TOP = Qt.AlignmentFlag.AlignTop


class NoticeScreen(Page):
    """Shows a NoticeState."""

    acknowledged = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__(Screen.NOTICE, 960, "noticeText")
        accessible.set_role(self.area, QAccessible.Role.Document, say("What is recorded, and why"))
        self._state: NoticeState | None = None
        self._read = QCheckBox(say("I have &read this"))
        self._read.setObjectName("noticeRead")
        self._read.toggled.connect(self._refresh)
        self._decline = Button(say("I do not agree…"), "noticeDecline", "quiet").on_click(self._ask_decline)
        self._agree = large(Button(say("Agree and go on"), "noticeAgree", "primary")).on_click(self.acknowledged.emit)
        self.add_action(self._read)
        self.foot.addStretch(1)
        self.add_action(self._decline)
        self.add_action(self._agree)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_state(self, state: NoticeState) -> None:
        """Picture the state; a new notice starts unread."""
        if self._state is None or self._state.notice != state.notice:
            self._read.setChecked(False)
            self._fill(state)
            self.area.verticalScrollBar().setValue(0)
            self.area.setFocus()
        self._state = state
        self._banner.show_message(state.error)
        self._refresh()

    def _fill(self, state: NoticeState) -> None:
        clear(self.column)
        notice = state.notice
        self._banner = Banner("noticeMessage")
        self.column.addWidget(self._banner)
        self.column.addWidget(label(say("What is recorded, and why"), "title"))
        self.column.addWidget(label(_introduction(state), tone="quiet"))
        self.column.addWidget(_level_card(notice))
        self.column.addWidget(_items_card(notice))
        self.column.addWidget(_rights_card(notice))
        self.column.addStretch(1)

    def _scrolled(self, value: int) -> None:
        bar = self.area.verticalScrollBar()
        if bar.maximum() > 0 and value >= bar.maximum() - _END_SLACK:
            self._read.setChecked(True)

    def _refresh(self, *_: object) -> None:
        busy = self._state.busy if self._state else ""
        self._agree.setEnabled(self._read.isChecked() and not busy)
        self._agree.setText(busy or say("Agree and go on"))
        self._agree.setToolTip(
            "" if self._read.isChecked() else say("Please read to the end, or tick that you have read it.")
        )
        self._decline.setEnabled(not busy)

    def _ask_decline(self) -> None:
        if self._state is None:
            return
        notice = self._state.notice
        end = self._state.window_end_us
        question = Question(
            say("Leave without agreeing?"),
            " ".join(
                (
                    _leaving(end, continues=self._state.continues),
                    say(
                        "{organisation} may offer you another way: {contact}.",
                        organisation=notice.organisation,
                        contact=notice.controller_contact,
                    ),
                )
            ),
            say("Leave"),
            say("Back to the notice"),
        )
        ask(self.window(), question, lambda _words: self.declined.emit())


def _leaving(end: int | None, *, continues: bool) -> str:
    if continues:
        return say(
            "Nothing has been recorded on this machine, and nothing will be. Your attempt stays as it is, and its time "
            "goes on."
        )
    if end is None:
        return say(
            "Nothing has been recorded, and nothing will be. Your attempt does not begin.\nYour invitation stays open, "
            "so you can come back."
        )
    return say(
        "Nothing has been recorded, and nothing will be. Your attempt does not begin.\nYour invitation stays open "
        "until {when}, so you can come back.",
        when=when_words(end),
    )


def _introduction(state: NoticeState) -> str:
    if state.continues:
        return say(
            "Hello {candidate_name}. Your attempt at “{assessment_title}” continues on this machine. "
            "Please read this here as well: nothing is recorded on this machine before you agree.",
            candidate_name=state.candidate_name,
            assessment_title=state.assessment_title,
        )
    languages = ", ".join(set_code_apart(language.words) for language in state.languages)
    what = say(
        "{count}, {duration}",
        count=say_count("{n} problem", "{n} problems", state.problem_count),
        duration=duration_words(state.duration_us),
    )
    if languages:
        what = say("{what}, in {languages}", what=what, languages=languages)
    hello = say(
        "Hello {name}. {organisation} invites you to “{title}”: {what}.",
        name=state.candidate_name,
        organisation=state.notice.organisation,
        title=state.assessment_title,
        what=what,
    )
    return " ".join((hello, say("Please read this first. Nothing is recorded before you agree.")))


def _level_card(notice: Notice) -> QFrame:
    frame = QFrame()
    frame.setProperty("surface", "banner")
    frame.setProperty("tone", "accent")
    row = QHBoxLayout(frame)
    row.setContentsMargins(16, 16, 16, 16)
    row.setSpacing(16)
    row.addWidget(Symbol("recording" if notice.told.captured else "information", "accent", 28))
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(label(EvidenceLevel(notice.evidence_level).words, "lead"))
    if notice.level_reason:
        words.addWidget(
            label(
                say(
                    "{organisation} gives this reason: {level_reason}",
                    organisation=notice.organisation,
                    level_reason=notice.level_reason,
                )
            )
        )
    row.addLayout(words, 1)
    return frame


def _items_card(notice: Notice) -> QFrame:
    frame, body = card()
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    for column, (title, share) in enumerate(_COLUMNS):
        grid.addWidget(label(title, "caption", "quiet"), 0, column)
        grid.setColumnStretch(column, share)
    for number, item in enumerate(notice.items):
        grid.addWidget(rule(), 2 * number + 1, 0, 1, len(_COLUMNS))
        cells = (item.what, item.why, item.basis, item.kept, item.seen_by)
        for column, text in enumerate(cells):
            cell = label(text, "strong" if column == 0 else "body")
            cell.setAccessibleName(say("{column}: {text}", column=_COLUMNS[column][0], text=text))
            grid.addWidget(cell, 2 * number + 2, column, _TOP)
    body.addLayout(grid)
    return frame


def _rights_card(notice: Notice) -> QFrame:
    frame, body = card()
    body.addWidget(label(say("Your rights"), "heading"))
    for right in notice.rights:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Symbol("good", "good"), 0, _TOP)
        row.addWidget(label(right), 1)
        body.addLayout(row)
    body.addWidget(rule())
    body.addWidget(
        label(
            say(
                "Responsible: {organisation}, {controller_contact}",
                organisation=notice.organisation,
                controller_contact=notice.controller_contact,
            ),
            tone="quiet",
        )
    )
    return frame
