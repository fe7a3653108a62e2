"""Whether the camera is covered or its picture stands still.

Covered: so dark, or so even, that nothing can be seen for seconds. A live sensor always has some noise, so a picture
that does not change by a single step for ten seconds is none of it. A dim room is neither: then it could not tell.
"""

from __future__ import annotations

from protocol.facts import Observed
from protocol.policy import Detector
from recorder.media import MICROSECONDS
from recorder.observing.sightings import Look, Sighting
from recorder.observing.vision import Grey, Light, light_of, moved, small_grey

DARK_MEAN, DARK_SPREAD = 22.0, 14.0
"""Below both, a hand, a lid or a night without a lamp is in front; measured in docs/evidence.md."""
EVEN_SPREAD, EVEN_SHARPNESS = 7.0, 30.0
"""Below both, it is one colour: tape, paper, a closed shutter."""
DIM_MEAN = 35.0
STILL_STEP = 0.02
FROZEN_US = 10 * MICROSECONDS


class CameraView:
    """Looks at the camera's pictures."""

    detector = Detector.CAMERA_VIEW
    steady_us = 3 * MICROSECONDS
    every_us = MICROSECONDS

    def __init__(self) -> None:
        self._before: Grey | None = None
        self._still_since_us: int | None = None
        self._picture_at_us = 0

    def look(self, look: Look) -> list[Sighting]:
        """One look; without a new picture nothing is told: the recorder tells that the camera is away."""
        if look.picture is None or look.picture.at_us == self._picture_at_us:
            return []
        self._picture_at_us = look.picture.at_us
        grey = small_grey(look.picture.pixels)
        still = self._before is not None and moved(grey, self._before) < STILL_STEP
        self._before = grey
        self._still_since_us = (self._still_since_us or look.at_us) if still else None
        if is_covered(light := light_of(grey)):
            return [Sighting(Observed.COVERED)]
        if self._still_since_us is not None and look.at_us - self._still_since_us >= FROZEN_US:
            return [Sighting(Observed.FROZEN)]
        return [Sighting(Observed.COULD_NOT_TELL if light.mean < DIM_MEAN else Observed.CLEAR)]


def is_covered(light: Light) -> bool:
    """Whether nothing can be seen."""
    dark = light.mean < DARK_MEAN and light.spread < DARK_SPREAD
    even = light.spread < EVEN_SPREAD and light.sharpness < EVEN_SHARPNESS
    return dark or even
