"""From what a device gives to what an encoder takes: pictures to I420, blocks of sound to gapless, truly timed frames.

Audio time is arrival minus n / rate on the monotonic clock. Blocks arrive late, never early, so the smallest lateness
lately seen is the best estimate; it is taken up at segment borders, which keeps a device's clock drift from adding up.
Where more than 60 ms are missing, silence is filled in, and counted as missing; a burst of blocks that were only held
up is told apart.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from recorder.camera import to_i420
from recorder.encoder import Codec, SoundCodec, Tuning, VideoCodec
from recorder.gaps import STALL_US, Missing
from recorder.media import (
    BLOCK_SAMPLES,
    MICROSECONDS,
    RATE,
    SEGMENT_US,
    Captured,
    Picture,
    Sample,
    Samples,
    SoundBlock,
)
from recorder.states import VideoSettings

GAP_US = 60_000
RECENT_US = 2_000_000
"""The lateness that is taken up is that of the last two seconds: an older one has drifted on since."""
PATIENCE_BLOCKS = 5
"""Blocks that are late by the same before silence is filled in: held-up ones come in a burst, each less late."""
FRAME_US = BLOCK_SAMPLES * MICROSECONDS // RATE
_NEVER = 2**62


class SoundTimeline:
    """Blocks in, frames of 2880 samples (60 ms) out.

    Attributes:
        filled_us: silence filled in so far, in microseconds.
    """

    def __init__(self) -> None:
        self.filled_us = 0
        self._kept: Samples = np.zeros(0, dtype=np.int16)
        self._late: list[SoundBlock] = []
        self._late_by_us = _NEVER
        self._equally_late = 0
        self._next_us: int | None = None
        self._since_anchor_us = 0
        self._least_late_us = _NEVER

    def add(self, block: SoundBlock) -> list[Sample]:
        """Take a block; return the frames that are complete, each with the time of its first sample."""
        starts_us = block.arrived_us - _length_us(block.samples)
        if self._next_us is None:
            self._next_us = starts_us
        held = [self._kept, *(late.samples for late in self._late)]
        late_us = starts_us - (self._next_us + sum(_length_us(samples) for samples in held))
        if late_us > GAP_US:
            self._late.append(block)
            catching_up = late_us < self._late_by_us - _length_us(block.samples) // 2
            self._equally_late = 1 if catching_up else self._equally_late + 1
            self._late_by_us = min(self._late_by_us, late_us)
            return self._settle(self._late_by_us) if self._equally_late == PATIENCE_BLOCKS else []
        self._least_late_us = min(self._least_late_us, late_us)
        frames = self._settle(0)
        self._kept = np.concatenate((self._kept, block.samples))
        return frames + self._frames()

    def end(self) -> list[Sample]:
        """Return what is still held back by lateness; less than a frame at the end is given up."""
        return self._settle(0)

    def _settle(self, silence_us: int) -> list[Sample]:
        if not self._late:
            return []
        silence = np.zeros(silence_us * RATE // MICROSECONDS, dtype=np.int16)
        self.filled_us += silence_us
        self._kept = np.concatenate((self._kept, silence, *(late.samples for late in self._late)))
        self._late.clear()
        self._late_by_us, self._equally_late = _NEVER, 0
        return self._frames()

    def _frames(self) -> list[Sample]:
        frames = []
        whole = len(self._kept) // BLOCK_SAMPLES
        for index in range(whole):
            data = self._kept[index * BLOCK_SAMPLES : (index + 1) * BLOCK_SAMPLES]
            frames.append(Sample(data, self._advance(), FRAME_US))
        self._kept = self._kept[whole * BLOCK_SAMPLES :].copy()
        return frames

    def _advance(self) -> int:
        at_us = self._next_us or 0
        if self._since_anchor_us >= SEGMENT_US and self._least_late_us != _NEVER:
            at_us += self._least_late_us
            self._since_anchor_us = 0
            self._least_late_us = _NEVER
        self._next_us = at_us + FRAME_US
        self._since_anchor_us += FRAME_US
        if 0 <= self._since_anchor_us - (SEGMENT_US - RECENT_US) < FRAME_US:
            self._least_late_us = _NEVER
        return at_us


class Feed(Protocol):
    """Turns what was captured into samples for the encoder, and knows the codec that fits them."""

    unit_us: int
    """Length of one item, for counting what was lost."""

    def samples(self, item: Captured) -> list[Sample]:
        """Convert one item."""
        ...

    def rest(self) -> list[Sample]:
        """Return what was held back; what comes next begins anew."""
        ...

    def left_out(self, lost_us: int) -> None:
        """Note that so much is missing here; that is told elsewhere."""
        ...

    def missing_us(self) -> int:
        """Take how much is missing since last asked though the device was there."""
        ...

    def adapt(self, settings: VideoSettings) -> None:
        """Expect pictures of this size and rate from now on."""
        ...

    def codec(self, sample: Sample) -> Codec:
        """Return the codec for a track that begins with `sample`; equal codecs can go on in one track."""
        ...


class VideoFeed:
    """Pictures to I420."""

    def __init__(self, settings: VideoSettings, tuning: Tuning) -> None:
        self._rate = settings.frames_per_second
        self._tuning = tuning
        self.unit_us = MICROSECONDS // settings.frames_per_second
        self._missing = Missing()
        self._due_us: int | None = None

    def samples(self, item: Captured) -> list[Sample]:
        """Convert one picture."""
        if not isinstance(item, Picture):
            return []
        if self._due_us is not None:
            self._missing.note(item.at_us - self._due_us, STALL_US)
        self._due_us = item.at_us + self.unit_us
        return [Sample(to_i420(item.pixels), item.at_us, self.unit_us)]

    def rest(self) -> list[Sample]:
        """Pictures are never held back."""
        self._due_us = None
        return []

    def left_out(self, lost_us: int) -> None:
        """Note pictures that are missing and told elsewhere."""
        self._missing.explain(lost_us)

    def missing_us(self) -> int:
        """Take how long no picture came."""
        return self._missing.take_us()

    def adapt(self, settings: VideoSettings) -> None:
        """Take the rate as the usual distance of pictures; the size is that of each picture."""
        self.unit_us = MICROSECONDS // settings.frames_per_second

    def codec(self, sample: Sample) -> Codec:
        """H.264 of the picture's size."""
        rows, width = sample.data.shape
        return VideoCodec(width, rows * 2 // 3, self._rate, self._tuning)


class SoundFeed:
    """Blocks of sound to gapless frames."""

    unit_us = FRAME_US

    def __init__(self) -> None:
        self._timeline = SoundTimeline()
        self._missing = Missing()

    def samples(self, item: Captured) -> list[Sample]:
        """Put one block on the timeline."""
        if isinstance(item, Picture):
            return []
        filled_us = self._timeline.filled_us
        frames = self._timeline.add(item)
        if self._timeline.filled_us > filled_us:
            self._missing.note(self._timeline.filled_us - filled_us, GAP_US - 1)
        return frames

    def rest(self) -> list[Sample]:
        """Return late blocks that were held back, and begin a new timeline."""
        rest, self._timeline = self._timeline.end(), SoundTimeline()
        return rest

    def left_out(self, lost_us: int) -> None:
        """Note blocks that are missing and told elsewhere."""
        self._missing.explain(lost_us)

    def missing_us(self) -> int:
        """Take how much silence was filled in."""
        return self._missing.take_us()

    def adapt(self, settings: VideoSettings) -> None:
        """Sound has one quality."""

    def codec(self, _sample: Sample) -> Codec:
        """Opus."""
        return SoundCodec()


def _length_us(samples: Samples) -> int:
    return len(samples) * MICROSECONDS // RATE
