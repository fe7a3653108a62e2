"""Several segments in one request: each is checked, counted and refused as if it had come alone."""

from __future__ import annotations

import hashlib
import os
import struct
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from backend.backups import manifest
from backend.backups.taking import back_up
from backend.ingest import books, leftovers, recordings, storing
from backend.ingest.leftovers import Leftovers, drop_leftovers
from backend.ingest.models import Segment
from backend.ingest.reading import stream_segment
from backend.settings import DAY_US
from protocol.bundles import (
    BUNDLE_HEADER,
    MAX_BUNDLE_BYTES,
    MAX_BUNDLED,
    MAX_INDEX_BYTES,
    Bundled,
    BundleIndex,
    BundleStored,
    head_digest,
)
from protocol.errors import StorageFault
from protocol.identifiers import new_identifier
from protocol.sealing import MAGIC
from tests.integration.backend.conftest import Device
from tests.storage.crowd import invited

Parts = Sequence[tuple[int, bytes]]


def _head(parts: Parts) -> bytes:
    said = [Bundled(segment=n, digest=hashlib.sha256(data).hexdigest(), size_bytes=len(data)) for n, data in parts]
    return BundleIndex(segments=said).head()


def _send(device: Any, track: str, head: bytes, data: bytes, digest: str | None = None) -> requests.Response:
    headers = {"Digest-SHA256": digest or head_digest(head)}
    answer: requests.Response = device.call("POST", f"tracks/{track}/segments", data=head + data, headers=headers)
    return answer


def _bundle(device: Any, track: str, parts: Parts) -> requests.Response:
    return _send(device, track, _head(parts), b"".join(data for _, data in parts))


def _words(answer: requests.Response) -> dict[int, str]:
    """By number: nothing for what is stored, else the code of its refusal."""
    assert answer.status_code == 200, answer.text
    told = BundleStored.parse(answer.content).segments
    assert all((it.stored is None) != (it.refusal is None) for it in told)
    assert all((it.status == 200) == (it.refusal is None) for it in told)
    return {it.segment: it.refusal.code if it.refusal else "" for it in told}


def _kept(live_backend: Any) -> dict[int, str]:
    """Numbers and digests that count, each compared with the bytes that a player gets; nothing else lies there."""
    services = live_backend.services
    with services.reading() as tx:
        rows = tx.session.scalars(select(Segment)).all()
        for row in rows:
            assert hashlib.sha256(b"".join(stream_segment(tx, row))).hexdigest() == row.digest
    assert set(services.objects.list("attempts/")) == {row.object_key for row in rows}
    return {row.number: row.digest for row in rows}


def _objects(live_backend: Any) -> int:
    return len(live_backend.services.objects.list("attempts/"))


def _digests(parts: Parts) -> dict[int, str]:
    return {number: hashlib.sha256(data).hexdigest() for number, data in parts}


@pytest.fixture
def track(device: Any) -> tuple[str, bytes]:
    declared: tuple[str, bytes] = device.declare_track()
    return declared


@pytest.fixture
def parts(device: Any, track: tuple[str, bytes]) -> list[tuple[int, bytes]]:
    """Segments 0 to 5; the third is larger than what is handed over at once."""
    sizes = (10, 300_000, 2_200_000, 1, 70_000, 500_000)
    return [(n, device.segment(*track, n, os.urandom(size))) for n, size in enumerate(sizes)]


def test_a_bundle_is_one_object_and_each_segment_reads_as_its_own(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]]
) -> None:
    assert _words(_bundle(device, track[0], parts)) == dict.fromkeys(range(6), "")
    assert _kept(live_backend) == _digests(parts)
    assert _objects(live_backend) == 1
    for number, data in parts:
        found = device.call("HEAD", f"tracks/{track[0]}/segments/{number}")
        assert found.headers["Digest-SHA256"] == hashlib.sha256(data).hexdigest()
        alone = device.put_segment(track[0], number, data)
        assert alone.status_code == 200
        assert alone.headers[BUNDLE_HEADER] == str(MAX_BUNDLE_BYTES)
    assert _words(_bundle(device, track[0], parts)) == dict.fromkeys(range(6), "")
    assert _objects(live_backend) == 1, "sent twice, alone and together, it lies there once"


def test_by_the_door_and_by_the_route_alike(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]]
) -> None:
    first, by_door = _bundle(device, track[0], parts[:2]), _bundle(device, track[0], parts[2:])
    assert _words(first) | _words(by_door) == dict.fromkeys(range(6), "")
    assert {name for name in first.headers if name != "x-request-id"} == set(by_door.headers) - {"x-request-id"}
    assert _objects(live_backend) == 2
    assert _kept(live_backend) == _digests(parts)


