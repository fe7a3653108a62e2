"""A damaged, cut, swapped or foreign store: always noticed, never written to, and what the server acknowledged is back.

Against the real backend. A device works until some of its work is acknowledged and some is not, and is killed so that
its log is still full. Each case harms a copy of what it left. Harm that reaches nothing that is still needed (a free
page, a part of the log that has been moved) may go unnoticed: then every entry must be there, and verify.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.attempt import Attempt, join_request
from app.putting_back import Unopened, opened_or_not, restored
from protocol.facts import RestoredFact, SubmissionFact, parse_fact
from protocol.journal import Entry
from sync.client import Client
from sync.store.attempts import AttemptStores
from sync.store.store import Store, StoreOptions
from tests.faults.corruption import HARMS
from tests.ledger import Ledger
from tests.storage.file_holder import FileHolder

QUICK = StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0)
SHARDS, A_SHARD = 25, 40


@dataclass
class Left:
    """What the killed device left: its files, and what they held."""

    folder: Path
    attempt: str
    code: str
    url: str
    entries: list[str]
    acknowledged: int
    texts: dict[str, str]
    submissions: dict[str, str]

    def stores(self, data: Path) -> AttemptStores:
        return AttemptStores(data, FileHolder(self.folder / "keys"), QUICK)


def entries_of(store: Store) -> Iterator[Entry]:
    after = 0
    while batch := store.outbox.next_batch(after, 2000):
        yield from batch
        after = batch[-1].seq


@pytest.fixture
def left(live_backend: Any, tmp_path: Path) -> Left:
    """A device that worked, sent half of it and was killed in the middle."""
    data, code = tmp_path / "left", live_backend.seeded.code
    words = [sys.executable, "-m", "tests.faults.half_sent", str(data), live_backend.url, code]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    shutil.copytree(data, tmp_path / "look")
    stores = AttemptStores(tmp_path / "look", FileHolder(data / "keys"), QUICK)
    (attempt,) = stores.attempts()
    assert (data / "attempts" / attempt / "store.db-wal").stat().st_size > 0
    store = stores.open(attempt)
    acknowledged = store.outbox.acknowledged_seq()
    entries = [entry.hash for entry in entries_of(store)]
    assert 0 < acknowledged < len(entries)
    facts = [parse_fact(entry.body) for entry in list(entries_of(store))[:acknowledged]]
    handed_in = {fact.submission for fact in facts if isinstance(fact, SubmissionFact)}
    sources = {it.submission: it.request.source for it in store.outbox.submissions() if it.submission in handed_in}
    found = Left(data, attempt, code, live_backend.url, entries, acknowledged, store.rebuild_documents(), sources)
    store.close()
    shutil.rmtree(tmp_path / "look")
    return found


def bytes_of(folder: Path) -> dict[str, bytes]:
    """What must not change: everything but the index that SQLite keeps beside a log; no log is an empty log."""
    found = {name: folder / name for name in ("store.db", "store.db-wal", "key.json")}
    return {name: data for name, file in found.items() if file.exists() and (data := file.read_bytes())}


def recover(left: Left, stores: AttemptStores, found: Unopened) -> Store:
    """The way of the app, without its window."""
    with Client(left.url) as client:
        identity = stores.prepare_join(left.code)
        joined = client.join(join_request(left.code, identity), identity.key)
        client.sign_in(joined.attempt, joined.token)
        return restored(stores, joined, found, client).store


def check_recovered(left: Left, store: Store, reason: str) -> None:
    """Everything acknowledged is there, in the same chain, and the work can go on."""
    found = list(entries_of(store))
    assert [entry.hash for entry in found[: left.acknowledged]] == left.entries[: left.acknowledged]
    (last,) = found[left.acknowledged :]
    assert parse_fact(last.body) == RestoredFact(reason=reason)
    assert store.verify() == left.acknowledged + 1
    assert {it.submission: it.request.source for it in store.outbox.submissions()} == left.submissions
    document, text = next(iter(store.rebuild_documents().items()))
    assert left.texts[document].startswith(text)
    assert text


def harm_and_recover(left: Left, folder: Path, seed: int) -> str:
    """One case; what came of it: the code of the fault, or `harmless`."""
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    shutil.copytree(left.folder / "attempts", folder / "attempts")
    place = folder / "attempts" / left.attempt
    told = chance.choice(HARMS)(place, chance)
    before = bytes_of(place)
    stores = left.stores(folder)
    found = opened_or_not(stores, left.attempt, left.url)
    if isinstance(found, Attempt):
        assert [entry.hash for entry in entries_of(found.store)] == left.entries, told
        assert found.store.rebuild_documents() == left.texts, told
        assert found.store.verify() == len(left.entries), told
        found.close(10)
        return "harmless"
    assert found.recoverable, (told, found.error.code)
    assert bytes_of(place) == before, told
    assert (found.code, found.server) == (left.code, left.url), told
    store = recover(left, stores, found)
    (aside,) = (folder / "attempts").glob(f".quarantine-{left.attempt}-*")
    assert bytes_of(aside) == before, told
    check_recovered(left, store, found.error.code)
    store.close()
    return found.error.code


def shard(left: Left, folder: Path, number: int, count: int) -> Counter[str]:
    """Some cases, each by a seed of its own."""
    outcomes: Counter[str] = Counter()
    for case in range(number * count, (number + 1) * count):
        place = folder / str(case)
        outcomes[harm_and_recover(left, place, case)] += 1
        shutil.rmtree(place)
    return outcomes


def test_every_harm_is_noticed_and_the_work_comes_back(left: Left, tmp_path: Path) -> None:
    outcomes = shard(left, tmp_path / "cases", 10_000, 20)
    assert outcomes.total() - outcomes["harmless"] >= 10, outcomes


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_a_thousand_harms(left: Left, tmp_path: Path) -> None:
    ledger = Ledger("corruptions")
    for number in ledger.missing(SHARDS):
        outcomes = shard(left, tmp_path / "cases", number, A_SHARD)
        noticed = outcomes.total() - outcomes["harmless"]
        ledger.add(number, {"cases": outcomes.total(), "noticed_and_restored": noticed, **outcomes})
