"""The recorder of one attempt as the screens see it: previews, the state of each stream, start, pause and stop.

Guarantees: no permit, no device; where the notice names no stream there is no recorder at all; after `pause` and `stop`
nothing is handed on from the moment they are called, and a recording that begins again waits until the one before has
given its devices back. GUI thread, except where a method says otherwise.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from app.attempt import Attempt, app_version
from app.background import Worker
from app.devices import Devices
from app.observing import Observing
from app.settings import Settings
from app.transcribing import Transcribing
from protocol.attempts import TrackKind
from protocol.errors import EnvironmentFault
from protocol.facts import RecorderEvent, RecorderFact
from protocol.ports import FactSink, FragmentSink
from recorder.media import Device
from recorder.permit import CapturePermit
from recorder.states import Condition, Preview, PreviewPicture, RecorderConfig, RecorderState
from ui.states import Picture, PreviewState, RecordingLine, Stream

if TYPE_CHECKING:
    from recorder.identity import TakenPicture
    from recorder.load.choice import Encoders
    from recorder.recorder import Recorder
    from recorder.stills import StillsRecorder
    from recorder.trial import Trial

    AnyRecorder: TypeAlias = Recorder | StillsRecorder

_DEVICES_FILE, _ENCODERS_FILE = "devices.json", "encoders.json"
_WORST = (Stream.PROBLEM, Stream.STARTING, Stream.RECORDING, Stream.OFF)
ENDING_S = 5.0
"""The longest wait inside a door module is a few seconds; then its thread ends by itself."""
_SPARE_S = 0.5
"""A recorder returns about at its deadline."""
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
    """Owns the recorders of an attempt.

    Attributes:
        devices: what can be chosen, for the streams where there is a choice.
    """

    def __init__(self, attempt: Attempt, settings: Settings) -> None:
        self._attempt = attempt
        self._chooses_display = attempt.policy.displays == "chosen"
        kinds = [kind for kind in attempt.previewed if kind is not TrackKind.SCREEN or self._chooses_display]
        self.devices = Devices(kinds, settings.data / _DEVICES_FILE, camera(settings.camera))
        self._encoders: Encoders | None = None
        self._lock = threading.Lock()
        self._recorders: tuple[AnyRecorder, ...] = ()
        self._wanted = self._started = False
        self._ending: list[threading.Thread] = []
        self._trial: Trial | None = None
        self._observing = Observing(attempt.policy, attempt.store)
        self.transcribing = Transcribing(attempt, settings)
        self._worker = Worker("recorder: starting")
        self._worker.start()
        self.screen_ready: Callable[[tuple[int, int]], bool] = lambda _corner: True
        """Called right before each picture of a display, from the thread that takes it; false: its mark is missing."""
        self.pictures: tuple[TakenPicture, ...] | None = None
        """Of the identity step, until the recording begins; None where it was not done on this machine."""
        if attempt.policy.captured:
            # No daemon: Python aborts when it ends under a thread inside an encoder; this one takes a second or two.
            work = (settings.data / _ENCODERS_FILE,)
            threading.Thread(target=self._prepare, args=work, name="recorder: loading").start()

    @property
    def _records(self) -> bool:
        return bool(self._attempt.policy.captured)

    def open(self) -> None:
        """Open the devices for a preview. Raises NotAllowed before the notice was acknowledged."""
        permit = self._attempt.permit()
        if self._attempt.previewed and not self._recorders:
            recorder = _load()(self._config(self._attempt.previewed))
            recorder.start_preview(permit)
            self._recorders = (recorder,)

    def reopen(self, kind: TrackKind) -> None:
        """Close and open the devices of one stream anew."""
        if not self._recorders:
            self.open()
        for recorder in self._previewing():
            recorder.reopen(kind)

    def choose(self, device: Device) -> None:
        """Take this device for its stream, now and the next time."""
        self.devices.choose(device)
        for recorder in self._previewing():
            recorder.reopen(device.kind, device)

    def camera_picture(self) -> TakenPicture | None:
        """The camera's latest picture of the preview, for the identity step."""
        recorders = self._recorders
        return next((found for each in recorders if (found := each.camera_picture()) is not None), None)

    @property
    def tried(self) -> tuple[TrackKind, ...]:
        """What a trial recording is of: what will be recorded."""
        return self._attempt.streams

    def try_out(self) -> Trial | None:
        """Record what the preview shows into memory, for the candidate alone; None while no preview is open.

        Raises NotAllowed before the notice was acknowledged, Conflict while recording.
        """
        permit = self._attempt.permit()
        for recorder in self._previewing():
            if self._encoders:
                recorder.use(self._encoders)
            self._trial = recorder.try_out(permit)
            return self._trial
        return None

    def record(self) -> Future[None]:
        """Record from now on; devices that are open for it stay open. Raises NotAllowed before the attempt started."""
        permit = self._attempt.permit()
        with self._lock:
            self._wanted = self._records or self._observing.is_wanted
        return self._worker.submit(lambda: self._record(permit))

    def pause(self) -> None:
        """Capture nothing from now on, and return at once: devices and files are closed on a thread of their own."""
        self._observing.stop_soon()  # not behind a recorder that is just being made
        with self._lock:
            self._end_all(ENDING_S)

    def stop(self, deadline_s: float = ENDING_S) -> bool:
        """Stop capturing and give the devices back; waits for that, however many hang, so long and not longer.

        Whether all was given back by then. Idempotent, on any thread.
        """
        with self._lock:
            self._end_all(deadline_s)
        return self._wait_for_the_ending(deadline_s + _SPARE_S)

    def _end_all(self, deadline_s: float) -> None:
        """Hand nothing on from now; each recorder ends on a thread of its own. The lock is held."""
        self._wanted = self._started = False
        self._observing.stop_soon()
        self.transcribing.stop_soon()
        recorders, self._recorders = self._recorders, ()
        trial, self._trial = self._trial, None
        for each in (*recorders, *([trial] if trial else [])):
            each.stop_soon()
        self._ending = [thread for thread in self._ending if thread.is_alive()]
        stops: list[Callable[[float], object]] = [recorder.stop for recorder in recorders]
        if trial is not None:
            stops.append(trial.end)
        for stop in stops:
            thread = threading.Thread(target=stop, args=(deadline_s,), name="recorder: ending", daemon=True)
            self._ending.append(thread)
            thread.start()

    def state(self) -> RecorderState:
        """How each stream is doing."""
        recorders = self._recorders  # stop() may come from another thread between two looks
        return RecorderState(tuple(stream for recorder in recorders for stream in recorder.state().streams))

    def lines(self) -> tuple[RecordingLine, ...]:
        """The streams for the top bar, several displays as one; `recording` only while fragments are being written."""
        lines: dict[TrackKind, RecordingLine] = {}
        for stream in self.state().streams:
            line = RecordingLine(stream.kind, _shown(stream.condition, stream.recording), stream.words)
            before = lines.setdefault(stream.kind, line)
            if _WORST.index(line.state) < _WORST.index(before.state):
                lines[stream.kind] = line
        return tuple(lines.values())

    def recorded_now(self) -> dict[TrackKind, PreviewPicture]:
        """The latest small picture of each stream that is recorded at this moment; on any thread."""
        recorders = self._recorders  # as above
        if not recorders:
            return {}
        seen = recorders[0].preview()
        found = {TrackKind.CAMERA: seen.camera, TrackKind.SCREEN: seen.screen}
        recorded = {line.stream for line in self.lines() if line.state is Stream.RECORDING}
        return {kind: picture for kind, picture in found.items() if picture is not None and kind in recorded}

    def picture(self) -> PreviewState:
        """The latest pictures and level."""
        recorders = self._recorders  # as above
        if not recorders:
            return PreviewState()
        seen: Preview = recorders[0].preview()
        running = recorders[0].state().stream(TrackKind.MICROPHONE).condition is Condition.RUNNING
        return PreviewState(
            _picture(seen.camera), _picture(seen.screen), float(seen.microphone_level) if running else None
        )

    def _config(self, streams: tuple[TrackKind, ...]) -> RecorderConfig:
        return RecorderConfig(
            streams=streams,
            camera=self.devices.chosen(TrackKind.CAMERA),
            microphone=self.devices.chosen(TrackKind.MICROPHONE),
            screen=self.devices.chosen(TrackKind.SCREEN) if self._chooses_display else None,
            displays=self._attempt.policy.displays,
            screen_ready=self.screen_ready,
        )

    def _prepare(self, file: Path) -> None:
        """On a thread: load what recording needs, and find out which encoders this computer affords."""
        _load()
        from recorder.load.choice import remembered  # as below

        self._encoders = remembered(file, app_version())

    def _previewing(self) -> tuple[Recorder, ...]:
        """The recorder of the preview, while nothing is recorded."""
        from recorder.recorder import Recorder  # as below

        return tuple(each for each in self._recorders if isinstance(each, Recorder)) if not self._started else ()

    def _record(self, permit: CapturePermit) -> None:
        """On the worker."""
        if not self._records and not self._observing.is_wanted:
            return
        attempt, store = self._attempt, self._attempt.store
        place = (attempt.ticket.organisation_public_key, store, store.media)
        self._keep_identity(permit)
        if attempt.previewed != attempt.streams:  # the camera was shown, and is not what is recorded now
            self._stop_preview()
        self._wait_for_the_ending(ENDING_S + _SPARE_S)
        self._load_what_records()
        with self._lock:  # shortly: whoever pauses waits for it
            if not self._wanted or self._started:
                return
            try:
                self._begin(permit, place)
            except BaseException:
                self._end_all(ENDING_S)  # nothing goes on by half, and the next one begins anew
                raise

    def _load_what_records(self) -> None:
        """Before the lock is taken, so that nobody waits for a library that loads."""
        if self._attempt.streams:
            _load()
        if TrackKind.STILLS in self._attempt.policy.streams:
            import recorder.stills  # noqa: F401 - OpenCV loads only where it is wanted
        self._observing.load()
        self.transcribing.load()

    def _begin(self, permit: CapturePermit, place: tuple[str, FactSink, FragmentSink]) -> None:
        attempt = self._attempt
        if attempt.streams and not self._recorders:
            self._recorders = (_load()(self._config(attempt.streams)),)
        if self._encoders:  # else the usual ones: the self-test had no time, as after a restart in the middle
            for previewing in self._previewing():
                previewing.use(self._encoders)
        if TrackKind.STILLS in attempt.policy.streams:
            self._recorders = (*self._recorders, self._stills())
        for recorder in self._recorders:
            recorder.start(permit, *place)
        self._started = True
        self._observing.start(permit, self._recorders)
        for recorder in self._recorders:
            self.transcribing.listen(recorder)

    def _stills(self) -> StillsRecorder:
        from recorder.stills import StillsRecorder  # as above

        return StillsRecorder(self._config(()), self._attempt.policy.stills_every_s or 60)

    def _stop_preview(self) -> None:
        with self._lock:
            if self._started:
                return
            previews, self._recorders = self._recorders, ()
        for each in previews:
            each.stop(ENDING_S)  # at most one: where several record, each was begun by `_begin`

    def _keep_identity(self, permit: CapturePermit) -> None:
        """Seal what the candidate has shown, once; or note that they went on without. What fails stops nothing else."""
        if self.pictures is None or not self._wanted:
            return
        pictures, self.pictures = self.pictures, None
        from recorder.identity import seal_pictures  # as above
        from recorder.track import Order

        store = self._attempt.store
        order = Order(permit.attempt, self._attempt.ticket.organisation_public_key, store, store.media)
        try:
            seal_pictures(permit, order, pictures)
        except EnvironmentFault as fault:
            reason = fault.message[:500]
            store.submit(RecorderFact(stream=TrackKind.IDENTITY, event=RecorderEvent.FAILED, reason=reason))

    def _wait_for_the_ending(self, deadline_s: float) -> bool:
        """Whether all that ends has ended within the deadline, which is that of all together."""
        until_s = time.monotonic() + deadline_s
        with self._lock:
            ending = list(self._ending)
        for thread in ending:
            thread.join(max(0.0, until_s - time.monotonic()))
        return not any(thread.is_alive() for thread in ending)


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
