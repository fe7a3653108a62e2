"""Reviews: who is named, saving a draft, handing in once, reopening with a reason; and when the scores open.

Guarantees: scores open for everybody at the moment the last one named has handed in, and not before; from then on
nobody is named any more, since they could not score independently. A version that was handed in never changes. The
audit list says who was named and who handed in, never what. What anybody writes is sealed under the candidate's key.
"""

from __future__ import annotations

from sqlalchemy import delete

from backend.access import MemberSubject, find, not_found, require
from backend.accounts.models import Member, Role
from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.reviews import repository
from backend.reviews.models import PanelMember, Review, Reviewer
from backend.reviews.scores import Scores, check, criteria_of
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import Conflict, InvalidInput
from protocol.identifiers import new_identifier
from protocol.saying import to_say

NAMERS = (Role.OWNER, Role.RECRUITER)
MAX_REASON = 2000
_REVIEWABLE = (AttemptState.JUDGED, AttemptState.REVIEWED)


def name_reviewer(tx: Transaction, subject: MemberSubject, attempt_id: str, member_id: str) -> None:
    """Name a member; naming again changes nothing.

    Raises NotAllowed, NotFound, Conflict(`review.open`, `review.blind`, `attempt.state`).
    """
    require(subject, *NAMERS)
    attempt = find(tx.session, subject, Attempt, Attempt.id == attempt_id)
    if attempt.state not in _REVIEWABLE:
        raise Conflict("attempt.state", to_say("Reviewers are named once the work was handed in and judged."))
    member = find(tx.session, subject, Member, Member.id == member_id, Member.disabled_at_us.is_(None))
    _require_able(member, blind=tx.session.get_one(Assessment, attempt.assessment).blind)
    if any(row.opened_at_us for row in repository.reviewers_of(tx, attempt.id)):
        words = to_say("The scores are open already: a further reviewer could not score independently of them.")
        raise Conflict("review.open", words)
    _add(tx, attempt, member.id, subject)


def remove_reviewer(tx: Transaction, subject: MemberSubject, attempt_id: str, member_id: str) -> None:
    """Wait for a member no longer; their draft goes. The last one waited for opens the scores by it.

    Who never handed in is taken off. A review that was reopened is again as it was handed in: whoever handed in stays.
    Raises NotAllowed, NotFound, Conflict(`review.in`).
    """
    require(subject, *NAMERS)
    attempt = find(tx.session, subject, Attempt, Attempt.id == attempt_id)
    row = _reviewer(tx, attempt.id, member_id)
    if row.handed_in_at_us is not None:
        raise Conflict("review.in", to_say("This review was handed in already; it stays with the attempt."))
    mine = (Review.attempt == attempt.id, Review.member == member_id)
    tx.session.execute(delete(Review).where(*mine, Review.handed_in_at_us.is_(None)))
    before = repository.newest_of(tx, attempt.id, member_id)
    if before is None:
        tx.session.delete(row)
    else:
        row.handed_in_at_us = before.handed_in_at_us
    tx.session.flush()
    _record(tx, subject, attempt, "review.unnamed" if before is None else "review.restored", {"reviewer": member_id})
    _open_when_all_are_in(tx, attempt)


def name_panel(tx: Transaction, subject: MemberSubject, assessment_id: str, member_id: str) -> None:
    """Name a member for each attempt at an assessment: those to come, and those judged whose scores are not open.

    Raises NotAllowed, NotFound, Conflict(`review.blind`).
    """
    require(subject, *NAMERS)
    assessment = find(tx.session, subject, Assessment, Assessment.id == assessment_id)
    member = find(tx.session, subject, Member, Member.id == member_id, Member.disabled_at_us.is_(None))
    _require_able(member, blind=assessment.blind)
    if tx.session.get(PanelMember, (assessment.family, member.id)) is not None:
        return
    row = PanelMember(
        family=assessment.family,
        member=member.id,
        organisation=assessment.organisation,
        named_by=subject.member,
        named_at_us=tx.now_us,
    )
    tx.session.add(row)
    event = audit.Event("panel.named", "assessment", assessment.id, {"reviewer": member.id})
    audit.record(tx, subject, assessment.organisation, event)
    for attempt in repository.unopened_attempts(tx, assessment.family):
        if repository.may_review(member, blind=tx.session.get_one(Assessment, attempt.assessment).blind):
            _add(tx, attempt, member.id, None)


