"""When recording steps down and up again, from figures alone. Pure: measures nothing, changes nothing.

Guarantees: a step down after two bad looks in a row, one at a time; a step up only after a calm time, which doubles
when a step up had to be taken back soon, so that quality does not swing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from protocol.attempts import TrackKind
from protocol.saying import to_say
from recorder.media import MICROSECONDS
from recorder.states import RecorderConfig, VideoSettings

BUDGET: Final = 0.15
"""Of one core, for everything that is recorded."""
_LATE_US = 30_000
"""A thread that wakes so late shares a computer on which the editor is about to feel slow: its limit is 50 ms."""
_BEHIND_US = MICROSECONDS // 2
_CALM = 0.4
"""Of each limit: below that a step up does not lead straight back."""
_CALM_US = 30 * MICROSECONDS
_LONGEST_CALM_US = 480 * MICROSECONDS
_RELAPSE_US = 60 * MICROSECONDS
_BAD_LOOKS = 2
_CAMERA_RATES = (15, 15, 10, 10, 5, 5)
_SCREEN_RATES = (5, 2, 2, 1, 1, 1)
_WIDTHS = (640, 640, 640, 480, 480, 320)
LAST_STEP = len(_CAMERA_RATES) - 1


@dataclass(frozen=True, slots=True)
class Load:
    """What was seen since the last look.

    Attributes:
        late_us: how late a thread that waits for a moment woke, nine times of ten.
        behind_us: how long the oldest picture or sound waits for its encoder.
        core_share: processor time of recording over the time that passed; 1.0 is one core.
    """

    late_us: int
    behind_us: int
    core_share: float

    @property
    def trouble(self) -> str:
        """What is wrong, in plain words; empty while all is well."""
        if self.late_us > _LATE_US:
            return to_say("This computer is busy")
        if self.behind_us > _BEHIND_US:
            return to_say("This computer records more slowly than it captures")
        return to_say("Recording takes more of this computer than it should") if self.core_share > BUDGET else ""

    @property
    def calm(self) -> bool:
        """Whether there is room for more."""
        return (
            self.late_us < _LATE_US * _CALM
            and self.behind_us < _BEHIND_US * _CALM
            and self.core_share < BUDGET * 2 * _CALM
        )


class Ladder:
    """Holds the step; 0 is full quality."""

    def __init__(self) -> None:
        self.step = 0
        self._bad_looks = 0
        self._calm_since_us: int | None = None
        self._calm_us: int = _CALM_US
        self._up_at_us: int | None = None

    def look(self, load: Load, at_us: int) -> str:
        """Take what was seen; returns why the step has just changed, or an empty text."""
        if load.trouble:
            return self._bad(load.trouble, at_us)
        self._bad_looks = 0
        if not load.calm or self.step == 0:
            self._calm_since_us = None
            return ""
        if self._calm_since_us is None:
            self._calm_since_us = at_us
        if at_us - self._calm_since_us < self._calm_us:
            return ""
        self.step -= 1
        self._calm_since_us, self._up_at_us = None, at_us
        return to_say("There is room again")

    def _bad(self, trouble: str, at_us: int) -> str:
        self._calm_since_us = None
        self._bad_looks += 1
        if self._bad_looks < _BAD_LOOKS or self.step == LAST_STEP:
            return ""
        self._bad_looks = 0
        self.step += 1
        relapsed = self._up_at_us is not None and at_us - self._up_at_us < _RELAPSE_US
        self._calm_us = min(2 * self._calm_us, _LONGEST_CALM_US) if relapsed else self._calm_us
        self._up_at_us = None
        return trouble


def settings_at(step: int, kind: TrackKind, config: RecorderConfig) -> VideoSettings:
    """Size and rate of a video stream at a step; never more than configured."""
    if step == 0:
        return config.screen_video if kind is TrackKind.SCREEN else config.camera_video
    if kind is TrackKind.SCREEN:
        full = config.screen_video
        return VideoSettings(full.width, full.height, min(full.frames_per_second, _SCREEN_RATES[step]))
    full = config.camera_video
    width = min(full.width, _WIDTHS[step])
    height = max(16, full.height * width // full.width)
    return VideoSettings(width, height, min(full.frames_per_second, _CAMERA_RATES[step]))
