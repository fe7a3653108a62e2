"""Segments that leave together: only where the server offers it, and each is confirmed by its own word only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from protocol.bundles import MAX_BUNDLED
from protocol.identifiers import new_identifier
from protocol.sealing import MAGIC
from sync import lanes
from sync.engine import Pace
from sync.lanes import loads
from sync.store.records import StoredSegment
from sync.store.store import Store
from tests.storage.desk import Desk
from tests.storage.settled import settle
from tests.storage.witness import Answer, Witness, WitnessServer

PACE = Pace(journal_s=0.05, anchor_s=0.2, contact_s=60.0, judging_s=0.05, first_retry_s=0.02)
REFUSAL = b'{"code":"not_found","message":"words","details":{}}'
COUNT = 60
SIZE = 1000
WHOLE = SIZE + len(MAGIC)
"""As it lies on the disk and travels."""


@pytest.fixture
def desk(store: Store, witness: Witness) -> Iterator[Desk]:
    with WitnessServer(witness) as server:
        made = Desk(store, witness, server.url, PACE)
        yield made
        assert made.engine.stop()
        made.client.close()


@pytest.fixture
def offering(witness: Witness, monkeypatch: pytest.MonkeyPatch) -> Witness:
    """A server that takes bundles, and a device that dares to send them after a few segments."""
    witness.bundle_bytes = 10 * SIZE
    monkeypatch.setattr(lanes, "BUNDLE_PART", 1)
    monkeypatch.setattr(lanes, "QUICK_S", 60.0)  # how busy this machine is decides nothing here
    return witness


def _all_arrive(desk: Desk, count: int = COUNT) -> None:
    desk.record(*(bytes([number]) * SIZE for number in range(count)))
    desk.engine.start()
    desk.until(lambda: len(desk.witness.segments) == count)
    assert desk.engine.drain(20).nothing
    settle(desk.store)
    assert all(it.confirmed and not it.file.exists() for it in desk.store.outbox.segments())


def test_a_backlog_leaves_in_bundles_and_each_segment_is_confirmed(desk: Desk, offering: Witness) -> None:
    _all_arrive(desk)
    assert len(offering.bundles) >= 3
    assert all(len(bundle) > 1 for bundle in offering.bundles)
    sent = sum(offering.calls[call] for call in offering.calls if "/segments" in call and not call.startswith("HEAD"))
    assert sent < COUNT * 2 / 3, "fewer requests than segments"
    assert offering.received_bytes < (SIZE + 200) * COUNT, "nothing was sent twice"


def test_without_the_offer_each_leaves_alone(desk: Desk, witness: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older server: it would not know what to do with a bundle, and may close the connection on its body."""
    monkeypatch.setattr(lanes, "BUNDLE_PART", 1)
    _all_arrive(desk)
    assert not any(call.startswith("POST") and "/segments" in call for call in witness.calls)


@pytest.mark.parametrize(
    ("status", "body"), [(404, REFUSAL), (405, REFUSAL), (413, b"<html>"), (404, b"<html>"), (422, REFUSAL)]
)
def test_where_bundles_are_refused_after_all_each_leaves_alone(
    desk: Desk, offering: Witness, status: int, body: bytes
) -> None:
    """Behind one address an older process may answer beside newer ones. Nothing of it is refused for good."""
    tried: list[str] = []

    def refuse(method: str, path: str) -> Answer | None:
        if method != "POST" or not path.endswith("/segments"):
            return None
        tried.append(path)
        return Answer(status, body)

    offering.interfere = refuse
    _all_arrive(desk)
    assert 0 < len(tried) <= lanes.LANES, "those under way at once, and then no more in this launch"
    assert desk.store.outbox.refusals().segments == 0


def test_a_segment_that_is_refused_in_a_bundle_holds_up_no_other(desk: Desk, offering: Witness) -> None:
    desk.record(*(bytes([number]) * SIZE for number in range(COUNT)))
    track = desk.store.outbox.segments()[0].track
    for number in (25, 40):
        offering.segments[track, number] = b"other bytes"
    desk.engine.start()
    desk.until(lambda: len(offering.segments) == COUNT)
    assert desk.engine.drain(20).nothing
    refused = {it.segment for it in desk.store.outbox.segments() if it.refusal is not None}
    assert refused == {25, 40}
    assert {it.segment for it in desk.store.outbox.segments() if it.confirmed} == set(range(COUNT)) - refused


