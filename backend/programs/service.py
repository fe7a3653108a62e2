"""Assessments, invitations and results as an organisation's programs see them. For owners and recruiters.

Guarantees: everything is read through `access`; accommodations are taken but never answered; reading verdicts is in
the audit list and with it on the candidate's page; what is restricted is not there.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists
from sqlalchemy.orm import aliased

from backend.access import MemberSubject, find, visible
from backend.assessments import listing, service
from backend.assessments.models import Assessment, Candidate, Invitation
from backend.assessments.problems import require_recruiting
from backend.assessments.service import MINUTE_US, Invite, Invited
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.comparison.table import cell_of, counted
from backend.mail import service as mail
from backend.mailbox import as_kept
from backend.programs.paging import Wanted, WantedAssessments, WantedInvitations, page_of
from backend.programs.wire import (
    AssessmentPage,
    AssessmentRead,
    CandidateRead,
    DecisionRead,
    InvitationMade,
    InvitationNew,
    InvitationPage,
    InvitationRead,
    InvitationState,
    ProblemOfAssessment,
    ProblemResult,
    ResultPage,
    ResultRead,
    ResultWhole,
    at,
    at_or_none,
    microseconds,
)
from backend.reviews.models import Decision
from backend.transaction import Transaction
from backend.zones import require_zone
from protocol.attempts import AttemptState
from protocol.errors import Conflict, InvalidInput
from protocol.verdicts import Verdict


def list_assessments(tx: Transaction, subject: MemberSubject, wanted: WantedAssessments) -> AssessmentPage:
    """The newest version of each, or every version. Raises NotAllowed, InvalidInput."""
    require_recruiting(subject)
    fitting = visible(subject, Assessment)
    if not wanted.all_versions:
        newer = aliased(Assessment)
        fitting = fitting.where(~exists().where(newer.family == Assessment.family, newer.version > Assessment.version))
    rows, after = page_of(tx, fitting, Assessment.id, wanted)
    return AssessmentPage(assessments=[_assessment(tx, row[0]) for row in rows], next=after)


def read_assessment(tx: Transaction, subject: MemberSubject, assessment: str) -> AssessmentRead:
    """One version. Raises NotAllowed, NotFound."""
    require_recruiting(subject)
    return _assessment(tx, listing.find_assessment(tx, subject, assessment))


def invite(tx: Transaction, subject: MemberSubject, new: InvitationNew) -> InvitationMade:
    """Invite somebody. Raises NotAllowed, NotFound, InvalidInput, Conflict(`mail.unset`)."""
    require_recruiting(subject)
    found = find(tx.session, subject, Assessment, Assessment.id == new.assessment)
    if new.by_mail and not mail.is_set_up(tx.settings):
        raise Conflict("mail.unset", "This server sends no e-mails. Leave by_mail out and hand the link on.")
    opens_us = tx.now_us if new.opens_at is None else microseconds(new.opens_at)
    closes_us = microseconds(new.closes_at)
    if closes_us <= max(opens_us, tx.now_us):
        raise InvalidInput(
            "closes_at", "after opens_at and after now", "closes_at must be after opens_at and after now."
        )
    theirs = new.candidate_time_zone
    whom = Invite(
        new.name,
        new.email,
        opens_us,
        closes_us,
        new.extra_minutes * MINUTE_US,
        employer_zone=require_zone(new.time_zone, "time_zone"),
        candidate_zone=None if theirs is None else require_zone(theirs, "candidate_time_zone"),
    )
    made = service.invite(tx, found, whom, subject.member)
    event = audit.Event("invitation.made", "invitation", made.invitation.id, {"assessment": found.id})
    audit.record(tx, subject, found.organisation, event)
    if new.by_mail:
        about = mail.about_candidate(tx, found.organisation, made.invitation.id, made.candidate.id)
        mail.post(tx, about, made.code)
    return _made(tx, made, mailed=new.by_mail)


def list_invitations(tx: Transaction, subject: MemberSubject, wanted: WantedInvitations) -> InvitationPage:
    """Who was invited. Raises NotAllowed, InvalidInput."""
    require_recruiting(subject)
    fitting = _invitations(subject)
    if wanted.assessment is not None:
        fitting = fitting.where(Invitation.assessment == wanted.assessment)
    if wanted.email is not None:
        fitting = fitting.where(Candidate.email == as_kept(wanted.email))
    rows, after = page_of(tx, fitting, Invitation.id, wanted)
    return InvitationPage(invitations=[_invitation(tx, *row) for row in rows], next=after)


def read_invitation(tx: Transaction, subject: MemberSubject, invitation: str) -> InvitationRead:
    """One. Raises NotAllowed, NotFound."""
    require_recruiting(subject)
    find(tx.session, subject, Invitation, Invitation.id == invitation)
    row, candidate, attempt = tx.session.execute(_invitations(subject).where(Invitation.id == invitation)).one()
    return _invitation(tx, row, candidate, attempt)


def withdraw(tx: Transaction, subject: MemberSubject, invitation: str) -> InvitationRead:
    """The code opens nothing any more; again changes nothing. Raises NotAllowed, NotFound."""
    require_recruiting(subject)
    service.withdraw(tx, subject, find(tx.session, subject, Invitation, Invitation.id == invitation))
    return read_invitation(tx, subject, invitation)


def list_results(tx: Transaction, subject: MemberSubject, wanted: Wanted) -> ResultPage:
    """How attempts stand, without verdicts. Raises NotAllowed, InvalidInput."""
    require_recruiting(subject)
    fitting = visible(subject, Attempt)
    if wanted.assessment is not None:
        fitting = fitting.where(Attempt.assessment == wanted.assessment)
    if wanted.candidate is not None:
        fitting = fitting.where(Attempt.candidate == wanted.candidate)
    if wanted.state:
        fitting = fitting.where(Attempt.state.in_(wanted.state))
    if wanted.finished_after is not None:
        fitting = fitting.where(Attempt.finished_at_us >= microseconds(wanted.finished_after))
    if wanted.finished_before is not None:
        fitting = fitting.where(Attempt.finished_at_us < microseconds(wanted.finished_before))
    rows, after = page_of(tx, fitting, Attempt.id, wanted)
    return ResultPage(results=[_result(tx, row[0]) for row in rows], next=after)


def read_result(tx: Transaction, subject: MemberSubject, attempt: str) -> ResultWhole:
    """One with verdicts and scores; the candidate sees that it was read. Raises NotAllowed, NotFound."""
    require_recruiting(subject)
    row = find(tx.session, subject, Attempt, Attempt.id == attempt)
    audit.record(tx, subject, row.organisation, audit.Event("result.read", "attempt", row.id))
    return whole(tx, subject, row)


def whole(tx: Transaction, subject: MemberSubject, row: Attempt) -> ResultWhole:
    """Verdicts and scores by the report's own rule; callers have checked access and told the audit list."""
    places = listing.problems_in(tx, tx.session.get_one(Assessment, row.assessment))
    by_place = counted(tx, subject, [row.id])
    problems = []
    for label, problem in places:
        cell = cell_of(by_place.get((row.id, problem.id)), problem)
        problems.append(
            ProblemResult(
                label=label,
                problem=problem.id,
                title=problem.title,
                verdict=cell.verdict,
                score=cell.score,
                max_score=cell.max_score,
            )
        )
    decided = visible(subject, Decision).where(Decision.attempt == row.id).order_by(Decision.number.desc()).limit(1)
    decision = tx.session.scalars(decided).one_or_none()
    return ResultWhole(
        **_result(tx, row).model_dump(),
        problems=problems,
        solved=sum(each.verdict is Verdict.ACCEPTED for each in problems),
        score=sum(each.score or 0 for each in problems),
        max_score=sum(each.max_score or 0 for each in problems),
        decision=DecisionRead(outcome=decision.outcome, decided_at=at(decision.decided_at_us)) if decision else None,
    )


