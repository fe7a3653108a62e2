"""Segments that are counted together, and the door for those of known tracks: as strict as one at a time."""

from __future__ import annotations

import hashlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend import objects
from backend.attempts import joining
from backend.ingest import recordings
from backend.ingest.books import Arrival
from backend.ingest.door import SegmentDoor
from backend.ingest.models import Segment
from backend.ingest.receiving import Upload
from backend.ingest.recordings import Place
from backend.ingest.storing import Storing
from protocol.errors import RecrutrError, StorageFault
from protocol.identifiers import new_identifier


def _arrival(live_backend: Any, device: Any, track: str, number: int, data: bytes) -> Arrival:
    token = device.joined["token"]
    subject = joining.authenticate(live_backend.services, device.attempt, token)
    digest = hashlib.sha256(data).hexdigest()
    return Arrival(subject, Place(track, number), Upload(data, data[:64], len(data), digest, digest), token)


def _store_at_once(storing: Storing, arrivals: list[Arrival]) -> list[str]:
    """All in one transaction, whoever of them counts; their codes, or nothing."""

    def one(arrival: Arrival) -> str:
        try:
            storing.store(arrival)
        except RecrutrError as error:
            return error.code
        return ""

    with ThreadPoolExecutor(len(arrivals)) as pool:
        storing._turn.acquire()
        waiting = [pool.submit(one, arrival) for arrival in arrivals]
        while len(storing._waiting) < len(arrivals):
            threading.Event().wait(0.01)
        storing._turn.release()
        return [each.result(30) for each in waiting]


def _kept(live_backend: Any) -> dict[int, str]:
    """Numbers and digests that count, each compared with the one file there is for it."""
    services = live_backend.services
    with services.reading() as tx:
        rows = tx.session.scalars(select(Segment)).all()
    assert len(services.objects.list("attempts/")) == len(rows)
    for row in rows:
        assert hashlib.sha256(services.objects.read(row.object_key)).hexdigest() == row.digest
    return {row.number: row.digest for row in rows}


def test_what_is_refused_in_a_group_ends_no_other_of_it(
    live_backend: Any, device: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "most_segments", lambda *_: 3)
    track, key = device.declare_track()
    data = [device.segment(track, key, number, os.urandom(1000)) for number in range(3)]
    assert device.put_segment(track, 0, data[0]).status_code == 200
    taken: list[int] = []
    counted = Storing._count_together

    def count(it: Storing, group: list[tuple[Arrival, ...]]) -> Any:
        taken.append(len(group))
        return counted(it, group)

    monkeypatch.setattr(Storing, "_count_together", count)
    monkeypatch.setattr(Storing, "_look", lambda *_: False)
    storing = Storing(live_backend.services)
    made = [
        _arrival(live_backend, device, track, 1, data[1]),
        _arrival(live_backend, device, track, 0, data[2]),
        _arrival(live_backend, device, new_identifier(), 0, data[0]),
        _arrival(live_backend, device, track, 2, data[2]),
        _arrival(live_backend, device, track, 2, data[2]),
    ]
    assert _store_at_once(storing, made) == ["", "segment.other_digest", "track.unknown", "", ""]
    assert taken == [5], "they were one group"
    assert _store_at_once(storing, [_arrival(live_backend, device, track, 3, data[1])]) == ["segment.quota"]
    assert _kept(live_backend) == {number: hashlib.sha256(data[number]).hexdigest() for number in range(3)}


def test_two_of_one_group_for_one_place_have_one_winner(live_backend: Any, device: Any) -> None:
    track, key = device.declare_track()
    made = [_arrival(live_backend, device, track, 0, device.segment(track, key, 0, it)) for it in (b"one", b"other")]
    for arrival in made:
        live_backend.services.objects.place(arrival.key, arrival.upload.content)
    winner, loser = Storing(live_backend.services)._count_together([(each,) for each in made])
    assert winner is True
    assert isinstance(loser, RecrutrError)
    assert loser.code == "segment.other_digest"


