"""The library as a list: the newest version of each problem, filtered by tag, difficulty, language and exposure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import func, select

from backend.access import MemberSubject, visible
from backend.assessments.models import AssessmentProblem, AssessmentVariant, Problem
from backend.audit.service import Event, record
from backend.library.exposure import seen_by
from backend.library.families import place_of, tags_of
from backend.library.models import Difficulty, ProblemFamily, ProblemVersion
from backend.transaction import Transaction
from protocol.errors import InvalidInput
from protocol.saying import to_say
from protocol.verdicts import LanguageId

MAX_LISTED = 1_000
MAX_LIMIT = 1_000_000
FEW = 10


class Exposure(StrEnum):
    """Steps of exposure that can be asked for; few is up to FEW candidates."""

    NONE = "none"
    FEW = "few"
    MANY = "many"
    SPENT = "spent"

    @property
    def words(self) -> str:
        """For the list to choose from."""
        return {
            Exposure.NONE: to_say("Nobody saw it"),
            Exposure.FEW: to_say("1 to {few} candidates saw it", few=FEW),
            Exposure.MANY: to_say("More than {few} saw it", few=FEW),
            Exposure.SPENT: to_say("Its limit is reached"),
        }[self]


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list. Empty: everything. `text` is looked for in title and short name."""

    text: str = ""
    tag: str = ""
    difficulty: Difficulty | None = None
    language: LanguageId | None = None
    exposure: Exposure | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A problem in its newest version: in how many assessments any version stands, and how many candidates saw it."""

    family: ProblemFamily
    version: ProblemVersion
    problem: Problem
    used: int
    seen: int

    @property
    def spent(self) -> bool:
        """Whether as many candidates saw it as may."""
        return self.family.exposure_limit is not None and self.seen >= self.family.exposure_limit

    def fits(self, wanted: Filter) -> bool:
        """Whether it is to be listed."""
        text = wanted.text.strip().casefold()
        return (
            (not text or text in self.problem.title.casefold() or text in self.problem.name.casefold())
            and (not wanted.tag or wanted.tag in self.family.tags)
            and (wanted.difficulty is None or self.family.difficulty == wanted.difficulty)
            and (wanted.language is None or self.version.languages is None or wanted.language in self.version.languages)
            and (wanted.exposure is None or self._exposed(wanted.exposure))
        )

    def _exposed(self, wanted: Exposure) -> bool:
        if wanted is Exposure.SPENT:
            return self.spent
        step = Exposure.NONE if self.seen == 0 else Exposure.FEW if self.seen <= FEW else Exposure.MANY
        return step is wanted


@dataclass(frozen=True, slots=True)
class Shelf:
    """What fits of `total` problems, and the tags that there are with how often."""

    lines: Sequence[Line]
    total: int
    tags: Sequence[tuple[str, int]] = field(default_factory=list)


def shelf(tx: Transaction, member: MemberSubject, wanted: Filter = Filter()) -> Shelf:
    """The library by title."""
    placed = select(AssessmentProblem.problem, AssessmentProblem.assessment).union(
        select(AssessmentVariant.problem, AssessmentVariant.assessment)
    )
    places = placed.subquery()
    every = select(ProblemVersion.problem).where(ProblemVersion.family == ProblemFamily.id).correlate(ProblemFamily)
    used = select(func.count(func.distinct(places.c.assessment))).where(places.c.problem.in_(every)).scalar_subquery()
    newest = (ProblemVersion.family == ProblemFamily.id) & (ProblemVersion.version == ProblemFamily.newest)
    rows = tx.session.execute(
        visible(member, ProblemFamily)
        .join(ProblemVersion, newest)
        .join(Problem, Problem.id == ProblemVersion.problem)
        .add_columns(ProblemVersion, Problem, used)
        .order_by(func.lower(Problem.title), Problem.created_at_us)
        .limit(MAX_LISTED)
    )
    seen = seen_by(tx, member.organisation)
    lines = [
        Line(family, version, problem, used_in, seen.get(family.id, 0)) for family, version, problem, used_in in rows
    ]
    counts: dict[str, int] = {}
    for line in lines:
        for tag in line.family.tags:
            counts[tag] = counts.get(tag, 0) + 1
    return Shelf([line for line in lines if line.fits(wanted)], len(lines), sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class Labels:
    """What the library says of a problem beside its package. `exposure_limit` None: no limit."""

    tags: str
    difficulty: Difficulty | None
    exposure_limit: int | None


def label(tx: Transaction, member: MemberSubject, problem: str, labels: Labels) -> None:
    """Set a problem's labels; no version is made by it. Raises NotFound, InvalidInput."""
    if labels.exposure_limit is not None and not 1 <= labels.exposure_limit <= MAX_LIMIT:
        limit = to_say("1 to {most} candidates, or left empty", most=MAX_LIMIT)
        raise InvalidInput("exposure_limit", limit, to_say("The limit of exposure must be {limit}.", limit=limit))
    family = place_of(tx, member, problem).family
    family.tags, family.difficulty = tags_of(labels.tags), labels.difficulty
    family.exposure_limit = labels.exposure_limit
    details: dict[str, str | int | bool | None] = {"tags": len(family.tags), "limit": labels.exposure_limit}
    record(tx, member, member.organisation, Event("problem.labelled", "problem", problem, details))
