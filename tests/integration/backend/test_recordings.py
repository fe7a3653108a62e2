"""Tracks and segments over HTTP: digests, repeats, races, a full disk, and what playback gets back."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.demo.seed import SeedPlan, seed
from backend.ingest import recordings
from backend.ingest.models import Segment, Track
from backend.ingest.reading import stream_segment, track_key, wrapped_track_key
from protocol.attempts import EvidenceLevel
from protocol.identifiers import new_identifier
from protocol.sealing import MAX_SEGMENT_BYTES, open_segment


def _code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def _objects(live_backend: Any) -> list[bytes]:
    objects = live_backend.services.objects
    return [objects.read(key) for key in objects.list("attempts/")]


def test_a_segment_comes_back_byte_for_byte_and_opens(live_backend: Any, device: Any) -> None:
    track, key = device.declare_track()
    data = device.segment(track, key, 0, b"a picture" * 1000)
    stored = device.put_segment(track, 0, data)
    assert stored.status_code == 200, stored.text
    assert stored.json()["size_bytes"] == len(data)
    head = device.call("HEAD", f"tracks/{track}/segments/0")
    assert (head.status_code, head.headers["Digest-SHA256"]) == (200, hashlib.sha256(data).hexdigest())
    assert device.call("HEAD", f"tracks/{track}/segments/1").status_code == 404
    with live_backend.services.reading() as tx:
        row = tx.session.scalars(select(Segment)).one()
        track_row = tx.session.scalars(select(Track)).one()
        candidate = tx.session.get_one(Attempt, device.attempt).candidate
        assert b"".join(stream_segment(tx, row)) == data
        opened_key = track_key(tx, candidate, track_row)
        assert opened_key == key
        assert wrapped_track_key(tx, candidate, track_row) not in str(track_row.sealed_key)
    assert [part.plain for part in open_segment(data, device.attempt, track, opened_key)] == [b"a picture" * 1000]


def test_repeats_are_fine_and_other_bytes_are_not(live_backend: Any, device: Any) -> None:
    track, key = device.declare_track()
    data = device.segment(track, key)
    assert device.put_segment(track, 0, data).json() == device.put_segment(track, 0, data).json()
    other = device.segment(track, key, 0, b"other")
    assert _code(device.put_segment(track, 0, other)) == (409, "segment.other_digest")
    assert len(_objects(live_backend)) == 1


def test_bytes_that_do_not_match_or_are_no_segment(live_backend: Any, device: Any) -> None:
    track, key = device.declare_track()
    data = device.segment(track, key)
    assert _code(device.put_segment(track, 0, data[:-1], hashlib.sha256(data).hexdigest())) == (422, "segment.digest")
    assert _code(device.put_segment(track, 0, b"not a segment")) == (422, "segment.digest")
    assert _code(device.put_segment(track, 0, data, "AB")) == (422, "input.invalid")
    answer = device.call("PUT", f"tracks/{track}/segments/0", data=data)
    assert answer.json()["details"]["field"].lower() == "digest-sha256"
    assert device.put_segment(track, 2**32, data).status_code == 422
    assert device.put_segment(new_identifier(), 0, data).json()["code"] == "track.unknown"
    assert _objects(live_backend) == []


def test_too_large_a_segment_is_refused_while_it_arrives(live_backend: Any, device: Any) -> None:
    track, _ = device.declare_track()
    piece = bytes(1024 * 1024)

    def endless() -> Iterator[bytes]:
        for _ in range(MAX_SEGMENT_BYTES // len(piece) + 1):
            yield piece

    answer = device.call("PUT", f"tracks/{track}/segments/0", data=endless(), headers={"Digest-SHA256": "0" * 64})
    assert (answer.status_code, answer.json()["details"]["field"]) == (422, "body")
    assert list(live_backend.services.settings.staging_folder.iterdir()) == []


def test_tracks_are_idempotent_and_bound_to_the_notice(
    live_backend: Any, device: Any, fresh_device: Any, problem_package: Any
) -> None:
    track, _ = device.declare_track()
    body = {"stream": "camera", "launch": device.launch, "mime": "video/mp4", "wrapped_key": "AAAA"}
    assert _code(device.call("PUT", f"tracks/{track}", body)) == (409, "track.other")
    same = new_identifier()
    assert [device.call("PUT", f"tracks/{same}", body).status_code for _ in range(2)] == [204, 204]
    plan = SeedPlan(
        packages=[problem_package],
        organisation="Trusting Works",
        domain="trusting.example",
        evidence_level=EvidenceLevel.JOURNAL,
    )
    fresh_device.work_up_to_start(seed(live_backend.services, plan).code)
    assert _code(fresh_device.call("PUT", f"tracks/{new_identifier()}", body)) == (403, "track.not_told")


def test_racing_uploads_of_one_segment_have_one_winner(live_backend: Any, device: Any) -> None:
    track, key = device.declare_track()
    different = [device.segment(track, key, 0, bytes([at]) * 5000) for at in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda data: device.put_segment(track, 0, data), different))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    winner = next(data for data, answer in zip(different, answers, strict=True) if answer.status_code == 200)
    assert _objects(live_backend) == [winner]


def test_tracks_and_segments_of_an_attempt_are_bounded(
    live_backend: Any, device: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "most_tracks", lambda *_: 1)
    monkeypatch.setattr(recordings, "most_segments", lambda *_: 2)
    track, key = device.declare_track()
    data = [device.segment(track, key, number) for number in range(3)]
    assert [device.put_segment(track, number, data[number]).status_code for number in range(2)] == [200, 200]
    beyond = device.put_segment(track, 2, data[2])
    assert _code(beyond) == (422, "segment.quota")
    assert (beyond.json()["details"]["field"], beyond.json()["details"]["limit"]) == (
        "segment",
        "2 segments per attempt",
    )
    assert device.put_segment(track, 1, data[1]).status_code == 200, "what is here is here"
    assert len(_objects(live_backend)) == 2
    body = {"stream": "camera", "launch": device.launch, "mime": "video/mp4", "wrapped_key": "AAAA"}
    refused = device.call("PUT", f"tracks/{new_identifier()}", body)
    assert _code(refused) == (422, "track.quota")
    assert refused.json()["details"]["limit"] == "1 tracks per attempt"


def test_the_bounds_follow_the_length_of_the_attempt_and_leave_ample_room() -> None:
    minute_us = 60_000_000
    for minutes in (10, 60, 240):
        attempt = Attempt(started_at_us=5 * minute_us, deadline_us=(5 + minutes) * minute_us)
        honest = 3 * minutes * 6
        assert 3 * honest <= recordings.most_segments(attempt, minute_us) <= 20 * honest + 3000
        assert 6 * 80 < recordings.most_tracks(attempt, minute_us) < 6 * (90 + 2 * minutes)
    shorter, longer = (
        recordings.most_segments(Attempt(started_at_us=0, deadline_us=at * minute_us), 0) for at in (60, 75)
    )
    assert longer > shorter, "credited time counts"


@pytest.fixture
def full_objects_folder(live_backend: Any) -> Iterator[Path]:
    folder = live_backend.services.settings.objects_folder
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("mounting is not permitted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_loses_nothing_and_half_stores_nothing(
    live_backend: Any, device: Any, full_objects_folder: Path
) -> None:
    track, key = device.declare_track()
    small = device.segment(track, key, 0, b"x" * 400_000)
    large = device.segment(track, key, 1, b"y" * 900_000)
    assert device.put_segment(track, 0, small).status_code == 200
    answer = device.put_segment(track, 1, large)
    assert _code(answer) == (503, "store.full")
    assert int(answer.headers["Retry-After"]) >= 1
    assert "room" in answer.json()["message"]
    assert device.call("HEAD", f"tracks/{track}/segments/1").status_code == 404
    assert _objects(live_backend) == [small]
    assert device.send(device.entries(*device.facts())).status_code == 200, "code goes on although media cannot"
    assert device.call("HEAD", f"tracks/{track}/segments/0").status_code == 200
    subprocess.run(["mount", "-o", "remount,size=8m", str(full_objects_folder)], check=True)
    assert device.put_segment(track, 1, large).status_code == 200
