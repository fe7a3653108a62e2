"""Stores of the sync tests: real SQLCipher files, keys in a keyring back end of our own that lives in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder
from sync.store.store import Store, StoreOptions
from tests.storage.issuer import Issuer, started_store
from tests.storage.memory_keyring import MemoryKeyring
from tests.storage.witness import Witness

QUICK = StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0)


@pytest.fixture
def memory_keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def stores(tmp_path: Path, memory_keyring: MemoryKeyring) -> AttemptStores:
    return AttemptStores(tmp_path, KeyringHolder(memory_keyring), QUICK)


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def store(stores: AttemptStores, issuer: Issuer) -> Iterator[Store]:
    opened = started_store(stores, issuer)
    yield opened
    opened.close()


@pytest.fixture
def witness(store: Store, issuer: Issuer) -> Witness:
    """The server's side of the store."""
    assert store.started is not None
    return Witness(issuer, store.identity, store.started.ticket)
