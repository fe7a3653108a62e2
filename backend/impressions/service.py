"""What candidates say of how it was: kept once for each, told to the organisation only together.

Guarantees: no answer is shown beside an attempt to anybody but its candidate; an assessment's answers are told in whole
groups of five, without name, time or order, so that what came between two looks is never one person's; what was erased
is no longer in any figure. Nothing here is read by scoring, reports or reviews.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from backend.access import MemberSubject, require, visible
from backend.accounts.models import Role
from backend.assessments.models import Assessment
from backend.attempts.joining import DeviceSubject
from backend.attempts.machines import require_writer
from backend.attempts.models import Attempt
from backend.attempts.service import attempt_of
from backend.impressions.models import ImpressionRow
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import Conflict
from protocol.impressions import LEAST_TOGETHER, Impression, Obstacle
from protocol.saying import to_say

READERS = (Role.OWNER, Role.RECRUITER)
"""Who makes assessments; whoever reviews has no use for it."""
_OVER = frozenset({AttemptState.FINISHED, AttemptState.JUDGED, AttemptState.REVIEWED})


@dataclass(frozen=True, slots=True)
class Grades:
    """How one question was answered: how often each grade from 1 to 5."""

    counts: tuple[int, int, int, int, int]

    @property
    def answers(self) -> int:
        """How many answered it."""
        return sum(self.counts)

    @property
    def mean_tenths(self) -> int | None:
        """The mean in tenths; None when fewer answered than may be told."""
        if self.answers < LEAST_TOGETHER:
            return None
        return round(10 * sum(grade * count for grade, count in enumerate(self.counts, 1)) / self.answers)


@dataclass(frozen=True, slots=True)
class Together:
    """What an assessment's candidates said, of as many as are told; `answers` 0: too few yet."""

    answers: int
    ease: Grades
    fairness: Grades
    obstacles: Sequence[tuple[Obstacle, int]]
    words: Sequence[str]


def take(tx: Transaction, subject: DeviceSubject, said: Impression) -> None:
    """Keep what the candidate says; the same again changes nothing.

    Raises Conflict(`attempt.state` before handing in, `attempt.moved`, `impression.given`), Gone(`key.destroyed`).
    """
    attempt = attempt_of(tx, subject)
    require_writer(tx, attempt.id, subject.device)
    if attempt.state not in _OVER:
        words = "How it was is asked after the work has been handed in."
        raise Conflict("attempt.state", words, {"state": attempt.state})
    known = said_of(tx, attempt)
    if known is not None:
        if known.canonical() != said.canonical():
            raise Conflict("impression.given", to_say("You have said already how it was."))
        return
    last = select(func.max(ImpressionRow.place)).where(ImpressionRow.assessment == attempt.assessment)
    own = said.words.encode()
    row = ImpressionRow(
        attempt=attempt.id,
        organisation=attempt.organisation,
        assessment=attempt.assessment,
        place=(tx.session.scalar(last) or 0) + 1,
        ease=said.ease,
        fairness=said.fairness,
        obstacles=[each.value for each in said.obstacles],
        sealed_words=tx.keys.seal(attempt.candidate, own, _associated(attempt.id)) if own else None,
    )
    tx.session.add(row)
    tx.session.flush()


def said_of(tx: Transaction, attempt: Attempt) -> Impression | None:
    """What one candidate said; for the candidate alone."""
    row = tx.session.get(ImpressionRow, attempt.id)
    if row is None:
        return None
    return Impression(
        ease=row.ease,
        fairness=row.fairness,
        obstacles=[Obstacle(each) for each in row.obstacles],
        words=_words(tx, row, attempt.candidate),
    )


def told_together(tx: Transaction, member: MemberSubject, assessment: Assessment) -> Together:
    """What the candidates of an assessment said. Raises NotAllowed."""
    require(member, *READERS)
    mine = visible(member, ImpressionRow).where(ImpressionRow.assessment == assessment.id)
    rows = tx.session.scalars(mine).all()
    upto = max((row.place for row in rows), default=0) // LEAST_TOGETHER * LEAST_TOGETHER
    of = _candidates(tx, rows)
    told = [row for row in rows if row.place <= upto and row.attempt in of]
    if len(told) < LEAST_TOGETHER:  # some were erased
        told = []
    told.sort(key=lambda row: hashlib.sha256(f"{row.attempt}/{assessment.id}".encode()).digest())
    counts = Counter(each for row in told for each in row.obstacles)
    return Together(
        answers=len(told),
        ease=_grades([row.ease for row in told]),
        fairness=_grades([row.fairness for row in told]),
        obstacles=[(each, counts[each.value]) for each in Obstacle],
        words=[words for row in told if (words := _words(tx, row, of[row.attempt]))],
    )


def _candidates(tx: Transaction, rows: Sequence[ImpressionRow]) -> dict[str, str]:
    """By attempt, whose it is; without those whose data may not be used now (restricted, or about to be erased)."""
    mine = Attempt.id.in_([row.attempt for row in rows])
    found = select(Attempt.id, Attempt.candidate).where(mine, Attempt.restricted_at_us.is_(None))
    return {row.id: row.candidate for row in tx.session.execute(found)}


def _grades(given: Sequence[int | None]) -> Grades:
    return Grades((given.count(1), given.count(2), given.count(3), given.count(4), given.count(5)))


def _words(tx: Transaction, row: ImpressionRow, candidate: str) -> str:
    if row.sealed_words is None:
        return ""
    return tx.keys.open(candidate, row.sealed_words, _associated(row.attempt)).decode()


def _associated(attempt: str) -> bytes:
    return f"impression/words/{attempt}".encode()
