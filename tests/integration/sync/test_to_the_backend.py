"""The desktop's half against the real backend: everything arrives, hash for hash, whatever the network does."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from protocol.after import After
from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.edits import Edit
from protocol.facts import DocumentFact, EditFact, NetworkFact, SegmentFact, SubmissionFact, parse_fact
from protocol.identifiers import new_identifier
from protocol.impressions import Impression
from protocol.receipts import Countersigned, Signed
from protocol.sealing import Sealer, new_data_key, wrap_for_organisation
from protocol.verdicts import LanguageId
from protocol.wire import RequestCreate, SubmissionStatus
from sync.client import Client
from sync.clock import ServerClock
from sync.engine import Pace, SyncEngine, SyncListeners
from sync.store.records import Remaining
from tests.faults.proxy import FINE, FaultProxy, Weather
from tests.storage.fixed_holder import FixedHolder
from tests.storage.joined import started_work, stores_in
from tests.storage.settled import settle

PATIENCE_S = 60.0
QUICK = Pace(journal_s=0.1, anchor_s=0.5, contact_s=0.5, judging_s=0.2, first_retry_s=0.05, longest_retry_s=0.3)


class Desk:
    """A candidate's computer: joined, noticed, checked and started through a network that may fail."""

    def __init__(self, live_backend: Any, url: str, data: Path) -> None:
        self.backend = live_backend
        self.stores = stores_in(data, FixedHolder())
        self.client = Client(url, read_timeout_s=2.0)
        self.store = started_work(self.client, self.stores, live_backend.seeded.code)
        self.statuses: dict[str, SubmissionStatus] = {}
        self.erased: list[Signed] = []
        self.engine = self.new_engine()
        self.document = new_identifier()
        started = self.store.started
        assert started is not None
        self.problem = started.pack.problems[0].problem
        self.position = 0

    def new_engine(self) -> SyncEngine:
        listeners = SyncListeners(
            on_submission=lambda it: self.statuses.__setitem__(it.submission, it),
            on_erased=lambda _, signed: self.erased.append(signed),
        )
        return SyncEngine(self.store, self.client.twin(), ServerClock(), listeners, QUICK)

    def open_document(self) -> None:
        fact = DocumentFact(document=self.document, problem=self.problem, language=LanguageId.PYTHON, text="")
        self.store.submit(fact).result(30)

    def type(self, text: str) -> None:
        edit = Edit(position=self.position, inserted=text)
        self.store.submit(EditFact(document=self.document, edit=edit)).result(30)
        self.position += len(text.encode())

    def hand_in(self) -> SubmissionFact:
        source = self.store.rebuild_documents()[self.document]
        fact = SubmissionFact(
            submission=new_identifier(),
            problem=self.problem,
            document=self.document,
            language=LanguageId.PYTHON,
            source_digest=digest_hex(source.encode()),
        )
        self.store.hand_in(fact, source).result(30)
        return fact

    def record(self, segments: int, size: int) -> None:
        ticket, track, key = self.store.ticket, new_identifier(), new_data_key()
        assert ticket is not None
        sealer = Sealer(self.store.attempt, track, key)
        wrapped = wrap_for_organisation(key, ticket.organisation_public_key)
        self.store.media.declare(TrackKind.CAMERA, track, "video/mp4", wrapped, "A camera")
        for number in range(segments):
            sealed = sealer.seal(number, 0, os.urandom(size))
            self.store.media.write(track, number, sealed.record)
            digest, length = self.store.media.close_segment(track, number)
            fact = SegmentFact(
                track=track,
                stream=TrackKind.CAMERA,
                segment=number,
                fragments=1,
                size_bytes=length,
                digest=digest,
                start_us=number * 500_000,
                duration_us=500_000,
                last_tag=sealed.tag.hex(),
            )
            self.store.submit(fact).result(30)

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < end, f"waited in vain; {self.engine.state}"
            time.sleep(0.05)

    def server_hashes(self) -> list[str]:
        """The journal as the server can read it, entry by entry."""
        from backend.attempts.models import Attempt
        from backend.ingest.reading import read_journal

        with self.backend.services.reading() as tx:
            attempt = tx.session.get_one(Attempt, self.store.attempt)
            return [entry.hash for entry in read_journal(tx, attempt)]

    def own_hashes(self) -> list[str]:
        last = self.store.outbox.last_seq()
        return [self.store.outbox.hash_at(seq) or "" for seq in range(1, last + 1)]

    def check_arrived(self) -> None:
        """Journal hash for hash, each segment digest for digest, each submission."""
        assert self.engine.state.trouble == ()
        assert self.server_hashes() == self.own_hashes()
        settle(self.store)
        with Client(self.backend.url) as asking:  # with patience, and past the network that fails
            asking.follow(self.client)
            for segment in self.store.outbox.segments():
                assert segment.confirmed
                assert asking.segment_digest(segment.track, segment.segment) == segment.digest
                assert not segment.file.exists()
            told = {it.submission for it in asking.submissions()}
        assert told == {it.submission for it in self.store.outbox.submissions()}


@pytest.fixture
def network(live_backend: Any) -> Iterator[FaultProxy]:
    with FaultProxy(live_backend.url) as proxy:
        yield proxy


