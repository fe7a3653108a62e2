"""Orders of applicant-tracking systems: which tests there are, asking for one, how it stands, taking it back.

Guarantees: invitations are made by the same service as those of programs, with the same rights and lines of the audit
list; one candidate is invited to one test once, however often it is asked for; reading scores is told to the candidate.
Of what was sent about the person only name and address are kept, and those as the candidate's.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from backend.access import MemberSubject, find, not_found, visible
from backend.accounts.models import Organisation
from backend.assessments.models import Assessment, Candidate, Invitation
from backend.assessments.problems import require_recruiting
from backend.attempts.models import Attempt
from backend.mailbox import as_kept
from backend.partners import keys, news
from backend.partners.models import Partner, PartnerOrder, What
from backend.programs import service as programs
from backend.programs.wire import InvitationNew, ProblemResult, ResultWhole, at
from backend.settings import DAY_US
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import Conflict
from protocol.identifiers import new_identifier
from protocol.saying import to_say
from protocol.verdicts import Verdict

WINDOW_US = 14 * DAY_US
"""How long an invitation stays open; the contracts have no word for it."""
ASSESSED = "partner.assessed"
_JUDGED = (AttemptState.JUDGED, AttemptState.REVIEWED)
_BROKEN_OFF = (AttemptState.EXPIRED, AttemptState.WITHDRAWN)
_BY_INVITATION = {"waiting": "sent", "open": "sent", "withdrawn": "cancelled", "ended": "expired"}
_BY_ATTEMPT = {
    AttemptState.CREATED: "opened",
    AttemptState.NOTICED: "opened",
    AttemptState.CHECKED: "opened",
    AttemptState.STARTED: "started",
    AttemptState.FINISHED: "finished",
    AttemptState.JUDGED: "complete",
    AttemptState.REVIEWED: "complete",
    AttemptState.EXPIRED: "expired",
    AttemptState.WITHDRAWN: "withdrawn",
    AttemptState.ERASED: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which test for whom. `callback` and `key`: where its system wants to be told, and what it wants to be shown."""

    partner: Partner
    family: str
    name: str
    email: str
    callback: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an order stands: `sent`, `opened`, `started`, `finished`, `complete`, `expired`, `withdrawn`, `cancelled`."""

    state: str
    attempt: str | None


@dataclass(frozen=True, slots=True)
class _Known:
    """An order of the same test for the same person, with what came of its invitation."""

    order: PartnerOrder
    invitation: Invitation
    attempt: AttemptState | None

    def usable(self, now_us: int) -> bool:
        """Whether it leads somewhere, or has."""
        if self.attempt is not None:
            return self.attempt not in _BROKEN_OFF
        return self.invitation.revoked_at_us is None and now_us < self.invitation.closes_at_us


def tests(tx: Transaction, subject: MemberSubject) -> list[Assessment]:
    """The newest version of each assessment, by title. Raises NotAllowed."""
    require_recruiting(subject)
    newer = aliased(Assessment)
    newest = ~exists().where(newer.family == Assessment.family, newer.version > Assessment.version)
    return list(tx.session.scalars(visible(subject, Assessment).where(newest).order_by(Assessment.title)))


def send(tx: Transaction, subject: MemberSubject, asked: Asked) -> PartnerOrder:
    """Invite somebody, unless they are invited already; asked for again it is the same order.

    Raises NotAllowed, NotFound, Conflict(`mail.unset`, `problem.exposed`).
    """
    known = _known(tx, subject, asked)
    usable = next((each for each in known if each.usable(tx.now_us)), None)
    same = next((each.order for each in known if each.order.callback == asked.callback), None)
    if usable is None:
        invitation, candidate = _invite(tx, subject, asked)
    else:
        invitation, candidate = usable.invitation.id, usable.order.candidate
    order = same or _new(tx, subject, asked, invitation, candidate)
    renewed = order.invitation != invitation
    order.invitation = invitation
    if asked.key is not None and (same is None or renewed or order.sealed_key is not None):
        order.sealed_key = keys.seal(tx.services, order.id, asked.key)
    tx.session.flush()
    if same is None and usable is not None and usable.attempt in _JUDGED:
        news.write(tx, order, What.COMPLETED)
    return order


def start(tx: Transaction, subject: MemberSubject, asked: Asked) -> PartnerOrder:
    """Invite somebody who is not being assessed with this test. Raises as `send`, and Conflict(ASSESSED)."""
    for each in _known(tx, subject, asked):
        if each.order.cancelled_at_us is None and each.usable(tx.now_us) and each.attempt not in _JUDGED:
            raise Conflict(ASSESSED, to_say("This candidate is being assessed with this test already."))
    invitation, candidate = _invite(tx, subject, asked)
    order = _new(tx, subject, asked, invitation, candidate)
    tx.session.flush()
    return order


def find_order(tx: Transaction, subject: MemberSubject, partner: Partner, identifier: str) -> PartnerOrder:
    """One. Raises NotAllowed, NotFound."""
    require_recruiting(subject)
    return find(tx.session, subject, PartnerOrder, PartnerOrder.id == identifier, PartnerOrder.partner == partner)


def standing(tx: Transaction, subject: MemberSubject, order: PartnerOrder) -> Standing:
    """How it stands; of a restricted attempt nothing is told."""
    read = programs.read_invitation(tx, subject, order.invitation)
    if order.cancelled_at_us is not None:
        return Standing("cancelled", read.attempt)
    if read.attempt is None:
        return Standing(_BY_INVITATION.get(read.state, "sent"), None)
    return Standing(_BY_ATTEMPT[AttemptState(tx.session.get_one(Attempt, read.attempt).state)], read.attempt)


def cancel(tx: Transaction, subject: MemberSubject, order: PartnerOrder) -> None:
    """Nothing more is told of it, and its invitation opens nothing any more; again changes nothing.

    What the candidate has begun may be brought to its end.
    """
    if order.cancelled_at_us is not None:
        return
    order.cancelled_at_us = tx.now_us
    tx.session.flush()
    others = (PartnerOrder.invitation == order.invitation, PartnerOrder.cancelled_at_us.is_(None))
    if tx.session.scalar(select(PartnerOrder.id).where(*others).limit(1)) is None:
        programs.withdraw(tx, subject, order.invitation)


def percent(result: ResultWhole) -> int:
    """One number of 0 to 100: each problem counts the same, by its points or by whether it is right."""
    return round(fmean(_share(each) for each in result.problems)) if result.problems else 0


def _share(problem: ProblemResult) -> float:
    if problem.max_score:
        return 100 * min(1.0, max(0, problem.score or 0) / problem.max_score)
    return 100 if problem.verdict is Verdict.ACCEPTED else 0


def _known(tx: Transaction, subject: MemberSubject, asked: Asked) -> list[_Known]:
    """Orders of the same system, test and address, the newest first; whoever asks meanwhile waits."""
    require_recruiting(subject)
    # PostgreSQL: the second of two at once waits here; SQLite has one writer anyway.
    tx.session.scalar(select(Organisation.id).where(Organisation.id == subject.organisation).with_for_update())
    mine = visible(subject, PartnerOrder).where(
        PartnerOrder.partner == asked.partner,
        PartnerOrder.family == asked.family,
        Candidate.email == as_kept(asked.email),
    )
    joined = mine.join(Candidate, Candidate.id == PartnerOrder.candidate)
    joined = joined.join(Invitation, Invitation.id == PartnerOrder.invitation)
    joined = joined.outerjoin(Attempt, Attempt.invitation == Invitation.id)
    rows = tx.session.execute(joined.add_columns(Invitation, Attempt.state).order_by(PartnerOrder.id.desc()))
    return [_Known(order, invitation, AttemptState(state) if state else None) for order, invitation, state in rows]


def _invite(tx: Transaction, subject: MemberSubject, asked: Asked) -> tuple[str, str]:
    """Ids of a new invitation to the newest version, which is on its way by e-mail, and of its candidate."""
    versions = visible(subject, Assessment).where(Assessment.family == asked.family)
    newest = tx.session.scalars(versions.order_by(Assessment.version.desc()).limit(1)).one_or_none()
    if newest is None:
        raise not_found()
    new = InvitationNew(
        assessment=newest.id, name=asked.name, email=asked.email, closes_at=at(tx.now_us + WINDOW_US), by_mail=True
    )
    made = programs.invite(tx, subject, new)
    return made.invitation, made.candidate.candidate


def _new(tx: Transaction, subject: MemberSubject, asked: Asked, invitation: str, candidate: str) -> PartnerOrder:
    order = PartnerOrder(
        id=new_identifier(),
        organisation=subject.organisation,
        candidate=candidate,
        invitation=invitation,
        family=asked.family,
        partner=asked.partner,
        callback=asked.callback,
        created_at_us=tx.now_us,
    )
    tx.session.add(order)
    return order
