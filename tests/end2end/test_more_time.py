"""Time that the server gives back reaches the window by itself: the clock shows it, and words say why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from backend.access import MemberSubject
from backend.accounts.models import Member, Role
from backend.attempts.models import Attempt
from backend.credit.giving import Gift, give_time
from backend.transaction import Transaction
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, no_keyring, to_work, world_of

__all__ = ["no_keyring"]
pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


def minutes_left(hands: Hands) -> int:
    parts = [int(part) for part in hands.find_kind("timeLeft", QLabel).text().split(":")]
    return parts[0] * 60 + parts[1] if len(parts) == 3 else parts[0]


def leading(tx: Transaction) -> MemberSubject:
    member = tx.session.scalars(select(Member)).first()
    assert member is not None
    return MemberSubject(member.id, member.organisation, frozenset({Role.INTERVIEWER}))


@pytest.mark.long
def test_more_time_shows_in_the_running_app_without_anything_being_pressed(world: World) -> None:
    hands = world.app()
    to_work(hands)
    hands.wait(lambda: hands.find_kind("timeLeft", QLabel).text() != "", "the clock", 60)
    before = minutes_left(hands)
    with world.server.services.transaction() as tx:
        attempt = tx.session.scalars(select(Attempt)).one()
        give_time(tx, leading(tx), attempt.id, Gift(20, "member", "A fire drill"))
    hands.wait(lambda: hands.is_there("messageDialog"), "the words", 120)
    assert hands.find("messageDialog").windowTitle() == "You have 20 min more."
    hands.click("confirmButton")
    hands.wait(lambda: minutes_left(hands) >= before + 18, "the clock", 60)
    assert "minutes left" in hands.find("timeLeft").accessibleName(), "in words, where they are asked for"


@pytest.mark.long
def test_a_break_is_said_in_the_running_app_by_itself(world: World) -> None:
    hands = world.app()
    to_work(hands)
    with world.server.services.transaction() as tx:
        give_time(tx, leading(tx), tx.session.scalars(select(Attempt)).one().id, Gift(10, "break", "Lunch"))
    hands.wait(lambda: hands.is_there("messageDialog"), "the words", 120)
    assert any("gave you a break" in each.text() for each in hands.find("messageDialog").findChildren(QLabel))
    hands.click("confirmButton")
