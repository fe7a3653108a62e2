"""SIGKILL at random moments: nothing that was promised to be on disk is lost, and nothing readable is left behind."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from protocol.facts import RecorderEvent, RecorderFact, SegmentFact, parse_fact
from protocol.journal import Entry
from protocol.sealing import records
from sync.store.attempts import AttemptStores
from sync.store.store import Store
from tests.faults.typist import CANARY, work
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import Issuer, started_store
from tests.storage.settled import settle

READABLE = [CANARY.encode(), b"SQLite format 3", b"ftypmoov", b"token-of-this-attempt"]
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.faults.typist"])


@dataclass
class Promised:
    """What the killed process had reported."""

    seq: int = 0
    submissions: set[str] = field(default_factory=set)
    fragments: dict[tuple[str, int], int] = field(default_factory=dict)

    def hear(self, report: tuple[object, ...]) -> None:
        match report:
            case ("entry", int(seq)):
                self.seq = seq
            case ("submission", str(submission)):
                self.submissions.add(submission)
            case ("fragment", str(track), int(segment), int(count)):
                self.fragments[track, segment] = count
            case other:
                raise AssertionError(other)


def work_and_kill(data: Path, attempt: str, holder: FixedHolder, promised: Promised, delay_s: float) -> None:
    """One life: start, let it work, kill it, and take in every report that had left it."""
    ours, theirs = _forks.Pipe(duplex=False)
    process = _forks.Process(target=work, args=(data, attempt, holder.secrets, theirs))
    process.start()
    theirs.close()
    try:
        assert ours.poll(60), "the process never came to work"
        _listen(ours, promised, delay_s)
        process.kill()
        _listen(ours, promised, None)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _listen(reports: Connection, promised: Promised, seconds: float | None) -> None:
    """Take in reports for some time, or to the end."""
    end = None if seconds is None else time.monotonic() + seconds
    try:
        while (left := None if end is None else end - time.monotonic()) is None or left > 0:
            if reports.poll(left):
                promised.hear(reports.recv())
    except EOFError:
        assert end is None, "the process ended by itself"


def check(store: Store, promised: Promised) -> None:
    """Everything promised is there, whole and chained."""
    assert store.verify() >= promised.seq
    assert promised.submissions <= {it.submission for it in store.outbox.submissions()}
    settle(store)
    segments = {(it.track, it.segment): it for it in store.outbox.segments()}
    for place, count in promised.fragments.items():
        assert len(list(records(segments[place].file.read_bytes()))) >= count
    facts = [parse_fact(it.body) for it in _entries(store)]
    recorded = {(it.track, it.segment): it.digest for it in facts if isinstance(it, SegmentFact)}
    for track in {track for track, _ in promised.fragments}:
        gaps = [it for it in facts if isinstance(it, RecorderFact) and it.track == track]
        assert [it.event for it in gaps] == [RecorderEvent.GAP]
    assert recorded.items() <= {place: it.digest for place, it in segments.items()}.items()


def _entries(store: Store) -> Iterator[Entry]:
    after = 0
    while batch := store.outbox.next_batch(after, 2000):
        yield from batch
        after = batch[-1].seq


def readable_in(folder: Path) -> list[tuple[str, bytes]]:
    """Where anything of the candidate's stands in the clear."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [(str(file), word) for file in files for word in READABLE if word in file.read_bytes()]


def cycles(folder: Path, count: int, seed: int) -> list[float]:
    """Kill `count` times on one store; how long each reopening took, in seconds."""
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    holder, issuer = FixedHolder(), Issuer()
    stores = AttemptStores(folder, holder)
    started_store(stores, issuer).close()
    promised, reopenings = Promised(), []
    for _ in range(count):
        work_and_kill(folder, issuer.attempt, holder, promised, chance.uniform(0.0, 0.15))
        assert readable_in(folder) == []
        begun = time.monotonic()
        store = stores.open(issuer.attempt)
        reopenings.append(time.monotonic() - begun)
        check(store, promised)
        store.close()
    assert promised.seq > count
    return reopenings


def test_nothing_promised_is_lost_to_kills(tmp_path: Path) -> None:
    cycles(tmp_path, 20, seed=time.time_ns())


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_nothing_promised_is_lost_to_a_thousand_kills(tmp_path: Path) -> None:
    for part in range(50):  # a new store now and then, so that checking does not take longer and longer
        cycles(tmp_path / str(part), 20, seed=part)


def test_the_scan_finds_what_it_looks_for(tmp_path: Path) -> None:
    (tmp_path / "leak").write_bytes(b"\0" * 1000 + CANARY.encode())
    assert readable_in(tmp_path) == [(str(tmp_path / "leak"), CANARY.encode())]
