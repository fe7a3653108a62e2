"""Messages, hands, looks and tiles on a real backend at level 4: in order, once, sealed, told, and gone in time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from backend.access import MemberSubject
from backend.accounts.models import Role
from backend.attempts.models import Attempt
from backend.audit.service import about
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.live import service
from backend.live.jobs import sweep_moments
from backend.live.models import LiveLine, LiveLook, LiveMessageRow, LiveTile
from backend.live.repository import line_of, new_tiles
from backend.main import Parts
from backend.privacy.jobs import delete_rows
from backend.server import Server
from backend.settings import Settings
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.canonical import to_base64
from protocol.errors import NotAllowed, NotFound
from protocol.identifiers import new_identifier
from protocol.live import Tile, parse_tile, tile_bytes
from protocol.sealing import MAGIC, Sealer, new_data_key, open_segment, wrap_for_organisation
from tests.integration.backend.conftest import Device
from tests.integration.conftest import accept_everything, problem_zip

TABLES = (LiveLine, LiveMessageRow, LiveLook, LiveTile)


class Live:
    """A backend with one running attempt at level 4, and its interviewer."""

    def __init__(self, server: Server, seeded: SeedResult) -> None:
        self.services = server.services
        self.device = Device(server.url).work_up_to_start(seeded.code)
        with self.services.reading() as tx:
            attempt = tx.session.get_one(Attempt, self.device.attempt)
            self.assessment, self.candidate = attempt.assessment, attempt.candidate
        with self.services.reading() as tx:
            from backend.accounts.models import Member

            member = tx.session.scalars(select(Member)).first()
            assert member is not None
            self.member = MemberSubject(member.id, member.organisation, frozenset({Role.INTERVIEWER}))

    def attempt(self, tx: Any) -> Attempt:
        found: Attempt = tx.session.get_one(Attempt, self.device.attempt)
        return found

    def word(self) -> dict[str, Any] | None:
        answer: dict[str, Any] = self.device.call("GET", "contact").json()
        found: dict[str, Any] | None = answer["live"]
        return found

    def write(self, words: str) -> None:
        with self.services.transaction() as tx:
            service.write_message(tx, self.member, self.device.attempt, words)

    def look(self, *, looks: bool = True) -> None:
        with self.services.transaction() as tx:
            service.watch(tx, self.member, self.attempt(tx), looks=looks)

    def said(self) -> list[tuple[str, str]]:
        with self.services.reading() as tx:
            return [(each.row.sender, each.text) for each in service.conversation(tx, self.attempt(tx))]

    def tile(self, key: bytes, number: int = 0, stream: str = "camera") -> dict[str, Any]:
        track = new_identifier()
        plain = tile_bytes(Tile(TrackKind(stream), 1, b"\xff\xd8jpeg"))
        sealed = MAGIC + Sealer(self.device.attempt, track, key).seal(number, 0, plain).record
        wrapped = wrap_for_organisation(key, self.device.ticket.organisation_public_key)
        return {
            "stream": stream,
            "track": track,
            "wrapped_key": wrapped,
            "number": number,
            "sealed": to_base64(sealed),
        }

    def actions(self) -> list[str]:
        with self.services.reading() as tx:
            return [entry.action for entry in about(tx, self.member.organisation, self.device.attempt)]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder: Path = tmp_path_factory.mktemp("live")
    server = Server.open(Settings(data=folder, port=0, worker=False), parts=Parts(judge=accept_everything))
    server.start()
    plan = SeedPlan(packages=[Package("double", problem_zip())], evidence_level=EvidenceLevel.LIVE)
    made = Live(server, seed(server.services, plan))
    yield made
    made.device.http.close()
    server.stop()


def test_nothing_is_told_where_nothing_was_said(live: Live) -> None:
    assert live.word() is None


def test_messages_arrive_in_order_once_and_are_sealed(live: Live) -> None:
    live.write("Please look at line 3.")
    live.write("  And at line 4.  ")
    word = live.word()
    assert word is not None
    assert word["newest"] == 2
    assert word["ask_again_ms"] == 3000
    told = live.device.call("POST", "live/messages/heard", {"upto": 0}).json()["messages"]
    assert [each["text"] for each in told] == ["Please look at line 3.", "And at line 4."]
    assert live.device.call("POST", "live/messages/heard", {"upto": 2}).json() == {"messages": []}
    mine = new_identifier()
    for _ in range(2):
        assert live.device.call("PUT", f"live/messages/{mine}", {"text": "Which one?"}).status_code == 204
    assert live.device.call("PUT", f"live/messages/{mine}", {"text": "other"}).status_code == 409
    assert live.said()[-1] == ("candidate", "Which one?")
    assert len(live.said()) == 3
    with live.services.reading() as tx:
        assert line_of(tx, live.attempt(tx)).heard == 2
        stored = tx.session.scalars(text("SELECT sealed_text FROM live_message")).all()
    assert not any(b"line" in each or b"Which" in each for each in stored)
    assert live.actions().count("message.sent") == 2


def test_who_writes_a_lot_keeps_nobody_else_from_writing(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 2 * len(live.said()) + 3
    monkeypatch.setattr(service, "MAX_MESSAGES", limit)
    codes = [
        live.device.call("PUT", f"live/messages/{new_identifier()}", {"text": "And this?"}).status_code
        for _ in range(limit + 1)
    ]
    assert codes[-1] == 422
    assert 204 in codes
    live.write("One at a time, please.")
    assert live.said()[-1] == ("interviewer", "One at a time, please.")


def test_an_announcement_goes_to_every_running_attempt(live: Live) -> None:
    with live.services.transaction() as tx:
        assert service.announce(tx, live.member, live.assessment, "Ten minutes more.") == 1
    assert live.said()[-1] == ("announcement", "Ten minutes more.")


@pytest.mark.parametrize("words", ["", "   ", "x" * 2001])
def test_what_is_no_message_is_refused(live: Live, words: str) -> None:
    before = live.said()
    assert live.device.call("PUT", f"live/messages/{new_identifier()}", {"text": words}).status_code == 422
    assert live.said() == before


def test_a_reviewer_and_another_organisation_can_do_none_of_it(live: Live) -> None:
    reviewer = MemberSubject(live.member.member, live.member.organisation, frozenset({Role.REVIEWER}))
    stranger = MemberSubject(live.member.member, new_identifier(), frozenset({Role.OWNER}))
    with live.services.transaction() as tx, pytest.raises(NotAllowed):
        service.write_message(tx, reviewer, live.device.attempt, "hello")
    with live.services.transaction() as tx, pytest.raises(NotFound):
        service.write_message(tx, stranger, live.device.attempt, "hello")
    with live.services.transaction() as tx, pytest.raises(NotFound):
        service.announce(tx, stranger, live.assessment, "hello")


def test_a_hand_goes_up_and_down(live: Live) -> None:
    for raised in (True, True, False):
        assert live.device.call("PUT", "live/hand", {"raised": raised}).status_code == 204
        with live.services.reading() as tx:
            assert (line_of(tx, live.attempt(tx)).hand_at_us is not None) is raised


def test_tiles_are_taken_only_while_somebody_looks_and_the_candidate_reads_who(live: Live) -> None:
    key = new_data_key()
    assert live.device.call("PUT", "live/tiles", {"tiles": [live.tile(key)]}).json()["code"] == "live.nobody_looks"
    before = live.actions().count("live.looked")
    live.look()
    live.look()
    assert live.actions().count("live.looked") == before + 1
    word = live.word()
    assert word is not None
    assert [each["role"] for each in word["lookers"]] == ["recruiter"]
    sent = [live.tile(key, 1), live.tile(key, 1, "screen")]
    assert live.device.call("PUT", "live/tiles", {"tiles": sent}).status_code == 204
    newer = live.tile(key, 2)
    assert live.device.call("PUT", "live/tiles", {"tiles": [newer]}).status_code == 204
    with live.services.reading() as tx:
        tiles = {tile.stream: tile for tile in new_tiles(tx, live.device.attempt)}
        assert (tiles["camera"].number, tiles["screen"].number, len(tiles)) == (2, 1, 2)
        given = service.tile_key(tx, live.member, live.attempt(tx), tiles["camera"])
        plain = next(iter(open_segment(tiles["camera"].sealed, live.device.attempt, newer["track"], given))).plain
    assert parse_tile(plain).jpeg == b"\xff\xd8jpeg"
    live.look(looks=False)
    with live.services.reading() as tx:
        assert not new_tiles(tx, live.device.attempt)
    word = live.word()
    assert word is not None
    assert word["lookers"] == []
    assert live.device.call("PUT", "live/tiles", {"tiles": [newer]}).status_code == 409


def test_a_microphone_is_no_picture(live: Live) -> None:
    live.look()
    body = {"tiles": [{**live.tile(new_data_key()), "stream": "microphone"}]}
    assert live.device.call("PUT", "live/tiles", body).json()["code"] == "track.not_told"
    live.look(looks=False)


def test_the_sweep_leaves_no_tile_and_no_look_that_is_over(live: Live) -> None:
    live.look()
    assert live.device.call("PUT", "live/tiles", {"tiles": [live.tile(new_data_key())]}).status_code == 204
    with live.services.transaction() as tx:
        tx.session.execute(text("UPDATE live_look SET seen_at_us = seen_at_us - 11000000"))
    sweep_moments(live.services)
    with live.services.reading() as tx:
        assert tx.session.scalars(select(LiveTile)).all() == []
        assert tx.session.scalars(select(LiveLook)).all() == []


def test_an_erasure_takes_all_of_it(live: Live) -> None:
    """The last one here: the attempt is gone afterwards."""
    live.look()
    assert live.device.call("PUT", "live/tiles", {"tiles": [live.tile(new_data_key())]}).status_code == 204
    with live.services.reading() as tx:
        assert all(tx.session.scalars(select(table)).all() for table in TABLES)
    with live.services.transaction() as tx:
        delete_rows(tx, live.candidate, [live.device.attempt])
    with live.services.reading() as tx:
        assert not any(tx.session.scalars(select(table)).all() for table in TABLES)
