"""View state of the candidate's own page in the app: their work over time, what is held, who looked, requests."""

from __future__ import annotations

from dataclasses import dataclass

from ui.states import Message


@dataclass(frozen=True)
class HeldLine:
    """Something that is held, and how much of it, in words."""

    what: str
    much: str


@dataclass(frozen=True)
class LookedLine:
    """Who did what, and when."""

    who: str
    what: str
    at_us: int


@dataclass(frozen=True)
class FindingLine:
    """An observation: what was seen, how sure, what else could explain it, and what a reply to it names."""

    words: str
    strength: str
    innocent: str
    mark: str = ""


@dataclass(frozen=True)
class RequestLine:
    """A request and how it stands, in words; `note`: what was answered."""

    kind: str
    state: str
    received_at_us: int
    due_at_us: int
    note: str = ""


@dataclass(frozen=True)
class ReplayView:
    """One document at one moment. `step` of `steps`; `at_wall_us` by this computer's clock, None before the first."""

    documents: tuple[str, ...] = ()
    document: int = 0
    step: int = 0
    steps: int = 0
    text: str = ""
    at_wall_us: int | None = None
    words: str = ""
    """Why there is nothing to play."""


@dataclass(frozen=True)
class AfterState:
    """All of it. `loading`: the server was asked; `offline`: why it did not answer; the replay needs no server."""

    organisation: str
    held: tuple[HeldLine, ...] = ()
    recorded: tuple[tuple[str, str], ...] = ()
    """What the notice says, and for how long it is kept."""
    looked: tuple[LookedLine, ...] = ()
    shared_with: tuple[str, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    findings_words: str = ""
    requests: tuple[RequestLine, ...] = ()
    decision: str = ""
    replay: ReplayView = ReplayView()
    loading: bool = False
    sending: bool = False
    answered: bool = False
    copying: bool = False
    copied: str = ""
    """The file into which a copy of everything was written."""
    error: Message | None = None
