"""The OpenCV door: opens cameras (device, video file, MJPEG URL) and converts pictures for encoder and preview.

Guarantees: every failure to open or read is a DeviceFault with a code and words; OpenCV prints nothing; its Qt settings
do not leak. Must be called from a capture thread: opening and reading wait up to a few seconds.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from protocol.saying import Later, to_say

# Read by OpenCV when it is loaded or opens its first video: silence, and three seconds (not ten) for a stuck camera.
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "3")
_QT_SETTINGS = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _QT_SETTINGS}

import cv2  # noqa: E402 - the settings above must come first
import numpy as np  # noqa: E402 - stays with cv2

from protocol.errors import DeviceFault  # noqa: E402 - after cv2, as above
from recorder.media import (  # noqa: E402 - after cv2, as above
    BUSY,
    FAILED,
    MICROSECONDS,
    MISSING,
    REFUSED,
    Device,
    Picture,
    Pixels,
    device_fault,
    now_us,
)
from recorder.states import VideoSettings  # noqa: E402 - after cv2, as above

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # in case another module loaded OpenCV first
for _name, _value in _before.items():
    # cv2 points Qt at its own plug-ins; our Qt is another one.
    if _value is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _value

_CATCH_UP_US = 2 * MICROSECONDS
"""Pictures that a stall held up, in the driver or on the way, are taken though they come at once."""
NAMED = "name:"
"""How the identifier of a camera begins that is known by its name."""
_OPEN_TIMEOUT_MS = 5000
_READ_TIMEOUT_MS = 3000
_CODES = {
    errno.ENOENT: MISSING,
    errno.ENODEV: MISSING,
    errno.ENXIO: MISSING,
    errno.EACCES: REFUSED,
    errno.EPERM: REFUSED,
    errno.EBUSY: BUSY,
}


def is_url(identifier: str) -> bool:
    """Whether a camera's identifier is a network address."""
    return urlsplit(identifier).scheme in {"http", "https"}


def is_named(device: Device) -> bool:
    """Whether a camera is known by its name alone, as on Windows and macOS."""
    return device.identifier.startswith(NAMED)


class CameraSource:
    """An open camera that gives at most `frames_per_second` pictures, no larger than the settings say."""

    def __init__(self, device: Device, settings: VideoSettings, number: int | None = None) -> None:
        """Open the camera and wait for its first picture; `number` is OpenCV's of a named one. Raises DeviceFault."""
        self._device = device
        self._settings = settings
        self._file = not is_url(device.identifier) and Path(device.identifier).is_file()
        self._capture = _open(device, settings, number)
        self._step_us = self._file_step_us()
        self._due_us = now_us()
        self._played = 0
        self._begun_us = self._due_us
        try:
            self._first: Picture | None = self._next()
        except DeviceFault:
            self.close()
            raise _fault(device, _opened_without_picture(device)) from None

    @property
    def device(self) -> Device:
        """What was opened."""
        return self._device

    def adapt(self, settings: VideoSettings) -> None:
        """Give pictures of this size and rate from now on; the camera itself goes on as it was opened."""
        self._settings = settings

    def read(self) -> Picture:
        """Wait for the next picture. Raises DeviceFault when the camera is lost."""
        if self._first:
            first, self._first = self._first, None
            return first
        return self._next()

    def close(self) -> None:
        """Give the camera back."""
        self._capture.release()

    def _next(self) -> Picture:
        while True:
            self._grab()
            at_us = now_us()
            interval_us = MICROSECONDS // self._settings.frames_per_second
            # Half an interval of tolerance, so that a camera at exactly the wanted rate loses no picture to jitter.
            if at_us >= self._due_us - interval_us // 2:
                break
        self._due_us = max(self._due_us + interval_us, at_us - _CATCH_UP_US)
        read, pixels = self._capture.retrieve()
        if not read:
            raise _fault(self._device, FAILED)
        return Picture(shrink(np.asarray(pixels, dtype=np.uint8), self._settings.width, self._settings.height), at_us)

    def _grab(self) -> None:
        if self._file:
            self._wait_for_file()
        if self._capture.grab():
            return
        if not (self._device.repeats and self._file and self._played):
            raise _fault(self._device, _why_not(self._device, lost=True))
        self._capture.release()
        self._capture = _open(self._device, self._settings, None)
        if not self._capture.grab():
            raise _fault(self._device, FAILED)

    def _wait_for_file(self) -> None:
        """Give a file's pictures at the file's own rate, as a camera would."""
        self._played += 1
        ahead_us = self._begun_us + self._played * self._step_us - now_us()
        if ahead_us > 0:
            time.sleep(ahead_us / MICROSECONDS)
        elif ahead_us < -MICROSECONDS:
            self._begun_us, self._played = now_us(), 1  # this computer stood still: do not race to catch up

    def _file_step_us(self) -> int:
        rate = float(self._capture.get(cv2.CAP_PROP_FPS))
        return round(MICROSECONDS / (rate if 1 <= rate <= 120 else self._settings.frames_per_second))


