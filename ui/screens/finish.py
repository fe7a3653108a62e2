"""Finish: what was sent, what still travels, the receipt to keep, and deletion with its state and receipt."""

from __future__ import annotations

import html
from pathlib import PurePath

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout

from ui.finish_states import Erasure, ErasureView, FinishState, SentLine, UploadView
from ui.impression import ImpressionCard
from ui.screens.evidence import EvidenceCard
from ui.states import Screen
from ui.widgets.banner import Banner
from ui.widgets.dialogs import Question, ask
from ui.widgets.page import Page, card, clear, large
from ui.widgets.symbol import Symbol
from ui.widgets.text import Button, label
from ui.words import count_words, size_words, when_words

_TOP = Qt.AlignmentFlag.AlignTop


class FinishScreen(Page):
    """Shows a FinishState."""

    receipt_save_requested = Signal(str)
    page_requested = Signal(str)
    after_requested = Signal()
    erasure_requested = Signal(str)
    close_requested = Signal()

    def __init__(self) -> None:
        super().__init__(Screen.FINISH, 760)
        self._state: FinishState | None = None
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
        self._close = large(Button("Close Recrutr", "closeButton", "primary")).on_click(self.close_requested.emit)
        self.add_action(self._closing, 1)
        self.add_action(self._close)

    def show_state(self, state: FinishState) -> None:
        """Picture the state."""
        self._state = state
        erased = state.erasure.state is Erasure.ERASED
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

    def _build_sent(self) -> QFrame:
        self._sent_card, body = card()
        body.addWidget(label("Handed in", "heading"))
        self._sent = QVBoxLayout()
        self._sent.setSpacing(8)
        body.addLayout(self._sent)
        self._progress = QProgressBar()
        self._progress.setObjectName("uploadProgress")
        self._progress.setAccessibleName("Upload")
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
        self._receipt_text.setAccessibleName("Receipt")
        self._receipt_text.setProperty("type", "code")
        self._receipt_text.setReadOnly(True)
        self._receipt_text.setTabChangesFocus(True)
        self._receipt_text.setFixedHeight(104)
        self._save = Button("Save receipt…", "saveReceiptButton", symbol="download").on_click(self._choose_file)
        self._page = Button("Open your page", "pageButton", "quiet", "link").on_click(self._open_page)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._after = Button("Your attempt…", "afterButton", "", "eye").on_click(self.after_requested.emit)
        self._after.setToolTip("Your work over time, what is held, who looked, and your requests")
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
        self._erase = Button("Ask for deletion…", "eraseButton").on_click(self._ask_erasure)
        row.addWidget(self._erasure_symbol, 0, _TOP)
        row.addLayout(words, 1)
        row.addWidget(self._erase)
        body.addLayout(row)
        return self._erasure_card

    def _show_sent(self, lines: tuple[SentLine, ...]) -> None:
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
        text = state.erasure.receipt if erased else (state.receipt.text if state.receipt else "")
        self._receipt_card.setVisible(erased or not state.withdrawn or bool(state.candidate_page))
        self._receipt_title.setText("Erasure receipt" if erased else "Your receipt")
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
        self._erase.setText("Asking…" if erasure.state is Erasure.ASKING else "Ask for deletion…")

    def _choose_file(self) -> None:
        if self._state is None:
            return
        erased = self._state.erasure.state is Erasure.ERASED
        name = "recrutr-erasure-receipt.json"
        if not erased and self._state.receipt:
            name = self._state.receipt.file_name
        dialog = QFileDialog(self.window(), "Save receipt", name)
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
            "Ask for deletion of this attempt?",
            f"Your code, recordings and results at {self._state.organisation} will be deleted after a check whether "
            "a law obliges them to keep something. This cannot be undone, and you may drop out of the application.\n"
            "You get a signed receipt. What Recrutr keeps on this machine is wiped as well.",
            "Ask for deletion",
            danger=True,
            asks_reason="Anything you want to add (optional)",
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
    frame.setAccessibleName(f"{line.what}: {line.detail}")
    return frame


def _sent_symbol(line: SentLine) -> tuple[str, str]:
    if line.refused:
        return "attention", "attention"
    if line.nothing:
        return "off", "quiet"
    return ("good", "good") if line.done else ("waiting", "quiet")


def _title(state: FinishState) -> str:
    if state.erasure.state is Erasure.ERASED:
        return "Your attempt is deleted"
    if state.moved:
        return "This attempt continues on another computer"
    return "You have withdrawn" if state.withdrawn else f"Done. Thank you, {state.candidate_name}"


def _lead(state: FinishState) -> str:
    if state.erasure.state is Erasure.ERASED:
        return "The receipt below proves it. It holds no personal data; keep it if you like."
    if state.moved:
        return (
            "Recording has stopped here, and nothing more can be written here. What this computer still holds is sent "
            "as its own record; it is not mixed into the work on the other one."
        )
    if state.withdrawn:
        return f"Recording has stopped. {state.organisation} sees that you withdrew from “{state.assessment_title}”."
    return f"Recording has stopped. People at {state.organisation} read your report; no machine decides alone."


def _closing_words(waiting: bool, refused: bool) -> str:
    if waiting:
        return "You can close this window: Recrutr goes on sending in the background, and ends when all has arrived."
    if refused:
        return "You can close Recrutr. What was not taken is kept here and offered again when you open it."
    return "Everything is done. You can close Recrutr."


def _upload_words(upload: UploadView, refused: bool) -> str:
    if upload.complete:
        return "Everything else has arrived." if refused else "Everything has arrived."
    left = []
    if entries := upload.total_entries - upload.done_entries:
        left.append(count_words(entries, "journal entry").replace("entrys", "entries"))
    if data := upload.total_bytes - upload.done_bytes:
        left.append(f"{size_words(data)} of recordings")
    words = f"Still to send: {' and '.join(left)}."
    if upload.about and not upload.offline:
        words += f" That takes about {upload.about}."
    return f"No connection. {words} It is safe on this machine and goes on by itself." if upload.offline else words


def _receipt_words(state: FinishState, erased: bool) -> str:
    receipt = state.receipt
    if state.receipt_saved_as:
        file = PurePath(state.receipt_saved_as)
        return f"Saved as {file.name}" + (f" in the folder “{file.parent.name}”." if file.parent.name else ".")
    if state.moved and not erased:
        return "You get your receipt on the computer on which you finish."
    if erased:
        return "Signed by the server."
    if receipt is None:
        return "The receipt is made as soon as everything is in order."
    if not receipt.countersigned:
        return "Signed by this machine. The server adds its signature once it has received your work."
    return f"Signed by this machine and by the server: received {receipt.timeliness or 'on time'}."


def _erasure_words(erasure: ErasureView) -> tuple[str, str, str, str]:
    due = f" It is done by {when_words(erasure.due_wall_us)} at the latest." if erasure.due_wall_us else ""
    note = f" {erasure.note}" if erasure.note else ""
    if erasure.state is Erasure.WAITING:
        return "Deletion asked for", f"Your wish has arrived.{due}{note}", "clock", "accent"
    if erasure.state is Erasure.HELD:
        return "Deletion is on hold", f"The organisation must keep something for now.{note}", "lock", "attention"
    if erasure.state is Erasure.ERASED:
        return "Deleted", f"Nothing of this attempt is left, here or on the server.{note}", "good", "good"
    return "Your data", f"You can ask for deletion at any time, now or later on your page.{note}", "delete", "quiet"
