"""How many segments are under way at once: more on a quick line, one on a slow one or after a failure."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import requests

from protocol.bundles import Bundled
from protocol.errors import Gone, NetworkFault, NotFound, RecrutrError, SignInNeeded, StorageFault, TooMany
from protocol.identifiers import new_identifier
from protocol.wire import SegmentStored
from sync.client import BLOCK_BYTES, LARGEST_BLOCK_BYTES, Client
from sync.lanes import BUNDLE_BYTES, LANES, QUICK_S, Lanes
from sync.store.records import StoredSegment

TRACK = new_identifier()


class _Line:
    """A client whose segments take as long as the test says, by a clock of its own."""

    def __init__(self) -> None:
        self.taken_s, self.fails, self.twins, self.bundle_bytes = 0.0, False, 0, 0
        self.refusal: RecrutrError | None = None
        self._here = threading.local()

    def clock_s(self) -> float:
        return getattr(self._here, "now_s", 0.0)

    def twin(self) -> _Line:
        self.twins += 1
        return self

    def follow(self, other: _Line) -> None:
        assert other is self

    def send_segment(self, track: str, segment: int, _file: Path, digest: str) -> SegmentStored:
        self._here.now_s = self.clock_s() + self.taken_s
        if self.fails:
            raise NetworkFault("network.cut", "words")
        return SegmentStored(track=track, segment=segment, digest=digest, size_bytes=1)

    def send_bundle(
        self, track: str, parts: Sequence[tuple[Bundled, Path]]
    ) -> tuple[SegmentStored | RecrutrError, ...]:
        if self.refusal is not None:
            raise self.refusal
        return tuple(
            SegmentStored(track=track, segment=it.segment, digest=it.digest, size_bytes=it.size_bytes)
            for it, _ in parts
        )


def _one_after_the_other(lanes: Lanes, count: int) -> None:
    for number in range(count):
        lanes.begin((_segment(number),))
        lanes.collect()


def _segment(number: int, size_bytes: int = 1) -> StoredSegment:
    return StoredSegment(TRACK, number, "0" * 64, size_bytes, confirmed=False, refusal=None, file=Path("none"))


def _lanes(line: Any) -> Lanes:
    return Lanes(line, line.clock_s)


def test_a_quick_line_gets_more_at_once_up_to_a_bound_and_a_slow_one_fewer() -> None:
    line = _Line()
    lanes = _lanes(line)
    assert lanes.allowed == 1
    line.taken_s = QUICK_S * 0.9
    _one_after_the_other(lanes, 2)
    assert lanes.allowed == 3
    _one_after_the_other(lanes, LANES)
    assert lanes.allowed == LANES
    line.taken_s = QUICK_S * 1.1
    _one_after_the_other(lanes, 2)
    assert lanes.allowed == LANES - 2
    _one_after_the_other(lanes, LANES)
    assert lanes.allowed == 1
    assert line.twins == 1, "one after the other keeps one connection"


def test_a_failure_takes_room_away_however_quick_it_was() -> None:
    line = _Line()
    lanes = _lanes(line)
    _one_after_the_other(lanes, 2)
    line.fails = True
    lanes.begin((_segment(7),))
    assert not lanes.full
    outcome = lanes.collect()
    assert isinstance(outcome.result, NetworkFault)
    assert outcome.load[0].segment == 7
    assert lanes.allowed == 2


def _arrive(lanes: Lanes, *sizes: int) -> None:
    lanes.begin(tuple(_segment(number, size) for number, size in enumerate(sizes)))
    lanes.collect()


def test_a_bundle_is_a_part_of_what_arrived_since_the_last_failure() -> None:
    line = _Line()
    line.bundle_bytes = 2**40
    lanes = _lanes(line)
    _arrive(lanes, 32_000)
    assert lanes.bundle_bytes == 2000
    _arrive(lanes, 16_000, 16_000)
    assert lanes.bundle_bytes == 4000
    _arrive(lanes, 100 * BUNDLE_BYTES)
    assert lanes.bundle_bytes == BUNDLE_BYTES
    line.bundle_bytes = 1234
    _arrive(lanes, 1)
    assert lanes.bundle_bytes == 1234, "never more than the server offers"
    line.bundle_bytes, line.fails = 2**40, True
    _arrive(lanes, 50_000)
    assert lanes.allowed > 1
    assert lanes.bundle_bytes == 0, "what fails has not arrived, and ends what had"
    line.fails = False
    _arrive(lanes, 16_000)
    assert lanes.bundle_bytes == 1000


def test_a_slow_line_takes_no_bundles() -> None:
    line = _Line()
    line.bundle_bytes = 2**40
    lanes = _lanes(line)
    _arrive(lanes, 10**6)
    assert lanes.bundle_bytes > 0
    line.taken_s = QUICK_S * 2
    _arrive(lanes, 1000)
    assert lanes.allowed == 1
    assert lanes.bundle_bytes == 0


@pytest.mark.parametrize(
    ("refusal", "ends"),
    [
        (TooMany("rate.limited", "words"), False),
        (SignInNeeded("auth.token", "words"), False),
        (Gone("attempt.erased", "words"), False),
        (NetworkFault("network.cut", "words"), False),
        (NetworkFault("http.503", "words"), False),
        (NetworkFault("http.413", "words"), True),
        (NotFound("not_found", "words"), True),
    ],
)
def test_only_who_does_not_take_bundles_ends_them(refusal: RecrutrError, ends: bool) -> None:
    line = _Line()
    line.bundle_bytes = 2**40
    lanes = _lanes(line)
    for _ in range(3):
        _arrive(lanes, 10**6)
    line.refusal = refusal
    _arrive(lanes, 1000, 1000)
    line.refusal = None
    _arrive(lanes, 10**6)
    assert lanes.allowed > 1
    assert (lanes.bundle_bytes == 0) is ends


def test_pieces_grow_with_the_line_and_start_small_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    client = Client("http://127.0.0.1:9")
    client.sign_in(TRACK, "token")
    monkeypatch.setattr(client, "_segment", lambda *_: "/x")
    size, now_s = [1024 * 1024], [0.0]
    monkeypatch.setattr("sync.client.time.monotonic", lambda: now_s[0])

    def parsed(*_: Any) -> SegmentStored:
        now_s[0] += 1.0
        return SegmentStored(track=TRACK, segment=0, digest="0" * 64, size_bytes=size[0])

    monkeypatch.setattr("sync.client._parsed", parsed)
    monkeypatch.setattr(client, "_exchange", lambda *_: nullcontext(requests.Response()))
    for sent, block in ((1024 * 1024, 104857), (1000, BLOCK_BYTES), (60 * 1024 * 1024, LARGEST_BLOCK_BYTES)):
        size[0] = sent
        client.send_segment("t", 0, tmp_path, "0" * 64)
        assert client._block_bytes == block
    monkeypatch.undo()
    monkeypatch.setattr(client, "_segment", lambda *_: "/x")
    with pytest.raises(StorageFault):
        client.send_segment("t", 0, tmp_path / "none", "0" * 64)
    assert client._block_bytes == BLOCK_BYTES
