"""Who may have a program run by the server: the device of a started attempt, for its problems and languages.

Guarantees: nothing of what is run is stored; a run is counted before it is carried out. Deals in no score.
"""

from __future__ import annotations

from backend.accounts import rate
from backend.assessments import service as assessments
from backend.assessments.models import Assessment
from backend.attempts.joining import DeviceSubject
from backend.attempts.machines import require_writer
from backend.attempts.service import attempt_of
from backend.runs.desk import RunDesk, Ticket
from backend.transaction import Services, Transaction
from protocol.attempts import AttemptState
from protocol.edits import utf8
from protocol.errors import Conflict, InvalidInput
from protocol.runs import MAX_CASES_BYTES, MAX_OWN_INPUT_BYTES, RunRequest, RunsOffer
from protocol.wire import MAX_SUBMISSION_BYTES, ProblemView

RUN_BY_ATTEMPT = rate.Limit("run.attempt", 20, rate.MINUTE_US)
"""A person who tries, changes and tries again needs some five a minute."""


def offer(desk: RunDesk) -> RunsOffer:
    """Whether and how busily this server runs programs for candidates."""
    return RunsOffer(offered=desk.offered, waiting=desk.waiting)


def enter(services: Services, desk: RunDesk, subject: DeviceSubject, request: RunRequest) -> Ticket:
    """Take a run in.

    Raises InvalidInput (source, own_input, cases, types, problem, language), Conflict (`attempt.state`,
    `attempt.moved`, `attempt.time_up`), TooMany, EngineFault (`runs.not_offered`).
    """
    _check_size("source", request.source, MAX_SUBMISSION_BYTES)
    _check_size("own_input", request.own_input or "", MAX_OWN_INPUT_BYTES)
    _check_size("cases", "".join(one.input + (one.answer or "") for one in request.cases), MAX_CASES_BYTES)
    if request.types and request.own_input is None:
        raise InvalidInput("types", "only with own_input", "Only a run on an own input can be typed to.")
    with services.reading() as tx:
        view = _view(tx, subject, request)
    rate.count(services, RUN_BY_ATTEMPT, subject.attempt)
    return desk.enter(subject.attempt, view, request)


def _view(tx: Transaction, subject: DeviceSubject, request: RunRequest) -> ProblemView:
    attempt = attempt_of(tx, subject)
    require_writer(tx, attempt.id, subject.device)
    if attempt.state != AttemptState.STARTED:
        words = f"This attempt is {attempt.state}; programs are run only while it is worked on."
        raise Conflict("attempt.state", words, {"state": attempt.state})
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    if attempt.deadline_us is not None and tx.now_us > attempt.deadline_us + assessment.grace_us:
        raise Conflict("attempt.time_up", "The time of this attempt is over; nothing is run any more.")
    if request.language.value not in assessment.languages:
        raise InvalidInput("language", ", ".join(assessment.languages), "This language is not offered here.")
    for view in assessments.pack_for(tx, attempt).problems:
        if view.problem == request.problem:
            return view
    raise InvalidInput("problem", "a problem of this assessment", "There is no such problem in this assessment.")


def _check_size(field: str, text: str, limit: int) -> None:
    if len(utf8(text, field)) > limit:
        raise InvalidInput(field, f"{limit} bytes of UTF-8", f"The {field.replace('_', ' ')} is too large.")
