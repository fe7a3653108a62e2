"""Tiles leave only while somebody looks, and never more than their bits."""

from __future__ import annotations

import time
from typing import Any

import pytest

from protocol.errors import Conflict, NetworkFault, RecrutrError
from protocol.identifiers import new_identifier
from protocol.live import MAX_TILE_BYTES, TILE_BITS_PER_S, SealedTile
from sync import tiles
from sync.tiles import TRANSPORT_BYTES, WINDOW_S, TileSender, tile_pause_s


class Wire:
    """A client that only counts."""

    def __init__(self) -> None:
        self.sent: list[float] = []
        self.fault: RecrutrError | None = None

    def tell(self, _method: str, path: str, _body: object) -> None:
        self.sent.append(time.monotonic())
        assert path == "/live/tiles"
        if self.fault is not None:
            raise self.fault

    def close(self) -> None:
        pass


def a_tile() -> list[SealedTile]:
    return [SealedTile(stream="camera", track=new_identifier(), wrapped_key="a", number=0, sealed="a")]  # type: ignore[arg-type] # as on the wire


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "LEAST_PAUSE_S", 0.02)
    monkeypatch.setattr(tiles, "FAILED_PAUSE_S", 0.05)


@pytest.mark.parametrize("size", [200, 6_000, 12_000, 2 * (MAX_TILE_BYTES * 4 // 3 + 4)])
def test_no_ten_seconds_hold_more_than_the_bound(size: int) -> None:
    bits = 8 * (size + TRANSPORT_BYTES)
    most = int(WINDOW_S / tile_pause_s(bits)) + 1
    assert most * bits / WINDOW_S <= TILE_BITS_PER_S * (1 + 1e-9)


def until(true: Any) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.usefixtures("quick")
def test_nothing_is_made_before_a_look_nor_after_it() -> None:
    wire, made = Wire(), []

    def take() -> list[SealedTile]:
        made.append(1)
        return a_tile()

    sender = TileSender(wire, take)  # type: ignore[arg-type] # as much of a client as it uses
    assert sender._thread is None
    sender.look(looked=True)
    until(lambda: len(wire.sent) > 2)
    sender.look(looked=False)
    time.sleep(0.05)
    count = len(made)
    time.sleep(0.1)
    assert len(made) == count
    sender.look(looked=True)
    until(lambda: len(made) > count)
    assert sender.stop()


@pytest.mark.usefixtures("quick")
def test_a_bug_in_taking_a_tile_is_loud_and_the_next_one_is_sent(caplog: pytest.LogCaptureFixture) -> None:
    wire, broken = Wire(), [1, 1]

    def take() -> list[SealedTile]:
        if broken:
            raise ZeroDivisionError(broken.pop())
        return a_tile()

    sender = TileSender(wire, take)  # type: ignore[arg-type] # as above
    sender.look(looked=True)
    until(lambda: wire.sent)
    assert sender.stop()
    assert caplog.text.count("unexpected failure of the tiles") == 2
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.usefixtures("quick")
def test_an_old_word_of_a_look_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "LOOK_LASTS_S", 0.1)
    wire = Wire()
    sender = TileSender(wire, a_tile)  # type: ignore[arg-type] # as above
    sender.look(looked=True)
    time.sleep(0.25)
    count = len(wire.sent)
    assert count > 0
    time.sleep(0.1)
    assert len(wire.sent) == count
    assert sender.stop()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("fault", "goes_on"), [(NetworkFault("network.cut", "cut"), True), (Conflict("live.nobody_looks", "no"), False)]
)
def test_a_refusal_ends_the_look_and_a_cut_does_not(fault: RecrutrError, goes_on: bool) -> None:
    wire = Wire()
    wire.fault = fault
    sender = TileSender(wire, a_tile)  # type: ignore[arg-type] # as above
    sender.look(looked=True)
    time.sleep(0.3)
    assert (len(wire.sent) > 1) is goes_on
    assert sender.stop()
