"""What an organisation's programs and the backend say to each other about assessments, invitations and results.

Times are ISO 8601 with an offset, answered in UTC; a zone only says on which clock people are told them.
Pure. Examples stand in the description of the API.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from backend.zones import UNIVERSAL
from protocol.attempts import AttemptState
from protocol.identifiers import Identifier
from protocol.verdicts import Verdict

_ID = "01a209c1-3952-7101-9dd9-2761e03f93b2"
_AT = "2026-03-02T09:00:00Z"
Id = Annotated[Identifier, Field(examples=[_ID])]
At = Annotated[datetime, Field(examples=[_AT])]
Link = Annotated[str, Field(examples=["https://recrutr.example.com/portal/attempts/" + _ID])]


class Wire(BaseModel):
    """The base: frozen, no unknown fields, and a fault never quotes what was sent."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Refusal(BaseModel):
    """Every answer with status 400 and above (RFC 9457, `application/problem+json`). Decide by `code`.

    `field` and `limit` say which part of the request broke which limit; `retry_after_s` when to come again.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    type: str = Field(examples=["urn:recrutr:refusal:input.invalid"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(ge=400, le=599, examples=[422])
    detail: str = Field(examples=["closes_at must be: after opens_at."])
    code: str = Field(examples=["input.invalid"])
    field: str | None = Field(default=None, examples=["closes_at"])
    limit: str | None = Field(default=None, examples=["after opens_at"])
    retry_after_s: int | None = Field(default=None, examples=[None])


class ProblemOfAssessment(Wire):
    """A problem in its place; `max_score` is there where points are given."""

    label: str = Field(examples=["A"])
    problem: Id
    title: str = Field(examples=["Double it"])
    max_score: int | None = Field(default=None, examples=[100])


class AssessmentRead(Wire):
    """One version of an assessment; a version never changes."""

    assessment: Id
    family: Id = Field(description="The same for all versions.")
    version: int = Field(examples=[1])
    title: str = Field(examples=["Backend engineer"])
    minutes: int = Field(examples=[90])
    languages: list[str] = Field(examples=[["python3", "java"]])
    evidence_level: int = Field(ge=0, le=4, examples=[1])
    problems: list[ProblemOfAssessment]
    created_at: At
    link: Link = Field(description="The page of it; needs signing in.")


class AssessmentPage(Wire):
    """One page, the newest first. `next` is the cursor of the page after it, null on the last."""

    assessments: list[AssessmentRead]
    next: str | None = Field(default=None, examples=[None])


class InvitationNew(Wire):
    """Whom to invite to which version, and when. The same e-mail address is the same candidate."""

    assessment: Id
    name: str = Field(min_length=1, max_length=200, examples=["Kim Andersson"])
    email: str = Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$", examples=["kim@example.org"])
    opens_at: AwareDatetime | None = Field(default=None, description="Left out: now.", examples=[_AT])
    closes_at: AwareDatetime = Field(examples=["2026-03-16T09:00:00Z"])
    time_zone: str = Field(
        default=UNIVERSAL,
        max_length=64,
        description="The zone in which e-mails and pages tell the window, by its name in the IANA database.",
        examples=["Europe/Berlin"],
    )
    candidate_time_zone: str | None = Field(
        default=None,
        max_length=64,
        description="The candidate's, where it is known: the window is told on their clock too. Left out: their app "
        "tells it when they join.",
        examples=["America/New_York"],
    )
    extra_minutes: int = Field(
        default=0, ge=0, le=1440, description="An accommodation; never answered back.", examples=[0]
    )
    by_mail: bool = Field(default=False, description="Whether Recrutr sends the e-mail.", examples=[False])


class CandidateRead(Wire):
    """Whom it is for."""

    candidate: Id
    name: str = Field(examples=["Kim Andersson"])
    email: str = Field(examples=["kim@example.org"])


InvitationState = Literal["waiting", "open", "used", "withdrawn", "ended"]


class InvitationRead(Wire):
    """`waiting` until it opens, `open` until it closes (`ended`) or is `withdrawn`; `used`: there is an attempt."""

    invitation: Id
    assessment: Id
    candidate: CandidateRead
    state: InvitationState = Field(examples=["open"])
    opens_at: At
    closes_at: At
    time_zone: str = Field(description="In which people are told the window.", examples=["Europe/Berlin"])
    candidate_time_zone: str | None = Field(examples=["America/New_York"])
    created_at: At
    attempt: Id | None = Field(default=None, description="Read it at /api/v1/results/{attempt}.")


class InvitationMade(InvitationRead):
    """A new invitation with what its candidate needs. The code is answered now and never again."""

    code: str = Field(examples=["7Q2M-0XKD-9RVA-4T1C"])
    link: str = Field(
        description="For people: a page that opens the app or offers it.",
        examples=["https://recrutr.example.com/invited#7Q2M-0XKD-9RVA-4T1C"],
    )
    app_link: str = Field(
        description="Opens the app.",
        examples=["recrutr://join/7Q2M-0XKD-9RVA-4T1C?server=https://recrutr.example.com"],
    )
    mailed: bool = Field(description="Whether an e-mail was put on its way.", examples=[False])


class InvitationPage(Wire):
    """One page, the newest first."""

    invitations: list[InvitationRead]
    next: str | None = Field(default=None, examples=[None])


class ResultRead(Wire):
    """How an attempt stands. A restricted one is not there."""

    attempt: Id
    assessment: Id
    invitation: Id
    candidate: Id
    state: AttemptState = Field(examples=["judged"])
    created_at: At
    started_at: At | None = None
    finished_at: At | None = None
    judged_at: At | None = None
    link: Link = Field(description="The report; needs signing in.")


class ResultPage(Wire):
    """One page, the newest first."""

    results: list[ResultRead]
    next: str | None = Field(default=None, examples=[None])


class ProblemResult(Wire):
    """The submission that counts for one problem; all null: nothing was handed in, or it is not judged yet."""

    label: str = Field(examples=["A"])
    problem: Id
    title: str = Field(examples=["Double it"])
    verdict: Verdict | None = Field(default=None, examples=["AC"])
    score: int | None = Field(default=None, examples=[100])
    max_score: int | None = Field(default=None, examples=[100])


class DecisionRead(Wire):
    """What a person decided."""

    outcome: str = Field(examples=["advance"])
    decided_at: At


class ResultWhole(ResultRead):
    """With verdicts and scores. Reading it is told to the candidate, as every look at their work is."""

    problems: list[ProblemResult]
    solved: int = Field(description="Problems whose counting submission is right.", examples=[1])
    score: int = Field(examples=[100])
    max_score: int = Field(examples=[100])
    decision: DecisionRead | None = None


def at(us: int) -> datetime:
    """Microseconds of Unix time as a moment in UTC."""
    return datetime.fromtimestamp(us / 1_000_000, UTC)


def at_or_none(us: int | None) -> datetime | None:
    """The same where there may be none."""
    return None if us is None else at(us)


def microseconds(moment: datetime) -> int:
    """The other way."""
    return int(moment.timestamp() * 1_000_000)
