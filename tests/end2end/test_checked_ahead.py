"""Days before: the app joins and checks everything, says from when the attempt may begin, and begins it then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from app.check_room import CheckRoom
from backend.assessments.models import Invitation
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, no_keyring, to_check, world_of
from ui.states import Screen

__all__ = ["no_keyring"]
pytestmark = pytest.mark.timeout(240)
DAY_US = 24 * 3600 * 1_000_000


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


def says(hands: Hands, words: str) -> bool:
    return any(words in each.text() for each in hands.window.findChildren(QLabel) if each.isVisible())


def test_everything_is_checked_ahead_and_the_start_is_there_when_the_moment_comes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.server.services.transaction() as tx:
        invitation = tx.session.scalars(select(Invitation)).one()
        invitation.opens_at_us, invitation.closes_at_us = tx.now_us + DAY_US, tx.now_us + 2 * DAY_US
    hands = world.app()
    to_check(hands)
    hands.wait(lambda: says(hands, "You may begin from"), "from when", 60)
    hands.wait(lambda: hands.find("checkAgain").isEnabled(), "the end of the check", 90)
    hands.pause(2500)  # longer than a look that comes round once a second
    assert not hands.find("startButton").isEnabled()
    monkeypatch.setattr(CheckRoom, "opens_in_us", 0)
    with world.server.services.transaction() as tx:
        tx.session.scalars(select(Invitation)).one().opens_at_us = tx.now_us - 1
    hands.wait(lambda: hands.find("startButton").isEnabled(), "the start, by itself", 60)
    assert not says(hands, "You may begin from")
    hands.click("startButton")
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
