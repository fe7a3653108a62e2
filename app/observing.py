"""The detectors of one attempt: they look while the work is recorded, at what the recorders have, by this policy.

Guarantees: no permit, no detector; after `stop_soon` nothing is told any more. Loads OpenCV and the voice detector on a
thread of its own, and only where the policy names a detector that looks at something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from protocol.errors import DeviceFault
from protocol.policy import Detector, EvidencePolicy
from protocol.ports import FactSink
from recorder.media import Picture, SoundBlock
from recorder.permit import CapturePermit

if TYPE_CHECKING:
    from recorder.observing.observer import Observer

_BY_THE_WINDOW = frozenset({Detector.FOCUS, Detector.PASTE})
"""What the window itself tells of; everything else needs an observer."""


class Source(Protocol):
    """A recorder, as far as it can be looked at."""

    def camera_now(self) -> Picture | None:
        """The camera's latest picture."""
        ...

    def overhear(self, listener: Callable[[SoundBlock], None] | None) -> None:
        """Hand on the microphone's sound as well."""
        ...


class Observing:
    """Owns the observer of an attempt. Each method may be called from any thread, one at a time."""

    def __init__(self, policy: EvidencePolicy, facts: FactSink) -> None:
        self._policy, self._facts = policy, facts
        self._observer: Observer | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether the policy names a detector that looks at something."""
        return not _BY_THE_WINDOW.issuperset(self._policy.detectors)

    def load(self) -> None:
        """Load what `start` needs, where it is wanted; takes a moment."""
        if self.is_wanted:
            import recorder.observing.observer  # noqa: F401 - OpenCV loads only where it is wanted

    def start(self, permit: CapturePermit, sources: tuple[Source, ...]) -> None:
        """Look from now on. Raises NotAllowed when the permit does not name what a detector looks at."""
        if not self.is_wanted or self._observer is not None:
            return
        from recorder.observing.observer import Observer, detectors_for

        makers = detectors_for(self._policy, permit, displays)
        self._observer = Observer(makers, Sight(sources), self._facts)
        self._observer.start()

    def stop_soon(self) -> None:
        """Look no more. Idempotent."""
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop_soon()


class Sight:
    """What there is to look at: of several recorders the first that has it."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._sources = sources

    def camera(self) -> Picture | None:
        """The camera's latest picture."""
        return next((seen for each in self._sources if (seen := each.camera_now()) is not None), None)

    def overhear(self, listener: Callable[[SoundBlock], None] | None) -> None:
        """Hand on the microphone's sound as well."""
        for each in self._sources:
            each.overhear(listener)


def displays() -> int:
    """How many displays are attached; 0: the system does not say."""
    from recorder.screen import list_screens  # as above

    try:
        return len(list_screens())
    except DeviceFault:
        return 0
