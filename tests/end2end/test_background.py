"""The window is closed while something is left to send: Recrutr goes on, says what is left, and ends by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.demo.driver import Hands
from tests.demo.processes import CHECKOUT, Cable
from tests.end2end.world import PLAN, World, finish, submit, to_work, words_of, world_of
from tests.end2end.world import no_keyring as no_keyring  # noqa: PLC0414 - pytest finds it by its name
from ui.states import Screen

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


class Closed:
    """An attempt that was finished without a network, its window closed."""

    def __init__(self, world: World, cable: Cable) -> None:
        self.world, self.cable = world, cable
        self.hands = hands = world.app(server=cable.address)
        to_work(hands)
        cable.pull()
        hands.go_to_end()
        hands.type_code("print(int(input()) * 2)")
        submit(hands)
        finish(hands)
        hands.wait(lambda: "No connection" in words_of(hands, "uploadWords"), "words about the network", 60)
        assert "background" in words_of(hands, "closingWords")
        self.left = QSignalSpy(hands.window.left)
        hands.window.close()
        hands.wait(lambda: not hands.window.isVisible(), "the window to close")

    @property
    def panel(self) -> QWidget:
        return self.hands.window._background._panel

    def words(self, name: str) -> str:
        label = self.panel.findChild(QLabel, name)
        assert label is not None
        return str(label.text()) if self.panel.isVisible() else ""

    def click(self, where: QWidget, name: str) -> None:
        button = where.findChild(QAbstractButton, name)
        assert button is not None
        button.click()

    def wait(self, true: Callable[[], bool], what: str, timeout_s: float = 60.0) -> None:
        self.hands.wait(true, what, timeout_s)


def test_a_closed_window_goes_on_sending_says_what_is_left_and_ends_by_itself(world: World) -> None:
    with Cable(world.server.settings.port) as cable:
        closed = Closed(world, cable)
        assert "No connection" in closed.words("backgroundTitle")
        assert "what you handed in" in closed.words("backgroundLeft")
        assert closed.left.count() == 0
        cable.plug()
        closed.wait(lambda: "Everything has arrived" in closed.words("backgroundTitle"), "all to have arrived", 90)
        closed.wait(lambda: closed.left.count() == 1, "the app to end by itself", 30)
        with world.server.services.reading() as tx:
            from backend.scoring.models import Submission

            assert len(tx.session.query(Submission).all()) == 1


def test_quitting_names_what_stays_and_can_be_taken_back(world: World) -> None:
    with Cable(world.server.settings.port) as cable:
        closed = Closed(world, cable)
        closed.click(closed.panel, "backgroundQuit")
        closed.wait(lambda: closed.panel.findChild(QWidget, "confirmDialog") is not None, "the question")
        dialog = closed.panel.findChild(QWidget, "confirmDialog")
        assert dialog is not None
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "stays on this computer, encrypted: what you handed in" in words
        closed.click(dialog, "cancelButton")
        closed.hands.pause(300)
        assert closed.left.count() == 0
        closed.click(closed.panel, "backgroundQuit")
        closed.wait(lambda: closed.panel.findChild(QWidget, "confirmDialog") is not None, "the question")
        dialog = closed.panel.findChild(QWidget, "confirmDialog")
        assert dialog is not None
        closed.click(dialog, "confirmButton")
        closed.wait(lambda: closed.left.count() == 1, "the app to end")


def test_a_second_launch_brings_the_window_back(world: World) -> None:
    with Cable(world.server.settings.port) as cable:
        closed = Closed(world, cable)
        link = "recrutr://join/7K3M-9QTX-2C4V-8HWP"  # which must not lead away from work
        argv = [sys.executable, "-m", "app", link, "--data", str(world.folder / "one"), "--server", cable.address]
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        second = subprocess.Popen(argv, cwd=CHECKOUT, env=environment, stderr=subprocess.PIPE, text=True)
        closed.wait(closed.hands.window.isVisible, "the window to come back")
        closed.wait(lambda: second.poll() is not None, "the second launch to end")
        assert second.returncode == 0
        assert second.stderr is not None
        with second.stderr:
            assert "brought to the front" in second.stderr.read()
        assert not closed.panel.isVisible()
        assert closed.hands.window.screen_shown is Screen.FINISH
        hands: Hands = closed.hands
        hands.window.close()
        closed.wait(closed.panel.isVisible, "the small window again")
