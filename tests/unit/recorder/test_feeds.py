"""The timeline of sound: true times, gaps filled, bursts told apart, drift taken up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.encoder import CAMERA_TUNING
from recorder.feeds import FRAME_US, PATIENCE_BLOCKS, SoundFeed, SoundTimeline, VideoFeed
from recorder.gaps import STALL_US, Missing
from recorder.media import BLOCK_SAMPLES, RATE, SEGMENT_US, Picture, Sample, SoundBlock
from recorder.states import VideoSettings

BEGUN_US = 5_000_000


def block(arrived_us: int, value: int = 1, samples: int = BLOCK_SAMPLES) -> SoundBlock:
    return SoundBlock(np.full(samples, value, dtype=np.int16), arrived_us)


def run(arrivals_us: list[int]) -> tuple[SoundTimeline, list[Sample]]:
    timeline = SoundTimeline()
    frames = [frame for number, at in enumerate(arrivals_us) for frame in timeline.add(block(at, number + 1))]
    return timeline, frames + timeline.end()


def regular(count: int, begun_us: int = BEGUN_US) -> list[int]:
    return [begun_us + (number + 1) * FRAME_US for number in range(count)]


def test_time_is_arrival_minus_length() -> None:
    _, frames = run(regular(3))
    assert [frame.at_us for frame in frames] == [BEGUN_US + number * FRAME_US for number in range(3)]


def test_jitter_below_the_limit_moves_nothing() -> None:
    late = [at + (number % 4) * 14_000 for number, at in enumerate(regular(20))]
    timeline, frames = run(late)
    assert [frame.at_us for frame in frames] == [BEGUN_US + number * FRAME_US for number in range(20)]
    assert timeline.filled_us == 0


def test_a_true_gap_is_filled_with_silence() -> None:
    arrivals = regular(10) + regular(10, BEGUN_US + 10 * FRAME_US + 600_000)
    timeline, frames = run(arrivals)
    assert timeline.filled_us == 600_000
    assert sum(1 for frame in frames if not frame.data.any()) == 10
    last = frames[-1]
    assert last.at_us == BEGUN_US + 19 * FRAME_US + 600_000
    assert last.data[0] == 20


def test_held_up_blocks_that_come_in_a_burst_are_not_a_gap() -> None:
    arrivals = regular(20)
    for number in range(10, 14):
        arrivals[number] = arrivals[13] + (number - 13) * 100
    timeline, frames = run(arrivals)
    assert timeline.filled_us == 0
    assert [int(frame.data[0]) for frame in frames] == list(range(1, 21))


@pytest.mark.parametrize("held_up", [4, 10, 40])
def test_a_long_stall_whose_blocks_all_come_is_not_a_gap(held_up: int) -> None:
    arrivals = regular(80)
    for number in range(20, 20 + held_up):
        arrivals[number] = arrivals[20 + held_up - 1] + (number - 20 - held_up + 1) * 100
    timeline, frames = run(arrivals)
    assert timeline.filled_us == 0
    assert [frame.at_us for frame in frames] == [BEGUN_US + number * FRAME_US for number in range(80)]


def test_a_stall_that_lost_some_of_its_blocks_is_a_gap_of_those() -> None:
    arrivals = regular(80)
    for number in range(20, 40):
        arrivals[number] = arrivals[39] + (number - 39) * 100
    del arrivals[20:30]
    timeline, frames = run(arrivals)
    assert timeline.filled_us == pytest.approx(10 * FRAME_US, abs=2000)
    assert frames[-1].at_us == pytest.approx(BEGUN_US + 79 * FRAME_US, abs=2000)


def test_late_blocks_are_not_forgotten_at_the_end() -> None:
    arrivals = regular(5) + regular(PATIENCE_BLOCKS - 1, BEGUN_US + 5 * FRAME_US + 500_000)
    _, frames = run(arrivals)
    assert [int(frame.data[0]) for frame in frames] == list(range(1, 5 + PATIENCE_BLOCKS))


def test_a_slow_device_clock_does_not_add_up() -> None:
    # A device that loses one part in a thousand: after a minute 60 ms; each segment takes up what was seen before.
    count = 1000
    arrivals = [BEGUN_US + (number + 1) * (FRAME_US + 60) for number in range(count)]
    _, frames = run(arrivals)
    errors = [abs(frame.at_us - (BEGUN_US + number * (FRAME_US + 60))) for number, frame in enumerate(frames)]
    assert max(errors) <= 2 * SEGMENT_US // 1000 + 1000


@pytest.mark.parametrize("skew", [-0.003, 0.003])
def test_a_clock_that_is_far_off_stays_within_the_drift_and_invents_nothing(skew: float) -> None:
    step_us = FRAME_US / (1 + skew)
    arrivals = [BEGUN_US + round((number + 1) * step_us) for number in range(2000)]
    timeline, frames = run(arrivals)
    errors = [abs(frame.at_us - (BEGUN_US + number * step_us)) for number, frame in enumerate(frames)]
    assert max(errors) <= 40_000
    assert timeline.filled_us == 0


@given(st.lists(st.integers(1, 4000), min_size=1, max_size=40), st.integers(0, 50_000))
def test_no_sample_is_lost_or_invented_whatever_the_block_sizes(sizes: list[int], jitter_us: int) -> None:
    timeline, given_samples, frames = SoundTimeline(), 0, 0
    for number, size in enumerate(sizes):
        given_samples += size
        arrived_us = BEGUN_US + given_samples * 1_000_000 // RATE + (jitter_us if number % 2 else 0)
        frames += len(timeline.add(block(arrived_us, samples=size)))
    frames += len(timeline.end())
    assert timeline.filled_us == 0
    assert frames == given_samples // BLOCK_SAMPLES


def test_pictures_become_i420_of_the_same_size() -> None:
    feed = VideoFeed(VideoSettings(640, 480, 15), CAMERA_TUNING)
    (sample,) = feed.samples(Picture(np.zeros((480, 640, 4), dtype=np.uint8), 7))
    assert sample.data.shape == (720, 640)
    assert (sample.at_us, sample.duration_us) == (7, 66_666)
    assert feed.codec(sample) == feed.codec(sample)


def test_missing_counts_what_is_not_told_elsewhere() -> None:
    missing = Missing()
    missing.explain(2_000_000)
    missing.note(2_500_000, STALL_US)
    missing.note(900_000, STALL_US)
    assert missing.take_us() == 0
    missing.note(2_500_000, STALL_US)
    assert (missing.take_us(), missing.take_us()) == (2_500_000, 0)


def test_silence_that_is_filled_in_is_counted() -> None:
    feed = SoundFeed()
    for at in regular(10) + regular(10, BEGUN_US + 10 * FRAME_US + 600_000):
        feed.samples(block(at))
    assert feed.missing_us() == 600_000
    feed.left_out(10 * FRAME_US - 50_000)
    for at in regular(10, BEGUN_US + 30 * FRAME_US + 600_000):
        feed.samples(block(at))
    assert feed.missing_us() == 0
