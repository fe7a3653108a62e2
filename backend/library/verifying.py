"""Verifying a problem: its own submissions through the judge, step by step as jobs, with what is found so far.

Guarantees: each step is one job, behind which whatever waits has its turn, so that a long verification keeps no
candidate's submission waiting for more than one program; while the engine is down it waits and says so; a step that is
done is never done again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from sqlalchemy import select

from backend.access import MemberSubject, find, visible
from backend.assessments.models import Problem
from backend.assessments.problems import require_recruiting
from backend.audit.service import Event, record
from backend.jobs.service import Claimed, NewJob, enqueue
from backend.jobs.worker import Handler
from backend.library.models import Verification, VerificationState
from backend.transaction import Services, Transaction
from protocol.errors import EnvironmentFault
from protocol.identifiers import new_identifier
from protocol.saying import to_say
from runner.judging.verify import ProgramReport

VERIFY_JOB = "library.verify"
OPEN = (VerificationState.WAITING, VerificationState.RUNNING)
WAITS = to_say("The judge cannot work at the moment; it goes on by itself.")
GIVEN_UP = to_say("This could not be verified; the server's log tells why.")
MAX_WORDS = 300
_TELL_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """What one job does: step 0 checks the test data, step n judges the n-th submission."""

    verification: str
    number: int
    package_zip: bytes
    package_digest: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a step found; `total` is how many steps there are. `programs` are `ProgramReport` as JSON."""

    total: int
    programs: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    following: str = ""


class VerifyFunction(Protocol):
    """Does a step. Raises EngineFault when the sandbox (not a program) fails."""

    def __call__(self, step: Step, progress: Callable[[str], None]) -> Found:
        """`progress` gets words about what is being done."""


def ask(tx: Transaction, member: MemberSubject, problem: str) -> Verification:
    """Verify a content; one that is being verified already is not asked twice. Raises NotAllowed, NotFound."""
    require_recruiting(member)
    found = find(tx.session, member, Problem, Problem.id == problem)
    newest = newest_of(tx, member, found.id)
    if newest is not None and newest.state in OPEN:
        return newest
    row = Verification(
        id=new_identifier(),
        organisation=found.organisation,
        problem=found.id,
        asked_by=member.member,
        state=VerificationState.WAITING,
        result={"programs": [], "faults": [], "warnings": []},
        created_at_us=tx.now_us,
    )
    tx.session.add(row)
    tx.session.flush()
    _enqueue(tx, row, 0)
    record(tx, member, member.organisation, Event("problem.verified", "problem", found.id, {"verification": row.id}))
    return row


def newest_of(tx: Transaction, member: MemberSubject, problem: str) -> Verification | None:
    """The latest verification of a content."""
    mine = visible(member, Verification).where(Verification.problem == problem)
    newest = mine.order_by(Verification.created_at_us.desc(), Verification.id.desc()).limit(1)
    return tx.session.scalars(newest).first()


def is_good(row: Verification) -> bool | None:
    """Whether every promise is kept; None as long as it is not done."""
    if row.state != VerificationState.DONE:
        return None
    return not row.result["faults"] and not any(each["faults"] for each in row.result["programs"])


class VerifyProblem(Handler[Step, Found]):
    """Handler of `library.verify`."""

    def __init__(self, verify: VerifyFunction) -> None:
        self._verify = verify

    def prepare(self, tx: Transaction, job: Claimed) -> Step | None:
        """The package; None when the step is done already."""
        row, number = _row(tx, job), int(job.payload["step"])
        if row is None or row.state not in OPEN or row.done != number:
            return None
        row.state = VerificationState.RUNNING
        row.doing = row.doing or to_say("reading the package")
        problem = tx.session.scalars(select(Problem).where(Problem.id == row.problem)).one()
        return Step(row.id, number, problem.package_zip, problem.digest)

    def perform(self, services: Services, work: Step) -> Found:
        """Judge, and tell what is being done."""
        return self._verify(work, _Teller(services, work.verification))

    def conclude(self, tx: Transaction, work: Step, result: Found) -> None:
        """Add what was found, and go on."""
        row = tx.session.get(Verification, work.verification)
        if row is None:
            return
        known = row.result
        row.result = {
            "programs": [*known["programs"], *result.programs],
            "faults": [*known["faults"], *result.faults],
            "warnings": list(dict.fromkeys([*known["warnings"], *result.warnings])),
        }
        row.total, row.done = result.total, work.number + 1
        row.doing = result.following
        if row.done < row.total:
            _enqueue(tx, row, row.done)
            return
        row.state, row.doing, row.ended_at_us = VerificationState.DONE, "", tx.now_us

    def deferred(self, tx: Transaction, job: Claimed, fault: EnvironmentFault) -> None:  # noqa: ARG002 - the port's
        """Say that it waits, and for what."""
        row = _row(tx, job)
        if row is not None and row.state in OPEN:
            row.state, row.doing = VerificationState.WAITING, WAITS

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        """Say that nothing more will come."""
        row = _row(tx, job)
        if row is not None and row.state in OPEN:
            row.state, row.doing, row.ended_at_us = VerificationState.FAILED, GIVEN_UP, tx.now_us


class _Teller:
    """Writes what is being done, at most once a second: it is for people to look at."""

    def __init__(self, services: Services, verification: str) -> None:
        self._services, self._verification = services, verification
        self._told_s = 0.0

    def __call__(self, words: str) -> None:
        now_s = time.monotonic()
        if now_s - self._told_s < _TELL_EVERY_S:
            return
        self._told_s = now_s
        with self._services.transaction() as tx:
            row = tx.session.get(Verification, self._verification)
            if row is not None:
                row.doing = words[:MAX_WORDS]


def _row(tx: Transaction, job: Claimed) -> Verification | None:
    return tx.session.get(Verification, str(job.payload["verification"]))


def _enqueue(tx: Transaction, row: Verification, number: int) -> None:
    payload: dict[str, str | int] = {"verification": row.id, "step": number}
    key = f"{VERIFY_JOB}/{row.id}/{number}"
    enqueue(tx, NewJob(VERIFY_JOB, key, payload, row.organisation, run_after_us=tx.now_us))


def as_json(row: Verification) -> dict[str, Any]:
    """How it stands, for the page's script."""
    return {
        "state": row.state,
        "doing": row.doing,
        "done": row.done,
        "total": row.total,
        "good": is_good(row),
        **row.result,
    }


def report_as_json(report: ProgramReport) -> dict[str, Any]:
    """A `ProgramReport` as JSON."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(report).items()}
