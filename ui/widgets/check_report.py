"""The report on this computer: read it whole, save it, or send it. Nothing leaves before a button says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from protocol.saying import say, to_say
from ui.trial_states import ReportState
from ui.widgets import dialogs
from ui.widgets.banner import Banner
from ui.widgets.dialogs import Dialog
from ui.widgets.text import Button, label

_WHAT = to_say(
    "This is all of it: what was found on this computer, without your name, your code or "
    "anything you wrote. Names of devices stand in it as they stand on the page."
)


class ReportDialog(Dialog):
    """Shows a ReportState; stays open until it is closed."""

    def __init__(self, parent: QWidget, save: Callable[[str], object], send: Callable[[], object]) -> None:
        super().__init__(parent, "reportDialog", say("Report on this computer"), ("information", "accent"))
        self.setMinimumWidth(min(640, dialogs.room_on_screen(self).width()))
        self._save, self._send_it, self._file_name = save, send, ""
        self.add_words(_WHAT)
        self._text = QPlainTextEdit()
        self._text.setObjectName("reportText")
        self._text.setAccessibleName(say("The report"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(320)
        self.add_widget(self._text)
        self._banner = Banner("reportMessage")
        self._done = label("", "strong", name="reportDone")
        self.add_widget(self._banner)
        self.add_widget(self._done)
        self._send = Button(say("Send"), "sendReport").on_click(self._send_it)
        self._buttons.addWidget(self._send)
        self._buttons.addWidget(Button(say("Save…"), "saveReport").on_click(self._choose_file))
        self.add_button(Button(say("Close"), "closeReport", "primary"), lambda: None)

    def show_state(self, state: ReportState) -> None:
        """Picture the state."""
        self._file_name = state.file_name
        if self._text.toPlainText() != state.text:
            self._text.setPlainText(state.text)
        self._banner.show_message(state.error)
        sent = say("Sent to {organisation}.", organisation=state.organisation) if state.sent else ""
        words = sent or (say("Saved as {saved_as}.", saved_as=state.saved_as) if state.saved_as else "")
        self._done.setText(words)
        self._done.setVisible(bool(words))
        self._send.setText(
            say("Sending…") if state.sending else say("Send to {organisation}", organisation=state.organisation)
        )
        self._send.setVisible(bool(state.organisation))
        self._send.setEnabled(not (state.sending or state.sent))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, say("Save the report"), self._file_name)
        dialog.setObjectName("reportFileDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._file_name)
        dialog.fileSelected.connect(self._save)
        dialog.open()
