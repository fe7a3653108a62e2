"""What the recorder is asked to do and what it says about itself: frozen values, safe to hand to any thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from protocol.attempts import RECORDED, TrackKind
from protocol.errors import InvalidInput
from recorder.media import Device


class Condition(StrEnum):
    """How one stream is doing. The app maps each to one symbol, colour and place."""

    OFF = "off"
    OPENING = "opening"
    RUNNING = "running"
    MISSING = "missing"
    BUSY = "busy"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StreamState:
    """One stream now.

    Attributes:
        kind: camera, microphone or screen.
        condition: RUNNING only while pictures or sound arrive.
        recording: sealed fragments of this stream are being written; false in a preview.
        device: what is open, or what was last tried.
        words: one or two plain sentences for the candidate; empty while all is well.
        track: id of the track being written.
        dropped: pictures or sound blocks thrown away so far because this computer was too slow.
        segments: complete segments so far.
    """

    kind: TrackKind
    condition: Condition = Condition.OFF
    recording: bool = False
    device: Device | None = None
    words: str = ""
    track: str | None = None
    dropped: int = 0
    segments: int = 0


@dataclass(frozen=True, slots=True)
class RecorderState:
    """All streams of this recorder, in the order camera, microphone, screen; of the screen one for each display."""

    streams: tuple[StreamState, ...] = ()

    @property
    def recording(self) -> bool:
        """Whether anything is being written now; the visible indicator follows this."""
        return any(stream.recording for stream in self.streams)

    @property
    def capturing(self) -> bool:
        """Whether any device is open, for a preview or a recording."""
        return any(stream.condition in (Condition.OPENING, Condition.RUNNING) for stream in self.streams)

    def stream(self, kind: TrackKind) -> StreamState:
        """State of one stream, of several displays the first that has trouble; OFF when it is not captured."""
        found = self.of(kind) or (StreamState(kind),)
        return next((stream for stream in found if stream.condition is not Condition.RUNNING), found[0])

    def of(self, kind: TrackKind) -> tuple[StreamState, ...]:
        """State of every device of one stream; several only of the screen."""
        return tuple(stream for stream in self.streams if stream.kind is kind)


@dataclass(frozen=True, slots=True)
class PreviewPicture:
    """A small picture for the candidate's eyes: packed RGB, `3 * width` bytes a row, and when it was taken."""

    rgb: bytes
    width: int
    height: int
    at_us: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The latest of each stream: a picture or None, and the microphone's level from 0 to 1 (0 = below -60 dBFS)."""

    camera: PreviewPicture | None = None
    screen: PreviewPicture | None = None
    microphone_level: float = 0.0


@dataclass(frozen=True, slots=True)
class VideoSettings:
    """Wanted size and rate of a video stream; a device may give less."""

    width: int
    height: int
    frames_per_second: int

    def __post_init__(self) -> None:
        for name, low, high in (("width", 16, 3840), ("height", 16, 2160), ("frames_per_second", 1, 30)):
            if not low <= getattr(self, name) <= high:
                raise InvalidInput(name, f"{low} to {high}", f"{name} must be from {low} to {high}.")


@dataclass(frozen=True, slots=True)
class RecorderConfig:
    """Which streams to capture, and from which devices.

    `camera`, `microphone` and `screen` name a device from `recorder.devices`; None takes the first there is, at each
    attempt to open, so that a camera plugged in later is found. `displays` says whether every display is recorded, each
    as a stream of its own, or only `screen`: one that the candidate did not choose is then never recorded in its stead.
    `adapts`: size and rate step down under load; a measurement of the full quality turns that off. `screen_ready` is
    called right before each picture of a display with its left upper corner, from the thread that takes it, and puts
    the mark above all else; false: the mark of this display does not stand yet.
    """

    streams: tuple[TrackKind, ...] = RECORDED
    camera: Device | None = None
    microphone: Device | None = None
    screen: Device | None = None
    displays: Literal["all", "chosen"] = "all"
    adapts: bool = True
    screen_ready: Callable[[tuple[int, int]], bool] = lambda _corner: True
    camera_video: VideoSettings = field(default_factory=lambda: VideoSettings(640, 480, 15))
    screen_video: VideoSettings = field(default_factory=lambda: VideoSettings(1280, 1280, 5))

    def __post_init__(self) -> None:
        if len(set(self.streams)) != len(self.streams):
            raise InvalidInput("streams", "each stream once", "A recording stream was named twice.")
        for kind in RECORDED:
            device = self.device(kind)
            if device and device.kind is not kind:
                raise InvalidInput(kind.value, f"a {kind.value}", f"{device.name} is not a {kind.value}.")

    def with_device(self, device: Device) -> RecorderConfig:
        """The same with this device chosen for its stream."""
        if device.kind is TrackKind.CAMERA:
            return replace(self, camera=device)
        return replace(self, screen=device) if device.kind is TrackKind.SCREEN else replace(self, microphone=device)

    def device(self, kind: TrackKind) -> Device | None:
        """Return the chosen device of one stream, or None."""
        chosen = {
            TrackKind.CAMERA: self.camera,
            TrackKind.MICROPHONE: self.microphone,
            TrackKind.SCREEN: self.screen,
        }
        return chosen[kind]
