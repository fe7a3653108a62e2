"""How the work went over time: counts in equal steps, and time per problem, folded from the journal. Pure.

It is for finding a moment in a replay. Guarantees: whole numbers of what the journal holds, no average of anybody
else, no judgement, no order of people; nothing here is compared with another attempt.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pydantic import Field

from protocol.edits import Origin
from protocol.facts import DocumentFact, EditFact, PasteFact, RunFact, SubmissionFact
from protocol.model import Frozen
from protocol.verdicts import Verdict

MINUTE_US = 60 * 1_000_000
STEPS_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 240)
MOST_STEPS = 60
"""More bars than this are not told apart on a phone."""


class Step(Frozen):
    """One stretch of time, as long as `Rhythm.step_us`; empty ones are left out."""

    number: int = Field(ge=0)
    typed: int = 0
    pasted: int = 0
    runs: int = 0
    tests_passed: int = 0
    tests_failed: int = 0
    submissions: int = 0


class ProblemTime(Frozen):
    """How long was worked at a problem, as in `ProcessFigures.active_us`."""

    problem: str
    active_us: int


class Rhythm(Frozen):
    """Steps in order of time, and problems in the order in which work at them began."""

    step_us: int
    steps: list[Step]
    problems: list[ProblemTime]

    @property
    def count(self) -> int:
        """How many steps there are up to the last with anything in it."""
        return self.steps[-1].number + 1 if self.steps else 0


@dataclass(slots=True)
class RhythmFold:
    """Takes what happened, in order of time; counts by minute until it is known how long it lasted."""

    minutes: dict[str, Counter[int]] = field(default_factory=dict)
    active_us: dict[str, int] = field(default_factory=dict)
    problem_of: dict[str, str] = field(default_factory=dict)
    at: str = ""

    def add(self, t_us: int, fact: object) -> None:
        """Count one fact at its moment."""
        minute = t_us // MINUTE_US
        if isinstance(fact, DocumentFact):
            self.problem_of[fact.document] = fact.problem
        elif isinstance(fact, EditFact):
            self.at = self.problem_of.get(fact.document, self.at)
            if fact.edit.origin is Origin.TYPING:
                self._count("typed", minute, len(fact.edit.inserted))
        elif isinstance(fact, PasteFact):
            self.at = self.problem_of.get(fact.document, self.at)
            self._count("pasted", minute, fact.characters)
        elif isinstance(fact, (RunFact, SubmissionFact)):
            self.at = fact.problem
            self._count("runs" if isinstance(fact, RunFact) else "submissions", minute, 1)
        if isinstance(fact, RunFact):
            passed = sum(verdict is Verdict.ACCEPTED for verdict in fact.verdicts)
            self._count("tests_passed", minute, passed)
            self._count("tests_failed", minute, len(fact.verdicts) - passed)

    def worked(self, lasted_us: int) -> None:
        """This much active time belongs to the problem that was worked at last."""
        if self.at:
            self.active_us[self.at] = self.active_us.get(self.at, 0) + lasted_us

    def rhythm(self, duration_us: int) -> Rhythm:
        """All of it, in steps that are as short as `MOST_STEPS` allows."""
        step = next((each for each in STEPS_MINUTES if duration_us < each * MINUTE_US * MOST_STEPS), STEPS_MINUTES[-1])
        steps: dict[int, dict[str, int]] = {}
        for what, counted in self.minutes.items():
            for minute, count in counted.items():
                place = steps.setdefault(minute // step, {})
                place[what] = place.get(what, 0) + count
        return Rhythm(
            step_us=step * MINUTE_US,
            steps=[Step(number=number, **steps[number]) for number in sorted(steps)],
            problems=[ProblemTime(problem=problem, active_us=us) for problem, us in self.active_us.items()],
        )

    def _count(self, what: str, minute: int, count: int) -> None:
        if count:
            self.minutes.setdefault(what, Counter())[minute] += count
