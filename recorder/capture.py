"""One capture thread: opens a device, follows it, opens it again with growing pauses when it is lost.

Guarantees: the starter never waits; every change is told to the attached listener in order; a device that is plugged in
is found within three seconds, one that hangs is told after eight, or after fifteen while it is being opened; after
`stop_soon` no further picture or sound is handed on, even when the device hangs. Must not encode, write or touch
another stream.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
import weakref
from collections.abc import Callable
from typing import Protocol

import numpy as np

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault
from protocol.saying import to_say
from recorder.media import (
    BUSY,
    FAILED,
    MICROSECONDS,
    MISSING,
    RATE,
    REFUSED,
    Captured,
    Device,
    Opener,
    Picture,
    Samples,
    SoundBlock,
    device_fault,
    now_us,
)
from recorder.states import Condition, VideoSettings

DETECTORS = "detectors"
"""Who overhears a microphone unless another is named."""
_log = logging.getLogger(__name__)
_PAUSES_S = (1.0, 2.0, 4.0, 8.0, 15.0)
_MISSING_PAUSE_S = 3.0
"""A device that is not there costs little to look for, and somebody may be plugging it in."""
HANGS_US = 8 * MICROSECONDS
"""More than the longest wait inside a door module: the driver itself does not come back."""
OPENS_US = 15 * MICROSECONDS
"""Some cameras take ten seconds to open. A display may wait as long as the person thinks about sharing it."""
_SILENT_OPENING = {
    TrackKind.CAMERA: to_say("The camera does not answer; waiting for it. Another program may be using it."),
    TrackKind.MICROPHONE: to_say("The microphone does not answer; waiting for it. Another program may be using it."),
}
_STABLE_US = 5 * MICROSECONDS
_SILENCE_LIMITS_US = (10 * MICROSECONDS, 60 * MICROSECONDS, 300 * MICROSECONDS)
_FLOOR_DB = 60.0
_EXIT_S = 6.0
"""A little more than the longest wait inside a door module."""
_CONDITIONS = {
    MISSING: Condition.MISSING,
    BUSY: Condition.BUSY,
    REFUSED: Condition.REFUSED,
    FAILED: Condition.FAILED,
}


class Listener(Protocol):
    """Who is told what a capture thread sees; called from that thread, must not block."""

    def opened(self, device: Device) -> None:
        """Tell that a device is open."""
        ...

    def captured(self, item: Captured) -> None:
        """Hand on a picture or a block of sound."""
        ...

    def renewed(self, reason: str, lost_us: int) -> None:
        """Tell that the device was closed and opened again on purpose."""
        ...

    def lost(self, fault: DeviceFault) -> None:
        """Tell that the device is not open, and why."""
        ...


class SilenceWatch:
    """Tells when a microphone has given exact digital silence for so long that its driver may have gone stale.

    A muted microphone looks the same, so the limit grows from 10 s to 60 s and then 300 s until sound comes.
    """

    def __init__(self) -> None:
        self._since_us: int | None = None
        self._level = 0

    def stale(self, block: SoundBlock) -> bool:
        """Take a block; return whether the device should be opened again."""
        if block.samples.any():
            self._since_us, self._level = None, 0
            return False
        if self._since_us is None:
            self._since_us = block.arrived_us
        if block.arrived_us - self._since_us < _SILENCE_LIMITS_US[self._level]:
            return False
        self._since_us = block.arrived_us
        self._level = min(self._level + 1, len(_SILENCE_LIMITS_US) - 1)
        return True


class Capture:
    """One stream's device and its thread.

    Attributes:
        cpu_us: processor time of the thread so far.
    """

    def __init__(self, kind: TrackKind, opener: Opener) -> None:
        self.kind = kind
        self._opener = opener
        self._lock = threading.Lock()
        self._listener: Listener | None = None
        self._ending = threading.Event()
        self._condition = Condition.OPENING
        self._device: Device | None = None
        self._fault: DeviceFault | None = None
        self._latest: Picture | None = None
        self._overhears: dict[str, Callable[[SoundBlock], None]] = {}
        self._level = 0.0
        self._settings: VideoSettings | None = None
        self._given_at_us = 0
        self.cpu_us = 0
        self._thread = threading.Thread(target=self._run, name=f"capture-{kind.value}", daemon=True)

    def start(self) -> None:
        """Start the thread; returns at once."""
        _started.add(self)
        self._given_at_us = now_us()
        self._thread.start()

    def stop_soon(self) -> None:
        """Ask the thread to end; from now on nothing is handed on."""
        with self._lock:
            self._ending.set()
            self._listener = None
            self._overhears.clear()
            self._latest, self._level = None, 0.0
            self._condition = Condition.OFF

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread; False when the device hangs (its thread then ends whenever the device lets go)."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def attach(self, listener: Listener) -> None:
        """Tell `listener` how things are now, and everything from here on."""
        with self._lock:
            if self._ending.is_set():
                return
            self._listener = listener
            if self._fault:
                listener.lost(self._fault)
            elif self._condition is Condition.RUNNING and self._device:
                listener.opened(self._device)

    def detach(self, listener: Listener) -> None:
        """Tell this listener nothing more; another one that has taken its place stays."""
        with self._lock:
            if self._listener is listener:
                self._listener = None

    def adapt(self, settings: VideoSettings) -> None:
        """Let the device give pictures of this size and rate, now and whenever it is opened again."""
        self._settings = settings

    def look_alive(self) -> None:
        """Tell a device as lost that gives nothing, or does not open; it is back as soon as it gives something."""
        with self._lock:
            condition, device, silent_us = self._condition, self._device, now_us() - self._given_at_us
        if condition is Condition.OPENING and silent_us > OPENS_US and self.kind in _SILENT_OPENING:
            self._tell_lost(device_fault(FAILED, _SILENT_OPENING[self.kind]))
        if condition is Condition.RUNNING and silent_us > HANGS_US and device:
            self._tell_lost(
                device_fault(
                    FAILED, to_say("{name} stands still; waiting for it.", name=device.name), device=device.name
                )
            )

    def status(self) -> tuple[Condition, Device | None, str]:
        """How the device is doing, which one it is, and words about trouble."""
        with self._lock:
            return self._condition, self._device, self._fault.message if self._fault else ""

    def overhear(self, listener: Callable[[SoundBlock], None] | None, who: str = DETECTORS) -> None:
        """Hand each block of sound to `who`'s listener as well, on this thread; it must not block. None: no longer."""
        with self._lock:
            self._overhears.pop(who, None)
            if listener is not None and not self._ending.is_set():
                self._overhears[who] = listener

    def latest(self) -> tuple[Picture | None, float]:
        """The latest picture, and the sound level from 0 to 1."""
        with self._lock:
            return self._latest, self._level

    def _run(self) -> None:
        attempt = 0
        while not self._ending.is_set():
            begun_us = now_us()
            try:
                self._follow()
            except DeviceFault as fault:
                self._tell_lost(fault)
            except Exception:  # noqa: BLE001 - the thread's loop: loud in the log, a fact, and the others go on
                _log.exception("capture of the %s failed", self.kind.value)
                self._tell_lost(
                    device_fault(FAILED, to_say("Recording the {kind} failed; trying again.", kind=self.kind.words))
                )
            attempt = 0 if now_us() - begun_us > _STABLE_US else attempt
            pause_s = _PAUSES_S[attempt]
            self._ending.wait(min(pause_s, _MISSING_PAUSE_S) if self._condition is Condition.MISSING else pause_s)
            attempt = min(attempt + 1, len(_PAUSES_S) - 1)

    def _follow(self) -> None:
        source = self._opener()
        watch, settings = SilenceWatch(), None
        try:
            first = source.read()
            self._tell_opened(source.device)
            self._tell_captured(first)
            while not self._ending.is_set():
                if settings is not self._settings and self._settings:
                    settings = self._settings
                    source.adapt(settings)
                item = source.read()
                self._tell_captured(item)
                self.cpu_us = time.thread_time_ns() // 1000
                if isinstance(item, SoundBlock) and watch.stale(item):
                    source.close()
                    source = self._opener()
                    first = source.read()
                    self._tell_renewed(item, first)
                    self._tell_captured(first)
        except DeviceFault as fault:
            self._tell_lost(fault)  # first: closing a device that stands still may hang
            raise
        finally:
            source.close()

    def _tell_renewed(self, last: SoundBlock, first: Captured) -> None:
        if not isinstance(first, SoundBlock):
            return
        lost_us = first.arrived_us - len(first.samples) * MICROSECONDS // RATE - last.arrived_us
        with self._lock:
            if self._listener:
                reason = to_say("The microphone gave no sound at all and was opened again.")
                self._listener.renewed(reason, max(0, lost_us))

    def _tell_opened(self, device: Device) -> None:
        with self._lock:
            if self._ending.is_set():
                return
            self._now_runs(device)

    def _tell_captured(self, item: Captured) -> None:
        level = sound_level(item.samples) if isinstance(item, SoundBlock) else 0.0
        with self._lock:
            if self._ending.is_set():
                return
            if self._fault and self._device:
                self._now_runs(self._device)
            if isinstance(item, Picture):
                self._latest = item
            self._level, self._given_at_us = level, now_us()
            if self._listener:
                self._listener.captured(item)
            if isinstance(item, SoundBlock):
                for overhears in self._overhears.values():
                    overhears(item)

    def _now_runs(self, device: Device) -> None:
        self._condition, self._device, self._fault, self._given_at_us = Condition.RUNNING, device, None, now_us()
        if self._listener:
            self._listener.opened(device)

    def _tell_lost(self, fault: DeviceFault) -> None:
        with self._lock:
            if self._ending.is_set() or fault is self._fault:
                return
            self._condition, self._fault = _CONDITIONS.get(fault.code, Condition.FAILED), fault
            self._latest, self._level = None, 0.0
            if self._listener:
                self._listener.lost(fault)


_started: weakref.WeakSet[Capture] = weakref.WeakSet()


@atexit.register
def _end_all() -> None:
    """Let threads that still wait for a device leave it: Python aborts when it ends under a thread in C++ code."""
    captures = list(_started)
    for capture in captures:
        capture.stop_soon()
    until_s = time.monotonic() + _EXIT_S
    for capture in captures:
        capture.join(max(0.0, until_s - time.monotonic()))


def sound_level(samples: Samples) -> float:
    """Loudness from 0 (below -60 dBFS) to 1 (full scale), by the root mean square."""
    if not len(samples):
        return 0.0
    power = float(np.mean(np.square(samples.astype(np.float32) / 32768.0)))
    if power <= 0.0:
        return 0.0
    return min(1.0, max(0.0, 1.0 + 10.0 * float(np.log10(power)) / _FLOOR_DB))
