"""Time that a person gives while the attempt runs: more of it, or a break that does not count.

Guarantees: only a member who leads, only with a reason, only before the end, and within bounds for each attempt, which
what was measured (`backend.credit.service`) does not touch. Each gift is a row, an audit entry and a signed word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from backend.access import MemberSubject, find, require
from backend.attempts.models import Attempt
from backend.credit.models import Credit
from backend.credit.repository import credits_of
from backend.credit.service import CREDITORS, MAX_REASON, SECOND_US, Grant, grant
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import Conflict, InvalidInput
from protocol.receipts import GIVEN
from protocol.saying import to_say

MINUTE_US = 60 * SECOND_US
MOST_AT_ONCE = 120
MOST_IN_ALL = 240
"""Minutes: whoever needs more needs another assessment, and a slip of the finger stays a small one."""


@dataclass(frozen=True, slots=True)
class Gift:
    """What a member gives: how many minutes, as more time or as a break, and why."""

    minutes: int
    kind: Literal["member", "break"]
    reason: str


def give_time(tx: Transaction, member: MemberSubject, attempt_id: str, gift: Gift) -> Credit:
    """Move the end of a running attempt.

    Raises NotFound, NotAllowed, Conflict(`attempt.state`, `attempt.time_over`), InvalidInput(`minutes`, `reason`).
    """
    require(member, *CREDITORS)
    attempt = find(tx.session, member, Attempt, Attempt.id == attempt_id)
    if attempt.state != AttemptState.STARTED or attempt.deadline_us is None:
        words = to_say("Time can be given only while the attempt is worked on.")
        raise Conflict("attempt.state", words, {"state": attempt.state})
    if tx.now_us >= attempt.deadline_us:
        words = to_say("The time of this attempt is over: the candidate's computer has handed in by itself.")
        raise Conflict("attempt.time_over", words)
    reason, most = gift.reason.strip(), minutes_left(tx, attempt)
    if not 1 <= len(reason) <= MAX_REASON:
        raise InvalidInput("reason", f"1 to {MAX_REASON} characters", to_say("Please write why you give the time."))
    if not 1 <= gift.minutes <= most:
        words = to_say("No more time can be given.")
        if most:
            words = to_say("Between 1 and {most} minutes can be given now.", most=most)
        raise InvalidInput("minutes", f"1 to {most}", words)
    now = tx.now_us
    return grant(tx, attempt, Grant(gift.kind, now, now, gift.minutes * MINUTE_US, member=member, reason=reason))


def gifts_of(tx: Transaction, attempt: str) -> Sequence[Credit]:
    """What people gave, oldest first."""
    return [row for row in credits_of(tx, attempt) if row.cause in GIVEN]


def minutes_left(tx: Transaction, attempt: Attempt) -> int:
    """How many minutes a person may give at once now."""
    given_us = sum(row.credited_us for row in gifts_of(tx, attempt.id))
    return max(0, min(MOST_AT_ONCE, MOST_IN_ALL - given_us // MINUTE_US))
