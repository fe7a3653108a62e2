"""A server in whose place an older backup was put: what it had confirmed and lost leaves the device anew."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from protocol.receipts import Signed
from sync.store.outbox import COUNTERSIGNED_BEFORE
from sync.store.store import Store
from tests.storage.desk import Desk
from tests.storage.issuer import some_fact
from tests.storage.witness import Answer, Witness, WitnessServer


@pytest.fixture
def desk(store: Store, witness: Witness) -> Iterator[Desk]:
    with WitnessServer(witness) as server:
        made = Desk(store, witness, server.url)
        yield made
        assert made.engine.stop()
        made.client.close()


def _arrived(desk: Desk) -> bool:
    return desk.store.state.pending == 0 and desk.engine.remaining().nothing


def _has_all(desk: Desk, submission: str) -> bool:
    whole = len(desk.witness.entries) == desk.store.outbox.last_seq()
    return whole and submission in desk.witness.submissions and _arrived(desk)


def _countersigned_anew(desk: Desk, before: Signed | None) -> Signed | None:
    desk.until(lambda: desk.store.countersigned not in {None, before})
    return desk.store.countersigned


def test_everything_that_is_still_here_leaves_again_while_it_is_worked_on(desk: Desk) -> None:
    track = desk.record(b"a" * 100)
    submission = desk.hand_in().submission
    desk.engine.start()
    desk.until(lambda: (track, 0) in desk.witness.segments and _has_all(desk, submission))
    desk.witness.set_back(1)
    desk.store.media.write(track, 1, b"b" * 100)
    desk.store.media.close_segment(track, 1)
    desk.store.submit(some_fact()).result(30)
    desk.until(lambda: (track, 1) in desk.witness.segments and _has_all(desk, submission))
    lost, kept = desk.store.outbox.segments()
    assert (lost.confirmed, lost.refusal) == (False, "A recorded segment is no longer on the disk.")
    assert (kept.confirmed, kept.refusal) == (True, None)
    assert desk.engine.state.trouble == ()


def test_a_finished_attempt_is_finished_again_and_the_first_word_stays(desk: Desk) -> None:
    submission = desk.hand_in().submission
    desk.engine.start()
    receipt = desk.store.finish().result(30)
    desk.until(lambda: desk.store.countersigned is not None and _has_all(desk, submission))
    first = last = desk.store.countersigned
    for _ in range(2):
        desk.witness.set_back(len(desk.witness.entries))  # not one entry is missing: contact alone tells it
        desk.until(lambda: desk.witness.receipt == receipt and _has_all(desk, submission))
        last = _countersigned_anew(desk, last)
    assert first is not None
    (before,) = [
        value for name, value in desk.store.rows("SELECT name, value FROM setting") if name == COUNTERSIGNED_BEFORE
    ]
    assert before == first.canonical()


def test_a_submission_that_is_missed_is_handed_in_again_by_the_next_launch(
    desk: Desk, store: Store, witness: Witness
) -> None:
    submission = desk.hand_in().submission
    desk.engine.start()
    desk.until(lambda: _has_all(desk, submission))
    assert desk.engine.stop()
    witness.submissions.clear()
    later = Desk(store, witness, desk.client.base_url)
    later.engine.start()
    later.until(lambda: _has_all(later, submission))
    assert later.engine.stop()
    later.client.close()


def test_a_track_that_the_server_does_not_know_is_announced_again(desk: Desk) -> None:
    track = desk.record(b"a" * 100)
    desk.store.outbox.confirm_track(track).result(30)  # as by whoever answered in the server's place
    desk.engine.start()
    desk.until(lambda: (track, 0) in desk.witness.segments and _arrived(desk))
    assert desk.store.outbox.refusals().segments == 0


def test_a_track_that_is_never_known_is_not_announced_without_a_pause(desk: Desk) -> None:
    desk.record(b"a" * 100)
    unknown = b'{"code":"track.unknown","message":"m","details":{}}'
    desk.witness.interfere = lambda method, path: (
        Answer(404, unknown) if method == "PUT" and "segments" in path else None
    )
    desk.engine.start()
    time.sleep(1.0)
    assert 2 <= desk.witness.order.count("PUT tracks") <= 60  # pauses of up to 0.1 s
    seq = desk.store.submit(some_fact()).result(30)
    desk.until(lambda: desk.engine.acknowledged >= seq)  # and the rest goes on
