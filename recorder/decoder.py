"""The PyAV door for reading: segments of a recording back into small pictures and sound.

Guarantees: everything is decoded from what was encoded, nothing from the device; what cannot be decoded is a
DeviceFault in words. Bounded by the caller: a trial is ten seconds long.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import av
import numpy as np

from protocol.errors import DeviceFault
from protocol.saying import to_say
from recorder.media import FAILED, MICROSECONDS, RATE, Samples, device_fault
from recorder.states import PreviewPicture


@dataclass(frozen=True, slots=True)
class Film:
    """Pictures in the order of their times, which begin at 0."""

    pictures: tuple[PreviewPicture, ...]
    duration_us: int

    def at(self, us: int) -> PreviewPicture | None:
        """The picture that is seen at this time; the last one from its time on."""
        return next((each for each in reversed(self.pictures) if each.at_us <= us), None)


def decode_pictures(segments: Sequence[bytes], width: int) -> Film:
    """Decode video, scaled to at most `width`. Raises DeviceFault."""
    pictures: list[PreviewPicture] = []
    begun_us = 0
    for segment in segments:
        end_us = begun_us
        try:
            with av.open(io.BytesIO(segment), "r") as container:
                for frame in container.decode(video=0):
                    at_us = begun_us + int((frame.time or 0.0) * MICROSECONDS)
                    pictures.append(_small(frame, width, at_us))
                    end_us = at_us + int(float((frame.duration or 0) * (frame.time_base or 0)) * MICROSECONDS)
        except av.FFmpegError as error:
            raise _fault(error) from error
        begun_us = end_us
    return Film(tuple(pictures), begun_us)


def decode_sound(segments: Sequence[bytes]) -> Samples:
    """Decode sound: mono, 48 kHz. Raises DeviceFault."""
    blocks: list[Samples] = []
    for segment in segments:
        try:
            with av.open(io.BytesIO(segment), "r") as container:
                to_plain = av.AudioResampler(format="s16", layout="mono", rate=RATE)
                for frame in container.decode(audio=0):
                    blocks += [np.asarray(each.to_ndarray(), np.int16).reshape(-1) for each in to_plain.resample(frame)]
        except av.FFmpegError as error:
            raise _fault(error) from error
    return np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.int16)


def _small(frame: av.VideoFrame, width: int, at_us: int) -> PreviewPicture:
    wide = min(width, frame.width)
    high = max(2, frame.height * wide // frame.width)
    rgb = frame.to_ndarray(format="rgb24", width=wide, height=high)
    return PreviewPicture(rgb.tobytes(), wide, high, at_us)


def _fault(error: Exception) -> DeviceFault:
    words = to_say("What was recorded could not be played back on this computer.")
    return device_fault(FAILED, words, cause=type(error).__name__)