def test_what_is_refused_in_a_bundle_ends_no_other_of_it(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]]
) -> None:
    """One is here already, one with other bytes, one changed on its way, one is no segment."""
    assert device.put_segment(track[0], 0, parts[0][1]).status_code == 200
    assert device.put_segment(track[0], 1, device.segment(*track, 1, b"other")).status_code == 200
    sent = [*parts[:5], (5, b"no recording at all")]
    head, data = _head(sent), bytearray(b"".join(each for _, each in sent))
    data[len(parts[0][1]) + len(parts[1][1]) + 1000] ^= 1
    words = _words(_send(device, track[0], head, bytes(data)))
    assert words == {0: "", 1: "segment.other_digest", 2: "segment.digest", 3: "", 4: "", 5: "segment.digest"}
    kept = _kept(live_backend)
    assert sorted(kept) == [0, 1, 3, 4]
    assert [kept[n] for n in (0, 3, 4)] == [_digests(parts)[n] for n in (0, 3, 4)]
    assert _words(_bundle(device, track[0], parts[2:])) == dict.fromkeys(range(2, 6), "")
    assert sorted(_kept(live_backend)) == list(range(6))


def test_damage_to_one_segment_is_seen_where_all_else_is_new(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]]
) -> None:
    """By the ordinary way and by the door."""
    for sent in (parts[:3], parts[3:]):
        head, data = _head(sent), bytearray(b"".join(each for _, each in sent))
        data[-1] ^= 1
        last = sent[-1][0]
        words = _words(_send(device, track[0], head, bytes(data)))
        assert words == {n: "segment.digest" if n == last else "" for n, _ in sent}
    assert _kept(live_backend) == _digests([it for it in parts if it[0] not in {2, 5}])


def test_other_bytes_under_the_same_numbers_leave_the_first_as_they_are(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]]
) -> None:
    """Together and alone: by the door they are written before anybody looks whether they may count."""
    assert _words(_bundle(device, track[0], parts[:3])) == dict.fromkeys(range(3), "")
    assert device.put_segment(track[0], 5, parts[5][1]).status_code == 200
    others = [(n, device.segment(*track, n, b"other bytes")) for n in (0, 1, 2, 5)]
    assert _words(_bundle(device, track[0], others[:3])) == dict.fromkeys(range(3), "segment.other_digest")
    assert device.put_segment(track[0], *others[3]).status_code == 409
    assert _kept(live_backend) == _digests([*parts[:3], parts[5]])


def test_a_failed_twin_does_not_take_the_bytes_that_the_other_counts(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]], monkeypatch: Any
) -> None:
    """The same bundle twice at once: one waits for its turn, with its object placed, while the other fails."""
    assert device.put_segment(track[0], 99, device.segment(*track, 99)).status_code == 200
    placed, gone, count = threading.Event(), threading.Event(), storing.Storing._count_in_turn

    def counted(self: Any, load: Any) -> bool:
        if not placed.is_set():
            placed.set()
            assert gone.wait(20)
            return count(self, load)
        raise StorageFault("store.full", "The disk is full.", {"retry_after_s": 60})

    with monkeypatch.context() as racing, ThreadPoolExecutor(1) as pool:
        racing.setattr(storing.Storing, "_count_in_turn", counted)
        first = pool.submit(_bundle, device, track[0], parts)
        assert placed.wait(20)
        try:
            assert _bundle(device, track[0], parts).status_code == 503
        finally:
            gone.set()
        assert _words(first.result(30)) == dict.fromkeys(range(6), "")
    kept = _kept(live_backend)
    del kept[99]
    assert kept == _digests(parts)


def test_the_quota_ends_in_the_middle_of_a_bundle(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]], monkeypatch: Any
) -> None:
    monkeypatch.setattr(recordings, "most_segments", lambda *_: 4)
    full = dict.fromkeys(range(4), "") | dict.fromkeys((4, 5), "segment.quota")
    assert _words(_bundle(device, track[0], parts)) == full
    assert _kept(live_backend) == _digests(parts[:4])
    monkeypatch.setattr(recordings, "most_segments", lambda *_: 100)
    monkeypatch.setattr(recordings, "MAX_ATTEMPT_MEDIA_BYTES", sum(len(data) for _, data in parts) - 1)
    assert _words(_bundle(device, track[0], parts)) == dict.fromkeys(range(5), "") | {5: "segment.quota"}
    assert _kept(live_backend) == _digests(parts[:5])


