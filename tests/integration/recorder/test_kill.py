"""SIGKILL and power cuts of a real recording process: what was sealed plays, little is lost, and the gap is a fact."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from protocol.attempts import RECORDED, TrackKind
from protocol.facts import FocusFact, RecorderEvent, SegmentFact
from protocol.identifiers import new_identifier
from protocol.sealing import Sealer, new_data_key
from sync.store.media import Media
from tests.ledger import Ledger, percentile
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.recorded_attempt import Left, RecordedAttempt
from tests.media.speech import DEFAULT_TEXT
from tests.storage.settled import settle

KILLS_A_SHARD = 10
REOPEN_S = 2.0
Break = Callable[[Path, random.Random], None]


@pytest.fixture(scope="module")
def room() -> Iterator[FakeMicrophone]:
    """A screen and a microphone, in the environment of this process and its children."""
    with VirtualDisplay(640, 480), FakeMicrophone() as microphone:
        yield microphone


def leave_as_it_is(_data: Path, _chance: random.Random) -> None:
    """A kill: what was written is there."""


def cut_the_power(data: Path, chance: random.Random) -> None:
    """Undo what never reached the disk: names that were not flushed go, files end where they were flushed.

    Now and then a file that was being written is longer, and zeros stand where nothing was written.
    """
    log = data.parent / "synced.log"
    sizes: dict[str, int] = {}
    names: dict[str, set[str]] = {}
    finished: set[str] = set()
    for line in log.read_text().splitlines():
        what, path, value = json.loads(line)
        if what == "file":
            sizes[path] = value
        elif what == "folder":
            names[path] = set(value)
        else:
            finished.add(path)
    log.unlink()
    for media in data.glob("attempts/*/media"):
        for folder in [it for it in media.iterdir() if it.is_dir()]:
            if any(str(it).startswith(str(folder)) for it in sizes) and folder.name not in names.get(str(media), set()):
                shutil.rmtree(folder)
        for file in media.glob("*/*.seg"):
            if str(file) not in sizes:
                continue
            if file.name not in names.get(str(file.parent), set()):
                file.unlink()
                continue
            zeros = 0 if str(file) in finished else chance.choice((0, 20, 4096))
            written_ns = file.stat().st_mtime_ns + (500_000_000 if zeros else 0)
            with file.open("r+b") as handle:
                handle.truncate(sizes[str(file)])
                handle.truncate(sizes[str(file)] + zeros)
            os.utime(file, ns=(written_ns, written_ns))


def lose(data: Path, room: FakeMicrophone, video: Path, waits_s: list[float], ruin: Break) -> dict[str, list[float]]:
    """Record so long, and break off, on one store; lost seconds of each stream, and seconds of each reopening."""
    chance = random.Random(len(waits_s))  # noqa: S311 - chance, no secret
    attempt = RecordedAttempt(data / "data", camera=str(video), synced=str(data / "synced.log"))
    lost: list[float] = []
    reopened: list[float] = []
    for wait_s in waits_s:
        room.say(DEFAULT_TEXT * 2)
        with attempt.start(*RECORDED) as process:
            time.sleep(wait_s)
            killed_us = process.kill()
        room.hush()
        ruin(attempt.data, chance)
        left, took_s = attempt.reopen()
        reopened.append(took_s)
        lost += [lost_seconds(left, kind, killed_us) for kind in RECORDED]
    return {"lost_s": lost, "reopen_s": reopened}


def lost_seconds(left: Left, kind: TrackKind, killed_us: int) -> float:
    """Seconds of one stream that the last launch had recorded and that do not play; its gap must be a fact."""
    (track,) = [it for it in left.of(kind) if it.launch == left.tracks[-1].launch]
    events = [it for it in left.events(kind) if it.track == track.track]
    assert events[0].event is RecorderEvent.STARTED
    assert events[-1].event is RecorderEvent.GAP
    assert "ended before" in (events[-1].reason or "")
    pieces = left.played[track.track]
    assert [it.fact.segment for it in pieces] == list(range(len(pieces)))
    for piece in pieces:
        # Never shorter than what plays; longer by how late a busy computer wrote, or by a write that a power cut took.
        longer_us = piece.fact.start_us + piece.fact.duration_us - piece.end_us
        assert -300_000 < longer_us < 2_000_000
    return (killed_us - pieces[-1].end_us) / 1_000_000


def test_a_kill_loses_a_second_at_most(tmp_path: Path, room: FakeMicrophone, webcam_video: Path) -> None:
    waits_s = [random.uniform(0.7, 3.5) for _ in range(4)]  # noqa: S311 - chance, no secret
    found = lose(tmp_path, room, webcam_video, waits_s, leave_as_it_is)
    assert max(found["lost_s"]) <= 1.5, found
    assert percentile(found["lost_s"], 50) <= 1.0, found
    assert max(found["reopen_s"]) <= REOPEN_S


def test_a_power_cut_loses_two_seconds_at_most(tmp_path: Path, room: FakeMicrophone, webcam_video: Path) -> None:
    waits_s = [random.uniform(0.7, 4.0), random.uniform(10.0, 12.0)]  # noqa: S311 - chance, no secret
    found = lose(tmp_path, room, webcam_video, waits_s, cut_the_power)
    assert max(found["lost_s"]) <= 2.0, found
    assert max(found["reopen_s"]) <= REOPEN_S


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", ["recording_kill", "recording_power"])
def test_many_kills_and_power_cuts(tmp_path: Path, room: FakeMicrophone, webcam_video: Path, name: str) -> None:
    kill = name == "recording_kill"
    ruin, shards, often_s, worst_s = (leave_as_it_is, 20, 1.0, 1.5) if kill else (cut_the_power, 10, 2.0, 2.0)
    ledger = Ledger(name)
    for shard in ledger.missing(shards):
        chance = random.Random(shard)  # noqa: S311 - chance, no secret
        waits_s = [chance.uniform(0.7, 13.0) for _ in range(KILLS_A_SHARD)]
        found = lose(tmp_path / str(shard), room, webcam_video, waits_s, ruin)
        assert max(found["lost_s"]) <= worst_s, found
        ledger.add(shard, {"kills": KILLS_A_SHARD, **found})
    lost = ledger.totals()["lost_s"]
    assert isinstance(lost, list)
    assert percentile(lost, 95) <= often_s


def test_a_plain_mp4_loses_all(tmp_path: Path) -> None:
    """The canary: what this format would be without fragments. The kill is a file that is never closed."""
    file = tmp_path / "plain.mp4"
    container = av.open(str(file), "w", format="mp4")
    stream = container.add_stream("libx264", rate=15, options={"preset": "ultrafast", "tune": "zerolatency"})
    stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
    for _ in range(150):
        container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
    killed = tmp_path / "killed.mp4"
    shutil.copy(file, killed)
    container.close()
    with pytest.raises(av.FFmpegError), av.open(str(killed), "r") as cut:
        next(cut.decode(video=0))
    with av.open(str(file), "r") as whole:
        assert sum(1 for _ in whole.decode(video=0)) == 150


def test_an_hour_of_recordings_is_repaired_in_two_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.store.media._flush", lambda _handle: None)
    attempt = RecordedAttempt(tmp_path / "data")
    store = attempt.stores.open(attempt.attempt)
    tracks = {kind: new_identifier() for kind in RECORDED}
    for kind, track in tracks.items():
        store.media.declare(kind, track, "video/mp4", "d3JhcHBlZA==", "A device")
        _record_an_hour(store.media, kind, track, Sealer(attempt.attempt, track, new_data_key()), store.submit)
    store.submit(FocusFact(focused=True)).result(60)
    store._lock.release()  # as after a kill: nothing is closed
    begun = time.monotonic()
    again = attempt.stores.open(attempt.attempt)
    settle(again)
    assert time.monotonic() - begun <= REOPEN_S
    assert again.repair_fault is None
    unfinished = [it for it in again.outbox.segments() if it.segment == 359]
    assert len(unfinished) == len(RECORDED)
    again.close()


def _record_an_hour(
    media: Media, kind: TrackKind, track: str, sealer: Sealer, submit: Callable[[SegmentFact], object]
) -> None:
    """360 segments of the sizes that the recorder writes; the last one is not finished."""
    fragment_bytes = 1_500 if kind is TrackKind.MICROPHONE else 6_000
    for segment in range(360):
        for fragment in range(19):
            sealed = sealer.seal(segment, fragment, bytes(fragment_bytes))
            media.write(track, segment, sealed.record)
        if segment == 359:
            return
        digest, size = media.close_segment(track, segment)
        start_us = segment * 10_000_000
        fact = SegmentFact(
            track=track,
            stream=kind,
            segment=segment,
            fragments=19,
            size_bytes=size,
            digest=digest,
            start_us=start_us,
            duration_us=10_000_000,
            last_tag=sealed.tag.hex(),
        )
        submit(fact)


def test_a_power_cut_is_seen_by_its_own_test(tmp_path: Path, room: FakeMicrophone, webcam_video: Path) -> None:
    """Without flushing every fragment, everything recorded would go: the simulation is not a mere kill."""
    attempt = RecordedAttempt(tmp_path / "data", camera=str(webcam_video), synced=str(tmp_path / "synced.log"))
    with attempt.start(TrackKind.CAMERA) as process:
        time.sleep(2.0)
        process.kill()
    log = tmp_path / "synced.log"
    log.write_text("".join(line + "\n" for line in log.read_text().splitlines() if '"folder"' in line or " 8]" in line))
    cut_the_power(attempt.data, random.Random(1))  # noqa: S311 - chance, no secret
    left, _ = attempt.reopen()
    assert left.played == {}
    assert left.events(TrackKind.CAMERA)[-1].event is RecorderEvent.GAP
