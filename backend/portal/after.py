"""What the candidate's app shows of an attempt once it is over: the same as the candidate's page, for the same person.

Guarantees: it opens the device's own attempt only and holds nothing of hidden tests; as with the page, that candidates
read their own data is not written down.
"""

from __future__ import annotations

from fastapi import APIRouter

from backend.access import find
from backend.attempts.models import Attempt
from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS, SignedInDevice
from backend.http import Reading, WorkRoute
from backend.impressions.service import said_of
from backend.live.service import conversation
from backend.portal import words
from backend.portal.attempt_pages import looked_at
from backend.portal.candidate_pages import held_of
from backend.privacy import service as privacy
from backend.reports.service import newest_report, open_document
from backend.reviews.decisions import standing_decision
from backend.reviews.feedback import released_to, told_outcome
from backend.sharing.repository import lines_of
from backend.sharing.service import is_open
from protocol.after import After, Held, Look, NotedFinding

router = APIRouter(prefix=ATTEMPT_PREFIX, tags=["rights"], responses=REFUSALS, route_class=WorkRoute)


@router.get("/after")
def after(device: SignedInDevice, tx: Reading) -> After:
    """What is held, who looked, what was noted, and how requests stand."""
    subject = device.seen_as
    attempt = find(tx.session, subject, Attempt, Attempt.id == subject.attempt)
    report = newest_report(tx, subject, attempt)
    findings = open_document(tx, attempt, report).findings if report is not None else []
    decision, released = standing_decision(tx, attempt.id), released_to(tx, subject, attempt)
    shares = [line.share for line in lines_of(tx.session, attempt.id) if is_open(line.share, tx.now_us)]
    return After(
        held=Held(messages=len(conversation(tx, attempt)), **held_of(tx, attempt)),
        looked=[
            Look(who="You" if who == words.CANDIDATE else who, what=what, at_us=at_us)
            for who, what, at_us in looked_at(tx, attempt)
        ],
        shared_with=[share.recipient for share in shares],
        reported=report is not None,
        findings=[
            NotedFinding(
                words=finding.words,
                strength=finding.strength.value,
                innocent=finding.innocent,
                at_us=[item.t_us for item in finding.evidence],
                mark=finding.mark,
            )
            for finding in findings
        ],
        requests=privacy.requests_of(tx, subject).requests,
        decided_at_us=None if decision is None else decision.decided_at_us,
        outcome=told_outcome(released, decision),
        impression=said_of(tx, attempt),
    )
