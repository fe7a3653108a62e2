"""The clock of sound: turns blocks that arrive with jitter into gapless frames with true times. Pure.

Audio time is arrival minus n / rate on the monotonic clock. Blocks arrive late, never early, so the smallest lateness
seen is the best estimate; it is taken up at segment borders, which keeps a device's clock drift from adding up.
Where more than 60 ms are missing, silence is filled in; a burst of blocks that were only held up is told apart.
"""

from __future__ import annotations

import numpy as np

from recorder.media import BLOCK_SAMPLES, MICROSECONDS, RATE, SEGMENT_US, Sample, Samples, SoundBlock

GAP_US = 60_000
PATIENCE_BLOCKS = 5
"""Late blocks looked at before silence is filled in: held-up blocks come in a burst and are on time again by then."""
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
            self._late_by_us = min(self._late_by_us, late_us)
            return self._settle(self._late_by_us) if len(self._late) == PATIENCE_BLOCKS else []
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
        self._late_by_us = _NEVER
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
        return at_us


def _length_us(samples: Samples) -> int:
    return len(samples) * MICROSECONDS // RATE
