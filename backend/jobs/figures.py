"""How long the queue is and how old, looked up in the database when Prometheus asks.

Guarantees: kinds and states only; a database that is away is a figure of its own, not an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, case, func, or_, select

from backend.jobs.models import Job, JobState
from backend.metrics import Level
from backend.transaction import Services, Transaction
from protocol.errors import RecrutrError

STATES = (JobState.WAITING, JobState.LEASED, JobState.ASIDE)
_UP = ("recrutr_database_up", "Whether the database answers.", ())


def levels(services: Services) -> Iterator[Level]:
    """Jobs by state and kind, the age of the oldest that should have been done, whether the database answers."""
    try:
        with services.reading() as tx:
            found = [*_counts(tx), _oldest(tx)]
    except RecrutrError:
        yield Level(*_UP, 0)
        return
    yield Level(*_UP, 1)
    yield from found


def _counts(tx: Transaction) -> Iterator[Level]:
    rows = tx.session.execute(
        select(Job.state, Job.kind, func.count()).where(Job.state.in_(STATES)).group_by(Job.state, Job.kind)
    )
    counted = {(state, kind): number for state, kind, number in rows}
    for state in STATES:
        kinds = [kind for known, kind in counted if known == state] or ["none"]
        for kind in sorted(kinds):
            labels = (("state", state.value), ("kind", kind))
            yield Level("recrutr_jobs", "Jobs that are not done.", labels, counted.get((state, kind), 0))


def _oldest(tx: Transaction) -> Level:
    """Since when the oldest job should have been done: one that was put back counts from its making."""
    put_back = Job.deferrals > 0
    since = case((and_(~put_back, Job.run_after_us > Job.created_at_us), Job.run_after_us), else_=Job.created_at_us)
    due = and_(Job.state == JobState.WAITING, or_(Job.run_after_us <= tx.now_us, put_back))
    first = tx.session.scalar(select(func.min(since)).where(due))
    age_s = max(0, tx.now_us - first) / 1_000_000 if first is not None else 0
    return Level("recrutr_oldest_job_seconds", "How long the oldest job waits that could be done.", (), age_s)
