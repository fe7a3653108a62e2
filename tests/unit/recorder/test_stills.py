"""Still pictures: taken one by one from a camera that is opened for each, sealed alone, told like any other stream."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from protocol.attempts import TrackKind
from protocol.errors import Conflict, NotAllowed
from protocol.facts import RecorderEvent, RecorderFact, SegmentFact, TrackFact
from protocol.sealing import LAST_IN_SEGMENT
from recorder import stills
from recorder.identity import GONE_ON_WITHOUT, TakenPicture, seal_pictures
from recorder.media import BUSY, Captured, Device, Picture, device_fault, now_us
from recorder.states import Condition, RecorderConfig
from recorder.track import Order
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey, recorded_tracks

CAMERA = Device(TrackKind.CAMERA, "x", "Test camera")


class Camera:
    """A camera that says when it is open, and fails when it is told to."""

    def __init__(self) -> None:
        self.opened = self.open_now = 0
        self.busy = False
        self.asked = 0
        self.hangs = threading.Event()
        """Clear: it is asked for a picture and does not answer, as a driver may."""
        self.hangs.set()

    def __call__(self) -> Camera:
        if self.busy:
            raise device_fault(BUSY, "The camera is in use.")
        self.opened += 1
        self.open_now += 1
        return self

    @property
    def device(self) -> Device:
        return CAMERA

    def read(self) -> Captured:
        time.sleep(0.005)
        self.asked += 1
        self.hangs.wait(30)
        shade = np.full((48, 64, 3), self.opened * 40 % 256, dtype=np.uint8)
        return Picture(shade, now_us())

    def close(self) -> None:
        self.open_now -= 1


def wait_for(condition: Callable[[], bool]) -> None:
    until_s = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until_s, "it did not come"
        time.sleep(0.005)


class Bench:
    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.camera, self.key = Camera(), OrganisationKey()
        self.facts, self.sink = FactList(), FolderSink(folder)
        monkeypatch.setattr(stills, "SETTLE_US", 20_000)
        monkeypatch.setattr(stills, "pause_s", lambda _every_s: 0.05)
        monkeypatch.setattr(stills, "opener", lambda _kind, _config: self.camera)
        self.recorder = stills.StillsRecorder(RecorderConfig(streams=()), 60)

    def start(self, level: int = 2) -> None:
        permit = permit_for(level=level)
        self.attempt = permit.attempt
        self.recorder.start(permit, self.key.public, self.facts, self.sink)

    def segments(self) -> list[SegmentFact]:
        return self.facts.segments(TrackKind.STILLS)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(tmp_path, monkeypatch)


def test_each_picture_is_a_segment_of_one_fragment_and_the_camera_is_given_back_between(bench: Bench) -> None:
    bench.start()
    wait_for(lambda: len(bench.segments()) >= 3)
    wait_for(lambda: bench.camera.open_now == 0)
    state = bench.recorder.state().streams[0]
    assert (state.kind, state.condition, state.recording) == (TrackKind.STILLS, Condition.RUNNING, True)
    assert bench.recorder.preview().camera is not None
    bench.recorder.stop()
    segments = bench.segments()
    assert bench.camera.opened >= len(segments) >= 3
    assert {(each.fragments, each.duration_us, each.stream) for each in segments} == {(1, 0, TrackKind.STILLS)}
    assert [each.segment for each in segments] == list(range(len(segments)))
    assert [each.stream for _, each in bench.facts.facts if isinstance(each, TrackFact)] == [TrackKind.STILLS]
    assert [each.event for each in bench.facts.events()] == [RecorderEvent.STARTED, RecorderEvent.STOPPED]
    (track,) = recorded_tracks(bench.sink.folder, bench.key.private)
    for number in range(3):
        (fragment,) = track.fragments(bench.attempt, number)
        picture = cv2.imdecode(np.frombuffer(fragment.plain, dtype=np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None
        assert picture.shape == (48, 64, 3)
        assert abs(int(picture.mean()) - (number + 1) * 40) < 8
        assert fragment.flags == LAST_IN_SEGMENT


def test_no_picture_without_a_notice_that_names_them_and_none_twice(bench: Bench) -> None:
    with pytest.raises(NotAllowed, match="stills"):
        bench.start(level=3)
    assert bench.camera.opened == 0
    bench.start()
    with pytest.raises(Conflict):
        bench.start()
    bench.recorder.stop()


def test_after_stop_nothing_more_is_taken(bench: Bench) -> None:
    bench.start()
    wait_for(lambda: len(bench.segments()) >= 1)
    begun_s = time.monotonic()
    bench.recorder.stop()
    assert time.monotonic() - begun_s < 1.0
    kept, opened = len(bench.segments()), bench.camera.opened
    time.sleep(0.2)
    assert (len(bench.segments()), bench.camera.opened, bench.camera.open_now) == (kept, opened, 0)
    assert bench.recorder.state().streams == ()


def test_a_camera_in_use_elsewhere_is_told_and_its_return_is_a_gap_of_known_length(bench: Bench) -> None:
    bench.start()
    wait_for(lambda: len(bench.segments()) >= 1)
    bench.camera.busy = True
    wait_for(lambda: any(each.event is RecorderEvent.BUSY for each in bench.facts.events()))
    assert bench.recorder.state().streams[0].condition is Condition.BUSY
    bench.camera.busy = False
    wait_for(lambda: any(each.event is RecorderEvent.GAP for each in bench.facts.events()))
    bench.recorder.stop()
    gap = next(each for each in bench.facts.events() if each.event is RecorderEvent.GAP)
    assert gap.lost_us is not None
    assert gap.lost_us > 0


def test_a_camera_that_hangs_is_told_and_is_back_with_its_next_picture(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stills, "HANGS_US", 300_000)
    monkeypatch.setattr(stills, "LOOK_EVERY_S", 0.02)
    bench.start()
    wait_for(lambda: len(bench.segments()) >= 1)
    bench.camera.hangs.clear()
    wait_for(lambda: any(each.event is RecorderEvent.FAILED for each in bench.facts.events()))
    state = bench.recorder.state().streams[0]
    assert (state.condition, state.words) == (Condition.FAILED, "The camera stands still; waiting for it.")
    kept = len(bench.segments())
    bench.camera.hangs.set()
    wait_for(lambda: len(bench.segments()) > kept)
    bench.recorder.stop()
    names = bench.facts.names(TrackKind.STILLS)
    assert names == ["started", "failed", "gap", "started", "stopped"]


def test_a_camera_that_hangs_at_the_stop_keeps_nobody_and_gives_nothing_more(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.start()
    wait_for(lambda: len(bench.segments()) >= 1)
    bench.camera.hangs.clear()
    asked = bench.camera.asked
    wait_for(lambda: bench.camera.asked > asked)
    begun_s = time.monotonic()
    bench.recorder.stop(0.5)
    assert time.monotonic() - begun_s < 1.0
    kept = len(bench.segments())
    bench.camera.hangs.set()
    wait_for(lambda: bench.camera.open_now == 0)
    assert len(bench.segments()) == kept


def test_the_pause_varies_by_a_tenth_and_not_more() -> None:
    pauses = [stills.pause_s(60) for _ in range(300)]
    assert min(pauses) >= 54
    assert max(pauses) <= 66
    assert len({round(pause, 2) for pause in pauses}) > 30


def test_pictures_of_the_identity_step_are_sealed_and_going_on_without_is_noted(tmp_path: Path) -> None:
    key, facts, sink = OrganisationKey(), FactList(), FolderSink(tmp_path)
    permit = permit_for(level=2, identity=True)
    order = Order(permit.attempt, key.public, facts, sink)
    shown = [TakenPicture(b"\xff\xd8 one", CAMERA, 1_000), TakenPicture(b"\xff\xd8 two", CAMERA, 2_000)]
    seal_pictures(permit, order, shown)
    (track,) = recorded_tracks(tmp_path, key.private)
    assert [track.fragments(permit.attempt, number)[0].plain for number in range(2)] == [each.jpeg for each in shown]
    assert facts.names(TrackKind.IDENTITY) == [
        RecorderEvent.STARTED,
        RecorderEvent.STOPPED,
    ]
    seal_pictures(permit, order, [])
    last = facts.facts[-1][1]
    assert isinstance(last, RecorderFact)
    assert (last.event, last.reason) == (RecorderEvent.MISSING, GONE_ON_WITHOUT)
    with pytest.raises(NotAllowed, match="identity"):
        seal_pictures(permit_for(level=2), order, shown)
