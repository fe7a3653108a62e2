"""View states of what passes while one works: messages, the raised hand, who looks. As `ui.states`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class SaidLine:
    """One message; `at_wall_us` when it was written or shown here."""

    message: str
    sender: Literal["candidate", "interviewer", "announcement"]
    text: str
    at_wall_us: int


@dataclass(frozen=True)
class LookerLine:
    """Somebody who looks at camera and screen now."""

    name: str
    role: str
    since_wall_us: int


@dataclass(frozen=True)
class LiveState:
    """All of it. `sent` False: something of the candidate's waits for the network.

    `read`: how many of the others' messages were shown in an earlier launch already.
    """

    lines: tuple[SaidLine, ...] = ()
    hand_raised: bool = False
    lookers: tuple[LookerLine, ...] = ()
    sent: bool = True
    read_only: bool = False
    read: int = 0
