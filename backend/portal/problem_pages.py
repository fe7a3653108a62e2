"""The library: problems, bringing one in, and what a candidate will see of it. For owners and recruiters."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from markupsafe import Markup

from backend.access import find
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.assessments import listing, problems
from backend.assessments.models import Problem
from backend.http import Reading, ServicesOf
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page, see_other
from backend.portal.routing import PageRoute
from backend.transaction import Transaction
from protocol.errors import EnvironmentFault, InvalidInput
from protocol.member_wire import MAX_PACKAGE_BYTES
from protocol.wire import ProblemView

router = APIRouter(prefix="/portal/problems", route_class=PageRoute, include_in_schema=False)


@router.get("")
def show_library(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """Every problem."""
    problems.require_recruiting(member.subject)
    return _library(request, member, tx)


@router.post("")
def bring_in(
    request: Request,
    member: CheckedMember,
    services: ServicesOf,
    package: Annotated[UploadFile, File()],
    name: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Check a package as it was sent, and keep it; what is wrong is told with its place."""
    problems.require_recruiting(member.subject)
    wanted = name.strip() or (package.filename or "").rpartition("/")[2].removesuffix(".zip")
    try:
        checked = problems.check_package(package.file.read(MAX_PACKAGE_BYTES + 1), wanted)
        with services.transaction() as tx:
            added = problems.add_problem(tx, member.subject, checked)
    except (InvalidInput, EnvironmentFault) as error:
        with services.reading() as tx:
            return _library(request, member, tx, error.message, error.status)
    return see_other(f"/portal/problems/{added.problem.problem}")


@router.get("/{problem}")
def show_problem(request: Request, problem: str, member: SignedInMember, tx: Reading) -> Response:
    """Statement and samples, as a candidate gets them; nothing of the hidden tests."""
    problems.require_recruiting(member.subject)
    found = find(tx.session, member.subject, Problem, Problem.id == problem)
    view = ProblemView.model_validate(found.view)
    # The statement was made from the package by our converters and cleaned at import (docs/decisions/0007).
    statement = Markup(view.statement_html)  # noqa: S704 - see above
    return page(request, "problem.html", **member_context(member), problem=found, view=view, statement=statement)


def _library(
    request: Request, member: SignedInMember, tx: Transaction, refused: str = "", status: int = 200
) -> Response:
    lines = listing.problem_lines(tx, member.subject)
    context = member_context(member) | {"lines": lines, "refused": refused, "max_bytes": MAX_PACKAGE_BYTES}
    return page(request, "problems.html", status=status, **context)
