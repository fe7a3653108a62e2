"""Windows and macOS, where nothing of this was ever run: their branches by a faked platform and their own answers."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from types import SimpleNamespace
from typing import Any, ClassVar

import cv2
import mss
import numpy as np
import psutil
import pytest

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault
from protocol.facts import Observed
from recorder import camera, cameras, media
from recorder.cameras import list_cameras
from recorder.displays import on_wayland
from recorder.media import Device
from recorder.observing.surroundings import session_of_this_machine
from recorder.screen import ScreenSource, list_screens
from recorder.states import VideoSettings
from recorder.transcript import worker

WINDOWS, MAC = "win32", "darwin"
FHD = VideoSettings(1280, 1280, 5)


@pytest.fixture(params=[WINDOWS, MAC])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "platform", request.param)
    return str(request.param)


def test_cameras_are_listed_by_the_systems_own_names(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    report = {"SPCameraDataType": [{"_name": "Desk View", "spcamera_unique-id": "2"}, {"_name": "FaceTime HD Camera"}]}
    report["SPCameraDataType"][1]["spcamera_unique-id"] = "1"
    done = subprocess.CompletedProcess([], 0, json.dumps(report).encode())
    monkeypatch.setattr(cameras, "directshow_cameras", lambda: ["Integrated Camera", "OBS Virtual Camera"])
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: done)
    found = [(each.identifier, each.virtual) for each in list_cameras()]
    named = {
        WINDOWS: [("name:Integrated Camera", False), ("name:OBS Virtual Camera", True)],
        MAC: [("name:FaceTime HD Camera", False), ("name:Desk View", False)],
    }
    assert found == named[system]


def test_a_mac_that_reports_nothing_has_one_camera_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise subprocess.TimeoutExpired("system_profiler", 10)

    monkeypatch.setattr(sys, "platform", MAC)
    monkeypatch.setattr(subprocess, "run", refuse)
    assert [each.name for each in list_cameras()] == ["Camera of this computer"]


def test_a_camera_is_opened_by_number_in_the_way_that_counts_it(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, int]] = []

    def capture(number: object, way: int, _wanted: object) -> Any:
        asked.append((number, way))
        return SimpleNamespace(isOpened=lambda: False, release=lambda: None)

    monkeypatch.setattr(cv2, "VideoCapture", capture)
    device = Device(TrackKind.CAMERA, "name:Integrated Camera", "Integrated Camera")
    with pytest.raises(DeviceFault) as fault:
        camera.CameraSource(device, FHD, 1)
    assert fault.value.code == "device.busy"
    assert "privacy settings" in fault.value.message, "these systems do not say which of the two it is"
    assert asked == [(1, {WINDOWS: cv2.CAP_DSHOW, MAC: cv2.CAP_AVFOUNDATION}[system])]
    with pytest.raises(DeviceFault) as fault:
        camera.CameraSource(device, FHD, None)
    assert fault.value.code == "device.missing"


class Grabber:
    """What mss gives on these systems: the first entry is all displays together."""

    monitors: ClassVar[list[dict[str, object]]] = []

    def __init__(self, **options: object) -> None:
        assert options == {}, "a display's name is X11's"

    def grab(self, place: dict[str, int]) -> Any:
        pixels = np.full((place["height"], place["width"], 4), place["left"] % 256, np.uint8)
        return SimpleNamespace(raw=pixels.tobytes(), width=place["width"], height=place["height"])

    def close(self) -> None: ...


def monitor(left: int, **more: object) -> dict[str, object]:
    return {"left": left, "top": 0, "width": 64, "height": 48, **more}


def test_displays_are_listed_pictured_and_missed(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(mss, "MSS", Grabber)
    path = {"unique_id": r"\\?\DISPLAY#DEL4066"} if system == WINDOWS else {}
    Grabber.monitors = [monitor(0), monitor(0), monitor(64, **path)]
    found = list_screens()
    assert [each.name for each in found] == ["Screen 1 (64 x 48)", "Screen 2 (64 x 48)"]
    assert found[1].identifier == (r"#\\?\DISPLAY#DEL4066" if system == WINDOWS else "#64x48+64+0")
    source = ScreenSource(found[1], FHD)
    marked: list[tuple[int, int]] = []

    def ready(corner: tuple[int, int]) -> bool:
        marked.append(corner)
        return True

    source.ready = ready
    picture = source.read()
    assert picture.pixels.shape == (48, 64, 4)
    assert int(picture.pixels[0, 0, 0]) == 64
    assert marked == [(64, 0)]
    Grabber.monitors = [monitor(0), monitor(0)]
    source._look_at_us = 0
    with pytest.raises(DeviceFault, match="not attached any more"):
        source.read()
    Grabber.monitors = [monitor(0)]
    with pytest.raises(DeviceFault, match="No screen was found"):
        list_screens()


def test_nothing_there_is_wayland(system: str) -> None:
    assert not on_wayland({"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0"})


@pytest.mark.parametrize(
    ("metrics", "seen"), [({}, Observed.LOCAL), ({0x1000: 1}, Observed.REMOTE), ({0x2001: 1}, Observed.SHARED)]
)
def test_windows_is_asked_whether_its_session_is_remote(
    metrics: dict[int, int], seen: Observed, monkeypatch: pytest.MonkeyPatch
) -> None:
    user32 = SimpleNamespace(GetSystemMetrics=lambda number: metrics.get(number, 0))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(sys, "platform", WINDOWS)
    assert session_of_this_machine() is seen


def test_a_mac_cannot_tell_whether_its_session_is_remote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", MAC)
    assert session_of_this_machine() is Observed.COULD_NOT_TELL


def test_the_transcripts_process_steps_back_in_the_systems_own_way(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(psutil, "Process", lambda: SimpleNamespace(nice=asked.append))
    monkeypatch.setattr(os, "nice", asked.append)
    worker._step_back()
    assert asked == [{WINDOWS: 0x4000, MAC: 19}[system]]


def test_the_clock_that_sleep_does_not_stop_is_the_systems_own(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    monkeypatch.setattr(time, "clock_gettime_ns", {time.CLOCK_MONOTONIC: 7_000_000}.__getitem__)
    before_us = media.now_us()
    elapsed_us = media.elapsed_us()
    if system == MAC:
        assert elapsed_us == 7_000
    else:
        assert before_us <= elapsed_us <= media.now_us(), "the monotonic one goes on by itself"
