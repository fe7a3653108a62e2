"""The page that compares attempts, and its downloads. Owners and recruiters."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.sessions import require_recent
from backend.accounts.signed_in import SignedInMember
from backend.assessments.listing import find_assessment, versions_of
from backend.comparison import exports
from backend.comparison.figures import LEAST
from backend.comparison.table import COMPARED, EXPORTED, Order, Wanted, compare
from backend.http import Tx
from backend.portal.attempt_pages import member_context
from backend.portal.pages import SECURITY_HEADERS, page
from backend.portal.routing import PageRoute
from backend.reviews.decisions import Outcome

router = APIRouter(prefix="/portal/assessments", route_class=PageRoute, include_in_schema=False)
Asked = Annotated[Wanted, Query()]


@router.get("/{assessment}/comparison")
def show_comparison(request: Request, assessment: str, member: SignedInMember, tx: Tx, wanted: Asked) -> Response:
    """Candidates, problems and rubric side by side."""
    table = compare(tx, member.subject, assessment, wanted, COMPARED)
    return page(
        request,
        "comparison.html",
        **member_context(member),
        table=table,
        versions=versions_of(tx, member.subject, find_assessment(tx, member.subject, assessment)),
        wanted=wanted,
        query=request.url.query,
        orders=list(Order),
        outcomes=list(Outcome),
        least=LEAST,
    )


@router.get("/{assessment}/comparison.csv")
def give_csv(assessment: str, member: SignedInMember, tx: Tx, wanted: Asked) -> Response:
    """The rows as wanted, for a spreadsheet. What leaves in bulk asks again who it is."""
    require_recent(member)
    table = compare(tx, member.subject, assessment, wanted, EXPORTED)
    return _file(exports.as_csv(table), "text/csv; charset=utf-8", assessment, "csv")


@router.get("/{assessment}/comparison.json")
def give_json(assessment: str, member: SignedInMember, tx: Tx, wanted: Asked) -> Response:
    """The rows as wanted, for a program."""
    require_recent(member)
    table = compare(tx, member.subject, assessment, wanted, EXPORTED)
    return _file(exports.as_json(table), "application/json", assessment, "json")


def _file(content: bytes, kind: str, assessment: str, ending: str) -> Response:
    disposition = f'attachment; filename="comparison-{assessment}.{ending}"'
    return Response(content, media_type=kind, headers=SECURITY_HEADERS | {"Content-Disposition": disposition})