def test_a_backup_has_a_bundle_once_and_tells_of_damage_to_any_of_its_segments(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]], tmp_path: Path
) -> None:
    services = live_backend.services
    assert device.put_segment(track[0], 99, device.segment(*track, 99)).status_code == 200
    assert _words(_bundle(device, track[0], parts)) == dict.fromkeys(range(6), "")
    assert back_up(services, tmp_path / "sound").damaged == []
    assert list(manifest.problems(tmp_path / "sound")) == []
    (key,) = (key for key in services.objects.list("attempts/") if "/0-5-" in key)
    assert (tmp_path / "sound" / manifest.OBJECTS / key).read_bytes() == services.objects.read(key)
    data = bytearray(services.objects.read(key))
    data[-1] ^= 1
    services.objects.put(key, bytes(data))
    assert back_up(services, tmp_path / "damaged").damaged == [key]


def test_an_unknown_track_is_said_of_each(
    live_backend: Any, device: Any, parts: list[tuple[int, bytes]], track: tuple[str, bytes]
) -> None:
    assert _words(_bundle(device, new_identifier(), parts[:2])) == dict.fromkeys(range(2), "track.unknown")
    assert _words(_bundle(device, track[0], parts[:2])) == dict.fromkeys(range(2), "")
    assert _kept(live_backend) == _digests(parts[:2])


def _cut(head: bytes, data: bytes) -> bytes:
    return head + data[:-1]


@pytest.mark.parametrize(
    "change",
    [
        ("no head", lambda _h, d: d),
        ("half a head", lambda h, _d: h[:20]),
        ("nothing", lambda _h, _d: b""),
        ("a byte less", _cut),
        ("a byte more", lambda h, d: h + d + b"x"),
        ("another mark", lambda h, d: b"X" + h[1:] + d),
        ("an index beyond its limit", lambda h, d: h[:8] + struct.pack(">I", MAX_INDEX_BYTES + 1) + h[12:] + d),
        ("an index of 4 GiB", lambda h, d: h[:8] + b"\xff\xff\xff\xff" + h[12:] + d),
        ("an index that is no JSON", lambda h, d: h[:12] + b"(" + h[13:] + d),
        ("an index of nothing", lambda _h, d: _framed(b'{"segments":[]}') + d),
        ("an unknown field", lambda h, d: _framed(h[12:-1] + b',"v":2}') + d),
        ("a head alone", lambda h, _d: h),
    ],
)
def test_what_is_no_bundle_changes_nothing(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]], change: Any
) -> None:
    """By the ordinary way and by the door."""
    name, made = change
    head, data = _head(parts), b"".join(each for _, each in parts)
    body = made(head, data)
    length = 12 + struct.unpack_from(">I", body, 8)[0] if len(body) >= 12 else 0
    digest = head_digest(body[:length])
    for known in (False, True):
        refused = _send(device, track[0], b"", body, digest)
        assert refused.status_code == 422, (name, known, refused.text)
        assert refused.json()["details"].get("field"), name
        assert _objects(live_backend) == known
        if not known:
            assert device.put_segment(track[0], 99, device.segment(*track, 99)).status_code == 200


def _framed(index: bytes) -> bytes:
    return b"RCRBND1\n" + struct.pack(">I", len(index)) + index


def _made(numbers: Sequence[int], size: int = 10, digest: str = "0" * 64) -> bytes:
    rows = ",".join(f'{{"digest":"{digest}","segment":{n},"size_bytes":{size}}}' for n in numbers)
    return _framed(f'{{"segments":[{rows}]}}'.encode())


@pytest.mark.parametrize(
    "head",
    [
        _made([3, 3]),
        _made([4, 3]),
        _made(range(MAX_BUNDLED + 1)),
        _made([2**32]),
        _made([-1]),
        _made([1], size=0),
        _made([1], size=-5),
        _made([1], size=2**40),
        _made([1], digest="A" * 64),
        _made([1], digest="0" * 63),
    ],
)
def test_an_index_that_breaks_a_limit_is_refused(
    live_backend: Any, device: Any, track: tuple[str, bytes], head: bytes
) -> None:
    refused = _send(device, track[0], head, MAGIC + b"x" * 100)
    assert refused.status_code == 422
    assert _objects(live_backend) == 0


def test_an_index_that_changed_on_its_way_is_refused(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]]
) -> None:
    """Else a number that changed would put a segment in another's place for good."""
    head, data = _head(parts[2:3]), parts[2][1]
    changed = head.replace(b'"segment":2', b'"segment":3')
    refused = _send(device, track[0], changed, data, head_digest(head))
    assert (refused.status_code, refused.json()["code"]) == (422, "segment.digest")
    assert _objects(live_backend) == 0
    assert device.call("POST", f"tracks/{track[0]}/segments", data=head + data).status_code == 422, "no digest at all"


