"""View states of the trial recording and of the report on this computer, both on the Check screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ui.states import Message, Picture


class TrialPhase(StrEnum):
    """Where the trial stands."""

    READY = "ready"
    RECORDING = "recording"
    OPENING = "opening"
    """What was recorded is opened and decoded."""
    PLAYING = "playing"
    PLAYED = "played"
    FAILED = "failed"


@dataclass(frozen=True)
class TrialState:
    """Ten seconds recorded and played back. `words`: what came of it, a line a stream; `sound`: where it is heard.

    `has_camera` and `has_screen`: which pictures are part of it. `at_s` of `length_s`: how far recording or playing is.
    """

    phase: TrialPhase = TrialPhase.READY
    at_s: float = 0.0
    length_s: float = 10.0
    has_camera: bool = True
    has_screen: bool = False
    camera: Picture | None = field(default=None, repr=False)
    screen: Picture | None = field(default=None, repr=False)
    words: tuple[str, ...] = ()
    sound: str = ""
    error: Message | None = None


@dataclass(frozen=True)
class ReportState:
    """The report on this computer, exactly as it is saved or sent. `organisation`: who gets it when it is sent."""

    text: str
    organisation: str
    file_name: str
    sending: bool = False
    sent: bool = False
    saved_as: str = ""
    error: Message | None = None
