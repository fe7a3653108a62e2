"""The recorder: captures the streams that a permit allows, seals them on this device, tells facts about them.

Guarantees: nothing is opened without a CapturePermit; opening never blocks the caller; one stream's trouble never
touches another; every display is a stream of its own; under load quality steps down, which is told; after `stop`
nothing is captured.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from protocol.attempts import MOST_DISPLAYS, RECORDED, TrackKind
from protocol.errors import Conflict, DeviceFault
from protocol.facts import RecorderEvent, RecorderFact
from protocol.ports import FactSink, FragmentSink
from protocol.saying import to_say
from protocol.sealing import new_data_key, wrap_for_organisation
from recorder.camera import to_small_rgb
from recorder.capture import DETECTORS, Capture
from recorder.devices import DisplayOpener, list_screens, opener
from recorder.displays import LOOK_EVERY_S, end_sharing
from recorder.feeds import Feed, SoundFeed, VideoFeed
from recorder.identity import TakenPicture, taken_picture
from recorder.load.choice import Encoders
from recorder.load.governor import Governor
from recorder.load.ladder import settings_at
from recorder.media import Device, Opener, Picture, SoundBlock, now_us
from recorder.permit import CapturePermit
from recorder.recording import Recording
from recorder.rounds import Rounds
from recorder.states import (
    Condition,
    Preview,
    PreviewPicture,
    RecorderConfig,
    RecorderState,
    StreamState,
    VideoSettings,
)
from recorder.track import Order
from recorder.trial import Trial

PREVIEW_WIDTH = 320
_QUEUED = {TrackKind.CAMERA: 30, TrackKind.SCREEN: 10, TrackKind.MICROPHONE: 100}
"""Two seconds of pictures and six of sound: more only delays the moment at which an overflow is told."""


class Recorder:
    """Camera, microphone and screen of one attempt. All methods may be called from the GUI thread."""

    def __init__(self, config: RecorderConfig | None = None) -> None:
        self._config = config or RecorderConfig()
        self._lock = threading.Lock()
        # By the stream's name, further displays by their device's identifier.
        self._captures: dict[str, Capture] = {}
        self._recordings: dict[str, Recording] = {}
        self._order: Order | None = None
        self._displays: Rounds | None = None
        self._governor: Governor | None = None
        self._step, self._why = 0, ""
        self._encoders = Encoders()

    def use(self, encoders: Encoders) -> None:
        """Encode with these from the next `start` on."""
        self._encoders = encoders

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
                raise Conflict("recorder.running", to_say("The recording is running already."))
            self._open_all()
            self._order = Order(permit.attempt, organisation_public_key, facts, fragments)
            for name in self._captures:
                self._record(name, self._order)

    def try_out(self, permit: CapturePermit) -> Trial:
        """Record what the preview has open into memory, for the candidate's own eyes (`recorder.trial`). At once.

        Only streams that the notice names; of the screen the first display. Raises Conflict while recording.
        """
        with self._lock:
            if self._recordings:
                raise Conflict("recorder.running", to_say("The recording is running already."))
            found = [self._captures[kind] for kind in RECORDED if kind in permit.streams and kind in self._captures]
            for capture in found:
                permit.require(capture.kind, recording=False)
            return Trial([(capture, self._feed(capture.kind), _QUEUED[capture.kind]) for capture in found])

    def reopen(self, kind: TrackKind, device: Device | None = None) -> None:
        """Open the devices of one stream anew, or `device` instead, while nothing is recorded. Returns at once.

        Raises Conflict while recording. What was not open stays closed; what hangs is left to itself.
        """
        with self._lock:
            if self._recordings:
                raise Conflict("recorder.running", to_say("The device cannot be changed while it is recorded."))
            if device:
                self._config = self._config.with_device(device)
            names = [name for name, capture in self._captures.items() if capture.kind is kind]
            for name in names:
                self._captures.pop(name).stop_soon()
            if names:
                self._open_all()

    def stop_soon(self) -> None:
        """Hand nothing more on from now, nor of a display that comes; returns at once. `stop` is still to be called."""
        with self._lock:
            if self._displays:
                self._displays.stop_soon()
                self._displays = None  # a look may be under way
            for capture in self._captures.values():
                capture.stop_soon()

    def stop(self, deadline_s: float = 1.0) -> RecorderState:
        """Stop capturing at once, write out and close what was captured, give the devices back. Idempotent.

        Returns within about `deadline_s` the last state; a stream that could not finish has the condition FAILED.
        """
        until_s = time.monotonic() + deadline_s
        with self._lock:
            captures, self._captures = self._captures, {}
            recordings, self._recordings = self._recordings, {}
            for watch in (self._displays, self._governor):
                if watch:
                    watch.stop_soon()
            self._displays = self._governor = self._order = None
            self._step, self._why = 0, ""
            for capture in captures.values():
                capture.stop_soon()
            for recording in recordings.values():
                recording.finish_soon()
        finished = {name: part.join(max(0.0, until_s - time.monotonic())) for name, part in recordings.items()}
        for capture in captures.values():
            capture.join(max(0.0, until_s - time.monotonic()))
        if TrackKind.SCREEN in self._config.streams:
            end_sharing()
        return RecorderState(
            tuple(
                last_state(capture, recordings.get(name), done=finished.get(name, True))
                for name, capture in captures.items()
            )
        )

    def state(self) -> RecorderState:
        """Tell how each stream is doing now; cheap, for polling by a timer.

        A display that was detached while another one is there is no trouble and is left out.
        """
        with self._lock:
            pairs = [(capture, self._recordings.get(name)) for name, capture in self._captures.items()]
        states = [stream_state(capture, recording) for capture, recording in pairs]
        screens = [state for state in states if state.kind is TrackKind.SCREEN]
        there = [state for state in screens if state.condition is not Condition.MISSING] or screens[:1]
        return RecorderState(tuple(state for state in states if state.kind is not TrackKind.SCREEN or state in there))

    def preview(self) -> Preview:
        """Return the latest pictures, scaled to at most 320 pixels wide, and the sound level; about 1 ms."""
        with self._lock:
            latest = {name: capture.latest() for name, capture in self._captures.items()}
        camera, _ = latest.get(TrackKind.CAMERA.value, (None, 0.0))
        screen, _ = latest.get(TrackKind.SCREEN.value, (None, 0.0))
        _, level = latest.get(TrackKind.MICROPHONE.value, (None, 0.0))
        return Preview(small(camera), small(screen), level)

    def camera_now(self) -> Picture | None:
        """The camera's latest picture, for detectors; None while there is none."""
        with self._lock:
            capture = self._captures.get(TrackKind.CAMERA.value)
        return None if capture is None else capture.latest()[0]

    def overhear(self, listener: Callable[[SoundBlock], None] | None, who: str = DETECTORS) -> None:
        """Hand each block of the microphone to `who`'s listener as well; it must not block. None: no longer."""
        with self._lock:
            capture = self._captures.get(TrackKind.MICROPHONE.value)
        if capture is not None:
            capture.overhear(listener, who)

    def camera_picture(self) -> TakenPicture | None:
        """The camera's latest picture as a JPEG, for the identity step; None while there is none."""
        with self._lock:
            capture = self._captures.get(TrackKind.CAMERA.value)
        return None if capture is None else taken_picture(capture)

    def _open_all(self) -> None:
        for kind in RECORDED:
            if kind in self._config.streams and kind.value not in self._captures:
                self._open(kind.value, kind, opener(kind, self._config))
        if TrackKind.SCREEN in self._config.streams and self._config.displays == "all" and self._displays is None:
            self._displays = Rounds("displays", LOOK_EVERY_S, self._look_for_displays, self._displays_unwatched)
            self._displays.start()
        if self._governor is None:
            self._governor = Governor(self._workers, self._adapt, self._load_unwatched)
            self._governor.start()

    def _open(self, name: str, kind: TrackKind, opener: Opener) -> None:
        capture = self._captures[name] = Capture(kind, opener)
        if kind is not TrackKind.MICROPHONE:
            capture.adapt(settings_at(self._step, kind, self._config))
        capture.start()

    def _record(self, name: str, order: Order) -> None:
        capture = self._captures[name]
        recording = self._recordings[name] = Recording(
            capture.kind, self._feed(capture.kind), order, _QUEUED[capture.kind]
        )
        if self._step and capture.kind is not TrackKind.MICROPHONE:
            recording.adapt(
                settings_at(self._step, capture.kind, self._config), to_say("{why}: less is recorded.", why=self._why)
            )
        recording.start()
        capture.attach(recording)

    def _look_for_displays(self) -> None:
        """Capture further displays; on the rounds' thread. Waits until it is known which one the first capture has."""
        try:
            displays = list_screens()
        except DeviceFault:
            return  # the capture of the first display meets it too, and has the words
        with self._lock:
            lead = self._captures.get(TrackKind.SCREEN.value)
            device = lead.status()[1] if lead else None
            if self._displays is None or device is None:
                return
            for display in displays[:MOST_DISPLAYS]:
                name = display.identifier
                if name == device.identifier:
                    continue
                if name not in self._captures:
                    self._open(name, TrackKind.SCREEN, DisplayOpener(display, self._config))
                if self._order and name not in self._recordings:
                    self._record(name, self._order)

    def _displays_unwatched(self) -> None:
        self._tell_unwatched(TrackKind.SCREEN, to_say("Looking for further displays failed; it is tried again."))

    def _load_unwatched(self) -> None:
        """Told of one stream: it is the same load for all."""
        words = to_say("How this computer copes could not be watched; it is tried again.")
        self._tell_unwatched(next(iter(self._config.streams)), words)

    def _tell_unwatched(self, kind: TrackKind, reason: str) -> None:
        with self._lock:
            order = self._order
        if order:
            order.facts.submit(
                RecorderFact(stream=kind, event=RecorderEvent.UNWATCHED, reason=reason), mono_us=now_us()
            )

    def _workers(self) -> tuple[list[Capture], list[Recording]]:
        with self._lock:
            return list(self._captures.values()), list(self._recordings.values())

    def _adapt(self, step: int, why: str) -> None:
        """Capture and record at another step of quality; on the governor's thread."""
        with self._lock:
            if self._governor is None or not self._config.adapts:
                return
            before, self._step, self._why = self._step, step, why
            for name, capture in self._captures.items():
                if capture.kind is TrackKind.MICROPHONE:
                    continue
                old, new = (settings_at(each, capture.kind, self._config) for each in (before, step))
                if old != new:
                    capture.adapt(new)
                    if name in self._recordings:
                        self._recordings[name].adapt(new, to_say("{why}: {change}.", why=why, change=_change(old, new)))

    def _feed(self, kind: TrackKind) -> Feed:
        if kind is TrackKind.MICROPHONE:
            return SoundFeed()
        if kind is TrackKind.CAMERA:
            return VideoFeed(self._config.camera_video, self._encoders.camera)
        return VideoFeed(self._config.screen_video, self._encoders.screen)


