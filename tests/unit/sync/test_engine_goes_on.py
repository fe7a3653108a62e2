"""The engine's thread outlives whatever is answered to it, and books that cannot be read for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from protocol.errors import StorageFault
from protocol.signing import SigningKey
from sync.engine import Pace
from sync.store.records import Remaining
from sync.store.store import Store
from tests.storage.desk import Desk
from tests.storage.issuer import some_fact
from tests.storage.witness import Answer, Witness, WitnessServer

PORTAL = Answer(302, b"<html>", {"Location": "http://portal.hotel.test/?network=Caf\xe9"})
"""Not UTF-8: as a hotel's page may well call itself."""
NO_ADDRESS = Answer(307, b"", {"Location": "http://[portal/"})


@pytest.fixture
def desk(store: Store, witness: Witness) -> Iterator[Desk]:
    with WitnessServer(witness) as server:
        made = Desk(store, witness, server.url)
        yield made
        assert made.engine.stop()
        made.client.close()


@pytest.mark.parametrize("odd", [PORTAL, NO_ADDRESS], ids=["not UTF-8", "no address"])
def test_a_network_that_sends_elsewhere_while_the_server_is_looked_for(desk: Desk, odd: Answer) -> None:
    answered: list[str] = []

    def interfere(_method: str, path: str) -> Answer | None:
        answered.append(path)
        return Answer(502) if len(answered) == 1 else odd if len(answered) < 5 else None

    desk.witness.interfere = interfere
    desk.engine.start()
    seq = desk.store.submit(some_fact()).result(30)
    desk.until(lambda: desk.engine.acknowledged >= seq)


@pytest.mark.parametrize(
    ("header", "asked"), [("9" * 400, ""), ("9" * 5000, ""), ("", "9" * 400), ("1 Jan 2026 1:1:1 +99999999999999", "")]
)
def test_a_wait_that_nobody_can_mean(desk: Desk, header: str, asked: str) -> None:
    body = f'{{"code":"server.busy","message":"m","details":{{"retry_after_s":{asked or 1}}}}}'.encode()
    answered: list[str] = []

    def interfere(_method: str, path: str) -> Answer | None:
        answered.append(path)
        return Answer(429, body, {"Retry-After": header} if header else {}) if len(answered) == 1 else None

    desk.witness.interfere = interfere
    desk.engine.start()
    seq = desk.store.submit(some_fact()).result(30)
    desk.until(lambda: bool(answered))
    time.sleep(0.2)  # the answer is on its way still
    desk.engine.wake()  # a person may end any wait
    desk.until(lambda: desk.engine.acknowledged >= seq)


def test_a_wait_below_nothing_is_none_at_all_and_no_hammering(desk: Desk) -> None:
    body = b'{"code":"server.busy","message":"m","details":{"retry_after_s":-1000000}}'
    answered: list[str] = []

    def interfere(_method: str, path: str) -> Answer:
        answered.append(path)
        return Answer(429, body)

    desk.witness.interfere = interfere
    desk.engine.start()
    time.sleep(1.0)
    assert 2 <= len(answered) <= 100  # pauses of up to 0.1 s; without any there are many hundreds


def test_books_that_cannot_be_read_for_a_moment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.engine.UNREAD_S", 0.05)
    looked = []
    readable = desk.store.outbox.remaining

    def remaining() -> Remaining:
        looked.append(1)
        if len(looked) in {2, 3}:
            raise StorageFault("store.io", "The disk reported an error.")
        return readable()

    monkeypatch.setattr(desk.store.outbox, "remaining", remaining)
    desk.engine.start()
    desk.until(lambda: len(looked) > 4)
    seq = desk.store.submit(some_fact()).result(30)
    desk.until(lambda: desk.engine.acknowledged >= seq)


def test_another_server_in_between_is_not_believed_and_the_right_one_is_found_by_itself(
    store: Store, witness: Witness
) -> None:
    right, other = witness.issuer.key, SigningKey.generate()
    pace = Pace(journal_s=0.05, anchor_s=0.2, contact_s=0.1, first_retry_s=0.02, longest_retry_s=0.1, doubt_s=0.4)
    with WitnessServer(witness) as server:
        desk = Desk(store, witness, server.url, pace)
        desk.engine.start()
        before = store.submit(some_fact()).result(30)
        desk.until(lambda: desk.engine.acknowledged >= before)
        witness.issuer.key = other
        seq = store.submit(some_fact()).result(30)
        desk.until(lambda: any(it.code == "tampered.signature" for it in desk.engine.state.trouble))
        begun, sent = len(witness.order), witness.order.count("POST journal")
        desk.until(lambda: witness.order[begun:].count("GET journal") >= 2)
        assert witness.order.count("POST journal") == sent  # asked, but nothing more was sent there
        assert desk.engine.acknowledged < seq
        asked = [at for name, at in zip(witness.order, witness.times_s, strict=True) if name == "GET journal"]
        assert asked[-1] - asked[-2] > 0.3  # after a pause
        witness.issuer.key = right
        desk.until(lambda: desk.engine.acknowledged >= seq)
        desk.until(lambda: desk.engine.state.trouble == ())
        assert desk.engine.stop()
        desk.client.close()