def test_a_group_that_fails_is_counted_one_by_one(
    live_backend: Any, device: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    track, key = device.declare_track()
    data = [device.segment(track, key, number) for number in range(3)]
    storing, counted = Storing(live_backend.services), Storing._count_together

    def stumble(it: Storing, group: list[tuple[Arrival, ...]]) -> Any:
        if any(arrival.place.number == 1 for (arrival,) in group):
            raise StorageFault("store.failed", "words")
        return counted(it, group)

    monkeypatch.setattr(Storing, "_count_together", stumble)
    made = [_arrival(live_backend, device, track, number, data[number]) for number in range(3)]
    assert _store_at_once(storing, made) == ["", "store.failed", ""]
    assert sorted(_kept(live_backend)) == [0, 2]


def test_what_is_refused_leaves_the_bytes_that_its_twin_is_about_to_count(
    live_backend: Any, device: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing = Storing(live_backend.services)
    track, key = device.declare_track()
    data = device.segment(track, key, 0)
    refused, twin = (_arrival(live_backend, device, track, 0, data) for _ in range(2))
    count, placed, go_on = storing._count_in_turn, threading.Event(), threading.Event()

    def in_turn(load: tuple[Arrival, ...]) -> bool:
        if load[0] is refused:
            assert placed.wait(20)
            raise StorageFault("store.full", "The disk is full.")
        placed.set()
        assert go_on.wait(20)
        return count(load)

    monkeypatch.setattr(storing, "_count_in_turn", in_turn)
    with ThreadPoolExecutor(1) as pool:
        counted = pool.submit(storing.store, twin)
        with pytest.raises(StorageFault):
            storing.store(refused)
        go_on.set()
        counted.result(20)
    assert set(_kept(live_backend)) == {0}


def test_the_door_looks_at_the_token_when_it_counts(
    live_backend: Any, device: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[Any] = []
    real = SegmentDoor._known

    def look(it: SegmentDoor, scope: Any) -> Any:
        known.append(real(it, scope))
        return known[-1]

    monkeypatch.setattr(SegmentDoor, "_known", look)
    track, key = device.declare_track()
    data = [device.segment(track, key, number) for number in range(4)]
    assert [device.put_segment(track, number, data[number]).status_code for number in range(3)] == [200, 200, 200]
    assert [each is not None for each in known[-3:]] == [False, True, True]
    former = device.http.headers["Authorization"]
    device.join(live_backend.seeded.code)
    device.http.headers["Authorization"] = former
    refused = device.put_segment(track, 3, data[3])
    assert known[-1] is not None
    assert (refused.status_code, refused.json()["code"]) == (401, "auth.token")
    assert device.put_segment(track, 3, data[3]).status_code == 401
    assert known[-1] is None, "it is forgotten"
    assert sorted(_kept(live_backend)) == [0, 1, 2]


def test_an_object_is_synced_before_it_has_its_name_and_its_folder_after(
    live_backend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, folder = live_backend.services.objects, live_backend.services.settings.objects_folder
    key = f"attempts/{new_identifier()}/segment/T/0-ab"
    done: list[str] = []
    sync, link = os.fsync, objects._link

    def fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        done.append("file" if path.name.startswith("#") else f"folder {path.relative_to(folder)}")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)

    def name(file: Any, target: Path) -> None:
        link(file, target)
        done.append("name")

    monkeypatch.setattr(objects, "_link", name)
    store.put(key, b"one")
    assert done[-7:-5] == ["file", "name"]
    assert done[-5:] == [f"folder {above}" for above in Path(key).parents]
    with store.draft() as draft:
        draft.write(b"another")
        store.put(key, draft)
    assert store.read(key) == b"another"
    assert store.list(key.rpartition("/")[0] + "/") == [key]
    with store.draft() as draft:
        draft.write(b"given up")
    assert [file for file in folder.rglob("*") if file.is_file()] == [folder / key]
