"""The pictures of the identity step: taken by the candidate, held in memory until the start, then sealed at once.

Guarantees: without a permit that names the step nothing is sealed; no program looks into a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from protocol.attempts import TrackKind
from protocol.facts import RecorderEvent, RecorderFact
from protocol.saying import to_say
from recorder.camera import to_jpeg
from recorder.capture import Capture
from recorder.media import Device, Sample, now_us
from recorder.permit import CapturePermit
from recorder.still_codec import JPEG_QUALITY, StillCodec
from recorder.track import Order, Track

GONE_ON_WITHOUT = to_say("the candidate went on without pictures; a person may ask")


@dataclass(frozen=True, slots=True)
class TakenPicture:
    """A picture as the candidate saw and kept it: a JPEG, by which camera, and when."""

    jpeg: bytes = field(repr=False)
    device: Device
    at_us: int


def taken_picture(capture: Capture) -> TakenPicture | None:
    """The latest picture of a camera as it is kept; None while there is none."""
    picture, _ = capture.latest()
    _, device, _ = capture.status()
    if picture is None or device is None:
        return None
    return TakenPicture(to_jpeg(picture.pixels, JPEG_QUALITY), device, picture.at_us)


def seal_pictures(permit: CapturePermit, order: Order, pictures: Sequence[TakenPicture]) -> None:
    """Seal and keep the pictures, or note that there are none. Returns when they are on the disk.

    Raises NotAllowed without the right permit, StorageFault, DeviceFault.
    """
    permit.require(TrackKind.IDENTITY, recording=True)
    if not pictures:
        missing = RecorderFact(stream=TrackKind.IDENTITY, event=RecorderEvent.MISSING, reason=GONE_ON_WITHOUT)
        order.facts.submit(missing, mono_us=now_us())
        return
    track = Track(TrackKind.IDENTITY, pictures[0].device, StillCodec(), order)
    for picture in pictures:
        track.write(Sample(np.frombuffer(picture.jpeg, dtype=np.uint8), picture.at_us, 0))
        if track.fact is not None and track.segments == 1:
            order.facts.submit(track.fact, mono_us=now_us())
    track.end()
    for event in (RecorderEvent.STARTED, RecorderEvent.STOPPED):
        fact = RecorderFact(
            stream=TrackKind.IDENTITY, event=event, track=track.identifier, device=pictures[0].device.name[:200]
        )
        order.facts.submit(fact, mono_us=now_us())
