"""What a detector says at one look, and the watch that turns looks into facts only when something has changed for good.

Guarantees: a fact is submitted when its detector has said the same for as long as it asks for, and at most every five
seconds; what a detector is not sure of is COULD_NOT_TELL. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from protocol.facts import ObservationFact, Observed
from protocol.policy import Detector
from recorder.media import MICROSECONDS, Picture, SoundBlock

LEAST_APART_US = 5 * MICROSECONDS


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is seen now; `name` tells several things of one detector apart, `sure_percent` is as facts have it."""

    observed: Observed
    sure_percent: int | None = None
    count: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to look at: the camera's latest picture, and the sound since the look before."""

    at_us: int
    picture: Picture | None = None
    sound: tuple[SoundBlock, ...] = ()


class Watching(Protocol):
    """One detector. Used by the observer's thread alone."""

    detector: Detector
    steady_us: int
    """How long the same must be seen before it is told."""
    every_us: int
    """How far apart its looks are."""

    def look(self, look: Look) -> list[Sighting]:
        """What is seen now, one sighting for each name; an empty list tells nothing."""
        ...


@dataclass(slots=True)
class _Thread:
    """What was said of one name: since when the present sighting stands, and what was told last."""

    seen: Sighting
    since_us: int
    told: Sighting | None = None
    told_at_us: int = -LEAST_APART_US


class Watch:
    """Turns the sightings of one detector into facts."""

    def __init__(self, detector: Detector, steady_us: int) -> None:
        self._detector, self._steady_us = detector, steady_us
        self._threads: dict[str | None, _Thread] = {}

    def take(self, sighting: Sighting, at_us: int) -> ObservationFact | None:
        """The fact that this sighting makes, if any."""
        thread = self._threads.get(sighting.name)
        if thread is None:
            thread = self._threads[sighting.name] = _Thread(sighting, at_us)
        elif _same(thread.seen, sighting):
            thread.seen = sighting
        else:
            thread.seen, thread.since_us = sighting, at_us
        steady = at_us - thread.since_us >= self._steady_us
        apart = at_us - thread.told_at_us >= LEAST_APART_US
        if not (steady and apart) or (thread.told is not None and _same(thread.told, sighting)):
            return None
        thread.told, thread.told_at_us = sighting, at_us
        return ObservationFact(
            detector=self._detector,
            observed=sighting.observed,
            confidence_percent=sighting.sure_percent,
            count=sighting.count,
            name=sighting.name,
        )


def _same(one: Sighting, other: Sighting) -> bool:
    """Whether they say the same; how sure they are may differ."""
    return (one.observed, one.count) == (other.observed, other.count)
