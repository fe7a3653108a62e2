"""The system tells the app to end: played in a process of its own, which a signal may end at any moment."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

from app.leaving import Leaving
from tests.demo.processes import CHECKOUT

PROGRAM = """
import json, os, signal
from types import SimpleNamespace
from PySide6.QtCore import SIGNAL, QEvent, QTimer
from PySide6.QtWidgets import QWidget
from app import composition

for name in ("SIGTERM", "SIGINT", "SIGHUP"):  # whoever runs the tests may ignore them, as nohup and shells do
    signal.signal(getattr(signal, name), signal.SIG_DFL)
made, now = [], {}
settings = SimpleNamespace(data=None)


class Asking(QWidget):
    may_close = False

    def closeEvent(self, event):
        event.setAccepted(self.may_close)


class Desktop:
    def __init__(self, asked):
        made.append(self)
        self.again = None
        self.window = SimpleNamespace(left=SimpleNamespace(connect=lambda end: setattr(self, "end", end)))
        self.journey = SimpleNamespace(pending=0, quit=lambda: QTimer.singleShot(0, self.leave))
        self.asking = Asking()

    def leave(self):
        self.asking.may_close = True
        self.asking.close()
        self.end()

    def open(self):
        self.asking.show()
        QTimer.singleShot(20, lambda: now["happen"](self))

    def close(self):
        now["close"](self)


def anew(desktop):
    desktop.again = settings if len(made) < 3 else None
    desktop.journey.quit()


def send(name):
    return lambda _desktop: os.kill(os.getpid(), getattr(signal, name))


def play(happen, close=lambda _desktop: None):
    made.clear()
    now.update(happen=happen, close=close)
    return composition.run_app(settings), len(made)


application = composition.make_application()
ticks = QTimer()
ticks.timeout.connect(lambda: None)
ticks.start(10)
composition.Desktop = Desktop
composition.read_preferences = lambda _data: SimpleNamespace(language="en")
over = lambda _desktop: application.sendEvent(application, QEvent(QEvent.Type.Quit))
done = {name: play(send(name)) for name in ("SIGTERM", "SIGINT", "SIGHUP")}
done |= {"anew": play(anew), "anew and a signal": play(anew, send("SIGHUP")), "session over": play(over)}
done["asked before"] = application.receivers(SIGNAL("commitDataRequest(QSessionManager&)")) > 0
signal.signal(signal.SIGHUP, signal.SIG_IGN)
play(anew)
done["nohup means it"] = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
print(json.dumps(done))
"""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="signals and session managers are others there")
def test_signals_and_the_end_of_a_session_lead_to_the_apps_own_way_out() -> None:
    words = [sys.executable, "-c", PROGRAM]
    ended = subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == {
        "SIGTERM": [0, 1],
        "SIGINT": [0, 1],
        "SIGHUP": [0, 1],
        "anew": [0, 3],
        "anew and a signal": [0, 1],
        "session over": [0, 1],
        "asked before": True,
        "nohup means it": True,
    }


def test_the_end_of_a_session_waits_until_what_was_typed_is_on_the_disk() -> None:
    leaving, waiting = Leaving(), [3, 2, 1, 0]
    leaving.lead_to(lambda: None, lambda: waiting.pop(0) if len(waiting) > 1 else waiting[0])
    leaving._commit(None)
    assert waiting == [0]


def test_a_disk_that_takes_nothing_does_not_hold_up_the_end_of_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.leaving.COMMIT_S", 0.1)
    leaving, began_s = Leaving(), time.monotonic()
    leaving.lead_to(lambda: None, lambda: 1)
    leaving._commit(None)
    assert 0.1 <= time.monotonic() - began_s < 5.0
