"""A second launch while the first one is being closed: its window comes forward no more, and its lock goes soon."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

import app.__main__
from app import doorbell
from app.home import Home

LAUNCH = """
import sys
from app import __main__, doorbell, not_started
doorbell.CLOSING_S = 0.1
not_started.tell_why = lambda error, _data: print(error.code)
sys.exit(__main__.main(["--data", sys.argv[1]]))
"""


def _launch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Launch on a folder; whether it was another's when the app came to open it."""
    opened: list[bool] = []

    def run_app(_settings: object) -> int:
        opened.append(doorbell.is_running(folder))
        return 0

    monkeypatch.setattr(app.__main__, "load_app", lambda: SimpleNamespace(run_app=run_app))
    assert app.__main__.main(["--data", str(folder)]) == 0
    return opened


def test_it_waits_for_one_that_is_being_closed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
) -> None:
    first = Home(tmp_path)
    first.enter()
    closed = threading.Timer(0.5, first.leave)
    closed.start()
    assert _launch(tmp_path, monkeypatch) == [False]
    closed.join()


def test_it_does_not_wait_for_ever(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
) -> None:
    monkeypatch.setattr(doorbell, "CLOSING_S", 0.2)
    first = Home(tmp_path)
    first.enter()
    assert _launch(tmp_path, monkeypatch) == [True], "the app says then that another one is running"
    first.leave()


@pytest.mark.timeout(60)
def test_one_that_hangs_is_told_of(tmp_path: Path) -> None:
    """In a process of its own: to ring, Qt was started there without windows."""
    first = Home(tmp_path)
    first.enter()
    argv, environment = [sys.executable, "-c", LAUNCH, str(tmp_path)], {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    second = subprocess.run(argv, capture_output=True, text=True, check=False, env=environment)
    first.leave()
    assert (second.returncode, second.stdout) == (1, "app.running\n"), second.stderr
