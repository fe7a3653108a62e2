"""A camera and a microphone that see and hear the same events, each by a clock of its own that may be wrong.

Once in two seconds there is a flash and, at the same moment, a beep. The camera sends Motion JPEG, 15 pictures a second
of its own clock; each picture carries, as squares, when it was really taken: milliseconds of the monotonic clock, the
last 16 bits. The microphone is a pipe into PulseAudio: 48,000 samples a second of its own clock. A skew of 0.005 is a
clock that runs 0.5 % fast: more pictures, more samples in a true second.
"""

from __future__ import annotations

import recorder.camera  # noqa: F401 - first: it silences OpenCV and takes back its Qt settings

# isort: split
import os
import threading
import time
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.media.camera_server import CameraServer
from tests.media.microphone import FakeMicrophone
from tests.media.webcam import draw_mark

RATE = 48_000
PERIOD_US = 2_000_000
EVENT_US = 200_000
BEEP_HZ = 1000
WIDTH, HEIGHT, PICTURES_A_SECOND = 320, 240, 15
_CHUNK = 960
_HISS = 60
"""Never exact silence, which the recorder takes for a stale driver."""


def happens(at_us: int) -> bool:
    """Whether there is flash and beep at this moment."""
    return at_us % PERIOD_US < EVENT_US


class FlashCamera(CameraServer):
    """The camera."""

    def __init__(self, skew: float = 0.0) -> None:
        super().__init__()
        self._busy = False
        self._rate_hz = PICTURES_A_SECOND * (1 + skew)

    def _jpeg(self, number: int, begun_s: float) -> bytes:
        """Wait until the picture is due and take it."""
        time.sleep(max(0.0, begun_s + number / self._rate_hz - time.monotonic()))
        at_us = time.monotonic_ns() // 1000
        picture = np.full((HEIGHT, WIDTH, 3), 230 if happens(at_us) else 40, dtype=np.uint8)
        draw_mark(picture, at_us // 1000 & 0xFFFF)
        return bytes(cv2.imencode(".jpg", picture)[1].tobytes())


class BeepMicrophone(FakeMicrophone):
    """The microphone."""

    def __init__(self, skew: float = 0.0) -> None:
        super().__init__()
        self._pipe = self._folder / "heard"
        self._rate_hz = RATE * (1 + skew)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._hear, daemon=True)

    def script(self) -> str:
        source = f"file={self._pipe} source_name=microphone format=s16le rate={RATE} channels=1"
        return (
            f"load-module module-native-protocol-unix socket={self._folder / 'native'} auth-anonymous=1\n"
            f"load-module module-pipe-source {source}\n"
            "set-default-source microphone\n"
        )

    def __enter__(self) -> Self:
        super().__enter__()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join(5)
        super().__exit__(kind, error, trace)

    def _hear(self) -> None:
        begun_s, chance, chunk = time.monotonic(), np.random.default_rng(3), 0
        pipe = os.open(self._pipe, os.O_WRONLY)
        while not self._ended.is_set():
            chunk += 1
            until_s = begun_s + chunk * _CHUNK / self._rate_hz
            time.sleep(max(0.0, until_s - time.monotonic()))
            try:
                os.write(pipe, self._samples(until_s, chance).tobytes())
            except BrokenPipeError:  # the sound server ended first
                break
        os.close(pipe)

    def _samples(self, until_s: float, chance: np.random.Generator) -> NDArray[np.int16]:
        """What was heard in the true time of one chunk."""
        at_us = (until_s * 1e6 + (np.arange(_CHUNK) - _CHUNK) * 1e6 / self._rate_hz).astype(np.int64)
        tone = 20_000 * np.sin(2e-6 * np.pi * BEEP_HZ * at_us) * (at_us % PERIOD_US < EVENT_US)
        return np.asarray(tone + chance.normal(0, _HISS, _CHUNK), dtype=np.int16)
