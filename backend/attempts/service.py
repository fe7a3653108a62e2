"""The life of an attempt: notice, check, start, finish, withdraw, contact, expiry, and when it counts as judged.

Guarantees: states follow `protocol.attempts`; nothing can be captured before a recorded notice, on any of its devices;
start and finish give the same answer when repeated; late work is kept and called `late` or `unproven`, never refused.
A device from which the attempt has moved on is refused all of this but what it already had.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from backend.access import CandidateSubject, find, not_found
from backend.accounts.models import Organisation
from backend.assessments import service as assessments
from backend.assessments.models import Assessment, Invitation
from backend.attempts.flags import FlagCode, flag
from backend.attempts.handover import handover_for
from backend.attempts.joining import DeviceSubject
from backend.attempts.machines import head_of, moved_at_us, require_writer, require_writing, writing_device
from backend.attempts.models import Attempt, CheckRecord, Device, NoticeRecord
from backend.attempts.notice import NOTICE_VERSION, notices_for
from backend.attempts.receipts import finish_timeliness, receipt_of
from backend.audit import service as audit
from backend.credit.repository import newest_extension
from backend.jobs.service import NewJob, enqueue
from backend.live.repository import live_word
from backend.scoring.models import Submission
from backend.transaction import Services, Transaction
from backend.webhooks import outbox
from protocol.attempts import AttemptState, advance
from protocol.canonical import to_base64
from protocol.errors import Conflict, Gone
from protocol.identifiers import new_identifier
from protocol.notices import NoticeAcknowledged
from protocol.receipts import Countersigned, EarlierDevice, Signed, SubmissionReceipt, Ticket
from protocol.saying import to_say
from protocol.wire import CheckReport, Contact, Finished, FinishRequest, Started

_OPEN_STATES = (AttemptState.CREATED, AttemptState.NOTICED, AttemptState.CHECKED)
_TOLD_STATES = (AttemptState.NOTICED, AttemptState.CHECKED, AttemptState.STARTED)
_WORKED_STATES = (AttemptState.STARTED, AttemptState.FINISHED, AttemptState.JUDGED, AttemptState.REVIEWED)
_WORKED = (
    select(
        Attempt.state,
        Attempt.started_at_us,
        Attempt.deadline_us,
        Assessment.grace_us,
        Device.token_hash,
        Device.ticket.is_not(None).label("started"),
    )
    .join(Device, Device.attempt == Attempt.id)
    .join(Assessment, Assessment.id == Attempt.assessment)
    .where(
        Attempt.organisation == bindparam("organisation"),
        Attempt.id == bindparam("attempt"),
        Device.id == bindparam("device"),
    )
)
MINUTE_US = 60 * 1_000_000
REPORT_JOB = "reports.build"
"""The kind of `backend.reports.jobs`, which builds on this module and therefore cannot be imported here."""


def attempt_of(tx: Transaction, subject: DeviceSubject) -> Attempt:
    """The subject's attempt. Raises NotFound."""
    return find(tx.session, subject.seen_as, Attempt, Attempt.id == subject.attempt)


def worked_attempt(tx: Transaction, subject: DeviceSubject) -> Attempt:
    """The subject's attempt, once it was started on this device and not withdrawn. Raises Conflict(`attempt.state`)."""
    attempt = attempt_of(tx, subject)
    device = tx.session.get_one(Device, (attempt.id, subject.device))
    _require_worked(attempt.state, started=device.ticket is not None)
    return attempt


@dataclass(frozen=True, slots=True)
class Worked:
    """What storing a recording asks of an attempt and the device that sends it."""

    started_at_us: int | None
    deadline_us: int | None
    grace_us: int
    token_hash: str


def worked(tx: Transaction, subject: DeviceSubject) -> Worked:
    """As `worked_attempt`, with the same refusals, in one statement: recordings are many and ask each time."""
    names = {"organisation": subject.organisation, "attempt": subject.attempt, "device": subject.device}
    row = tx.session.connection().execute(_WORKED, names).one_or_none()
    if row is None:
        raise not_found()
    _require_worked(row.state, started=row.started)
    return Worked(row.started_at_us, row.deadline_us, row.grace_us, row.token_hash)


def _require_worked(state: str, *, started: bool) -> None:
    if state not in _WORKED_STATES:
        words = f"This attempt is {state}; work can be sent only after it was started."
        raise Conflict("attempt.state", words, {"state": state})
    if not started:
        words = "This computer has not begun to work on the attempt; it has nothing to send."
        raise Conflict("attempt.state", words, {"started": False})


