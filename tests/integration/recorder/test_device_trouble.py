"""Missing, busy, slow, unplugged: told in words and facts, never the end of the attempt or of another stream."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sounddevice

from protocol.attempts import RECORDED, AttemptState, TrackKind
from protocol.facts import RecorderEvent
from protocol.identifiers import new_identifier
from recorder.devices import camera_from, list_microphones
from recorder.recorder import Recorder
from recorder.states import Condition, RecorderConfig
from tests.media.camera_server import CameraServer
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey, decode, recorded_tracks
from tests.media.webcam import make_webcam_video

CAMERA, MICROPHONE, SCREEN = TrackKind.CAMERA, TrackKind.MICROPHONE, TrackKind.SCREEN


class Running:
    """A recorder with real sinks."""

    def __init__(self, folder: Path, config: RecorderConfig) -> None:
        self.attempt, self.key, self.facts, self.folder = new_identifier(), OrganisationKey(), FactList(), folder
        self.recorder = Recorder(config)
        self.recorder.start(permit_for(attempt=self.attempt), self.key.public, self.facts, FolderSink(folder))

    def condition(self, kind: TrackKind) -> Condition:
        return self.recorder.state().stream(kind).condition

    def frames(self, kind: TrackKind) -> list[int]:
        tracks = [track for track in recorded_tracks(self.folder, self.key.private) if track.stream is kind]
        return [
            sum(decode(track.plain(self.attempt, number)).frames for number in range(len(track.files)))
            for track in tracks
        ]


def wait_for(condition: Callable[[], bool], what: str, timeout_s: float = 30.0) -> None:
    until = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < until, f"never: {what}"
        time.sleep(0.05)


@pytest.mark.parametrize("kind", RECORDED)
def test_a_missing_device_is_a_fact_and_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: TrackKind) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    camera = camera_from(str(tmp_path / "none.avi"))
    running = Running(tmp_path / "media", RecorderConfig(streams=(kind,), camera=camera))
    wait_for(lambda: running.condition(kind) is Condition.MISSING, "missing")
    state = running.recorder.state().stream(kind)
    assert state.words
    assert not state.recording
    running.recorder.stop()
    assert running.facts.names(kind) == [RecorderEvent.MISSING]
    assert not (tmp_path / "media").exists()


def test_a_busy_camera_blocks_nobody_and_is_called_busy(tmp_path: Path, webcam_video: Path) -> None:
    with CameraServer(busy=True) as server, VirtualDisplay(640, 480):
        begun = time.monotonic()
        running = Running(tmp_path, RecorderConfig(streams=(CAMERA, SCREEN), camera=camera_from(server.url)))
        assert time.monotonic() - begun < 0.2
        assert running.condition(CAMERA) is Condition.OPENING
        wait_for(lambda: running.condition(CAMERA) is Condition.BUSY, "busy")
        assert "another program" in running.recorder.state().stream(CAMERA).words
        assert running.condition(SCREEN) is Condition.RUNNING
        wait_for(lambda: running.condition(CAMERA) is not Condition.RUNNING, "still not running")
        begun = time.monotonic()
        running.recorder.stop()
        assert time.monotonic() - begun < 1.2
    assert running.facts.names(CAMERA) == [RecorderEvent.BUSY]
    assert running.frames(SCREEN)[0] >= 5


def test_stopping_does_not_wait_for_a_camera_that_hangs_while_opening(tmp_path: Path) -> None:
    with CameraServer(busy=True) as server:
        running = Running(tmp_path, RecorderConfig(streams=(CAMERA,), camera=camera_from(server.url)))
        time.sleep(0.3)
        begun = time.monotonic()
        running.recorder.stop()
        assert time.monotonic() - begun < 1.2


_PROGRAM = """
import sys, time
from protocol.attempts import TrackKind
from recorder.devices import camera_from, list_microphones
from recorder.recorder import Recorder
from recorder.states import RecorderConfig
from tests.media.permits import permit_for
recorder = Recorder(RecorderConfig(streams=(TrackKind.CAMERA,), camera=camera_from(sys.argv[1])))
recorder.start_preview(permit_for())
time.sleep(1)
"""


@pytest.mark.parametrize("busy", [True, False])
def test_a_program_that_ends_without_stopping_ends_cleanly(webcam_video: Path, busy: bool) -> None:
    with CameraServer(webcam_video, 120, busy=busy) as server:
        for _ in range(1 if busy else 3):
            done = subprocess.run(
                [sys.executable, "-c", _PROGRAM, server.url], capture_output=True, timeout=60, check=False
            )
            assert (done.returncode, done.stderr) == (0, b"")


def test_a_video_file_that_ends_is_an_unplugged_camera(tmp_path: Path) -> None:
    video = make_webcam_video(tmp_path / "short.avi", 1)
    config = RecorderConfig(streams=(CAMERA,), camera=camera_from(str(video), repeats=False))
    running = Running(tmp_path / "media", config)
    wait_for(lambda: RecorderEvent.MISSING in running.facts.names(CAMERA), "missing")
    video.unlink()
    time.sleep(1.2)
    assert running.condition(CAMERA) is Condition.MISSING
    running.recorder.stop()
    assert sum(running.frames(CAMERA)) >= 14


def test_a_repeating_video_file_goes_on(tmp_path: Path) -> None:
    video = make_webcam_video(tmp_path / "short.avi", 1)
    running = Running(tmp_path / "media", RecorderConfig(streams=(CAMERA,), camera=camera_from(str(video))))
    wait_for(lambda: running.condition(CAMERA) is Condition.RUNNING, "running")
    time.sleep(3.2)
    running.recorder.stop()
    assert [name.value for name in running.facts.names(CAMERA)] == ["started", "stopped"]
    assert running.frames(CAMERA)[0] >= 40


def test_a_display_that_goes_away_is_told(tmp_path: Path) -> None:
    with VirtualDisplay(640, 480) as display:
        running = Running(tmp_path, RecorderConfig(streams=(SCREEN,)))
        wait_for(lambda: running.condition(SCREEN) is Condition.RUNNING, "running")
        time.sleep(1.0)
        display.stop()
        wait_for(lambda: running.condition(SCREEN) is not Condition.RUNNING, "lost")
        running.recorder.stop()
    assert running.facts.names(SCREEN)[0] is RecorderEvent.STARTED
    assert len(running.facts.names(SCREEN)) >= 2
    assert running.frames(SCREEN)[0] >= 3


def test_a_microphone_of_pure_silence_is_opened_again_without_a_new_track(tmp_path: Path) -> None:
    with FakeMicrophone() as microphone:
        running = Running(tmp_path, RecorderConfig(streams=(MICROPHONE,)))
        wait_for(lambda: running.condition(MICROPHONE) is Condition.RUNNING, "running")
        wait_for(lambda: RecorderEvent.GAP in running.facts.names(MICROPHONE), "opened again", 20)
        microphone.say("Now there is sound again.")
        time.sleep(2.5)
        running.recorder.stop()
    assert [name.value for name in running.facts.names(MICROPHONE)] == ["started", "gap", "stopped"]
    gap = running.facts.events(MICROPHONE)[1]
    assert "no sound at all" in (gap.reason or "")
    assert len(running.frames(MICROPHONE)) == 1
    first, second = running.facts.segments(MICROPHONE)
    assert second.start_us - first.start_us == pytest.approx(first.duration_us, abs=250_000)
    assert first.duration_us + second.duration_us >= 11_500_000


def test_a_microphone_that_stops_delivering_is_told_and_comes_back(tmp_path: Path) -> None:
    with FakeMicrophone() as microphone:
        running = Running(tmp_path, RecorderConfig(streams=(MICROPHONE,)))
        wait_for(lambda: running.condition(MICROPHONE) is Condition.RUNNING, "running")
        time.sleep(1)
        with microphone.frozen():
            wait_for(lambda: running.condition(MICROPHONE) is Condition.FAILED, "told", 15)
            assert "no sound any more" in running.recorder.state().stream(MICROPHONE).words
        wait_for(lambda: running.condition(MICROPHONE) is Condition.RUNNING, "back", 40)
        time.sleep(0.7)
        running.recorder.stop()
    assert [name.value for name in running.facts.names(MICROPHONE)] == [
        "started",
        "failed",
        "gap",
        "started",
        "stopped",
    ]
    assert len(running.frames(MICROPHONE)) == 2


def test_a_camera_and_a_microphone_plugged_in_later_are_found(tmp_path: Path) -> None:
    film = tmp_path / "later.avi"
    microphone = FakeMicrophone()
    with microphone:
        microphone.unplug()
        camera = camera_from(str(film))
        running = Running(tmp_path / "media", RecorderConfig(streams=(CAMERA, MICROPHONE), camera=camera))
        for kind in (CAMERA, MICROPHONE):
            wait_for(lambda kind=kind: running.condition(kind) is Condition.MISSING, "missing")  # type: ignore[misc] # mypy sees no default
        time.sleep(4)  # well into the growing pauses
        make_webcam_video(film, 2)
        microphone.start()
        begun = time.monotonic()
        for kind in (CAMERA, MICROPHONE):
            wait_for(lambda kind=kind: running.condition(kind) is Condition.RUNNING, "running", 10)  # type: ignore[misc] # as above
        assert time.monotonic() - begun < 8
        running.recorder.stop()


def test_looking_again_renews_portaudios_frozen_list(monkeypatch: pytest.MonkeyPatch) -> None:
    renewed, initialise = [0], sounddevice._initialize

    def count() -> None:
        renewed[0] += 1
        initialise()

    monkeypatch.setattr(sounddevice, "_initialize", count)
    with FakeMicrophone():
        recorder = Recorder(RecorderConfig(streams=(MICROPHONE,)))
        recorder.start_preview(permit_for(AttemptState.NOTICED))
        wait_for(lambda: recorder.state().stream(MICROPHONE).condition is Condition.RUNNING, "running")
        before = renewed[0]
        list_microphones()
        assert renewed[0] == before, "never under an open stream"
        recorder.reopen(MICROPHONE)
        wait_for(lambda: recorder.state().stream(MICROPHONE).condition is Condition.RUNNING, "running again")
        recorder.stop()
    assert renewed[0] > before
