"""The one window: a stack of screens, each a picture of its state. The app speaks to `ui` through this class only.

Guarantees: every wish of the candidate leaves as a signal; nothing here touches disk, network, camera or containers.
Object names that scripts and tests use stand in `MainWindow`'s docstring; they are part of the interface.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from brand.tokens import Appearance
from editor.preferences import USUAL, Preferences
from editor.widget import CodeEditor
from ui import accessible, icons, theme
from ui.background import Background
from ui.beside import Beside, Way
from ui.displays import first_size
from ui.finish_states import BackgroundState, FinishState
from ui.live_states import LiveState
from ui.mark import ScreenMarks
from ui.recorded_states import IdentityState, RecordedState
from ui.screens.check import CheckScreen
from ui.screens.finish import FinishScreen
from ui.screens.identity import IdentityScreen
from ui.screens.join import JoinScreen
from ui.screens.notice import NoticeScreen
from ui.states import (
    CheckState,
    JoinState,
    Message,
    NoticeState,
    PreviewState,
    RunState,
    Screen,
    StatusState,
    WorkState,
)
from ui.widgets.dialogs import tell
from ui.widgets.preferences import PreferencesDialog
from ui.work.screen import WorkScreen


class MainWindow(QMainWindow):
    """The window of the desktop app. All calls from the GUI thread.

    Object names (find with `window.findChild(QWidget, name)`):
      join: `codeField` `joinButton` `serverToggle` `serverField` `joinMessage` `practiceButton`
      notice: `noticeText` `noticeRead` `noticeAgree` `noticeDecline`
      check: `checkLine.<name>` `checkFix.<name>` `checkDevice.<name>` `checkAgain` `startButton` `cameraPreview`
            `levelMeter` `practiceButton`; `trialCard` with `trialRecord` `trialPlay` `trialDelete` `trialCamera`
            `trialScreen` `trialNow` `trialWords` `trialSound`; `openReport`, `reportDialog` with `reportText`
            `saveReport` `sendReport` `closeReport`
      identity: `takePicture.person` `takePicture.document` `identityPicture.<which>` `identityGoOn` `identityBack`
      work: `problem.<label>` `statement` `statementLanguage` `notesButton` `noteField` `flagButton` `docsButton`
            (`docsPane`, see `ui.work.docs`) `languageSelector` `runButton` `stopButton` `submitButton` `finishButton`
            `withdrawButton` `settingsButton` `resultsTabs` `syntaxMistakes`
            `samplesView` with `samplesList` `addCase` `removeCase` `caseName` `sampleInput` `sampleExpected`
            `sampleOutput` `showSpaces`; `ownInput` `typeMore` `runOwnButton` `keepAsCase` `ownOutput` `ownTyped`
            `endInput`; `fileTabs` `filesButton` `newFileButton` `fileTree` `fileName` `fileNameWrong` `deletedFile`
            `bringBackButton`; `projectSearch` with `project.searchField` `project.replaceField` `project.replaceAll`
            and the like, `projectHits` `projectSearchNote`
            `compilerMessages` `submissionsList` `timeLeft` `savedIndicator` `syncIndicator` `recording.<stream>`
            `recordedButton` `recordedPanel` with `pauseButton` `goOnButton` `recordedEvents` `recordedClose`,
            `pauseMessage` `workMessage` `diskMessage` (there while typing is not saved, or a recording pauses for
            want of room); `messagesButton` `handButton` `messageNews` `looked` `conversation` with `messagesList`
            `messageField` `sendMessage` `closeMessages`; the editor's key target is `window.editor().key_target()`
            (object name `code`)
      finish: `saveEvidenceButton` `stopEvidenceButton` `evidenceProgress` `evidenceDigest` `saveReceiptButton`
            `afterButton` (`afterDialog`, see `ui.after`) `pageButton` `eraseButton` `erasureReceipt`
            `uploadProgress` `closeButton`
      background: `backgroundPanel` with `backgroundLeft` `backgroundShow` `backgroundQuit`, or the tray's `trayMenu`
      dialogs: `messageDialog` `confirmDialog`, with buttons `confirmButton` `cancelButton`; in the withdraw dialog also
            `reasonField`; `pauseDialog` with `pauseReason.<reason>` `pauseWords`; the file dialog is `receiptDialog`;
            `preferencesDialog` with `themeChoice` `fontPixels` `tabWidthChoice` `indentChoice` `keysChoice`
            `completionChoice` `closePreferences`
    """

    join_requested = Signal(str, str)
    """(server address, code or recrutr:// link as typed)."""
    notice_acknowledged = Signal()
    notice_declined = Signal()
    check_again_requested = Signal()
    fix_requested = Signal(str)
    """Name of the check line whose fix button was pressed."""
    device_chosen = Signal(str, str)
    """(name of the check line, DeviceOption's identifier)."""
    start_requested = Signal()
    offer_taken = Signal()
    """The button that helps with what the Join screen complains of."""
    picture_requested = Signal(str)
    """Take the picture of "person" or "document" now."""
    identity_left = Signal()
    """Go on from the identity step, with the pictures there are or without."""
    identity_back = Signal()
    """Back from the identity step to the check."""
    problem_chosen = Signal(str)
    statement_language_chosen = Signal(str)
    """Problem id; the app answers with `show_work` on that problem's document."""
    language_chosen = Signal(str, str)
    """(problem id, LanguageId value); the app answers with `show_work` on the document in that language."""
    files_changed = Signal(object)
    """FileWish about the files of the present problem; the app answers with `show_work`."""
    edited = Signal(str, object)
    """(document id, protocol.edits.Edit): every change, in order."""
    cursor_rested = Signal(str, int, int)
    """(document id, byte of the cursor, first visible line), some time after it moved."""
    pasted = Signal(str, int, object)
    """(document id, characters, PasteProvenance), just before the edit of the paste or drop."""
    preferences_changed = Signal(object)
    """editor.preferences.Preferences: the person chose otherwise; shown already, to be kept."""
    focus_changed = Signal(bool)
    """Our window is in front, or is not."""
    run_requested = Signal(object)
    """RunWish."""
    cases_changed = Signal(str, object)
    """(problem id, tuple of OwnCase): the own cases of the problem from here on, to be kept."""
    typed_to_run = Signal(str)
    """Typed to the program that runs."""
    run_input_ended = Signal()
    flag_turned = Signal(str, bool)
    """(problem id, whether the candidate flags it for themselves)."""
    note_changed = Signal(str, str, bool)
    """(problem id, text of the note, whether something was pasted into it from outside)."""
    stop_requested = Signal()
    submit_requested = Signal(object)
    """SubmitWish, after the candidate confirmed."""
    message_written = Signal(str)
    hand_turned = Signal(bool)
    """Raise (true) or lower the hand."""
    finish_requested = Signal()
    """After the candidate confirmed."""
    pause_requested = Signal(object)
    """PauseWish, after the candidate chose a reason."""
    go_on_requested = Signal()
    """Record again after a pause."""
    withdraw_requested = Signal(str)
    """The reason (may be empty), after the candidate confirmed."""
    receipt_save_requested = Signal(str)
    """Path chosen for the submission receipt (or, once erased, the erasure receipt)."""
    page_requested = Signal(str)
    """Open this address in the browser."""
    erasure_requested = Signal(str)
    """The candidate's own words (may be empty), after they confirmed."""
    return_requested = Signal()
    """The candidate wants the window back that was closed while Recrutr goes on sending."""
    quit_requested = Signal()
    """The candidate wants to end Recrutr although not everything is sent, after they confirmed."""
    left = Signal()
    """The window has closed for good."""
    evidence_save_requested = Signal(str)
    evidence_stop_requested = Signal()
    close_requested = Signal()
    """The candidate wants to close the window; the app answers with `leave()` or a message."""

    def __init__(self) -> None:
        super().__init__()
        accessible.install()
        self.setWindowTitle("Recrutr")
        self.setWindowIcon(icons.app_icon())
        self.resize(first_size(self))
        self._leaving = self._focused = False
        self._wished, self._theme_fixed = USUAL, False
        with theme.dressed_at_the_end(theme.system_appearance()):
            self._join = JoinScreen()
            self._notice = NoticeScreen()
            self._check = CheckScreen()
            self._identity = IdentityScreen()
            self._work = WorkScreen()
            self._finish = FinishScreen()
            self._screens: dict[Screen, QWidget] = {
                Screen.JOIN: self._join,
                Screen.NOTICE: self._notice,
                Screen.CHECK: self._check,
                Screen.IDENTITY: self._identity,
                Screen.WORK: self._work,
                Screen.FINISH: self._finish,
            }
            self._background = Background()
            self._marks = ScreenMarks()
            self._stack = QStackedWidget()
            for screen in self._screens.values():
                self._stack.addWidget(screen)
            self.setCentralWidget(self._stack)
            self.beside = Beside(self._stack, Way(self._join, self._check, self._work, self._finish))
            self._connect()
        QShortcut(QKeySequence("Ctrl+,"), self, self.open_preferences)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._application_turned)
            application.styleHints().colorSchemeChanged.connect(lambda _scheme: self._follow_system())

    def show_join(self, state: JoinState) -> None:
        """Show the Join screen."""
        self._turn_to(Screen.JOIN)
        self._join.show_state(state)

    def show_notice(self, state: NoticeState) -> None:
        """Show the Notice screen."""
        self._turn_to(Screen.NOTICE)
        self._notice.show_state(state)

    def show_check(self, state: CheckState) -> None:
        """Show the Check screen."""
        self._turn_to(Screen.CHECK)
        self._check.show_state(state)

    def show_identity(self, state: IdentityState) -> None:
        """Show the identity step."""
        self._turn_to(Screen.IDENTITY)
        self._identity.show_state(state)

    def show_work(self, state: WorkState) -> None:
        """Show the Work screen; opens `state.document` (its text counts only the first time its id is shown)."""
        self._turn_to(Screen.WORK)
        self._work.show_state(state)

    def show_finish(self, state: FinishState) -> None:
        """Show the Finish screen."""
        self._turn_to(Screen.FINISH)
        self._finish.show_state(state)

    def update_status(self, state: StatusState) -> None:
        """Refresh the top bar; cheap, about once a second and whenever saved or sync change."""
        self._work.show_status(state)

    def update_recorded(self, state: RecordedState) -> None:
        """Refresh the panel "What is recorded now"; cheap, with every status."""
        self._work.show_recorded(state)

    def mark_screens(self, *, shown: bool, then: Callable[[], None] = lambda: None) -> None:
        """Show or take away the mark of a recorded screen; `then` is called once it stands there."""
        if shown:
            self._marks.show(then)
        else:
            self._marks.hide()

    def hold_marks(self, corner: tuple[int, int]) -> bool:
        """Put the marks above everything, and return when they are there; from any thread, unlike all else here.

        False: on the display with this left upper corner none stands yet.
        """
        return self._marks.hold(corner)

    def update_previews(self, state: PreviewState) -> None:
        """Refresh camera, screen and level; cheap, up to 10 times a second."""
        if self.screen_shown is Screen.CHECK:
            self._check.show_previews(state)
        elif self.screen_shown is Screen.IDENTITY:
            self._identity.show_previews(state)
        elif self.screen_shown is Screen.WORK:
            self._work.show_previews(state)

    def update_live(self, state: LiveState) -> None:
        """Refresh messages with the interviewer, the raised hand, and who looks."""
        self._work.show_live(state)

    def update_run(self, state: RunState) -> None:
        """Refresh the results panel."""
        self._work.show_run(state)

    def show_message(self, message: Message) -> None:
        """Open a window-modal message without blocking the caller."""
        tell(self, message)

    def go_to_background(self, state: BackgroundState) -> None:
        """Hide, and leave a tray icon or a small window that says what is left."""
        self.hide()
        self._background.appear(state)

    def show_background(self, state: BackgroundState) -> None:
        """Refresh what tray icon or small window say."""
        self._background.show_state(state)

    def come_back(self) -> None:
        """Show the window again, in front of others as far as the desktop allows a program to."""
        self._background.vanish()
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Close for good, without asking."""
        self._leaving = True
        self._marks.hide()
        self._background.vanish()
        self.close()
        self.left.emit()

    @property
    def screen_shown(self) -> Screen:
        """The screen that is visible."""
        shown = self._stack.currentWidget()
        if shown is self.beside.practice.screen:
            return Screen.PRACTICE
        return next(name for name, screen in self._screens.items() if screen is shown)

    def editor(self) -> CodeEditor:
        """The editor of the document that is open. Raises LookupError before the first `show_work`."""
        return self._work.deck.current()

    def document_text(self, document: str) -> str:
        """The present text of a document that was shown. Raises LookupError when it was not."""
        return self._work.deck.editor(document).text()

    def set_appearance(self, appearance: Appearance) -> None:
        """Light, dark or high contrast; the default follows the system."""
        theme.apply(appearance)
        self._work.deck.set_appearance(appearance)
        self.beside.practice.set_appearance(appearance)

    def show_preferences(self, wished: Preferences, *, theme_fixed: bool = False) -> None:
        """Obey these; `theme_fixed` when the organisation has set the colours."""
        self._wished, self._theme_fixed = wished, theme_fixed
        self._work.deck.set_preferences(wished)
        self.beside.practice.set_preferences(wished)
        self.set_appearance(theme.system_appearance() if wished.theme == "system" else Appearance(wished.theme))

    def open_preferences(self) -> None:
        """Open the settings; what is chosen shows at once."""
        PreferencesDialog(self, self._wished, self._prefer, theme_fixed=self._theme_fixed).open()

    def _prefer(self, wished: Preferences) -> None:
        self.show_preferences(wished, theme_fixed=self._theme_fixed)
        self.preferences_changed.emit(wished)

    def _follow_system(self) -> None:
        if self._wished.theme == "system":
            self.set_appearance(theme.system_appearance())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Ask the app; only `leave` closes."""
        if self._leaving:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    def _application_turned(self, state: Qt.ApplicationState) -> None:
        """Report whether one of our windows (dialogs count) is in front; nothing is learnt about other programs."""
        focused = state == Qt.ApplicationState.ApplicationActive
        if focused != self._focused:
            self._focused = focused
            self.focus_changed.emit(focused)

    def _turn_to(self, screen: Screen) -> None:
        if self._stack.currentWidget() is not self._screens[screen]:
            self._stack.setCurrentWidget(self._screens[screen])

    def _connect(self) -> None:
        self._join.join_requested.connect(self.join_requested)
        self._join.offer_taken.connect(self.offer_taken)
        self.beside.practice.settings_requested.connect(self.open_preferences)
        self._notice.acknowledged.connect(self.notice_acknowledged)
        self._notice.declined.connect(self.notice_declined)
        self._check.again_requested.connect(self.check_again_requested)
        self._check.fix_requested.connect(self.fix_requested)
        self._check.device_chosen.connect(self.device_chosen)
        self._check.start_requested.connect(self.start_requested)
        self._work.bar.settings_requested.connect(self.open_preferences)
        self._identity.picture_requested.connect(self.picture_requested)
        self._identity.left.connect(self.identity_left)
        self._identity.back.connect(self.identity_back)
        self._connect_work()
        self._finish.receipt_save_requested.connect(self.receipt_save_requested)
        self._finish.evidence.save_requested.connect(self.evidence_save_requested)
        self._finish.evidence.stop_requested.connect(self.evidence_stop_requested)
        self._finish.page_requested.connect(self.page_requested)
        self._finish.erasure_requested.connect(self.erasure_requested)
        self._finish.close_requested.connect(self.close_requested)
        self._background.return_requested.connect(self.return_requested)
        self._background.quit_requested.connect(self.quit_requested)

    def _connect_work(self) -> None:
        self._work.problem_chosen.connect(self.problem_chosen)
        self._work.statement_language_chosen.connect(self.statement_language_chosen)
        self._work.language_chosen.connect(self.language_chosen)
        self._work.project.wished.connect(self.files_changed)
        self._work.deck.edited.connect(self.edited)
        self._work.deck.pasted.connect(self.pasted)
        self._work.deck.cursor_rested.connect(self.cursor_rested)
        self._work.run_requested.connect(self.run_requested)
        self._work.cases_changed.connect(self.cases_changed)
        self._work.navigator.notes.flag_turned.connect(self.flag_turned)
        self._work.navigator.notes.note_changed.connect(self.note_changed)
        self._work.results.own.typed.connect(self.typed_to_run)
        self._work.results.own.ended.connect(self.run_input_ended)
        self._work.stop_requested.connect(self.stop_requested)
        self._work.submit_requested.connect(self.submit_requested)
        self._work.finish_requested.connect(self.finish_requested)
        self._work.conversation.written.connect(self.message_written)
        self._work.conversation.hand_turned.connect(self.hand_turned)
        self._work.withdraw_requested.connect(self.withdraw_requested)
        self._work.pause_requested.connect(self.pause_requested)
        self._work.go_on_requested.connect(self.go_on_requested)
