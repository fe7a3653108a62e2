"""Finish: what was sent, what still travels, the receipt to keep, and deletion with its state and receipt."""

from __future__ import annotations

import html
from pathlib import PurePath

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout

from protocol.saying import said, say, say_count
from ui.finish_states import Erasure, ErasureView, FinishState, SentLine, UploadView
from ui.impression import ImpressionCard
from ui.screens.evidence import EvidenceCard
from ui.states import Screen
from ui.widgets.banner import Banner
from ui.widgets.dialogs import Question, ask
from ui.widgets.page import Page, card, clear, large
from ui.widgets.symbol import Symbol
from ui.widgets.text import Button, label
from ui.words import size_words, when_words

_TOP = Qt.AlignmentFlag.AlignTop


class FinishScreen(Page):
    """Shows a FinishState."""

    receipt_save_requested = Signal(str)
    page_requested = Signal(str)
    after_requested = Signal()
    erasure_requested = Signal(str)
    close_requested = Signal()
    another_requested = Signal()
    """To the first screen, with the attempts that are on this computer."""

    def __init__(self) -> None:
        super().__init__(Screen.FINISH, 760)
        self._state: FinishState | None = None
        self._lines: tuple[SentLine, ...] = ()
        self._title = label(kind="title", name="finishTitle")
        self._lead = label(tone="quiet")
        self._banner = Banner("finishMessage")
        for widget in (self._title, self._lead, self._banner):
            self.column.addWidget(widget)
        self.column.addWidget(self._build_sent())
        self.evidence = EvidenceCard()
        self.column.addWidget(self.evidence)
        self.column.addWidget(self._build_receipt())
        self.impression = ImpressionCard()
        self.column.addWidget(self.impression)
        self.column.addWidget(self._build_erasure())
        self.column.addStretch(1)
        self._closing = label(tone="quiet", name="closingWords")
        self._close = large(Button(say("Close Recrutr"), "closeButton", "primary")).on_click(self.close_requested.emit)
        self._another = large(Button(say("Another assessment…"), "anotherButton")).on_click(self.another_requested.emit)
        self._another.setToolTip(say("Enter another code, or open what is on this computer"))
        self.add_foot_words(self._closing)
        self.add_action(self._another)
        self.add_action(self._close)

    def show_state(self, state: FinishState) -> None:
        """Picture the state."""
        erased = state.erasure.state is Erasure.ERASED
        if erased and self._state is not None and self._state.erasure.state is not Erasure.ERASED:
            self.begin_anew()
        self._state = state
        self._title.setText(_title(state))
        self._lead.setText(_lead(state))
        self._banner.show_message(state.error)
        self._sent_card.setVisible(not erased)
        self._show_sent(state.sent)
        refused = any(line.refused for line in state.sent)
        self._show_upload(state.upload, refused)
        self.evidence.show_view(state.evidence, state.organisation)
        self._show_receipt(state, erased)
        newly_asked = state.erasure.state is Erasure.WAITING and self._erase.isVisible()
        self._show_erasure(state.erasure)
        if newly_asked:
            # The answer to what the person has just done must not stand below the edge.
            QTimer.singleShot(0, lambda: self.area.ensureWidgetVisible(self._erasure_card))
        waiting = not erased and not state.upload.complete
        self._closing.setText(_closing_words(waiting, refused))
        self._another.setVisible(not waiting)  # one attempt is open at a time, and this one still sends

    def _build_sent(self) -> QFrame:
        self._sent_card, body = card()
        body.addWidget(label(say("Handed in"), "heading"))
        self._sent = QVBoxLayout()
        self._sent.setSpacing(8)
        body.addLayout(self._sent)
        self._progress = QProgressBar()
        self._progress.setObjectName("uploadProgress")
        self._progress.setAccessibleName(say("Upload"))
        self._progress.setTextVisible(False)
        self._progress.setMaximum(1000)
        self._progress_words = label(tone="quiet", name="uploadWords")
        body.addWidget(self._progress)
        body.addWidget(self._progress_words)
        return self._sent_card

    def _build_receipt(self) -> QFrame:
        self._receipt_card, body = card()
        self._receipt_title = label(kind="heading")
        self._receipt_words = label(tone="quiet")
        self._receipt_text = QPlainTextEdit()
        self._receipt_text.setObjectName("erasureReceipt")
        self._receipt_text.setAccessibleName(say("Receipt"))
        self._receipt_text.setProperty("type", "code")
        self._receipt_text.setReadOnly(True)
        self._receipt_text.setTabChangesFocus(True)
        self._receipt_text.setFixedHeight(104)
        self._save = Button(say("Save receipt…"), "saveReceiptButton", symbol="download").on_click(self._choose_file)
        self._page = Button(say("Open your page"), "pageButton", "quiet", "link").on_click(self._open_page)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._after = Button(say("Your attempt…"), "afterButton", "", "eye").on_click(self.after_requested.emit)
        self._after.setToolTip(say("Your work over time, what is held, who looked, and your requests"))
        row.addWidget(self._save)
        row.addWidget(self._after)
        row.addWidget(self._page)
        row.addStretch(1)
        for part in (self._receipt_title, self._receipt_words, self._receipt_text):
            body.addWidget(part)
        body.addLayout(row)
        return self._receipt_card

    def _build_erasure(self) -> QFrame:
        self._erasure_card, body = card()
        row = QHBoxLayout()
        row.setSpacing(16)
        self._erasure_symbol = Symbol("delete", "quiet", 24)
        words = QVBoxLayout()
        words.setSpacing(4)
        self._erasure_title = label(kind="heading")
        self._erasure_words = label(tone="quiet", name="erasureWords")
        words.addWidget(self._erasure_title)
        words.addWidget(self._erasure_words)
        self._erase = Button(say("Ask for deletion…"), "eraseButton").on_click(self._ask_erasure)
        row.addWidget(self._erasure_symbol, 0, _TOP)
        row.addLayout(words, 1)
        row.addWidget(self._erase)
        body.addLayout(row)
        return self._erasure_card

    def _show_sent(self, lines: tuple[SentLine, ...]) -> None:
        if lines == self._lines:
            return  # states come every second while something is sent
        self._lines = lines
        clear(self._sent)
        for line in lines:
            self._sent.addWidget(_sent_row(line))

    def _show_upload(self, upload: UploadView, refused: bool) -> None:
        shares = [
            done / total
            for done, total in ((upload.done_entries, upload.total_entries), (upload.done_bytes, upload.total_bytes))
            if total
        ]
        self._progress.setValue(1000 if upload.complete else round(1000 * min(shares, default=1.0)))
        self._progress_words.setText(_upload_words(upload, refused))

    def _show_receipt(self, state: FinishState, erased: bool) -> None:
        text = said(state.erasure.receipt if erased else (state.receipt.text if state.receipt else ""))
        self._receipt_card.setVisible(erased or not state.withdrawn or bool(state.candidate_page))
        self._receipt_title.setText(say("Erasure receipt") if erased else say("Your receipt"))
        self._receipt_words.setText(_receipt_words(state, erased))
        self._receipt_words.setToolTip(html.escape(state.receipt_saved_as))
        self._receipt_text.setVisible(bool(text))
        self._receipt_text.setPlainText(text)
        self._save.setEnabled(bool(text))
        self._page.setVisible(bool(state.candidate_page) and not erased)
        self._after.setVisible(not erased and not state.moved)
        self._page.setToolTip(state.candidate_page)

    def _show_erasure(self, erasure: ErasureView) -> None:
        title, words, symbol, tone = _erasure_words(erasure)
        self._erasure_title.setText(title)
        self._erasure_words.setText(words)
        self._erasure_symbol.show_symbol(symbol, tone)
        self._erase.setVisible(erasure.state in {Erasure.NONE, Erasure.ASKING})
        self._erase.setEnabled(erasure.state is Erasure.NONE)
        self._erase.setText(say("Asking…") if erasure.state is Erasure.ASKING else say("Ask for deletion…"))

    def _choose_file(self) -> None:
        if self._state is None:
            return
        erased = self._state.erasure.state is Erasure.ERASED
        name = "recrutr-erasure-receipt.json"
        if not erased and self._state.receipt:
            name = self._state.receipt.file_name
        dialog = QFileDialog(self.window(), say("Save receipt"), name)
        dialog.setObjectName("receiptDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.receipt_save_requested)
        dialog.open()

    def _open_page(self) -> None:
        if self._state is not None:
            self.page_requested.emit(self._state.candidate_page)

    def _ask_erasure(self) -> None:
        if self._state is None:
            return
        question = Question(
            say("Ask for deletion of this attempt?"),
            say(
                "Your code, recordings and results at {organisation} will be deleted after a check whether a "
                "law obliges them to keep something. This cannot be undone, and you may drop out of the "
                "application.\nYou get a signed receipt. What Recrutr keeps on this machine is wiped as well.",
                organisation=self._state.organisation,
            ),
            say("Ask for deletion"),
            danger=True,
            asks_reason=say("Anything you want to add (optional)"),
        )
        ask(self.window(), question, self.erasure_requested.emit)


def _sent_row(line: SentLine) -> QFrame:
    frame = QFrame()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    symbol, tone = _sent_symbol(line)
    row.addWidget(Symbol(symbol, tone), 0, _TOP)
    row.addWidget(label(line.what, "strong"), 2)
    row.addWidget(label(line.detail, tone="quiet"), 3)
    frame.setAccessibleName(f"{said(line.what)}: {said(line.detail)}")
    return frame


def _sent_symbol(line: SentLine) -> tuple[str, str]:
    if line.refused:
        return "attention", "attention"
    if line.nothing:
        return "off", "quiet"
    return ("good", "good") if line.done else ("waiting", "quiet")


def _title(state: FinishState) -> str:
    if state.erasure.state is Erasure.ERASED:
        return say("Your attempt is deleted")
    if state.moved:
        return say("This attempt continues on another computer")
    return (
        say("You have withdrawn")
        if state.withdrawn
        else say("Done. Thank you, {candidate_name}", candidate_name=state.candidate_name)
    )


def _lead(state: FinishState) -> str:
    if state.erasure.state is Erasure.ERASED:
        return say("The receipt below proves it. It holds no personal data; keep it if you like.")
    if state.moved:
        return say(
            "Recording has stopped here, and nothing more can be written here. What this computer still "
            "holds is sent as its own record; it is not mixed into the work on the other one."
        )
    if state.withdrawn:
        return say(
            "Recording has stopped. {organisation} sees that you withdrew from “{assessment_title}”.",
            organisation=state.organisation,
            assessment_title=state.assessment_title,
        )
    return say(
        "Recording has stopped. People at {organisation} read your report; no machine decides alone.",
        organisation=state.organisation,
    )


def _closing_words(waiting: bool, refused: bool) -> str:
    if waiting:
        return say(
            "You can close this window: Recrutr goes on sending in the background, and ends when all has arrived."
        )
    if refused:
        return say("You can close Recrutr. What was not taken is kept here and offered again when you open it.")
    return say("Everything is done. You can close Recrutr.")


def _upload_words(upload: UploadView, refused: bool) -> str:
    if upload.complete:
        return say("Everything else has arrived.") if refused else say("Everything has arrived.")
    left = []
    if entries := upload.total_entries - upload.done_entries:
        left.append(say_count("{n} journal entry", "{n} journal entries", entries))
    if data := upload.total_bytes - upload.done_bytes:
        left.append(say("{size} of recordings", size=size_words(data)))
    listed = say("{one} and {two}", one=left[0], two=left[1]) if len(left) > 1 else "".join(left)
    if upload.offline:
        return say(
            "No connection. Still to send: {listed}. It is safe on this machine and goes on by itself.", listed=listed
        )
    if upload.about:
        return say("Still to send: {listed}. That takes about {about}.", listed=listed, about=upload.about)
    return say("Still to send: {listed}.", listed=listed)


def _receipt_words(state: FinishState, erased: bool) -> str:
    receipt = state.receipt
    if state.receipt_saved_as:
        return _saved_words(PurePath(state.receipt_saved_as))
    if state.moved and not erased:
        return say("You get your receipt on the computer on which you finish.")
    if erased:
        return say("Signed by the server.")
    if receipt is None:
        return say("The receipt is made as soon as everything is in order.")
    if not receipt.countersigned:
        return say("Signed by this machine. The server adds its signature once it has received your work.")
    return {
        "late": say("Signed by this machine and by the server: received late."),
        "unproven": say("Signed by this machine and by the server: received, the time is unproven."),
    }.get(receipt.timeliness or "", say("Signed by this machine and by the server: received on time."))


def _saved_words(file: PurePath) -> str:
    if not file.parent.name:
        return say("Saved as {name}.", name=file.name)
    return say("Saved as {name} in the folder “{folder}”.", name=file.name, folder=file.parent.name)


def _erasure_words(erasure: ErasureView) -> tuple[str, str, str, str]:
    due = (
        say("It is done by {when} at the latest.", when=when_words(erasure.due_wall_us)) if erasure.due_wall_us else ""
    )
    title, words, symbol, tone = {
        Erasure.WAITING: (say("Deletion asked for"), say("Your wish has arrived."), "clock", "accent"),
        Erasure.HELD: (
            say("Deletion is on hold"),
            say("The organisation must keep something for now."),
            "lock",
            "attention",
        ),
        Erasure.ERASED: (
            say("Deleted"),
            say("Nothing of this attempt is left, here or on the server."),
            "good",
            "good",
        ),
    }.get(
        erasure.state,
        (
            say("Your data"),
            say("You can ask for deletion at any time, now or later on your page."),
            "delete",
            "quiet",
        ),
    )
    parts = (words, due if erasure.state is Erasure.WAITING else "", erasure.note)
    return title, " ".join(filter(None, parts)), symbol, tone
