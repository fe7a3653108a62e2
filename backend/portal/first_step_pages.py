"""The page of the first steps: leads an empty organisation to its first assessment. Owners and recruiters.

The example is one of the demo's problems, checked as any package is.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel

from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.assessments import problems
from backend.assessments.problems import require_recruiting
from backend.demo.seed import PROBLEMS_FOLDER
from backend.http import Reading, ServicesOf
from backend.portal.attempt_pages import member_context
from backend.portal.first_steps import HIDDEN, HIDDEN_COOKIE, first_steps
from backend.portal.pages import page, see_other
from backend.portal.routing import PageRoute
from runner.packages import files_of_folder, zip_of_files

router = APIRouter(prefix="/portal/first-steps", route_class=PageRoute, include_in_schema=False)
YEAR_S = 365 * 24 * 3600
EXAMPLE = "nightbus"


class Wish(BaseModel):
    """Whether the steps stand on the first page."""

    steps: Literal["hidden", "shown"]
    csrf: str = ""


@router.get("")
def show_steps(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """The steps by themselves, whether they are hidden or done."""
    steps = first_steps(tx, member.subject)
    hidden = request.cookies.get(HIDDEN_COOKIE) == HIDDEN
    return page(request, "first_steps.html", **member_context(member), first=steps, hidden=hidden)


@router.post("")
def wish(member: CheckedMember, tx: Reading, form: Annotated[Wish, Form()]) -> Response:
    """Hide the steps on the first page in this browser, or show them there again."""
    require_recruiting(member.subject)
    response = see_other("/portal/attempts" if form.steps == HIDDEN else "/portal/first-steps")
    response.set_cookie(
        HIDDEN_COOKIE,
        form.steps,
        max_age=YEAR_S,
        path="/portal",
        httponly=True,
        samesite="lax",
        secure=tx.settings.secure_cookies,
    )
    return response


@router.post("/example")
def take_example(member: CheckedMember, services: ServicesOf) -> Response:
    """Put the example into the library, as if it had been brought in."""
    require_recruiting(member.subject)
    folder = PROBLEMS_FOLDER / EXAMPLE
    checked = problems.check_package(zip_of_files(files_of_folder(folder), EXAMPLE), EXAMPLE)
    with services.transaction() as tx:
        added = problems.add_problem(tx, member.subject, checked)
    return see_other(f"/portal/problems/{added.problem.problem}")
