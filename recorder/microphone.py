"""The sounddevice (PortAudio) door: lists microphones, reads one as 48 kHz mono blocks, and opens the way out.

Guarantees: every failure is a DeviceFault; a microphone that falls silent at the driver (no blocks any more) is told
within two seconds. PortAudio freezes its list of devices when it is initialised, so the list is renewed here whenever
no stream is open. Block times are arrival times on the monotonic clock: PortAudio's own jump with ALSA and PulseAudio.
Sound is fetched and not called back: PortAudio's own thread spins on ALSA's PulseAudio device, at 25 to 60 % of a core.
"""

from __future__ import annotations

import re
import threading
import time
from typing import Any

import numpy as np
import sounddevice

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault
from protocol.saying import to_say
from recorder.media import (
    BLOCK_SAMPLES,
    BUSY,
    FAILED,
    MICROSECONDS,
    MISSING,
    RATE,
    REFUSED,
    Device,
    Samples,
    SoundBlock,
    device_fault,
    now_us,
)
from recorder.states import VideoSettings

_FIRST_WAIT_US = 5 * MICROSECONDS
"""A sound server that was asleep may take more than two seconds for its first block."""
_WAIT_US = 2 * MICROSECONDS
_LATENCY_S = 0.5
"""How much the system keeps for a thread that is late."""
_LEAST_NAP_S = 0.005
_SOUND_SERVERS = ("pipewire", "pulse", "default")
"""ALSA names that follow the desktop's own choice of microphone, best first."""
_VIRTUAL = re.compile(
    r"virtual|monitor of|loopback|blackhole|soundflower|vb-audio|cable output|stereo mix|\bobs\b", re.IGNORECASE
)
"""Inputs that no microphone stands behind. PortAudio knows names alone, so this is a list of the usual ones."""

_lock = threading.Lock()
_open_streams = 0


def list_microphones() -> list[Device]:
    """List the inputs, the default first. Raises DeviceFault when the sound system does not answer."""
    with _lock:
        found = _inputs()
        first = _default_name(found)
    others = [str(entry["name"]) for entry in found if entry["name"] not in {*_SOUND_SERVERS, first}]
    names = [first, *others] if first else []
    return [
        Device(TrackKind.MICROPHONE, name, _readable(name), virtual=bool(_VIRTUAL.search(name)))
        for name in dict.fromkeys(names)
    ]


class MicrophoneSource:
    """An open microphone, asked for its sound by the capture thread."""

    def __init__(self, device: Device) -> None:
        """Open and start. Raises DeviceFault."""
        global _open_streams  # noqa: PLW0603 - PortAudio's list is one per process
        self._device = device
        self._closed = False
        self._wait_us = _FIRST_WAIT_US
        _wait_for_others()
        with _lock:
            numbers = [int(entry["index"]) for entry in _inputs() if entry["name"] == device.identifier]
            if not numbers:
                raise _fault(device, MISSING)
            self._stream = self._start(numbers[0])
            _open_streams += 1

    @property
    def device(self) -> Device:
        """What was opened."""
        return self._device

    def read(self) -> SoundBlock:
        """Wait for the next block. Raises DeviceFault when none came for two seconds (five for the first)."""
        until_us = now_us() + self._wait_us
        try:
            while (ready := int(self._stream.read_available)) < BLOCK_SAMPLES:
                if now_us() > until_us:
                    raise device_fault(
                        FAILED,
                        to_say("The microphone {name} gives no sound any more; trying again.", name=self._device.name),
                    )
                time.sleep(max(_LEAST_NAP_S, (BLOCK_SAMPLES - ready) / RATE))
            # What is ready beyond this block came after it.
            arrived_us = now_us() - (ready - BLOCK_SAMPLES) * MICROSECONDS // RATE
            data, missed = self._stream.read(BLOCK_SAMPLES)
        except sounddevice.PortAudioError as error:
            raise _fault(self._device, FAILED) from error
        self._wait_us = _WAIT_US
        return SoundBlock(np.frombuffer(bytes(data), dtype=np.int16), arrived_us, bool(missed))

    def adapt(self, settings: VideoSettings) -> None:
        """Sound has one quality."""

    def close(self) -> None:
        """Give the microphone back."""
        global _open_streams  # noqa: PLW0603 - PortAudio's list is one per process
        with _lock:
            if self._closed:
                return
            self._closed = True
            try:
                self._stream.close(ignore_errors=True)
            finally:
                _open_streams -= 1

    def _start(self, number: int) -> Any:
        try:
            stream = sounddevice.RawInputStream(
                samplerate=RATE, blocksize=BLOCK_SAMPLES, device=number, channels=1, dtype="int16", latency=_LATENCY_S
            )  # fmt: skip
        except (sounddevice.PortAudioError, ValueError) as error:
            raise _fault(self._device, _code(error)) from error
        try:
            stream.start()
        except sounddevice.PortAudioError as error:
            stream.close(ignore_errors=True)
            raise _fault(self._device, _code(error)) from error
        return stream


