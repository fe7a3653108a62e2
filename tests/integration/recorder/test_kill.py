"""SIGKILL of a recording process: what is on disk opens, decodes, and ends about a fragment before the kill."""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from protocol.identifiers import new_identifier
from tests.media.recording_folder import OrganisationKey, decode, recorded_tracks

RUNS_S = (1.3, 1.7, 2.1, 2.6, 3.2)


def lost_seconds(folder: Path, video: Path, run_s: float) -> float:
    key, attempt = OrganisationKey(), new_identifier()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.media.recording_child", str(folder), str(video), attempt, key.public],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert child.stdout
        started_us = int(child.stdout.readline().split()[1])
        time.sleep(run_s)
        killed_us = time.monotonic_ns() // 1000
        child.send_signal(signal.SIGKILL)
    finally:
        child.kill()
        child.wait(10)
        if child.stdout:
            child.stdout.close()
    (track,) = recorded_tracks(folder, key.private)
    decoded = decode(track.plain(attempt, 0))
    assert decoded.frames >= 8
    return (killed_us - started_us) / 1_000_000 - decoded.seconds


def test_a_kill_loses_about_one_fragment(tmp_path: Path, webcam_video: Path) -> None:
    lost = [lost_seconds(tmp_path / str(number), webcam_video, run_s) for number, run_s in enumerate(RUNS_S)]
    assert max(lost) <= 1.5, lost
    assert statistics.median(lost) <= 0.8, lost
