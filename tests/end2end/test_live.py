"""Candidate and interviewer at level 4, real app and server: messages both ways, a hand, a look and its tiles."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from sqlalchemy import select, text

from backend.access import MemberSubject
from backend.accounts.models import Member, Role
from backend.attempts.models import Attempt
from backend.demo.seed import Package, SeedPlan
from backend.live import service
from backend.live.repository import line_of, new_tiles
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.facts import HandFact, MessageFact, parse_fact
from protocol.live import TILE_BITS_PER_S, parse_tile
from protocol.policy import EvidencePolicy
from protocol.sealing import open_segment
from tests.demo.driver import Hands
from tests.demo.processes import Cable
from tests.end2end.world import World, finish, to_work, words_of, world_of
from tests.end2end.world import no_keyring as no_keyring  # noqa: PLC0414 - pytest finds it by its name
from tests.integration.conftest import problem_zip
from tests.media.webcam import make_webcam_video

pytestmark = pytest.mark.timeout(180)
POLICY = EvidencePolicy(level=EvidenceLevel.LIVE, reason="An interview at a distance.", streams=[TrackKind.CAMERA])
PLAN = SeedPlan(packages=[Package("double", problem_zip())], evidence_level=EvidenceLevel.LIVE, policy=POLICY)
LOOKED_S = 4
SOON_S = 5.0
"""Within this a message and a look are to be seen by the other side."""


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


class Interviewer:
    """The member's side, by the same services that the page calls."""

    def __init__(self, world: World) -> None:
        self.services = world.server.services
        with self.services.reading() as tx:
            member, attempt = tx.session.scalars(select(Member)).first(), tx.session.scalars(select(Attempt)).one()
            assert member is not None
            self.attempt, self.member = attempt.id, member
        self.subject = MemberSubject(member.id, member.organisation, frozenset({Role.INTERVIEWER}))

    def write(self, words: str) -> None:
        with self.services.transaction() as tx:
            service.write_message(tx, self.subject, self.attempt, words)

    def look(self, *, looks: bool = True) -> None:
        with self.services.transaction() as tx:
            service.watch(tx, self.subject, tx.session.get_one(Attempt, self.attempt), looks=looks)

    def said(self) -> list[tuple[str, str]]:
        with self.services.reading() as tx:
            attempt = tx.session.get_one(Attempt, self.attempt)
            return [(each.row.sender, each.text) for each in service.conversation(tx, attempt)]

    def hand_is_up(self) -> bool:
        with self.services.reading() as tx:
            return line_of(tx, tx.session.get_one(Attempt, self.attempt)).hand_at_us is not None

    def tiles(self) -> dict[str, Any]:
        with self.services.reading() as tx:
            return {tile.stream: tile for tile in new_tiles(tx, self.attempt)}

    def open(self, stream: str) -> bytes:
        with self.services.reading() as tx:
            attempt = tx.session.get_one(Attempt, self.attempt)
            tile = {each.stream: each for each in new_tiles(tx, self.attempt)}[stream]
            key = service.tile_key(tx, self.subject, attempt, tile)
            return next(iter(open_segment(tile.sealed, self.attempt, tile.track, key))).plain


def write(hands: Hands, words: str) -> None:
    QTest.keyClicks(hands.find("messageField"), words)
    hands.click("sendMessage")


def took_s(hands: Hands, condition: Any, what: str) -> float:
    began = time.monotonic()
    hands.wait(condition, what, 20)
    return time.monotonic() - began


def test_they_talk_also_across_a_dead_network_and_a_look_is_told_before_it_shows(world: World, tmp_path: Path) -> None:
    cable = Cable(int(world.server.url.rpartition(":")[2]))
    camera = make_webcam_video(tmp_path / "camera.avi", 6)
    hands = world.app(server=cable.address, camera=str(camera))
    to_work(hands)
    interviewer = Interviewer(world)
    look(world, hands, interviewer)
    talk(hands, interviewer, cable)
    finish(hands)
    attempt = world.apps[0].journey._standing.attempt
    rows = attempt.store.rows("SELECT body FROM entry WHERE kind IN ('message', 'hand') ORDER BY seq")
    facts = [parse_fact(body) for (body,) in rows]
    assert [fact.text for fact in facts if isinstance(fact, MessageFact)] == [words for _, words in interviewer.said()]
    assert [fact.raised for fact in facts if isinstance(fact, HandFact)] == [True]
    cable.pull()


def talk(hands: Hands, interviewer: Interviewer, cable: Cable) -> None:
    hands.find("code").setFocus()
    interviewer.write("Please look at line 3.")
    seen_s = took_s(hands, lambda: "line 3" in words_of(hands, "messageNews"), "the message")
    assert seen_s < SOON_S
    assert hands.find("code").hasFocus(), "a message must not take the keyboard"
    hands.click("messagesButton")
    assert not hands.is_there("messageNews")
    cable.pull()
    write(hands, "Which line 3?")
    write(hands, "I mean the one of the example.")
    hands.click("handButton")
    hands.wait(lambda: hands.is_there("messagesWaiting"), "the words that it waits")
    assert interviewer.said() == [("interviewer", "Please look at line 3.")]
    cable.plug()
    hands.wait(lambda: len(interviewer.said()) == 3 and interviewer.hand_is_up(), "the candidate's words", 40)
    assert [words for _, words in interviewer.said()[1:]] == ["Which line 3?", "I mean the one of the example."]
    hands.wait(lambda: not hands.is_there("messagesWaiting"), "the words that it waits to go")
    interviewer.write("Both.")
    listed = hands.find_kind("messagesList", QListWidget)
    hands.wait(lambda: listed.count() == 4, "the answer in the list")


def look(world: World, hands: Hands, interviewer: Interviewer) -> None:
    hands.pause(1000)
    assert not hands.is_there("looked")
    sender = world.apps[0].journey._standing.live._tiles
    assert sender is None, "no thread and no tile before a look"
    interviewer.look()
    seen_s = took_s(hands, lambda: "since" in words_of(hands, "looked"), "the words that somebody looks")
    assert seen_s < SOON_S
    assert interviewer.member.name in words_of(hands, "looked")
    hands.wait(lambda: "camera" in interviewer.tiles(), "the first tile", 10)
    tile = parse_tile(interviewer.open("camera"))
    assert tile.jpeg.startswith(b"\xff\xd8")
    assert abs(tile.at_us - time.time_ns() // 1000) < 3_000_000
    first, began, numbers, kept = interviewer.tiles()["camera"].number, time.monotonic(), set(), 0
    while time.monotonic() - began < LOOKED_S:
        interviewer.look()
        hands.pause(400)
        now = interviewer.tiles().get("camera")
        if now is not None and now.number not in numbers:
            numbers.add(now.number)
            kept += len(now.sealed) * 4 // 3 + len(now.sealed_key) + 1000
    print(f"camera tile: {len(numbers)} in {LOOKED_S} s, {8 * kept / LOOKED_S / 1000:.1f} kbit/s with base64 and heads")
    assert max(numbers) > first
    assert 8 * kept / LOOKED_S <= TILE_BITS_PER_S
    interviewer.look(looks=False)
    hands.wait(lambda: not hands.is_there("looked"), "the words to go", SOON_S)
    with world.server.services.reading() as tx:
        assert tx.session.scalar(text("SELECT count(*) FROM live_tile")) == 0
