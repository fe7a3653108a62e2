"""Check: what works on this machine and what does not, each with its cause and one fix; then the start and its rule."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from protocol.saying import said, say, to_say, together
from ui.states import CheckLine, CheckState, PreviewState, Screen
from ui.trial_states import ReportState, TrialPhase, TrialState
from ui.widgets.banner import Banner
from ui.widgets.check_report import ReportDialog
from ui.widgets.page import Page, card, clear, large, rule
from ui.widgets.practice import PracticeInvitation
from ui.widgets.preview import LevelMeter, PictureView
from ui.widgets.symbol import Symbol
from ui.widgets.text import Button, Whole, label, retone
from ui.widgets.trial import TrialCard
from ui.words import duration_words, when_words

_COLOURS = {
    "green": ("good", "good", to_say("Works")),
    "amber": ("attention", "attention", to_say("Works, with a limit")),
    "red": ("stop", "stop", to_say("Does not work")),
    None: ("waiting", "quiet", to_say("Looking…")),
}
_INTRODUCTION = to_say("Each line should be green. An amber or red line says what is wrong and offers one fix.")
_TITLE_WIDTH = 168
_SIDE_WIDTH = 256 + 34
_TOP = Qt.AlignmentFlag.AlignTop


class LineView(QFrame):
    """One line: symbol, title and word, cause, a chooser where there are several devices, and the one fix."""

    fix_requested = Signal(str)
    device_chosen = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"checkLine.{name}")
        self._symbol = Symbol("waiting", "quiet", 24)
        self._title = label(kind="strong")
        self._word = label(kind="strong", tone="quiet")
        self._cause = Whole(tone="quiet")
        self.fix = Button("", f"checkFix.{name}").on_click(lambda: self.fix_requested.emit(name))
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title.setFixedWidth(_TITLE_WIDTH)
        head.addWidget(self._title)
        head.addWidget(self._word, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(self._cause)
        self._devices = QComboBox()
        self._devices.setObjectName(f"checkDevice.{name}")
        self._devices.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._devices.setMinimumContentsLength(36)
        # On Linux a screen reader takes the name of a combo box from its label only.
        self._title.setBuddy(self._devices)
        self._devices.activated.connect(lambda at: self.device_chosen.emit(name, self._devices.itemData(at)))
        words.addSpacing(4)
        words.addWidget(self._devices, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(16)
        row.addWidget(self._symbol, 0, _TOP)
        row.addLayout(words, 1)
        row.addWidget(self.fix, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_line(self, line: CheckLine) -> None:
        """Picture one line."""
        symbol, tone, word = _COLOURS[line.colour]
        self._symbol.show_symbol(symbol, tone)
        self._title.setText(said(line.title))
        self._word.setText(said(word))
        retone(self._word, tone)
        self._cause.setText(said(line.cause))
        self._cause.setVisible(bool(line.cause))
        self.fix.setVisible(bool(line.fix))
        self.fix.setText(said(line.fix or ""))
        self.fix.setAccessibleName(say("{title}: {what}", title=line.title, what=line.fix) if line.fix else "")
        self._show_devices(line)
        self.setAccessibleName(say("{title}: {state}. {cause}", title=line.title, state=word, cause=line.cause))

    def _show_devices(self, line: CheckLine) -> None:
        """Leaves the list alone while nothing changes, so that it does not close under somebody's hand."""
        wanted = [(said(device.words), device.identifier) for device in line.devices]
        have = [(self._devices.itemText(at), self._devices.itemData(at)) for at in range(self._devices.count())]
        if have != wanted:
            self._devices.clear()
            for words, identifier in wanted:
                self._devices.addItem(words, identifier)
        self._devices.setVisible(len(wanted) > 1)
        self._devices.setAccessibleName(say("{title} to use", title=line.title))
        at = self._devices.findData(line.device)
        if at != self._devices.currentIndex() and not self._devices.view().isVisible():
            self._devices.setCurrentIndex(at)


