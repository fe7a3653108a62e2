"""Requests of candidates, holds, and the decision when an erasure may run.

Guarantees: an erasure runs after the data-protection officer's check of holds or at the end of the waiting period,
never under an active hold; whoever approves can only check, not refuse; every step is in the audit list.
"""

from __future__ import annotations

from typing import Literal, cast

from sqlalchemy import select, update

from backend.access import CandidateSubject, MemberSubject, find, require
from backend.accounts.models import Role
from backend.assessments.models import Candidate
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.jobs.models import Job, JobState
from backend.jobs.service import NewJob, enqueue
from backend.privacy.models import Hold, PrivacyRequest
from backend.settings import DAY_US
from backend.transaction import Services, Transaction
from protocol.edits import utf8
from protocol.errors import Conflict, InvalidInput
from protocol.identifiers import new_identifier
from protocol.saying import to_say
from protocol.wire import RequestCreate, Requests, RequestStatus

ERASE_JOB = "privacy.erase"
ANSWER_WITHIN_US = 30 * DAY_US
"""GDPR Art. 12(3): one month."""
MAX_OPEN = 50
"""Of one kind at once, of one candidate: a person answers each."""
MAX_HOLD_US = 3 * 365 * DAY_US
_ERASURES = ("erasure", "retention")
_OPEN = ("received", "waiting", "held")
FAILED_WORDS = to_say("The deletion could not be carried out yet. The data-protection officer can start it again.")
_HELD_WORDS = "A legal duty holds the deletion for now. It goes on by itself when the reason ends."


def create_request(tx: Transaction, subject: CandidateSubject, new: RequestCreate) -> RequestStatus:
    """Keep a request; sent again while it is open it is the same one, and of deletions there is one at a time.

    Raises InvalidInput (`finding`), Conflict(`request.many`).
    """
    attempt = find(tx.session, subject, Attempt, Attempt.id == subject.attempt)
    if new.finding is not None and (new.kind != "rectification" or not new.words.strip()):
        raise InvalidInput("finding", "a reply in words, of kind rectification", "A reply to a finding needs words.")
    open_ones = tx.session.scalars(
        select(PrivacyRequest).where(
            PrivacyRequest.candidate == subject.candidate,
            PrivacyRequest.kind == new.kind,
            PrivacyRequest.state.in_(_OPEN),
        )
    ).all()
    request = next((each for each in open_ones if _is_same(tx, each, attempt, new)), None)
    if request is None and len(open_ones) >= MAX_OPEN:
        raise Conflict("request.many", f"{MAX_OPEN} requests of this kind wait for an answer already.")
    if request is None:
        request = _new_request(tx, attempt, new)
        event = audit.Event("request.created", "attempt", attempt.id, {"kind": new.kind, "request": request.id})
        audit.record(tx, subject, attempt.organisation, event)
    return status_of(request)


def requests_of(tx: Transaction, subject: CandidateSubject) -> Requests:
    """All requests of the subject's attempt, oldest first."""
    rows = tx.session.scalars(
        select(PrivacyRequest).where(PrivacyRequest.attempt == subject.attempt).order_by(PrivacyRequest.id)
    )
    return Requests(requests=[status_of(row) for row in rows])


def approve_erasure(tx: Transaction, officer: MemberSubject, request_id: str) -> PrivacyRequest:
    """The officer has checked holds: erase now, or mark the request as held when one is active.

    Raises NotAllowed, NotFound, Conflict(`request.state`).
    """
    require(officer, Role.PROTECTION_OFFICER)
    request = find(tx.session, officer, PrivacyRequest, PrivacyRequest.id == request_id)
    if request.kind not in _ERASURES or request.state not in _OPEN:
        raise Conflict(
            "request.state", to_say("This request is not an open request for deletion."), {"state": request.state}
        )
    if active_hold(tx, request.candidate):
        request.state, request.note = "held", _HELD_WORDS
    else:
        request.approved_by, request.approved_at_us = officer.member, tx.now_us
        request.state, request.note = "waiting", ""
        run_now(tx, request)
    event = audit.Event(
        "erasure.checked", "attempt", request.attempt, {"request": request.id, "held": request.state == "held"}
    )
    audit.record(tx, officer, request.organisation, event)
    return request


def answer(tx: Transaction, officer: MemberSubject, request_id: str, note: str) -> PrivacyRequest:
    """Close a request with an answer; a restriction hides the attempt from here on.

    Raises NotAllowed, NotFound, Conflict(`request.state`), also for a deletion, on request or at the end of keeping.
    """
    require(officer, Role.PROTECTION_OFFICER)
    request = find(tx.session, officer, PrivacyRequest, PrivacyRequest.id == request_id)
    if request.kind in _ERASURES or request.state not in _OPEN:
        raise Conflict(
            "request.state", to_say("This request cannot be answered in this way."), {"state": request.state}
        )
    if request.kind == "restriction":
        restrict = update(Attempt).where(Attempt.id == request.attempt).values(restricted_at_us=tx.now_us)
        tx.session.execute(restrict)
    request.state, request.note, request.done_at_us = "done", note[:2000], tx.now_us
    event = audit.Event("request.answered", "attempt", request.attempt, {"request": request.id})
    audit.record(tx, officer, request.organisation, event)
    return request


