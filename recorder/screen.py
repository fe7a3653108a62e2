"""The mss door: lists displays and takes pictures of one at a low rate, by X11, by GDI on Windows, by Core Graphics on
macOS. Never on Wayland, where it would record black: `recorder.displays` sees to that.

Guarantees: every failure is a DeviceFault; a display is known by its connector where the system names it, so that
another one at its place is another one; one that is moved or changes its size is followed, one that is detached is
told; where a mark is to stand on it, the first picture waits for the mark. A source belongs to the thread that made it.
"""  # noqa: D205 - the summary does not fit one line

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import mss
import numpy as np
from mss.exception import ScreenShotError

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault
from protocol.saying import to_say
from recorder.camera import shrink
from recorder.media import FAILED, MICROSECONDS, MISSING, Device, Picture, device_fault, now_us
from recorder.states import VideoSettings

_LOOK_EVERY_US = MICROSECONDS
"""How soon it shows that a display was moved, changed its size or is gone; a look costs half a millisecond."""
MARKED_WITHIN_US = 5 * MICROSECONDS
_ASK_S = 0.03
_log = logging.getLogger(__name__)
_LIBRARY = (ScreenShotError, OSError, AssertionError)
"""What the library raises; the last where the display went away in the middle of a call."""
_KEYS = ("output", "unique_id")
"""What names a display whatever is attached beside it: X11's connector, Windows's path of the monitor."""


def list_screens() -> list[Device]:
    """List the displays, the first one first. Raises DeviceFault."""
    display = _display(os.environ)
    grabber = _connect(display)
    try:
        places = _places(grabber)
    finally:
        _leave(grabber)
    if not places:
        raise device_fault(MISSING, to_say("No screen was found."))
    return [
        Device(TrackKind.SCREEN, f"{display}#{key}", _name(number, place))
        for number, (key, place) in enumerate(places.items(), start=1)
    ]


class ScreenSource:
    """One display, at most `frames_per_second` pictures, scaled to fit the settings.

    Attributes:
        ready: called right before each picture with the display's left upper corner, from the thread that takes it.
            Before the first picture it is asked until it is true, but not for longer than `MARKED_WITHIN_US`: a system
            that shows no mark must not be a way to hide a display.
    """

    def __init__(self, device: Device, settings: VideoSettings) -> None:
        """Connect to the display. Raises DeviceFault."""
        self._device = device
        self._settings = settings
        self._due_us = now_us()
        self._display, _, self._key = device.identifier.partition("#")
        self.ready: Callable[[tuple[int, int]], bool] = lambda _corner: True
        self._marked = False
        self._grabber = _connect(self._display)
        self._left = False
        self._place: Mapping[str, Any] = {}
        self._look_at_us = 0
        try:
            self._look()
        except DeviceFault:
            self.close()
            raise

    @property
    def device(self) -> Device:
        """What was opened."""
        return self._device

    def adapt(self, settings: VideoSettings) -> None:
        """Give pictures of this size and rate from now on."""
        self._settings = settings

    def read(self) -> Picture:
        """Wait until the next picture is due and take it. Raises DeviceFault when the display is gone."""
        ahead_us = self._due_us - now_us()
        if ahead_us > 0:
            time.sleep(ahead_us / MICROSECONDS)
        at_us = now_us()
        self._due_us = max(self._due_us + MICROSECONDS // self._settings.frames_per_second, at_us)
        try:
            if at_us >= self._look_at_us:
                self._renew()
            at_us = self._wait_for_mark(at_us)
            shot = self._grabber.grab(dict(self._place))
        except _LIBRARY as error:
            self._renew()  # a display that was just detached is called that
            raise device_fault(
                FAILED,
                to_say("{name} can no longer be recorded; trying again.", name=self._device.name),
                device=self._device.identifier,
            ) from error
        pixels = np.frombuffer(shot.raw, dtype=np.uint8).reshape(shot.height, shot.width, 4)
        return Picture(shrink(pixels, self._settings.width, self._settings.height), at_us)

    def close(self) -> None:
        """Leave the display."""
        if not self._left:
            self._left = True
            _leave(self._grabber)

    def _wait_for_mark(self, at_us: int) -> int:
        """Have the mark put above all else, before the first picture wait for it; returns when that was."""
        until_us = at_us + MARKED_WITHIN_US
        while not (self.ready((int(self._place["left"]), int(self._place["top"]))) or self._marked):
            at_us = now_us()
            if at_us >= until_us:
                _log.warning("a display is recorded though no mark stands on it")
                break
            time.sleep(_ASK_S)
        self._marked = True
        return at_us

    def _renew(self) -> None:
        """Connect anew: the library lists the displays once for each connection."""
        self.close()
        self._grabber = _connect(self._display)
        self._left = False
        self._look()

    def _look(self) -> None:
        place = _places(self._grabber).get(self._key)
        if place is None:
            raise device_fault(MISSING, to_say("{name} is not attached any more.", name=self._device.name))
        self._place, self._look_at_us = place, now_us() + _LOOK_EVERY_US


def _display(environment: Mapping[str, str]) -> str:
    """Name the display to use; empty outside X11. Raises DeviceFault without any display."""
    if sys.platform != "linux":
        return ""
    display = environment.get("DISPLAY", "")
    if not display:
        raise device_fault(MISSING, to_say("No screen was found: this program runs without a display."))
    return display


def _connect(display: str) -> mss.MSS:
    try:
        return mss.MSS(display=display) if display else mss.MSS()
    except _LIBRARY as error:
        raise device_fault(
            MISSING, to_say("The display {display} does not answer.", display=display), display=display
        ) from error


def _leave(grabber: mss.MSS) -> None:
    """Close a connection; once only: the library frees it again where the display went away first."""
    with contextlib.suppress(*_LIBRARY):
        grabber.close()


def _places(grabber: mss.MSS) -> dict[str, Mapping[str, Any]]:
    """Where each display lies, by its key, in the library's order."""
    try:
        monitors = list(grabber.monitors[1:])  # the first entry is all displays together
    except _LIBRARY as error:
        raise device_fault(FAILED, to_say("The screens of this computer could not be listed.")) from error
    places: dict[str, Mapping[str, Any]] = {}
    for place in monitors:
        named = next((str(place[key]) for key in _KEYS if place.get(key)), "")
        lies = f"{place['width']}x{place['height']}+{place['left']}+{place['top']}"
        places[named if named and named not in places else lies] = place
    return places


def _name(number: int, place: Mapping[str, Any]) -> str:
    width, height = place["width"], place["height"]
    if place.get("output"):
        return to_say(
            "Screen {number} ({output}, {width} x {height})",
            number=number,
            output=place["output"],
            width=width,
            height=height,
        )
    return to_say("Screen {number} ({width} x {height})", number=number, width=width, height=height)
