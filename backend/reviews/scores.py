"""Scores against a rubric: what a reviewer writes, checked against the assessment's criteria.

Guarantees: a score is a whole number on the criterion's scale, or "could not tell"; nothing else is handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from backend.assessments.models import Assessment
from protocol.errors import InvalidInput
from protocol.model import Frozen
from protocol.saying import to_say

MAX_NOTE = 4000
UNKNOWN = "unknown"
"""What a form sends for "could not tell"."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric, on a scale from 0."""

    name: str
    words: str
    max_score: int


class Score(Frozen):
    """One criterion's score. Neither `score` nor `unknown`: not answered yet, which only a draft may be."""

    score: int | None = Field(default=None, ge=0)
    unknown: bool = False
    note: str = Field(default="", max_length=MAX_NOTE)


AS_A_WHOLE = to_say("Work as a whole")


class Scores(Frozen):
    """All of a review, in the order of the rubric."""

    scores: list[Score]
    overall: str = Field(default="", max_length=MAX_NOTE)


def criteria_of(assessment: Assessment) -> list[Criterion]:
    """The rubric of an assessment; one without a rubric is reviewed as a whole."""
    found = [
        Criterion(str(each["criterion"]), str(each["words"]), int(each["max_score"])) for each in assessment.rubric
    ]
    return found or [Criterion(AS_A_WHOLE, to_say("This assessment has no rubric: say how good the work is"), 4)]


def check(criteria: Sequence[Criterion], scores: Scores, *, whole: bool) -> None:
    """Raise InvalidInput naming the criterion; `whole`: each must be answered."""
    if len(scores.scores) != len(criteria):
        raise InvalidInput("scores", f"{len(criteria)} criteria", to_say("The scores do not belong to this rubric."))
    for place, (criterion, given) in enumerate(zip(criteria, scores.scores, strict=True)):
        field, limit = f"scores.{place}", to_say("0 to {most}, or “could not tell”", most=criterion.max_score)
        if given.score is not None and (given.unknown or given.score > criterion.max_score):
            raise InvalidInput(field, limit, to_say("{name}: give {limit}.", name=criterion.name, limit=limit))
        if whole and given.score is None and not given.unknown:
            raise InvalidInput(
                field, limit, to_say("{name} has no score yet: give {limit}.", name=criterion.name, limit=limit)
            )
        if whole and given.unknown and not given.note.strip():
            raise InvalidInput(
                field, "a note", to_say("{name}: write in the note why you could not tell.", name=criterion.name)
            )
