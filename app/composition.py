"""The composition root: builds every object of the desktop by hand, once, and takes them down in reverse order.

Guarantees: whatever step fails, the steps before it are undone and the person reads why; every thread is stopped before
the process ends. Nothing else in the app makes long-lived objects of other packages.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app import crash
from app.attempt import app_version
from app.background import Worker
from app.bridge import Bridge
from app.doorbell import Doorbell
from app.entrance import Desk
from app.home import Home
from app.journey import Journey
from app.leaving import Application, Leaving
from app.local_runs import LocalRuns
from app.settings import Settings, keep_preferences, read_preferences
from app.steps import Pair, Sequence
from app.wiring import connect
from app.words import CRASHED
from editor.preferences import Preferences
from ui import saying
from ui.window import MainWindow

TICK_MS = 1000
LOOK_MS = 250
"""A dead network shall be shown within 5 s; the client calls it silent after 2.5 to 4."""
PREVIEW_MS = 100
"""Ten pictures a second are enough to see oneself move."""
_log = logging.getLogger(__name__)


class Desktop:
    """The running app: `open`, then Qt's loop, then `close`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = Home(settings.data)
        self.bridge = Bridge()
        self.background = Worker("background")
        self.running = Worker("runner")
        self.runs = LocalRuns(settings.engine, self.running)
        self.window = MainWindow()
        self._hooks: crash.Hooks | None = None
        self.journey = Journey(Desk(settings, self.home, self.window, self.bridge, self.background), self.runs)
        self.again: Settings | None = None
        """How to open anew once this has ended; None: not at all."""
        self.doorbell = Doorbell(settings.data, self.journey.come_back, self.journey.invite)
        self._steps = Sequence(
            [
                Pair("data folder", self.home.enter, lambda _s: self.home.leave()),
                Pair("crash handling", self._catch_crashes, self._release_crashes),
                Pair("bridge", lambda: None, lambda _s: self.bridge.close()),
                Pair("background", self.background.start, self._stop_background, 10.0),
                Pair("runner", self.running.start, self._stop_runner, 10.0),
                Pair("window", self._show_window, lambda _s: self.window.leave()),
                Pair("doorbell", self.doorbell.hang, lambda _s: self.doorbell.take_down()),
                Pair("journey", self._begin_journey, lambda _s: self._end_journey(), 35.0),
            ]
        )

    def open(self) -> None:
        """Perform the start-up steps. Raises RecrutrError when the world does not allow it."""
        self._steps.perform()

    def close(self) -> list[str]:
        """Take everything down; returns the names of what did not stop in time."""
        return self._steps.revert()

    def _catch_crashes(self) -> None:
        def tell(_words: str) -> None:
            self.bridge.post(lambda: self.window.show_message(CRASHED))

        self._hooks = crash.install(self.home.logs, tell)
        _log.info("Recrutr %s on Python %s", app_version(), sys.version.split()[0])

    def _release_crashes(self, _deadline_s: float) -> None:
        if self._hooks is not None:
            crash.uninstall(self._hooks)

    def _stop_background(self, deadline_s: float) -> None:
        if not self.background.stop(deadline_s):
            _log.warning("the background thread did not stop in time")

    def _stop_runner(self, deadline_s: float) -> None:
        self.runs.stop()
        if not self.running.stop(deadline_s):
            _log.warning("the runner thread did not stop in time")
        self.runs.close()

    def _show_window(self) -> None:
        chosen, theme = read_preferences(self.settings.data), self.settings.theme
        shown = chosen if theme is None else chosen.model_copy(update={"theme": theme})
        self.window.show_preferences(shown, theme_fixed=self.settings.theme_fixed)
        self.window.preferences_changed.connect(self._keep_preferences)
        self.window.beside.language_wished.connect(self._speak)
        self.window.beside.attempt_wished.connect(self._turn_to)
        connect(self.window, self.journey)
        self.window.show()

    def _keep_preferences(self, chosen: Preferences) -> None:
        self.background.submit(lambda: keep_preferences(self.settings.data, chosen))

    def _speak(self, language: str, typed: str) -> None:
        """Open anew in another language: on the first screen nothing is lost by it but what was typed, which stays."""
        chosen = read_preferences(self.settings.data).model_copy(update={"language": language})
        keep_preferences(self.settings.data, chosen)
        self.again = replace(self.settings, code=typed or None)
        self.journey.quit()

    def _turn_to(self, attempt: str) -> None:
        """Open anew on another attempt, or on the first screen: only one is open at a time."""
        self.again = replace(self.settings, code=None, start=attempt)
        self.journey.quit()

    def _begin_journey(self) -> None:
        self.bridge.every(TICK_MS, self.journey.tick)
        self.bridge.every(LOOK_MS, self.journey.look)
        self.bridge.every(PREVIEW_MS, self.journey.tick_previews)
        self.journey.enter()

    def _end_journey(self) -> None:
        late = self.journey.close()
        if late:
            _log.warning("these parts did not stop in time: %s", ", ".join(late))


def make_application() -> QApplication:
    """Make Qt's application object with our name and look; the one there is, when there is one."""
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else Application(sys.argv[:1])
    application.setApplicationName("Recrutr")
    application.setApplicationDisplayName("Recrutr")
    application.setDesktopFileName("recrutr")
    return application


def run_app(settings: Settings) -> int:
    """Run until the window is closed and all is sent, or the person quits; returns the exit status.

    Raises RecrutrError when the app cannot start.
    """
    application = make_application()
    application.setQuitOnLastWindowClosed(False)  # the window may be closed while Recrutr goes on sending
    leaving = Leaving()
    leaving.listen(application)
    asked: Settings | None = settings
    status = 0
    while asked is not None and not leaving.wished:
        saying.use(read_preferences(asked.data).language)  # before anything is worded
        desktop = Desktop(asked)
        status = _run(desktop, application, leaving)
        asked = desktop.again
    return status


def _run(desktop: Desktop, application: QApplication, leaving: Leaving) -> int:
    desktop.window.left.connect(lambda: leaving.end(application))
    desktop.open()
    leaving.lead_to(desktop.journey.quit, lambda: desktop.journey.pending)
    try:
        return application.exec()
    finally:
        desktop.close()
