"""The states of an attempt, which may follow which, and what each evidence level records."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from protocol.errors import Conflict
from protocol.saying import Later, to_say


class AttemptState(StrEnum):
    """`created → noticed → checked → started → finished → judged → reviewed`, or an end that is not the work's own."""

    CREATED = "created"
    NOTICED = "noticed"
    CHECKED = "checked"
    STARTED = "started"
    FINISHED = "finished"
    JUDGED = "judged"
    REVIEWED = "reviewed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


_S = AttemptState
_FOLLOWERS: dict[AttemptState, frozenset[AttemptState]] = {
    _S.CREATED: frozenset({_S.NOTICED, _S.EXPIRED, _S.WITHDRAWN}),
    _S.NOTICED: frozenset({_S.CHECKED, _S.EXPIRED, _S.WITHDRAWN}),
    _S.CHECKED: frozenset({_S.CHECKED, _S.STARTED, _S.EXPIRED, _S.WITHDRAWN}),
    _S.STARTED: frozenset({_S.FINISHED, _S.WITHDRAWN}),
    _S.FINISHED: frozenset({_S.JUDGED}),
    _S.JUDGED: frozenset({_S.REVIEWED}),
    _S.REVIEWED: frozenset(),
    _S.EXPIRED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.ERASED: frozenset(),
}


def may_follow(now: AttemptState, then: AttemptState) -> bool:
    """Whether `then` may come after `now`; erasure may follow anything but itself."""
    if then is AttemptState.ERASED:
        return now is not AttemptState.ERASED
    return then in _FOLLOWERS[now]


def advance(now: AttemptState, then: AttemptState) -> AttemptState:
    """Return `then`, or raise Conflict when it may not follow `now`."""
    if not may_follow(now, then):
        raise Conflict(
            "attempt.state",
            f"This attempt is {now.value}; it cannot become {then.value}.",
            {"state": now.value, "wanted": then.value},
        )
    return then


class TrackKind(StrEnum):
    """One recording stream."""

    CAMERA = "camera"
    MICROPHONE = "microphone"
    SCREEN = "screen"
    STILLS = "stills"
    """Single pictures of the camera; each is a segment."""
    IDENTITY = "identity"
    """Pictures that the candidate took for the identity step; kept until the decision at most."""

    @property
    def words(self) -> Later:
        """What it is recorded from, inside of a sentence."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    TrackKind.CAMERA: to_say("camera"),
    TrackKind.MICROPHONE: to_say("microphone"),
    TrackKind.SCREEN: to_say("screen"),
    TrackKind.STILLS: to_say("stills"),
    TrackKind.IDENTITY: to_say("identity"),
}


RECORDED = (TrackKind.CAMERA, TrackKind.MICROPHONE, TrackKind.SCREEN)
"""What can be recorded continuously."""
MOST_DISPLAYS = 4
"""So many displays of one computer are recorded at once; a desk with more is no usual one."""


class EvidenceLevel(IntEnum):
    """How much is recorded; chosen per assessment, told to the candidate, lowest by default."""

    NONE = 0
    JOURNAL = 1
    STILLS = 2
    RECORDING = 3
    LIVE = 4

    @property
    def tracks(self) -> tuple[TrackKind, ...]:
        """Streams recorded while the time runs at this level."""
        if self >= EvidenceLevel.RECORDING:
            return RECORDED
        return (TrackKind.STILLS,) if self is EvidenceLevel.STILLS else ()

    @property
    def words(self) -> Later:
        """One plain sentence for the notice."""
        return _LEVEL_WORDS[self]


_LEVEL_WORDS = {
    EvidenceLevel.NONE: to_say("Nothing but the code you hand in."),
    EvidenceLevel.JOURNAL: to_say(
        "How your code came about: edits, pastes, runs, and whether this window was in front."
    ),
    EvidenceLevel.STILLS: to_say("How your code came about, and a still picture from the camera now and then."),
    EvidenceLevel.RECORDING: to_say(
        "How your code came about, and your camera, microphone and screen while the time runs."
    ),
    EvidenceLevel.LIVE: to_say(
        "How your code came about, camera, microphone and screen, and a person who may look in."
    ),
}
