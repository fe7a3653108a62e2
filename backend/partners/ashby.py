"""The calls of Ashby's *Assessments* that a partner answers: listing, starting, cancelling.

Guarantees: every refusal holds a `message` for whoever uses Ashby; somebody who is being assessed is not invited again
(409); what is cancelled is never reported on afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from backend.accounts.tokens import Scope
from backend.assessments.models import Assessment
from backend.assessments.service import MINUTE_US
from backend.candidate_calls import PREFIX, REFUSALS
from backend.http import Reading, Tx, WorkRoute, error_answer
from backend.partners import orders
from backend.partners.ashby_words import News, update_of
from backend.partners.door import Caller, caller
from backend.partners.models import Partner, PartnerOrder, What
from backend.partners.orders import ASSESSED, Asked
from backend.partners.wire import (
    AshbyRefusal,
    AssessmentHandled,
    AssessmentType,
    AssessmentTypes,
    CancelAssessment,
    Handled,
    Nothing,
    StartAssessment,
)
from protocol.errors import Conflict, InvalidInput, NotFound, RecrutrError
from protocol.saying import to_say

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
BY_ASHBY = "It was cancelled in Ashby."


class AshbyRoute(WorkRoute):
    """A route that refuses in the form that Ashby reads."""

    def get_route_handler(self) -> Handler:
        """Wrap FastAPI's handler."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except RecrutrError as error:
                retry = error_answer(error).headers.get("Retry-After")
                return _refusal(error.status, error.code, error.message, {"Retry-After": retry} if retry else {})
            except RequestValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(part) for part in first["loc"] if part != "body") or "body"
                return _refusal(422, "input.invalid", f"{field}: {first['msg']}")
            except HTTPException as error:  # a body that is no JSON in UTF-8, or too long
                return _refusal(error.status_code, "http.refused", str(error.detail))

        return answer


router = APIRouter(
    prefix=PREFIX + "/ashby",
    tags=["ashby"],
    responses={status: {**words, "model": AshbyRefusal} for status, words in REFUSALS.items()},
    route_class=AshbyRoute,
    generate_unique_id_function=lambda route: f"ashby_{route.name}",
)
Lister = Annotated[Caller, Depends(caller(Scope.ASSESSMENTS_READ))]
Sender = Annotated[Caller, Depends(caller(Scope.INVITATIONS_WRITE))]


@router.post("/assessment.list")
def list_assessments(who: Lister, tx: Reading, _body: Nothing | None = None) -> AssessmentTypes:
    """The assessments of the organisation, by title; an id stands for the newest version."""
    return AssessmentTypes(
        results=[
            AssessmentType(assessment_type_id=each.family, name=each.title, description=_words(each))
            for each in orders.tests(tx, who.subject)
        ]
    )


@router.post("/assessment.start")
def start_assessment(who: Sender, body: StartAssessment, tx: Tx) -> AssessmentHandled:
    """Invite the candidate by e-mail; 409 while they are being assessed with it already."""
    person = body.candidate
    asked = Asked(Partner.ASHBY, body.assessment_type_id, person.name, person.email)
    try:
        order = orders.start(tx, who.subject, asked)
    except NotFound as error:
        limit = "one of assessment.list"
        raise InvalidInput("assessment_type_id", limit, to_say("This assessment does not exist any more.")) from error
    except Conflict as error:
        if error.code == ASSESSED:
            raise
        raise InvalidInput("assessment_type_id", error.code, error.message, error.code) from error
    return _handled(order, None, tx.now_us)


@router.post("/assessment.cancel")
def cancel_assessment(who: Sender, body: CancelAssessment, tx: Tx) -> AssessmentHandled:
    """The invitation opens nothing any more, and nothing more is reported. Again changes nothing."""
    order = orders.find_order(tx, who.subject, Partner.ASHBY, body.assessment_id)
    orders.cancel(tx, who.subject, order)
    return _handled(order, What.CANCELLED, order.cancelled_at_us or tx.now_us)


def _handled(order: PartnerOrder, what: What | None, at_us: int) -> AssessmentHandled:
    update = update_of(News(order.id, what, at_us, BY_ASHBY))
    return AssessmentHandled(results=Handled(assessment_id=order.id, update_request=update))


def _words(assessment: Assessment) -> str:
    return f"{assessment.duration_us // MINUTE_US} minutes, version {assessment.version}"


def _refusal(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(AshbyRefusal(errors=[code], message=message).model_dump(), status, headers)