def remove_panel(tx: Transaction, subject: MemberSubject, assessment_id: str, member_id: str) -> None:
    """Name this member for no further attempt; where they are named they stay. Raises NotAllowed, NotFound."""
    require(subject, *NAMERS)
    assessment = find(tx.session, subject, Assessment, Assessment.id == assessment_id)
    row = tx.session.get(PanelMember, (assessment.family, member_id))
    if row is None:
        raise not_found()
    tx.session.delete(row)
    event = audit.Event("panel.unnamed", "assessment", assessment.id, {"reviewer": member_id})
    audit.record(tx, subject, assessment.organisation, event)


def name_from_panel(tx: Transaction, attempt: Attempt) -> None:
    """The attempt's first report is there: name who reviews each attempt. Idempotent; not once scores are open."""
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    if any(row.opened_at_us for row in repository.reviewers_of(tx, attempt.id)):
        return
    for named in repository.panel_of(tx, assessment.family):
        member = tx.session.get_one(Member, named.member)
        if member.disabled_at_us is None and repository.may_review(member, blind=assessment.blind):
            _add(tx, attempt, member.id, None)


def save(tx: Transaction, subject: MemberSubject, attempt_id: str, scores: Scores) -> Review:
    """Keep a draft, whole or not. Raises NotFound (not named), InvalidInput, Conflict(`review.in`, `review.role`)."""
    attempt, row, assessment = _desk(tx, subject, attempt_id)
    check(criteria_of(assessment), scores, whole=False)
    draft = repository.newest_of(tx, attempt.id, row.member)
    if draft is None or draft.handed_in_at_us is not None:
        draft = _new_version(tx, attempt, row.member, draft.version + 1 if draft else 1)
    draft.sealed_scores = _seal(tx, attempt, draft, scores.canonical())
    draft.saved_at_us = tx.now_us
    tx.session.flush()
    return draft


def hand_in(tx: Transaction, subject: MemberSubject, attempt_id: str) -> None:
    """Hand in what was saved, once.

    Raises NotFound, InvalidInput naming what is missing, Conflict(`review.in`, `review.role`).
    """
    attempt, row, assessment = _desk(tx, subject, attempt_id)
    draft = repository.newest_of(tx, attempt.id, row.member)
    if draft is None or draft.handed_in_at_us is not None:
        raise InvalidInput("scores", "saved scores", to_say("There are no scores to hand in yet."))
    check(criteria_of(assessment), open_scores(tx, attempt, draft), whole=True)
    draft.handed_in_at_us = row.handed_in_at_us = tx.now_us
    draft.independent = row.opened_at_us is None
    if not assessment.blind:
        row.seeing_at_us = row.seeing_at_us or tx.now_us
    tx.session.flush()
    _record(tx, subject, attempt, "review.handed_in", {"version": draft.version})
    _open_when_all_are_in(tx, attempt)


def reopen(tx: Transaction, subject: MemberSubject, attempt_id: str, member_id: str, reason: str) -> None:
    """Let a review be changed after it was handed in: by whoever wrote it, an owner or a recruiter.

    Scores that are open stay open, in the version that was handed in. What was scored blind is not changed by whoever
    has seen the name since. Raises NotAllowed, NotFound, InvalidInput, Conflict(`review.not_in`, `review.blind`).
    """
    if member_id != subject.member:
        require(subject, *NAMERS)
    attempt = find(tx.session, subject, Attempt, Attempt.id == attempt_id)
    row = _reviewer(tx, attempt.id, member_id)
    review = repository.newest_of(tx, attempt.id, member_id)
    if row.handed_in_at_us is None or review is None:
        raise Conflict("review.not_in", to_say("This review is not handed in."))
    if row.seeing_at_us is not None and tx.session.get_one(Assessment, attempt.assessment).blind:
        stays = to_say("This was scored blind, and its reviewer has seen since who it is: the scores stay as they are.")
        raise Conflict("review.blind", stays)
    earlier = reopening_reason(tx, attempt, review)  # of a reopening from which nothing came
    words = "\n\n".join(filter(None, (earlier, reason_of(reason))))
    review.reopened_at_us, review.reopened_by = tx.now_us, subject.member
    review.sealed_reason = tx.keys.seal(attempt.candidate, words.encode(), _associated("reason", review.id))
    row.handed_in_at_us = None
    after = _new_version(tx, attempt, member_id, review.version + 1)
    after.sealed_scores = _seal(tx, attempt, after, open_scores(tx, attempt, review).canonical())
    tx.session.flush()
    _record(tx, subject, attempt, "review.reopened", {"reviewer": member_id, "version": review.version})


