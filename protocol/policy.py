"""The evidence policy: what is recorded of an attempt, from how often to which detector, as the candidate is told it.

An assessment holds one and never changes it; a candidate's notice holds theirs, in which accommodations have switched
off what is not for them. The candidate acknowledges that one, the device keeps to it, and nothing beyond it is accepted
by the server. Must not say why a thing is off.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from protocol.attempts import RECORDED, EvidenceLevel, TrackKind
from protocol.model import Frozen
from protocol.saying import to_say, together

MAX_PROGRAMS = 200
STILLS_EVERY_S = (15, 3600)
"""Closer than a quarter of a minute, a recording would be the honest word."""


class Detector(StrEnum):
    """What watches for one kind of fact, on the device only. Each can be switched off for one candidate."""

    FOCUS = "focus"
    """Whether our own window is in front."""
    PASTE = "paste"
    """Size and origin of what is pasted."""
    CAMERA_VIEW = "camera_view"
    """Whether the camera is covered or its picture frozen."""
    PERSONS = "persons"
    """Whether nobody, one or several persons are in view; never who."""
    SPEECH = "speech"
    """Whether there is speech; never what or whose."""
    DISPLAYS = "displays"
    """How many displays are attached."""
    REMOTE = "remote"
    """Whether the session is controlled or shared from elsewhere."""
    PROGRAMS = "programs"
    """Whether a program of the list that the candidate saw is running; other names stay on the device."""

    @property
    def least_level(self) -> EvidenceLevel:
        """The level from which on this may be watched."""
        return _LEAST_LEVEL[self]

    @property
    def words(self) -> str:
        """What is watched for, in the words of notice and panel."""
        return _WORDS[self]


_LEAST_LEVEL = {
    Detector.FOCUS: EvidenceLevel.JOURNAL,
    Detector.PASTE: EvidenceLevel.JOURNAL,
    Detector.CAMERA_VIEW: EvidenceLevel.STILLS,
    Detector.PERSONS: EvidenceLevel.STILLS,
    Detector.SPEECH: EvidenceLevel.RECORDING,
    Detector.DISPLAYS: EvidenceLevel.JOURNAL,
    Detector.REMOTE: EvidenceLevel.JOURNAL,
    Detector.PROGRAMS: EvidenceLevel.RECORDING,
}
_WORDS = {
    Detector.FOCUS: to_say("Whether this app's window is in front; not what is in front instead"),
    Detector.PASTE: to_say("Size and origin of what you paste"),
    Detector.CAMERA_VIEW: to_say("Whether the camera is covered or its picture stands still"),
    Detector.PERSONS: to_say("Whether nobody, one or several persons are in the picture; never who"),
    Detector.SPEECH: to_say("Whether somebody speaks; not what is said or who says it"),
    Detector.DISPLAYS: to_say("How many displays are attached"),
    Detector.REMOTE: to_say("Whether this computer is controlled or shown from elsewhere"),
    Detector.PROGRAMS: to_say("Whether one of these programs runs; no other program's name leaves your device"),
}
_USUAL = (Detector.FOCUS, Detector.PASTE)
"""What every level with a journal has always recorded; the rest is chosen."""


class EvidencePolicy(Frozen):
    """What is recorded, and what is watched for.

    Attributes:
        level: 0 to 4, `protocol.attempts.EvidenceLevel`.
        reason: the employer's written reason, at level 3 and 4.
        streams: what is recorded continuously (level 3 and 4), or `stills` (level 2).
        displays: whether all displays are recorded or the one that the candidate chooses.
        stills_every_s: seconds between two pictures, at level 2 only.
        identity_step: the candidate is asked to show a document to the camera before the start.
        transcript_language: speech is written down on the device in this language, at level 3 and 4; None: it is not.
        detectors: what is watched for.
        programs: the names that `programs` looks for; the candidate sees this list.
        pauses: whether the candidate may pause what is recorded, with a reason.
    """

    format: Literal[1] = 1
    level: Annotated[EvidenceLevel, Field(strict=False)]
    reason: str | None = Field(default=None, max_length=2000)
    streams: list[Annotated[TrackKind, Field(strict=False)]] = Field(default_factory=list, max_length=4)
    displays: Literal["all", "chosen"] = "all"
    stills_every_s: int | None = Field(default=None, ge=STILLS_EVERY_S[0], le=STILLS_EVERY_S[1])
    identity_step: bool = False
    transcript_language: str | None = Field(default=None, pattern=r"^[a-z]{2}(-[A-Z]{2})?$")
    detectors: list[Annotated[Detector, Field(strict=False)]] = Field(default_factory=list, max_length=len(Detector))
    programs: list[Annotated[str, Field(min_length=1, max_length=100)]] = Field(
        default_factory=list, max_length=MAX_PROGRAMS
    )
    pauses: bool = True

    @classmethod
    def at(cls, level: EvidenceLevel, reason: str | None = None) -> Self:
        """The usual policy of a level: its streams, focus and paste, and nothing that has to be chosen."""
        return cls(
            level=level,
            reason=reason,
            streams=list(level.tracks),
            stills_every_s=60 if level is EvidenceLevel.STILLS else None,
            detectors=list(_USUAL) if level >= EvidenceLevel.JOURNAL else [],
        )

    def without(self, detectors: frozenset[Detector], streams: frozenset[TrackKind]) -> Self:
        """The same policy with these switched off."""
        left = [stream for stream in self.streams if stream not in streams]
        no_camera = not {TrackKind.CAMERA, TrackKind.STILLS} & set(left)
        off = detectors | ({Detector.CAMERA_VIEW, Detector.PERSONS} if no_camera else frozenset())
        off |= frozenset() if TrackKind.MICROPHONE in left else {Detector.SPEECH}
        return self.model_copy(
            update={
                "streams": left,
                "detectors": [each for each in self.detectors if each not in off],
                "programs": [] if Detector.PROGRAMS in off else self.programs,
                "stills_every_s": self.stills_every_s if TrackKind.STILLS in left else None,
                "transcript_language": self.transcript_language if TrackKind.MICROPHONE in left else None,
                "identity_step": self.identity_step and TrackKind.IDENTITY not in streams,
            }
        )

    def watches(self, detector: Detector) -> bool:
        """Whether this is watched for."""
        return detector in self.detectors

    @property
    def records_work(self) -> bool:
        """Whether the journal tells how the code comes about, and not only of the attempt and what is handed in."""
        return self.level >= EvidenceLevel.JOURNAL

    @property
    def may_pause(self) -> bool:
        """Whether there is anything to pause, and the candidate may."""
        return self.pauses and bool(self.streams or self.detectors)

    @property
    def watched_words(self) -> list[str]:
        """What is watched for, a line each, as the notice and the candidate's panel say it."""
        return [
            together(each.words, ", ".join(self.programs), between=": ") if each is Detector.PROGRAMS else each.words
            for each in self.detectors
        ]

    @property
    def captured(self) -> frozenset[TrackKind]:
        """Every stream that may be captured: the continuous ones, stills, and pictures of the identity step."""
        identity = {TrackKind.IDENTITY} if self.identity_step else set()
        return frozenset(self.streams) | identity

    @field_validator("streams", "detectors", "programs")
    @classmethod
    def _each_once(cls, value: list[str]) -> list[str]:
        if len(set(value)) != len(value):
            raise ValueError("each once at most")
        return value

    @model_validator(mode="after")
    def _fits_its_level(self) -> Self:
        for wrong, words in self._limits():
            if wrong:
                raise ValueError(words)
        return self

    def _limits(self) -> tuple[tuple[bool, str], ...]:
        level, streams = self.level, set(self.streams)
        early = [detector.value for detector in self.detectors if level < detector.least_level]
        possible = set(RECORDED) if level >= EvidenceLevel.RECORDING else set(level.tracks)
        recording = level >= EvidenceLevel.RECORDING
        return (
            (recording and not (self.reason or "").strip(), "reason: a written reason at evidence level 3 and 4"),
            (not streams <= possible, f"streams: only {', '.join(sorted(possible)) or 'none'} at level {level.value}"),
            (bool(early), f"detectors: {', '.join(early)} only from a higher level on"),
            ((TrackKind.STILLS in streams) != (self.stills_every_s is not None), "stills_every_s: with stills only"),
            (self.transcript_language is not None and not recording, "transcript_language: from level 3 on"),
            (self.identity_step and level < EvidenceLevel.STILLS, "identity_step: from level 2 on"),
            (
                bool(self.programs) != self.watches(Detector.PROGRAMS),
                "programs: a list with the detector, and only then",
            ),
        )
