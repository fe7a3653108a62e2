"""Jobs that failed for good, for a person to look at and to have tried again.

Guarantees: a job is tried again only as whole as it was, by an owner of the organisation it belongs to, with a line in
the audit list. A judgement is not among them: it ended as "could not be judged", with a flag on the attempt.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from backend.access import MemberSubject, find, require, visible
from backend.accounts.models import Role
from backend.audit import service as audit
from backend.jobs.models import Job, JobState
from backend.transaction import Transaction
from protocol.errors import Conflict
from protocol.saying import to_say

MOST_SHOWN = 200
ENDED_OTHERWISE = frozenset({"scoring.judge"})
"""Kinds whose giving up is an end of its own."""


def jobs_aside(tx: Transaction, owner: MemberSubject) -> Sequence[Job]:
    """The organisation's jobs that were set aside, the newest first. Raises NotAllowed."""
    require(owner, Role.OWNER)
    aside = visible(owner, Job).where(Job.state == JobState.ASIDE)
    return tx.session.scalars(aside.order_by(Job.created_at_us.desc(), Job.id.desc()).limit(MOST_SHOWN)).all()


def count_aside(tx: Transaction, subject: MemberSubject) -> int:
    """How many there are for an owner to look at; 0 for everybody else."""
    if Role.OWNER not in subject.roles:
        return 0
    mine = visible(subject, Job).where(Job.state == JobState.ASIDE).subquery()
    return tx.session.scalar(select(func.count()).select_from(mine)) or 0


def may_be_retried(job: Job) -> bool:
    """Whether trying again can change anything."""
    return job.kind not in ENDED_OTHERWISE


def retry(tx: Transaction, owner: MemberSubject, job_id: str) -> None:
    """Have a job tried again from the beginning. Raises NotAllowed, NotFound, Conflict(`job.state`)."""
    require(owner, Role.OWNER)
    job = find(tx.session, owner, Job, Job.id == job_id)
    if job.state != JobState.ASIDE or not may_be_retried(job):
        raise Conflict(
            "job.state", to_say("This work is not set aside, or cannot be tried again."), {"state": job.state}
        )
    job.state, job.lease, job.leased_until_us, job.error_code = JobState.WAITING, None, None, None
    job.tries, job.deferrals, job.run_after_us = 0, 0, tx.now_us
    event = audit.Event("job.retried", "job", job.id, {"kind": job.kind})
    audit.record(tx, owner, owner.organisation, event)
