"""Real recordings for the portal's tests: segments from the recorder's encoder, sealed by protocol.sealing.

Each picture carries the time it was taken at, in hundredths of a second, as 16 black and white squares at its upper
left, so that a test can read from the browser's canvas what is on show.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.facts import SegmentFact
from protocol.identifiers import new_identifier
from protocol.sealing import LAST_IN_SEGMENT, MAGIC, Sealer, new_data_key, wrap_for_organisation
from recorder.encoder import SoundCodec, VideoCodec
from recorder.media import BLOCK_SAMPLES, RATE, Sample

WIDTH, HEIGHT, FRAMES_PER_SECOND = 320, 240, 15
SQUARE, BITS = 16, 16
SECOND_US = 1_000_000
Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class MadeTrack:
    """A finished track: what the device would declare, upload and write to its journal."""

    track: str
    stream: TrackKind
    mime: str
    wrapped_key: str
    files: list[bytes]
    facts: list[SegmentFact]
    device: str = ""


@dataclass(frozen=True)
class Take:
    """When a recording runs, on the launch's monotonic clock."""

    start_us: int
    seconds: int
    segment_seconds: int = 5


def make_track(attempt: str, public_key: str, stream: TrackKind, take: Take) -> MadeTrack:
    """Record `take.seconds` seconds in segments."""
    track, key = new_identifier(), new_data_key()
    sealer = Sealer(attempt, track, key)
    files, facts, mime = [], [], ""
    for number, offset in enumerate(range(0, take.seconds, take.segment_seconds)):
        start_us = take.start_us + offset * SECOND_US
        mime, fragments = encoded(stream, start_us, min(take.segment_seconds, take.seconds - offset))
        records, tag = [], b""
        for index, plain in enumerate(fragments):
            sealed = sealer.seal(number, index, plain, LAST_IN_SEGMENT if index == len(fragments) - 1 else 0)
            records.append(sealed.record)
            tag = sealed.tag
        file = MAGIC + b"".join(records)
        files.append(file)
        facts.append(
            SegmentFact(
                track=track,
                stream=stream,
                segment=number,
                fragments=len(fragments),
                size_bytes=len(file),
                digest=digest_hex(file),
                start_us=start_us,
                duration_us=min(take.segment_seconds, take.seconds - offset) * SECOND_US,
                last_tag=tag.hex(),
            )
        )
    return MadeTrack(track, stream, mime, wrap_for_organisation(key, public_key), files, facts)


def encoded(stream: TrackKind, start_us: int, seconds: int) -> tuple[str, list[bytes]]:
    """One segment's media type and plain fragments."""
    if stream is TrackKind.MICROPHONE:
        sound = SoundCodec().segment(start_us)
        fragments = [part for block in _tone(start_us, seconds) for part in sound.add(block)]
        return sound.mime, [*fragments, sound.finish()]
    video = VideoCodec(WIDTH, HEIGHT, FRAMES_PER_SECOND).segment(start_us)
    fragments = [part for picture in _pictures(start_us, seconds, stream) for part in video.add(picture)]
    return video.mime, [*fragments, video.finish()]


def _pictures(start_us: int, seconds: int, stream: TrackKind) -> list[Sample]:
    step = SECOND_US // FRAMES_PER_SECOND
    return [
        Sample(_picture(start_us + number * step, stream), start_us + number * step, step)
        for number in range(seconds * FRAMES_PER_SECOND)
    ]


def _picture(at_us: int, stream: TrackKind) -> Picture:
    luma = np.full((HEIGHT, WIDTH), 70 if stream is TrackKind.CAMERA else 190, dtype=np.uint8)
    across = int(at_us / SECOND_US * 40) % (WIDTH - 60)
    luma[100:180, across : across + 60] = 150
    centiseconds = at_us // 10_000
    for bit in range(BITS):
        luma[:SQUARE, bit * SQUARE : (bit + 1) * SQUARE] = 235 if centiseconds >> (BITS - 1 - bit) & 1 else 16
    chroma = np.full((HEIGHT // 2, WIDTH), 128, dtype=np.uint8)
    return np.vstack([luma, chroma])


def _tone(start_us: int, seconds: int) -> list[Sample]:
    block_us = BLOCK_SAMPLES * SECOND_US // RATE
    count = seconds * RATE // BLOCK_SAMPLES
    wave = (np.sin(np.arange(BLOCK_SAMPLES) * 2 * np.pi * 440 / RATE) * 6000).astype(np.int16)
    return [Sample(wave, start_us + number * block_us, block_us) for number in range(count)]


READ_MARK = """
(video) => {
  const canvas = document.createElement('canvas');
  canvas.width = 256; canvas.height = 16;
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.drawImage(video, 0, 0, 256, 16, 0, 0, 256, 16);
  let number = 0;
  const pixels = context.getImageData(0, 8, 256, 1).data;
  for (let bit = 0; bit < 16; bit++) number = number * 2 + (pixels[(bit * 16 + 8) * 4] > 127 ? 1 : 0);
  return number / 100;
}
"""
"""JavaScript: the time (seconds) written into the picture that a video element shows."""