def test_more_than_a_bundle_may_hold_is_refused_while_it_arrives(
    live_backend: Any, device: Any, track: tuple[str, bytes]
) -> None:
    size = MAX_BUNDLE_BYTES // 2
    sent = [(n, device.segment(*track, n, os.urandom(size))) for n in range(2)]
    refused = _bundle(device, track[0], sent)
    assert refused.status_code == 422
    assert str(MAX_BUNDLE_BYTES) in refused.json()["message"]
    assert _objects(live_backend) == 0


def test_a_replaced_token_refuses_the_whole(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]]
) -> None:
    assert _words(_bundle(device, track[0], parts[:2])) == dict.fromkeys(range(2), "")
    former = device.http.headers["Authorization"]
    device.join(live_backend.seeded.code)
    device.http.headers["Authorization"] = former
    for _ in range(2):  # remembered, then forgotten
        refused = _bundle(device, track[0], parts[2:])
        assert (refused.status_code, refused.json()["code"]) == (401, "auth.token")
    assert _kept(live_backend) == _digests(parts[:2])


def test_a_full_disk_keeps_nothing_and_says_so(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]], monkeypatch: Any
) -> None:
    assert device.put_segment(track[0], 0, parts[0][1]).status_code == 200

    def full(*_: Any) -> None:
        raise StorageFault("store.full", "The disk is full.", {"retry_after_s": 60})

    monkeypatch.setattr(books.Books, "write", full)
    refused = _bundle(device, track[0], parts[1:])
    assert (refused.status_code, refused.json()["code"]) == (503, "store.full")
    assert refused.headers["Retry-After"] == "60"
    assert _kept(live_backend) == _digests(parts[:1])
    monkeypatch.undo()
    assert _words(_bundle(device, track[0], parts[1:])) == dict.fromkeys(range(1, 6), "")


def test_the_same_and_overlapping_bundles_at_once_count_each_segment_once(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]]
) -> None:
    assert device.put_segment(track[0], 99, device.segment(*track, 99)).status_code == 200
    shapes = [parts, parts, parts[:4], parts[2:], parts[1:2], parts[3:5]]
    with ThreadPoolExecutor(len(shapes)) as pool:
        words = list(pool.map(lambda each: _words(_bundle(device, track[0], each)), shapes))
    assert all(set(said.values()) == {""} for said in words), words
    kept = _kept(live_backend)
    del kept[99]
    assert kept == _digests(parts)


def test_what_a_dead_server_left_goes_once_its_segments_count_elsewhere(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]], monkeypatch: Any
) -> None:
    services = live_backend.services
    tomorrow = replace(services, clock_us=lambda: services.clock_us() + DAY_US)
    with monkeypatch.context() as dying:
        dying.setattr(storing.Storing, "_count_in_turn", lambda *_: 1 / 0)
        assert _bundle(device, track[0], parts[1:4]).status_code == 500
    left = set(services.objects.list("attempts/"))
    assert len(left) == 1
    tidy = Leftovers()
    assert _words(_bundle(device, track[0], parts[:3])) == dict.fromkeys(range(3), "")
    tidy(services)
    assert left < set(services.objects.list("attempts/")), "the fourth segment may still come in that bundle"
    assert device.put_segment(track[0], 3, parts[3][1]).status_code == 200
    tidy(services)
    assert left < set(services.objects.list("attempts/")), "it rests until tomorrow"
    tidy(tomorrow)
    assert _kept(live_backend) == _digests(parts[:4])
    assert drop_leftovers(services, device.attempt) == 0


def test_leftovers_of_many_attempts_are_gone_through_in_turn(
    live_backend: Any, device: Any, track: tuple[str, bytes], parts: list[tuple[int, bytes]], monkeypatch: Any
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(leftovers, "AT_ONCE", 1)
    monkeypatch.setattr(leftovers, "drop_leftovers", lambda _, attempt: looked.append(attempt))
    other = Device(live_backend.url).work_up_to_start(invited(live_backend.services, 1)[0])
    tidy, attempts = Leftovers(), sorted([device.attempt, other.attempt])
    for each, declared in ((device, track), (other, other.declare_track())):
        assert each.put_segment(declared[0], 0, each.segment(*declared, 0)).status_code == 200
    for _ in range(5):
        tidy(live_backend.services)
    assert looked == attempts
