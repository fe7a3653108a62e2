"""The mss door: takes pictures of the screen at a low rate.

Guarantees: a desktop whose screen cannot be taken this way (Wayland) is refused with words instead of recorded as
black; every failure is a DeviceFault. A source belongs to the thread that made it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import Any

import mss
import numpy as np
from mss.exception import ScreenShotError

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault
from recorder.camera import shrink
from recorder.media import FAILED, MICROSECONDS, MISSING, REFUSED, Device, Picture, device_fault, now_us
from recorder.states import VideoSettings

_WAYLAND = (
    "This desktop runs on Wayland, which does not let Recrutr record the screen. "
    'Log out, choose the "Xorg" (X11) session at the login screen, and log in again.'
)


def list_screens() -> list[Device]:
    """List the screens, the first one first. Raises DeviceFault `device.refused` on Wayland, `device.missing`."""
    display = _display(os.environ)
    with _connect(display) as grabber:
        monitors = _monitors(grabber)
    screens = [
        Device(TrackKind.SCREEN, f"{display}#{number}", f"Screen {number} ({place['width']} x {place['height']})")
        for number, place in enumerate(monitors, start=1)
    ]
    if not screens:
        raise device_fault(MISSING, "No screen was found.")
    return screens


class ScreenSource:
    """One screen, at most `frames_per_second` pictures, scaled to fit the settings."""

    def __init__(self, device: Device, settings: VideoSettings) -> None:
        """Connect to the display. Raises DeviceFault."""
        self._device = device
        self._settings = settings
        self._interval_us = MICROSECONDS // settings.frames_per_second
        self._due_us = now_us()
        display, _, number = device.identifier.rpartition("#")
        self._number = int(number)
        self._grabber = _connect(display)
        try:
            self._place: Mapping[str, Any] = self._find()
        except DeviceFault:
            self.close()
            raise

    @property
    def device(self) -> Device:
        """What was opened."""
        return self._device

    def read(self) -> Picture:
        """Wait until the next picture is due and take it. Raises DeviceFault when the display is gone."""
        ahead_us = self._due_us - now_us()
        if ahead_us > 0:
            time.sleep(ahead_us / MICROSECONDS)
        at_us = now_us()
        self._due_us = max(self._due_us + self._interval_us, at_us)
        try:
            shot = self._grabber.grab(dict(self._place))
        except (ScreenShotError, OSError) as error:
            raise _lost(self._device) from error
        pixels = np.frombuffer(shot.raw, dtype=np.uint8).reshape(shot.height, shot.width, 4)
        return Picture(shrink(pixels, self._settings.width, self._settings.height), at_us)

    def close(self) -> None:
        """Leave the display."""
        try:
            self._grabber.close()
        except (ScreenShotError, OSError):  # the display went away first
            return

    def _find(self) -> Mapping[str, Any]:
        monitors = _monitors(self._grabber)
        if not 1 <= self._number <= len(monitors):
            raise device_fault(MISSING, f"{self._device.name} is not attached any more.")
        return monitors[self._number - 1]


def _display(environment: Mapping[str, str]) -> str:
    """Name the display to use; empty outside X11. Raises DeviceFault on Wayland and without any display."""
    if sys.platform != "linux":
        return ""
    if environment.get("XDG_SESSION_TYPE") == "wayland" or environment.get("WAYLAND_DISPLAY"):
        raise device_fault(REFUSED, _WAYLAND, session="wayland")
    display = environment.get("DISPLAY", "")
    if not display:
        raise device_fault(MISSING, "No screen was found: this program runs without a display.")
    return display


def _connect(display: str) -> mss.MSS:
    try:
        return mss.MSS(display=display) if display else mss.MSS()
    except (ScreenShotError, OSError) as error:
        raise device_fault(MISSING, f"The display {display} does not answer.", display=display) from error


def _monitors(grabber: mss.MSS) -> list[Mapping[str, Any]]:
    try:
        return list(grabber.monitors[1:])  # the first entry is all screens together
    except (ScreenShotError, OSError) as error:
        raise device_fault(FAILED, "The screens of this computer could not be listed.") from error


def _lost(device: Device) -> DeviceFault:
    return device_fault(FAILED, f"{device.name} can no longer be recorded; trying again.", device=device.identifier)
