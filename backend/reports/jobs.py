"""The job that builds a report, and the call that enqueues it in the transaction of its cause (a finished judging)."""

from __future__ import annotations

from backend.attempts.flags import FlagCode, flag
from backend.attempts.models import Attempt
from backend.jobs.service import Claimed, NewJob, enqueue
from backend.jobs.worker import Handler
from backend.reports.repository import newest
from backend.reports.service import Draft, draft_report, keep_report
from backend.reviews.service import name_from_panel
from backend.transaction import Services, Transaction
from protocol.attempts import AttemptState
from protocol.identifiers import new_identifier

BUILD_REPORT = "reports.build"


def enqueue_build(tx: Transaction, attempt: Attempt) -> None:
    """Ask for a report of what is stored when the job runs. Cheap to ask twice: equal inputs make no new version."""
    job = NewJob(
        kind=BUILD_REPORT,
        key=f"{BUILD_REPORT}/{attempt.id}/{new_identifier()}",
        payload={"attempt": attempt.id},
        organisation=attempt.organisation,
        attempt=attempt.id,
    )
    enqueue(tx, job)


class BuildReport(Handler[str, Draft | None]):
    """Builds outside of the write lock, stores in the transaction that completes the job."""

    def prepare(self, tx: Transaction, job: Claimed) -> str | None:
        """The attempt's id, or None when it was erased meanwhile."""
        attempt = tx.session.get(Attempt, str(job.payload["attempt"]))
        return None if attempt is None or attempt.state == AttemptState.ERASED else attempt.id

    def perform(self, services: Services, work: str) -> Draft | None:
        """Read and fold the journal; raises Gone when an erasure came in between."""
        with services.reading() as tx:
            return draft_report(tx, work)

    def conclude(self, tx: Transaction, work: str, result: Draft | None) -> None:
        """Store the next version, unless nothing changed or the attempt is gone."""
        attempt = tx.session.get(Attempt, work)
        if result is not None and attempt is not None and attempt.state != AttemptState.ERASED:
            first = newest(tx.session, attempt.id) is None  # whoever was taken off stays off when more arrives later
            keep_report(tx, result)
            if first and attempt.state == AttemptState.JUDGED:
                name_from_panel(tx, attempt)

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        """Flag the attempt: somebody waits for a report that does not come by itself."""
        attempt = tx.session.get(Attempt, str(job.payload["attempt"]))
        if attempt is not None and attempt.state != AttemptState.ERASED:
            flag(tx, attempt, FlagCode.REPORT_NOT_BUILT, {"job": job.id})
