"""Sealed segments on disk: whole records, in order; a kill costs no whole record, and every gap is a fact."""

from __future__ import annotations

import errno
import hashlib
import os
import threading
import time
from pathlib import Path

import pytest

from protocol.attempts import RECORDED, TrackKind
from protocol.errors import StorageFault
from protocol.facts import FocusFact, RecorderEvent, RecorderFact, SegmentFact, parse_fact
from protocol.identifiers import new_identifier
from protocol.ports import MEDIA_FULL
from protocol.sealing import MAGIC, Sealer, new_data_key, open_segment
from sync.clock import mono_us
from sync.store import media as media_module
from sync.store.attempts import AttemptStores
from sync.store.media import Media
from sync.store.space import YIELDING, Evidence, floor_of
from sync.store.store import Store
from tests.storage.settled import settle

KEY = new_data_key()


class Track:
    """A track that a recorder writes."""

    def __init__(self, store: Store, stream: TrackKind = TrackKind.CAMERA) -> None:
        self.store, self.id = store, new_identifier()
        self.sealer = Sealer(store.attempt, self.id, KEY)
        store.media.declare(stream, self.id, 'video/mp4; codecs="avc1.42E01E"', "d3JhcHBlZA==", "A camera")

    def record(self, segment: int, *plain: bytes) -> bytes:
        data = b""
        for number, part in enumerate(plain):
            record = self.sealer.seal(segment, number, part).record
            self.store.media.write(self.id, segment, record)
            data += record
        return MAGIC + data

    def file(self, segment: int) -> Path:
        return self.store.media.path(self.id, segment)


def _facts(store: Store) -> list[object]:
    return [parse_fact(entry.body) for entry in store.outbox.next_batch(0, 2000)]


def _after_a_kill(store: Store, stores: AttemptStores) -> Store:
    """As if the process had ended: nothing is closed properly, only the lock is free."""
    store._writer.put(lambda _: None, urgent=True).result(30)
    store._lock.release()
    return stores.open(store.attempt)


