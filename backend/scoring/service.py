"""Taking in submissions and telling the candidate how they stand.

Guarantees: a submission is stored once, sealed under the candidate's key, together with the job that judges it; the
candidate's answer holds verdict and score only, and of a right submission in which step of the limits it stayed.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from backend.assessments.drawing import problems_for
from backend.assessments.models import Assessment
from backend.attempts.flags import FlagCode, flag
from backend.attempts.joining import DeviceSubject
from backend.attempts.machines import moved_at_us
from backend.attempts.models import Attempt
from backend.attempts.receipts import receipt_of
from backend.attempts.service import worked_attempt
from backend.ingest.timeliness import Claim, timed
from backend.jobs.service import NewJob, enqueue
from backend.scoring.models import Submission
from backend.scoring.reading import source_associated
from backend.scoring.status import statuses_of
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.canonical import digest_hex
from protocol.edits import utf8
from protocol.errors import Conflict, InvalidInput
from protocol.facts import SubmissionFact, parse_fact
from protocol.journal import Entry
from protocol.projects import unpack
from protocol.receipts import HandedIn, Timeliness
from protocol.wire import MAX_SUBMISSION_BYTES, SubmissionRequest, Submissions, SubmissionStatus

JUDGE_JOB = "scoring.judge"
MAX_SUBMISSIONS = 200
"""Per attempt: bounds what can be learnt of hidden tests bit by bit, and what the judge has to do."""


def submit(tx: Transaction, subject: DeviceSubject, submission: str, request: SubmissionRequest) -> SubmissionStatus:
    """Keep a submission and enqueue its judging; the same again gives its present state.

    Raises InvalidInput (digest, files, problem, language), Conflict(`submission.other`, `submission.limit`,
    `attempt.finished`).
    """
    attempt = worked_attempt(tx, subject)
    source = utf8(request.source, "source")
    if len(source) > MAX_SUBMISSION_BYTES:
        raise InvalidInput("source", f"{MAX_SUBMISSION_BYTES} bytes of UTF-8", "The source is too large.")
    if digest_hex(source) != request.source_digest:
        words = "The source that arrived does not match its digest. Send it again."
        raise InvalidInput("source_digest", "SHA-256 of the source", words, code="submission.digest")
    unpack(request.source, request.language.file_name)  # refuses files that could not be read
    row = tx.session.get(Submission, (attempt.id, submission))
    if row is None:
        _check_new(tx, attempt, submission, request)
        handed_in = HandedIn(submission=submission, problem=request.problem, source_digest=request.source_digest)
        timeliness = _timeliness(tx, attempt, handed_in, Claim(subject.device, request.seq, _states(handed_in)))
        row = _keep(tx, attempt, submission, request, timeliness)
        if moved_at_us(tx, attempt.id, subject.device) is not None:
            where: dict[str, str | int | bool | None] = {"seq": request.seq, "device": subject.device}
            flag(tx, attempt, FlagCode.EARLIER_SUBMISSION, {"submission": submission, **where})
    said = (request.problem, request.language.value, request.source_digest)
    if (row.problem, row.language, row.source_digest) != said:
        raise Conflict("submission.other", "Another source was handed in under this number before.")
    return statuses_of(tx, [row])[0]


def submissions_of(tx: Transaction, subject: DeviceSubject) -> Submissions:
    """All submissions of the subject's attempt, in order of arrival."""
    rows = tx.session.scalars(
        select(Submission)
        .where(Submission.attempt == subject.attempt)
        .order_by(Submission.received_at_us, Submission.id)
    ).all()
    return Submissions(submissions=statuses_of(tx, rows))


def _check_new(tx: Transaction, attempt: Attempt, submission: str, request: SubmissionRequest) -> None:
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    if request.problem not in {problem.id for _, problem in problems_for(tx, attempt)}:
        raise InvalidInput("problem", "a problem of this assessment", "There is no such problem in this assessment.")
    if request.language.value not in assessment.languages:
        raise InvalidInput("language", ", ".join(assessment.languages), "This language is not offered here.")
    held = tx.session.scalar(select(func.count()).where(Submission.attempt == attempt.id)) or 0
    if held >= MAX_SUBMISSIONS:
        raise Conflict("submission.limit", f"No more than {MAX_SUBMISSIONS} submissions are possible.")
    if attempt.state != AttemptState.STARTED and submission not in _handed_in(attempt):
        raise Conflict("attempt.finished", "This attempt was finished; this submission is not in its receipt.")


def _handed_in(attempt: Attempt) -> set[str]:
    receipt = receipt_of(attempt)
    return {each.submission for each in receipt.submissions} if receipt else set()


def _timeliness(tx: Transaction, attempt: Attempt, handed_in: HandedIn, claim: Claim) -> Timeliness:
    """When it was handed in. What receipt or journal do not bear out is kept, `unproven` and flagged for a human."""
    receipt = receipt_of(attempt)
    if receipt is not None and handed_in not in receipt.submissions:
        flag(tx, attempt, FlagCode.SUBMISSION_RECEIPT, {"submission": handed_in.submission})
        return "unproven"
    word = timed(tx, attempt, claim)
    if not word.borne_out:
        flag(tx, attempt, FlagCode.SUBMISSION_UNPROVEN, {"submission": handed_in.submission})
    return word.timeliness


def _states(handed_in: HandedIn) -> Callable[[Entry], bool]:
    """Whether an entry is the record of handing in this very source."""

    def holds(entry: Entry) -> bool:
        try:
            fact = parse_fact(entry.body)
        except InvalidInput:
            return False
        return isinstance(fact, SubmissionFact) and handed_in == HandedIn(
            submission=fact.submission, problem=fact.problem, source_digest=fact.source_digest
        )

    return holds


def _keep(
    tx: Transaction, attempt: Attempt, submission: str, request: SubmissionRequest, timeliness: Timeliness
) -> Submission:
    associated = source_associated(attempt.id, submission)
    row = Submission(
        attempt=attempt.id,
        id=submission,
        organisation=attempt.organisation,
        problem=request.problem,
        language=request.language.value,
        sealed_source=tx.keys.seal(attempt.candidate, request.source.encode(), associated, compress=True),
        source_digest=request.source_digest,
        seq=request.seq,
        received_at_us=tx.now_us,
        timeliness=timeliness,
        state="waiting",
    )
    tx.session.add(row)
    attempt.active_at_us = tx.now_us
    job = NewJob(
        kind=JUDGE_JOB,
        key=f"{JUDGE_JOB}/{attempt.id}/{submission}",
        payload={"attempt": attempt.id, "submission": submission},
        organisation=attempt.organisation,
        attempt=attempt.id,
    )
    enqueue(tx, job)
    return row
