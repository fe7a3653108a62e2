"""A network that swallows everything: said within 5 s, given up within 30 s, found again within 5 s; typing goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from protocol.errors import InvalidInput
from protocol.facts import FocusFact, NetworkFact, parse_fact
from sync.client import Client
from sync.engine import Pace
from sync.store.records import Remaining
from tests.faults.proxy import FINE, FaultProxy, Weather
from tests.storage.joined import JoinedDevice

SHOWN_WITHIN_S = 5.0
GIVEN_UP_WITHIN_S = 30.0


@pytest.fixture
def network(live_backend: Any) -> Iterator[FaultProxy]:
    with FaultProxy(live_backend.url) as proxy:
        yield proxy


@pytest.fixture
def device(live_backend: Any, network: FaultProxy, tmp_path: Path) -> Iterator[JoinedDevice]:
    made = JoinedDevice(network.url, live_backend.seeded.code, tmp_path / "device")
    yield made
    made.close()


@pytest.mark.timeout(180)
def test_half_open_while_somebody_types(network: FaultProxy, device: JoinedDevice) -> None:
    """The connection in use stays open and silent, as behind a router that lost its table."""
    engine = device.engine(Pace())
    engine.start()
    device.store.submit(FocusFact(focused=True)).result(30)
    assert engine.drain(30) == Remaining()
    network.swallow()
    began_s = time.monotonic()
    slowest_s = shown_s = given_up_s = 0.0
    while not given_up_s:
        typed_s = time.monotonic()
        device.store.submit(FocusFact(focused=True)).result(30)
        slowest_s = max(slowest_s, time.monotonic() - typed_s)
        since_s = time.monotonic() - began_s
        assert since_s < 60
        if engine.silent and not shown_s:
            shown_s = since_s
        if engine.state.reachable is False:
            given_up_s = since_s
        time.sleep(0.05)
    assert 0 < shown_s <= SHOWN_WITHIN_S
    assert given_up_s <= GIVEN_UP_WITHIN_S
    assert slowest_s < 1.0, "typing waited for the network"
    network.heal()
    healed_s, before = time.monotonic(), engine.state.acknowledged_seq
    while engine.state.acknowledged_seq == before:
        assert time.monotonic() - healed_s < 2 * SHOWN_WITHIN_S
        time.sleep(0.02)
    assert engine.drain(30) == Remaining()
    assert engine.stop()
    facts = [parse_fact(it.body) for it in device.store.outbox.next_batch(0, 2000)]
    assert [it.reachable for it in facts if isinstance(it, NetworkFact)] == [False, True]


@pytest.mark.timeout(60)
def test_a_slow_line_that_moves_is_not_called_silent(network: FaultProxy, device: JoinedDevice, tmp_path: Path) -> None:
    file = tmp_path / "segment"
    file.write_bytes(bytes(700_000))
    network.cut()
    network.forecast = lambda _: Weather(latency_s=0.15)
    client: Client = device.client.twin()
    seen: list[bool] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.05):
            seen.append(client.silent)

    thread = threading.Thread(target=look)
    thread.start()
    began_s = time.monotonic()
    try:
        with pytest.raises(InvalidInput, match="digest"):
            client.send_segment("01a21b9d-bca6-70a0-8538-d9b6574a2672", 0, file, "0" * 64)
    finally:
        ended.set()
        thread.join()
    client.close()
    network.forecast = lambda _: FINE
    assert time.monotonic() - began_s > 5.0
    assert not any(seen)