def test_a_closed_segment_is_whole_and_waits_in_the_outbox(store: Store) -> None:
    track = Track(store)
    data = track.record(0, b"one", b"two")
    digest, size = store.media.close_segment(track.id, 0)
    settle(store)
    assert (digest, size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert track.file(0).read_bytes() == data
    (segment,) = store.outbox.segments()
    assert (segment.digest, segment.size_bytes, segment.confirmed, segment.file) == (digest, size, False, track.file(0))
    assert [it.plain for it in open_segment(data, store.attempt, track.id, KEY)] == [b"one", b"two"]


def test_the_wrapped_key_is_on_disk_before_the_first_fragment(store: Store, stores: AttemptStores) -> None:
    track = Track(store)
    again = _after_a_kill(store, stores)
    (kept,) = again.outbox.tracks()
    assert (kept.track, kept.wrapped_key, kept.launch, kept.confirmed) == (
        track.id,
        "d3JhcHBlZA==",
        store.launch,
        False,
    )
    again.close()


def test_each_record_is_flushed_before_write_returns(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr("sync.store.media._flush", lambda handle: flushed.append(os.fstat(handle).st_size))
    track = Track(store)
    data = track.record(0, b"one", b"two")
    assert flushed[0] == len(MAGIC)
    assert flushed[-1] == len(data)
    assert len(flushed) == 3


@pytest.mark.parametrize("cut", [1, 10, 29, 30, 44])
def test_a_record_cut_by_a_kill_is_taken_off_and_the_rest_kept(store: Store, stores: AttemptStores, cut: int) -> None:
    track = Track(store)
    data = track.record(0, b"first", b"second")
    whole = len(MAGIC) + 29 + len(b"first") + 16
    with track.file(0).open("r+b") as file:
        file.truncate(len(data) - cut)
    again = _after_a_kill(store, stores)
    settle(again)
    assert track.file(0).read_bytes() == data[:whole]
    (segment,) = again.outbox.segments()
    assert segment.digest == hashlib.sha256(data[:whole]).hexdigest()
    kinds = _facts(again)
    (fact,) = [it for it in kinds if isinstance(it, SegmentFact)]
    assert (fact.fragments, fact.size_bytes, fact.duration_us) == (1, whole, 500_000)
    (gap,) = [it for it in kinds if isinstance(it, RecorderFact)]
    assert (gap.event, gap.track, gap.stream) == (RecorderEvent.GAP, track.id, TrackKind.CAMERA)
    assert gap.lost_us is not None
    assert gap.lost_us >= 0
    again.close()


def test_what_lies_beside_the_segments_keeps_nobody_from_their_work(store: Store, stores: AttemptStores) -> None:
    track = Track(store)
    data = track.record(0, b"first")
    folder = track.file(0).parent
    (folder / "000000 (copy).seg").write_bytes(data)
    (folder / "000001.seg").mkdir()
    os.mkfifo(folder / "000002.seg")
    again = _after_a_kill(store, stores)
    settle(again)
    assert again.repair_fault is None
    assert [it.segment for it in again.outbox.segments()] == [0]
    assert (folder / "000000 (copy).seg").read_bytes() == data
    again.close()


@pytest.mark.parametrize("there", [0, 29, 31])
def test_zeros_that_a_power_cut_left_behind_a_record_are_taken_off(
    store: Store, stores: AttemptStores, there: int
) -> None:
    track = Track(store)
    data = track.record(0, b"first")
    begun = track.sealer.seal(0, 1, b"second").record[:there]
    track.file(0).write_bytes(data + begun + bytes(4096))
    again = _after_a_kill(store, stores)
    settle(again)
    assert track.file(0).read_bytes() == data
    again.close()


@pytest.mark.parametrize("content", [b"", MAGIC[:5], MAGIC, MAGIC + b"\0" * 28, MAGIC + b"\0" * 4096])
def test_a_file_without_a_whole_record_goes(store: Store, stores: AttemptStores, content: bytes) -> None:
    track = Track(store)
    track.file(0).write_bytes(content)
    again = _after_a_kill(store, stores)
    assert not track.file(0).exists()
    assert again.outbox.segments() == []
    again.close()


def test_repaired_segments_follow_the_last_known_one(store: Store, stores: AttemptStores) -> None:
    track = Track(store)
    known = SegmentFact(
        track=track.id,
        stream=TrackKind.CAMERA,
        segment=0,
        fragments=2,
        size_bytes=10,
        digest="ab" * 32,
        start_us=1_000,
        duration_us=1_000_000,
        last_tag="00" * 16,
    )
    track.record(0, b"a", b"b")
    store.media.close_segment(track.id, 0)
    store.submit(known)
    track.record(1, b"c", b"d")
    track.record(2, b"e")
    again = _after_a_kill(store, stores)
    settle(again)
    starts = [(it.segment, it.start_us) for it in _facts(again) if isinstance(it, SegmentFact)]
    assert starts == [(0, 1_000), (1, 1_001_000), (2, 2_001_000)]
    again.close()


def test_a_track_that_had_ended_has_no_gap(store: Store, stores: AttemptStores) -> None:
    track = Track(store)
    store.submit(RecorderFact(stream=TrackKind.CAMERA, event=RecorderEvent.STOPPED, track=track.id)).result(30)
    again = _after_a_kill(store, stores)
    settle(again)
    assert [it.event for it in _facts(again) if isinstance(it, RecorderFact)] == [RecorderEvent.STOPPED]
    again.close()


def test_nothing_is_written_behind_the_receipt(store: Store, stores: AttemptStores) -> None:
    track = Track(store)
    track.record(0, b"one")
    store.finish().result(30)
    last = store.outbox.last_seq()
    again = _after_a_kill(store, stores)
    settle(again)
    assert again.outbox.last_seq() == last
    again.close()


def test_a_track_that_went_on_after_a_gap_has_the_gap_of_the_kill_too(store: Store, stores: AttemptStores) -> None:
    track = Track(store)
    for event in (RecorderEvent.GAP, RecorderEvent.STARTED, RecorderEvent.OVERFLOW):
        store.submit(RecorderFact(stream=TrackKind.CAMERA, event=event, track=track.id)).result(30)
    again = _after_a_kill(store, stores)
    settle(again)
    last = [it for it in _facts(again) if isinstance(it, RecorderFact)][-1]
    assert (last.event, last.track) == (RecorderEvent.GAP, track.id)
    assert "ended before" in (last.reason or "")
    again.close()


def test_a_segment_whose_fact_the_kill_took_gets_it(store: Store, stores: AttemptStores) -> None:
    track = Track(store)
    data = track.record(0, b"one", b"two")
    digest, _ = store.media.close_segment(track.id, 0)
    again = _after_a_kill(store, stores)
    settle(again)
    (fact,) = [it for it in _facts(again) if isinstance(it, SegmentFact)]
    assert (fact.segment, fact.digest, fact.fragments) == (0, digest, 2)
    assert track.file(0).read_bytes() == data
    again.close()


@pytest.mark.parametrize(("written_us", "said_us"), [(0, 1_000_000), (1_120_000, 1_120_000), (99_000_000, 1_000_000)])
def test_a_repaired_segment_is_as_long_as_its_last_write_says(
    store: Store, stores: AttemptStores, written_us: int, said_us: int
) -> None:
    start_us, wall_us = mono_us() - 5_000_000, time.time_ns() // 1000
    track = Track(store)
    started = RecorderFact(stream=TrackKind.CAMERA, event=RecorderEvent.STARTED, track=track.id)
    store.submit(started, mono_us=start_us).result(30)
    store.submit(FocusFact(focused=True)).result(30)
    track.record(0, b"one", b"two")
    at_ns = (wall_us - 5_000_000 + written_us) * 1000
    os.utime(track.file(0), ns=(at_ns, at_ns))
    again = _after_a_kill(store, stores)
    settle(again)
    (fact,) = [it for it in _facts(again) if isinstance(it, SegmentFact)]
    assert fact.start_us == start_us
    assert fact.duration_us == pytest.approx(said_us, abs=50_000)
    again.close()


def test_a_picture_whose_fact_the_kill_took_stands_at_the_moment_it_was_written(
    store: Store, stores: AttemptStores
) -> None:
    start_us, wall_us = mono_us() - 90_000_000, time.time_ns() // 1000
    track = Track(store, TrackKind.STILLS)
    started = RecorderFact(stream=TrackKind.STILLS, event=RecorderEvent.STARTED, track=track.id)
    store.submit(started, mono_us=start_us).result(30)
    store.submit(FocusFact(focused=True)).result(30)
    track.record(0, b"a picture")
    at_ns = (wall_us - 30_000_000) * 1000
    os.utime(track.file(0), ns=(at_ns, at_ns))
    again = _after_a_kill(store, stores)
    settle(again)
    (fact,) = [it for it in _facts(again) if isinstance(it, SegmentFact)]
    assert fact.start_us == pytest.approx(start_us + 60_000_000, abs=50_000)
    assert fact.duration_us == 0
    again.close()


def test_a_gap_is_recorded_once(store: Store, stores: AttemptStores) -> None:
    Track(store)
    again = _after_a_kill(store, stores)
    settle(again)
    third = _after_a_kill(again, stores)
    settle(third)
    assert [it.event for it in _facts(third) if isinstance(it, RecorderFact)] == [RecorderEvent.GAP]
    third.close()


def test_confirmed_segments_leave_the_disk(store: Store, stores: AttemptStores) -> None:
    track = Track(store)
    data = track.record(0, b"one")
    store.media.close_segment(track.id, 0)
    settle(store)
    (segment,) = store.outbox.segments()
    store.outbox.confirm_segments([segment]).result(30)
    store.close()
    assert not track.file(0).exists()
    track.file(0).write_bytes(data)  # as if the kill came between the confirmation and the removal
    again = stores.open(store.attempt)
    assert not track.file(0).exists()
    assert again.outbox.remaining().segments == 0
    again.close()


class FillingDisk:
    """A media folder on a disk whose free room a test says; floor 1000 for the last to yield."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.free = 10_000
        self.media = Media(folder, store, floor_bytes=1000, free=lambda _: self.free)

    def track(self, stream: TrackKind) -> str:
        track = new_identifier()
        self.media.declare(stream, track, "video/mp4", "a2V5", "")
        return track

    def takes(self, track: str) -> bool:
        """Whether the stream may write 100 bytes."""
        try:
            self.media.write(track, 0, bytes(100))
        except StorageFault as fault:
            return fault.code != MEDIA_FULL
        return True


def test_video_yields_before_sound_and_each_leaves_room(store: Store, tmp_path: Path) -> None:
    assert YIELDING == (Evidence.VIDEO, Evidence.SOUND, Evidence.STILLS)
    assert [floor_of(evidence, 1000) for evidence in YIELDING] == [2000, 1500, 1000]
    disk = FillingDisk(tmp_path / "small", store)
    tracks = {stream: disk.track(stream) for stream in RECORDED}
    taken = {}
    for disk.free in (2100, 2099, 1600, 1599):
        taken[disk.free] = {stream.value for stream in RECORDED if disk.takes(tracks[stream])}
    assert taken == {
        2100: {"camera", "screen", "microphone"},
        2099: {"microphone"},
        1600: {"microphone"},
        1599: set(),
    }
    assert disk.media.path(tracks[TrackKind.MICROPHONE], 0).read_bytes() == MAGIC + bytes(300)


def test_a_stream_begins_again_only_with_a_little_more_room(store: Store, tmp_path: Path) -> None:
    disk = FillingDisk(tmp_path / "small", store)
    track = disk.track(TrackKind.SCREEN)
    disk.free = 2000
    assert not disk.takes(track)
    assert disk.media.trouble
    assert "the screen is not recorded" in disk.media.trouble.message
    known = len(store.outbox.tracks())
    disk.free = 2249
    with pytest.raises(StorageFault):
        disk.track(TrackKind.SCREEN)
    assert len(store.outbox.tracks()) == known
    disk.free = 2250
    disk.track(TrackKind.SCREEN)
    assert disk.media.trouble is None


def test_a_failed_write_leaves_whole_records_and_may_be_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    track = Track(store)
    first = track.record(0, b"one")

    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    record = track.sealer.seal(0, 1, b"two").record
    with monkeypatch.context() as patch:
        patch.setattr("sync.store.media._flush", broken)
        with pytest.raises(StorageFault) as caught:
            store.media.write(track.id, 0, record)
    assert caught.value.code == "store.io"
    assert track.file(0).read_bytes() == first
    store.media.write(track.id, 0, record)
    digest, _ = store.media.close_segment(track.id, 0)
    assert digest == hashlib.sha256(first + record).hexdigest()


def test_the_files_are_private(store: Store) -> None:
    track = Track(store)
    track.record(0, b"one")
    assert track.file(0).stat().st_mode & 0o077 == 0
    assert track.file(0).parent.stat().st_mode & 0o077 == 0


def test_segments_leave_oldest_first_over_all_tracks(store: Store) -> None:
    camera, screen = Track(store), Track(store, TrackKind.SCREEN)
    for track in (screen, camera):
        for number in (0, 1):
            track.record(number, b"x")
            store.media.close_segment(track.id, number)
    settle(store)
    for track in (screen, camera):
        store.outbox.confirm_track(track.id).result(30)
    order = []
    while found := store.outbox.next_segments(1):
        (segment,) = found
        order.append((segment.track, segment.segment))
        store.outbox.confirm_segments([segment]).result(30)
    assert order == [(camera.id, 0), (screen.id, 0), (camera.id, 1), (screen.id, 1)]


def test_what_could_not_be_cut_off_is_cut_off_before_the_next_record(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk takes half a record, fails, and fails again when that is taken back."""
    track = Track(store)
    data = track.record(0, b"one")
    broken = True

    def write_half(handle: int, view: bytes) -> int:
        if broken:
            os.pwrite(handle, bytes(view)[: len(view) // 2], os.lseek(handle, 0, os.SEEK_CUR))
            os.lseek(handle, len(view) // 2, os.SEEK_CUR)
            raise OSError(errno.EIO, "the disk fails")
        return write(handle, view)

    def no_cut(handle: int, size: int) -> None:
        if broken:
            raise OSError(errno.EIO, "the disk fails")
        truncate(handle, size)

    write, truncate = os.write, os.ftruncate
    monkeypatch.setattr(os, "write", write_half)
    monkeypatch.setattr(os, "ftruncate", no_cut)
    second = track.sealer.seal(0, 1, b"two").record
    with pytest.raises(StorageFault):
        store.media.write(track.id, 0, second)
    assert track.file(0).stat().st_size > len(data)
    broken = False
    store.media.write(track.id, 0, second)
    assert track.file(0).read_bytes() == data + second


def test_a_segment_that_ends_after_a_failure_holds_whole_records(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    track = Track(store)
    data = track.record(0, b"one")
    with monkeypatch.context() as patch:
        patch.setattr(media_module, "_flush", _fail)
        patch.setattr(os, "ftruncate", _fail)
        with pytest.raises(StorageFault):
            store.media.write(track.id, 0, track.sealer.seal(0, 1, b"two").record)
    assert store.media.close_segment(track.id, 0) == (hashlib.sha256(data).hexdigest(), len(data))
    assert track.file(0).read_bytes() == data


def _fail(*_: object) -> None:
    raise OSError(errno.EIO, "the disk fails")


def test_a_repaired_segment_is_flushed_before_it_is_named(
    store: Store, stores: AttemptStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a whole one: the kill may have come between its last record and that record's flush."""
    track, flushed, flush = Track(store), list[str](), os.fsync
    track.record(0, b"one", b"two")

    def note(handle: int) -> None:
        flushed.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        flush(handle)

    monkeypatch.setattr(os, "fsync", note)
    _after_a_kill(store, stores).close()
    assert str(track.file(0)) in flushed


def test_nobody_waits_for_the_disk_to_hear_which_stream_yields(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window asks for it at each commit; a new file's name may take a disk that stands still many seconds."""
    track = Track(store)
    named, disk = threading.Event(), threading.Event()

    def stand_still(_path: Path) -> None:
        named.set()
        disk.wait(60)

    monkeypatch.setattr(media_module, "_flush_name", stand_still)
    recorder = threading.Thread(target=track.record, args=(0, b"one"))
    recorder.start()
    try:
        assert named.wait(60)
        window = threading.Thread(target=lambda: store.media.trouble, daemon=True)
        window.start()
        window.join(20)
        assert not window.is_alive()
    finally:
        disk.set()
        recorder.join(60)
    assert store.media.close_segment(track.id, 0)[1] > len(b"one")