def test_a_lost_answer_is_asked_for_and_nothing_is_sent_twice(desk: Desk, offering: Witness) -> None:
    lost: list[list[int]] = []

    def lose(method: str, path: str, answer: Answer) -> Answer:
        if method != "POST" or not path.endswith("/segments") or lost:
            return answer
        lost.append(offering.bundles[-1])
        return replace(answer, cut=True)

    offering.alter = lose
    _all_arrive(desk)
    assert lost
    assert offering.received_bytes == WHOLE * COUNT
    for number in lost[0]:
        assert any(call.startswith("HEAD") and call.endswith(f"/{number}") for call in offering.calls)


def test_while_the_server_has_what_is_asked_about_nothing_leaves_in_a_bundle(desk: Desk, offering: Witness) -> None:
    """A copy of the store from before they were confirmed: after two that are new come many that are there."""
    contents = [bytes([number]) * SIZE for number in range(COUNT)]
    track = desk.record(*contents)
    offering.segments = {(track, number): MAGIC + contents[number] for number in range(3, COUNT)}
    desk.engine.start()
    desk.until(lambda: len(offering.segments) == COUNT)
    assert desk.engine.drain(20).nothing
    assert offering.received_bytes == WHOLE * 3


@pytest.mark.parametrize("bundled", [False, True])
def test_a_server_that_confirms_other_bytes_is_not_believed(desk: Desk, offering: Witness, bundled: bool) -> None:
    """The device's copy is the only one then."""
    told: list[str] = []

    def swap(method: str, path: str, answer: Answer) -> Answer:
        if "/segments" not in path or method != ("POST" if bundled else "PUT") or told:
            return answer
        told.append(path)
        return replace(answer, body=re.sub(rb'"digest":"[0-9a-f]{64}"', b'"digest":"' + b"0" * 64 + b'"', answer.body))

    offering.alter = swap
    desk.record(*(bytes([number]) * SIZE for number in range(COUNT)))
    desk.engine.start()
    desk.until(lambda: {it.code for it in desk.engine.state.trouble} == {"tampered.segment"})
    assert desk.engine.stop()
    settle(desk.store)
    others = [it for it in desk.store.outbox.segments() if not it.confirmed]
    assert others
    assert all(it.file.read_bytes() == MAGIC + bytes([it.segment]) * SIZE for it in others)
    sworn = offering.bundles[0] if bundled else [int(told[0].rpartition("/")[2])]
    assert set(sworn) <= {it.segment for it in others}


def test_a_file_that_is_gone_is_told_alone(desk: Desk, offering: Witness) -> None:
    desk.record(*(bytes([number]) * SIZE for number in range(COUNT)))
    gone = desk.store.outbox.segments()[30]
    gone.file.unlink()
    changed = desk.store.outbox.segments()[35]
    changed.file.write_bytes(changed.file.read_bytes() + b"more")
    desk.engine.start()
    desk.until(lambda: len(offering.segments) == COUNT - 2)
    assert desk.engine.drain(20).nothing
    refused = {it.segment for it in desk.store.outbox.segments() if it.refusal is not None}
    assert refused == {30, 35}


def _waiting(track: str, numbers: range, size: int) -> list[StoredSegment]:
    return [StoredSegment(track, n, "0" * 64, size, confirmed=False, refusal=None, file=Path("x")) for n in numbers]


def test_loads_keep_the_order_and_the_limits() -> None:
    one, two = new_identifier(), new_identifier()
    mixed = [it for pair in zip(_waiting(one, range(6), 4), _waiting(two, range(6), 1), strict=True) for it in pair]
    made = [[(it.track, it.segment) for it in load] for load in loads(mixed, {(one, 3)}, 10)]
    assert made == [
        [(one, 0), (one, 1)],
        [(two, n) for n in range(6)],
        [(one, 2), (one, 4)],
        [(one, 3)],
        [(one, 5)],
    ]
    assert [len(load) for load in loads(mixed, set(), 0)] == [1] * 12
    turned = [*_waiting(one, range(4, 5), 4), *_waiting(one, range(2, 4), 4)]
    assert [[it.segment for it in load] for load in loads(turned, set(), 100)] == [[4], [2, 3]], "an index rises"
    many = loads(_waiting(one, range(MAX_BUNDLED + 1), 1), set(), 10**6)
    assert [len(load) for load in many] == [MAX_BUNDLED, 1]
