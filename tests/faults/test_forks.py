"""A process that forks with an open store: the child can use nothing of it, and its end harms nothing."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import warnings
from pathlib import Path

import pytest

from sync.store.attempts import AttemptStores
from sync.store.store import Store, StoreOptions
from tests.ledger import Ledger
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import Issuer, new_document, started_store, typed


def child(store: Store, way: int) -> None:
    """What a forked child may do by mistake, then end: by finalizers, at once, or by trying to use the store."""
    if way == 0:
        os._exit(0)
    try:
        store._database.read("SELECT 1")
    except RuntimeError:
        pass
    else:
        os._exit(3)
    if way == 1:
        try:
            store._database.close()
        except RuntimeError:
            os._exit(0)
        os._exit(4)
    # What the interpreter's end does to objects. The writer may have held SQLite's lock at the fork: then it waits.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(1)
    store._database._connection.close()
    os._exit(0)


def forks(folder: Path, count: int, seed: int) -> int:
    """Fork while the store writes; returns how many entries are there, all of them verified."""
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    stores, issuer = AttemptStores(folder, FixedHolder(), StoreOptions(0.002, 0, 0)), Issuer()
    store = started_store(stores, issuer)
    document = new_document()
    futures = [store.submit(document)]
    for number in range(count):
        futures += [store.submit(typed(document.document, 0, "x" * chance.randrange(1, 2000))) for _ in range(20)]
        time.sleep(chance.uniform(0, 0.004))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of threads, which is the point
            process = os.fork()
        if process == 0:
            child(store, number % 3)
        _, status = os.waitpid(process, 0)
        assert os.waitstatus_to_exitcode(status) in {0, -signal.SIGALRM}
    last = [future.result(30) for future in futures][-1]
    assert store.verify() == last
    store.close()
    again = stores.open(issuer.attempt)
    assert again.verify() == last
    again.close()
    return last


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_forking_with_an_open_store_is_safe(tmp_path: Path) -> None:
    assert forks(tmp_path, 6, seed=1) == 121


@pytest.mark.long
def test_a_hundred_forks(tmp_path: Path) -> None:
    ledger = Ledger("forks")
    for shard in ledger.missing(5):
        entries = forks(tmp_path / str(shard), 20, seed=shard)
        ledger.add(shard, {"forks": 20, "entries": entries})
