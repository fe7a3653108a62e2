"""What flows inside the recorder: device descriptions, pictures, blocks of sound, and the ports of a source.

All times are integer microseconds of `time.monotonic_ns() // 1000`, the clock of the journal's `mono_us`.
This module opens nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault
from protocol.saying import to_say

if TYPE_CHECKING:  # the window is up before NumPy is wanted
    import numpy as np
    from numpy.typing import NDArray

    from recorder.states import VideoSettings

MICROSECONDS = 1_000_000
RATE = 48_000
"""Samples of sound in a second: Opus's own rate."""
BLOCK_SAMPLES = 2880
"""60 ms: one Opus frame; fewer wake-ups than 20 ms for the same sound."""
SEGMENT_US = 10_000_000
FRAGMENT_US = 500_000
Pixels: TypeAlias = "NDArray[np.uint8]"
Samples: TypeAlias = "NDArray[np.int16]"

MISSING = "device.missing"
BUSY = "device.busy"
REFUSED = "device.refused"
FAILED = "device.failed"


@dataclass(frozen=True, slots=True)
class Device:
    """One device as it can be shown and chosen.

    Attributes:
        kind: which stream it can feed.
        identifier: what the door module opens: `/dev/video0`, a path, a URL, a PortAudio name, a display number.
        name: what a person reads.
        virtual: not a physical device as far as this machine can know (video file, URL, loopback device).
        repeats: a video file that starts again when it ends; without it the end of the file is an unplugged camera.
    """

    kind: TrackKind
    identifier: str
    name: str
    virtual: bool = False
    repeats: bool = False

    @property
    def title(self) -> str:
        """The name as the chooser and the journal show it: what is virtual is called that."""
        return (
            to_say("{name} (virtual)", name=self.name)
            if self.virtual and "virtual" not in self.name.lower()
            else self.name
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: pixels of shape (height, width, 3) BGR or (height, width, 4) BGRA, and when it arrived."""

    pixels: Pixels
    at_us: int


@dataclass(frozen=True, slots=True)
class SoundBlock:
    """One block of mono sound: samples of shape (n,), int16, and when its last sample arrived.

    `missed` says that the device reported losing samples before this block.
    """

    samples: Samples
    arrived_us: int
    missed: bool = False


Captured: TypeAlias = Picture | SoundBlock


@dataclass(frozen=True, slots=True)
class Sample:
    """What an encoder takes: an I420 picture (h * 3 / 2, w) or 2880 int16 samples; its begin and its length."""

    data: Pixels | Samples
    at_us: int
    duration_us: int


class Source(Protocol):
    """An open device. Made, read and closed by one capture thread."""

    @property
    def device(self) -> Device:
        """What was opened."""
        ...

    def read(self) -> Captured:
        """Wait for the next picture or block, a few seconds at most. Raises DeviceFault when the device is lost."""
        ...

    def adapt(self, settings: VideoSettings) -> None:
        """Give pictures of this size and rate from now on; nothing to do for sound."""
        ...

    def close(self) -> None:
        """Give the device back. Never raises."""
        ...


Opener: TypeAlias = Callable[[], Source]
"""Opens a device, in the thread that calls. Raises DeviceFault. May take seconds: never call it from the GUI."""


def now_us() -> int:
    """Read the monotonic clock, in integer microseconds."""
    return time.monotonic_ns() // 1000


def elapsed_us() -> int:
    """Read the clock that goes on while the machine sleeps; the monotonic one where that does so by itself."""
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
    boot_time: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return now_us() if boot_time is None else time.clock_gettime_ns(boot_time) // 1000


def device_fault(code: str, message: str, **details: Any) -> DeviceFault:
    """Make a DeviceFault with one of the four codes of this module."""
    return DeviceFault(code, message, details)
