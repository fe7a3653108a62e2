"""Which encoder this computer affords: a self-test of under a second on drawn pictures, kept until the app changes.

Guarantees: of the encoders that fit their share of a core the one with the fewest bytes, where none fits the cheapest;
the result depends on nothing but this computer and the version. Needs no camera and no screen: the pictures are drawn.
Must not run in the GUI thread.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from protocol.errors import DeviceFault
from recorder.encoder import CAMERA_TUNING, SCREEN_TUNING, Tuning, VideoCodec
from recorder.media import MICROSECONDS, Pixels, Sample

_Luma: TypeAlias = NDArray[np.float64]
_Marks: TypeAlias = NDArray[np.bool_]

_log = logging.getLogger(__name__)
VP9 = Tuning(library="libvpx-vp9", preset="8", quality=40, key_frame_s=10)
_CAMERA = (VP9, CAMERA_TUNING)
"""Measured on a webcam-like picture at about equal quality: VP9 takes 1.5 times the time and a third of the bytes."""
_SCREEN = (
    SCREEN_TUNING,
    Tuning(preset="superfast", quality=31, key_frame_s=10),
    Tuning(preset="ultrafast", quality=34, key_frame_s=10),
)
"""Measured on typed text: from left to right less time and more bytes."""
CAMERA_SHARE, SCREEN_SHARE = 0.025, 0.05
"""Of one core, for the encoder alone; capture, sound and sealing take as much again, which fits the budget."""


@dataclass(frozen=True, slots=True)
class Encoders:
    """How each video stream is encoded on this computer."""

    camera: Tuning = CAMERA_TUNING
    screen: Tuning = SCREEN_TUNING


@dataclass(frozen=True, slots=True)
class Cost:
    """What an encoder took: of one core, and bytes."""

    core_share: float
    size_bytes: int


def choose() -> Encoders:
    """Try every encoder; takes under a second of processor time."""
    camera = [(tuning, measure(tuning, _webcam_like(60), 15)) for tuning in _CAMERA]
    screen = [(tuning, measure(tuning, _text_like(15), 5)) for tuning in _SCREEN]
    return Encoders(best(camera, CAMERA_SHARE), best(screen, SCREEN_SHARE))


def best(tried: Sequence[tuple[Tuning, Cost | None]], share: float) -> Tuning:
    """Of those that work: the fewest bytes within the share, or else the least time."""
    works = [(tuning, cost) for tuning, cost in tried if cost]
    if not works:
        return tried[-1][0]
    fits = [each for each in works if each[1].core_share <= share]
    if fits:
        return min(fits, key=lambda each: each[1].size_bytes)[0]
    return min(works, key=lambda each: each[1].core_share)[0]


def measure(tuning: Tuning, pictures: Sequence[Pixels], rate: int) -> Cost | None:
    """Encode I420 pictures; None where this encoder does not work. Opening is not counted: it is once a segment."""
    rows, width = pictures[0].shape
    step_us = MICROSECONDS // rate
    samples = [Sample(data, number * step_us, step_us) for number, data in enumerate(pictures)]
    try:
        segment = VideoCodec(width, rows * 2 // 3, rate, tuning).segment(0)
        pieces = segment.add(samples[0])
        begun_ns = time.thread_time_ns()
        pieces += [piece for sample in samples[1:] for piece in segment.add(sample)]
        spent_us = (time.thread_time_ns() - begun_ns) // 1000
        pieces.append(segment.finish())
    except DeviceFault:
        return None
    return Cost(spent_us / (len(samples[1:]) * step_us), sum(map(len, pieces)))


def remembered(file: Path, version: str) -> Encoders:
    """The choice that `version` of the app made on this computer; made now, and kept, where there is none."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["version"] == version:
            return Encoders(Tuning(**kept["camera"]), Tuning(**kept["screen"]))
    except (OSError, ValueError, TypeError, KeyError):
        _log.info("no usable choice of encoders is kept; testing")
    chosen = choose()
    try:
        file.write_text(json.dumps({"version": version, **asdict(chosen)}), encoding="utf-8")
    except OSError as error:
        _log.warning("the choice of encoders could not be kept: %s", error.strerror)
    return chosen


def _webcam_like(count: int) -> list[Pixels]:
    """A face-like spot that sways before a shaded wall, with the noise that a webcam leaves; 640 x 480."""
    random = np.random.default_rng(7)
    noise = [random.normal(0, 1.2, (480, 640)) for _ in range(8)]
    down, across = np.mgrid[0:480, 0:640]
    wall = 190 - across / 8 - down / 12 + 25 * ((across // 80 + down // 60) % 2)
    pictures = []
    for number in range(count):
        spot = (across - 320 - 12 * np.sin(number / 5)) ** 2 / 90**2 + (down - 240) ** 2 / 120**2
        pictures.append(_grey(np.where(spot < 1, 150 - 40 * spot, wall) + noise[number % len(noise)]))
    return pictures


def _text_like(count: int) -> list[Pixels]:
    """Lines of letter-like marks on a light ground, one more word each time; 1280 x 720."""
    random = np.random.default_rng(11)
    letters = random.random((26, 14, 8)) < 0.4
    page = np.full((720, 1280), 250.0)
    pictures = []
    for line in range(20):
        for column in range(int(random.integers(20, 100))):
            _write(page, letters, line, column)
    for number in range(count):
        for letter in range(2):
            _write(page, letters, 22, 4 + 2 * number + letter)
        pictures.append(_grey(page))
    return pictures


def _write(page: _Luma, letters: _Marks, line: int, column: int) -> None:
    top, left = 20 + line * 28, 20 + column * 11
    page[top : top + 14, left : left + 8] = np.where(letters[(line * 7 + column * 3) % len(letters)], 40.0, 250.0)


def _grey(luma: _Luma) -> Pixels:
    height, width = luma.shape
    picture = np.full((height * 3 // 2, width), 128, dtype=np.uint8)
    picture[:height] = np.clip(luma, 0, 255).astype(np.uint8)
    return picture
