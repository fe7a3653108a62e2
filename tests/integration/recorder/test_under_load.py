"""On a computer that is too busy quality steps down, step by step and told; when it is calm again, up again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from protocol.attempts import TrackKind
from protocol.facts import RecorderEvent
from tests.media.display import VirtualDisplay
from tests.media.recorded_attempt import RecordedAttempt

CAMERA, SCREEN = TrackKind.CAMERA, TrackKind.SCREEN
HOGS = 4


@contextmanager
def crowded(process: int) -> Iterator[None]:
    """Put a process on one core that others fill and that comes after them, as on a weak computer."""
    core = {min(os.sched_getaffinity(0))}
    for task in Path(f"/proc/{process}/task").iterdir():
        os.sched_setaffinity(int(task.name), core)
        os.setpriority(os.PRIO_PROCESS, int(task.name), 19)
    hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(HOGS)]
    for hog in hogs:
        os.sched_setaffinity(hog.pid, core)
    try:
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait(10)


def test_quality_steps_down_under_load_and_up_again(tmp_path: Path, webcam_video: Path) -> None:
    attempt = RecordedAttempt(tmp_path / "data", camera=str(webcam_video), adapts=True, hasty=True)
    with VirtualDisplay(640, 480), attempt.start(CAMERA, SCREEN) as process:
        time.sleep(1)
        with crowded(process.number):
            time.sleep(6)
        time.sleep(6)
        process.stop()
    left, _ = attempt.reopen()
    told = [fact.reason or "" for fact in left.events(CAMERA) if fact.event is RecorderEvent.QUALITY]
    down = [words for words in told if "room again" not in words]
    assert down
    assert "10 pictures a second instead of 15" in down[0]
    assert any("room again" in words for words in told[len(down) :]), told
    screens = [fact.reason or "" for fact in left.events(SCREEN) if fact.event is RecorderEvent.QUALITY]
    assert "2 pictures a second instead of 5" in screens[0]
    rates = [
        piece.frames / (piece.fact.duration_us / 1_000_000)
        for track in left.of(CAMERA)
        for piece in left.played[track.track]
    ]
    assert min(rates) < 12, "fewer pictures really are kept"
