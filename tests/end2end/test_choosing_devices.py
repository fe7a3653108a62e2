"""The check's chooser: what there is, what is virtual, what was plugged in meanwhile; a slow camera blocks nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox

import recorder.devices
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.policy import EvidencePolicy
from recorder.devices import camera_from
from recorder.media import Device
from recorder.states import Condition
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, no_keyring, to_check, words_of, world_of
from tests.media.camera_server import CameraServer
from tests.media.display import FIRST, VirtualDisplay
from tests.media.webcam import make_webcam_video

__all__ = ["no_keyring"]
pytestmark = pytest.mark.timeout(180)
POLICY = EvidencePolicy.at(EvidenceLevel.RECORDING, "To see the choice of devices.").model_copy(
    update={"streams": [TrackKind.CAMERA, TrackKind.SCREEN], "displays": "chosen"}
)
BLOCKED_MS = 300
"""Far above what a busy machine costs, far below the three seconds of the slow camera."""


@pytest.fixture
def desk() -> Iterator[VirtualDisplay]:
    with VirtualDisplay(1440, 480) as display:
        display.attach(FIRST, 0, 640, 480)
        yield display


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, replace(PLAN, evidence_level=EvidenceLevel.RECORDING, policy=POLICY))


class Heartbeat:
    """The longest time in which the window could not have answered."""

    def __init__(self) -> None:
        self.longest_ms, self._last_s = 0.0, time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(10)

    def _beat(self) -> None:
        now_s = time.monotonic()
        self.longest_ms, self._last_s = max(self.longest_ms, (now_s - self._last_s) * 1000), now_s


def offered(hands: Hands, name: str) -> list[str]:
    box = hands.find(f"checkDevice.{name}")
    assert isinstance(box, QComboBox)
    return [box.itemText(at) for at in range(box.count())]


def choose(hands: Hands, name: str, words: str) -> None:
    box = hands.find(f"checkDevice.{name}")
    assert isinstance(box, QComboBox)
    at = box.findText(words)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_devices_are_offered_chosen_kept_and_never_waited_for(
    world: World, desk: VirtualDisplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = camera_from(str(make_webcam_video(world.folder / "first.avi", 3)))
    video = make_webcam_video(world.folder / "second.avi", 3)
    with CameraServer(video, slow_s=3.0) as server:
        slow = Device(TrackKind.CAMERA, server.url, "Slow camera")
        cameras = [file]
        monkeypatch.setattr(recorder.devices, "list_cameras", lambda: list(cameras))
        hands = world.app()
        to_check(hands)
        hands.wait(lambda: "first.avi (virtual) works" in words_of(hands, "checkLine.camera"), "the first camera", 60)
        assert not hands.is_there("checkDevice.camera"), "one camera is no choice"
        cameras.append(slow)  # plugged in
        hands.wait(lambda: hands.is_there("checkDevice.camera"), "the second camera to be offered", 20)
        assert offered(hands, "camera") == ["Video file first.avi (virtual)", "Slow camera"]
        beat = Heartbeat()
        choose(hands, "camera", "Slow camera")
        hands.wait(lambda: "Looking" in words_of(hands, "checkLine.camera"), "the look", 5)
        hands.wait(lambda: "Slow camera works" in words_of(hands, "checkLine.camera"), "the slow camera", 30)
        assert beat.longest_ms < BLOCKED_MS
        desk.attach("SECOND", 640, 800, 360)
        hands.wait(lambda: hands.is_there("checkDevice.screen"), "the second display to be offered", 20)
        choose(hands, "screen", "Screen 2 (800 x 360)")
        hands.wait(lambda: "Screen 2 (800 x 360) works" in words_of(hands, "checkLine.screen"), "the display", 20)
        hands.click("startButton", 90)
        base = world.apps[0].journey._base
        assert base
        hands.wait(lambda: base.previews.state().recording, "the recording", 30)
        names = {state.device.name for state in base.previews.state().streams if state.device}
        assert names == {"Slow camera", "Screen 2 (800 x 360)"}
        kept = base.previews.devices._file
        world.close()
        again = type(base.previews.devices)([TrackKind.CAMERA], kept)
    assert again.chosen(TrackKind.CAMERA) == slow
    assert again.chosen(TrackKind.SCREEN)


def test_looking_again_does_not_wait_for_a_camera_that_hangs(world: World, desk: VirtualDisplay) -> None:
    with CameraServer(busy=True) as server:
        hands = world.app(camera=server.url)
        to_check(hands)
        base = world.apps[0].journey._base
        assert base
        hands.wait(lambda: base.previews.state().stream(TrackKind.CAMERA).condition is Condition.OPENING, "it", 20)
        for _ in range(3):
            begun_s = time.monotonic()
            base.previews.reopen(TrackKind.CAMERA)
            base.previews.picture()
            assert time.monotonic() - begun_s < BLOCKED_MS / 1000
