"""The life of an attempt: notice, check, start, finish, withdraw, contact, expiry, and when it counts as judged.

Guarantees: states follow `protocol.attempts`; nothing can be captured before a recorded notice; start and finish give
the same answer when repeated; late work is kept and called `late` or `unproven`, never refused.
"""

from __future__ import annotations

import secrets

from sqlalchemy import select

from backend.access import find
from backend.accounts.models import Organisation
from backend.assessments import service as assessments
from backend.assessments.models import Assessment, Invitation
from backend.attempts.joining import DeviceSubject
from backend.attempts.models import Attempt, CheckRecord, NoticeRecord
from backend.attempts.notice import notice_for
from backend.attempts.receipts import finish_timeliness, receipt_of
from backend.audit import service as audit
from backend.jobs.service import NewJob, enqueue
from backend.scoring.models import Submission
from backend.transaction import Services, Transaction
from protocol.attempts import AttemptState, advance
from protocol.canonical import digest_hex, to_base64
from protocol.errors import Conflict, Gone
from protocol.identifiers import new_identifier
from protocol.receipts import Countersigned, Signed, SubmissionReceipt, Ticket
from protocol.wire import CheckReport, Contact, Finished, FinishRequest, NoticeAcknowledged, Started

_OPEN_STATES = (AttemptState.CREATED, AttemptState.NOTICED, AttemptState.CHECKED)
_WORKED_STATES = (AttemptState.STARTED, AttemptState.FINISHED, AttemptState.JUDGED, AttemptState.REVIEWED)
REPORT_JOB = "reports.build"
"""The kind of `backend.reports.jobs`, which builds on this module and therefore cannot be imported here."""


def attempt_of(tx: Transaction, subject: DeviceSubject) -> Attempt:
    """The subject's attempt. Raises NotFound."""
    return find(tx.session, subject.seen_as, Attempt, Attempt.id == subject.attempt)


def worked_attempt(tx: Transaction, subject: DeviceSubject) -> Attempt:
    """The subject's attempt, once it was started and not withdrawn. Raises Conflict(`attempt.state`)."""
    attempt = attempt_of(tx, subject)
    if attempt.state not in _WORKED_STATES:
        raise Conflict(
            "attempt.state",
            f"This attempt is {attempt.state}; work can be sent only after it was started.",
            {"state": attempt.state},
        )
    return attempt


def acknowledge_notice(tx: Transaction, subject: DeviceSubject, told: NoticeAcknowledged) -> Contact:
    """Record that this very notice was read. Raises Conflict(`notice.changed`) when it is not the present one."""
    attempt = attempt_of(tx, subject)
    organisation = tx.session.get_one(Organisation, attempt.organisation)
    notice = notice_for(organisation, tx.session.get_one(Assessment, attempt.assessment))
    if (told.notice_version, told.notice_digest) != (notice.version, digest_hex(notice.canonical())):
        raise Conflict("notice.changed", "The notice has changed. Please read it again.", {"version": notice.version})
    same = select(NoticeRecord.id).where(NoticeRecord.attempt == attempt.id, NoticeRecord.digest == told.notice_digest)
    if tx.session.scalar(same) is None:
        if attempt.state != AttemptState.NOTICED:
            attempt.state = advance(AttemptState(attempt.state), AttemptState.NOTICED)
        record = NoticeRecord(
            id=new_identifier(),
            organisation=attempt.organisation,
            attempt=attempt.id,
            version=notice.version,
            digest=told.notice_digest,
            notice=notice.model_dump(mode="json"),
            read_at_wall_us=told.read_at_wall_us,
            acknowledged_at_us=tx.now_us,
        )
        tx.session.add(record)
    return contact(tx, attempt)


def keep_check(tx: Transaction, subject: DeviceSubject, report: CheckReport) -> Contact:
    """Keep a check report; allowed again after a restart of the app during the work."""
    attempt = attempt_of(tx, subject)
    if attempt.state != AttemptState.STARTED:
        attempt.state = advance(AttemptState(attempt.state), AttemptState.CHECKED)
    record = CheckRecord(
        id=new_identifier(),
        organisation=attempt.organisation,
        attempt=attempt.id,
        results=[result.model_dump(mode="json") for result in report.results],
        clock_offset_us=report.clock_offset_us,
        received_at_us=tx.now_us,
    )
    tx.session.add(record)
    return contact(tx, attempt)


def start(tx: Transaction, subject: DeviceSubject) -> Started:
    """Begin the time and hand out ticket, commitment key and pack; the same answer on every repetition."""
    attempt = attempt_of(tx, subject)
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    if attempt.ticket is None:
        _begin(tx, subject, attempt, assessment)
    return Started(
        ticket=Signed.model_validate(attempt.ticket),
        commitment_key=to_base64(tx.keys.commitment_key(attempt.candidate, attempt.id)),
        pack=assessments.assessment_pack(tx, assessment),
        server_time_us=tx.now_us,
    )