def place_hold(tx: Transaction, officer: MemberSubject, candidate: str, reason: str, expires_at_us: int) -> Hold:
    """Delay deletions of a candidate until a date, for a reason in law. Raises InvalidInput, NotAllowed, NotFound."""
    require(officer, Role.PROTECTION_OFFICER)
    find(tx.session, officer, Candidate, Candidate.id == candidate)
    if not 1 <= len(reason.strip()) <= 2000:
        raise InvalidInput("reason", "1 to 2000 characters", to_say("A hold needs a written reason."))
    if not tx.now_us < expires_at_us <= tx.now_us + MAX_HOLD_US:
        raise InvalidInput("expires_at_us", "in the future, at most 3 years away", to_say("A hold needs an end."))
    hold = Hold(
        id=new_identifier(),
        organisation=officer.organisation,
        candidate=candidate,
        reason=reason,
        placed_by=officer.member,
        placed_at_us=tx.now_us,
        expires_at_us=expires_at_us,
    )
    tx.session.add(hold)
    audit.record(tx, officer, officer.organisation, audit.Event("hold.placed", "candidate", candidate))
    return hold


def release_hold(tx: Transaction, officer: MemberSubject, hold_id: str) -> None:
    """End a hold; held erasures go on. Raises NotAllowed, NotFound."""
    require(officer, Role.PROTECTION_OFFICER)
    hold = find(tx.session, officer, Hold, Hold.id == hold_id)
    hold.released_at_us = tx.now_us
    tx.session.flush()
    audit.record(tx, officer, officer.organisation, audit.Event("hold.released", "candidate", hold.candidate))
    _resume(tx, hold.candidate)


def resume_held(services: Services) -> None:
    """Periodic: erasures whose holds have expired go on."""
    with services.transaction() as tx:
        held = select(PrivacyRequest.candidate).where(PrivacyRequest.state == "held").distinct()
        for candidate in tx.session.scalars(held).all():
            _resume(tx, candidate)


def active_hold(tx: Transaction, candidate: str) -> bool:
    """Whether something holds this candidate's data now."""
    holds = select(Hold.id).where(
        Hold.candidate == candidate, Hold.released_at_us.is_(None), Hold.expires_at_us > tx.now_us
    )
    return tx.session.scalar(holds.limit(1)) is not None


def run_now(tx: Transaction, request: PrivacyRequest) -> None:
    """Bring the erasure's job forward, or make it again when it ended at a hold."""
    key = f"{ERASE_JOB}/{request.id}"
    job = tx.session.scalar(select(Job).where(Job.key == key))
    if job is None:
        enqueue(tx, _erase_job(request, tx.now_us))
    elif job.state != JobState.LEASED:
        job.state, job.run_after_us, job.tries = JobState.WAITING, tx.now_us, 0


def status_of(request: PrivacyRequest) -> RequestStatus:
    """A request as the candidate sees it."""
    return RequestStatus(
        request=request.id,
        kind=request.kind,
        state=cast("Literal['received', 'waiting', 'held', 'done', 'withdrawn']", request.state),
        received_at_us=request.received_at_us,
        due_at_us=request.due_at_us,
        note=request.note,
    )


def _is_same(tx: Transaction, row: PrivacyRequest, attempt: Attempt, new: RequestCreate) -> bool:
    if new.kind == "erasure":
        return True
    return (row.attempt, row.finding) == (attempt.id, new.finding) and read_words(tx, row) == new.words


def _new_request(tx: Transaction, attempt: Attempt, new: RequestCreate) -> PrivacyRequest:
    identifier = new_identifier()
    words = utf8(new.words, "words")
    erasure = new.kind == "erasure"
    request = PrivacyRequest(
        id=identifier,
        organisation=attempt.organisation,
        attempt=attempt.id,
        candidate=attempt.candidate,
        kind=new.kind,
        finding=new.finding,
        sealed_words=tx.keys.seal(attempt.candidate, words, words_associated(identifier)) if words else None,
        state="waiting" if erasure else "received",
        note="",
        received_at_us=tx.now_us,
        due_at_us=tx.now_us + ANSWER_WITHIN_US,
        waits_until_us=tx.now_us + (tx.settings.waiting_period_us if erasure else 0),
    )
    tx.session.add(request)
    tx.session.flush()
    if erasure:
        enqueue(tx, _erase_job(request, request.waits_until_us))
    return request


def read_words(tx: Transaction, request: PrivacyRequest) -> str:
    """What the candidate wrote; callers check access first. Raises Gone(`key.destroyed`) after an erasure."""
    if request.sealed_words is None:
        return ""
    return tx.keys.open(request.candidate, request.sealed_words, words_associated(request.id)).decode()


def words_associated(request: str) -> bytes:
    """Associated data of a request's words."""
    return f"privacy_request/words/{request}".encode()


def _erase_job(request: PrivacyRequest, run_after_us: int) -> NewJob:
    return NewJob(
        kind=ERASE_JOB,
        key=f"{ERASE_JOB}/{request.id}",
        payload={"request": request.id},
        organisation=request.organisation,
        run_after_us=run_after_us,
    )


def _resume(tx: Transaction, candidate: str) -> None:
    if active_hold(tx, candidate):
        return
    held = select(PrivacyRequest).where(PrivacyRequest.candidate == candidate, PrivacyRequest.state == "held")
    for request in tx.session.scalars(held):
        request.state, request.note = "waiting", ""
        run_now(tx, request)