def stream_state(capture: Capture, recording: Recording | None) -> StreamState:
    """How one stream stands."""
    condition, device, words = capture.status()
    if recording is None:
        return StreamState(capture.kind, condition, device=device, words=words)
    track, segments, dropped, trouble = recording.progress()
    if trouble and condition is Condition.RUNNING:
        condition, words = Condition.FAILED, trouble
    return StreamState(capture.kind, condition, track is not None, device, words, track, dropped, segments)


def last_state(capture: Capture, recording: Recording | None, *, done: bool) -> StreamState:
    """How one stream stood when it was stopped; `done`: all of it is written."""
    _, device, _ = capture.status()
    _, segments, dropped, _ = recording.progress() if recording else (None, 0, 0, "")
    if done:
        return StreamState(capture.kind, Condition.OFF, device=device, dropped=dropped, segments=segments)
    words = to_say("The {kind} did not stop in time; its last second may be missing.", kind=capture.kind.words)
    return StreamState(capture.kind, Condition.FAILED, True, device, words, None, dropped, segments)


def _change(old: VideoSettings, new: VideoSettings) -> str:
    rate = to_say("{new} pictures a second instead of {old}", new=new.frames_per_second, old=old.frames_per_second)
    size = to_say(
        "{new_width} x {new_height} instead of {old_width} x {old_height}",
        new_width=new.width,
        new_height=new.height,
        old_width=old.width,
        old_height=old.height,
    )
    if old.frames_per_second == new.frames_per_second:
        return size if old.width != new.width else ""
    return to_say("{rate} and {size}", rate=rate, size=size) if old.width != new.width else rate


def small(picture: Picture | None) -> PreviewPicture | None:
    """The picture as a preview shows it."""
    if picture is None:
        return None
    rgb = to_small_rgb(picture.pixels, PREVIEW_WIDTH)
    return PreviewPicture(rgb.tobytes(), rgb.shape[1], rgb.shape[0], picture.at_us)
