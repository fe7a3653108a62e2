"""Crashing encoders, devices that go and come back, sleep, stalls: each ends with a fact, and what was sealed plays."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from protocol.attempts import RECORDED, TrackKind
from protocol.facts import RecorderEvent
from tests.media.camera_server import CameraServer
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.recorded_attempt import Left, RecordedAttempt, RecordingProcess
from tests.media.recording_folder import marks
from tests.media.speech import DEFAULT_TEXT

CAMERA, MICROPHONE, SCREEN = TrackKind.CAMERA, TrackKind.MICROPHONE, TrackKind.SCREEN
STEP_US = 1_000_000 // 15
STOP_S = 1.0


@pytest.fixture(scope="module")
def room() -> Iterator[FakeMicrophone]:
    with VirtualDisplay(640, 480), FakeMicrophone() as microphone:
        yield microphone


@pytest.fixture
def attempt(tmp_path: Path, webcam_video: Path) -> RecordedAttempt:
    return RecordedAttempt(tmp_path / "data", camera=str(webcam_video))


def wait_for(condition: Callable[[], bool], what: str, timeout_s: float = 40.0) -> None:
    until = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < until, f"never: {what}"
        time.sleep(0.1)


def condition_of(process: RecordingProcess, kind: TrackKind) -> str:
    return str(process.state()["streams"][kind.value]["condition"])


def told(left: Left, kind: TrackKind) -> list[str]:
    """The events of one stream without those of a computer that was busy for a second just then."""
    busy = {RecorderEvent.OVERFLOW, RecorderEvent.GAP}
    return [
        it.event.value
        for it in left.events(kind)
        if it.event not in busy or not (it.reason or "").startswith(("For a while", "This computer"))
    ]


def hole_us(left: Left, kind: TrackKind) -> int:
    """How long nothing plays between the two tracks of one stream."""
    first, second = (left.played[track.track] for track in left.of(kind))
    return second[0].fact.start_us - first[-1].end_us


def back_us(left: Left, kind: TrackKind) -> int:
    """What the journal says was lost until the stream was back."""
    (fact,) = [it for it in left.events(kind) if "is back" in (it.reason or "")]
    return fact.lost_us or 0


def test_a_crashed_encoder_costs_a_second_and_begins_again(attempt: RecordedAttempt, room: FakeMicrophone) -> None:
    room.say(DEFAULT_TEXT * 2)
    with attempt.start(CAMERA, MICROPHONE) as process:
        time.sleep(1.7)
        process.ask("break camera encoder")
        process.ask("break microphone bug")
        time.sleep(1.7)
        assert process.stop() <= STOP_S
    room.hush()
    left, _ = attempt.reopen()
    for kind in (CAMERA, MICROPHONE):
        assert told(left, kind) == ["started", "failed", "gap", "started", "stopped"]
        assert back_us(left, kind) <= 1_000_000
        assert back_us(left, kind) == pytest.approx(hole_us(left, kind), abs=100_000)


def test_an_unplugged_camera_is_a_gap_and_so_is_a_kill_after_it(attempt: RecordedAttempt, webcam_video: Path) -> None:
    with CameraServer(webcam_video) as server, attempt.start(CAMERA, camera=server.url) as process:
        time.sleep(1.5)
        server.unplug()
        wait_for(lambda: condition_of(process, CAMERA) == "missing", "missing")
        server.plug()
        wait_for(lambda: condition_of(process, CAMERA) == "running", "back")
        time.sleep(1.5)
        process.kill()
    left, _ = attempt.reopen()
    names = told(left, CAMERA)
    assert (names[0], names[-3:]) == ("started", ["gap", "started", "gap"])
    assert "missing" in names
    assert back_us(left, CAMERA) == pytest.approx(hole_us(left, CAMERA), abs=100_000)
    assert "ended before" in (left.events(CAMERA)[-1].reason or "")


def test_a_microphone_that_vanishes_is_a_gap(attempt: RecordedAttempt) -> None:
    with FakeMicrophone() as microphone:
        microphone.say(DEFAULT_TEXT * 3)
        with attempt.start(MICROPHONE) as process:
            time.sleep(2.0)
            microphone.unplug()
            wait_for(lambda: condition_of(process, MICROPHONE) != "running", "lost")
            microphone.start()
            wait_for(lambda: condition_of(process, MICROPHONE) == "running", "back")
            microphone.say(DEFAULT_TEXT)
            time.sleep(2.0)
            assert process.stop() <= STOP_S
        microphone.hush()
    left, _ = attempt.reopen()
    names = told(left, MICROPHONE)
    assert (names[0], names[-3:]) == ("started", ["gap", "started", "stopped"])
    assert {"failed", "missing"} & set(names)
    assert back_us(left, MICROPHONE) == pytest.approx(hole_us(left, MICROPHONE), abs=100_000)


def test_sleep_is_a_fact_of_every_stream(attempt: RecordedAttempt, room: FakeMicrophone) -> None:
    room.say(DEFAULT_TEXT * 2)
    with attempt.start(*RECORDED) as process:
        time.sleep(1.5)
        process.ask("slept 3600")
        time.sleep(1.5)
        assert process.stop() <= STOP_S
    room.hush()
    left, _ = attempt.reopen()
    for kind in RECORDED:
        assert told(left, kind) == ["started", "slept", "stopped"]
        (slept,) = [it for it in left.events(kind) if it.event is RecorderEvent.SLEPT]
        assert slept.lost_us == pytest.approx(3_600_000_000, abs=1_000)
        assert "slept for 3600 seconds" in (slept.reason or "")


def test_a_process_that_stands_still_leaves_a_gap_in_every_stream(
    attempt: RecordedAttempt, room: FakeMicrophone, webcam_video: Path
) -> None:
    room.say(DEFAULT_TEXT * 3)
    with CameraServer(webcam_video) as server:
        begun_s = time.monotonic()
        with attempt.start(*RECORDED, camera=server.url) as process:
            time.sleep(2.0)
            process.pause(4.0)
            time.sleep(2.5)
            assert process.stop() <= STOP_S
            lasted_ms = (time.monotonic() - begun_s) * 1000
    room.hush()
    left, _ = attempt.reopen()
    for kind in (CAMERA, SCREEN):
        assert "gap" in left.names(kind), kind
        assert 3_300_000 <= left.lost_us(kind, RecorderEvent.GAP) <= 6_000_000
    # The sound server had kept what was said meanwhile, or silence stands there, or what is missing is told.
    played_ms = sum(piece.frames * 60 for track in left.of(MICROPHONE) for piece in left.played[track.track])
    assert 8_000 <= played_ms + left.lost_us(MICROPHONE, RecorderEvent.GAP) / 1000 <= lasted_ms


def test_pictures_that_a_full_queue_dropped_are_all_told(attempt: RecordedAttempt) -> None:
    with attempt.start(CAMERA) as process:
        time.sleep(1.5)
        process.ask("slow 5")
        time.sleep(7.0)
        assert process.stop() <= STOP_S
    left, _ = attempt.reopen()
    names = left.names(CAMERA)
    assert (names[0], names[-1]) == ("started", "stopped")
    assert set(names[1:-1]) == {"overflow"}
    (track,) = left.of(CAMERA)
    numbers = [number for piece in left.played[track.track] for number in marks(piece.plain)]
    missing = sum(after - before - 1 for before, after in pairwise(numbers))
    assert missing >= 15
    assert left.lost_us(CAMERA, RecorderEvent.OVERFLOW) == missing * STEP_US


def test_pictures_held_up_by_a_short_stall_are_there_or_told(attempt: RecordedAttempt, webcam_video: Path) -> None:
    with CameraServer(webcam_video) as server, attempt.start(CAMERA, camera=server.url) as process:
        time.sleep(1.5)
        process.pause(0.7)
        time.sleep(2.0)
        assert process.stop() <= STOP_S
    left, _ = attempt.reopen()
    (track,) = left.of(CAMERA)
    numbers = [number for piece in left.played[track.track] for number in marks(piece.plain)]
    assert numbers == sorted(set(numbers))
    complete = numbers == list(range(numbers[0], numbers[-1] + 1))
    assert complete or left.lost_us(CAMERA, RecorderEvent.GAP, RecorderEvent.OVERFLOW)