class SoundOutput:
    """Headphones or loudspeakers, the system's own choice. Made and closed by whoever plays."""

    def __init__(self) -> None:
        """Open. Raises DeviceFault when there is none, or it does not open."""
        global _open_streams  # noqa: PLW0603 - PortAudio's list is one per process
        with _lock:
            if not any(entry["max_output_channels"] > 0 for entry in _devices()):
                raise device_fault(MISSING, to_say("This computer has no loudspeakers or headphones."))
            try:
                self._stream = sounddevice.RawOutputStream(samplerate=RATE, channels=1, dtype="int16")
                self._stream.start()
            except (sounddevice.PortAudioError, ValueError) as error:
                raise device_fault(FAILED, to_say("The loudspeakers or headphones could not be used.")) from error
            _open_streams += 1

    def write(self, samples: Samples) -> None:
        """Play; waits until the device has taken it. Raises DeviceFault when it is gone."""
        try:
            self._stream.write(samples.tobytes())
        except sounddevice.PortAudioError as error:
            raise device_fault(FAILED, to_say("The loudspeakers or headphones give no sound any more.")) from error

    def drain(self) -> None:
        """Wait until all was heard. Raises DeviceFault."""
        try:
            self._stream.stop()
        except sounddevice.PortAudioError as error:
            raise device_fault(FAILED, to_say("The loudspeakers or headphones give no sound any more.")) from error

    def close(self) -> None:
        """Give the device back, at once."""
        global _open_streams  # noqa: PLW0603 - PortAudio's list is one per process
        with _lock:
            try:
                self._stream.close(ignore_errors=True)
            finally:
                _open_streams -= 1


def open_output() -> SoundOutput:
    """Open what one hears with. Raises DeviceFault."""
    return SoundOutput()


def _wait_for_others() -> None:
    """Give a stream that is being replaced a moment to close: only then does PortAudio see what was plugged in."""
    until_us = now_us() + MICROSECONDS
    while _open_streams and now_us() < until_us:
        time.sleep(0.02)


def _inputs() -> list[dict[str, Any]]:
    return [entry for entry in _devices() if entry["max_input_channels"] > 0]


def _devices() -> list[dict[str, Any]]:
    try:
        if not _open_streams:
            sounddevice._terminate()  # noqa: SLF001 - PortAudio's only way to renew its frozen list
            sounddevice._initialize()  # noqa: SLF001 - same
        return [dict(entry) for entry in sounddevice.query_devices()]
    except sounddevice.PortAudioError as error:
        raise device_fault(FAILED, to_say("The sound system of this computer does not answer.")) from error


def _default_name(found: list[dict[str, Any]]) -> str:
    names = [str(entry["name"]) for entry in found]
    for server in _SOUND_SERVERS:
        if server in names:
            return server
    number = sounddevice.default.device[0]
    return next((str(entry["name"]) for entry in found if entry.get("index") == number), names[0] if names else "")


def _readable(name: str) -> str:
    return to_say("Microphone of this computer") if name in _SOUND_SERVERS else name


def _code(error: Exception) -> str:
    text = str(error).lower()
    if "device unavailable" in text or "busy" in text:
        return BUSY
    if "permission" in text or "access" in text:
        return REFUSED
    return MISSING if "no input device" in text or "invalid device" in text else FAILED


def _fault(device: Device, code: str) -> DeviceFault:
    words = {
        MISSING: to_say("The microphone {name} was not found. Plug it in, or choose another one.", name=device.name),
        BUSY: to_say(
            "The microphone {name} is used by another program. Close programs such as calls.", name=device.name
        ),
        REFUSED: to_say(
            "This computer does not let Recrutr use the microphone. Allow it in the system's privacy settings."
        ),
        FAILED: to_say(
            "The microphone {name} could not be started. Choose another one, or plug it in again.", name=device.name
        ),
    }
    return device_fault(code, words[code], device=device.identifier)
