"""How the system tells the app to end: by signals, and by the end of the desktop session.

Guarantees: each leads to the same end as quitting does, once, without a question, also when it comes while the app is
opened anew; what was typed is on the disk before the end of a session is answered. Must not decide what is closed.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

COMMIT_S = 3.0
"""How long the end of a session may be kept waiting for the disk; some systems end the process 5 s after they asked."""
LOOK_S = 0.01
_NAMES = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
"""In turn: a session that ends, Ctrl-C, a terminal that is closed, and Ctrl-Break of Windows."""


class Application(QApplication):
    """Qt's application object. By itself Qt asks each window to close, and gives up when one asks its person first."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(list(words))
        self.on_quit: Callable[[], bool] = lambda: False
        """Called when the session manager says that the session is over; whether the app ends by itself."""

    def event(self, event: QEvent) -> bool:
        """Take the word of a session manager; on a Mac this is also the menu's Quit, which may be asked about."""
        if event.type() == QEvent.Type.Quit and sys.platform != "darwin" and self.on_quit():
            return True
        return bool(super().event(event))


class Leaving:
    """Hears that the app shall end, and hands it on to whatever is open."""

    def __init__(self) -> None:
        self.wished = False
        """Whether the system has told the app to end."""
        self._leave: Callable[[], None] = lambda: None
        self._pending: Callable[[], int] = lambda: 0
        self._ending = False

    def listen(self, application: QApplication) -> None:
        """Listen from now on; a signal that was ignored when the app started (`nohup`) stays so."""
        for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._signalled)
        application.commitDataRequest.connect(self._commit)
        if isinstance(application, Application):
            application.on_quit = self._quit

    def lead_to(self, leave: Callable[[], None], pending: Callable[[], int]) -> None:
        """From now on end by `leave`, which must only post; `pending` counts what is still on its way to the disk."""
        self._leave, self._pending, self._ending = leave, pending, False
        if self.wished:
            leave()

    def end(self, application: QApplication) -> None:
        """End Qt's loop: the window has been left, by whatever led to it."""
        self._ending = True
        application.quit()

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        """Python sees a signal at the next tick of the app's timers."""
        self.wished = True
        self._leave()

    def _quit(self) -> bool:
        """False when the window has been left already: this is then our own word to Qt."""
        if self._ending:
            return False
        self.wished = True
        self._leave()
        return True

    def _commit(self, _session: object) -> None:
        """Wait until what was typed is on the disk: after the answer the session may end this process at any moment."""
        until_s = time.monotonic() + COMMIT_S
        while self._pending() and time.monotonic() < until_s:
            time.sleep(LOOK_S)
