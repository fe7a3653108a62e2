"""Calls of an organisation's programs: assessments, invitations, results, and the description of all of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse

from backend.accounts.sessions import CurrentMember
from backend.accounts.tokens import Scope
from backend.assessments.problems import require_recruiting
from backend.candidate_calls import PREFIX, REFUSALS
from backend.http import Reading, Tx, WorkRoute
from backend.programs import description, repeats, service
from backend.programs.pace import LIMIT_HEADERS, program
from backend.programs.paging import Wanted, WantedAssessments, WantedInvitations
from backend.programs.wire import (
    AssessmentPage,
    AssessmentRead,
    InvitationMade,
    InvitationNew,
    InvitationPage,
    InvitationRead,
    Refusal,
    ResultPage,
    ResultWhole,
)
from protocol.identifiers import Identifier

PROBLEMS: dict[int | str, dict[str, Any]] = {
    200: {"headers": LIMIT_HEADERS},
    **{status: {**words, "model": Refusal} for status, words in REFUSALS.items()},
}
router = APIRouter(
    prefix=PREFIX, responses=PROBLEMS, route_class=WorkRoute, generate_unique_id_function=lambda route: route.name
)
AssessmentReader = Annotated[CurrentMember, Depends(program(Scope.ASSESSMENTS_READ))]
InvitationReader = Annotated[CurrentMember, Depends(program(Scope.INVITATIONS_READ))]
InvitationWriter = Annotated[CurrentMember, Depends(program(Scope.INVITATIONS_WRITE))]
ResultReader = Annotated[CurrentMember, Depends(program(Scope.RESULTS_READ))]
Named = Annotated[Identifier, Path()]


@router.get("/openapi.json", include_in_schema=False)
def describe(request: Request) -> JSONResponse:
    """The description of these calls alone, for whoever generates a client."""
    return JSONResponse(description.of_programs(request.app.openapi()))


@router.get("/assessments", tags=["assessments"])
def list_assessments(
    member: AssessmentReader, tx: Reading, wanted: Annotated[WantedAssessments, Query()]
) -> AssessmentPage:
    """The assessments of the organisation, the newest first."""
    return service.list_assessments(tx, member.subject, wanted)


@router.get("/assessments/{assessment}", tags=["assessments"])
def read_assessment(assessment: Named, member: AssessmentReader, tx: Reading) -> AssessmentRead:
    """One version of an assessment with its problems."""
    return service.read_assessment(tx, member.subject, assessment)


@router.post("/invitations", tags=["invitations"])
def create_invitation(
    member: InvitationWriter, body: InvitationNew, tx: Tx, key: repeats.RepeatKey = None
) -> InvitationMade:
    """Invite somebody. Send an `Idempotency-Key`, so that a request repeated after a cut line invites nobody twice."""
    subject = member.subject
    if key is None:
        return service.invite(tx, subject, body)
    require_recruiting(subject)  # the first answer holds a code: it is told to nobody who could not have asked
    known = repeats.first_answer(tx, subject.organisation, key, body)
    if known is not None:
        return known
    made = service.invite(tx, subject, body)
    repeats.keep_answer(tx, subject.organisation, key, body, made)
    return made


@router.get("/invitations", tags=["invitations"])
def list_invitations(
    member: InvitationReader, tx: Reading, wanted: Annotated[WantedInvitations, Query()]
) -> InvitationPage:
    """Who was invited, the newest first."""
    return service.list_invitations(tx, member.subject, wanted)


@router.get("/invitations/{invitation}", tags=["invitations"])
def read_invitation(invitation: Named, member: InvitationReader, tx: Reading) -> InvitationRead:
    """One invitation, and the attempt that was made with it."""
    return service.read_invitation(tx, member.subject, invitation)


@router.post("/invitations/{invitation}/withdraw", tags=["invitations"])
def withdraw_invitation(invitation: Named, member: InvitationWriter, tx: Tx) -> InvitationRead:
    """The code opens nothing any more; what was begun with it may be brought to its end. Again changes nothing."""
    return service.withdraw(tx, member.subject, invitation)


@router.get("/results", tags=["results"])
def list_results(member: ResultReader, tx: Reading, wanted: Annotated[Wanted, Query()]) -> ResultPage:
    """How attempts stand, the newest first; verdicts come with `read_result`."""
    return service.list_results(tx, member.subject, wanted)


@router.get("/results/{result}", tags=["results"])
def read_result(result: Named, member: ResultReader, tx: Tx) -> ResultWhole:
    """One attempt, by its id, with verdicts and scores. The candidate sees that it was read."""
    return service.read_result(tx, member.subject, result)
