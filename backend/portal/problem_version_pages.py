"""Versions of a problem: history, what differs, restoring, replacing by a package; and verifying it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from backend.access import find
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.assessments.problems import check_upload, require_recruiting
from backend.http import Reading, ServicesOf, Tx
from backend.library import editing, families, verifying
from backend.library.difference import difference
from backend.library.editing import Replacement
from backend.library.files import differing
from backend.library.models import Verification
from backend.portal.attempt_pages import member_context
from backend.portal.pages import SECURITY_HEADERS, page, see_other
from backend.portal.repository import member_names
from backend.portal.routing import PageRoute
from backend.retelling import retold
from protocol.member_wire import MAX_PACKAGE_BYTES
from runner.packages import files_of_zip

router = APIRouter(prefix="/portal/problems/{problem}", route_class=PageRoute, include_in_schema=False)


class Pair(BaseModel):
    """Which two versions; 0: the one that is looked at, and the one before it."""

    older: int = Field(default=0, ge=0, le=families.MOST_VERSIONS)
    newer: int = Field(default=0, ge=0, le=families.MOST_VERSIONS)


Number = Annotated[int, Form(ge=1, le=families.MOST_VERSIONS)]
"""Which version."""


@router.get("/versions")
def show_difference(
    request: Request, problem: str, member: SignedInMember, tx: Reading, pair: Annotated[Pair, Query()]
) -> Response:
    """The history, and what differs between two versions; without a choice, between the last two."""
    require_recruiting(member.subject)
    place = families.place_of(tx, member.subject, problem)
    rows = families.versions_of(tx, member.subject, place.family)
    second = pair.newer or place.version.version
    first = pair.older or max(second - 1, 1)
    files = [
        editing.open_package(tx, member.subject, families.version_of(tx, member.subject, place.family, number).problem)[
            1
        ]
        for number in (first, second)
    ]
    context = member_context(member) | {
        "problem": place.problem,
        "place": place,
        "versions": rows,
        "names": member_names(tx.session, member.subject.organisation),
        "first": first,
        "second": second,
        "differences": difference(*files),
    }
    return page(request, "problem_versions.html", **context)


@router.post("/versions/restore")
def restore(problem: str, member: CheckedMember, tx: Tx, version: Number, base: Number) -> Response:
    """The content of an earlier version as the next one."""
    content = editing.restore(tx, member.subject, problem, version, base)
    return see_other(f"/portal/problems/{content.id}")


@router.post("/package")
def replace(
    problem: str,
    member: CheckedMember,
    services: ServicesOf,
    package: Annotated[UploadFile, File()],
    base: Number,
) -> Response:
    """A whole package as the next version."""
    require_recruiting(member.subject)
    data = package.file.read(MAX_PACKAGE_BYTES + 1)
    check_upload(data)
    with services.reading() as tx:
        place, before = editing.open_package(tx, member.subject, problem)
    after = files_of_zip(data)
    changed = len(differing(before, after))
    if not changed:
        return see_other(f"/portal/problems/{place.problem.id}")
    words = f"From {(package.filename or 'a package').rpartition('/')[2]}"[: families.MAX_NOTE]
    kept = editing.replace(services, member.subject, problem, Replacement(base, after, words, changed))
    return see_other(f"/portal/problems/{kept.problem.id}")


@router.post("/verifications")
def verify(problem: str, member: CheckedMember, tx: Tx) -> Response:
    """Begin to verify, or go to what is under way."""
    row = verifying.ask(tx, member.subject, problem)
    return see_other(f"/portal/problems/{problem}/verifications/{row.id}")


@router.get("/verifications/{verification}")
def show_verification(
    request: Request, problem: str, verification: str, member: SignedInMember, tx: Reading
) -> Response:
    """What was found so far."""
    require_recruiting(member.subject)
    place = families.place_of(tx, member.subject, problem)
    mine = (Verification.id == verification, Verification.problem == problem)
    row = find(tx.session, member.subject, Verification, *mine)
    context = member_context(member) | {
        "problem": place.problem,
        "place": place,
        "row": row,
        "good": verifying.is_good(row),
        "open": row.state in verifying.OPEN,
    }
    return page(request, "problem_verification.html", **context)


@router.get("/verifications/{verification}/now.json")
def verification_now(problem: str, verification: str, member: SignedInMember, tx: Reading) -> Response:
    """The same for the page's script."""
    require_recruiting(member.subject)
    mine = (Verification.id == verification, Verification.problem == problem)
    row = find(tx.session, member.subject, Verification, *mine)
    now = verifying.as_json(row)
    return JSONResponse({**now, "doing": retold(now["doing"])}, headers=SECURITY_HEADERS)
