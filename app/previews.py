"""The recorder of one attempt as the screens see it: previews, the state of each stream, start and stop of recording.

Guarantees: no permit, no device; where the notice names no stream there is no recorder at all.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from app.attempt import Attempt
from app.settings import Settings
from app.transcribing import Transcribing
from protocol.attempts import TrackKind
from recorder.media import Device
from recorder.states import Condition, Preview, PreviewPicture, RecorderConfig, RecorderState
from ui.states import Picture, PreviewState, RecordingLine, Stream

if TYPE_CHECKING:
    from recorder.recorder import Recorder

_STREAMS = {
    Condition.OFF: Stream.OFF,
    Condition.OPENING: Stream.STARTING,
    Condition.RUNNING: Stream.RECORDING,
    Condition.MISSING: Stream.PROBLEM,
    Condition.BUSY: Stream.PROBLEM,
    Condition.REFUSED: Stream.PROBLEM,
    Condition.FAILED: Stream.PROBLEM,
}


class Previews:
    """Owns the recorder of an attempt."""

    def __init__(self, attempt: Attempt, settings: Settings) -> None:
        self._attempt = attempt
        self.transcribing = Transcribing(attempt, settings)
        overhear = self.transcribing.take if attempt.policy.transcript_language else None
        self._config = RecorderConfig(streams=attempt.streams, camera=camera(settings.camera), overhear=overhear)
        self._recorder: Recorder | None = None
        if attempt.streams:
            threading.Thread(target=_load, name="recorder: loading", daemon=True).start()

    def open(self) -> None:
        """Open the devices for a preview. Raises NotAllowed before the notice was acknowledged."""
        permit = self._attempt.permit()
        if self._attempt.streams and self._recorder is None:
            self._recorder = _load()(self._config)
            self._recorder.start_preview(permit)

    def reopen_failed(self) -> None:
        """Close and open the devices anew, as after plugging a camera in."""
        self.stop()
        self.open()

    def record(self) -> None:
        """Record from now on; devices that are open stay open. Raises NotAllowed before the attempt started."""
        permit = self._attempt.permit()
        if not self._attempt.streams:
            return
        if self._recorder is None:
            self._recorder = _load()(self._config)
        store = self._attempt.store
        self._recorder.start(permit, self._attempt.ticket.organisation_public_key, store, store.media)
        self.transcribing.start()

    def stop(self, deadline_s: float = 5.0) -> RecorderState:
        """Stop capturing and give the devices back. Idempotent."""
        recorder, self._recorder = self._recorder, None
        state = RecorderState() if recorder is None else recorder.stop(deadline_s)
        self.transcribing.stop()
        return state

    def state(self) -> RecorderState:
        """How each stream is doing."""
        recorder = self._recorder  # stop() may come from another thread between two looks
        return RecorderState() if recorder is None else recorder.state()

    def lines(self) -> tuple[RecordingLine, ...]:
        """The streams for the top bar; `recording` only while sealed fragments are being written."""
        return tuple(
            RecordingLine(stream.kind, _shown(stream.condition, stream.recording), stream.words)
            for stream in self.state().streams
        )

    def recorded_now(self) -> dict[TrackKind, PreviewPicture]:
        """The latest small picture of each stream that is recorded at this moment; on any thread."""
        recorder = self._recorder  # as above
        if recorder is None:
            return {}
        seen = recorder.preview()
        found = {TrackKind.CAMERA: seen.camera, TrackKind.SCREEN: seen.screen}
        recorded = {line.stream for line in self.lines() if line.state is Stream.RECORDING}
        return {kind: picture for kind, picture in found.items() if picture is not None and kind in recorded}

    def picture(self) -> PreviewState:
        """The latest pictures and level."""
        recorder = self._recorder  # as above
        if recorder is None:
            return PreviewState()
        seen: Preview = recorder.preview()
        running = recorder.state().stream(TrackKind.MICROPHONE).condition is Condition.RUNNING
        return PreviewState(
            _picture(seen.camera), _picture(seen.screen), float(seen.microphone_level) if running else None
        )


def camera(source: str | None) -> Device | None:
    """Find the camera that the command line names: a number, or a video file or address. None: the first there is."""
    if source is None:
        return None
    from recorder.devices import camera_from, list_cameras  # OpenCV and PortAudio load only where they are wanted

    if source.isdecimal():
        cameras = list_cameras()
        return cameras[int(source)] if int(source) < len(cameras) else None
    return camera_from(source)


def _load() -> type[Recorder]:
    """Load OpenCV, PortAudio and FFmpeg, half a second of work that an attempt without recordings never needs."""
    from recorder.recorder import Recorder  # as above

    return Recorder


def _shown(condition: Condition, recording: bool) -> Stream:
    stream = _STREAMS[condition]
    return Stream.STARTING if stream is Stream.RECORDING and not recording else stream


def _picture(seen: PreviewPicture | None) -> Picture | None:
    return None if seen is None else Picture(seen.width, seen.height, seen.rgb)
