"""Which cameras, microphones and screens there are. Listing opens no camera and captures nothing."""

from __future__ import annotations

from recorder.media import Device


def list_cameras(extra: tuple[str, ...] = ()) -> list[Device]:
    """Cameras of this machine; `extra` names video files or MJPEG URLs, which come first and are marked virtual."""
    raise NotImplementedError


def list_microphones() -> list[Device]:
    """Inputs of this machine, the default first."""
    raise NotImplementedError


def list_screens() -> list[Device]:
    """Screens, the first one first. Raises DeviceFault `device.refused` on Wayland, `device.missing` without any."""
    raise NotImplementedError


def camera_from(source: str, *, repeats: bool = True) -> Device:
    """Describe a video file or an MJPEG URL as a virtual camera; a file starts again at its end by default."""
    raise NotImplementedError
