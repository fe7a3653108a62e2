"""What a candidate's app shows of an attempt once it is over: what is held, who looked, what was noted. Wire types."""

from __future__ import annotations

from pydantic import Field

from protocol.impressions import Impression
from protocol.model import Frozen
from protocol.wire import RequestStatus


class Held(Frozen):
    """How much the server holds of the attempt; counts only."""

    entries: int
    submissions: int
    messages: int
    segments: int
    segment_bytes: int


class Look(Frozen):
    """Somebody did something with the attempt, in the words of the list that everybody concerned sees."""

    who: str
    what: str
    at_us: int


class NotedFinding(Frozen):
    """An observation of the report as the candidate sees it; `at_us` are moments since the start.

    `mark` is what a reply to it names.
    """

    words: str
    strength: str
    innocent: str
    at_us: list[int]
    mark: str = Field(default="", max_length=120)


class After(Frozen):
    """`GET /attempts/{attempt}/after`. `outcome` and `decided_at_us` once a person decided and it was released.

    `reported`: there is a report; without one nothing was noted yet. `impression`: how you said it was.
    """

    held: Held
    looked: list[Look]
    shared_with: list[str]
    reported: bool
    findings: list[NotedFinding]
    requests: list[RequestStatus]
    decided_at_us: int | None = None
    outcome: str = Field(default="", max_length=500)
    impression: Impression | None = None
