"""Picture and sound stay together: a flash and a beep through the real recorder, with clocks that run wrong."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest

from protocol.attempts import TrackKind
from tests.ledger import Ledger, percentile
from tests.media.flash_and_beep import EVENT_US, PERIOD_US, BeepMicrophone, FlashCamera
from tests.media.recorded_attempt import Left, Played, RecordedAttempt
from tests.media.webcam import read_mark

CAMERA, MICROPHONE = TrackKind.CAMERA, TrackKind.MICROPHONE
DRIFT_MS = 80
SETTLED_US = 5_000_000
"""The first seconds: a sound server hands over what it had kept."""


@dataclass
class Seen:
    """Where the recording places what happened, less where it really was, in microseconds."""

    pictures: list[tuple[int, int]]
    """When a picture was taken, and how far off its place is."""
    sounds: list[tuple[int, int]]
    """When a beep began, and how far off its place is."""

    def apart(self) -> list[int]:
        """For each beep: how much later than the sound the picture is placed, by the pictures of that second."""
        found = []
        for at_us, sound_us in self.sounds:
            near = [off for taken_us, off in self.pictures if abs(taken_us - at_us) < 500_000]
            if near:
                found.append(int(np.median(near)) - sound_us)
        return found


def record(folder: Path, seconds: float, camera_skew: float, microphone_skew: float) -> Seen:
    attempt = RecordedAttempt(folder / "data")
    with (
        FlashCamera(camera_skew) as camera,
        BeepMicrophone(microphone_skew),
        attempt.start(CAMERA, MICROPHONE, camera=camera.url, microphone="pulse") as process,
    ):
        time.sleep(seconds)
        process.stop()
    left, _ = attempt.reopen()
    return seen(left)


def seen(left: Left) -> Seen:
    pictures = [place for track in left.of(CAMERA) for piece in left.played[track.track] for place in _pictures(piece)]
    sounds = [place for track in left.of(MICROPHONE) for piece in left.played[track.track] for place in _beeps(piece)]
    begun_us = min(taken_us for taken_us, _ in pictures) + SETTLED_US
    return Seen(
        [it for it in pictures if it[0] > begun_us],
        [it for it in sounds if it[0] > begun_us],
    )


def _pictures(piece: Played) -> list[tuple[int, int]]:
    found = []
    with av.open(io.BytesIO(piece.plain), "r") as container:
        for frame in container.decode(video=0):
            placed_us = piece.fact.start_us + int((frame.time or 0.0) * 1_000_000)
            mark_ms = read_mark(np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8))
            off_ms = (placed_us // 1000 - mark_ms + 0x8000) % 0x10000 - 0x8000
            found.append((placed_us - off_ms * 1000, off_ms * 1000))
    return found


def _beeps(piece: Played) -> list[tuple[int, int]]:
    with av.open(io.BytesIO(piece.plain), "r") as container:
        parts = [np.asarray(frame.to_ndarray(), dtype=np.float32).ravel() for frame in container.decode(audio=0)]
    loud = np.abs(np.concatenate(parts)) > 0.15
    found = []
    for begin in np.flatnonzero(loud):
        before = loud[max(0, begin - 48 * EVENT_US // 1000) : begin]
        if begin < 48 * EVENT_US // 1000 or before.any():  # not the beginning of a beep, or not surely
            continue
        placed_us = piece.fact.start_us + int(begin) * 1_000_000 // 48_000
        off_us = (placed_us + PERIOD_US // 2) % PERIOD_US - PERIOD_US // 2
        found.append((placed_us - off_us, off_us))
    return found


def figures(found: Seen) -> dict[str, float]:
    """How far picture and sound are apart, in milliseconds.

    In the middle; for 95 of 100 beeps; and how much the middle of the last third differs from that of the first.
    """
    apart = [it / 1000 for it in found.apart()]
    third = len(apart) // 3
    assert third
    return {
        "max_median_ms": abs(float(np.median(apart))),
        "max_p95_ms": percentile(map(abs, apart), 95),
        "max_drift_ms": abs(float(np.median(apart[-third:]) - np.median(apart[:third]))),
        "beeps": len(apart),
    }


def test_picture_and_sound_stay_together_though_their_clocks_do_not(tmp_path: Path) -> None:
    measured = figures(record(tmp_path, 40.0, camera_skew=0.005, microphone_skew=-0.003))
    assert measured["max_median_ms"] <= DRIFT_MS, measured
    assert measured["max_drift_ms"] <= DRIFT_MS, measured
    assert measured["beeps"] >= 12


SKEWS = [(0.005, -0.003), (-0.005, 0.003), (0.0, 0.0)]


@pytest.mark.long
@pytest.mark.timeout(3 * 4000)
def test_picture_and_sound_stay_together_for_an_hour(tmp_path: Path) -> None:
    """Wants a machine that does little else: what makes the made-up camera or microphone late is seen as drift."""
    ledger = Ledger("recording_drift")
    for shard in ledger.missing(len(SKEWS)):
        measured = figures(record(tmp_path / str(shard), 3600.0, *SKEWS[shard]))
        assert max(measured[name] for name in ("max_median_ms", "max_p95_ms", "max_drift_ms")) <= DRIFT_MS, measured
        ledger.add(shard, measured)


def test_clocks_that_are_apart_are_seen_apart() -> None:
    """The measuring itself: a sound that is placed 100 ms late is 100 ms apart."""
    pictures = [(at_us, 10_000) for at_us in range(0, 10_000_000, 66_667)]
    sounds = [(at_us, 110_000) for at_us in range(2_000_000, 10_000_000, PERIOD_US)]
    assert Seen(pictures, sounds).apart() == [-100_000] * 4
