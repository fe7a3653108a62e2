"""Waiting for a store: the sender's marks, and the removals that follow them, need no time of their own in a test."""

from __future__ import annotations

from sync.store.store import Store


def settle(store: Store) -> None:
    """Return when all that was put before is on disk, and what follows from it is done (a confirmed file is gone)."""
    store.keep("barrier", b"").result(30)