def shrink(pixels: Pixels, max_width: int, max_height: int) -> Pixels:
    """Scale a picture down (never up) to fit, to even sides, keeping its shape; returns it unchanged if it fits."""
    height, width = pixels.shape[:2]
    new_width, new_height = fitted(width, height, max_width, max_height)
    if (new_width, new_height) == (width, height):
        return pixels
    return np.asarray(cv2.resize(pixels, (new_width, new_height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def fitted(width: int, height: int, max_width: int, max_height: int) -> tuple[int, int]:
    """Compute the even (width, height) of at least 2 that fits into the limits; H.264 with 4:2:0 needs even sides."""
    scale = min(1.0, max_width / width, max_height / height)
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def to_i420(pixels: Pixels) -> Pixels:
    """Convert BGR (h, w, 3) or BGRA (h, w, 4) with even sides to planar I420 of shape (h * 3 / 2, w), BT.601."""
    code = cv2.COLOR_BGRA2YUV_I420 if pixels.shape[2] == 4 else cv2.COLOR_BGR2YUV_I420
    return np.asarray(cv2.cvtColor(pixels, code), dtype=np.uint8)


def to_jpeg(pixels: Pixels, quality: int) -> bytes:
    """Encode BGR (h, w, 3) or BGRA (h, w, 4) as JPEG. Raises DeviceFault when OpenCV cannot."""
    encoded, data = cv2.imencode(".jpg", pixels[:, :, :3], [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not encoded:
        raise device_fault(FAILED, to_say("A picture of the camera could not be encoded."))
    return data.tobytes()


def to_small_rgb(pixels: Pixels, max_width: int) -> Pixels:
    """Scale down to at most `max_width` and convert to packed RGB of shape (h, w, 3), for the preview."""
    small = shrink(pixels, max_width, max_width)
    code = cv2.COLOR_BGRA2RGB if small.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return np.ascontiguousarray(cv2.cvtColor(small, code), dtype=np.uint8)


def _open(device: Device, settings: VideoSettings, number: int | None) -> cv2.VideoCapture:
    code = MISSING if is_named(device) and number is None else _why_not(device, lost=False)
    if code in (MISSING, REFUSED):
        raise _fault(device, code)
    capture = _capture(device, settings, number)
    if not capture.isOpened():
        capture.release()
        raise _fault(device, code)
    return capture


def _capture(device: Device, settings: VideoSettings, number: int | None) -> cv2.VideoCapture:
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN_TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _READ_TIMEOUT_MS]
    if is_url(device.identifier) or not _is_hardware(device):
        return cv2.VideoCapture(device.identifier, cv2.CAP_FFMPEG, limits)
    wanted: Sequence[int] = [
        cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"),
        cv2.CAP_PROP_FRAME_WIDTH, settings.width,
        cv2.CAP_PROP_FRAME_HEIGHT, settings.height,
        cv2.CAP_PROP_FPS, settings.frames_per_second,
    ]  # fmt: skip
    if number is None:
        return cv2.VideoCapture(device.identifier, cv2.CAP_V4L2, wanted)
    # The numbers are those of these two ways, in their order; another way counts otherwise.
    return cv2.VideoCapture(number, cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_AVFOUNDATION, wanted)


def _is_hardware(device: Device) -> bool:
    return is_named(device) or (sys.platform == "linux" and device.identifier.startswith("/dev/"))


def _why_not(device: Device, *, lost: bool) -> str:
    """Tell why a camera does not open, or (`lost`) why it stopped; the guess when nothing else explains it is BUSY."""
    if is_named(device):
        return BUSY
    if is_url(device.identifier):
        return BUSY if _answers(device.identifier) else MISSING
    if not _is_hardware(device):
        return MISSING if lost else _probe(device.identifier, os.O_RDONLY, FAILED)
    return _probe(device.identifier, os.O_RDWR | os.O_NONBLOCK, BUSY)


def _opened_without_picture(device: Device) -> str:
    code = _why_not(device, lost=False)
    return FAILED if code is FAILED else code


def _probe(path: str, flags: int, otherwise: str) -> str:
    try:
        os.close(os.open(path, flags))
    except OSError as error:
        return _CODES.get(error.errno or 0, FAILED)
    return otherwise


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), timeout=2).close()
    except OSError:
        return False
    return True


def _fault(device: Device, code: str) -> DeviceFault:
    return device_fault(code, _words(device.name, code, named=is_named(device)), device=device.identifier)


def _words(name: str, code: str, *, named: bool) -> Later:
    if code == BUSY and named:  # on Windows and macOS a camera that does not open says no reason
        return to_say(
            "The camera {name} gives no picture. Close programs such as video calls, and look whether the system's "
            "privacy settings let Recrutr use the camera.",
            name=name,
        )
    return {
        MISSING: to_say("The camera {name} was not found. Plug it in, or choose another one.", name=name),
        BUSY: to_say(
            "The camera {name} gives no picture; another program probably uses it. Close programs such as video calls.",
            name=name,
        ),
        REFUSED: to_say(
            "This computer does not let Recrutr use the camera {name}. Allow it in the system's privacy settings.",
            name=name,
        ),
        FAILED: to_say("The camera {name} does not give a picture that can be read. Choose another one.", name=name),
    }[code]
