"""Actions on many invitations at once, and their undoing. Owners and recruiters.

Guarantees: all that were chosen change, or none; each change is in the audit list; within `UNDO_US` whoever acted can
undo it, and what somebody changed since stays as it is. A stage is a place in a list: it decides nothing and tells the
candidate nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, select

from backend.access import MemberSubject, find, not_found, require, visible
from backend.accounts.models import Role
from backend.assessments import service as assessments
from backend.assessments.models import Assessment, Candidate, Invitation
from backend.assessments.service import MINUTE_US, Invite
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.mail import service as mail
from backend.pipeline.models import PipelineAction, PipelineChange, PipelinePlace
from backend.settings import DAY_US
from backend.transaction import Services, Transaction
from protocol.attempts import TrackKind
from protocol.errors import Conflict, InvalidInput
from protocol.identifiers import new_identifier
from protocol.policy import Detector
from protocol.saying import to_say

MOVERS = (Role.OWNER, Role.RECRUITER)
MOST = 200
"""Invitations in one action."""
UNDO_US = 10 * MINUTE_US
KEPT_US = DAY_US


class Stage(StrEnum):
    """Where somebody stands in the employer's own process; none of them is a decision."""

    NEW = "new"
    SHORTLIST = "shortlist"
    INTERVIEW = "interview"
    OFFER = "offer"
    CLOSED = "closed"


class Do(StrEnum):
    """What can be done with several at once."""

    MOVE = "move"
    ARCHIVE = "archive"
    RESTORE = "restore"
    WITHDRAW = "withdraw"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done with which invitations; `stage` only for MOVE."""

    do: Do
    invitations: Sequence[str]
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An action that can still be undone, and how many it changed."""

    action: PipelineAction
    changed: int


def act(tx: Transaction, subject: MemberSubject, wish: Wish) -> PipelineAction:
    """Do it with all of them. Raises NotAllowed, NotFound, InvalidInput, Conflict naming the one that cannot."""
    require(subject, *MOVERS)
    if not 1 <= len(set(wish.invitations)) <= MOST:
        raise InvalidInput("invitations", f"1 to {MOST}", to_say("Choose 1 to {most} candidates first.", most=MOST))
    if wish.do is Do.MOVE and wish.stage is None:
        raise InvalidInput("stage", "a stage", to_say("Choose where to move them."))
    if wish.do is Do.AGAIN and not mail.is_set_up(tx.settings):
        words = to_say("This server sends no e-mails. Invite them on the assessment's page, where the codes are shown.")
        raise Conflict("mail.unset", words)
    action = PipelineAction(
        id=new_identifier(),
        organisation=subject.organisation,
        member=subject.member,
        kind=wish.do.value,
        stage=wish.stage.value if wish.stage and wish.do is Do.MOVE else None,
        at_us=tx.now_us,
    )
    tx.session.add(action)
    tx.session.flush()
    for each in sorted(set(wish.invitations)):
        _change(tx, subject, action, find(tx.session, subject, Invitation, Invitation.id == each))
    return action


def undo(tx: Transaction, subject: MemberSubject, action_id: str) -> int:
    """Put back what it changed and nobody changed since; returns how many. Raises NotFound, Conflict(`undo.late`)."""
    require(subject, *MOVERS)
    mine = (PipelineAction.id == action_id, PipelineAction.member == subject.member)
    action = find(tx.session, subject, PipelineAction, *mine)
    if action.undone_at_us is not None:
        return 0
    if tx.now_us > action.at_us + UNDO_US:
        raise Conflict("undo.late", to_say("This can no longer be undone: ten minutes have passed. Change it by hand."))
    action.undone_at_us = tx.now_us
    changes = tx.session.scalars(select(PipelineChange).where(PipelineChange.action == action.id)).all()
    put_back = sum(_put_back(tx, action, each) for each in changes)
    for each in changes:
        event = audit.Event("pipeline.undone", "invitation", each.invitation, {"do": action.kind})
        audit.record(tx, subject, action.organisation, event)
    return put_back


def last_done(tx: Transaction, subject: MemberSubject) -> Done | None:
    """This member's last action, as long as it can be undone."""
    mine = visible(subject, PipelineAction).where(
        PipelineAction.member == subject.member, PipelineAction.at_us >= tx.now_us - UNDO_US
    )
    action = tx.session.scalars(mine.order_by(PipelineAction.at_us.desc(), PipelineAction.id.desc()).limit(1)).first()
    if action is None or action.undone_at_us is not None:
        return None
    changed = tx.session.scalars(select(PipelineChange.invitation).where(PipelineChange.action == action.id)).all()
    return Done(action, len(changed)) if changed else None