def open_scores(tx: Transaction, attempt: Attempt, review: Review) -> Scores:
    """The scores of a row that the caller found through access. Raises Gone after an erasure."""
    return Scores.parse(tx.keys.open(attempt.candidate, review.sealed_scores, _associated("scores", review.id)))


def reopening_reason(tx: Transaction, attempt: Attempt, review: Review) -> str:
    """Why a version was reopened; empty when it was not."""
    if review.sealed_reason is None:
        return ""
    return tx.keys.open(attempt.candidate, review.sealed_reason, _associated("reason", review.id)).decode()


def reason_of(text: str) -> str:
    """A written reason. Raises InvalidInput."""
    words = text.strip()
    if not 1 <= len(words) <= MAX_REASON:
        raise InvalidInput("reason", f"1 to {MAX_REASON} characters", to_say("This needs a written reason."))
    return words


def still_able(tx: Transaction, row: Reviewer, assessment: Assessment) -> bool:
    """Whether who was named may still review with the roles of now; blind is over once the scores are open."""
    member = tx.session.get_one(Member, row.member)
    return repository.may_review(member, blind=assessment.blind and row.seeing_at_us is None)


def _desk(tx: Transaction, subject: MemberSubject, attempt_id: str) -> tuple[Attempt, Reviewer, Assessment]:
    attempt = find(tx.session, subject, Attempt, Attempt.id == attempt_id)
    row = _reviewer(tx, attempt.id, subject.member)
    if row.handed_in_at_us is not None:
        raise Conflict("review.in", to_say("Your review is handed in. To change it, reopen it with a reason."))
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    if not still_able(tx, row, assessment):
        raise Conflict(
            "review.role", to_say("Your roles have changed since you were named: with them you cannot review this.")
        )
    return attempt, row, assessment


def _reviewer(tx: Transaction, attempt: str, member: str) -> Reviewer:
    row = tx.session.get(Reviewer, (attempt, member))
    if row is None:
        raise not_found()
    return row


def _add(tx: Transaction, attempt: Attempt, member: str, namer: MemberSubject | None) -> None:
    if tx.session.get(Reviewer, (attempt.id, member)) is not None:
        return
    row = Reviewer(
        attempt=attempt.id,
        member=member,
        organisation=attempt.organisation,
        named_by=namer.member if namer else None,
        named_at_us=tx.now_us,
    )
    tx.session.add(row)
    tx.session.flush()
    _record(tx, namer, attempt, "review.named", {"reviewer": member})


def _require_able(member: Member, *, blind: bool) -> None:
    if blind and not repository.may_review(member, blind=True) and repository.may_review(member, blind=False):
        words = to_say(
            "{name} knows whom you invited. Name somebody who is neither owner, recruiter nor officer.",
            name=member.name,
        )
        raise Conflict("review.blind", words)
    if not repository.may_review(member, blind=blind):
        raise Conflict("review.role", to_say("{name} has no role in which reports are read.", name=member.name))


def _open_when_all_are_in(tx: Transaction, attempt: Attempt) -> None:
    rows = repository.reviewers_of(tx, attempt.id)
    if not rows or any(row.handed_in_at_us is None for row in rows) or rows[0].opened_at_us is not None:
        return
    for row in rows:
        row.opened_at_us = tx.now_us
        row.seeing_at_us = row.seeing_at_us or tx.now_us
    if attempt.state == AttemptState.JUDGED:
        attempt.state = AttemptState.REVIEWED
    tx.session.flush()
    _record(tx, None, attempt, "review.opened", {"reviews": len(rows)})


def _new_version(tx: Transaction, attempt: Attempt, member: str, version: int) -> Review:
    row = Review(
        id=new_identifier(),
        organisation=attempt.organisation,
        attempt=attempt.id,
        member=member,
        version=version,
        sealed_scores=b"",
        saved_at_us=tx.now_us,
    )
    tx.session.add(row)
    return row


def _seal(tx: Transaction, attempt: Attempt, review: Review, plain: bytes) -> bytes:
    return tx.keys.seal(attempt.candidate, plain, _associated("scores", review.id))


def _associated(what: str, review: str) -> bytes:
    return f"review/{what}/{review}".encode()


def _record(
    tx: Transaction, subject: MemberSubject | None, attempt: Attempt, action: str, details: dict[str, str | int]
) -> None:
    audit.record(tx, subject, attempt.organisation, audit.Event(action, "attempt", attempt.id, details))
