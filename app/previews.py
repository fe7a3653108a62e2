"""The recorder of one attempt as the screens see it: previews, the state of each stream, start and stop of recording.

Guarantees: no permit, no device; where the notice names no stream there is no recorder at all; nothing here waits for
a device but `stop`.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from app.attempt import Attempt, app_version
from app.devices import Devices
from app.settings import Settings
from protocol.attempts import TrackKind
from recorder.media import Device
from recorder.states import Condition, Preview, PreviewPicture, RecorderConfig, RecorderState
from ui.states import Picture, PreviewState, RecordingLine, Stream

if TYPE_CHECKING:
    from recorder.load.choice import Encoders
    from recorder.recorder import Recorder

_DEVICES_FILE, _ENCODERS_FILE = "devices.json", "encoders.json"
_WORST = (Stream.PROBLEM, Stream.STARTING, Stream.RECORDING, Stream.OFF)
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
    """Owns the recorder of an attempt.

    Attributes:
        devices: what can be chosen, for the streams where there is a choice.
    """

    def __init__(self, attempt: Attempt, settings: Settings) -> None:
        self._attempt = attempt
        chosen = attempt.policy.displays == "chosen"
        kinds = [kind for kind in attempt.streams if kind is not TrackKind.SCREEN or chosen]
        self.devices = Devices(kinds, settings.data / _DEVICES_FILE, camera(settings.camera))
        self._config = RecorderConfig(
            streams=attempt.streams,
            camera=self.devices.chosen(TrackKind.CAMERA),
            microphone=self.devices.chosen(TrackKind.MICROPHONE),
            screen=self.devices.chosen(TrackKind.SCREEN) if chosen else None,
            displays=attempt.policy.displays,
        )
        self._recorder: Recorder | None = None
        self._encoders: Encoders | None = None
        if attempt.streams:
            # No daemon: Python aborts when it ends under a thread inside an encoder; this one takes a second or two.
            work = (settings.data / _ENCODERS_FILE,)
            threading.Thread(target=self._prepare, args=work, name="recorder: loading").start()

    def open(self) -> None:
        """Open the devices for a preview. Raises NotAllowed before the notice was acknowledged."""
        permit = self._attempt.permit()
        if self._attempt.streams and self._recorder is None:
            self._recorder = _load()(self._config)
            self._recorder.start_preview(permit)

    def reopen(self, kind: TrackKind) -> None:
        """Close and open the devices of one stream anew."""
        if self._recorder is None:
            self.open()
        else:
            self._recorder.reopen(kind)

    def choose(self, device: Device) -> None:
        """Take this device for its stream, now and the next time."""
        self.devices.choose(device)
        self._config = self._config.with_device(device)
        if self._recorder:
            self._recorder.reopen(device.kind, device)

    def record(self) -> None:
        """Record from now on; devices that are open stay open. Raises NotAllowed before the attempt started."""
        permit = self._attempt.permit()
        if not self._attempt.streams:
            return
        if self._recorder is None:
            self._recorder = _load()(self._config)
        store = self._attempt.store
        if self._encoders:  # else the usual ones: the self-test had no time, as after a restart in the middle
            self._recorder.use(self._encoders)
        self._recorder.start(permit, self._attempt.ticket.organisation_public_key, store, store.media)

    def stop(self, deadline_s: float = 5.0) -> RecorderState:
        """Stop capturing and give the devices back. Idempotent."""
        recorder, self._recorder = self._recorder, None
        return RecorderState() if recorder is None else recorder.stop(deadline_s)

    def state(self) -> RecorderState:
        """How each stream is doing."""
        recorder = self._recorder  # stop() may come from another thread between two looks
        return RecorderState() if recorder is None else recorder.state()

    def lines(self) -> tuple[RecordingLine, ...]:
        """The streams for the top bar, several displays as one; `recording` only while fragments are being written."""
        lines: dict[TrackKind, RecordingLine] = {}
        for stream in self.state().streams:
            line = RecordingLine(stream.kind, _shown(stream.condition, stream.recording), stream.words)
            before = lines.setdefault(stream.kind, line)
            if _WORST.index(line.state) < _WORST.index(before.state):
                lines[stream.kind] = line
        return tuple(lines.values())

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

    def _prepare(self, file: Path) -> None:
        """On a thread: load what recording needs, and find out which encoders this computer affords."""
        _load()
        from recorder.load.choice import remembered  # as below

        self._encoders = remembered(file, app_version())


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
