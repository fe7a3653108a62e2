"""The one window: a stack of screens, each a picture of its state. The app speaks to `ui` through this class only.

Guarantees: every wish of the candidate leaves as a signal; nothing here touches disk, network, camera or containers.
Object names of widgets that scripts and tests use are listed in `MainWindow`'s docstring; they are part of the interface.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from brand.tokens import Appearance
from editor.widget import CodeEditor
from ui.states import (
    CheckState,
    FinishState,
    JoinState,
    Message,
    NoticeState,
    PreviewState,
    RunState,
    Screen,
    StatusState,
    WorkState,
)


class MainWindow(QMainWindow):
    """The window of the desktop app. All calls from the GUI thread.

    Object names (find with `window.findChild(QWidget, name)`):
      join: `codeField` `joinButton` `serverToggle` `serverField` `joinMessage`
      notice: `noticeText` `noticeRead` `noticeAgree` `noticeDecline`
      check: `checkLine.<name>` `checkFix.<name>` `checkAgain` `startButton` `cameraPreview` `levelMeter`
      work: `problem.<label>` `statement` `languageSelector` `runButton` `stopButton` `submitButton` `finishButton`
            `withdrawButton` `resultsTabs` `samplesView` `ownInput` `runOwnButton` `ownOutput` `compilerMessages`
            `submissionsList` `timeLeft` `savedIndicator` `syncIndicator` `recording.<stream>`
            the editor's key target is `window.editor().key_target()` (object name `code`)
      finish: `saveReceiptButton` `pageButton` `eraseButton` `erasureReceipt` `uploadProgress` `closeButton`
      dialogs: `messageDialog` `confirmDialog`, with buttons `confirmButton` `cancelButton`; in the withdraw dialog also
            `reasonField`; the file dialog is `receiptDialog`
    """

    join_requested = Signal(str, str)
    """(server address, code or recrutr:// link as typed)."""
    notice_acknowledged = Signal()
    notice_declined = Signal()
    check_again_requested = Signal()
    fix_requested = Signal(str)
    """Name of the check line whose fix button was pressed."""
    start_requested = Signal()
    problem_chosen = Signal(str)
    """Problem id; the app answers with `show_work` on that problem's document."""
    language_chosen = Signal(str, str)
    """(problem id, LanguageId value); the app answers with `show_work` on the document in that language."""
    edited = Signal(str, object)
    """(document id, protocol.edits.Edit): every change, in order."""
    pasted = Signal(str, int, object)
    """(document id, characters, PasteProvenance), just before the edit of the paste or drop."""
    focus_changed = Signal(bool)
    """Our window is in front, or is not."""
    run_requested = Signal(object)
    """RunWish."""
    stop_requested = Signal()
    submit_requested = Signal(object)
    """SubmitWish, after the candidate confirmed."""
    finish_requested = Signal()
    """After the candidate confirmed."""
    withdraw_requested = Signal(str)
    """The reason (may be empty), after the candidate confirmed."""
    receipt_save_requested = Signal(str)
    """Path chosen for the submission receipt (or, once erased, the erasure receipt)."""
    page_requested = Signal(str)
    """Open this address in the browser."""
    erasure_requested = Signal(str)
    """The candidate's own words (may be empty), after they confirmed."""
    close_requested = Signal()
    """The candidate wants to close the window; the app answers with `leave()` or a message."""

    def show_join(self, state: JoinState) -> None:
        """Show the Join screen."""
        raise NotImplementedError

    def show_notice(self, state: NoticeState) -> None:
        """Show the Notice screen."""
        raise NotImplementedError

    def show_check(self, state: CheckState) -> None:
        """Show the Check screen."""
        raise NotImplementedError

    def show_work(self, state: WorkState) -> None:
        """Show the Work screen; opens `state.document` (its text counts only the first time its id is shown)."""
        raise NotImplementedError

    def show_finish(self, state: FinishState) -> None:
        """Show the Finish screen."""
        raise NotImplementedError

    def update_status(self, state: StatusState) -> None:
        """Refresh the top bar; cheap, about once a second and whenever saved or sync change."""
        raise NotImplementedError

    def update_previews(self, state: PreviewState) -> None:
        """Refresh camera, screen and level; cheap, up to 10 times a second."""
        raise NotImplementedError

    def update_run(self, state: RunState) -> None:
        """Refresh the results panel."""
        raise NotImplementedError

    def show_message(self, message: Message) -> None:
        """Open a window-modal message without blocking the caller."""
        raise NotImplementedError

    def leave(self) -> None:
        """Close for good, without asking."""
        raise NotImplementedError

    @property
    def screen_shown(self) -> Screen:
        """The screen that is visible."""
        raise NotImplementedError

    def editor(self) -> CodeEditor:
        """The editor of the document that is open. Raises LookupError before the first `show_work`."""
        raise NotImplementedError

    def document_text(self, document: str) -> str:
        """The present text of a document that was shown. Raises LookupError when it was not."""
        raise NotImplementedError

    def set_appearance(self, appearance: Appearance) -> None:
        """Light, dark or high contrast; the default follows the system."""
        raise NotImplementedError
