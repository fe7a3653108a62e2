"""The PyAV door: encodes one self-contained segment of a stream as fragmented MP4 in memory.

A segment starts with `ftyp` and `moov` and a key frame, its time starts at 0, and it decodes alone. It comes out as
fragments (`moof` + `mdat`) of about 0.5 s; the first one carries `ftyp` and `moov`. Fragments need not begin with a key
frame: any number of leading fragments decodes, and key frames would be most of the bytes. Nothing is written to a file.
Besides, it names Windows's cameras, which FFmpeg can list.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from protocol.errors import DeviceFault
from protocol.saying import to_say
from recorder.media import BLOCK_SAMPLES, FAILED, FRAGMENT_US, MICROSECONDS, RATE, Sample, device_fault

_VIDEO_CLOCK = 90_000
_SOUND_BITS_PER_S = 24_000
_SOUND_EFFORT = "5"
"""Of 10, which Opus takes by default: a quarter less time, and speech at this rate sounds the same."""
_VP9_LEVELS = ((30, 552_960), (31, 983_040), (40, 2_228_224), (50, 8_912_896))
"""Level times ten, and the most pixels of a picture in it."""
_OPTIONS = {
    "movflags": "empty_moov+default_base_moof+skip_trailer",
    "frag_duration": str(FRAGMENT_US),
}
_BOX = struct.Struct(">I4s")


class SegmentEncoder(Protocol):
    """One segment being written."""

    @property
    def mime(self) -> str:
        """MIME type with its `codecs` parameter, as `MediaSource.isTypeSupported` wants it; same for all segments."""
        ...

    @property
    def duration_us(self) -> int:
        """Length so far."""
        ...

    def add(self, sample: Sample) -> list[bytes]:
        """Encode; return the fragments that are complete now."""
        ...

    def finish(self) -> bytes:
        """Close the segment; return its last fragment."""
        ...


class Codec(Protocol):
    """Makes the segments of one track; `alone`: each sample is a segment of its own."""

    @property
    def alone(self) -> bool:
        """Whether each sample is a segment of its own."""
        ...

    def segment(self, start_us: int) -> SegmentEncoder:
        """Begin a segment whose time 0 is `start_us`."""
        ...


@dataclass(frozen=True, slots=True)
class Tuning:
    """How an encoder trades processor time, bytes and quality.

    Attributes:
        preset: x264's name, or VP9's speed.
        quality: CRF; less is better and larger.
        key_frame_s: how far apart key frames are: how much must be decoded to jump to a moment.
        library: libx264, or libvpx-vp9, whose result every current browser plays as well.
    """

    preset: str = "ultrafast"
    quality: int = 28
    key_frame_s: int = 5
    library: Literal["libx264", "libvpx-vp9"] = "libx264"


CAMERA_TUNING = Tuning()
"""Measured on a noisy webcam-like picture: half the time and half the bytes of `veryfast`."""
SCREEN_TUNING = Tuning(preset="veryfast", key_frame_s=10)
"""Measured on typed text: key frames are nearly all of the bytes, so one a segment; `ultrafast` doubles the bytes."""


@dataclass(frozen=True, slots=True)
class VideoCodec:
    """H.264 or VP9 in 4:2:0 at a constant quality."""

    width: int
    height: int
    frames_per_second: int
    tuning: Tuning = CAMERA_TUNING
    alone: bool = False

    def segment(self, start_us: int) -> VideoSegment:
        """Begin a segment whose time 0 is `start_us`. Raises DeviceFault when the encoder cannot be opened."""
        return VideoSegment(self, start_us)


@dataclass(frozen=True, slots=True)
class SoundCodec:
    """Opus, mono, 48 kHz, 24 kbit/s, frames of 60 ms."""

    alone: bool = False

    def segment(self, start_us: int) -> SoundSegment:
        """Begin a segment. Raises DeviceFault when the encoder cannot be opened."""
        return SoundSegment(start_us)


class _Fragments:
    """Collects what the muxer writes and cuts it behind each complete `mdat`."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._scanned = 0

    def write(self, data: bytes) -> int:
        """Take bytes from the muxer."""
        self._bytes += data
        return len(data)

    def complete(self) -> list[bytes]:
        """Take out the fragments whose `mdat` is whole."""
        found = []
        while self._scanned + _BOX.size <= len(self._bytes):
            size, kind = _BOX.unpack_from(self._bytes, self._scanned)
            if size < _BOX.size or self._scanned + size > len(self._bytes):
                break
            self._scanned += size
            if kind == b"mdat":
                found.append(bytes(self._bytes[: self._scanned]))
                del self._bytes[: self._scanned]
                self._scanned = 0
        return found


class _Segment:
    """What video and sound have in common: the container and its fragments."""

    def __init__(self) -> None:
        self._fragments = _Fragments()
        self._container = av.open(self._fragments, "w", format="mp4", options=_OPTIONS)
        self._duration_us = 0

    @property
    def duration_us(self) -> int:
        """Length so far, in microseconds."""
        return self._duration_us

    def _close(self, stream: VideoStream | AudioStream) -> bytes:
        try:
            self._container.mux(stream.encode(None))
            self._container.close()
        except av.FFmpegError as error:
            raise _fault(error) from error
        return b"".join(self._fragments.complete())


