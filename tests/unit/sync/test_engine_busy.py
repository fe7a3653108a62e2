"""The engine and a server that is full for one kind of thing: the others go on; and a drain while it works."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from protocol.receipts import Signed
from sync.engine import Pace
from sync.lanes import LANES
from sync.pacing import LEAST_OF_ASKED
from sync.sending import Sender
from sync.store.store import Store
from tests.storage.desk import PATIENCE_S, Desk
from tests.storage.issuer import some_fact
from tests.storage.settled import settle
from tests.storage.witness import Answer, Interference, Witness, WitnessServer

BUSY = Answer(503, b'{"code":"server.busy","message":"words","details":{}}', {"Retry-After": "60"})
PACE = Pace(journal_s=0.05, anchor_s=0.2, contact_s=60.0, judging_s=0.05, first_retry_s=0.02)


@pytest.fixture
def desk(store: Store, witness: Witness) -> Iterator[Desk]:
    with WitnessServer(witness) as server:
        made = Desk(store, witness, server.url, PACE)
        yield made
        assert made.engine.stop()
        made.client.close()


def _busy(word: str, asked: list[str], method: str = "") -> Interference:
    """No room for what has `word` in its path; `asked` keeps these requests."""

    def interfere(called: str, path: str) -> Answer | None:
        if word not in path or method not in called:
            return None
        asked.append(f"{called} {path}")
        return BUSY

    return interfere


@pytest.mark.parametrize("full", ["contact", "segments", "tracks/"])
def test_a_kind_without_room_holds_up_no_other(desk: Desk, full: str) -> None:
    asked: list[str] = []
    desk.witness.interfere = _busy(full, asked)
    desk.store.submit(some_fact()).result(30)
    desk.record(b"a" * 100)
    desk.hand_in()
    desk.store.finish().result(30)
    desk.engine.start()
    desk.until(lambda: bool(desk.finished))
    assert len(asked) == 1, "it is left alone for as long as the server asked"
    assert desk.engine.state.reachable is True
    assert bool(desk.witness.segments) == (full == "contact")


def test_code_goes_before_the_next_recording_also_where_several_are_under_way(desk: Desk) -> None:
    calls: list[str] = []
    handed_in: list[int] = []
    under_way: list[int] = []

    def look(method: str, path: str) -> Answer | None:
        calls.append(f"{method} {path}")
        under_way.append(len(desk.engine._sender._lanes.under_way))
        if sum("segments" in call for call in calls) == 20 and not handed_in:
            handed_in.append(0)
            desk.hand_in()
            handed_in[0] = len(calls)
        return None

    desk.witness.interfere = look
    desk.record(*(b"a" * 100 for _ in range(40)))
    desk.engine.start()
    desk.until(lambda: len(desk.witness.segments) == 40)
    after = calls[handed_in[0] :]
    first = next(number for number, call in enumerate(after) if "journal" in call)
    assert sum("segments" in call for call in after[:first]) <= LANES
    assert 1 < max(under_way) <= LANES


def test_what_refers_to_the_journal_waits_with_it_and_asks_no_oftener(desk: Desk) -> None:
    asked: list[str] = []
    desk.witness.interfere = _busy("journal", asked, "POST")
    desk.record(b"a" * 100)
    desk.hand_in()
    desk.store.finish().result(30)
    desk.engine.start()
    desk.until(lambda: bool(desk.witness.segments))
    assert not desk.witness.submissions
    assert desk.witness.receipt is None
    assert len(asked) == 1


def test_an_unreachable_server_is_asked_once_for_all_kinds(desk: Desk) -> None:
    asked: list[str] = []

    def gone(method: str, path: str) -> Answer | None:
        asked.append(f"{method} {path}")
        return Answer(502, b"<html>")

    desk.witness.interfere = gone
    desk.record(b"a" * 100)
    desk.hand_in()
    desk.engine.start()
    desk.until(lambda: len(asked) >= 4)
    assert {it.rsplit("/", 1)[1] for it in asked[1:]} == {"time"}


def test_draining_ends_after_the_receipt_that_is_being_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that was known has arrived, and at this moment the engine goes to write the receipt for it."""
    goes, may_go = threading.Event(), threading.Event()
    real = desk.engine._sender.anchor

    def anchor() -> bool:
        goes.set()
        assert may_go.wait(PATIENCE_S)
        return real()

    desk.store.submit(some_fact()).result(30)
    monkeypatch.setattr(desk.engine._sender, "anchor", anchor)
    desk.engine.start()
    assert goes.wait(PATIENCE_S)
    desk.until(lambda: desk.store.state.pending == 0 and desk.engine.remaining().nothing)
    threading.Timer(0.2, may_go.set).start()
    assert desk.engine.drain(PATIENCE_S).nothing
    assert desk.store.outbox.last_acknowledgement_fact() is not None
    assert len(desk.witness.entries) == desk.store.outbox.last_seq() == 2


def test_draining_waits_for_the_receipt_of_a_word_that_the_disk_takes_slowly(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine looks for what to write before the server's word is on disk, and ends its look after."""
    keep, anchor = desk.store.outbox.keep_acknowledgement, desk.engine._sender.anchor

    def keep_slowly(signed: Signed) -> Future[None]:
        desk.store._writer.put(lambda _: time.sleep(0.1))
        return keep(signed)

    def look_slowly() -> bool:
        wrote = anchor()
        desk.until(lambda: desk.store.state.pending == 0)
        return wrote

    monkeypatch.setattr(desk.store.outbox, "keep_acknowledgement", keep_slowly)
    monkeypatch.setattr(desk.engine._sender, "anchor", look_slowly)
    desk.store.submit(some_fact()).result(30)
    desk.engine.start()
    assert desk.engine.drain(PATIENCE_S).nothing
    assert len(desk.witness.entries) == desk.store.outbox.last_seq() == 2


def test_a_receipt_on_its_way_to_the_disk_is_not_written_twice(desk: Desk) -> None:
    sender = Sender(desk.store, desk.client)
    desk.engine.start()
    assert desk.engine.stop()  # only the sender is wanted
    desk.store.submit(some_fact()).result(30)
    assert sender.journal()
    settle(desk.store)
    desk.store._writer.put(lambda _: time.sleep(0.1))
    assert sender.anchor()
    assert not sender.anchor()


def test_batches_come_as_rarely_as_a_busy_server_asks_and_what_is_handed_in_does_not_wait(desk: Desk) -> None:
    desk.witness.journal_pace_s = 1
    desk.store.submit(some_fact()).result(30)
    desk.engine.start()
    desk.until(lambda: desk.engine.acknowledged >= 1)
    for _ in range(10):
        desk.store.submit(some_fact()).result(30)
        time.sleep(0.02)
    assert desk.engine.acknowledged < 5, "they came at our own pace of 0.05 s"
    desk.until(lambda: desk.engine.acknowledged >= 11)
    asked = zip(desk.witness.order, desk.witness.times_s, strict=True)
    sent_s = [at for name, at in asked if name == "POST journal"]
    assert sent_s[1] - sent_s[0] >= LEAST_OF_ASKED
    desk.hand_in()
    began_s = time.monotonic()
    desk.until(lambda: bool(desk.witness.submissions))
    assert time.monotonic() - began_s < LEAST_OF_ASKED
