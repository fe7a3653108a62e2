"""The audit list: who looked at what, and when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from backend.access import require
from backend.accounts.models import Role
from backend.accounts.signed_in import SignedInMember
from backend.http import Reading
from backend.portal import repository, words
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page
from backend.portal.routing import PageRoute

router = APIRouter(prefix="/portal", route_class=PageRoute, include_in_schema=False)


class AuditFilter(BaseModel):
    """Which part of the list."""

    about: str = Field(default="", max_length=40)
    page: int = Field(default=1, ge=1, le=100_000)


@router.get("/audit")
def show_audit(
    request: Request, member: SignedInMember, tx: Reading, wanted: Annotated[AuditFilter, Query()]
) -> Response:
    """The list, newest first."""
    require(member.subject, Role.OWNER, Role.PROTECTION_OFFICER)
    found = repository.audit_lines(tx.session, member.subject, wanted.page, wanted.about)
    names = repository.member_names(tx.session, member.subject.organisation)
    attempts = {entry.subject for entry in found.entries if entry.subject_kind == "attempt"}
    return page(
        request,
        "audit.html",
        **member_context(member),
        lines=[(entry, words.actor_words(entry, names), words.action_words(entry)) for entry in found.entries],
        candidates=repository.candidate_names(tx.session, member.subject, attempts),
        total=found.total,
        wanted=wanted,
        pages=-(-found.total // repository.PAGE_ROWS),
    )
