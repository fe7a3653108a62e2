"""Tracks and the encoder thread: flags, facts, lost devices, full disks, crashing encoders."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from protocol.attempts import TrackKind
from protocol.errors import StorageFault
from protocol.facts import Fact, RecorderEvent
from protocol.identifiers import new_identifier
from protocol.ports import MEDIA_FULL
from protocol.sealing import LAST_IN_SEGMENT, LAST_IN_TRACK
from recorder import gaps
from recorder import recording as recording_module
from recorder.encoder import CAMERA_TUNING, Codec, VideoSegment
from recorder.feeds import SoundFeed, VideoFeed
from recorder.media import BLOCK_SAMPLES, Captured, Device, Picture, Sample, SoundBlock, device_fault, now_us
from recorder.recording import Recording
from recorder.states import VideoSettings
from recorder.track import Order
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey, RecordedTrack, decode, recorded_tracks

CAMERA = Device(TrackKind.CAMERA, "x", "Test camera")
STEP_US = 66_666


class Bench:
    """A recording with real sinks, fed by hand."""

    def __init__(self, folder: Path, kind: TrackKind = TrackKind.CAMERA, full_after_bytes: int | None = None) -> None:
        self.attempt = new_identifier()
        self.key = OrganisationKey()
        self.facts = FactList()
        self.sink = FolderSink(folder, full_after_bytes)
        self.feed = (
            SoundFeed() if kind is TrackKind.MICROPHONE else VideoFeed(VideoSettings(640, 480, 15), CAMERA_TUNING)
        )
        self.recording = Recording(kind, self.feed, Order(self.attempt, self.key.public, self.facts, self.sink), 10_000)

    def finish(self) -> None:
        self.recording.start()
        self.recording.finish_soon()
        assert self.recording.join(60)

    def pictures(self, count: int, begin_us: int = 0, side: int = 64) -> None:
        random = np.random.default_rng(5)
        for number in range(count):
            pixels = random.integers(0, 255, (side, side, 3), dtype=np.uint8)
            self.recording.captured(Picture(pixels, begin_us + number * STEP_US))

    def tracks(self) -> list[RecordedTrack]:
        return recorded_tracks(self.sink.folder, self.key.private)


def test_a_track_is_cut_into_segments_and_its_end_is_marked(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.recording.opened(CAMERA)
    bench.pictures(320)
    bench.finish()
    (track,) = bench.tracks()
    assert len(track.files) == 3
    flags = [[opened.flags for opened in track.fragments(bench.attempt, number)] for number in range(3)]
    assert [row[-1] for row in flags] == [LAST_IN_SEGMENT, LAST_IN_SEGMENT, LAST_IN_SEGMENT | LAST_IN_TRACK]
    assert not any(flag for row in flags for flag in row[:-1])
    assert sum(decode(track.plain(bench.attempt, number)).frames for number in range(3)) == 320
    facts = bench.facts.segments(TrackKind.CAMERA)
    assert [fact.segment for fact in facts] == [0, 1, 2]
    for fact, row, number in zip(facts, flags, range(3), strict=True):
        last = track.fragments(bench.attempt, number)[-1]
        assert (fact.fragments, fact.last_tag) == (len(row), last.tag.hex())
        assert fact.size_bytes == track.files[number].stat().st_size
    assert [fact.start_us for fact in facts] == [0, 151 * STEP_US, 302 * STEP_US]
    assert bench.facts.names(TrackKind.CAMERA) == [RecorderEvent.STARTED, RecorderEvent.STOPPED]


def test_tags_chain_across_segments(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.pictures(320)
    bench.finish()
    (track,) = bench.tracks()
    everything = [opened for number in range(3) for opened in track.fragments(bench.attempt, number)]
    assert [opened.previous_tag for opened in everything[1:]] == [opened.tag for opened in everything[:-1]]


def test_a_lost_device_ends_the_track_and_its_return_is_a_gap(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.recording.opened(CAMERA)
    bench.pictures(20)
    for _ in range(3):
        bench.recording.lost(device_fault("device.missing", "The camera was unplugged."))
    bench.recording.opened(CAMERA)
    bench.pictures(20, begin_us=5_000_000)
    bench.finish()
    first, second = bench.tracks()
    assert first.key != second.key
    assert first.fragments(bench.attempt, 0)[-1].flags == LAST_IN_SEGMENT | LAST_IN_TRACK
    assert [event.event for event in bench.facts.events()] == ["started", "missing", "gap", "started", "stopped"]
    gap = bench.facts.events()[2]
    assert gap.lost_us == 5_000_000 - 20 * STEP_US
    assert gap.track == second.track


def test_a_device_that_never_comes_leaves_one_fact_and_no_file(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    for _ in range(4):
        bench.recording.lost(device_fault("device.busy", "In use."))
    bench.finish()
    assert bench.facts.names(TrackKind.CAMERA) == [RecorderEvent.BUSY]
    assert bench.tracks() == []


def test_another_picture_size_begins_another_track(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.pictures(10)
    bench.pictures(10, begin_us=1_000_000, side=128)
    bench.finish()
    sizes = sorted(decode(track.plain(bench.attempt, 0)).width for track in bench.tracks())
    assert sizes == [64, 128]
    ends = [(event.event, event.track) for event in bench.facts.events()]
    first, second = ends[0][1], ends[2][1]
    assert first != second
    assert ends == [("started", first), ("stopped", first), ("started", second), ("stopped", second)]


def test_dropped_pictures_are_counted_and_told(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.recording._channel._capacity = 30
    bench.pictures(50)
    bench.finish()
    overflow = [event for event in bench.facts.events() if event.event is RecorderEvent.OVERFLOW]
    assert [event.lost_us for event in overflow] == [20 * STEP_US]
    assert "20 pictures" in (overflow[0].reason or "")
    assert bench.recording.progress()[2] == 20


def test_a_full_disk_is_told_and_what_was_written_stays_readable(tmp_path: Path) -> None:
    bench = Bench(tmp_path, full_after_bytes=60_000)
    bench.pictures(100)
    bench.finish()
    assert bench.facts.names(TrackKind.CAMERA)[:2] == [RecorderEvent.STARTED, RecorderEvent.FAILED]
    failed = bench.facts.events()[1]
    assert "disk is full" in (failed.reason or "")
    assert "disk is full" in bench.recording.progress()[3]
    (fact,) = bench.facts.segments(TrackKind.CAMERA)
    track = next(track for track in bench.tracks() if track.track == fact.track)
    assert decode(track.plain(bench.attempt, 0)).frames == 8 * fact.fragments


def test_recording_goes_on_when_the_disk_has_room_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_module, "_ROOM_RETRY_S", 0)
    bench = Bench(tmp_path)
    write = bench.sink.write
    calls = 0

    def full_for_a_while(track: str, segment: int, record: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls in {2, 3}:
            raise StorageFault("store.media_full", "The disk is full.")
        write(track, segment, record)

    monkeypatch.setattr(bench.sink, "write", full_for_a_while)
    bench.pictures(100)
    bench.finish()
    names = bench.facts.names(TrackKind.CAMERA)
    assert names[:2] == [RecorderEvent.STARTED, RecorderEvent.FAILED]
    assert names[-2:] == [RecorderEvent.STARTED, RecorderEvent.STOPPED]
    assert RecorderEvent.GAP in names
    assert bench.recording.progress()[3] == ""


def test_sound_that_waits_for_room_is_a_gap_and_not_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_module, "_ROOM_RETRY_S", 0)
    bench = Bench(tmp_path, TrackKind.MICROPHONE)
    declare, calls = bench.sink.declare, 0

    def full_at_first(*words: str) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise StorageFault(MEDIA_FULL, "The disk is nearly full.")
        declare(*words)  # type: ignore[arg-type] # handed through as they came

    monkeypatch.setattr(bench.sink, "declare", full_at_first)
    for number in [0, *range(200, 220)]:
        block = np.full(BLOCK_SAMPLES, 500, dtype=np.int16)
        bench.recording.captured(SoundBlock(block, 7_000_000 + (number + 1) * 60_000))
    bench.finish()
    assert bench.facts.names(TrackKind.MICROPHONE) == ["failed", "gap", "started", "stopped"]
    assert bench.facts.events()[1].lost_us == 200 * 60_000
    (fact,) = bench.facts.segments(TrackKind.MICROPHONE)
    assert (fact.start_us, fact.duration_us) == (7_000_000 + 200 * 60_000, 20 * 60_000)


def test_an_encoder_that_fails_again_and_again_is_asked_ever_less_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(tmp_path)
    clock, asked = [0], []

    def fail(*_: object) -> None:
        asked.append(clock[0])
        raise device_fault("device.failed", "The recording could not be encoded on this computer.")

    monkeypatch.setattr(recording_module, "now_us", lambda: clock[0])
    monkeypatch.setattr(bench.recording, "_write", fail)
    for clock[0] in range(0, 40_000_000, 500_000):
        bench.recording._guarded(Picture(np.zeros((64, 64, 3), dtype=np.uint8), clock[0]))
    assert [at / 1e6 for at in asked] == [0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5]
    assert bench.facts.names(TrackKind.CAMERA) == [RecorderEvent.FAILED]


def test_what_a_crash_leaves_is_as_long_as_what_plays_and_the_gap_begins_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(tmp_path)
    add, calls = VideoSegment.add, 0

    def crash_once(self: VideoSegment, sample: Sample) -> list[bytes]:
        nonlocal calls
        calls += 1
        if calls == 23:
            raise device_fault("device.failed", "The recording could not be encoded on this computer.")
        return add(self, sample)

    monkeypatch.setattr(VideoSegment, "add", crash_once)
    bench.pictures(60)
    bench.finish()
    fact, _ = bench.facts.segments(TrackKind.CAMERA)
    track = next(track for track in bench.tracks() if track.track == fact.track)
    played = decode(track.plain(bench.attempt, 0))
    assert fact.duration_us == played.frames * STEP_US == 16 * STEP_US
    (gap,) = [event for event in bench.facts.events() if event.event is RecorderEvent.GAP]
    assert gap.lost_us == 7 * STEP_US


def test_a_stretch_without_pictures_is_a_gap_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.pictures(10)
    bench.pictures(10, begin_us=10 * STEP_US + 3_000_000)
    bench.finish()
    assert bench.facts.names(TrackKind.CAMERA) == ["started", "gap", "stopped"]
    assert bench.facts.events()[1].lost_us == 3_000_000


def test_sleep_is_told_while_something_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, ahead_us = Bench(tmp_path), [0]
    monkeypatch.setattr(gaps, "elapsed_us", lambda: now_us() + ahead_us[0])
    samples = bench.feed.samples

    def fall_asleep(item: Captured) -> list[Sample]:
        ahead_us[0] = 90_000_000
        return samples(item)

    monkeypatch.setattr(bench.feed, "samples", fall_asleep)
    bench.pictures(5)
    bench.finish()
    assert bench.facts.names(TrackKind.CAMERA) == ["started", "slept", "stopped"]
    slept = bench.facts.events()[1]
    assert slept.lost_us == pytest.approx(90_000_000, abs=1000)
    assert "slept for 90 seconds" in (slept.reason or "")


class _Broken(VideoFeed):
    """A feed with a bug."""

    def codec(self, sample: Sample) -> Codec:
        raise ZeroDivisionError(sample.at_us)


def test_a_bug_in_one_stream_is_loud_told_and_stays_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = Bench(tmp_path / "broken"), Bench(tmp_path / "sound", TrackKind.MICROPHONE)
    broken.recording._feed = _Broken(VideoSettings(640, 480, 15), CAMERA_TUNING)
    broken.pictures(5)
    for number in range(30):
        block = np.full(BLOCK_SAMPLES, 500, dtype=np.int16)
        sound.recording.captured(SoundBlock(block, (number + 1) * 60_000))
    with caplog.at_level(logging.ERROR):
        broken.finish()
        sound.finish()
    assert "ZeroDivisionError" in caplog.text
    assert broken.facts.names(TrackKind.CAMERA) == [RecorderEvent.FAILED]
    (track,) = sound.tracks()
    assert decode(track.plain(sound.attempt, 0)).seconds == pytest.approx(1.8, abs=0.01)


def test_facts_wait_while_the_journal_takes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path)
    submit, calls = bench.facts.submit, 0

    def full_at_first(*facts: Fact, mono_us: int | None = None) -> object:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise StorageFault("store.overflow", "Too much is waiting.")
        return submit(*facts, mono_us=mono_us)

    monkeypatch.setattr(bench.facts, "submit", full_at_first)
    bench.pictures(10)
    bench.finish()
    assert bench.facts.names(TrackKind.CAMERA) == [RecorderEvent.STARTED, RecorderEvent.STOPPED]


def test_only_sealed_bytes_reach_the_disk(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.pictures(40)
    bench.finish()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    (track,) = bench.tracks()
    assert track.key not in written
    for word in (b"ftyp", b"moov", b"moof", b"mdat", b"avcC", b"x264"):
        assert word in track.plain(bench.attempt, 0)
        assert word not in written


def test_captured_kinds_do_not_mix(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    wrong: Captured = SoundBlock(np.zeros(10, dtype=np.int16), 1)
    bench.recording.captured(wrong)
    bench.finish()
    assert bench.tracks() == []


def test_a_track_that_still_asks_for_room_is_not_a_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path)
    declare, while_asking = bench.sink.declare, []

    def declare_slowly(stream: TrackKind, track: str, mime: str, wrapped_key: str, device_name: str) -> None:
        while_asking.append(bench.recording.progress()[0])
        declare(stream, track, mime, wrapped_key, device_name)

    monkeypatch.setattr(bench.sink, "declare", declare_slowly)
    bench.recording.opened(CAMERA)
    bench.pictures(1)
    bench.finish()
    assert while_asking == [None]
    assert [fact.stream for fact in bench.facts.segments(TrackKind.CAMERA)] == [TrackKind.CAMERA]
