"""F8: the mark of a recorded screen is in every picture of it, also while windows that fill the display come up."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.media.display import FIRST, VirtualDisplay
from tests.media.recording_folder import RecordedTrack, recorded_tracks

LEAST_RED = 25
"""The dot has a diameter of 10 pixels, about 78 of them, some of which the encoder blurs."""


def has_mark(picture: NDArray[np.uint8]) -> bool:
    """Whether the red dot is at the upper edge, left of the middle."""
    height, width = picture.shape[:2]
    strip = picture[: height // 12, width // 3 : width // 2].astype(np.int16)
    red, green, blue = strip[..., 0], strip[..., 1], strip[..., 2]
    return int(((red > 170) & (green < 120) & (blue < 120)).sum()) >= LEAST_RED


@pytest.mark.timeout(60)
def test_the_mark_is_in_every_frame_also_when_windows_fill_the_display(tmp_path: Path) -> None:
    with VirtualDisplay(1024, 640, everywhere=False) as display:
        environment = {**os.environ, **display.environment, "QT_QPA_PLATFORM": "xcb"}
        argv = [sys.executable, "-m", "tests.media.marked_screen", str(tmp_path / "media")]
        done = subprocess.run(argv, capture_output=True, text=True, check=True, env=environment, timeout=50)
    said = json.loads(done.stdout.splitlines()[-1])
    (track,) = recorded_tracks(tmp_path / "media", said["key"])
    frames = frames_of(track, said["attempt"])
    assert said["windows"] == 10
    assert len(frames) >= 20
    assert without_mark(frames) == [], f"some of {len(frames)} pictures lack the mark"
    assert "no mark stands on it" not in done.stderr


@pytest.mark.timeout(120)
def test_a_display_that_is_plugged_in_is_not_pictured_before_its_mark_stands(tmp_path: Path) -> None:
    with VirtualDisplay(1664, 640, everywhere=False) as display:
        display.attach(FIRST, 0, 1024, 640)
        environment = {**os.environ, **display.environment, "QT_QPA_PLATFORM": "xcb"}
        argv = [sys.executable, "-m", "tests.media.marked_screen", str(tmp_path / "media"), "--late"]
        process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        until_s = time.monotonic() + 60
        while not list((tmp_path / "media").glob("*/*.seg")):
            assert time.monotonic() < until_s
            assert process.poll() is None
            time.sleep(0.05)
        display.attach("SECOND", 1024, 640, 640)
        out, errors = process.communicate(timeout=60)
    said = json.loads(out.splitlines()[-1])
    tracks = recorded_tracks(tmp_path / "media", said["key"])
    (second,) = [track for track in tracks if "640 x 640" in track.device_name]
    frames = frames_of(second, said["attempt"])
    assert len(frames) >= 5
    assert without_mark(frames) == [], f"some of {len(frames)} pictures lack the mark"
    assert "no mark stands on it" not in errors


def frames_of(track: RecordedTrack, attempt: str) -> list[NDArray[np.uint8]]:
    frames = []
    for number in range(len(track.files)):
        with av.open(io.BytesIO(track.plain(attempt, number)), "r") as container:
            frames += [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return [np.asarray(frame, dtype=np.uint8) for frame in frames]


def without_mark(frames: list[NDArray[np.uint8]]) -> list[int]:
    return [number for number, frame in enumerate(frames) if not has_mark(frame)]
