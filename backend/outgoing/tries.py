"""Telling somebody outside one thing, as often as it takes, for three days: what all such deliveries have in common.

Guarantees: pauses grow and are shaken, so that what waits does not come all at once; a `Retry-After` is kept, up to a
day; what is over has no next try. What is told and to whom is the rooms' own business.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from backend.outgoing.addresses import Target
from backend.outgoing.calls import Answer, Reach, call
from protocol.errors import NetworkFault

SECOND_US = 1_000_000
PERSIST_US = 3 * 24 * 3600 * SECOND_US
PAUSES_S = (5, 30, 120, 600, 1800, 3600, 2 * 3600, 4 * 3600, 8 * 3600)
"""After the first failure, the second and so on; the last one stands for all further ones."""
SHAKEN = 0.2
LONGEST_WAIT_S = 24 * 3600
BUG = "outgoing.bug"


class Told(Protocol):
    """A row of something that is told: how often it was tried, and how it stands (µs)."""

    state: str
    tries: int
    next_at_us: int | None
    ended_at_us: int | None
    created_at_us: int


@dataclass(frozen=True, slots=True)
class Request:
    """One call on its way; `row` is the id of what is told."""

    row: str
    method: str
    target: Target
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: an answer, or a code for none."""

    answer: Answer | None = None
    code: str | None = None

    @property
    def took_it(self) -> bool:
        """Whether the other side has it."""
        return self.answer is not None and self.answer.took_it

    @property
    def status(self) -> int | None:
        """The status that it answered with."""
        return self.answer.status if self.answer else None

    @property
    def asked_s(self) -> int:
        """How long it asked to be left alone."""
        return min((self.answer.retry_after_s or 0) if self.answer else 0, LONGEST_WAIT_S)


def ask(reach: Reach, request: Request) -> Outcome:
    """Call once; no transaction may be open meanwhile."""
    try:
        return Outcome(call(reach, request.method, request.target, request.headers, request.body))
    except NetworkFault as fault:
        return Outcome(code=fault.code)


def pause_s(failures: int) -> int:
    """Seconds until the next try after so many failures."""
    return PAUSES_S[min(failures, len(PAUSES_S)) - 1]


def shaken(at_us: int, now_us: int) -> int:
    """A little later, each by another amount."""
    return at_us + int((at_us - now_us) * random.uniform(0, SHAKEN))  # noqa: S311 - no secret


def next_try_us(row: Told, now_us: int, asked_s: int) -> int | None:
    """When to try again after a failure that is counted already; None when three days are over."""
    next_us = now_us + max(pause_s(row.tries), asked_s) * SECOND_US
    return shaken(next_us, now_us) if next_us <= row.created_at_us + PERSIST_US else None


def end(row: Told, state: str, now_us: int) -> None:
    """It is over."""
    row.state, row.next_at_us, row.ended_at_us = state, None, now_us