class VideoSegment(_Segment):
    """One segment of video. Pictures keep their own times: a slow camera gives longer pictures, not fewer seconds."""

    def __init__(self, codec: VideoCodec, start_us: int) -> None:
        super().__init__()
        self._codec = codec
        self._start_us = start_us
        self._last_ticks = -1
        try:
            self._stream = self._open(codec)
        except (av.FFmpegError, ValueError) as error:
            raise _fault(error) from error

    @property
    def mime(self) -> str:
        """`video/mp4; codecs="avc1.PPCCLL"` by RFC 6381: profile, constraints and level of the parameter set.

        VP9 has no parameter set: profile 0, the least level that holds the size, 8 bits.
        """
        if self._codec.tuning.library == "libvpx-vp9":
            size = self._codec.width * self._codec.height
            level = next((level for level, most in _VP9_LEVELS if size <= most), 51)
            return f'video/mp4; codecs="vp09.00.{level}.08"'
        parameters = bytes(self._stream.codec_context.extradata or b"")
        at = parameters.index(b"\0\0\1") + 4  # x264 gives Annex B: start code, type byte, then the three bytes
        return f'video/mp4; codecs="avc1.{parameters[at : at + 3].hex()}"'

    def add(self, sample: Sample) -> list[bytes]:
        """Encode one picture. Raises DeviceFault when the encoder fails."""
        offset_us = max(0, sample.at_us - self._start_us)
        ticks = max(self._last_ticks + 1, offset_us * _VIDEO_CLOCK // MICROSECONDS)
        self._last_ticks = ticks
        self._duration_us = offset_us + sample.duration_us
        try:
            frame = av.VideoFrame.from_ndarray(np.asarray(sample.data, dtype=np.uint8), format="yuv420p")
            frame.pts, frame.time_base = ticks, Fraction(1, _VIDEO_CLOCK)
            frame.duration = sample.duration_us * _VIDEO_CLOCK // MICROSECONDS
            self._container.mux(self._stream.encode(frame))
        except av.FFmpegError as error:
            raise _fault(error) from error
        return self._fragments.complete()

    def finish(self) -> bytes:
        """Close the segment; return its last fragment."""
        return self._close(self._stream)

    def _open(self, codec: VideoCodec) -> VideoStream:
        rate, tuning = codec.frames_per_second, codec.tuning
        options = {"crf": str(tuning.quality), "g": str(rate * tuning.key_frame_s), "threads": "1"}
        options |= _x264(tuning) if tuning.library == "libx264" else _vp9(tuning)
        stream = self._container.add_stream(tuning.library, rate=rate, options=options)
        stream.width, stream.height, stream.pix_fmt = codec.width, codec.height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, _VIDEO_CLOCK)
        stream.time_base = Fraction(1, _VIDEO_CLOCK)
        self._container.start_encoding()
        return stream


def directshow_cameras() -> list[str]:
    """Names of Windows's cameras, in the order of DirectShow, which numbers them."""
    try:
        found = av.enumerate_input_devices("dshow")
    except (ValueError, av.FFmpegError):  # this build, or this system, has no DirectShow
        return []
    return [each.description or each.name for each in found if "video" in each.media_types]


def _x264(tuning: Tuning) -> dict[str, str]:
    return {
        "preset": tuning.preset,
        "tune": "zerolatency",  # each picture comes out at once: a kill loses no look-ahead
        "x264-params": "colorprim=smpte170m:transfer=smpte170m:colormatrix=smpte170m",  # OpenCV's I420 is BT.601
    }


def _vp9(tuning: Tuning) -> dict[str, str]:
    return {
        "deadline": "realtime",
        "cpu-used": tuning.preset,
        "lag-in-frames": "0",  # as zerolatency above
        "b": "0",  # quality alone rules
        "colorspace": "smpte170m",
        "color_range": "tv",
    }


class SoundSegment(_Segment):
    """One segment of Opus. Time is counted in samples; the caller fills gaps with silence."""

    def __init__(self, start_us: int) -> None:
        super().__init__()
        self._start_us = start_us
        self._samples = 0
        try:
            self._stream = self._open()
        except (av.FFmpegError, ValueError) as error:
            raise _fault(error) from error

    @property
    def mime(self) -> str:
        """Opus in MP4."""
        return 'audio/mp4; codecs="opus"'

    def add(self, sample: Sample) -> list[bytes]:
        """Encode one frame of exactly 2880 samples. Raises DeviceFault when the encoder fails."""
        data = np.asarray(sample.data, dtype=np.int16).reshape(1, BLOCK_SAMPLES)
        try:
            frame = av.AudioFrame.from_ndarray(data, format="s16", layout="mono")
            frame.rate, frame.pts, frame.time_base = RATE, self._samples, Fraction(1, RATE)
            self._container.mux(self._stream.encode(frame))
        except av.FFmpegError as error:
            raise _fault(error) from error
        self._samples += BLOCK_SAMPLES
        self._duration_us = self._samples * MICROSECONDS // RATE
        return self._fragments.complete()

    def finish(self) -> bytes:
        """Close the segment; return its last fragment."""
        return self._close(self._stream)

    def _open(self) -> AudioStream:
        options = {"b": str(_SOUND_BITS_PER_S), "frame_duration": "60", "application": "voip"}
        options["compression_level"] = _SOUND_EFFORT
        stream = self._container.add_stream("libopus", rate=RATE, options=options)
        stream.codec_context.layout = "mono"
        stream.codec_context.format = av.AudioFormat("s16")
        self._container.start_encoding()
        return stream


def _fault(error: Exception) -> DeviceFault:
    return device_fault(
        FAILED, to_say("The recording could not be encoded on this computer."), cause=type(error).__name__
    )
