"""Still pictures: the camera is opened for each, gives one, and is given back, so that its lamp tells the truth.

Guarantees: nothing is opened without a CapturePermit; nothing is captured between two pictures, nor after `stop`; a
picture is whole, alone in its segment, and sealed at once; what was missing is told as by any other stream.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

import numpy as np

from protocol.attempts import TrackKind
from protocol.errors import Conflict, DeviceFault
from protocol.facts import RecorderEvent, RecorderFact
from protocol.ports import FactSink, FragmentSink
from protocol.saying import to_say
from protocol.sealing import new_data_key, wrap_for_organisation
from recorder.camera import to_jpeg
from recorder.capture import HANGS_US, Capture
from recorder.devices import opener
from recorder.encoder import Codec
from recorder.media import (
    FAILED,
    MICROSECONDS,
    Captured,
    Opener,
    Picture,
    Sample,
    SoundBlock,
    device_fault,
    now_us,
)
from recorder.permit import CapturePermit
from recorder.recorder import last_state, small, stream_state
from recorder.recording import Recording
from recorder.rounds import Rounds
from recorder.states import Preview, RecorderConfig, RecorderState, VideoSettings
from recorder.still_codec import JPEG_QUALITY, StillCodec
from recorder.track import Order

SETTLE_US = MICROSECONDS * 7 // 10
"""A camera's first pictures are too dark or too bright; after so long its exposure has settled."""
SPREAD_PERCENT = 10
"""By how much the pause between two pictures varies, so that nobody can tell when the next one comes."""
LOOK_EVERY_S = 2.0
"""For a camera that hangs; between two pictures a look costs nothing."""
_QUEUED = 2


class StillsRecorder:
    """The still pictures of one attempt, with the calls of `recorder.recorder.Recorder`; from the GUI thread too."""

    def __init__(self, config: RecorderConfig, every_s: int) -> None:
        self._lock = threading.Lock()
        self._config, self._every_s = config, every_s
        self._running: tuple[StillsCapture, Recording] | None = None
        self._watch: Rounds | None = None

    def start(
        self, permit: CapturePermit, organisation_public_key: str, facts: FactSink, fragments: FragmentSink
    ) -> None:
        """Take pictures from now on. Returns at once.

        Raises NotAllowed without the right permit, InvalidInput when the key is no age recipient, Conflict when it is
        running already. Device trouble never raises: it is a RecorderFact and a StreamState.
        """
        permit.require(TrackKind.STILLS, recording=True)
        wrap_for_organisation(new_data_key(), organisation_public_key)
        with self._lock:
            if self._running:
                raise Conflict("recorder.running", to_say("The recording is running already."))
            order = Order(permit.attempt, organisation_public_key, facts, fragments)
            capture = StillsCapture(opener(TrackKind.CAMERA, self._config), self._every_s)
            recording = Recording(TrackKind.STILLS, StillsFeed(), order, _QUEUED)
            self._running = (capture, recording)
            capture.attach(recording)
            recording.start()
            capture.start()
            self._watch = Rounds("stills", LOOK_EVERY_S, capture.look_alive, lambda: _tell_unwatched(order))
            self._watch.start()

    def stop_soon(self) -> None:
        """Hand nothing more on from now; returns at once. `stop` is still to be called."""
        with self._lock:
            if self._running:
                self._running[0].stop_soon()

    def stop(self, deadline_s: float = 1.0) -> RecorderState:
        """Stop at once, keep what was taken, give the camera back. Idempotent; as `Recorder.stop`."""
        until_s = time.monotonic() + deadline_s
        with self._lock:
            running, self._running = self._running, None
            if running is None:
                return RecorderState()
            capture, recording = running
            if self._watch:
                self._watch.stop_soon()
            capture.stop_soon()
            recording.finish_soon()
        done = recording.join(deadline_s)
        capture.join(max(0.0, until_s - time.monotonic()))
        return RecorderState((last_state(capture, recording, done=done),))

    def state(self) -> RecorderState:
        """How it stands; cheap, for polling by a timer."""
        with self._lock:
            running = self._running
        return RecorderState() if running is None else RecorderState((stream_state(*running),))

    def preview(self) -> Preview:
        """The latest picture, scaled to at most 320 pixels wide."""
        with self._lock:
            running = self._running
        picture = running[0].latest()[0] if running else None
        return Preview(camera=None if picture is None else small(picture))

    def camera_now(self) -> Picture | None:
        """The latest still, for detectors; None before the first."""
        with self._lock:
            running = self._running
        return None if running is None else running[0].latest()[0]

    def overhear(self, listener: Callable[[SoundBlock], None] | None, who: str = "") -> None:
        """Stills have no sound."""

    def camera_picture(self) -> None:
        """Nothing: the pictures of the identity step are taken before these begin."""


class StillsCapture(Capture):
    """The thread that takes the pictures."""

    def __init__(self, opener: Opener, every_s: int) -> None:
        super().__init__(TrackKind.STILLS, opener)
        self._every_s = every_s
        self._asked_at_us: int | None = None
        self._hangs: DeviceFault = device_fault(FAILED, to_say("The camera stands still; waiting for it."))

    def look_alive(self) -> None:
        """Tell a camera as lost that was asked for a picture and gives none; it is back with its next one."""
        asked_at_us = self._asked_at_us  # the other thread may set it back meanwhile
        if asked_at_us is not None and now_us() - asked_at_us > HANGS_US:
            self._tell_lost(self._hangs)

    def _follow(self) -> None:
        while not self._ending.is_set():
            self._asked_at_us = now_us()
            try:
                picture = self._take()
            finally:
                self._asked_at_us = None
            if picture is None:
                return
            self._tell_captured(picture)
            self._ending.wait(pause_s(self._every_s))

    def _take(self) -> Picture | None:
        """One settled picture; None when it was stopped meanwhile."""
        source = self._opener()
        try:
            until_us = now_us() + SETTLE_US
            while not self._ending.is_set():
                item = source.read()
                if not isinstance(item, Picture):
                    raise device_fault(FAILED, to_say("The camera gave something that is no picture."))
                if item.at_us >= until_us:
                    self._tell_opened(source.device)
                    return item
        finally:
            source.close()
        return None


def _tell_unwatched(order: Order) -> None:
    reason = to_say("Whether the camera hangs could not be watched; it is tried again.")
    order.facts.submit(
        RecorderFact(stream=TrackKind.STILLS, event=RecorderEvent.UNWATCHED, reason=reason), mono_us=now_us()
    )


def pause_s(every_s: int) -> float:
    """Seconds to the next picture: `every_s`, a little more or less."""
    spread = secrets.randbelow(2 * SPREAD_PERCENT * 10 + 1) / 10 - SPREAD_PERCENT
    return every_s * (1 + spread / 100)


class StillsFeed:
    """Pictures to JPEG; there is no rate, so nothing can be missing between two."""

    unit_us = 0

    def samples(self, item: Captured) -> list[Sample]:
        """Encode one picture."""
        if not isinstance(item, Picture):
            return []
        return [Sample(np.frombuffer(to_jpeg(item.pixels, JPEG_QUALITY), dtype=np.uint8), item.at_us, 0)]

    def adapt(self, settings: VideoSettings) -> None:
        """A picture has the size that the camera gives."""

    def rest(self) -> list[Sample]:
        """Nothing is held back."""
        return []

    def left_out(self, lost_us: int) -> None:
        """Losses are told elsewhere."""

    def missing_us(self) -> int:
        """Nothing that was due did not come."""
        return 0

    def codec(self, _sample: Sample) -> Codec:
        """JPEG."""
        return StillCodec()
