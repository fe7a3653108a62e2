"""A disk that fills while the real recorder works: video yields, then sound, keystrokes never; all comes back."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.attempts import RECORDED, TrackKind
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.recorded_attempt import Left, RecordedAttempt, RecordingProcess
from tests.media.speech import DEFAULT_TEXT

MIB = 1024 * 1024
DISK_BYTES = 64 * MIB
FLOOR_BYTES = 8 * MIB
"""Stills stop below 8 MiB, sound below 12, video below 16; each begins again with 2 MiB more."""
CAMERA, MICROPHONE, SCREEN = TrackKind.CAMERA, TrackKind.MICROPHONE, TrackKind.SCREEN
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "recrutr-test", place], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let root mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)  # lazy: a failed test leaves files open


class Filling:
    """What else lies on the disk: so much that `leave` bytes are free."""

    def __init__(self, disk: Path) -> None:
        self._file = disk / "something else"
        self._disk = disk

    def leave(self, free_bytes: int) -> None:
        lies = self._file.stat().st_size if self._file.exists() else 0
        wanted = lies + shutil.disk_usage(self._disk).free - free_bytes
        with self._file.open("ab", buffering=0) as file, contextlib.suppress(OSError):  # the recorder was quicker
            file.truncate(min(lies, max(0, wanted)))
            while (missing := wanted - self._file.stat().st_size) > 0:
                file.write(bytes(min(missing, 65536)))


def recording(process: RecordingProcess) -> set[str]:
    return {name for name, stream in process.state()["streams"].items() if stream["recording"]}


def wait_for(process: RecordingProcess, streams: set[str], timeout_s: float = 20.0) -> None:
    until = time.monotonic() + timeout_s
    while recording(process) != streams:
        assert time.monotonic() < until, process.state()
        time.sleep(0.1)


def words_of(process: RecordingProcess, stream: str) -> str:
    return str(process.state()["streams"][stream]["words"])


def test_video_yields_then_sound_and_both_come_back(disk: Path, webcam_video: Path) -> None:
    attempt = RecordedAttempt(disk / "data", camera=str(webcam_video), floor_bytes=FLOOR_BYTES)
    filling = Filling(disk)
    with VirtualDisplay(640, 480), FakeMicrophone() as microphone, attempt.start(*RECORDED) as process:
        microphone.say(DEFAULT_TEXT * 6)
        time.sleep(1.5)
        filling.leave(15 * MIB)
        wait_for(process, {"microphone"})
        assert "so the camera is not recorded" in words_of(process, "camera")
        assert process.state()["trouble"] == "store.media_full"
        filling.leave(11 * MIB)
        wait_for(process, set())
        saved = process.state()["saved"]
        assert int(process.ask("type 200")) >= saved + 200  # keystrokes go on
        filling.leave(13 * MIB)
        time.sleep(3.0)
        assert recording(process) == set()  # not before there is a little more room than it would fill
        filling.leave(15 * MIB)
        wait_for(process, {"microphone"})
        filling.leave(40 * MIB)
        wait_for(process, {"camera", "microphone", "screen"})
        assert process.state()["trouble"] == ""
        time.sleep(1.5)
        assert process.stop() <= 1.0
    left, _ = attempt.reopen()
    for kind in RECORDED:
        assert left.names(kind) == ["started", "failed", "gap", "started", "stopped"]
        assert len(left.of(kind)) == 2, "asking for room declares no track"
        assert "disk is nearly full" in (left.events(kind)[1].reason or "")
        assert (left.events(kind)[2].lost_us or 0) == pytest.approx(hole_us(left, kind), abs=100_000)
    yielded = [fact for fact in left.events() if fact.event.value == "failed"]
    assert yielded[-1].stream is MICROPHONE
    assert seq_of(left, CAMERA, "gap") > seq_of(left, MICROPHONE, "gap")


def hole_us(left: Left, kind: TrackKind) -> int:
    first, second = (left.played[track.track] for track in left.of(kind))
    return second[0].fact.start_us - first[-1].end_us


def seq_of(left: Left, kind: TrackKind, event: str) -> int:
    return [(fact.stream, fact.event.value) for fact in left.events()].index((kind, event))


def test_a_disk_that_is_full_at_once_stops_recording_and_it_comes_back(disk: Path, webcam_video: Path) -> None:
    """Another program takes the last block between two fragments: no floor helps, the write itself fails."""
    attempt = RecordedAttempt(disk / "data", camera=str(webcam_video), floor_bytes=0)
    filling = Filling(disk)
    with attempt.start(CAMERA) as process:
        time.sleep(1.5)
        filling.leave(0)
        wait_for(process, set())
        assert process.state()["trouble"] == "store.media_full"
        filling.leave(30 * MIB)
        wait_for(process, {"camera"})
        time.sleep(1.0)
        process.stop()
    left, _ = attempt.reopen()
    names = left.names(CAMERA)
    assert (names[0], names[-3:]) == ("started", ["gap", "started", "stopped"])
    assert "failed" in names