def finish(tx: Transaction, subject: DeviceSubject, request: FinishRequest) -> Finished:
    """Countersign the submission receipt. Raises Tampered when it does not verify, Conflict(`attempt.finished`)."""
    attempt = attempt_of(tx, subject)
    receipt = SubmissionReceipt.from_signed(request.receipt, subject.public_key)
    if (receipt.attempt, receipt.device) != (subject.attempt, subject.device):
        raise Conflict("attempt.receipt", "This receipt belongs to another attempt or device.")
    if attempt.receipt is not None:
        if Signed.model_validate(attempt.receipt).digest != request.receipt.digest:
            raise Conflict("attempt.finished", "This attempt was finished with another receipt already.")
        return Finished(countersigned=Signed.model_validate(attempt.countersigned))
    attempt.state = advance(AttemptState(attempt.state), AttemptState.FINISHED)
    attempt.finished_at_us = attempt.active_at_us = tx.now_us
    attempt.timeliness = finish_timeliness(tx, attempt, receipt)
    word = Countersigned(receipt_digest=request.receipt.digest, received_at_us=tx.now_us, timeliness=attempt.timeliness)
    signed = word.signed_by(tx.keys.server_key())
    attempt.receipt, attempt.countersigned = request.receipt.model_dump(), signed.model_dump()
    audit.record(tx, subject.seen_as, attempt.organisation, audit.Event("attempt.finished", "attempt", attempt.id))
    settle(tx, attempt)
    return Finished(countersigned=signed)


def withdraw(tx: Transaction, subject: DeviceSubject) -> Contact:
    """The candidate stops. Idempotent; not possible once finished."""
    attempt = attempt_of(tx, subject)
    if attempt.state != AttemptState.WITHDRAWN:
        attempt.state = advance(AttemptState(attempt.state), AttemptState.WITHDRAWN)
        attempt.active_at_us = tx.now_us
        event = audit.Event("attempt.withdrawn", "attempt", attempt.id)
        audit.record(tx, subject.seen_as, attempt.organisation, event)
    return contact(tx, attempt)


def contact(tx: Transaction, attempt: Attempt) -> Contact:
    """What the device should know now."""
    return Contact(state=AttemptState(attempt.state), server_time_us=tx.now_us, deadline_us=attempt.deadline_us)


def settle(tx: Transaction, attempt: Attempt) -> bool:
    """Make a finished attempt `judged` once every submission of its receipt has arrived and was judged."""
    device_receipt = receipt_of(attempt)
    if attempt.state != AttemptState.FINISHED or device_receipt is None:
        return False
    tx.session.flush()
    rows = tx.session.execute(select(Submission.id, Submission.state).where(Submission.attempt == attempt.id)).all()
    judged = {row.id for row in rows if row.state == "judged"}
    handed_in = {each.submission for each in device_receipt.submissions}
    if len(judged) != len(rows) or not handed_in <= judged:
        return False
    attempt.state, attempt.judged_at_us = advance(AttemptState.FINISHED, AttemptState.JUDGED), tx.now_us
    enqueue(
        tx,
        NewJob(
            kind=REPORT_JOB,
            key=f"{REPORT_JOB}/{attempt.id}/judged",
            payload={"attempt": attempt.id},
            organisation=attempt.organisation,
            attempt=attempt.id,
        ),
    )
    return True


def expire_due(services: Services) -> None:
    """Periodic: attempts that were never started and whose window is over become `expired`."""
    with services.transaction() as tx:
        due = (
            select(Attempt)
            .join(Invitation, Invitation.id == Attempt.invitation)
            .where(Attempt.state.in_(_OPEN_STATES), Invitation.closes_at_us <= tx.now_us)
        )
        for attempt in tx.session.scalars(due):
            attempt.state = advance(AttemptState(attempt.state), AttemptState.EXPIRED)


def _begin(tx: Transaction, subject: DeviceSubject, attempt: Attempt, assessment: Assessment) -> None:
    state = advance(AttemptState(attempt.state), AttemptState.STARTED)
    invitation = tx.session.get_one(Invitation, attempt.invitation)
    if tx.now_us >= invitation.closes_at_us:
        raise Gone("join.expired", "The time to start this assessment is over. Ask the employer for a new invitation.")
    attempt.state, attempt.started_at_us, attempt.active_at_us = state, tx.now_us, tx.now_us
    attempt.deadline_us = tx.now_us + assessment.duration_us + invitation.extra_time_us
    organisation = tx.session.get_one(Organisation, attempt.organisation)
    server_key = tx.keys.server_key()
    ticket = Ticket(
        attempt=attempt.id,
        organisation=attempt.organisation,
        device=subject.device,
        device_public_key=subject.public_key,
        assessment_digest=assessment.digest,
        evidence_level=assessment.evidence_level,
        started_at_us=tx.now_us,
        deadline_us=attempt.deadline_us,
        grace_us=assessment.grace_us,
        organisation_public_key=organisation.public_key,
        server_public_key=server_key.public_key,
        nonce=secrets.token_hex(16),
    )
    attempt.ticket = ticket.signed_by(server_key).model_dump()
    audit.record(tx, subject.seen_as, attempt.organisation, audit.Event("attempt.started", "attempt", attempt.id))
