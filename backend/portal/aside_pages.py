"""Work of the server that failed for good: what it was, and trying it again."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.http import Reading, Tx
from backend.jobs import aside
from backend.portal import repository, words
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page, see_other
from backend.portal.routing import PageRoute

ASIDE = "/portal/aside"
router = APIRouter(prefix=ASIDE, route_class=PageRoute, include_in_schema=False)


@router.get("")
def show_aside(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """What was set aside, newest first."""
    jobs = aside.jobs_aside(tx, member.subject)
    attempts = {job.attempt for job in jobs if job.attempt}
    return page(
        request,
        "aside.html",
        **member_context(member),
        lines=[(job, words.job_words(job.kind), aside.may_be_retried(job)) for job in jobs],
        candidates=repository.candidate_names(tx.session, member.subject, attempts),
    )


@router.post("/{job}/retry")
def retry(job: str, member: CheckedMember, tx: Tx) -> Response:
    """Have it tried again now."""
    aside.retry(tx, member.subject, job)
    return see_other(ASIDE)
