"""Listing and describing devices, and the words and codes of devices that cannot be had."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault, InvalidInput
from recorder import camera, cameras, microphone, screen
from recorder.camera import CameraSource, fitted
from recorder.cameras import camera_number, mac_names, named_cameras
from recorder.devices import camera_from, list_cameras
from recorder.displays import on_wayland
from recorder.media import Device
from recorder.states import Condition, RecorderConfig, RecorderState, StreamState, VideoSettings

SMALL = VideoSettings(64, 48, 15)


def camera_node(sysfs: Path, name: str, title: str, *, index: str = "0", virtual: bool = False) -> None:
    bus = "virtual" if virtual else "pci0000:00/usb1"
    node = sysfs / "devices" / bus / "video4linux" / name
    node.mkdir(parents=True)
    (node / "name").write_text(title + "\n")
    (node / "index").write_text(index + "\n")
    (sysfs / "class").mkdir(exist_ok=True)
    (sysfs / "class" / name).symlink_to(node)


@pytest.mark.skipif(sys.platform != "linux", reason="sysfs is Linux's")
def test_cameras_come_from_sysfs_with_names_and_virtual_marks(tmp_path: Path) -> None:
    camera_node(tmp_path, "video10", "OBS Virtual Camera", virtual=True)
    camera_node(tmp_path, "video0", "Integrated Camera")
    camera_node(tmp_path, "video1", "Integrated Camera", index="1")
    found = list_cameras(("film.avi",), video_class=tmp_path / "class")
    assert [(device.identifier, device.name, device.virtual) for device in found] == [
        ("film.avi", "Video file film.avi", True),
        ("/dev/video0", "Integrated Camera", False),
        ("/dev/video10", "OBS Virtual Camera", True),
    ]


def test_no_camera_is_an_empty_list(tmp_path: Path) -> None:
    assert list_cameras(video_class=tmp_path / "absent") == []


def test_urls_and_files_are_virtual_cameras() -> None:
    assert camera_from("http://127.0.0.1:1/x.mjpg").virtual
    assert camera_from("a.avi").repeats
    assert not camera_from("a.avi", repeats=False).repeats
    with pytest.raises(InvalidInput) as refused:
        camera_from("ftp://host/camera")
    assert refused.value.details["field"] == "camera"


def test_a_camera_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DeviceFault) as fault:
        CameraSource(camera_from(str(tmp_path / "none.avi")), SMALL)
    assert fault.value.code == "device.missing"
    assert "Plug it in" in fault.value.message


def test_a_file_that_is_no_video_has_failed(tmp_path: Path) -> None:
    (tmp_path / "text.avi").write_text("not a video")
    with pytest.raises(DeviceFault) as fault:
        CameraSource(camera_from(str(tmp_path / "text.avi")), SMALL)
    assert fault.value.code == "device.failed"


@pytest.mark.parametrize(
    ("number", "code"),
    [(2, "device.missing"), (19, "device.missing"), (13, "device.refused"), (1, "device.refused"), (16, "device.busy")],
)
def test_the_systems_error_numbers_have_our_codes(monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    def refuse(path: str, flags: int) -> int:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DeviceFault) as fault:
        CameraSource(Device(TrackKind.CAMERA, "/dev/video77", "Camera"), SMALL)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Error opening RawInputStream: Device unavailable [PaErrorCode -9985]", "device.busy"),
        ("No input device matching 'x'", "device.missing"),
        ("Access denied", "device.refused"),
        ("Invalid sample rate", "device.failed"),
    ],
)
def test_portaudios_words_have_our_codes(text: str, code: str) -> None:
    assert microphone._code(ValueError(text)) == code


def test_cameras_known_by_name_are_told_apart_and_found_by_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    found = named_cameras(["Integrated", "OBS Virtual Camera", "Integrated"])
    assert [(each.name, each.virtual) for each in found] == [
        ("Integrated", False),
        ("OBS Virtual Camera", True),
        ("Integrated (2)", False),
    ]
    monkeypatch.setattr(cameras, "list_cameras", lambda: named_cameras(["New one", "Integrated", "Integrated"]))
    assert [camera_number(each) for each in found] == [1, None, 2]
    with pytest.raises(DeviceFault) as fault:
        CameraSource(found[1], SMALL, camera_number(found[1]))
    assert fault.value.code == "device.missing"


def test_macs_cameras_come_in_the_order_of_their_ids() -> None:
    report = b"""{"SPCameraDataType": [{"_name": "FaceTime HD", "spcamera_unique-id": "B"},
        {"_name": "C920", "spcamera_unique-id": "A"}]}"""
    assert mac_names(report) == ["C920", "FaceTime HD"]
    with pytest.raises(ValueError, match="char 0"):
        mac_names(b"no report")


def test_what_is_virtual_is_called_that() -> None:
    assert camera_from("a.avi").title == "Video file a.avi (virtual)"
    assert Device(TrackKind.CAMERA, "x", "OBS Virtual Camera", virtual=True).title == "OBS Virtual Camera"
    assert Device(TrackKind.CAMERA, "x", "Integrated").title == "Integrated"


@pytest.mark.parametrize(
    ("name", "virtual"),
    [("Monitor of Built-in Audio", True), ("BlackHole 2ch", True), ("USB microphone", False), ("pulse", False)],
)
def test_inputs_without_a_microphone_behind_them_are_virtual(name: str, virtual: bool) -> None:
    assert bool(microphone._VIRTUAL.search(name)) is virtual


@pytest.mark.parametrize(
    ("environment", "wayland"),
    [
        ({"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "w-0"}, True),
        ({"XDG_SESSION_TYPE": "x11", "DISPLAY": ":0"}, False),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="Wayland is Linux's")
def test_wayland_is_known_also_beside_an_x_server(environment: dict[str, str], wayland: bool) -> None:
    assert on_wayland(environment) is wayland


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's")
def test_no_display_is_a_missing_screen() -> None:
    with pytest.raises(DeviceFault) as fault:
        screen._display({})
    assert fault.value.code == "device.missing"
    with pytest.raises(DeviceFault) as fault:
        screen.ScreenSource(Device(TrackKind.SCREEN, ":9999#1", "Screen"), SMALL)
    assert fault.value.code == "device.missing"


@pytest.mark.parametrize(
    ("size", "limit", "expected"),
    [
        ((640, 480), (640, 480), (640, 480)),
        ((1280, 720), (640, 480), (640, 360)),
        ((1921, 1081), (1280, 1280), (1280, 720)),
        ((101, 51), (640, 480), (100, 50)),
        ((3840, 4), (100, 100), (100, 2)),
    ],
)
def test_pictures_are_fitted_to_even_sides(
    size: tuple[int, int], limit: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert fitted(*size, *limit) == expected


def test_importing_opencv_leaves_qts_settings_alone() -> None:
    code = "import os, recorder.camera; print([n for n in os.environ if n.startswith('QT_QPA')])"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("QT_QPA")}
    told = subprocess.run([sys.executable, "-c", code], env=clean, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
    set_before = {**clean, "QT_QPA_PLATFORM_PLUGIN_PATH": "/mine"}
    code = "import os, recorder.camera; print(os.environ['QT_QPA_PLATFORM_PLUGIN_PATH'])"
    told = subprocess.run([sys.executable, "-c", code], env=set_before, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "/mine"


def test_a_missing_camera_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.avi").write_text("not a video")
    for name in ("none.avi", "text.avi"):
        with pytest.raises(DeviceFault):
            camera.CameraSource(camera_from(str(tmp_path / name)), SMALL)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("field", ["width", "height", "frames_per_second"])
def test_settings_name_the_field_and_the_limit(field: str) -> None:
    values = {"width": 640, "height": 480, "frames_per_second": 15, field: 0}
    with pytest.raises(InvalidInput) as refused:
        VideoSettings(**values)
    assert refused.value.details["field"] == field


def test_a_config_refuses_devices_of_another_kind_and_doubled_streams() -> None:
    with pytest.raises(InvalidInput):
        RecorderConfig(microphone=camera_from("a.avi"))
    with pytest.raises(InvalidInput):
        RecorderConfig(streams=(TrackKind.CAMERA, TrackKind.CAMERA))


def test_the_recorders_state_sums_up_its_streams() -> None:
    state = RecorderState((StreamState(TrackKind.CAMERA, Condition.RUNNING, recording=True),))
    assert state.recording
    assert state.capturing
    assert state.stream(TrackKind.SCREEN).condition is Condition.OFF
