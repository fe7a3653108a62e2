"""Calls of members' programs on problem packages: import, list, download. For owners and recruiters."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import allowed
from backend.accounts.tokens import Scope
from backend.assessments import problems
from backend.candidate_calls import PREFIX, REFUSALS
from backend.http import Reading, Tx, WorkRoute
from protocol.errors import InvalidInput
from protocol.identifiers import Identifier
from protocol.member_wire import (
    MAX_PACKAGE_BYTES,
    PACKAGE_NAME_PATTERN,
    PACKAGE_TYPE,
    ProblemImported,
    ProblemList,
)
from protocol.saying import to_say

router = APIRouter(prefix=PREFIX + "/problems", tags=["problems"], responses=REFUSALS, route_class=WorkRoute)
Reader = Annotated[CurrentMember, Depends(allowed(Scope.PROBLEMS_READ))]
Writer = Annotated[CurrentMember, Depends(allowed(Scope.PROBLEMS_WRITE))]
_ARCHIVE = {"schema": {"type": "string", "format": "binary"}}


async def archive_body(request: Request) -> bytes:
    """Dependency: the archive that is the body. Raises InvalidInput beyond the limit."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > MAX_PACKAGE_BYTES:
            limit = f"{MAX_PACKAGE_BYTES} bytes"
            raise InvalidInput("package", limit, to_say("The problem package is larger than {limit}.", limit=limit))
    return bytes(data)


@router.post("", openapi_extra={"requestBody": {"required": True, "content": {PACKAGE_TYPE: _ARCHIVE}}})
def import_problem(
    member: Writer,
    name: Annotated[str, Query(pattern=PACKAGE_NAME_PATTERN, description="The package's short name.")],
    archive: Annotated[bytes, Depends(archive_body)],
    tx: Tx,
) -> ProblemImported:
    """Check a problem package and keep it; the same package again is the same problem."""
    problems.require_recruiting(member.subject)
    checked = problems.check_package(archive, name)  # before the transaction's first statement
    return problems.add_problem(tx, member.subject, checked)


@router.get("")
def list_problems(member: Reader, tx: Reading) -> ProblemList:
    """The problems of the organisation."""
    return problems.list_problems(tx, member.subject)


@router.get(
    "/{problem}/package",
    response_class=Response,
    responses={200: {"content": {PACKAGE_TYPE: _ARCHIVE}, "description": "The package as an archive."}},
)
def download_problem(problem: Annotated[Identifier, Path()], member: Reader, tx: Tx) -> Response:
    """The package as it is kept, hidden tests included; every download is in the audit list."""
    found = problems.download(tx, member.subject, problem)
    disposition = f'attachment; filename="{found.name}.zip"'
    return Response(found.package_zip, media_type=PACKAGE_TYPE, headers={"Content-Disposition": disposition})
