"""How fast the journal takes entries, durably, against plain sqlite3 with the same rows on the same disk in one run.

Ours is the whole way of a keystroke: fact, canonical JSON, commitment, hash chain, SQLCipher, `synchronous=FULL`. The
peer only stores rows that are made already. Rounds alternate, and the median counts. What of a commit is waiting for
the disk is the difference to the same commits with `synchronous=OFF`, beside a bare write and fsync of one page.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sync.store.attempts import AttemptStores
from sync.store.store import Store, StoreOptions
from sync.store.writer import COMMIT_TASKS
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import Issuer, new_document, started_store, typed

NAME = "journal_append"
_ROUNDS = 5
_ALONE = 400
_TOGETHER = 6400
_TYPED = 60
_KEYS_A_SECOND = 20
Figure = dict[str, Any]
Row = tuple[int, str, bytes, bytes, str]


def run() -> list[Figure]:
    """Measure; takes about half a minute."""
    folder = Path(tempfile.mkdtemp(prefix="recrutr-bench-"))
    try:
        return _measure(folder)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path) -> list[Figure]:
    rates: dict[str, list[float]] = defaultdict(list)
    for number in range(_ROUNDS):
        ours, theirs = folder / f"ours-{number}", folder / f"theirs-{number}.db"
        store = _new_store(ours, 0.0)
        rates["alone"].append(_one_by_one(store, _ALONE))
        rates["together"].append(_all_at_once(store, _TOGETHER))
        rates["bare fsync"].append(_bare_fsync(folder / f"bare-{number}"))
        rows = store._reader.read("SELECT seq, kind, header, body, hash FROM entry ORDER BY seq")
        store.close()
        rates["peer alone"].append(_plain(theirs, rows[:_ALONE], 1))
        rates["peer together"].append(_plain(theirs, rows[_ALONE:], COMMIT_TASKS))
        rates["peer unsafe"].append(_plain(folder / f"unsafe-{number}.db", rows[:_ALONE], 1, "OFF"))
        unsafe = _new_store(folder / f"ours-unsafe-{number}", 0.0)
        unsafe._database.read("PRAGMA synchronous = OFF")
        rates["unsafe"].append(_one_by_one(unsafe, _ALONE))
        unsafe.close()
    waits_ms = _typing(folder / "typing")
    middle = {name: statistics.median(found) for name, found in rates.items()}
    return [
        _figure("append, one entry per commit", middle["alone"], middle["peer alone"], "plain sqlite3, 1 per commit"),
        _figure(
            "append, group commit",
            middle["together"],
            middle["peer together"],
            f"plain sqlite3, {COMMIT_TASKS} per commit",
        ),
        _fsync_cost(middle),
        _wait("typed key to disk, median", statistics.median(waits_ms)),
        _wait("typed key to disk, slowest of 60", max(waits_ms)),
    ]


def _fsync_cost(middle: dict[str, float]) -> Figure:
    """What each commit waits for the disk, ours against the peer's and a bare fsync."""

    def per_commit_ms(durable: str, unsafe: str) -> float:
        return 1000 / middle[durable] - 1000 / middle[unsafe]

    ours, peer = per_commit_ms("alone", "unsafe"), per_commit_ms("peer alone", "peer unsafe")
    bare_ms = 1000 / middle["bare fsync"]
    return {
        "name": "fsync cost of a commit",
        "value": round(ours, 2),
        "unit": "ms",
        "ratio": round(ours / peer, 3) if peer > 0 else None,
        "peer": f"plain sqlite3: {peer:.2f}; one page written and flushed: {bare_ms:.2f}",
    }


def _bare_fsync(path: Path) -> float:
    """How many pages a second can be appended to a file, each flushed."""
    with path.open("wb", buffering=0) as file:
        begun = time.perf_counter()
        for _ in range(_ALONE):
            file.write(bytes(4096))
            os.fsync(file.fileno())
    return _ALONE / (time.perf_counter() - begun)


def _new_store(folder: Path, window_s: float) -> Store:
    options = StoreOptions(commit_window_s=window_s, reserve_bytes=0)
    return started_store(AttemptStores(folder, FixedHolder(), options), Issuer())


def _one_by_one(store: Store, count: int) -> float:
    document = new_document()
    store.submit(document).result()
    begun = time.perf_counter()
    for at in range(count):
        store.submit(typed(document.document, at, "x")).result()
    return count / (time.perf_counter() - begun)


def _all_at_once(store: Store, count: int) -> float:
    document = new_document()
    begun = time.perf_counter()
    futures = [store.submit(document), *(store.submit(typed(document.document, at, "x")) for at in range(count))]
    futures[-1].result()
    return count / (time.perf_counter() - begun)


def _plain(path: Path, rows: Sequence[Row], together: int, synchronous: str = "FULL") -> float:
    """The rate of plain sqlite3 for the same rows, by default with the same durability."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, header BLOB NOT NULL,"
        " body BLOB NOT NULL, hash TEXT NOT NULL)"
    )
    connection.execute("CREATE INDEX IF NOT EXISTS entry_of_kind ON entry (kind, seq)")
    begun = time.perf_counter()
    for at in range(0, len(rows), together):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", rows[at : at + together])
        connection.execute("COMMIT")
    rate = len(rows) / (time.perf_counter() - begun)
    connection.close()
    return rate


def _typing(folder: Path) -> list[float]:
    """How long each of some keys, typed as fast as people do, waits for the disk; commit window included."""
    store = _new_store(folder, StoreOptions().commit_window_s)
    document = new_document()
    store.submit(document).result()
    waits = []
    for at in range(_TYPED):
        begun = time.perf_counter()
        store.submit(typed(document.document, at, "x")).result()
        waits.append((time.perf_counter() - begun) * 1000)
        time.sleep(max(0.0, 1 / _KEYS_A_SECOND - waits[-1] / 1000))
    store.close()
    return waits


def _figure(name: str, value: float, peer_value: float, peer: str) -> Figure:
    return {
        "name": name,
        "value": round(value),
        "unit": "entries/s",
        "ratio": round(value / peer_value, 3),
        "peer": f"{peer}: {peer_value:.0f}",
    }


def _wait(name: str, value: float) -> Figure:
    return {"name": name, "value": round(value, 1), "unit": "ms", "ratio": None, "peer": None}
