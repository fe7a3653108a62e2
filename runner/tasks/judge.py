"""The judge of tasks: one submission against all tests of a task, to the same result as the judge of packages gives.

Guarantees: compiled once; every test in a fresh box (tests apart: in two); the same source gives the same result
however many tests run at once; nothing of a hidden test is in the message a candidate may read. A program that fails
is a value; only a failing sandbox raises.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId, Verdict
from runner.engine import Engine
from runner.execution import CompileFailure, layer_of
from runner.judging.judge import GroupScore, JudgementResult
from runner.judging.told import CORRECT, NOT_COMPILED, PROBLEM_AT_FAULT, failed, swayed, too_large
from runner.judging.walk import USUAL, JudgeOptions, TestResult
from runner.packages.model import Program
from runner.packages.programs import submitted_files
from runner.tasks.calls import CallResult, run_call_test
from runner.tasks.description.model import Award, CallTest, FrameworkTest, Placement, Task, TaskGroup
from runner.tasks.driving import Driven, Watch, candidate_files, conditions, drive
from runner.tasks.frameworks import run_framework_test
from runner.tasks.suites import PreparedSuite, SuiteFailure, prepare_suite

SCORER_VERSION = "recrutr-tasks/1"
"""Changes whenever the same inputs could come to another result."""


def judge_task_submission(
    task: Task, language: LanguageId, source: bytes, engine: Engine, options: JudgeOptions = USUAL
) -> JudgementResult:
    """Judge what a candidate handed in: a file, or several as one source. Raises InvalidInput, EngineFault, Stopped."""
    program = Program("submission", language, {}, task.own(Program("submission", language, {}, "")).editable[0])
    try:
        program = replace(program, files=submitted_files(source, program.main))
        candidate_files(task, program)
    except InvalidInput as error:
        return _ended(task, program, engine, error.message, "")
    return judge_task(task, program, engine, options)


def judge_task(task: Task, program: Program, engine: Engine, options: JudgeOptions = USUAL) -> JudgementResult:
    """Judge a program of one or more files. Raises EngineFault, Stopped, InvalidInput."""
    if sum(map(len, program.files.values())) > task.limits.code_bytes:
        return _ended(task, program, engine, too_large(task.limits.code_bytes), "")
    driven, said = drive(task, program, engine, options.stop)
    if isinstance(driven, CompileFailure):
        return _ended(task, program, engine, NOT_COMPILED, driven.output)
    with ThreadPoolExecutor(options.parallel, "judge") as pool:
        judging = _Judging(task, program, driven, engine, options, pool)
        with contextlib.closing(judging):
            return judging.run(said)


def _ended(task: Task, program: Program, engine: Engine, message: str, said: str) -> JudgementResult:
    verdict = Verdict.COMPILE_ERROR
    score = 0.0 if task.scoring else None
    groups = tuple(
        GroupScore(group.name, verdict, None if group.points is None else 0.0, group.points) for group in task.groups
    )
    digest = engine.image_digest(layer_of(program))
    return JudgementResult(
        verdict, score, task.max_score, message, said, (), groups, digest, SCORER_VERSION, task.digest
    )


@dataclass
class _Judging:
    """One judgement under way."""

    task: Task
    program: Program
    driven: Driven
    engine: Engine
    options: JudgeOptions
    pool: ThreadPoolExecutor
    tests: list[TestResult] = field(default_factory=list)

    def __post_init__(self) -> None:
        watch = Watch(self.options.patience, self.options.stop)
        self._given = conditions(self.task, self.driven, self.engine, watch)
        self._total = sum(1 for _ in self.task.all_tests())

    def close(self) -> None:
        """Let the stations go."""
        self._given.close()

    def run(self, said: str) -> JudgementResult:
        """Judge every group."""
        groups = tuple(self._group(group) for group in self.task.groups)
        verdict = _first_error([group.verdict for group in groups])
        score = sum(group.score or 0.0 for group in groups) if self.task.scoring else None
        return JudgementResult(
            verdict,
            score,
            self.task.max_score,
            self._message(verdict),
            said,
            tuple(self.tests),
            groups,
            self.engine.image_digest(layer_of(self.program)),
            SCORER_VERSION,
            self.task.digest,
        )

    def _group(self, group: TaskGroup) -> GroupScore:
        suite: PreparedSuite | SuiteFailure | None = None
        if group.suite is not None:
            suite = prepare_suite(self.task, group, self.program, self.engine, self.options.stop)
        results: list[TestResult] = []
        waiting = list(group.tests)
        while waiting and not self._over(group, results):
            batch, waiting = waiting[: self.options.parallel], waiting[self.options.parallel :]
            for result in list(self.pool.map(lambda test: self._test(group, suite, test), batch)):
                # What ran beside the first failure is forgotten, so that `parallel` never changes a result.
                if not self._over(group, results):
                    results.append(result)
            if self.options.progress is not None:
                self.options.progress(len(self.tests) + len(results), self._total)
        self.tests += results
        verdict = _first_error([result.verdict for result in results])
        return GroupScore(group.name, verdict, _score(group, results), group.points)

    def _over(self, group: TaskGroup, results: Sequence[TestResult]) -> bool:
        """Whether no further test can change the group's result."""
        decided = group.award is Award.ALL or not self.task.scoring
        failed = _first_error([result.verdict for result in results]) is not Verdict.ACCEPTED
        return decided and failed and not self.options.keep_going

    def _test(
        self, group: TaskGroup, suite: PreparedSuite | SuiteFailure | None, test: CallTest | FrameworkTest
    ) -> TestResult:
        if isinstance(suite, SuiteFailure):
            apart = group.suite is not None and group.suite.placement is Placement.APART
            verdict = Verdict.JUDGE_ERROR if apart else Verdict.COMPILE_ERROR
            return TestResult(f"{group.name}/{test.name}", group.name, verdict, 0, 0, 0, reason=suite.output)
        result = self._run(suite, test)
        share = (group.points or 0.0) / len(group.tests)
        return TestResult(
            name=f"{group.name}/{test.name}",
            group=group.name,
            verdict=result.verdict,
            cpu_ms=result.outcome.cpu_ms,
            wall_ms=result.outcome.wall_ms,
            memory_bytes=result.outcome.memory_bytes,
            score=None if group.points is None else share * (result.verdict is Verdict.ACCEPTED),
            reason=result.reason,
        )

    def _run(self, suite: PreparedSuite | None, test: CallTest | FrameworkTest) -> CallResult:
        if isinstance(test, CallTest):
            return run_call_test(test, self.task.interface, self._given)
        if suite is None:
            raise ValueError(f"the test {test.name} has no framework")
        return run_framework_test(test, suite, self._given)

    def _message(self, verdict: Verdict) -> str:
        """What the candidate reads: no name, value or exit code of a hidden test."""
        if verdict is Verdict.ACCEPTED:
            influenced = [group.name for group in self.task.groups if group.influenced]
            return swayed(", ".join(influenced)) if influenced else CORRECT
        if verdict is Verdict.JUDGE_ERROR:
            return PROBLEM_AT_FAULT
        first = next((test for test in self.tests if test.verdict is verdict), None)
        told = verdict not in {Verdict.WRONG_ANSWER, Verdict.RUN_TIME_ERROR, Verdict.COMPILE_ERROR}
        return failed(verdict, first.reason if first and told else "")


def _score(group: TaskGroup, results: Sequence[TestResult]) -> float | None:
    if group.points is None:
        return None
    passed = sum(1 for result in results if result.verdict is Verdict.ACCEPTED)
    if group.award is Award.ALL:
        return group.points if passed == len(group.tests) else 0.0
    return group.points * passed / len(group.tests)


def _first_error(verdicts: Sequence[Verdict]) -> Verdict:
    """The first verdict that is not accepted; a judge error outweighs all."""
    if Verdict.JUDGE_ERROR in verdicts:
        return Verdict.JUDGE_ERROR
    return next((verdict for verdict in verdicts if verdict is not Verdict.ACCEPTED), Verdict.ACCEPTED)