@pytest.fixture
def desk(live_backend: Any, network: FaultProxy, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(live_backend, network.url, tmp_path / "device")
    yield made
    network.forecast = lambda _: FINE
    assert made.engine.stop()
    made.client.close()
    made.store.close()


def test_the_network_is_gone_for_some_seconds_in_the_middle(desk: Desk, network: FaultProxy) -> None:
    desk.open_document()
    desk.engine.start()
    desk.type("print(1)\n")
    desk.until(lambda: desk.engine.state.acknowledged_seq >= 2)
    network.forecast = lambda _: Weather(refuse=True)
    network.cut()
    desk.until(lambda: desk.engine.state.reachable is False)
    for number in range(40):
        desk.type(f"# line {number}: worked without any network\n")
        time.sleep(0.05)
    desk.record(3, 60_000)
    handed_in = desk.hand_in()
    receipt = desk.store.finish().result(30)
    assert desk.engine.state.acknowledged_seq < 40
    network.forecast = lambda _: FINE
    assert desk.engine.drain(PATIENCE_S) == Remaining()
    desk.check_arrived()
    facts = [parse_fact(it.body) for it in desk.store.outbox.next_batch(0, 2000)]
    assert [it.reachable for it in facts if isinstance(it, NetworkFact)][:1] == [False]
    countersigned = desk.store.countersigned
    assert countersigned is not None
    word = Countersigned.from_signed(countersigned, desk.store.joined.server_public_key)
    assert (word.receipt_digest, word.timeliness) == (receipt.digest, "on time")
    desk.until(lambda: handed_in.submission in desk.statuses)
    desk.until(lambda: desk.statuses[handed_in.submission].state == "judged")


def test_how_it_was_is_kept_offline_and_arrives_once_behind_the_work(desk: Desk, network: FaultProxy) -> None:
    desk.open_document()
    desk.type("print(1)")
    network.forecast = lambda _: Weather(refuse=True)
    network.cut()
    desk.engine.start()
    desk.store.finish().result(30)
    said = Impression(ease=4, words="Quiet.")
    desk.store.impressions.keep(said).result(30)
    desk.store.impressions.keep(Impression(ease=1)).result(30)
    assert desk.store.outbox.remaining().impression, "it holds up the end like everything else that waits"
    assert (desk.store.impressions.given, desk.store.impressions.waiting) == (said, said), "the first stands"
    network.forecast = lambda number: Weather(lose_answer=True) if number % 2 else FINE
    network.cut()
    desk.until(lambda: desk.store.impressions.waiting is None)
    network.forecast = lambda _: FINE
    assert desk.engine.drain(PATIENCE_S) == Remaining()
    desk.check_arrived()
    assert desk.client.ask("GET", "/after", After).impression == said
    desk.store.impressions.keep(Impression(ease=2)).result(30)
    assert (desk.store.impressions.given, desk.store.impressions.waiting) == (said, None)


def test_every_kind_of_bad_weather(desk: Desk, network: FaultProxy) -> None:
    """Of every two connections one is bad, in changing ways, answers lost after the commit included."""
    chance = random.Random(20)  # noqa: S311 - chance, no secret
    weathers = [
        Weather(lose_answer=True),
        Weather(cut_request_after=700),
        Weather(cut_request_after=30_000),
        Weather(refuse=True),
        Weather(latency_s=0.02),
    ]
    network.forecast = lambda number: chance.choice(weathers) if number % 2 else FINE
    network.cut()
    shaker = threading.Event()

    def shake() -> None:
        while not shaker.wait(0.15):
            network.cut()

    thread = threading.Thread(target=shake)
    thread.start()
    try:
        desk.open_document()
        desk.engine.start()
        for number in range(30):
            desk.type(f"# {number}\n")
            if number % 10 == 0:
                desk.record(2, 50_000)
                desk.hand_in()
            time.sleep(0.02)
        desk.store.finish().result(30)
        desk.engine.drain(8.0)
    finally:
        shaker.set()
        thread.join()
    assert desk.engine.drain(PATIENCE_S) == Remaining()
    assert network.connections > 5
    network.forecast = lambda _: FINE  # for the questions of the check itself
    network.cut()
    desk.check_arrived()


def test_a_black_hole_is_given_up_and_the_work_goes_on(desk: Desk, network: FaultProxy) -> None:
    desk.open_document()
    network.forecast = lambda _: Weather(black_hole=True)
    network.cut()
    desk.engine.start()
    desk.until(lambda: desk.engine.state.reachable is False)
    desk.type("x = 1\n")
    network.forecast = lambda _: FINE
    assert desk.engine.drain(PATIENCE_S) == Remaining()
    desk.check_arrived()


def test_the_rest_is_sent_by_the_next_launch(desk: Desk, network: FaultProxy) -> None:
    desk.open_document()
    network.forecast = lambda _: Weather(refuse=True)
    network.cut()
    desk.engine.start()
    for _ in range(20):
        desk.type("x\n")
    desk.record(2, 30_000)
    assert desk.engine.stop()
    desk.store.close()
    desk.store = desk.stores.open(desk.store.attempt)
    network.forecast = lambda _: FINE
    desk.engine = desk.new_engine()
    desk.engine.start()
    assert desk.engine.drain(PATIENCE_S) == Remaining()
    desk.check_arrived()


def test_an_erasure_reaches_the_device(desk: Desk, live_backend: Any) -> None:
    desk.open_document()
    desk.record(1, 10_000)
    desk.engine.start()
    assert desk.engine.drain(PATIENCE_S) == Remaining()
    desk.client.request(RequestCreate(kind="erasure"))
    desk.until(lambda: bool(desk.erased))
    assert desk.engine.stop()
    path = desk.stores.wipe(desk.store, desk.erased[0])
    data = path.parents[1]
    assert [file for file in data.rglob("*") if file.is_file()] == [path]
    desk.store.close()
