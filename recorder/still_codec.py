"""A picture as a segment: one fragment, the JPEG itself. Still pictures and those of the identity step are kept so."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.saying import to_say
from recorder.encoder import SegmentEncoder
from recorder.media import FAILED, Sample, device_fault

JPEG_QUALITY = 80
"""A picture of 640 x 480 takes about 50 kB and shows no blocks; more would only be larger."""


@dataclass(frozen=True, slots=True)
class StillCodec:
    """Each picture is a segment of one fragment: the JPEG itself."""

    alone: bool = True

    def segment(self, _start_us: int) -> SegmentEncoder:
        """Begin a segment."""
        return StillSegment()


class StillSegment:
    """One picture."""

    mime = "image/jpeg"
    duration_us = 0
    """A picture is a moment."""

    def __init__(self) -> None:
        self._jpeg = b""

    def add(self, sample: Sample) -> list[bytes]:
        """Take the picture; it comes out at the end."""
        self._jpeg = sample.data.tobytes()
        return []

    def finish(self) -> bytes:
        """The picture."""
        if not self._jpeg:
            raise device_fault(FAILED, to_say("There is no picture to keep."))
        return self._jpeg
