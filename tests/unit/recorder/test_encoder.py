"""Segments: self-contained, cut into fragments of half a second, of the promised type."""

from __future__ import annotations

import io
import re
import struct

import av
import numpy as np
import pytest

from recorder.camera import to_i420
from recorder.encoder import SCREEN_TUNING, Codec, SoundCodec, Tuning, VideoCodec
from recorder.media import BLOCK_SAMPLES, Sample
from tests.media.recording_folder import decode

START_US = 9_000_000_000


def boxes(data: bytes) -> list[str]:
    found, at = [], 0
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        found.append(kind.decode())
        at += size
    assert at == len(data)
    return found


def pictures(count: int, width: int = 160, height: int = 120, rate: int = 15) -> list[Sample]:
    random = np.random.default_rng(3)
    step_us = 1_000_000 // rate
    return [
        Sample(
            to_i420(random.integers(0, 255, (height, width, 3), dtype=np.uint8)), START_US + number * step_us, step_us
        )
        for number in range(count)
    ]


def sounds(count: int) -> list[Sample]:
    wave = (8000 * np.sin(np.arange(BLOCK_SAMPLES) / 10)).astype(np.int16)
    return [Sample(wave, START_US + number * 60_000, 60_000) for number in range(count)]


def encode(codec: Codec, samples: list[Sample]) -> tuple[list[bytes], int, str]:
    segment = codec.segment(samples[0].at_us)
    fragments = [fragment for sample in samples for fragment in segment.add(sample)]
    mime = segment.mime
    fragments.append(segment.finish())
    return fragments, segment.duration_us, mime


def test_video_fragments_hold_half_a_second_and_the_first_the_header() -> None:
    fragments, duration_us, mime = encode(VideoCodec(160, 120, 15), pictures(60))
    assert boxes(fragments[0]) == ["ftyp", "moov", "moof", "mdat"]
    assert {tuple(boxes(fragment)) for fragment in fragments[1:]} == {("moof", "mdat")}
    assert len(fragments) == 8
    assert duration_us == pytest.approx(4_000_000, abs=100)
    assert re.fullmatch(r'video/mp4; codecs="avc1\.[0-9a-f]{6}"', mime)
    decoded = decode(b"".join(fragments))
    assert (decoded.frames, decoded.width, decoded.height, decoded.first_is_key) == (60, 160, 120, True)
    assert decoded.seconds == pytest.approx(4.0, abs=0.01)


def test_vp9_comes_out_in_the_same_pieces_and_each_prefix_decodes() -> None:
    tuning = Tuning(library="libvpx-vp9", preset="8", quality=40)
    fragments, duration_us, mime = encode(VideoCodec(160, 120, 15, tuning), pictures(40))
    assert boxes(fragments[0]) == ["ftyp", "moov", "moof", "mdat"]
    counts = [decode(b"".join(fragments[:number])).frames for number in range(1, len(fragments) + 1)]
    assert counts == [8, 16, 24, 32, 40]
    assert duration_us == pytest.approx(40 * 66_666, abs=100)
    at = fragments[0].index(b"vpcC") + 8  # after version and flags
    assert mime.startswith('video/mp4; codecs="vp09.')
    assert (fragments[0][at], fragments[0][at + 2] >> 4) == (0, 8), "profile and bits of the type"


def test_the_mime_type_names_the_stream_that_is_in_the_file() -> None:
    fragments, _, mime = encode(VideoCodec(160, 120, 15), pictures(3))
    header = fragments[0]
    at = header.index(b"avcC") + 5  # after the configuration's version byte
    assert mime.endswith(f'avc1.{header[at : at + 3].hex()}"')


def test_every_prefix_of_fragments_decodes() -> None:
    fragments, _, _ = encode(VideoCodec(160, 120, 15, SCREEN_TUNING), pictures(40))
    counts = [decode(b"".join(fragments[:number])).frames for number in range(1, len(fragments) + 1)]
    assert counts == [8, 16, 24, 32, 40]


def test_sound_fragments_hold_half_a_second() -> None:
    fragments, duration_us, mime = encode(SoundCodec(), sounds(50))
    assert mime == 'audio/mp4; codecs="opus"'
    assert boxes(fragments[0]) == ["ftyp", "moov", "moof", "mdat"]
    assert len(fragments) == 6
    assert duration_us == 3_000_000
    decoded = decode(b"".join(fragments))
    assert decoded.seconds == pytest.approx(3.0, abs=0.01)
    assert decoded.samples == pytest.approx(3 * 48_000, abs=BLOCK_SAMPLES)  # the last packet is padded to a whole one


def test_times_within_a_segment_start_at_zero_and_follow_the_pictures() -> None:
    samples = pictures(6)
    late = [
        Sample(sample.data, sample.at_us + 400_000 * (number >= 3), 66_666) for number, sample in enumerate(samples)
    ]
    fragments, duration_us, _ = encode(VideoCodec(160, 120, 15), late)
    with av.open(io.BytesIO(b"".join(fragments)), "r") as container:
        times = [float(frame.time or 0.0) for frame in container.decode(video=0)]
    assert times[:3] == pytest.approx([0.0, 0.0667, 0.1333], abs=0.001)
    assert times[3:] == pytest.approx([0.6, 0.6667, 0.7333], abs=0.001)
    assert duration_us == 800_000 - 4


def test_pictures_with_the_same_time_still_encode() -> None:
    twice = [Sample(sample.data, START_US, 66_666) for sample in pictures(3)]
    fragments, _, _ = encode(VideoCodec(160, 120, 15), twice)
    assert decode(b"".join(fragments)).frames == 3
