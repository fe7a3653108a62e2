"""Whether nobody, one or several persons are in view; "could not tell" wherever that is the truth.

Nobody is said only of a bright, sharp picture in which for some time neither a face nor an upper body shows *and*
nothing moves: somebody who turns away, bends down or has a hand before their face moves, and then it could not tell.
Who somebody is cannot be found out here.
"""

from __future__ import annotations

from collections import deque

from protocol.facts import Observed
from protocol.policy import Detector
from recorder.media import MICROSECONDS
from recorder.observing.camera_view import is_covered
from recorder.observing.sightings import Look, Sighting
from recorder.observing.vision import Finder, Grey, Light, changed_share, light_of, small_grey

LOOKS = 5
"""What is said rests on so many looks, three seconds apart."""
SEVERAL_LOOKS = 3
"""How many of them must show two faces or more: one alone is a picture on a shirt for a moment."""
DIM_MEAN, BRIGHT_MEAN = 30.0, 235.0
BLURRED = 12.0
MOVED_SHARE = 0.004
"""Of the picture's points, changed since the look before: breathing and typing move more."""


class Persons:
    """Counts persons in the camera's pictures."""

    detector = Detector.PERSONS
    steady_us = 3 * MICROSECONDS
    every_us = 3 * MICROSECONDS

    def __init__(self, finder: Finder | None = None) -> None:
        self._finder = finder or Finder()
        self._counts: deque[int] = deque(maxlen=LOOKS)
        self._signs: deque[bool] = deque(maxlen=LOOKS)
        self._before: Grey | None = None
        self._picture_at_us = 0

    def look(self, look: Look) -> list[Sighting]:
        """One look; without a new picture nothing is told."""
        if look.picture is None or look.picture.at_us == self._picture_at_us:
            return []
        self._picture_at_us = look.picture.at_us
        grey = small_grey(look.picture.pixels)
        light = light_of(grey)
        faces = len(self._finder.faces(grey))
        moving = self._before is None or changed_share(grey, self._before) > MOVED_SHARE
        self._before = grey
        self._counts.append(faces)
        self._signs.append(bool(faces) or moving or bool(self._finder.bodies(grey)))  # what is dear comes last
        return [self._said(light)]

    def _said(self, light: Light) -> Sighting:
        looks = len(self._counts)
        several = sum(count > 1 for count in self._counts)
        some = sum(count > 0 for count in self._counts)
        if several >= SEVERAL_LOOKS:
            return Sighting(Observed.SEVERAL, 100 * several // looks, count=max(self._counts))
        if some:
            return Sighting(Observed.ONE, 100 * some // looks)
        unclear = is_covered(light) or not DIM_MEAN <= light.mean <= BRIGHT_MEAN or light.sharpness < BLURRED
        if unclear or looks < LOOKS or any(self._signs):
            return Sighting(Observed.COULD_NOT_TELL)
        return Sighting(Observed.NOBODY)
