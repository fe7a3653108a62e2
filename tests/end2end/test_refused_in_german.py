"""What a real server refuses with is read in German in a German app, at once and out of the store."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.composition import Desktop
from app.settings import Asked, Policy, gather
from protocol.errors import Conflict
from tests.demo.driver import Hands
from tests.end2end.world import DEAD_ENGINE, PLAN, World, no_keyring, submit, words_of, world_of
from ui import saying
from ui.states import Screen

__all__ = ["no_keyring"]
pytestmark = pytest.mark.timeout(180)
ENGLISH = ("This ", "The server", "Check it", "No more")


@pytest.fixture
def world(tmp_path: Path, qapp: QApplication) -> Iterator[World]:
    before = QLocale()
    yield from world_of(tmp_path, PLAN)
    saying.use("en")
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def german_app(world: World, code: str = "") -> Hands:
    saying.use("de")  # as app.composition does by what the person chose
    folder = world.folder / "one"
    desktop = Desktop(gather(Policy(engine=DEAD_ENGINE), Asked(world.server.url, folder, code or world.seeded.code)))
    desktop.open()
    world.apps.append(desktop)
    return Hands(desktop.window, key_ms=0)


def came_to(hands: Hands, screen: Screen) -> bool:
    return hands.window.screen_shown is screen


def is_german(words: str) -> bool:
    return bool(words.strip()) and not any(part in words for part in ENGLISH)


def test_a_code_that_is_not_known_is_refused_in_german(world: World) -> None:
    hands = german_app(world, "0000-0000-0000-0000")
    hands.click("joinButton")
    hands.wait(lambda: bool(words_of(hands, "joinMessage").strip()), "words about the code", 60)
    assert "Dieser Code ist nicht bekannt." in words_of(hands, "joinMessage")
    assert is_german(words_of(hands, "joinMessage"))


def test_a_submission_that_is_refused_is_told_in_german_on_the_last_screen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Conflict("submission.limit", "No more than 500 submissions are possible.")

    monkeypatch.setattr("backend.scoring.service._check_new", full)
    hands = german_app(world)
    for button, screen in (("joinButton", Screen.NOTICE), ("noticeAgree", Screen.CHECK), ("startButton", Screen.WORK)):
        if button == "noticeAgree":
            hands.click("noticeRead")
        hands.click(button, 90)
        hands.wait(partial(came_to, hands, screen), f"{screen}", 60)
    submit(hands)
    hands.click("finishButton")
    hands.confirm()
    hands.wait(lambda: hands.window.screen_shown is Screen.FINISH, "the last screen", 60)
    hands.wait(lambda: refused_words(hands) != "", "the refusal", 60)
    assert "In dieser Bearbeitung sind keine weiteren Abgaben möglich." in refused_words(hands)
    assert is_german(refused_words(hands))


def refused_words(hands: Hands) -> str:
    told = [each.text() for each in hands.window.findChildren(QLabel) if each.isVisible() and "Server" in each.text()]
    return next((words for words in told if "nicht angenommen" in words or "Abgaben" in words), "")
