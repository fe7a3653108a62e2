"""The library: problems, bringing one in, beginning one from nothing, what a candidate will see. Owners, recruiters."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, Field

from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.assessments import problems
from backend.assessments.listing import assessments_with
from backend.http import Reading, ServicesOf, Tx
from backend.library import editing, families, starting
from backend.library.exposure import seen_by
from backend.library.models import Difficulty
from backend.library.shelf import Exposure, Filter, Labels, label, shelf
from backend.library.verifying import is_good, newest_of
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page, see_other
from backend.portal.repository import member_names
from backend.portal.routing import PageRoute
from backend.portal.statements import shown
from backend.transaction import Transaction
from protocol.errors import Conflict, EnvironmentFault, InvalidInput
from protocol.member_wire import MAX_PACKAGE_BYTES
from protocol.saying import to_say
from protocol.verdicts import LanguageId
from protocol.wire import ProblemView

router = APIRouter(prefix="/portal/problems", route_class=PageRoute, include_in_schema=False)


class Wanted(BaseModel):
    """What the list is narrowed to; words that are no choice narrow nothing."""

    q: str = Field(default="", max_length=200)
    tag: str = Field(default="", max_length=60)
    difficulty: str = ""
    language: str = ""
    exposure: str = ""

    def filter(self) -> Filter:
        """The same as choices."""
        return Filter(
            text=self.q,
            tag=self.tag,
            difficulty=Difficulty(self.difficulty) if self.difficulty in set(Difficulty) else None,
            language=LanguageId(self.language) if self.language in set(LanguageId) else None,
            exposure=Exposure(self.exposure) if self.exposure in set(Exposure) else None,
        )


class LabelForm(BaseModel):
    """Labels of a problem; an empty limit is none."""

    tags: str = Field(default="", max_length=1_000)
    difficulty: Difficulty | None = None
    exposure_limit: str = Field(default="", max_length=10)

    def labels(self) -> Labels:
        """Raises InvalidInput."""
        given = self.exposure_limit.strip()
        if given and not (given.isascii() and given.isdecimal()):
            raise InvalidInput(
                "exposure_limit", "a whole number", to_say("The limit of exposure must be a whole number.")
            )
        return Labels(self.tags, self.difficulty, int(given) if given else None)


@router.get("")
def show_library(request: Request, member: SignedInMember, tx: Reading, wanted: Annotated[Wanted, Query()]) -> Response:
    """The newest version of every problem, or of those that are asked for."""
    problems.require_recruiting(member.subject)
    return page(request, "problems.html", **_library(member, tx, wanted))


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
            context = _library(member, tx, Wanted()) | {"refused": error.message}
            return page(request, "problems.html", status=error.status, **context)
    return see_other(f"/portal/problems/{added.problem.problem}")


@router.get("/new")
def show_beginning(request: Request, member: SignedInMember) -> Response:
    """Asks for a title, and tells what a problem is made of."""
    problems.require_recruiting(member.subject)
    return page(request, "problem_new.html", **member_context(member), title="", refused="")


@router.post("/new")
def begin(
    request: Request,
    member: CheckedMember,
    services: ServicesOf,
    title: Annotated[str, Form(max_length=1_000)] = "",
) -> Response:
    """Make the smallest problem that can be judged, and go on to its statement."""
    problems.require_recruiting(member.subject)
    try:
        made = editing.create(services, member.subject, starting.begin(title))
    except (InvalidInput, EnvironmentFault, Conflict) as error:
        context = member_context(member) | {"title": title, "refused": error.message}
        return page(request, "problem_new.html", status=error.status, **context)
    return see_other(f"/portal/problems/{made.id}/edit")


@router.get("/{problem}")
def show_problem(request: Request, problem: str, member: SignedInMember, tx: Reading) -> Response:
    """Statement and samples, as a candidate gets them; nothing of the hidden tests."""
    problems.require_recruiting(member.subject)
    return page(request, "problem.html", **_problem(member, tx, problem))


@router.post("/{problem}/labels")
def set_labels(
    request: Request, problem: str, member: CheckedMember, tx: Tx, form: Annotated[LabelForm, Form()]
) -> Response:
    """Tags, difficulty and the limit of exposure."""
    problems.require_recruiting(member.subject)
    try:
        label(tx, member.subject, problem, form.labels())
    except InvalidInput as error:
        context = _problem(member, tx, problem) | {"refused": error.message}
        return page(request, "problem.html", status=422, **context)
    return see_other(f"/portal/problems/{problem}#labels")


def _problem(member: CurrentMember, tx: Transaction, problem: str) -> dict[str, Any]:
    place = families.place_of(tx, member.subject, problem)
    view = ProblemView.model_validate(place.problem.view)
    versions = families.versions_of(tx, member.subject, place.family)
    return member_context(member) | {
        "problem": place.problem,
        "place": place,
        "newest": families.version_of(tx, member.subject, place.family, place.family.newest),
        "versions": versions,
        "names": member_names(tx.session, member.subject.organisation),
        "view": view,
        "statement": shown(view.statement_html),
        "seen": seen_by(tx, member.subject.organisation).get(place.family.id, 0),
        "assessments": assessments_with(tx, member.subject, [row.problem for row in versions]),
        "verification": newest_of(tx, member.subject, place.problem.id),
        "is_good": is_good,
        "difficulties": list(Difficulty),
        "refused": "",
        "max_bytes": MAX_PACKAGE_BYTES,
    }


def _library(member: CurrentMember, tx: Transaction, wanted: Wanted) -> dict[str, Any]:
    return member_context(member) | {
        "shelf": shelf(tx, member.subject, wanted.filter()),
        "wanted": wanted,
        "difficulties": list(Difficulty),
        "all_languages": list(LanguageId),
        "exposures": list(Exposure),
        "refused": "",
        "max_bytes": MAX_PACKAGE_BYTES,
    }
