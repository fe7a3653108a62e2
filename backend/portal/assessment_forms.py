"""The form that builds an assessment, and how it becomes terms: a wrong field is told by name, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from backend.assessments.models import Assessment
from backend.assessments.service import MAX_VARIANTS, MINUTE_US, AssessmentTerms, policy_of
from protocol.attempts import RECORDED, EvidenceLevel, TrackKind
from protocol.errors import InvalidInput
from protocol.model import invalid_input
from protocol.policy import Detector, EvidencePolicy
from protocol.saying import to_say
from protocol.verdicts import LanguageId

SECOND_US = 1_000_000
CRITERIA = 6


def _or_none(value: object) -> object:
    return None if value == "" else value


Maybe = Annotated[int | None, BeforeValidator(_or_none)]


class AssessmentForm(BaseModel):
    """What the builder sends. Lists of the rubric belong together by their place.

    `alternatives` are further problems for a place: its number among `problems` (from 0), a colon, and the id.
    """

    title: str = Field(default="", max_length=200)
    problems: list[str] = Field(default_factory=list, max_length=26)
    alternatives: list[str] = Field(default_factory=list, max_length=26 * MAX_VARIANTS)
    minutes: int = Field(default=90, ge=1, le=1440)
    grace_s: int = Field(default=60, ge=0, le=3600)
    credit_minutes: int = Field(default=15, ge=0, le=240)
    languages: list[LanguageId] = Field(default_factory=lambda: [LanguageId.PYTHON], max_length=len(LanguageId))
    level: EvidenceLevel = EvidenceLevel.JOURNAL
    reason: str = Field(default="", max_length=2000)
    streams: list[TrackKind] = Field(default_factory=lambda: list(RECORDED))
    displays: Literal["all", "chosen"] = "all"
    stills_every_s: Maybe = 60
    identity_step: bool = False
    transcript_language: str = Field(default="", max_length=10)
    detectors: list[Detector] = Field(default_factory=lambda: [Detector.FOCUS, Detector.PASTE])
    programs: str = Field(default="", max_length=10_000)
    pauses: bool = False
    blind: bool = False
    criteria: list[str] = Field(default_factory=list, max_length=CRITERIA)
    criterion_words: list[str] = Field(default_factory=list, max_length=CRITERIA)
    criterion_scores: list[Maybe] = Field(default_factory=list, max_length=CRITERIA)

    def terms(self, family: str | None) -> AssessmentTerms:
        """The terms; `family` makes the next version of an assessment. Raises InvalidInput."""
        return AssessmentTerms(
            title=self.title.strip(),
            problems=tuple(each for each in self.problems if each),
            duration_us=self.minutes * MINUTE_US,
            languages=tuple(self.languages),
            policy=self.policy(),
            grace_us=self.grace_s * SECOND_US,
            credit_limit_us=self.credit_minutes * MINUTE_US,
            rubric=tuple(self._rubric()),
            family=family,
            blind=self.blind,
            variants=self._variants(),
        )

    def alternatives_at(self, place: int) -> list[str]:
        """Ids of the further problems for a place."""
        return [each.partition(":")[2] for each in self.alternatives if each.partition(":")[0] == str(place)]

    def _variants(self) -> dict[int, tuple[str, ...]]:
        """By the place that is left when empty ones are; what stands at an empty place cannot be meant."""
        filled = [place for place, problem in enumerate(self.problems) if problem]
        if any(each.partition(":")[0] not in {str(place) for place in filled} for each in self.alternatives):
            limit = "problems for a place that has one"
            raise InvalidInput("alternatives", limit, to_say("Variants must be {limit}.", limit=limit))
        found = {at: tuple(self.alternatives_at(place)) for at, place in enumerate(filled)}
        return {at: pool for at, pool in found.items() if pool}

    def policy(self) -> EvidencePolicy:
        """The evidence policy: what does not belong to the chosen level is left out. Raises InvalidInput."""
        recording = self.level >= EvidenceLevel.RECORDING
        stills = self.level is EvidenceLevel.STILLS
        detectors = [each for each in self.detectors if each.least_level <= self.level]
        programs = [line.strip() for line in self.programs.splitlines() if line.strip()]
        try:
            return EvidencePolicy(
                level=self.level,
                reason=self.reason.strip() or None if recording else None,
                streams=[each for each in self.streams if each in RECORDED] if recording else list(self.level.tracks),
                displays=self.displays if recording else "all",
                stills_every_s=self.stills_every_s if stills else None,
                identity_step=self.identity_step and self.level >= EvidenceLevel.STILLS,
                transcript_language=self.transcript_language.strip() or None if recording else None,
                detectors=detectors,
                programs=programs if Detector.PROGRAMS in detectors else [],
                pauses=self.pauses,
            )
        except ValidationError as error:
            raise invalid_input(error) from error

    def _rubric(self) -> list[dict[str, object]]:
        rubric: list[dict[str, object]] = []
        rows = zip(self.criteria, self.criterion_words, self.criterion_scores, strict=False)
        for place, (criterion, words, score) in enumerate(rows, start=1):
            if not criterion.strip():
                continue
            if score is None or not 1 <= score <= 100 or len(criterion) > 100 or len(words) > 500:
                limit = "a name of up to 100 characters, words of up to 500, and 1 to 100 points"
                raise InvalidInput(
                    f"rubric.{place}",
                    limit,
                    to_say("Line {place} of the rubric needs {limit}.", place=place, limit=limit),
                )
            rubric.append({"criterion": criterion.strip(), "words": words.strip(), "max_score": score})
        return rubric

    @classmethod
    def of(cls, assessment: Assessment, problems: list[str], variants: Mapping[int, list[str]]) -> AssessmentForm:
        """The form as it would have made this version."""
        policy = policy_of(assessment)
        return cls(
            title=assessment.title,
            problems=problems,
            alternatives=[f"{place}:{each}" for place, pool in variants.items() for each in pool],
            minutes=assessment.duration_us // MINUTE_US,
            grace_s=assessment.grace_us // SECOND_US,
            credit_minutes=assessment.credit_limit_us // MINUTE_US,
            languages=[LanguageId(each) for each in assessment.languages],
            level=policy.level,
            reason=policy.reason or "",
            streams=[each for each in policy.streams if each in RECORDED] or list(RECORDED),
            displays=policy.displays,
            stills_every_s=policy.stills_every_s or 60,
            identity_step=policy.identity_step,
            transcript_language=policy.transcript_language or "",
            detectors=policy.detectors,
            programs="\n".join(policy.programs),
            pauses=policy.pauses,
            blind=assessment.blind,
            criteria=[str(each["criterion"]) for each in assessment.rubric],
            criterion_words=[str(each["words"]) for each in assessment.rubric],
            criterion_scores=[int(each["max_score"]) for each in assessment.rubric],
        )
