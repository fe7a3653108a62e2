"""The walk through the test data: which tests run, in which order, and what ends it.

Guarantees: the same results however many tests run at once; a test after the one that ended its group changes nothing,
even when it is run (`keep_going`). Must not know how a test is run.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Self

from protocol.verdicts import Verdict
from runner.judging.aggregation import Result, case_result, has_tests, submission_result
from runner.judging.grading import Grading
from runner.judging.output_check import Opinion
from runner.judging.timing import NEAR_TO
from runner.judging.trial import Measured, Trial
from runner.packages.model import ProblemPackage, StaticValidation, TestCase, TestGroup


@dataclass(frozen=True)
class JudgeOptions:
    """How to judge.

    `progress` gets (tests done, tests in all); `keep_going` runs tests that cannot change the result any more, for
    `problem verify`; `patience` is how many times its time limit a program is watched, so that it can be seen how far
    beyond it gets (never the verdict).
    """

    parallel: int = 2
    stop: threading.Event | None = None
    progress: Callable[[int, int], None] | None = None
    keep_going: bool = False
    patience: float = NEAR_TO


USUAL = JudgeOptions()
_MOST_ROOM = 4
_LINGER_S = 0.5
"""So long may a test that nobody asks for any more go on: to end one costs the station that it runs in."""


class _Unwanted(threading.Event):
    """Set when nobody asks for tests that run ahead, or when everything is to stop."""

    def __init__(self, stop: threading.Event | None) -> None:
        super().__init__()
        self._stop = stop

    def is_set(self) -> bool:
        """Whether either is."""
        return super().is_set() or (self._stop is not None and self._stop.is_set())


@dataclass(frozen=True)
class TestResult:
    """One hidden or sample test. Nothing of it but the verdict's group may reach a candidate."""

    __test__ = False

    name: str
    group: str
    verdict: Verdict
    cpu_ms: int
    wall_ms: int
    memory_bytes: int
    score: float | None = None
    reason: str = ""
    judge_message: str = ""
    team_message: str = ""


class Walk:
    """One judgement under way. `static` judges the source itself, where a group asks for it."""

    def __init__(self, package: ProblemPackage, trial: Trial, grading: Grading, options: JudgeOptions) -> None:
        self._package, self._trial, self._grading, self._options = package, trial, grading, options
        self._pool = ThreadPoolExecutor(options.parallel * _MOST_ROOM, "judge")
        self._total = sum(1 for _ in package.root.all_cases())
        self.static: Callable[[StaticValidation], Opinion] | None = None
        self.tests: list[TestResult] = []
        self.groups: dict[str, Result] = {}
        self.faults: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def run(self) -> Result:
        """Judge everything that can still change the result. Raises EngineFault, Stopped."""
        root = self._group(self._package.root)
        return submission_result(self._package, root, self.groups.get(self._package.secret.name))

    def _group(self, group: TestGroup) -> Result:
        unmet = [self.groups[name] for name in group.require_pass if not self._passed(name)]
        if unmet and not self._options.keep_going:
            self.groups[group.name] = Result(unmet[0].verdict, 0.0)
            return self.groups[group.name]
        members: list[Result] = []
        over = False
        for result in self._members(group):
            if not over:
                members.append(result)
            over = over or (group.stop_on_reject and result.verdict is not Verdict.ACCEPTED)
            if over and not self._options.keep_going:
                break
        result, fault = self._grading.combine(group, members, self._options.stop)
        self.faults += [fault] if fault else []
        if unmet:
            result = Result(unmet[0].verdict, 0.0)
        self.groups[group.name] = result
        return result

    def _members(self, group: TestGroup) -> Iterator[Result]:
        """Results of the static validation, the tests and the groups below, in this order, as far as they are asked."""
        if group.static_validation is not None:
            yield self._noted(self._static(group, group.static_validation))
        for test in self._cases(group):
            yield self._noted(test)
            if self._options.progress is not None:
                self._options.progress(len(self.tests), self._total)
        for child in group.groups:
            if has_tests(child):
                yield self._group(child)
            else:
                self.groups[child.name] = Result(Verdict.ACCEPTED)

    def _noted(self, test: TestResult) -> Result:
        self.tests.append(test)
        return Result(test.verdict, test.score)

    def _passed(self, name: str) -> bool:
        return name in self.groups and self.groups[name].verdict is Verdict.ACCEPTED

    def _cases(self, group: TestGroup) -> Iterator[TestResult]:
        """Tests of a group in their order, some running ahead; those nobody asks for any more are forgotten."""
        waiting, running = deque(group.cases), deque[Future[TestResult]]()
        unwanted = _Unwanted(self._options.stop)
        try:
            while waiting or running:
                while waiting and len(running) < self._options.parallel * min(self._trial.room, _MOST_ROOM):
                    running.append(self._pool.submit(self._case, group, waiting.popleft(), unwanted))
                yield running.popleft().result()
        finally:
            for ahead in running:
                ahead.cancel()
            if wait(running, _LINGER_S).not_done:
                unwanted.set()
                wait(running)

    def _case(self, group: TestGroup, case: TestCase, unwanted: threading.Event) -> TestResult:
        measured = self._trial.of(case, unwanted)
        result = case_result(self._package, group, measured.opinion.verdict, measured.opinion.score)
        return _test(case.name, group.name, measured, result)

    def _static(self, group: TestGroup, asked: StaticValidation) -> TestResult:
        opinion = Opinion(Verdict.JUDGE_ERROR, "Only programs can be validated statically.")
        if self.static is not None:
            opinion = self.static(asked)
        result = case_result(self._package, group, opinion.verdict, opinion.score, static=True)
        return _test(f"{group.name}/static_validation", group.name, Measured(opinion), result)


def _test(name: str, group: str, measured: Measured, result: Result) -> TestResult:
    opinion = measured.opinion
    broken = result.verdict is Verdict.JUDGE_ERROR and opinion.verdict is not Verdict.JUDGE_ERROR
    return TestResult(
        name=name,
        group=group,
        verdict=result.verdict,
        cpu_ms=measured.cpu_ms,
        wall_ms=measured.wall_ms,
        memory_bytes=measured.memory_bytes,
        score=result.score,
        reason="The output validator broke the rules of scoring." if broken else opinion.reason,
        judge_message=opinion.judge_message,
        team_message=opinion.team_message,
    )
