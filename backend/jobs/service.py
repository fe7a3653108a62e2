"""The durable queue: enqueued in the transaction of the cause, completed in the transaction of the effect.

Guarantees: a job runs at least once, and its effect is committed exactly once (completing needs the lease); a worker
that dies is replaced when its lease ends; a job that failed MAX_TRIES times, or whose workers died as often, is given
up by the worker, set aside and harms no other. The faults of the world (engine down, disk full) do not count: such a
job is deferred with growing pauses, for as long as it takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select, update

from backend.jobs.models import Job, JobState
from backend.transaction import Services, Transaction
from protocol.errors import Conflict
from protocol.identifiers import new_identifier
from protocol.saying import to_say

LEASE_US = 30 * 1_000_000
"""Renewed while the worker lives; the longest pause after a worker was killed."""
MAX_TRIES = 3
MAX_CLAIMS = 2 * MAX_TRIES
"""MAX_TRIES to do a job, and as many to give it up should that kill the worker too; then it is set aside unheard."""
FIRST_PAUSE_US = 2 * 1_000_000
LONGEST_PAUSE_US = 60 * 1_000_000
"""An engine that comes back is noticed within a minute."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be enqueued; `key` makes it unique (same key: same job), `attempt` ties it to an attempt."""

    kind: str
    key: str
    payload: Mapping[str, str | int] = field(default_factory=dict)
    organisation: str | None = None
    attempt: str | None = None
    run_after_us: int = 0


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in this worker's hands, as long as `lease` holds."""

    id: str
    kind: str
    payload: Mapping[str, str | int]
    organisation: str | None
    attempt: str | None
    tries: int
    deferrals: int
    lease: str

    @property
    def worn_out(self) -> bool:
        """Whether its workers died MAX_TRIES times: it is to be given up, not done."""
        return self.tries > MAX_TRIES


def enqueue(tx: Transaction, new: NewJob) -> bool:
    """Write a job; returns False when one with this key exists already."""
    if tx.session.scalar(select(Job.id).where(Job.key == new.key)):
        return False
    job = Job(
        id=new_identifier(),
        kind=new.kind,
        key=new.key,
        payload=dict(new.payload),
        organisation=new.organisation,
        attempt=new.attempt,
        state=JobState.WAITING,
        run_after_us=new.run_after_us,
        created_at_us=tx.now_us,
    )
    tx.session.add(job)
    tx.session.flush()
    tx.brings_job()
    return True


def claim(services: Services, job_id: str | None = None) -> Claimed | None:
    """Take the next due job, or the one of this id; None when there is none to be had.

    One whose workers died MAX_TRIES times comes as `worn_out`, to be given up.
    """
    with services.transaction() as tx:
        lost = and_(Job.state == JobState.LEASED, Job.leased_until_us < tx.now_us)
        due = or_(and_(Job.state == JobState.WAITING, Job.run_after_us <= tx.now_us), lost)
        wanted = due if job_id is None else and_(due, Job.id == job_id)
        for job in tx.session.scalars(select(Job).where(wanted).order_by(Job.run_after_us, Job.id).limit(10)):
            if job.tries >= MAX_CLAIMS:
                job.state, job.lease, job.error_code = JobState.ASIDE, None, job.error_code or "worker.died"
                continue
            job.state, job.lease = JobState.LEASED, new_identifier()
            job.leased_until_us = tx.now_us + LEASE_US
            job.tries += 1
            return Claimed(
                job.id, job.kind, job.payload, job.organisation, job.attempt, job.tries, job.deferrals, job.lease
            )
    return None


def renew(services: Services, claimed: Claimed) -> bool:
    """Keep a lease alive; False when it is lost."""
    with services.transaction() as tx:
        job = _leased(tx, claimed)
        if job is not None:
            job.leased_until_us = tx.now_us + LEASE_US
        return job is not None


def complete(tx: Transaction, claimed: Claimed) -> None:
    """Mark a job done, in the transaction of its effect. Raises Conflict(`job.lease`) when somebody else has it now."""
    job = _leased(tx, claimed)
    if job is None:
        raise Conflict("job.lease", to_say("Another worker has taken this job over."))
    job.state, job.lease, job.done_at_us, job.error_code = JobState.DONE, None, tx.now_us, None


def defer(tx: Transaction, claimed: Claimed, error_code: str) -> None:
    """Put a job back because the world was to blame; the pause doubles up to LONGEST_PAUSE_US.

    When another worker has taken it over meanwhile, only the try is taken off the count.
    """
    job = _leased(tx, claimed)
    if job is None:
        taken_over = Job.state.in_([JobState.WAITING, JobState.LEASED]) & (Job.tries > 0)
        tx.session.execute(update(Job).where(Job.id == claimed.id, taken_over).values(tries=Job.tries - 1))
    else:
        pause_us = min(LONGEST_PAUSE_US, FIRST_PAUSE_US << min(job.deferrals, 10))
        job.state, job.lease, job.error_code = JobState.WAITING, None, error_code
        job.tries, job.deferrals = job.tries - 1, job.deferrals + 1
        job.run_after_us = tx.now_us + pause_us


def fail(tx: Transaction, claimed: Claimed, error_code: str) -> bool:
    """Count a failure; returns True when the job is set aside for good."""
    job = _leased(tx, claimed)
    if job is None:
        return False
    job.lease, job.error_code = None, error_code
    job.state = JobState.ASIDE if job.tries >= MAX_TRIES else JobState.WAITING
    job.run_after_us = tx.now_us + FIRST_PAUSE_US * job.tries
    return job.state == JobState.ASIDE


def give_back(tx: Transaction, claimed: Claimed) -> bool:
    """Put a job back for another worker to take at once, as if it had not been begun; False when it is not ours."""
    job = _leased(tx, claimed)
    if job is None:
        return False
    job.state, job.lease, job.tries, job.run_after_us = JobState.WAITING, None, job.tries - 1, tx.now_us
    return True


def unsent(tx: Transaction, most: int) -> Sequence[str]:
    """Ids of jobs that are due and that no broker was given since they are; the longest due first.

    Those that wait, new or after a pause, and those whose worker let its lease end.
    """
    never = Job.sent_at_us.is_(None)
    waits = and_(Job.state == JobState.WAITING, Job.run_after_us <= tx.now_us)
    lost = and_(Job.state == JobState.LEASED, Job.leased_until_us < tx.now_us)
    due = or_(
        and_(waits, or_(never, Job.sent_at_us < Job.run_after_us)),
        and_(lost, or_(never, Job.sent_at_us < Job.leased_until_us)),
    )
    return tx.session.scalars(select(Job.id).where(due).order_by(Job.run_after_us, Job.id).limit(most)).all()


def mark_sent(tx: Transaction, ids: Sequence[str], looked_us: int) -> None:
    """A broker has these, which were due at `looked_us`; what becomes due after that time is to be sent again."""
    tx.session.execute(update(Job).where(Job.id.in_(ids)).values(sent_at_us=looked_us))


def waiting(tx: Transaction) -> int:
    """How many jobs are not done yet (waiting or leased)."""
    pending = select(Job.id).where(Job.state.in_([JobState.WAITING, JobState.LEASED]))
    return len(tx.session.scalars(pending).all())


def _leased(tx: Transaction, claimed: Claimed) -> Job | None:
    job = tx.session.get(Job, claimed.id, populate_existing=True)
    return job if job is not None and job.state == JobState.LEASED and job.lease == claimed.lease else None