def _assessment(tx: Transaction, row: Assessment) -> AssessmentRead:
    problems = [
        ProblemOfAssessment(label=label, problem=each.id, title=each.title, max_score=each.view.get("max_score"))
        for label, each in listing.problems_in(tx, row)
    ]
    return AssessmentRead(
        assessment=row.id,
        family=row.family,
        version=row.version,
        title=row.title,
        minutes=row.duration_us // MINUTE_US,
        languages=row.languages,
        evidence_level=row.evidence_level,
        problems=problems,
        created_at=at(row.created_at_us),
        link=f"{tx.settings.base_url}/portal/assessments/{row.id}",
    )


def _invitations(subject: MemberSubject) -> Select[Any]:
    """With candidate and attempt; one that is restricted is not told of."""
    attempt = (Attempt.invitation == Invitation.id) & Attempt.restricted_at_us.is_(None)
    joined = visible(subject, Invitation).join(Candidate, Candidate.id == Invitation.candidate)
    return joined.outerjoin(Attempt, attempt).add_columns(Candidate, Attempt.id)


def _invitation(tx: Transaction, row: Invitation, candidate: Candidate, attempt: str | None) -> InvitationRead:
    return InvitationRead(
        invitation=row.id,
        assessment=row.assessment,
        candidate=CandidateRead(candidate=candidate.id, name=candidate.name, email=candidate.email),
        state=_state(tx, row, attempt),
        opens_at=at(row.opens_at_us),
        closes_at=at(row.closes_at_us),
        time_zone=row.employer_zone,
        candidate_time_zone=row.candidate_zone,
        created_at=at(row.created_at_us),
        attempt=attempt,
    )


def _state(tx: Transaction, row: Invitation, attempt: str | None) -> InvitationState:
    if attempt is not None:
        return "used"
    if row.revoked_at_us is not None:
        return "withdrawn"
    if row.closes_at_us <= tx.now_us:
        return "ended"
    return "waiting" if tx.now_us < row.opens_at_us else "open"


def _made(tx: Transaction, made: Invited, *, mailed: bool) -> InvitationMade:
    return InvitationMade(
        **_invitation(tx, made.invitation, made.candidate, None).model_dump(),
        code=made.code,
        link=made.page_link(tx.settings.base_url),
        app_link=made.link(tx.settings.base_url),
        mailed=mailed,
    )


def _result(tx: Transaction, row: Attempt) -> ResultRead:
    return ResultRead(
        attempt=row.id,
        assessment=row.assessment,
        invitation=row.invitation,
        candidate=row.candidate,
        state=AttemptState(row.state),
        created_at=at(row.created_at_us),
        started_at=at_or_none(row.started_at_us),
        finished_at=at_or_none(row.finished_at_us),
        judged_at=at_or_none(row.judged_at_us),
        link=f"{tx.settings.base_url}/portal/attempts/{row.id}",
    )
