"""The shapes of both contracts, written down from their documents: what is not named may not be sent.

Greenhouse: *Assessment Partner API* (list tests, send test, test status). Ashby: *Assessments* (OpenAPI description).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    JsonValue,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    TypeAdapter,
    model_validator,
)


class Shape(BaseModel):
    """Exactly what is named."""

    model_config = ConfigDict(extra="forbid")


class ListedTest(Shape):
    partner_test_id: str
    partner_test_name: str


class TestSent(Shape):
    __test__ = False
    partner_interview_id: str


Primitive = StrictStr | StrictInt | StrictFloat | StrictBool | None


class TestStatus(Shape):
    """At `complete` a link is required; `metadata` is flat."""

    __test__ = False
    partner_status: str
    partner_profile_url: HttpUrl | None
    partner_score: float | None
    metadata: dict[str, Primitive]

    @model_validator(mode="after")
    def _linked(self) -> TestStatus:
        assert self.partner_status != "complete" or self.partner_profile_url is not None
        return self


class OneField(Shape):
    """`assessment.update` says everything in these."""

    identifier: str
    label: str
    description: str = ""
    type: Literal["numeric_score", "numeric_duration_minutes", "url", "string", "boolean_success"]
    value: StrictStr | StrictInt | StrictFloat | StrictBool

    @model_validator(mode="after")
    def _typed(self) -> OneField:
        assert isinstance(self.value, int | float) == self.type.startswith("numeric")
        return self


class Update(Shape):
    """A status is required unless it was cancelled, a link where there is a result, and identifiers are unique."""

    assessment_id: UUID
    timestamp: Annotated[int, Field(strict=True, gt=1_600_000_000_000, lt=10_000_000_000_000)]
    assessment_status: OneField | None = None
    assessment_profile_url: OneField | None = None
    assessment_result: OneField | None = None
    cancelled_reason: OneField | None = None
    metadata: list[OneField] = []

    @model_validator(mode="after")
    def _whole(self) -> Update:
        assert self.assessment_status or self.cancelled_reason
        assert self.assessment_result is None or (
            self.assessment_profile_url is not None and self.assessment_profile_url.type == "url"
        )
        named = (self.assessment_status, self.assessment_profile_url, self.assessment_result, self.cancelled_reason)
        all_of_them = [each.identifier for each in (*named, *self.metadata) if each]
        assert len(set(all_of_them)) == len(all_of_them)
        return self


class Listed(Shape):
    assessment_type_id: UUID
    name: str
    description: str


class AssessmentList(Shape):
    success: Literal[True]
    results: list[Listed]


class Started(Shape):
    assessment_id: str
    update_request: Update


class AssessmentStarted(Shape):
    success: Literal[True]
    results: Started


class AshbyRefused(BaseModel):
    """422: `message` is shown to whoever uses Ashby; errors as everywhere in its API."""

    success: Literal[False]
    errors: list[str]
    message: Annotated[str, Field(min_length=1)]


def fits(shape: Any, value: JsonValue) -> Any:
    """The value as the shape; raises when it does not fit."""
    return TypeAdapter(shape).validate_python(value)
