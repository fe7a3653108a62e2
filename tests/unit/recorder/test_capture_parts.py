"""Silence watchdog, loudness, and the bounded channel between capture and encoder."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault
from recorder import capture as capture_module
from recorder.capture import Capture, SilenceWatch, sound_level
from recorder.media import Captured, Device, Picture, SoundBlock, device_fault, now_us
from recorder.recording import Channel, _Dropped, _Opened
from recorder.states import Condition, VideoSettings

SECOND_US = 1_000_000


def silent_until(watch: SilenceWatch, begin_s: int, end_s: int) -> list[int]:
    quiet = np.zeros(480, dtype=np.int16)
    return [at for at in range(begin_s, end_s) if watch.stale(SoundBlock(quiet, at * SECOND_US))]


def test_exact_silence_is_suspicious_after_ten_seconds_then_ever_later() -> None:
    assert silent_until(SilenceWatch(), 0, 700) == [10, 70, 370, 670]


def test_any_sound_resets_the_watch() -> None:
    watch = SilenceWatch()
    assert silent_until(watch, 0, 9) == []
    assert not watch.stale(SoundBlock(np.array([0, 1, 0], dtype=np.int16), 9 * SECOND_US))
    assert silent_until(watch, 10, 19) == []
    assert silent_until(watch, 19, 22) == [20]
    assert not watch.stale(SoundBlock(np.array([5], dtype=np.int16), 22 * SECOND_US))
    assert silent_until(watch, 23, 40) == [33]  # ten seconds again, not sixty


@pytest.mark.parametrize(
    ("amplitude", "level"), [(0, 0.0), (32768, 1.0), (32.768, 0.0), (1036.2, 0.5), (3276.8, 1 - 20 / 60)]
)
def test_loudness_is_decibels_over_sixty(amplitude: float, level: float) -> None:
    square = np.tile(np.array([amplitude, -amplitude]), 500).clip(-32768, 32767).astype(np.int16)
    assert sound_level(square) == pytest.approx(level, abs=0.005)


def test_the_channel_drops_pictures_but_never_marks() -> None:
    channel = Channel(capacity=2)
    picture = Picture(np.zeros((2, 2, 3), dtype=np.uint8), 0)
    mark = _Opened(Device(TrackKind.CAMERA, "x", "x"))
    for _ in range(5):
        channel.put(picture)
    channel.mark(mark)
    assert channel.dropped == 3
    channel.close()
    channel.put(picture)
    assert [channel.get() for _ in range(5)] == [picture, picture, _Dropped(3), mark, None]


def test_the_channel_takes_again_when_there_is_room() -> None:
    channel = Channel(capacity=1)
    picture = Picture(np.zeros((2, 2, 3), dtype=np.uint8), 0)
    channel.put(picture)
    assert channel.get() is picture
    channel.put(picture)
    assert channel.dropped == 0


class Stubborn:
    """A source that gives what the test hands it, and else hangs, as a driver may."""

    def __init__(self) -> None:
        self.device = Device(TrackKind.CAMERA, "x", "Old camera")
        self.given: queue.Queue[Captured | DeviceFault] = queue.Queue()
        self.settings: list[VideoSettings] = []

    def read(self) -> Captured:
        item = self.given.get()
        if isinstance(item, DeviceFault):
            raise item
        return item

    def adapt(self, settings: VideoSettings) -> None:
        self.settings.append(settings)

    def close(self) -> None:
        self.given.put(device_fault("device.failed", "closed"))


class Told:
    """A listener that writes down what it is told."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def opened(self, device: Device) -> None:
        self.words.append(f"opened {device.name}")

    def captured(self, item: Captured) -> None:
        self.words.append("picture" if isinstance(item, Picture) else "sound")

    def renewed(self, reason: str, lost_us: int) -> None:
        self.words.append(f"{reason} {lost_us}")

    def lost(self, fault: DeviceFault) -> None:
        self.words.append(fault.message)


def until(condition: Callable[[], bool]) -> None:
    end_s = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end_s
        time.sleep(0.005)


@pytest.fixture
def following() -> Iterator[tuple[Capture, Stubborn, Told]]:
    source, told = Stubborn(), Told()
    capture = Capture(TrackKind.CAMERA, lambda: source)
    capture.attach(told)
    capture.start()
    source.given.put(Picture(np.zeros((2, 2, 3), dtype=np.uint8), now_us()))
    until(lambda: told.words == ["opened Old camera", "picture"])
    yield capture, source, told
    capture.stop_soon()
    source.close()
    assert capture.join(5)


def test_a_device_that_hangs_is_told_and_is_back_with_its_next_picture(
    following: tuple[Capture, Stubborn, Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    capture, source, told = following
    capture.look_alive()
    assert capture.status()[0] is Condition.RUNNING
    ahead_us = 0
    monkeypatch.setattr(capture_module, "now_us", lambda: now_us() + ahead_us)
    ahead_us = 9_000_000
    capture.look_alive()
    capture.look_alive()
    assert capture.status()[0] is Condition.FAILED
    assert told.words[2:] == ["Old camera stands still; waiting for it."]
    source.given.put(Picture(np.zeros((2, 2, 3), dtype=np.uint8), now_us()))
    until(lambda: told.words[3:] == ["opened Old camera", "picture"])
    assert capture.status()[0] is Condition.RUNNING


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (TrackKind.CAMERA, ["The camera does not answer; waiting for it. Another program may be using it."]),
        (TrackKind.MICROPHONE, ["The microphone does not answer; waiting for it. Another program may be using it."]),
        (TrackKind.SCREEN, []),  # somebody may still be asked whether to share it
    ],
)
def test_a_device_that_never_opens_is_told_once_and_is_there_when_it_opens_after_all(
    kind: TrackKind, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, heard, opens = Stubborn(), Told(), threading.Event()

    def slow() -> Stubborn:
        opens.wait(10)
        return source

    capture = Capture(kind, slow)
    capture.attach(heard)
    capture.start()
    capture.look_alive()
    assert (capture.status()[0], heard.words) == (Condition.OPENING, [])
    with monkeypatch.context() as later:
        later.setattr(capture_module, "now_us", lambda: now_us() + 16_000_000)
        capture.look_alive()
        capture.look_alive()
    assert heard.words == told
    assert capture.status()[0] is (Condition.FAILED if told else Condition.OPENING)
    opens.set()
    source.given.put(Picture(np.zeros((2, 2, 3), dtype=np.uint8), now_us()))
    until(lambda: heard.words == [*told, "opened Old camera", "picture"])
    assert capture.status()[0] is Condition.RUNNING
    capture.stop_soon()
    source.close()
    assert capture.join(5)


def test_a_capture_hands_its_device_a_new_pace(following: tuple[Capture, Stubborn, Told]) -> None:
    capture, source, told = following
    slower = VideoSettings(320, 240, 5)
    capture.adapt(slower)
    for _ in range(2):  # the first read was already waiting
        source.given.put(Picture(np.zeros((2, 2, 3), dtype=np.uint8), now_us()))
    until(lambda: len(told.words) == 4)
    assert source.settings == [slower], "once"
