"""One submission on one test, from its start to an opinion: in one pass or several, alone or in conversation.

Guarantees: each run has a fresh box that never holds an answer; processor time decides, and near the limit the least
disturbed of several runs counts (`timing`); one pass hands to the next only what the format says. Must not know of
groups or scores of others.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from protocol.verdicts import Verdict
from runner.engine import Conversation, Engine, Job, Outcome
from runner.execution import Compiled, Feed, job_of
from runner.judging.interactive import TalkLimits, ending_within, in_conversation, opinion_of_talk, rejected_first
from runner.judging.output_check import NEXT_PASS, Opinion, OutputCheck, Pass, given_to_validator
from runner.judging.stations import AuthorsError, Dialogues, Stations, watched
from runner.judging.timing import least_disturbed
from runner.packages.model import ProblemPackage, TestCase
from runner.telling.shown import safe_text

_T = TypeVar("_T")
_BOXES_READY = (4, 16, 64)
"""Few sizes, so that a station that stands ready serves problems with other numbers of tests."""


@dataclass(frozen=True)
class Measured:
    """An opinion and what it took: the most of any pass, and the wall time of all together."""

    opinion: Opinion
    cpu_ms: int = 0
    wall_ms: int = 0
    memory_bytes: int = 0

    def after(self, earlier: Measured) -> Measured:
        """This pass with the use of those before it."""
        return replace(
            self,
            cpu_ms=max(self.cpu_ms, earlier.cpu_ms),
            wall_ms=self.wall_ms + earlier.wall_ms,
            memory_bytes=max(self.memory_bytes, earlier.memory_bytes),
        )


class Trial(Protocol):
    """A way of putting what was handed in to one test. Safe from several threads."""

    @property
    def room(self) -> int:
        """How many tests are worth having under way beside each other for each that runs, as things stand."""
        ...

    def of(self, case: TestCase, stop: threading.Event | None) -> Measured:
        """Try it on one test. Raises EngineFault, Stopped."""
        ...

    def close(self) -> None:
        """Give back what was opened for it."""
        ...


@dataclass(frozen=True)
class Bench:
    """What a trial works with.

    `patience` is how many times its time limit a submission is watched, `parallel` how many of its runs go on at once.
    """

    package: ProblemPackage
    engine: Engine
    check: OutputCheck
    patience: float
    parallel: int


class ProgramTrial:
    """A compiled submission."""

    def __init__(self, bench: Bench, compiled: Compiled) -> None:
        self._bench, self._compiled = bench, compiled
        limits = bench.package.limits
        self._watched = watched(limits, bench.patience)
        self._limits = replace(self._watched, cpu_ms=limits.time_limit_ms)
        plan = compiled.plan(self._watched, _boxes_of(bench))
        bench.engine.prepare(plan, bench.parallel)  # not for this one, who takes them now: for those like it
        self._stations = Stations(bench.engine, plan, bench.parallel)
        self._dialogues = Dialogues(bench.engine)
        self._one_pass = self._talk if bench.package.interactive else self._run
        self._usual = job_of(compiled, Feed(), self._watched)

    @property
    def room(self) -> int:
        """With programs of the authors, or a conversation, each test keeps more than its station busy."""
        alone = self._bench.package.interactive or self._bench.check.validators
        return 1 if alone else self._stations.room

    def of(self, case: TestCase, stop: threading.Event | None) -> Measured:
        """All passes of one test; the last one's verdict and score count. Raises EngineFault, Stopped."""
        package = self._bench.package
        passes = package.limits.validation_passes if package.multi_pass else 1
        about = Pass(case, case.input)
        total = Measured(Opinion(Verdict.ACCEPTED))
        for _ in range(passes):
            total = self._one_pass(about, stop).after(total)
            if not package.multi_pass or total.opinion.verdict is not Verdict.ACCEPTED:
                return total
            notes = dict(total.opinion.feedback)
            following = notes.pop(NEXT_PASS, None)
            if following is None:
                return total
            about = Pass(case, following, notes)
        words = f"The output validator asked for more than {passes} passes."
        return replace(total, opinion=replace(total.opinion, verdict=Verdict.JUDGE_ERROR, reason=words))

    def close(self) -> None:
        """Close its stations."""
        self._stations.close()
        self._dialogues.close()

    def _run(self, about: Pass, stop: threading.Event | None) -> Measured:
        bench = self._bench
        job = self._job(about)
        ran = self._settled(lambda: self._stations.run(job, stop), lambda one: one)
        outcome = self._compiled.read_ending(ran)
        ending = ending_within(outcome, self._limits)
        if ending.verdict is not None:
            noted = safe_text(about.feedback.get("judgemessage.txt", b""))
            return _measured(Opinion(ending.verdict, ending.reason, noted), outcome)
        return _measured(bench.check.check(about, outcome.stdout, stop), outcome)

    def _talk(self, about: Pass, stop: threading.Event | None) -> Measured:
        bench = self._bench
        validators = bench.check.validators
        if len(validators) != 1:
            words = "An interactive problem needs exactly one output validator."
            return Measured(Opinion(Verdict.JUDGE_ERROR, words))
        try:
            second = validators[0].job(given_to_validator(about), stop)
        except AuthorsError as error:
            return Measured(Opinion(Verdict.JUDGE_ERROR, str(error)))
        second = in_conversation(second, self._watched)
        first = self._job(about)
        talk = self._settled(lambda: self._dialogues.run(first, second, stop), _time_of_talk)
        opinion = opinion_of_talk(talk, TalkLimits(self._limits, second.limits))
        # Until when a rejected program runs on depends on the machine; nothing of it is told, so nothing depends on it.
        return Measured(opinion) if rejected_first(talk) else _measured(opinion, talk.first)

    def _job(self, about: Pass) -> Job:
        stdin = b"" if self._bench.package.interactive else about.input
        if not about.case.args and not about.case.files:
            return replace(self._usual, stdin=stdin)
        return job_of(self._compiled, Feed(stdin, about.case.args, about.case.files), self._watched)

    def _settled(self, run: Callable[[], _T], clock: Callable[[_T], Outcome]) -> _T:
        return least_disturbed(run, clock, self._limits.cpu_ms, self._watched)


