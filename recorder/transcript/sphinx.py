"""The pocketsphinx door: English, by the model that lies in its wheel; and the ear that tells speech from silence.

Rough on clear speech and poor on conversation (docs/evidence.md): good for finding a moment. Must not be loaded in the
app's own process: it holds Python's lock for seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pocketsphinx

from recorder.transcript.engines import RATE, Heard

if TYPE_CHECKING:
    from recorder.media import Samples

_NO_WORDS = ("<", "[", "++")
"""How the names of silences and noises begin."""


class Sphinx:
    """Writes English down."""

    def __init__(self) -> None:
        self._decoder: Any = pocketsphinx.Decoder(samprate=RATE, loglevel="FATAL")

    def write_down(self, samples: Samples) -> Heard:
        """The text of a stretch; its confidence is the mean of its words' probabilities."""
        self._decoder.start_utt()
        self._decoder.process_raw(samples.tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        words = [each for each in self._decoder.seg() if not each.word.startswith(_NO_WORDS)]
        if found is None or not found.hypstr or not words:
            return Heard("", None)
        mean = sum(min(1.0, float(each.prob)) for each in words) / len(words)
        return Heard(str(found.hypstr), round(100 * mean))


class Ear:
    """Cuts sound into stretches of speech (WebRTC's detector, in pocketsphinx). One stream, in order."""

    def __init__(self) -> None:
        self._pointer: Any = pocketsphinx.Endpointer(window=0.3, ratio=0.9, vad_mode=2, sample_rate=RATE)
        self.frame_samples = int(self._pointer.frame_bytes) // 2

    def speech(self, frame: Samples) -> Samples | None:
        """Take one frame; the speech in or before it, or None while nobody speaks."""
        found = self._pointer.process(frame.tobytes())
        return None if found is None else np.frombuffer(found, np.int16)

    @property
    def in_speech(self) -> bool:
        """Whether the stretch goes on."""
        return bool(self._pointer.in_speech)
