"""The practice in the real window: it runs in the real sandbox, makes no request, and leaves no file."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from app.check_room import CheckRoom
from app.composition import Desktop
from app.settings import Asked, Policy, gather
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, no_keyring, to_check, words_of, world_of
from ui.states import Screen

__all__ = ["no_keyring"]
pytestmark = pytest.mark.timeout(240)
MINE = "longest_streak_of_mine"


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that this process connects to by a network."""
    found: list[Any] = []
    connect = socket.socket.connect

    def note(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            found.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", note)
    return found


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write(hands: Hands, text: str) -> None:
    screen = hands.window.beside.practice.screen
    assert screen is not None
    target = screen.deck.current().key_target()
    target.setFocus()
    QTest.keyClicks(target, text.rstrip("\n"))
    QTest.keyClick(target, Qt.Key.Key_Return)
    assert MINE in screen.deck.current().text()


def results(hands: Hands) -> str:
    found = hands.find_kind("samplesList", QListWidget)
    return " ".join(found.item(row).text() for row in range(found.count()))


def end(hands: Hands) -> None:
    hands.click("finishButton")
    hands.confirm()


@pytest.mark.docker
def test_it_runs_here_and_leaves_neither_a_request_nor_a_file(tmp_path: Path, qapp: object, dialled: list[Any]) -> None:
    desktop = Desktop(gather(Policy(), Asked("http://127.0.0.1:9", tmp_path, None, None, "light")))
    desktop.open()
    try:
        hands = Hands(desktop.window, key_ms=0)
        hands.wait_for("practiceButton", 60)
        before = set(files(tmp_path))
        hands.click("practiceButton")
        hands.wait(lambda: desktop.window.screen_shown is Screen.PRACTICE, "the practice")
        write(hands, f"{MINE} = 1\n")
        hands.click("runButton", 90)
        hands.wait(lambda: "sample2" in results(hands) and "compiling" not in results(hands), "the results", 120)
        hands.click("submitButton")
        hands.confirm()
        end(hands)
        hands.wait(lambda: desktop.window.screen_shown is Screen.JOIN, "the way back")
        assert desktop.window.beside.practice.screen is None
        assert dialled == []
        after = files(tmp_path)
        assert set(after) == before, "no file came"
        assert not any(MINE.encode() in data for data in after.values())
    finally:
        assert desktop.close() == []


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


def test_from_the_check_it_leads_back_there_and_the_real_work_knows_nothing_of_it(world: World) -> None:
    hands = world.app()
    to_check(hands)
    check = world.apps[-1].journey.open_room(CheckRoom)
    assert check is not None
    hands.click("practiceButton", 60)
    hands.wait(lambda: hands.window.screen_shown is Screen.PRACTICE, "the practice")
    write(hands, f"{MINE} = 1\n")
    check.show()
    assert hands.window.screen_shown is Screen.PRACTICE, "what the check still finds out does not lead away"
    hands.window.close()
    hands.wait_for("messageDialog")
    assert "practice is not kept" in hands.find("messageDialog").windowTitle().lower()
    hands.click("confirmButton")
    end(hands)
    hands.wait(lambda: hands.window.screen_shown is Screen.CHECK, "the check again")
    hands.click("startButton", 90)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
    assert MINE not in hands.window.editor().text()
    assert words_of(hands, "savedIndicator") != ""
    for path, data in files(world.folder).items():
        assert MINE.encode() not in data, path