def _boxes_of(bench: Bench) -> int:
    """How many boxes are to stand ready in a station: one for each test that may come to it, or more."""
    tests = -(-sum(1 for _ in bench.package.root.all_cases()) // bench.parallel)
    return next((size for size in _BOXES_READY if size >= tests), _BOXES_READY[-1])


class AnswerTrial:
    """Answers that were handed in themselves, by file name (submit-answer problems). No program of theirs ever runs."""

    def __init__(self, bench: Bench, answers: Mapping[str, bytes]) -> None:
        self._bench = bench
        self._given = assign_answers(bench.package, answers)

    room = 1

    def of(self, case: TestCase, stop: threading.Event | None) -> Measured:
        """Check the answer to one test. Raises EngineFault, Stopped."""
        answer = self._given.get(case.name)
        if answer is None:
            return Measured(Opinion(Verdict.WRONG_ANSWER, "No answer was handed in for this test."))
        if len(answer) > self._bench.package.limits.output_bytes:
            return Measured(Opinion(Verdict.OUTPUT_LIMIT, "The answer is larger than the output limit."))
        return Measured(self._bench.check.check(Pass(case, case.input), answer, stop))

    def close(self) -> None:
        """Nothing was opened."""


def assign_answers(package: ProblemPackage, answers: Mapping[str, bytes]) -> dict[str, bytes]:
    """Which answer belongs to which test: by file name without ending, with or without the folders above it.

    The only file answers the only secret test, whatever it is called.
    """
    secret = list(package.secret.all_cases())
    if len(answers) == 1 and len(secret) == 1:
        return {secret[0].name: next(iter(answers.values()))}
    stems = {name.rsplit(".", 1)[0] if "." in name.rpartition("/")[2] else name: data for name, data in answers.items()}
    found: dict[str, bytes] = {}
    for case in package.root.all_cases():
        parts = case.name.split("/")
        names = ["/".join(parts[start:]) for start in range(len(parts))]
        if known := next((name for name in names if name in stems), None):
            found[case.name] = stems[known]
    return found


def _time_of_talk(talk: Conversation) -> Outcome:
    """Of the submission; its time does not matter once the validator has rejected it."""
    return replace(talk.first, cpu_ms=0, timed_out=None) if rejected_first(talk) else talk.first


def _measured(opinion: Opinion, outcome: Outcome) -> Measured:
    return Measured(opinion, outcome.cpu_ms, outcome.wall_ms, outcome.memory_bytes)