def acknowledge_notice(tx: Transaction, subject: DeviceSubject, told: NoticeAcknowledged) -> Contact:
    """Record that this very notice was read, in the language it was shown in.

    Raises Conflict(`notice.changed`) when it is not the present one in any language.
    """
    attempt = attempt_of(tx, subject)
    organisation = tx.session.get_one(Organisation, attempt.organisation)
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    invitation = tx.session.get_one(Invitation, attempt.invitation)
    present = notices_for(organisation, assessments.policy_for(assessment, invitation))
    notice = next((each for each in present if each.digest == told.notice_digest), None)
    if notice is None or told.notice_version != notice.version:
        raise Conflict(
            "notice.changed", to_say("The notice has changed. Please read it again."), {"version": NOTICE_VERSION}
        )
    if not _was_told(tx, attempt.id, subject.device, told.notice_digest):
        require_writing(tx, attempt.id, subject.device)
        if attempt.state not in _TOLD_STATES:  # another device of the attempt, or the same with a changed notice
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
            device=subject.device,
        )
        tx.session.add(record)
    return contact(tx, subject)


def keep_check(tx: Transaction, subject: DeviceSubject, report: CheckReport) -> Contact:
    """Keep a check report; allowed again after a restart of the app during the work."""
    attempt = attempt_of(tx, subject)
    require_writing(tx, attempt.id, subject.device)
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
    return contact(tx, subject)


def start(services: Services, subject: DeviceSubject) -> Started:
    """Hand out ticket, commitment key and pack; the same ticket on every repetition.

    The attempt's first device begins the time; a later one goes on in it and takes over the acknowledged work.
    Raises Conflict(`attempt.state`, `attempt.moved`, `notice.needed`, `start.not_open`), Gone(`join.expired`).
    """
    with services.transaction() as tx:
        attempt = attempt_of(tx, subject)
        device = tx.session.get_one(Device, (attempt.id, subject.device))
        if device.ticket is None:
            _give_ticket(tx, attempt, tx.session.get_one(Assessment, attempt.assessment), device)
    with services.reading() as tx:  # replaying a journal takes its time, and what it gives is fixed by the ticket
        attempt = attempt_of(tx, subject)
        device = tx.session.get_one(Device, (attempt.id, subject.device))
        return Started(
            ticket=Signed.model_validate(device.ticket),
            handover=handover_for(tx, attempt, device),
            commitment_key=to_base64(tx.keys.commitment_key(attempt.candidate, attempt.id)),
            pack=assessments.pack_for(tx, attempt),
            server_time_us=tx.now_us,
        )


def finish(tx: Transaction, subject: DeviceSubject, request: FinishRequest) -> Finished:
    """Countersign the submission receipt. Raises Tampered when it does not verify, Conflict(`attempt.finished`)."""
    attempt = attempt_of(tx, subject)
    require_writer(tx, attempt.id, subject.device)
    receipt = SubmissionReceipt.from_signed(request.receipt, subject.public_key)
    if (receipt.attempt, receipt.device) != (subject.attempt, subject.device):
        raise Conflict("attempt.receipt", to_say("This receipt belongs to another attempt or device."))
    if attempt.receipt is not None:
        if Signed.model_validate(attempt.receipt).digest != request.receipt.digest:
            raise Conflict("attempt.finished", to_say("This attempt was finished with another receipt already."))
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
    require_writer(tx, attempt.id, subject.device)
    if attempt.state != AttemptState.WITHDRAWN:
        attempt.state = advance(AttemptState(attempt.state), AttemptState.WITHDRAWN)
        attempt.active_at_us = tx.now_us
        event = audit.Event("attempt.withdrawn", "attempt", attempt.id)
        audit.record(tx, subject.seen_as, attempt.organisation, event)
    return contact(tx, subject)


def contact(tx: Transaction, subject: DeviceSubject) -> Contact:
    """What the device should know now."""
    attempt = attempt_of(tx, subject)
    return Contact(
        state=AttemptState(attempt.state),
        server_time_us=tx.now_us,
        deadline_us=attempt.deadline_us,
        moved_at_us=moved_at_us(tx, attempt.id, subject.device),
        extension=newest_extension(tx, attempt.id),
        live=live_word(tx, attempt),
    )


