"""The observer: one quiet thread that looks about once a second and tells what has changed.

Guarantees: a detector that the policy does not name is never made, so that no picture and no sound reaches it; the
permit must name the streams that are looked at; a detector that fails is told of in the log, left out, and stops
nothing; pictures and sound are not kept.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Protocol, TypeAlias

from protocol.attempts import TrackKind
from protocol.errors import RecrutrError
from protocol.facts import ObservationFact, Observed
from protocol.policy import Detector, EvidencePolicy
from protocol.ports import FactSink
from recorder.media import MICROSECONDS, Picture, SoundBlock, now_us
from recorder.observing.camera_view import CameraView
from recorder.observing.persons import Persons
from recorder.observing.sightings import Look, Watch, Watching
from recorder.observing.speech import Speech, best_voice
from recorder.observing.surroundings import Displays, Programs, Session
from recorder.permit import CapturePermit

_log = logging.getLogger(__name__)
TICK_S = 0.25
KEPT_BLOCKS = 64
"""Four seconds of sound between two looks; more is let go."""
Maker: TypeAlias = tuple[Detector, Callable[[], Watching]]
_LOOKED_AT = {
    Detector.CAMERA_VIEW: (TrackKind.CAMERA, TrackKind.STILLS),
    Detector.PERSONS: (TrackKind.CAMERA, TrackKind.STILLS),
    Detector.SPEECH: (TrackKind.MICROPHONE,),
}


class Sight(Protocol):
    """Where pictures and sound come from: the recorder."""

    def camera(self) -> Picture | None:
        """The camera's latest picture; None while there is none."""
        ...

    def overhear(self, listener: Callable[[SoundBlock], None] | None) -> None:
        """Hand each block of the microphone to `listener` as well, from the capture thread; None: no longer."""
        ...


def require_streams(policy: EvidencePolicy, permit: CapturePermit) -> None:
    """Raises NotAllowed when the permit does not name what one of the policy's detectors looks at."""
    for detector, streams in _LOOKED_AT.items():
        if policy.watches(detector):
            permit.require(next((it for it in streams if it in permit.streams), streams[0]), recording=True)


def detectors_for(
    policy: EvidencePolicy, permit: CapturePermit, count_displays: Callable[[], int]
) -> tuple[Maker, ...]:
    """Makers of what this policy names. Raises NotAllowed when the permit does not name what one looks at."""
    require_streams(policy, permit)
    makers: tuple[Maker, ...] = (
        (Detector.CAMERA_VIEW, CameraView),
        (Detector.PERSONS, Persons),
        (Detector.SPEECH, lambda: Speech(best_voice())),
        (Detector.DISPLAYS, lambda: Displays(count_displays)),
        (Detector.REMOTE, Session),
        (Detector.PROGRAMS, lambda: Programs(policy.programs)),
    )
    return tuple((detector, make) for detector, make in makers if policy.watches(detector))


class Observer:
    """Looks with its detectors until it is stopped."""

    def __init__(self, makers: Iterable[Maker], sight: Sight, facts: FactSink) -> None:
        """The detectors are made on the observer's thread: loading models takes a moment."""
        self._makers, self._sight, self._facts = tuple(makers), sight, facts
        self._sound: deque[SoundBlock] = deque(maxlen=KEPT_BLOCKS)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="observer", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop_soon(self) -> None:
        """Look no more; returns at once."""
        self._ending.set()
        self._sight.overhear(None)

    def _run(self) -> None:
        watched = [(it, Watch(it.detector, it.steady_us)) for it in self._made()]
        hears = any(it.detector is Detector.SPEECH for it, _ in watched)
        sees = any(it.detector in {Detector.CAMERA_VIEW, Detector.PERSONS} for it, _ in watched)
        if hears and not self._ending.is_set():
            self._sight.overhear(self._sound.append)
        due_us = dict.fromkeys((it.detector for it, _ in watched), 0)
        while watched and not self._ending.wait(TICK_S):
            at_us = now_us()
            picture = self._sight.camera() if sees else None
            failed = []
            for each in watched:
                if at_us < due_us[each[0].detector]:
                    continue
                due_us[each[0].detector] = at_us + each[0].every_us - int(TICK_S * MICROSECONDS) // 2
                if not self._look(*each, Look(at_us, picture, self._taken(each[0]))):
                    failed.append(each)
            watched = [each for each in watched if each not in failed]

    def _made(self) -> list[Watching]:
        """The detectors; one that cannot be made is left out, and told as one that could not tell."""
        made = []
        for detector, make in self._makers:
            try:
                made.append(make())
            except Exception:  # noqa: BLE001 - a model or library that is broken: loud in the log, the others look on
                _log.exception("the detector %s could not be made", detector.value)
                self._lost(detector)
        return made

    def _lost(self, detector: Detector) -> None:
        """From here on nobody knows; what was told last must not stand as true."""
        if self._ending.is_set():
            return
        try:
            self._facts.submit(ObservationFact(detector=detector, observed=Observed.COULD_NOT_TELL))
        except RecrutrError as error:
            _log.warning("an observation was not recorded: %s", error.code)

    def _taken(self, watching: Watching) -> tuple[SoundBlock, ...]:
        if watching.detector is not Detector.SPEECH:
            return ()
        taken = []
        while self._sound:
            taken.append(self._sound.popleft())
        return tuple(taken)

    def _look(self, watching: Watching, watch: Watch, look: Look) -> bool:
        """One look of one detector; False when it failed."""
        try:
            for sighting in watching.look(look):
                fact = watch.take(sighting, look.at_us)
                if fact is not None and not self._ending.is_set():
                    self._facts.submit(fact, mono_us=look.at_us)
        except RecrutrError as error:
            _log.warning("an observation was not recorded: %s", error.code)
        except Exception:  # noqa: BLE001 - the thread's loop: loud in the log, and the others go on
            _log.exception("the detector %s failed", watching.detector.value)
            self._lost(watching.detector)
            return False
        return True