def forget_actions(services: Services) -> None:
    """Periodic: what can no longer be undone goes after a day."""
    with services.transaction() as tx:
        old = select(PipelineAction.id).where(PipelineAction.at_us < tx.now_us - KEPT_US)
        tx.session.execute(delete(PipelineChange).where(PipelineChange.action.in_(old)))
        tx.session.execute(delete(PipelineAction).where(PipelineAction.at_us < tx.now_us - KEPT_US))


def _change(tx: Transaction, subject: MemberSubject, action: PipelineAction, row: Invitation) -> None:
    attempt = tx.session.scalars(select(Attempt).where(Attempt.invitation == row.id)).one_or_none()
    if attempt is not None and attempt.restricted_at_us is not None:
        raise not_found()
    place = _place(tx, row)
    before = (place.stage, place.archived_at_us)
    changed, do = row, Do(action.kind)
    if do is Do.MOVE:
        place.stage = action.stage or Stage.NEW
    elif do is Do.ARCHIVE:
        place.archived_at_us = place.archived_at_us or tx.now_us
    elif do is Do.RESTORE:
        place.archived_at_us = None
    elif do is Do.WITHDRAW:
        _withdraw(tx, row, begun=attempt is not None)
    else:
        changed = _again(tx, subject, row, begun=attempt is not None)
    change = PipelineChange(
        action=action.id,
        invitation=changed.id,
        organisation=row.organisation,
        candidate=row.candidate,
        stage_before=before[0],
        archived_before_us=before[1],
    )
    tx.session.add(change)
    event = audit.Event("pipeline.changed", "invitation", changed.id, {"do": do.value, "stage": action.stage})
    audit.record(tx, subject, row.organisation, event)


def _place(tx: Transaction, row: Invitation) -> PipelinePlace:
    place = tx.session.get(PipelinePlace, row.id)
    if place is None:
        place = PipelinePlace(
            invitation=row.id, organisation=row.organisation, candidate=row.candidate, stage=Stage.NEW.value
        )
        tx.session.add(place)
        tx.session.flush()
    return place


def _withdraw(tx: Transaction, row: Invitation, *, begun: bool) -> None:
    if begun or row.revoked_at_us is not None or row.closes_at_us <= tx.now_us:
        raise Conflict(
            "invitation.over", to_say("{name}: this invitation was used, withdrawn or has ended.", name=_name(tx, row))
        )
    row.revoked_at_us = tx.now_us


def _again(tx: Transaction, subject: MemberSubject, row: Invitation, *, begun: bool) -> Invitation:
    """A new invitation of the same length from now on. What was agreed with a candidate stays with who agreed it."""
    if begun:
        raise Conflict("invitation.used", to_say("{name} has begun already with this invitation.", name=_name(tx, row)))
    if row.revoked_at_us is None and row.closes_at_us > tx.now_us:
        raise Conflict(
            "invitation.open",
            to_say("{name} can still use the invitation; send a new code instead.", name=_name(tx, row)),
        )
    candidate = tx.session.get_one(Candidate, row.candidate)
    whom = Invite(
        candidate.name,
        candidate.email,
        tx.now_us,
        tx.now_us + row.closes_at_us - row.opens_at_us,
        row.extra_time_us,
        frozenset(Detector(each) for each in row.detectors_off),
        frozenset(TrackKind(each) for each in row.streams_off),
        employer_zone=row.employer_zone,
        candidate_zone=row.candidate_zone,
    )
    agreed = row.extra_time_us or row.detectors_off or row.streams_off
    by = row.created_by if agreed else subject.member
    made = assessments.invite(tx, tx.session.get_one(Assessment, row.assessment), whom, by)
    mail.post(tx, mail.about_candidate(tx, row.organisation, made.invitation.id, candidate.id), made.code)
    event = audit.Event("invitation.made", "invitation", made.invitation.id, {"assessment": row.assessment})
    audit.record(tx, subject, row.organisation, event)
    return made.invitation


def _put_back(tx: Transaction, action: PipelineAction, change: PipelineChange) -> bool:
    """Whether it could be put back."""
    row, do = tx.session.get_one(Invitation, change.invitation), Do(action.kind)
    if do is Do.AGAIN:
        used = tx.session.scalar(select(Attempt.id).where(Attempt.invitation == row.id)) is not None
        same = not used and row.revoked_at_us is None
        row.revoked_at_us = tx.now_us if same else row.revoked_at_us
        return same
    if do is Do.WITHDRAW:
        same = row.revoked_at_us == action.at_us
        row.revoked_at_us = None if same else row.revoked_at_us
        return same
    place = _place(tx, row)
    if do is Do.MOVE:
        same = place.stage == action.stage
        place.stage = change.stage_before if same else place.stage
        return same
    same = place.archived_at_us == (None if do is Do.RESTORE else change.archived_before_us or action.at_us)
    place.archived_at_us = change.archived_before_us if same else place.archived_at_us
    return same


def _name(tx: Transaction, row: Invitation) -> str:
    return tx.session.get_one(Candidate, row.candidate).name
