"""The candidate's side of an upload in a process of its own, so that it can be killed at any moment."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from sync import lanes
from sync.client import Client
from sync.clock import ServerClock
from sync.engine import Pace, SyncEngine
from sync.store.records import Remaining
from tests.storage.fixed_holder import FixedHolder
from tests.storage.joined import stores_in

PATIENCE_S = 240.0


def send(
    place: tuple[Path, FixedHolder], attempt: str, url: str, reports: Connection, *, bundling: bool = False
) -> None:
    """Open the store, send everything as the app does, report `done`.

    `bundling`: with bundles from the second request on, as large as all that has arrived since the last failure.
    """
    if bundling:
        lanes.BUNDLE_PART, lanes.QUICK_S = 1, 60.0
    store = stores_in(*place).open(attempt)
    client = Client(url)
    client.sign_in(attempt, store.joined.token)
    engine = SyncEngine(store, client, ServerClock(), pace=Pace())
    engine.start()
    left = engine.drain(PATIENCE_S)
    engine.stop()
    client.close()
    store.close()
    reports.send("done" if left == Remaining() else f"left: {left}")
    reports.close()
