"""The engine: in order, once, verified; it waits when it must, and stops what does not verify."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from protocol.canonical import to_base64
from protocol.errors import RecrutrError
from protocol.facts import AcknowledgementFact, NetworkFact, parse_fact
from protocol.journal import sign_batch
from protocol.signing import SigningKey
from protocol.wire import JournalBatch, WireEntry
from sync.engine import Pace, SyncListeners, SyncState
from sync.progress import RECEIPT_BOUND_S
from sync.store.records import Refusals, Remaining
from sync.store.store import Store
from tests.storage.desk import PATIENCE_S, QUICK, Desk
from tests.storage.issuer import CODE, Issuer, some_fact
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


def _refuse(status: int, code: str, *, only: str, times: int = 10**9) -> Callable[[str, str], Answer | None]:
    left = [times]

    def interfere(method: str, path: str) -> Answer | None:
        if f"{method} {path}".startswith(only.split(" ", maxsplit=1)[0]) and only.split(" ")[1] in path and left[0] > 0:
            left[0] -= 1
            return Answer(status, f'{{"code":"{code}","message":"words","details":{{}}}}'.encode())
        return None

    return interfere


def test_everything_arrives_code_before_media(desk: Desk) -> None:
    desk.store.submit(*[some_fact()] * 1200).result(30)
    desk.record(b"a" * 1000, b"b" * 1000)
    desk.hand_in()
    desk.store.finish().result(30)
    desk.engine.start()
    assert desk.engine.drain(PATIENCE_S) == Remaining()
    assert desk.witness.head.hash == desk.store.outbox.hash_at(desk.store.outbox.last_seq())
    asked = [name for name in desk.witness.order if name not in {"GET contact", "GET submissions"}]
    assert asked[:2] == ["GET journal", "POST journal"]
    ranks = [("journal", "submissions", "tracks", "finish").index(name.split(" ")[1]) for name in asked]
    assert ranks == sorted(ranks)
    assert len(desk.witness.segments) == 2
    assert desk.witness.receipt == desk.store.receipt
    desk.until(lambda: bool(desk.finished))
    assert desk.store.countersigned == desk.finished[0]


def test_what_is_typed_later_follows_at_its_pace(desk: Desk) -> None:
    desk.engine.start()
    for _ in range(30):
        desk.store.submit(some_fact()).result(30)
    desk.until(lambda: desk.engine.state.acknowledged_seq >= 30)
    asked = zip(desk.witness.order, desk.witness.times_s, strict=True)
    sent_s = [at for name, at in asked if name == "POST journal"]
    assert all(later - earlier >= QUICK.journal_s for earlier, later in itertools.pairwise(sent_s))


def test_a_quiet_engine_asks_nothing_but_contact(store: Store, witness: Witness) -> None:
    with WitnessServer(witness) as server:
        desk = Desk(store, witness, server.url, Pace(contact_s=0.1, anchor_s=0.1, journal_s=0.01))
        store.submit(some_fact()).result(30)
        desk.engine.start()
        desk.until(lambda: _arrived(desk) and desk.engine.state.acknowledged_seq >= 2)
        posts = [it for it in witness.order if it == "POST journal"]
        before = len(witness.order)
        desk.until(lambda: len(witness.order) >= before + 6)
        assert set(witness.order[before:]) == {"GET contact"}
        assert [it for it in witness.order if it == "POST journal"] == posts
        assert desk.engine.stop()
        desk.client.close()


def test_acknowledgements_are_written_into_the_chain_but_not_about_themselves(desk: Desk) -> None:
    desk.engine.start()
    for count in (1, 2, 3):
        desk.store.submit(some_fact()).result(30)
        desk.until(lambda count=count: len(_anchors(desk)) == count)  # type: ignore[misc] # mypy cannot infer lambdas with defaults
    desk.until(lambda: _arrived(desk))
    facts = _anchors(desk)
    assert [it.acknowledged_seq for it in facts] == sorted(it.acknowledged_seq for it in facts)
    for fact in facts:
        assert desk.store.outbox.hash_at(fact.acknowledged_seq) == fact.head
    assert desk.store.outbox.last_seq() == 6


def _anchors(desk: Desk) -> list[AcknowledgementFact]:
    facts = [parse_fact(it.body) for it in desk.store.outbox.next_batch(0, 2000)]
    return [it for it in facts if isinstance(it, AcknowledgementFact)]


def test_a_lost_answer_costs_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server stores a batch, a submission and a segment, and the connection ends before each answer."""
    lost: set[str] = set()

    real = desk.witness.answer

    def answer_and_cut(method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        good = real(method, path, body, headers)
        place = f"{method} {path}"
        if method in {"POST", "PUT"} and place not in lost:
            lost.add(place)
            return Answer(good.status, good.body or b" ", good.headers, cut=True)
        return good

    monkeypatch.setattr(desk.witness, "answer", answer_and_cut)
    desk.store.submit(some_fact()).result(30)
    desk.hand_in()
    desk.record(b"a" * 100_000)
    desk.store.finish().result(30)
    desk.engine.start()
    assert desk.engine.drain(PATIENCE_S).nothing
    assert desk.witness.head.hash == desk.store.outbox.hash_at(desk.store.outbox.last_seq())
    assert len(desk.witness.submissions) == len(desk.witness.segments) == 1
    assert desk.witness.received_bytes == 100_008  # asked by HEAD, not sent twice


def test_an_unreachable_server_is_recorded_and_everything_follows(desk: Desk) -> None:
    desk.engine.start()
    desk.until(lambda: desk.engine.state.reachable is True)
    desk.witness.interfere = lambda _method, _path: Answer(502, b"<html>")
    desk.engine.wake()
    desk.until(lambda: desk.engine.state.reachable is False)
    desk.store.submit(some_fact()).result(30)
    desk.witness.interfere = lambda _method, _path: None
    desk.until(lambda: desk.engine.state.reachable is True and _arrived(desk))
    facts = [parse_fact(it.body) for it in desk.witness.entries]
    assert [it.reachable for it in facts if isinstance(it, NetworkFact)] == [False, True]


def test_retry_after_is_obeyed(store: Store, witness: Witness) -> None:
    waits: list[float] = []

    def interfere(_method: str, _path: str) -> Answer | None:
        waits.append(time.monotonic())
        if len(waits) == 1:
            return Answer(503, b'{"code":"busy","message":"m","details":{}}', {"Retry-After": "1"})
        return None

    witness.interfere = interfere
    with WitnessServer(witness) as server:
        desk = Desk(store, witness, server.url, Pace(contact_s=0.01, first_retry_s=0.001))
        for kind in ("journal", "submission", "track", "segment", "finish", "judging", "anchor"):
            desk.engine._halted[kind] = RecrutrError("test", "only contact is under test")
        desk.engine.start()
        desk.until(lambda: len(waits) >= 2)
        assert desk.engine.stop()
        desk.client.close()
    assert waits[1] - waits[0] >= 1.0


def test_a_refused_submission_is_kept_shown_and_does_not_hold_up_the_next(desk: Desk) -> None:
    refused = desk.hand_in("first")
    desk.witness.interfere = _refuse(422, "input.invalid", only=f"PUT {refused.submission}")
    accepted = desk.hand_in("second")
    desk.engine.start()
    desk.until(lambda: _arrived(desk))
    kept = {it.submission: it for it in desk.store.outbox.submissions()}
    assert kept[refused.submission].refusal == "The server says: words"
    assert desk.store.outbox.refusals() == Refusals({refused.submission: "The server says: words"})
    assert kept[refused.submission].request.source == "first"
    assert kept[accepted.submission].status is not None
    assert list(desk.witness.submissions) == [accepted.submission]


def test_a_refused_submission_is_tried_again_at_the_next_start(desk: Desk) -> None:
    refused = desk.hand_in()
    desk.witness.interfere = _refuse(409, "attempt.state", only=f"PUT {refused.submission}", times=1)
    desk.engine.start()
    desk.until(lambda: _arrived(desk))
    assert desk.engine.stop()
    again = Desk(desk.store, desk.witness, desk.client.base_url)
    again.engine.start()
    again.until(lambda: bool(again.statuses))
    assert again.engine.stop()
    again.client.close()
    assert list(desk.witness.submissions) == [refused.submission]


def test_the_judging_is_followed_until_it_ends(desk: Desk) -> None:
    desk.hand_in()
    desk.engine.start()
    desk.until(lambda: any(it.state == "waiting" for it in desk.statuses))
    desk.witness.judged = True
    desk.until(lambda: any(it.state == "judged" for it in desk.statuses))
    asked = desk.witness.order.count("GET submissions")
    desk.until(lambda: desk.witness.order.count("GET contact") >= 3)
    assert desk.witness.order.count("GET submissions") <= asked + 1
    (kept,) = desk.store.outbox.submissions()
    assert kept.status is not None
    assert kept.status.state == "judged"


def test_a_segment_stored_with_other_bytes_is_shown_and_the_rest_goes_on(desk: Desk) -> None:
    track = desk.record(b"a" * 100, b"b" * 100)
    desk.witness.segments[track, 0] = b"something else"
    desk.engine.start()
    desk.until(lambda: (track, 1) in desk.witness.segments and _arrived(desk))
    refusals = [it.refusal for it in desk.store.outbox.segments()]
    assert refusals == ["The server holds another recording in the place of this one. [segment.other_digest]", None]
    assert desk.store.media.path(track, 0).exists()


def test_segments_wait_for_their_track(desk: Desk) -> None:
    """A server that cannot take the track for a moment must not cost its segments."""
    desk.record(b"a" * 100)
    failing = _refuse(503, "store.full", only="PUT tracks", times=3)
    desk.witness.interfere = failing
    desk.engine.start()
    desk.until(lambda: len(desk.witness.segments) == 1 and _arrived(desk))
    assert [it.refusal for it in desk.store.outbox.segments()] == [None]


def test_a_refused_track_is_told_and_holds_up_no_other(desk: Desk) -> None:
    refused, taken = desk.record(b"a" * 100, b"b" * 100), desk.record(b"c" * 100)
    desk.witness.interfere = _refuse(422, "input.invalid", only=f"PUT {refused}")
    desk.engine.start()
    desk.until(lambda: (taken, 0) in desk.witness.segments and _arrived(desk))
    assert list(desk.witness.segments) == [(taken, 0)]
    assert desk.engine.state.trouble == ()
    assert desk.store.outbox.refusals() == Refusals(segments=2, reasons=("The server says: words",))
    assert desk.store.media.path(refused, 1).exists()


def test_a_refused_track_is_tried_again_at_the_next_start(desk: Desk) -> None:
    track = desk.record(b"a" * 100)
    desk.store.outbox.refuse_track(track, "words").result(30)
    assert desk.engine.remaining() == Remaining()
    desk.engine.start()
    desk.until(lambda: (track, 0) in desk.witness.segments and _arrived(desk))
    assert desk.store.outbox.refusals() == Refusals()


def test_a_track_is_not_refused_for_what_concerns_the_whole_attempt(desk: Desk) -> None:
    desk.record(b"a" * 100)
    desk.witness.interfere = _refuse(401, "auth.token", only="PUT tracks", times=1)
    desk.engine.start()
    desk.until(lambda: _trouble(desk) == {"auth.token"})
    desk.engine.wake()
    desk.until(lambda: len(desk.witness.segments) == 1 and _arrived(desk))


def test_the_receipt_waits_for_the_submission_it_names(desk: Desk) -> None:
    fact = desk.hand_in()
    desk.store.finish().result(30)
    desk.witness.interfere = _refuse(503, "busy", only=f"PUT {fact.submission}", times=3)
    desk.engine.start()
    desk.until(lambda: bool(desk.finished))
    assert desk.witness.order.index("PUT submissions") < desk.witness.order.index("POST finish")


def test_a_segment_damaged_on_this_disk_is_not_sent_for_ever(desk: Desk) -> None:
    track = desk.record(b"a" * 100)
    file = desk.store.media.path(track, 0)
    file.write_bytes(file.read_bytes()[:-1] + b"z")
    desk.engine.start()
    desk.until(lambda: any(it.refusal for it in desk.store.outbox.segments()))
    assert desk.witness.segments == {}
    assert desk.store.outbox.refusals().reasons == ("A recorded segment was changed or damaged on the disk.",)


def test_a_segment_that_cannot_be_read_for_a_moment_is_tried_again(desk: Desk) -> None:
    track = desk.record(b"a" * 100)
    file = desk.store.media.path(track, 0)
    away = file.with_name("away")
    file.rename(away)
    file.symlink_to(file)  # opening it fails, also for the superuser; it is replaced in one step
    desk.engine.start()
    desk.until(lambda: desk.witness.order.count("HEAD tracks") >= 3)
    away.replace(file)
    desk.until(lambda: len(desk.witness.segments) == 1 and _arrived(desk))
    assert desk.store.outbox.refusals() == Refusals()


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_a_segment_that_stays_unreadable_does_not_hold_up_the_others(desk: Desk, make: Callable[[Path], None]) -> None:
    track = desk.record(b"a" * 100, b"b" * 100)
    file = desk.store.media.path(track, 0)
    file.unlink()
    make(file)
    desk.engine.start()
    desk.until(lambda: (track, 1) in desk.witness.segments and _arrived(desk))
    words = "A recorded segment cannot be read from the disk."
    assert desk.store.outbox.refusals() == Refusals(segments=1, reasons=(words,))


def test_a_segment_whose_file_is_gone_is_told_at_once(desk: Desk) -> None:
    track = desk.record(b"a" * 100, b"b" * 100)
    desk.store.media.path(track, 0).unlink()
    desk.engine.start()
    desk.until(lambda: (track, 1) in desk.witness.segments and _arrived(desk))
    words = "A recorded segment is no longer on the disk."
    assert desk.store.outbox.refusals() == Refusals(segments=1, reasons=(words,))
    assert desk.witness.order.count("HEAD tracks") <= 2


def test_a_segment_whose_file_is_gone_may_have_arrived_before(desk: Desk) -> None:
    """As where the store is an older copy: the first was never sent, of the second only the server tells."""
    track = desk.record(b"a" * 100, b"b" * 100)
    gone = desk.store.media.path(track, 1)
    desk.witness.segments[track, 1] = gone.read_bytes()
    gone.unlink()
    desk.engine.start()
    desk.until(lambda: _arrived(desk))
    assert desk.store.outbox.refusals() == Refusals()


def test_a_segment_damaged_on_its_way_is_sent_again(desk: Desk) -> None:
    desk.record(b"a" * 100)
    desk.witness.interfere = _refuse(422, "segment.digest", only="PUT segments", times=2)
    desk.engine.start()
    desk.until(lambda: len(desk.witness.segments) == 1 and _arrived(desk))


def _trouble(desk: Desk) -> set[str]:
    return {it.code for it in desk.engine.state.trouble}


def test_an_acknowledgement_that_is_not_the_servers_is_not_believed(desk: Desk) -> None:
    desk.witness.issuer.key = SigningKey.generate()
    desk.store.submit(some_fact()).result(30)
    desk.hand_in()
    desk.engine.start()
    desk.until(lambda: _trouble(desk) == {"tampered.signature"})
    assert desk.engine.state.acknowledged_seq == 0
    desk.until(lambda: bool(desk.witness.submissions))  # the rest goes on
    asked = desk.witness.order.count("GET journal")
    desk.until(lambda: desk.witness.order.count("GET contact") >= 3)
    assert desk.witness.order.count("GET journal") == asked  # and it is not tried again blindly


def test_work_that_only_the_server_has_means_a_rollback(desk: Desk) -> None:
    desk.store.submit(some_fact(), some_fact()).result(30)
    desk.witness.take_batch(_batch_of(desk.store))
    with desk.store._database.transaction():
        desk.store._database.write("DELETE FROM entry WHERE seq = 2")
    desk.engine.start()
    desk.until(lambda: _trouble(desk) == {"tampered.rollback"})


def test_other_work_at_the_server_means_a_fork(desk: Desk, issuer: Issuer) -> None:
    desk.store.submit(some_fact(), some_fact()).result(30)
    desk.witness.take_batch(_batch_of(desk.store))
    with desk.store._database.transaction():
        desk.store._database.write("UPDATE entry SET hash = ? WHERE seq = 2", "00" * 32)
    desk.engine.start()
    desk.until(lambda: _trouble(desk) == {"tampered.fork"})


def _batch_of(store: Store) -> JournalBatch:
    """Everything on disk, as the engine sends it."""
    entries = store.outbox.next_batch(0, 2000)
    wire = [WireEntry(header=to_base64(it.header_bytes), body=to_base64(it.body)) for it in entries]
    return JournalBatch(entries=wire, signature=sign_batch(entries, SigningKey(store.identity.private_key)))


def test_a_prefix_at_the_server_is_no_rollback(desk: Desk) -> None:
    desk.store.submit(some_fact(), some_fact(), some_fact()).result(30)
    desk.witness.take_batch(_batch_of(desk.store))
    desk.store.outbox.keep_acknowledgement(desk.witness.acknowledged()).result(30)
    del desk.witness.entries[1:]  # the server was restored from a copy
    desk.engine.start()
    desk.until(lambda: len(desk.witness.entries) >= 3 and _arrived(desk))
    assert desk.engine.state.trouble == ()


def test_a_server_that_confirms_nothing_is_not_hammered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = desk.witness.acknowledged()
    monkeypatch.setattr(desk.witness, "acknowledged", lambda: empty)
    desk.store.submit(some_fact()).result(30)
    desk.engine.start()
    desk.until(lambda: desk.engine.state.reachable is False)
    assert desk.engine.state.acknowledged_seq == 0


def test_a_lost_token_stops_and_a_new_one_goes_on(desk: Desk) -> None:
    desk.witness.token = CODE
    desk.store.submit(some_fact()).result(30)
    desk.engine.start()
    desk.until(lambda: "auth.token" in _trouble(desk))
    assert desk.witness.entries == []
    desk.engine.renew(CODE)
    desk.until(lambda: _arrived(desk))
    assert desk.engine.state.trouble == ()


def test_erasure_is_handed_on_with_a_verified_receipt_and_ends_the_engine(desk: Desk, issuer: Issuer) -> None:
    signed = issuer.erasure()
    desk.witness.erasure = signed
    desk.engine.start()
    desk.until(lambda: bool(desk.erased))
    ((receipt, handed_on),) = desk.erased
    assert (receipt.attempt, handed_on) == (issuer.attempt, signed)
    assert desk.engine.stop()


@pytest.mark.parametrize("wrong", ["another key", "another attempt"])
def test_an_erasure_that_does_not_verify_wipes_nothing(desk: Desk, issuer: Issuer, wrong: str) -> None:
    forger = Issuer(attempt=issuer.attempt) if wrong == "another key" else Issuer(key=issuer.key)
    desk.witness.erasure = forger.erasure()
    desk.engine.start()
    desk.until(lambda: bool(_trouble(desk) & {"tampered.signature", "tampered.erasure"}))
    assert desk.erased == []


def test_a_wrong_countersignature_is_not_kept(desk: Desk, issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    other = issuer.erasure()
    wrong = Issuer(key=issuer.key).countersigned(other)
    monkeypatch.setattr(issuer, "countersigned", lambda _: wrong)
    desk.store.finish().result(30)
    desk.engine.start()
    desk.until(lambda: "tampered.countersignature" in _trouble(desk))
    assert desk.store.countersigned is None


def _fail(_: SyncState) -> None:
    raise LookupError


def test_a_mistake_in_a_listener_does_not_end_the_sending(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.engine._listeners = SyncListeners(on_state=_fail)
    desk.store.submit(some_fact()).result(30)
    desk.engine.start()
    desk.until(lambda: _arrived(desk))
    assert "a listener of the engine failed" in caplog.text


def test_the_servers_clock_is_learnt_from_contact(desk: Desk) -> None:
    desk.engine.start()
    desk.until(lambda: desk.clock.known)
    offset = desk.clock.offset_us()
    assert offset is not None
    assert abs(offset) < 5_000_000


def test_receipts_stand_in_the_chain_at_their_pace_also_while_recordings_wait(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backlog of recordings that takes several times as long as two receipts may lie apart, and somebody types."""
    real = desk.witness._segment

    def slow(name: str, place: tuple[str, int], body: bytes, headers: dict[str, str]) -> Answer:
        time.sleep(0.05)
        return real(name, place, body, headers)

    monkeypatch.setattr(desk.witness, "_segment", slow)
    desk.record(*[b"x" * 1000] * 60)
    desk.engine.start()
    end_s = time.monotonic() + 2.5
    while time.monotonic() < end_s:
        desk.store.submit(some_fact()).result(30)
        time.sleep(0.02)
    assert desk.engine.remaining().segments, "the backlog was too short to show anything"
    times_s = [it.server_time_us / 1e6 for it in _anchors(desk)]
    allowance_s = 0.6  # a request under way, and the pace of the batches
    assert len(times_s) >= 3
    assert max(later - earlier for earlier, later in itertools.pairwise(times_s)) <= QUICK.anchor_s + allowance_s


def test_the_pace_of_receipts_leaves_room_for_what_comes_before_them() -> None:
    pace = Pace()
    assert pace.anchor_s + pace.journal_s + 2.0 <= RECEIPT_BOUND_S
