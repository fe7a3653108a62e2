"""After one assessment another, in the same app: by its code, or what is on this computer opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtWidgets import QLabel, QLineEdit
from sqlalchemy import select

from app.composition import Desktop
from backend.assessments import service as assessments
from backend.assessments.models import Assessment
from backend.assessments.service import Invite
from backend.settings import DAY_US
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, drained, finish, to_work, world_of
from ui.states import Screen

pytestmark = pytest.mark.timeout(240)


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0  # a class property in keyring

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # keyring publishes no types
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept."""
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        del self._kept[service, username]


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    yield from world_of(tmp_path, PLAN)
    keyring.set_keyring(before)


def second_code(world: World) -> str:
    with world.server.services.transaction() as tx:
        whom = Invite("Ada Example", "ada@second.example", tx.now_us - 1, tx.now_us + DAY_US)
        return assessments.invite(tx, tx.session.scalars(select(Assessment)).one(), whom, None).code


def opened_anew(world: World) -> Hands:
    """What the app itself does when a person turned to something else: it ends, and opens as was wished."""
    ended = world.apps.pop()
    assert ended.again is not None
    assert ended.close() == []
    desktop = Desktop(ended.again)
    desktop.open()
    world.apps.append(desktop)
    return Hands(desktop.window, key_ms=0)


def listed(hands: Hands) -> list[str]:
    return [each.text() for each in hands.find("earlierCard").findChildren(QLabel)][1:]


def test_another_assessment_is_joined_and_the_first_one_is_still_there(world: World) -> None:
    hands = world.app()
    to_work(hands)
    assert not hands.is_there("anotherButton")
    finish(hands)
    hands.wait(drained(hands), "everything is sent", 60)
    hands.click("anotherButton")

    first = opened_anew(world)
    first.wait(lambda: first.is_there("earlierCard"), "the list", 30)
    title, words = listed(first)
    assert words.endswith(": finished")
    first.find_kind("codeField", QLineEdit).setText(second_code(world))
    to_work(first)
    finish(first)
    first.wait(drained(first), "everything is sent", 60)
    first.click("anotherButton")

    again = opened_anew(world)
    again.wait(lambda: again.is_there("earlierCard"), "both", 30)
    assert listed(again) == [title, words, title, words]
    oldest = min(path.name for path in (world.folder / "one" / "attempts").iterdir() if path.is_dir())
    again.click(f"open.{oldest}")
    last = opened_anew(world)
    last.wait(lambda: last.window.screen_shown is Screen.FINISH, "its last screen", 60)
    assert "Done. Thank you" in last.find_kind("finishTitle", QLabel).text()
    assert world.apps[0].journey._standing.attempt.joined.attempt == oldest
