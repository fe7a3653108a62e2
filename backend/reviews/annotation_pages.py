"""Calls of the report's page about annotations: read, write, answer, remove. Who may do what is decided by the room."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, ValidationError

from backend.access import find
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.attempts.models import Attempt
from backend.http import Reading, Tx, Written
from backend.portal.pages import SECURITY_HEADERS
from backend.portal.routing import PageRoute
from backend.reports.service import find_report
from backend.reviews import annotating
from backend.reviews.annotating import MAX_QUOTE, MAX_WORDS, Place
from protocol.errors import InvalidInput
from protocol.saying import to_say

router = APIRouter(prefix="/portal", route_class=PageRoute, include_in_schema=False)


class AnnotationForm(BaseModel):
    """Words with lines of a document, or with the annotation that they answer (`thread`)."""

    text: Written = Field(default="", max_length=2 * MAX_WORDS)
    thread: str = Field(default="", max_length=40)
    document: str = Field(default="", max_length=40)
    t_us: int = 0
    first: int = 0
    last: int = 0
    quote: Written = Field(default="", max_length=2 * MAX_QUOTE)

    def read(self) -> annotating.Written:
        """Raises InvalidInput naming the field."""
        if self.thread or not self.document:
            return annotating.Written(self.text, thread=self.thread)
        given = self.model_dump(include={"document", "t_us", "first", "last", "quote"})
        try:
            return annotating.Written(self.text, Place.model_validate(given))
        except ValidationError as error:
            wrong = error.errors()[0]
            field = str(wrong["loc"][0])
            raise InvalidInput(
                field, wrong["msg"], to_say("The place in the code is not right: {field}.", field=field)
            ) from error


@router.get("/reports/{report_id}/annotations.json")
def show_annotations(report_id: str, member: SignedInMember, tx: Reading) -> Response:
    """All that the member may read; also what is handed over for a candidate's request of access."""
    report = find_report(tx, member.subject, report_id)
    attempt = find(tx.session, member.subject, Attempt, Attempt.id == report.attempt)
    found = annotating.shown(tx, member.subject, attempt)
    return JSONResponse({"attempt": attempt.id, "annotations": found}, headers=SECURITY_HEADERS)


@router.post("/reports/{report_id}/annotations")
def write_annotation(
    report_id: str, member: CheckedMember, tx: Tx, form: Annotated[AnnotationForm, Form()]
) -> Response:
    """Write about lines, or answer."""
    annotating.write(tx, member.subject, report_id, form.read())
    return Response(status_code=204, headers=SECURITY_HEADERS)


@router.post("/annotations/{annotation_id}/remove")
def remove_annotation(annotation_id: str, member: CheckedMember, tx: Tx) -> Response:
    """Delete one's own."""
    annotating.remove(tx, member.subject, annotation_id)
    return Response(status_code=204, headers=SECURITY_HEADERS)
