"""What a submission used, as coarsely as anybody but the judge may know it: steps of the limit, not measurements.

Guarantees: a program that writes what it sees of a hidden test into its time or memory tells at most the step. While an
attempt runs, only a submission that is right on every test has its use told: who can write it learns nothing by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.assessments.models import Problem
from backend.scoring.models import JudgedTest, Judgement
from protocol.verdicts import Verdict
from protocol.wire import OVER_LIMIT, USE_STEPS, CoarseUse

Most = tuple[int, int]
"""Milliseconds of processor time and bytes of memory."""


def coarse_use(most: Most, view: Mapping[str, int]) -> CoarseUse:
    """The steps in which the most of a group or submission lies; `view` is the problem's, with its limits."""
    cpu_ms, memory_bytes = most
    return CoarseUse(
        cpu_percent=_step(cpu_ms, view["time_limit_ms"]), memory_percent=_step(memory_bytes, view["memory_limit_bytes"])
    )


def most_by_group(session: Session, attempt: str) -> dict[tuple[str, int | None], Most]:
    """The most that any test of a group used, by judgement and position of the group."""
    rows = session.execute(
        select(
            JudgedTest.judgement,
            JudgedTest.group_position,
            func.max(JudgedTest.cpu_ms),
            func.max(func.coalesce(JudgedTest.memory_bytes, 0)),
        )
        .where(JudgedTest.attempt == attempt)
        .group_by(JudgedTest.judgement, JudgedTest.group_position)
    )
    return {(judgement, group): (cpu_ms, memory_bytes) for judgement, group, cpu_ms, memory_bytes in rows}


def uses_of_accepted(session: Session, judgements: Sequence[tuple[Judgement, str]]) -> dict[str, CoarseUse]:
    """What the accepted of one attempt used on all tests together, by judgement; each comes with its problem."""
    accepted = [(one, problem) for one, problem in judgements if one.verdict == Verdict.ACCEPTED.value]
    if not accepted:
        return {}
    by_group = most_by_group(session, accepted[0][0].attempt)
    found: dict[str, CoarseUse] = {}
    for judgement, problem in accepted:
        own = [most for (of, _), most in by_group.items() if of == judgement.id]
        if own:
            most = (max(cpu_ms for cpu_ms, _ in own), max(memory_bytes for _, memory_bytes in own))
            found[judgement.id] = coarse_use(most, session.get_one(Problem, problem).view)
    return found


def _step(used: int, limit: int) -> int:
    return next((step for step in USE_STEPS if used * 100 <= step * limit), OVER_LIMIT)
