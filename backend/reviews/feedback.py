"""What the organisation releases to the candidate after its decision: strengths, words on the criteria, the outcome.

Guarantees: nothing is released by itself and nothing before a decision; scores, notes and names of reviewers are no
part of it; words that name another candidate of the organisation are refused.
"""

from __future__ import annotations

from pydantic import Field
from sqlalchemy import select

from backend.access import CandidateSubject, MemberSubject, find, require, visible
from backend.assessments.models import Assessment, Candidate
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.reviews.decisions import DECIDERS, Outcome, standing_decision
from backend.reviews.models import Decision, Feedback
from backend.reviews.scores import criteria_of
from backend.transaction import Transaction
from protocol.errors import Conflict, InvalidInput
from protocol.identifiers import new_identifier
from protocol.model import Frozen
from protocol.saying import to_say

MAX_WORDS = 4000
OUTCOME_WORDS = {
    Outcome.ADVANCE: to_say("You go on to the next step."),
    Outcome.HOLD: to_say("Your application is on hold."),
    Outcome.DECLINE: to_say("Your application does not go on."),
}


class CriterionWords(Frozen):
    """What is said on one criterion."""

    criterion: str
    words: str = Field(max_length=MAX_WORDS)


class Released(Frozen):
    """One release. `outcome_of`: the number of the decision whose outcome is told; None tells none."""

    strengths: str = Field(max_length=MAX_WORDS)
    criteria: list[CriterionWords] = Field(default_factory=list)
    outcome_of: int | None = None


def release(
    tx: Transaction, subject: MemberSubject, attempt_id: str, strengths: str, told: tuple[list[str], bool]
) -> Feedback:
    """Release words on the strengths, `told` = (words on each criterion, whether the outcome is told).

    Raises NotAllowed, NotFound, Conflict(`feedback.decision`), InvalidInput.
    """
    require(subject, *DECIDERS)
    attempt = find(tx.session, subject, Attempt, Attempt.id == attempt_id)
    decision = standing_decision(tx, attempt.id)
    if decision is None:
        raise Conflict("feedback.decision", to_say("Feedback is released after the decision."))
    words, with_outcome = told
    criteria = criteria_of(tx.session.get_one(Assessment, attempt.assessment))
    if not strengths.strip():
        raise InvalidInput("strengths", "at least one", to_say("Say what was good: it is the part that helps most."))
    for text in (strengths, *words):
        _check(tx, attempt, text)
    said = [CriterionWords(criterion=c.name, words=text.strip()) for c, text in zip(criteria, words, strict=False)]
    released = Released(
        strengths=strengths.strip(),
        criteria=[each for each in said if each.words],
        outcome_of=decision.number if with_outcome else None,
    )
    row = _keep(tx, subject, attempt, released)
    event = audit.Event("feedback.released", "attempt", attempt.id, {"version": row.version})
    audit.record(tx, subject, attempt.organisation, event)
    return row


def released_to(tx: Transaction, subject: MemberSubject | CandidateSubject, attempt: Attempt) -> Released | None:
    """The newest release, or None."""
    statement = visible(subject, Feedback).where(Feedback.attempt == attempt.id)
    row = tx.session.scalars(statement.order_by(Feedback.version.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    return Released.parse(tx.keys.open(attempt.candidate, row.sealed_words, _associated(row.id)))


def told_outcome(released: Released | None, decision: Decision | None) -> str:
    """The words of the outcome, where it was released and no newer decision has taken its place."""
    if released is None or decision is None or released.outcome_of != decision.number:
        return ""
    return OUTCOME_WORDS[Outcome(decision.outcome)]


def _keep(tx: Transaction, subject: MemberSubject, attempt: Attempt, released: Released) -> Feedback:
    newest = select(Feedback.version).where(Feedback.attempt == attempt.id).order_by(Feedback.version.desc()).limit(1)
    identifier = new_identifier()
    row = Feedback(
        id=identifier,
        organisation=attempt.organisation,
        attempt=attempt.id,
        version=(tx.session.scalar(newest) or 0) + 1,
        sealed_words=tx.keys.seal(attempt.candidate, released.canonical(), _associated(identifier)),
        released_by=subject.member,
        released_at_us=tx.now_us,
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def _check(tx: Transaction, attempt: Attempt, text: str) -> None:
    if len(text) > MAX_WORDS:
        raise InvalidInput(
            "words",
            f"{MAX_WORDS} characters",
            to_say("Each part may have {max_words} characters.", max_words=MAX_WORDS),
        )
    folded = " ".join(text.casefold().split())
    others = select(Candidate.name, Candidate.email).where(
        Candidate.organisation == attempt.organisation, Candidate.id != attempt.candidate
    )
    own = tx.session.get_one(Candidate, attempt.candidate).name.casefold()
    for name, email in tx.session.execute(others):
        whole = " ".join(name.casefold().split())
        if email.casefold() in folded or (" " in whole and whole != own and whole in folded):
            raise InvalidInput(
                "words", "this candidate only", to_say("These words name another candidate: {name}.", name=name)
            )


def _associated(feedback: str) -> bytes:
    return f"feedback/{feedback}".encode()
