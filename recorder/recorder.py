"""The recorder: captures the streams that a permit allows, seals them on this device, tells facts about them.

Guarantees: nothing is opened without a CapturePermit; opening never blocks the caller; one stream's trouble never
touches another; after `stop` nothing is captured.
"""

from __future__ import annotations

import threading
import time

from protocol.attempts import RECORDED, TrackKind
from protocol.errors import Conflict
from protocol.ports import FactSink, FragmentSink
from protocol.sealing import new_data_key, wrap_for_organisation
from recorder.camera import to_small_rgb
from recorder.capture import Capture
from recorder.devices import opener
from recorder.encoder import CAMERA_TUNING, SCREEN_TUNING
from recorder.feeds import Feed, SoundFeed, VideoFeed
from recorder.media import Picture
from recorder.permit import CapturePermit
from recorder.recording import Recording
from recorder.states import Condition, Preview, PreviewPicture, RecorderConfig, RecorderState, StreamState
from recorder.track import Order
from recorder.transcript.overheard import Overheard

PREVIEW_WIDTH = 320
_QUEUED = {TrackKind.CAMERA: 30, TrackKind.SCREEN: 10, TrackKind.MICROPHONE: 100}
"""Two seconds of pictures and six of sound: more only delays the moment at which an overflow is told."""


class Recorder:
    """Camera, microphone and screen of one attempt. All methods may be called from the GUI thread."""

    def __init__(self, config: RecorderConfig | None = None) -> None:
        self._config = config or RecorderConfig()
        self._lock = threading.Lock()
        self._captures: dict[TrackKind, Capture] = {}
        self._recordings: dict[TrackKind, Recording] = {}

    def start_preview(self, permit: CapturePermit) -> None:
        """Open the devices and show them (`preview`, `state`), without writing anything. Returns at once.

        Raises NotAllowed when the permit does not name a configured stream.
        """
        for kind in self._config.streams:
            permit.require(kind, recording=False)
        with self._lock:
            self._open_all()

    def start(
        self, permit: CapturePermit, organisation_public_key: str, facts: FactSink, fragments: FragmentSink
    ) -> None:
        """Record from now on; devices opened by `start_preview` stay open. Returns at once.

        Raises NotAllowed without the right permit, InvalidInput when the key is no age recipient, Conflict when it is
        recording already. Device trouble never raises: it is a RecorderFact and a StreamState.
        """
        for kind in self._config.streams:
            permit.require(kind, recording=True)
        wrap_for_organisation(new_data_key(), organisation_public_key)
        with self._lock:
            if self._recordings:
                raise Conflict("recorder.running", "The recording is running already.")
            self._open_all()
            order = Order(permit.attempt, organisation_public_key, facts, fragments)
            for kind, capture in self._captures.items():
                recording = Recording(kind, self._feed(kind), order, _QUEUED[kind])
                self._recordings[kind] = recording
                recording.start()
                overhear = self._config.overhear if kind is TrackKind.MICROPHONE else None
                capture.attach(recording if overhear is None else Overheard(recording, overhear))

    def stop(self, deadline_s: float = 1.0) -> RecorderState:
        """Stop capturing at once, write out and close what was captured, give the devices back. Idempotent.

        Returns within about `deadline_s` the last state; a stream that could not finish has the condition FAILED.
        """
        until_s = time.monotonic() + deadline_s
        with self._lock:
            captures, self._captures = self._captures, {}
            recordings, self._recordings = self._recordings, {}
            for capture in captures.values():
                capture.stop_soon()
            for recording in recordings.values():
                recording.finish_soon()
        finished = {kind: part.join(max(0.0, until_s - time.monotonic())) for kind, part in recordings.items()}
        for capture in captures.values():
            capture.join(max(0.0, until_s - time.monotonic()))
        return RecorderState(
            tuple(
                _last_state(capture, recordings.get(kind), done=finished.get(kind, True))
                for kind, capture in captures.items()
            )
        )

    def state(self) -> RecorderState:
        """Tell how each stream is doing now; cheap, for polling by a timer."""
        with self._lock:
            pairs = [(capture, self._recordings.get(kind)) for kind, capture in self._captures.items()]
        return RecorderState(tuple(_stream_state(capture, recording) for capture, recording in pairs))

    def preview(self) -> Preview:
        """Return the latest pictures, scaled to at most 320 pixels wide, and the sound level; about 1 ms."""
        with self._lock:
            latest = {kind: capture.latest() for kind, capture in self._captures.items()}
        camera, _ = latest.get(TrackKind.CAMERA, (None, 0.0))
        screen, _ = latest.get(TrackKind.SCREEN, (None, 0.0))
        _, level = latest.get(TrackKind.MICROPHONE, (None, 0.0))
        return Preview(_small(camera), _small(screen), level)

    def _open_all(self) -> None:
        for kind in RECORDED:
            if kind in self._config.streams and kind not in self._captures:
                self._captures[kind] = Capture(kind, opener(kind, self._config))
                self._captures[kind].start()

    def _feed(self, kind: TrackKind) -> Feed:
        if kind is TrackKind.MICROPHONE:
            return SoundFeed()
        if kind is TrackKind.CAMERA:
            return VideoFeed(self._config.camera_video, CAMERA_TUNING)
        return VideoFeed(self._config.screen_video, SCREEN_TUNING)


def _stream_state(capture: Capture, recording: Recording | None) -> StreamState:
    condition, device, words = capture.status()
    if recording is None:
        return StreamState(capture.kind, condition, device=device, words=words)
    track, segments, dropped, trouble = recording.progress()
    if trouble and condition is Condition.RUNNING:
        condition, words = Condition.FAILED, trouble
    return StreamState(capture.kind, condition, track is not None, device, words, track, dropped, segments)


def _last_state(capture: Capture, recording: Recording | None, *, done: bool) -> StreamState:
    _, device, _ = capture.status()
    _, segments, dropped, _ = recording.progress() if recording else (None, 0, 0, "")
    if done:
        return StreamState(capture.kind, Condition.OFF, device=device, dropped=dropped, segments=segments)
    words = f"The {capture.kind.value} did not stop in time; its last second may be missing."
    return StreamState(capture.kind, Condition.FAILED, True, device, words, None, dropped, segments)


def _small(picture: Picture | None) -> PreviewPicture | None:
    if picture is None:
        return None
    rgb = to_small_rgb(picture.pixels, PREVIEW_WIDTH)
    return PreviewPicture(rgb.tobytes(), rgb.shape[1], rgb.shape[0], picture.at_us)
