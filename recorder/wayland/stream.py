"""The GStreamer door: a process that takes one shared display from PipeWire and writes plain pictures to a pipe.

A process and not a library: what a desktop brings is `gst-launch-1.0` with its PipeWire element, and a fault in it does
not reach ours. Guarantees: every failure is a DeviceFault; the process ends with the source.
"""

from __future__ import annotations

import os
import select
import subprocess
import time
from contextlib import suppress

import numpy as np

from protocol.saying import to_say
from recorder.camera import fitted, shrink
from recorder.media import FAILED, MICROSECONDS, MISSING, Device, Picture, device_fault, now_us
from recorder.states import VideoSettings
from recorder.wayland import portal
from recorder.wayland.portal import SharedDisplay

_PROGRAM = "gst-launch-1.0"
_WAIT_S = 8.0
"""PipeWire gives a picture when something changes, and at least each second by `keepalive-time`."""
_TOOLS = to_say(
    "Recording the screen on Wayland needs GStreamer with PipeWire. Install the packages "
    'gstreamer1.0-tools and gstreamer1.0-pipewire, or choose the "Xorg" (X11) session at the '
    "login screen."
)


class PortalSource:
    """One shared display, at most `frames_per_second` pictures, scaled to fit the settings."""

    def __init__(self, device: Device, display: SharedDisplay, settings: VideoSettings) -> None:
        """Start the process. Raises DeviceFault."""
        self._device = device
        self._settings = settings
        self._width, self._height = fitted(display.width, display.height, settings.width, settings.height)
        self._due_us = now_us()
        remote, self._sharing = portal.open_remote()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - fixed words and numbers, no shell
                self._command(remote, display.node),
                pass_fds=(remote,), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as error:
            raise device_fault(MISSING, _TOOLS) from error
        finally:
            os.close(remote)

    @property
    def device(self) -> Device:
        """What was opened."""
        return self._device

    def adapt(self, settings: VideoSettings) -> None:
        """Give pictures of this size and rate from now on; what the process sends beyond that is left out."""
        self._settings = settings

    def read(self) -> Picture:
        """Wait for the next picture. Raises DeviceFault when sharing has ended."""
        while True:
            data = self._picture()
            at_us = now_us()
            interval_us = MICROSECONDS // self._settings.frames_per_second
            if at_us >= self._due_us - interval_us // 2:
                break
        self._due_us = max(self._due_us + interval_us, at_us)
        pixels = np.frombuffer(data, dtype=np.uint8).reshape(self._height, self._width, 4)
        return Picture(shrink(pixels, self._settings.width, self._settings.height), at_us)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        if self._process.stdout:
            self._process.stdout.close()

    def _command(self, remote: int, node: int) -> list[str]:
        picture = (
            f"video/x-raw,format=BGRx,width={self._width},height={self._height},"
            f"framerate={self._settings.frames_per_second}/1"
        )
        source = ["pipewiresrc", f"fd={remote}", f"path={node}", "keepalive-time=1000", "do-timestamp=true"]
        parts = [source, ["videorate"], ["videoconvert"], ["videoscale"], [picture], ["fdsink", "fd=1", "sync=false"]]
        words = [_PROGRAM, "-q"]
        for number, part in enumerate(parts):
            words += ["!", *part] if number else part
        return words

    def _picture(self) -> bytes:
        """One picture's bytes from the pipe."""
        assert self._process.stdout is not None  # noqa: S101 - for the type checker
        pipe, wanted, data = self._process.stdout.fileno(), self._width * self._height * 4, bytearray()
        until_s = time.monotonic() + _WAIT_S
        while len(data) < wanted:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until_s - time.monotonic()))
            if not ready:
                raise self._lost()
            part = os.read(pipe, wanted - len(data))
            if not part:
                raise self._lost()
            data += part
        return bytes(data)

    def _lost(self) -> Exception:
        portal.end(self._sharing)
        return device_fault(FAILED, to_say("{name} is not shared any more; asking again.", name=self._device.name))
