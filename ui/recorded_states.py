"""View states of what is recorded: the panel, a pause, the identity step. Frozen values like those of `ui.states`."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.facts import PauseReason
from protocol.notices import NoticeItem
from ui.states import Message, RecordingLine


@dataclass(frozen=True)
class ToldLine:
    """One event as the report will tell it: its number in the journal, when by this computer's clock, the words."""

    seq: int
    at_wall_us: int
    words: str


@dataclass(frozen=True)
class PauseView:
    """The pause that lasts: its reason in a word, and the candidate's own words."""

    reason: str
    words: str = ""


@dataclass(frozen=True)
class RecordedState:
    """The panel "What is recorded now". `told`: newest first; `notice`: what the candidate was told, item by item."""

    level: str
    streams: tuple[RecordingLine, ...] = ()
    watched: tuple[str, ...] = ()
    told: tuple[ToldLine, ...] = ()
    notice: tuple[NoticeItem, ...] = ()
    may_pause: bool = False
    paused: PauseView | None = None


@dataclass(frozen=True)
class PauseWish:
    """Signal payload: pause what is recorded, for this reason."""

    reason: PauseReason
    words: str = ""


@dataclass(frozen=True)
class IdentityState:
    """The identity step: the pictures taken so far as JPEG, yourself and the document; None where there is none yet.

    `camera`: whether the camera gives pictures now. `busy` is what is being done, `error` what went wrong.
    """

    person: bytes | None = field(default=None, repr=False)
    document: bytes | None = field(default=None, repr=False)
    camera: bool = False
    busy: str = ""
    error: Message | None = None
