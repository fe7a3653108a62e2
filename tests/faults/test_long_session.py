"""Eight hours of typing, as fast as the machine takes it: memory, open files and the database do not run away."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import psutil
import pytest

from sync.store.attempts import AttemptStores
from sync.store.store import Store, StoreOptions
from tests.ledger import Ledger
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import Issuer, new_document, started_store, typed

KEYS_A_SECOND, MINUTE_KEYS = 20, 20 * 60
WARM_UP_MINUTES = 5
MIB, MB = 1024 * 1024, 1_000_000
HOURS = 8


def type_a_minute(store: Store, document: str, at: int) -> None:
    """A minute of keys, each entry an edit of its own; waits until they are saved."""
    futures = [store.submit(typed(document, at + key, "x")) for key in range(MINUTE_KEYS)]
    futures[-1].result(120)


def session(folder: Path, minutes: int) -> dict[str, float]:
    """Type for some minutes of a candidate's time; how much memory, files and disk grew by, and per hour."""
    process = psutil.Process(os.getpid())
    store = started_store(AttemptStores(folder, FixedHolder(), StoreOptions()), Issuer())
    document = new_document()
    store.submit(document).result(30)
    size = (store.folder / "store.db").stat().st_size
    rss, files = 0, 0
    for minute in range(minutes):
        if minute == WARM_UP_MINUTES:
            gc.collect()
            rss, files = process.memory_info().rss, process.num_fds()
        type_a_minute(store, document.document, minute * MINUTE_KEYS)
    gc.collect()
    grown = process.memory_info().rss - rss
    opened = process.num_fds() - files
    store.close()
    database = (store.folder / "store.db").stat().st_size - size
    return {
        "minutes": minutes,
        "entries": minutes * MINUTE_KEYS,
        "max_rss_growth_mib": round(grown / MIB, 1),
        "max_new_files": opened,
        "max_database_mb_an_hour": round(database / MB / (minutes / 60), 1),
        "max_bytes_a_key": round(database / (minutes * MINUTE_KEYS)),
    }


def test_a_typed_key_takes_no_more_than_400_bytes_of_the_disk(tmp_path: Path) -> None:
    assert session(tmp_path, 3)["max_bytes_a_key"] <= 400


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_eight_hours_of_typing(tmp_path: Path) -> None:
    ledger = Ledger("long session")
    for shard in ledger.missing(1):
        figures = session(tmp_path, HOURS * 60)
        print(figures)
        assert figures["max_rss_growth_mib"] <= 50
        assert figures["max_new_files"] <= 0
        assert figures["max_database_mb_an_hour"] <= 30
        ledger.add(shard, figures)
