"""The start of the engine: what is put right at each start is looked at, however long the disk takes for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sync.engine import Pace
from sync.store.store import Store
from tests.storage.desk import PATIENCE_S, Desk
from tests.storage.witness import Answer, Witness, WitnessServer


def refuse_one_submission() -> Callable[[str, str], Answer | None]:
    refused: list[str] = []

    def interfere(method: str, path: str) -> Answer | None:
        if method != "PUT" or "submissions" not in path or refused:
            return None
        refused.append(path)
        return Answer(409, b'{"code":"attempt.state","message":"words","details":{}}')

    return interfere


def test_what_was_refused_is_tried_again_at_the_start_however_slow_the_disk_is(store: Store, witness: Witness) -> None:
    """The first look may come before the disk has taken that it may be tried again; the next must not be far."""
    hour = 3600.0
    with WitnessServer(witness) as server:
        before = Desk(store, witness, server.url)
        before.hand_in()
        witness.interfere = refuse_one_submission()
        before.engine.start()
        before.until(
            lambda: (
                bool(store.outbox.refusals().submissions)
                and before.engine.remaining().nothing
                and store.state.pending == 0
            )
        )
        assert before.engine.stop()
        desk = Desk(store, witness, server.url, Pace(contact_s=hour, journal_s=hour, anchor_s=hour, judging_s=hour))
        disk, asked = threading.Event(), len(witness.order)
        store._writer.put(lambda _pen: disk.wait(PATIENCE_S), urgent=True)
        desk.engine.start()
        desk.until(lambda: len(witness.order) > asked)
        time.sleep(0.3)  # the looks that find nothing to do; too short, they come after, and this test shows nothing
        disk.set()
        desk.until(lambda: bool(store.outbox.statuses()))
        assert desk.engine.stop()
        for each in (before, desk):
            each.client.close()
