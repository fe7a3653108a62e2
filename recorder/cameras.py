"""Which cameras there are, with names, and which are virtual. Listing opens no camera.

On Linux names come from sysfs; a device without hardware behind it (v4l2loopback) is virtual. Windows's come from
DirectShow and macOS's from its system report, in the order in which OpenCV numbers cameras there; what has the name of
a known virtual camera is virtual. Such a camera is known by its name: numbers shift when another one is plugged in.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from protocol.attempts import TrackKind
from protocol.errors import InvalidInput
from protocol.saying import to_say
from recorder.camera import NAMED, is_url
from recorder.encoder import directshow_cameras
from recorder.media import Device

VIDEO_CLASS = Path("/sys/class/video4linux")
_VIRTUAL = re.compile(r"virtual|\bobs\b|snap camera|manycam|xsplit|epoccam|ndi|droidcam|loopback|screen", re.IGNORECASE)
"""The usual ones; a name is all that these systems tell without opening the camera."""
_REPORT = ("/usr/sbin/system_profiler", "-json", "SPCameraDataType")
_REPORT_S = 10.0


def list_cameras(extra: tuple[str, ...] = (), *, video_class: Path = VIDEO_CLASS) -> list[Device]:
    """List the cameras; `extra` names video files or MJPEG URLs, which come first and are marked virtual."""
    cameras = [camera_from(source) for source in extra]
    if sys.platform != "linux":
        return cameras + named_cameras(directshow_cameras() if sys.platform == "win32" else _mac_cameras())
    nodes = sorted(video_class.glob("video*"), key=_number)
    return cameras + [_described(node) for node in nodes if _captures(node)]


def camera_from(source: str, *, repeats: bool = True) -> Device:
    """Describe a video file or an MJPEG URL as a virtual camera; a file starts again at its end by default.

    Raises InvalidInput for other addresses than http and https.
    """
    if is_url(source):
        return Device(
            TrackKind.CAMERA,
            source,
            to_say("Network camera {hostname}", hostname=urlsplit(source).hostname),
            virtual=True,
        )
    if "://" in source:
        raise InvalidInput("camera", "a file, http or https", to_say("A camera address must be a file, http or https."))
    return Device(
        TrackKind.CAMERA, source, to_say("Video file {name}", name=Path(source).name), virtual=True, repeats=repeats
    )


def named_cameras(names: list[str]) -> list[Device]:
    """Describe cameras that are known by name alone; equal names are told apart by their number."""
    devices: list[Device] = []
    for number, name in enumerate(names):
        before = names[:number].count(name)
        title = f"{name} ({before + 1})" if before else name
        devices.append(Device(TrackKind.CAMERA, f"{NAMED}{title}", title, virtual=bool(_VIRTUAL.search(name))))
    return devices


def camera_number(device: Device) -> int | None:
    """OpenCV's number of a named camera as things are now; None when it is not there."""
    there = [each.identifier for each in list_cameras()]
    return there.index(device.identifier) if device.identifier in there else None


def _mac_cameras() -> list[str]:
    """Names in the order of their unique ids, by which OpenCV sorts."""
    try:
        told = subprocess.run(_REPORT, capture_output=True, timeout=_REPORT_S, check=True).stdout  # noqa: S603 - fixed
        return mac_names(told)
    except (OSError, ValueError, subprocess.SubprocessError):
        return [to_say("Camera of this computer")]


def mac_names(report: bytes) -> list[str]:
    """Read the system report. Raises ValueError when it is not one."""
    cameras = json.loads(report).get("SPCameraDataType", [])
    return [
        str(each.get("_name", "")) for each in sorted(cameras, key=lambda each: str(each.get("spcamera_unique-id")))
    ]


def _described(node: Path) -> Device:
    name = _text(node / "name") or node.name
    return Device(TrackKind.CAMERA, f"/dev/{node.name}", name, virtual="/devices/virtual/" in str(node.resolve()))


def _captures(node: Path) -> bool:
    """Whether this is a camera's first node; the further ones carry metadata, not pictures."""
    return _text(node / "index") in {"", "0"}


def _number(node: Path) -> int:
    digits = re.sub(r"\D", "", node.name)
    return int(digits) if digits else 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