class CheckScreen(Page):
    """Shows a CheckState."""

    again_requested = Signal()
    fix_requested = Signal(str)
    device_chosen = Signal(str, str)
    start_requested = Signal()
    practice_requested = Signal()
    report_requested = Signal()
    report_save_requested = Signal(str)
    report_send_requested = Signal()

    def __init__(self) -> None:
        super().__init__(Screen.CHECK, 1000)
        self._views: dict[str, LineView] = {}
        self._banner = Banner("checkMessage")
        self.column.addWidget(label(say("Check your machine"), "title"))
        self._introduction = label(_INTRODUCTION, tone="quiet", name="checkIntroduction")
        self.column.addWidget(self._introduction)
        self.column.addWidget(self._banner)
        self._practice = PracticeInvitation()
        self._practice.button.on_click(self.practice_requested.emit)
        self.trial = TrialCard()
        self.trial.setFixedWidth(_SIDE_WIDTH)
        self.trial.hide()
        self._trial_phase = TrialPhase.READY
        self._dialog: ReportDialog | None = None
        self.column.addLayout(self._sides())
        self.column.addStretch(1)
        self._rule = label(tone="quiet", name="startRule")
        self._report = Button(say("Report…"), "openReport").on_click(self.report_requested.emit)
        self._report.setAccessibleName(say("Report on this computer, to read, save or send"))
        self._again = Button(say("Check again"), "checkAgain", symbol="again").on_click(self.again_requested.emit)
        self._start = large(Button(say("Start"), "startButton", "primary")).on_click(self.start_requested.emit)
        self.add_foot_words(self._rule)
        self.add_action(self._report)
        self.add_action(self._again)
        self.add_action(self._start)

    def _sides(self) -> QBoxLayout:
        frame, self._lines = card()
        self._lines.setContentsMargins(24, 12, 24, 12)
        self._lines.setSpacing(0)
        sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        sides.setSpacing(16)
        self.turn_with_width(sides)
        for stretch, parts in ((1, (frame, self._practice)), (0, (self._preview_card(), self.trial))):
            side = QVBoxLayout()
            side.setSpacing(16)
            for part in parts:
                side.addWidget(part)
            side.addStretch(1)
            sides.addLayout(side, stretch)
        return sides

    def show_state(self, state: CheckState) -> None:
        """Picture the state."""
        if list(self._views) != [line.name for line in state.lines]:
            self._build(state)
        for line in state.lines:
            self._views[line.name].show_line(line)
        self._banner.show_message(state.error)
        end = state.window_end_us
        later = (
            ""
            if end is None
            else to_say(
                "Checking takes none of your time: you may close Recrutr now, and check again and start later, until "
                "{when}.",
                when=when_words(end),
            )
        )
        self._introduction.setText(said(together(_INTRODUCTION, later)))
        time = duration_words(state.duration_us)
        self._rule.setText(
            said(state.hint)
            or say(
                "You have {time}. The time runs on the server from the moment you press Start, also while "
                "this window is closed or the connection is down.",
                time=time,
            )
        )
        self._report.setEnabled(not state.running)
        self._practice.setVisible(not state.continues)
        self._practice.button.setEnabled(not state.busy)
        self._again.setEnabled(not state.running and not state.busy)
        self._again.setText(say("Checking…") if state.running else say("Check again"))
        self._start.setEnabled(state.may_start and not state.running and not state.busy)
        self._start.setText(
            state.busy or (say("Go on: {time} left", time=time) if state.continues else say("Start: {time}", time=time))
        )
        QTimer.singleShot(0, self, self.begin)  # what can be done comes and goes while the machine is looked at

    def first_control(self) -> QWidget | None:
        """A line that wants something is what the page is for; without one, whatever comes first."""
        fixes = (view.fix for view in self._views.values())
        return next(filter(self.begins_at, fixes), None) or super().first_control()

    def show_previews(self, previews: PreviewState) -> None:
        """Refresh picture and level."""
        self._camera.show_picture(previews.camera)
        self._meter.show_level(previews.level)

    def show_trial(self, state: TrialState) -> None:
        """Refresh the trial recording; where nothing is recorded it is never called, and there is none."""
        opened = self._trial_phase is not TrialPhase.PLAYING and state.phase is TrialPhase.PLAYING
        self._trial_phase = state.phase
        self.trial.show()
        self.trial.show_state(state)
        if opened:  # once the pictures have their room
            QTimer.singleShot(0, self.trial, lambda: self.area.ensureWidgetVisible(self.trial, 0, 16))

    def show_report(self, state: ReportState) -> None:
        """Show the report, in the dialog that is open or in a new one."""
        if self._dialog is None:
            dialog = self._dialog = ReportDialog(
                self.window(), self.report_save_requested.emit, self.report_send_requested.emit
            )
            dialog.destroyed.connect(self._dialog_gone)
            dialog.open()
        self._dialog.show_state(state)

    def _dialog_gone(self) -> None:
        self._dialog = None

    def _build(self, state: CheckState) -> None:
        clear(self._lines)
        self._views = {}
        for number, line in enumerate(state.lines):
            if number:
                self._lines.addWidget(rule())
            view = LineView(line.name)
            view.fix_requested.connect(self.fix_requested)
            view.device_chosen.connect(self.device_chosen)
            self._views[line.name] = view
            self._lines.addWidget(view)

    def _preview_card(self) -> QWidget:
        frame, body = card(16)
        body.addWidget(label(say("This is what your devices give"), "strong"))
        self._camera = PictureView(
            "cameraPreview", say("Camera preview"), say("No picture from the camera"), QSize(256, 192)
        )
        self._meter = LevelMeter("levelMeter")
        body.addWidget(self._camera)
        body.addWidget(label(say("Microphone"), "caption", "quiet"))
        body.addWidget(self._meter)
        body.addWidget(label(say("Only shown to you. Nothing is kept before the start."), "caption", "quiet"))
        frame.setFixedWidth(_SIDE_WIDTH)
        return frame