def report_again(tx: Transaction, attempt: Attempt) -> None:
    """What arrived after the report was built belongs into the next version; one try a minute is enough."""
    if attempt.state not in {AttemptState.JUDGED, AttemptState.REVIEWED}:
        return
    minute = tx.now_us // MINUTE_US
    job = NewJob(
        kind=REPORT_JOB,
        key=f"{REPORT_JOB}/{attempt.id}/arrived/{minute}",
        payload={"attempt": attempt.id},
        organisation=attempt.organisation,
        attempt=attempt.id,
        run_after_us=(minute + 1) * MINUTE_US,
    )
    enqueue(tx, job)


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
            outbox.tell(tx, attempt.organisation, "attempt.expired", {"attempt": attempt.id})


def _was_told(tx: Transaction, attempt: str, device: str, digest: str | None = None) -> bool:
    """Whether the notice was acknowledged on this device; with `digest`, this very one."""
    mine = select(NoticeRecord.id).where(NoticeRecord.attempt == attempt, NoticeRecord.device == device)
    if digest is not None:
        mine = mine.where(NoticeRecord.digest == digest)
    return tx.session.scalar(mine.limit(1)) is not None


def _give_ticket(tx: Transaction, attempt: Attempt, assessment: Assessment, device: Device) -> None:
    require_writing(tx, attempt.id, device.id)
    earlier = writing_device(tx, attempt.id)
    if earlier is not None and attempt.state != AttemptState.STARTED:
        raise Conflict(
            "attempt.state",
            to_say("This attempt is {state}; it cannot go on.", state=attempt.state),
            {"state": attempt.state},
        )
    if not _was_told(tx, attempt.id, device.id):
        raise Conflict(
            "notice.needed", to_say("The notice has to be read on this computer first."), {"state": attempt.state}
        )
    if earlier is None:
        _begin(tx, attempt, assessment)
    device.ticket = _ticket(tx, attempt, assessment, device, earlier).signed_by(tx.keys.server_key()).model_dump()
    device.ticket_at_us = tx.now_us
    attempt.active_at_us = tx.now_us
    actor = CandidateSubject(attempt.organisation, attempt.id, attempt.candidate)
    if earlier is None:
        attempt.ticket = device.ticket
        audit.record(tx, actor, attempt.organisation, audit.Event("attempt.started", "attempt", attempt.id))
        return
    details: dict[str, str | int | bool | None] = {"place": device.place, "device": device.id, "seq": 1}
    audit.record(tx, actor, attempt.organisation, audit.Event("attempt.continued", "attempt", attempt.id, details))
    flag(tx, attempt, FlagCode.CONTINUED, details)


def _begin(tx: Transaction, attempt: Attempt, assessment: Assessment) -> None:
    state = advance(AttemptState(attempt.state), AttemptState.STARTED)
    invitation = tx.session.get_one(Invitation, attempt.invitation)
    if tx.now_us >= invitation.closes_at_us:
        raise Gone(
            "join.expired", to_say("The time to start this assessment is over. Ask the employer for a new invitation.")
        )
    if tx.now_us < invitation.opens_at_us:  # joining and checking go ahead, days before
        words = "This attempt may not begin yet. Everything can be checked until then."
        raise Conflict("start.not_open", words, {"opens_at_us": invitation.opens_at_us})
    attempt.state, attempt.started_at_us = state, tx.now_us
    attempt.deadline_us = tx.now_us + assessment.duration_us + invitation.extra_time_us


def _ticket(
    tx: Transaction, attempt: Attempt, assessment: Assessment, device: Device, earlier: Device | None
) -> Ticket:
    if attempt.started_at_us is None or attempt.deadline_us is None:
        raise RuntimeError("a ticket is given only when the time runs")
    organisation = tx.session.get_one(Organisation, attempt.organisation)
    return Ticket(
        attempt=attempt.id,
        organisation=attempt.organisation,
        device=device.id,
        device_public_key=device.public_key,
        assessment_digest=assessment.digest,
        evidence_level=assessment.evidence_level,
        started_at_us=attempt.started_at_us,
        deadline_us=attempt.deadline_us,
        grace_us=assessment.grace_us,
        organisation_public_key=organisation.public_key,
        server_public_key=tx.keys.server_key().public_key,
        nonce=secrets.token_hex(16),
        place=device.place,
        continues=_earlier(tx, earlier) if earlier else None,
    )


def _earlier(tx: Transaction, device: Device) -> EarlierDevice:
    head = head_of(tx, device)
    digest = Signed.model_validate(device.ticket).digest
    return EarlierDevice(device=device.id, ticket_digest=digest, seq=head.seq, head=head.hash)
