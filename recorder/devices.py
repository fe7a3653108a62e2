"""Which cameras, microphones and screens there are, and how to open one. Listing opens no camera, captures nothing."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from protocol.attempts import TrackKind
from protocol.errors import InvalidInput
from recorder.camera import CameraSource, is_url
from recorder.media import MISSING, Device, Opener, Source, device_fault
from recorder.microphone import MicrophoneSource, list_microphones
from recorder.screen import ScreenSource, list_screens
from recorder.states import RecorderConfig, VideoSettings

__all__ = ["Device", "camera_from", "list_cameras", "list_microphones", "list_screens", "opener"]

_VIDEO_CLASS = Path("/sys/class/video4linux")


def list_cameras(extra: tuple[str, ...] = (), *, video_class: Path = _VIDEO_CLASS) -> list[Device]:
    """List the cameras; `extra` names video files or MJPEG URLs, which come first and are marked virtual.

    On Linux the names come from sysfs, and a device that has no hardware behind it (v4l2loopback) is marked virtual.
    Elsewhere OpenCV cannot list without opening, so only the system's first camera is offered.
    """
    cameras = [camera_from(source) for source in extra]
    if sys.platform != "linux":
        return [*cameras, Device(TrackKind.CAMERA, "0", "Camera of this computer")]
    nodes = sorted(video_class.glob("video*"), key=_number)
    return cameras + [_described(node) for node in nodes if _captures(node)]


def camera_from(source: str, *, repeats: bool = True) -> Device:
    """Describe a video file or an MJPEG URL as a virtual camera; a file starts again at its end by default.

    Raises InvalidInput for other addresses than http and https.
    """
    if is_url(source):
        return Device(TrackKind.CAMERA, source, f"Network camera {urlsplit(source).hostname}", virtual=True)
    if "://" in source:
        raise InvalidInput("camera", "a file, http or https", "A camera address must be a file, http or https.")
    return Device(TrackKind.CAMERA, source, f"Video file {Path(source).name}", virtual=True, repeats=repeats)


def opener(kind: TrackKind, config: RecorderConfig) -> Opener:
    """Return what opens the configured device of one stream; without a choice the first there is at that moment."""
    if kind is TrackKind.SCREEN:
        return DisplayOpener(config.screen if config.displays == "chosen" else None, config.screen_video)

    def open_device() -> Source:
        device = config.device(kind) or _first(kind)
        return CameraSource(device, config.camera_video) if kind is TrackKind.CAMERA else MicrophoneSource(device)

    return open_device


class DisplayOpener:
    """Opens one display, and ever the same: where none is named, the one that was the first when it opened."""

    def __init__(self, device: Device | None, settings: VideoSettings) -> None:
        self._device = device
        self._settings = settings

    def __call__(self) -> Source:
        """Open it. Raises DeviceFault."""
        device = self._device or _first(TrackKind.SCREEN)
        source = ScreenSource(device, self._settings)
        self._device = device
        return source


def _first(kind: TrackKind) -> Device:
    listing = {TrackKind.CAMERA: list_cameras, TrackKind.MICROPHONE: list_microphones, TrackKind.SCREEN: list_screens}
    found = listing[kind]()
    if not found:
        raise device_fault(MISSING, f"No {kind.value} was found. Plug one in; recording starts by itself.")
    return found[0]


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
