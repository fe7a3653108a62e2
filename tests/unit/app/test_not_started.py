"""An app that cannot start says why: in a window to whoever came by its icon or a link, in a terminal to the rest."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from app import home
from app.__main__ import main
from protocol.errors import EnvironmentFault, StorageFault
from ui import saying

BAD_LINK = "recrutr://join/7K3M-9QTX-2C4V"


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    """Signals and the language are as they were; there is a display, and no terminal."""
    monkeypatch.setenv("DISPLAY", ":1")
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)
    saying.use("en")


class Reader:
    """Reads the window once it shows, then does something with it."""

    def __init__(self, act: Callable[[QDialog], object]) -> None:
        self.read: list[str] = []
        self._act = act
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(20)

    def stop(self) -> None:
        """Read nothing that a later test shows."""
        self._timer.stop()

    def _look(self) -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                self._timer.stop()
                self.read = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
                self._act(dialog)
                return


def _press(dialog: QDialog) -> None:
    (button,) = dialog.findChildren(QPushButton)
    button.click()


def test_a_damaged_link_is_told_of_and_ends_as_before() -> None:
    reader = Reader(_press)
    with pytest.raises(SystemExit) as ended:
        main([BAD_LINK])
    assert ended.value.code == 2
    assert reader.read[0] == "Recrutr did not start"
    assert "four groups of four" in reader.read[1]


@pytest.mark.parametrize("act", [QDialog.reject, lambda _dialog: os.kill(os.getpid(), signal.SIGTERM)])
def test_it_ends_by_escape_and_when_the_system_says_so(act: Callable[[QDialog], object]) -> None:
    reader = Reader(act)
    with pytest.raises(SystemExit):
        main([BAD_LINK])
    assert reader.read


def test_a_folder_of_another_account_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> None:
        raise StorageFault("store.read_only", "This folder cannot be written.")

    monkeypatch.setattr(home, "make_private_folder", refuse)
    reader = Reader(_press)
    assert main(["--data", str(tmp_path / "theirs")]) == 1
    assert str(tmp_path / "theirs") in reader.read[1]
    assert "another account" in reader.read[1]


def test_it_speaks_the_language_that_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "preferences.json").write_text('{"language": "de"}')
    monkeypatch.setattr(home, "InstanceLock", _unlockable)
    reader = Reader(_press)
    assert main(["--data", str(tmp_path)]) == 1
    assert reader.read[0] == "Recrutr wurde nicht gestartet"


def _unlockable(_path: Path) -> None:
    raise StorageFault("store.io", "The disk reported an error.")


def test_it_is_said_without_fonts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_wanted: object) -> None:
        raise EnvironmentFault("installation.fonts", "The fonts of the installation are missing.")

    monkeypatch.setattr("ui.theme.apply", refuse)
    reader = Reader(_press)
    with pytest.raises(SystemExit):
        main([BAD_LINK])
    assert reader.read


@pytest.mark.parametrize("where", ["a terminal", "no display", "the self-test"])
def test_no_window_where_nobody_looks(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if where == "a terminal":
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    if where == "no display":
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            monkeypatch.delenv(name, raising=False)
    reader = Reader(_press)
    with pytest.raises(SystemExit) as ended:
        main([BAD_LINK, *(["--self-test"] if where == "the self-test" else [])])
    reader.stop()
    assert ended.value.code == 2
    assert reader.read == []
