"""What applicant-tracking systems and the backend say to each other, as the two contracts have it. Pure.

What comes from the other side may hold more than is named here: both contracts keep the right to add to it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from protocol.identifiers import Identifier

MAX_NAME = 200


class Given(BaseModel):
    """What comes from the other side; what is not named is not looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Said(BaseModel):
    """What we answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _plain(text: str) -> str:
    return " ".join(text.split())


Name = Annotated[str, Field(max_length=MAX_NAME // 2 - 1), AfterValidator(_plain)]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Text = Annotated[str, Field(min_length=1, max_length=200)]


class Person(Given):
    """Who is to be tested."""

    first_name: Name
    last_name: Name
    email: Email

    @property
    def name(self) -> str:
        """First and last name; the address where both are empty."""
        return f"{self.first_name} {self.last_name}".strip() or self.email[:MAX_NAME]


# Greenhouse


class OneTest(Said):
    """One of *list tests*."""

    partner_test_id: Identifier
    partner_test_name: str


class SendTest(Given):
    """*Send test*. `url`: where it wants to be told that the test is completed."""

    partner_test_id: Text
    candidate: Person
    url: Annotated[str, Field(min_length=1, max_length=500)]


class Sent(Said):
    """Its answer."""

    partner_interview_id: Identifier


Primitive = str | int | float | bool | None


class Status(Said):
    """*Test status*. `partner_profile_url` is there when `partner_status` is `complete`."""

    partner_status: str
    partner_profile_url: str | None
    partner_score: int | None
    metadata: dict[str, Primitive]


class RequestErrors(Given):
    """*Response error*: what it could not read."""

    api_call: Annotated[str, Field(max_length=200)]
    errors: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=100)]
    partner_interview_id: Annotated[str | None, Field(max_length=200)] = None


class Noted(Said):
    """Its answer."""

    status: Literal[200] = 200


# Ashby


class Nothing(Given):
    """The body of *assessment.list*."""


class StartAssessment(Given):
    """*assessment.start*. Application and job are sent too and not looked at."""

    assessment_type_id: Text
    candidate: Person


class CancelAssessment(Given):
    """*assessment.cancel*."""

    assessment_id: Text


class AssessmentType(Said):
    """One of *assessment.list*."""

    assessment_type_id: Identifier
    name: str
    description: str


class AssessmentTypes(Said):
    """Its answer."""

    success: Literal[True] = True
    results: list[AssessmentType]


class Handled(Said):
    """What was started or cancelled, and the update that goes with it, in the shape of *assessment.update*."""

    assessment_id: Identifier
    update_request: dict[str, Any]


class AssessmentHandled(Said):
    """The answer to *assessment.start* and *assessment.cancel*."""

    success: Literal[True] = True
    results: Handled


class AshbyRefusal(Said):
    """Every refusal; `message` is shown to whoever uses Ashby."""

    success: Literal[False] = False
    errors: list[str]
    message: str
