"""Silence watchdog, loudness, and the bounded channel between capture and encoder."""

from __future__ import annotations

import numpy as np
import pytest

from protocol.attempts import TrackKind
from recorder.capture import SilenceWatch, sound_level
from recorder.media import Device, Picture, SoundBlock
from recorder.recording import Channel, _Dropped, _Opened

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
