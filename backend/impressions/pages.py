"""The page on which an organisation reads how candidates found an assessment. Owners and recruiters.

Nothing on it is about one person; that somebody read it is written down with the assessment.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from backend.access import require
from backend.accounts.signed_in import SignedInMember
from backend.assessments.listing import find_assessment
from backend.audit import service as audit
from backend.http import Tx
from backend.impressions.service import READERS, told_together
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page
from backend.portal.routing import PageRoute
from protocol.impressions import LEAST_TOGETHER, OBSTACLE_WORDS

router = APIRouter(prefix="/portal/assessments", route_class=PageRoute, include_in_schema=False)


@router.get("/{assessment}/impressions")
def show_impressions(request: Request, assessment: str, member: SignedInMember, tx: Tx) -> Response:
    """What candidates said, together."""
    require(member.subject, *READERS)
    found = find_assessment(tx, member.subject, assessment)
    together = told_together(tx, member.subject, found)
    if together.answers:
        event = audit.Event("impressions.read", "assessment", found.id, {"answers": together.answers})
        audit.record(tx, member.subject, found.organisation, event)
    context = member_context(member) | {"assessment": found, "together": together, "least": LEAST_TOGETHER}
    return page(request, "impressions.html", **context, obstacle_words=OBSTACLE_WORDS)
