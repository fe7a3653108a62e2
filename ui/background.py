"""Recrutr while its window is closed and it goes on sending: a tray icon, or a small window where there is no tray.

Both say what is left, bring the window back, and end Recrutr after naming what stays on this computer. Guarantees: the
person is never left without a sign that Recrutr works, nor without a way to end it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QSystemTrayIcon, QVBoxLayout, QWidget

from protocol.saying import say
from ui import icons
from ui.finish_states import BackgroundState
from ui.widgets.dialogs import Question, ask
from ui.widgets.text import Button, label

_MESSAGE_MS = 8000


class Background(QObject):
    """Stands in for the main window. `return_requested` and `quit_requested` are the person's wishes."""

    return_requested = Signal()
    quit_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = BackgroundState("", "")
        self._panel = Panel()
        self._panel.return_requested.connect(self.return_requested)
        self._panel.quit_asked.connect(self._ask_to_quit)
        self._tray: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self._present = False

    @property
    def has_tray(self) -> bool:
        """Whether the desktop shows tray icons now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def appear(self, state: BackgroundState) -> None:
        """Take the main window's place."""
        self._present = True
        if self.has_tray:
            self._make_tray().show()
        else:
            self._panel.show()
        self.show_state(state)
        if self._tray is not None:
            self._tray.showMessage(state.title, state.left, icons.app_icon(), _MESSAGE_MS)

    def show_state(self, state: BackgroundState) -> None:
        """Say how it stands; a change of the title is also told as a message."""
        told, self._state = self._state.title, state
        if not self._present:
            return
        self._panel.show_state(state)
        if self._tray is not None and self._menu is not None:
            self._tray.setToolTip(f"{state.title}\n{state.left}")
            self._menu.actions()[0].setText(state.left)
            if told and told != state.title:
                self._tray.showMessage(state.title, state.left, icons.app_icon(), _MESSAGE_MS)

    def vanish(self) -> None:
        """The main window is back, or Recrutr ends."""
        self._present = False
        self._panel.hide()
        if self._tray is not None:
            self._tray.hide()

    def _make_tray(self) -> QSystemTrayIcon:
        if self._tray is None:
            menu = self._menu = QMenu()
            menu.setObjectName("trayMenu")
            menu.addAction("").setEnabled(False)
            menu.addSeparator()
            menu.addAction(say("Show Recrutr"), self.return_requested.emit)
            menu.addAction(say("Quit…"), self._ask_to_quit)
            self._tray = QSystemTrayIcon(icons.app_icon(), self)
            self._tray.setContextMenu(menu)
            self._tray.activated.connect(self._clicked)
            self._tray.messageClicked.connect(self.return_requested)
        return self._tray

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason != QSystemTrayIcon.ActivationReason.Context:
            self.return_requested.emit()

    def _ask_to_quit(self) -> None:
        if not self._state.stays:
            self.quit_requested.emit()
            return
        self._panel.show()
        question = Question(
            say("Quit before everything is sent?"), self._state.stays, say("Quit"), say("Go on sending"), danger=True
        )
        dialog = ask(self._panel, question, lambda _words: self.quit_requested.emit())
        dialog.finished.connect(self._answered)

    def _answered(self) -> None:
        if self.has_tray:
            self._panel.hide()


class Panel(QWidget):
    """The small window: what is left, and two buttons. Closing it asks before it ends anything."""

    return_requested = Signal()
    quit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("backgroundPanel")
        self.setWindowTitle("Recrutr")
        self.setWindowIcon(icons.app_icon())
        self.setFixedWidth(420)
        self._title = label(kind="heading", name="backgroundTitle")
        self._left = label(name="backgroundLeft")
        self._progress = QProgressBar()
        self._progress.setAccessibleName(say("Upload"))
        self._progress.setTextVisible(False)
        self._progress.setMaximum(1000)
        self._hint = label(tone="quiet", name="backgroundHint")
        back = Button(say("Show Recrutr"), "backgroundShow", "primary").on_click(self.return_requested.emit)
        leave = Button(say("Quit…"), "backgroundQuit").on_click(self.quit_asked.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for widget in (self._title, self._left, self._progress, self._hint):
            column.addWidget(widget)
        column.addLayout(row)

    def show_state(self, state: BackgroundState) -> None:
        """Picture the state."""
        self._title.setText(state.title)
        self._left.setText(state.left)
        self._hint.setText(state.hint)
        self._progress.setValue(round(1000 * state.share))
        self.adjustSize()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Closing the last sign of Recrutr means to quit, which is asked about."""
        event.ignore()
        self.quit_asked.emit()
