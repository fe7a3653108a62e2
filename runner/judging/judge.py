"""The judge: one submission against all tests of a package, by the package's own rules.

Guarantees: compiled once, each test in a fresh box that never holds an answer, outputs compared outside; the same
source gives the same result however many tests run at once. A program that fails is a value; only a failing sandbox
raises. Used by the backend's worker and by `recrutr problem verify`, never by the desktop (it has no hidden tests).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId, Verdict
from runner.engine import Engine, Limits, Outcome
from runner.execution import Compiled, CompileFailure, Feed, compile_program, ending_of, layer_of, run_compiled
from runner.judging.aggregation import Result, case_result, combine, first_error, submission_result
from runner.judging.output_check import Opinion, OutputCheck, compile_limits
from runner.languages import languages
from runner.packages.model import ProblemPackage, Program, TestCase, TestGroup

SCORER_VERSION = "recrutr-judge/1"
"""Changes whenever the same inputs could come to another result."""


@dataclass(frozen=True)
class JudgeOptions:
    """How to judge.

    `progress` gets (tests done, tests in all); `keep_going` runs tests that cannot change the result any more, for
    `problem verify`.
    """

    parallel: int = 2
    stop: threading.Event | None = None
    progress: Callable[[int, int], None] | None = None
    keep_going: bool = False


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


@dataclass(frozen=True)
class GroupScore:
    """One test group: what a candidate may see."""

    name: str
    verdict: Verdict
    score: float | None
    max_score: float | None


@dataclass(frozen=True)
class JudgementResult:
    """The judge's word on one submission; a pure function of source, package, image and scorer version.

    `message` may be shown to the candidate; tests' names, reasons and messages may not.
    """

    verdict: Verdict
    score: float | None
    max_score: float | None
    message: str
    compiler_output: str
    tests: tuple[TestResult, ...]
    groups: tuple[GroupScore, ...]
    image_digest: str
    scorer_version: str
    package_digest: str


def judge_submission(
    package: ProblemPackage,
    language: LanguageId,
    source: bytes,
    engine: Engine,
    options: JudgeOptions = JudgeOptions(),
) -> JudgementResult:
    """Judge what a candidate handed in as a single file.

    Raises InvalidInput when the problem does not allow the language, EngineFault when the sandbox failed (the job may
    be tried again), Stopped when `options.stop` is set.
    """
    if language not in package.languages:
        allowed = ", ".join(one.words for one in package.languages)
        raise InvalidInput(
            "language", allowed, f"This problem cannot be solved in {language.words}, only in {allowed}."
        )
    program = Program("submission", language, {language.file_name: source}, language.file_name)
    return judge_program(package, program, engine, options)


def judge_program(
    package: ProblemPackage, program: Program, engine: Engine, options: JudgeOptions = JudgeOptions()
) -> JudgementResult:
    """Judge a program of one or more files. Raises EngineFault, Stopped, InvalidInput."""
    size = sum(map(len, program.files.values()))
    if size > package.limits.code_bytes:
        limit = f"{package.limits.code_bytes // 1024} KiB"
        return _ended(package, program, engine, f"The source is larger than {limit}.", "")
    program = _with_included(package, program)
    result, said = compile_program(program, engine, compile_limits(package.limits), options.stop)
    if isinstance(result, CompileFailure):
        return _ended(package, program, engine, "The program does not compile.", result.output)
    with ThreadPoolExecutor(options.parallel, "judge") as pool:
        judging = _Judging(package, result, engine, options, pool)
        whole = judging.run()
    return replace(judging.result(whole), compiler_output=said)


def _with_included(package: ProblemPackage, program: Program) -> Program:
    if program.language is None:
        return program
    included = {**package.include.get("default", {}), **package.include.get(program.language.value, {})}
    if not included:
        return program
    files = {**program.files, **included}
    return replace(program, files=files, main=languages()[program.language].main_of(files))


def _ended(package: ProblemPackage, program: Program, engine: Engine, message: str, said: str) -> JudgementResult:
    verdict = Verdict.COMPILE_ERROR
    score = 0.0 if package.scoring else None
    groups = tuple(
        GroupScore(group.name, verdict, score if group.name != "sample" else None, group.max_score)
        for group in _shown_groups(package)
    )
    return JudgementResult(
        verdict,
        score,
        package.max_score,
        message,
        said,
        (),
        groups,
        engine.image_digest(layer_of(program)),
        SCORER_VERSION,
        package.digest,
    )


def _shown_groups(package: ProblemPackage) -> tuple[TestGroup, ...]:
    sample = (package.sample,) if any(package.sample.all_cases()) else ()
    return (*sample, *(package.secret.groups or (package.secret,)))


@dataclass
class _Judging:
    """One judgement under way."""

    package: ProblemPackage
    compiled: Compiled
    engine: Engine
    options: JudgeOptions
    pool: ThreadPoolExecutor
    tests: list[TestResult] = field(default_factory=list)
    groups: dict[str, Result] = field(default_factory=dict)

    def __post_init__(self) -> None:
        limits = self.package.limits
        self._limits = Limits.for_cpu(limits.time_limit_ms, limits.memory_bytes, limits.output_bytes)
        self._check = OutputCheck(self.package, self.engine, self.options.stop)
        self._total = sum(1 for _ in self.package.root.all_cases())

    def run(self) -> Result:
        """Judge everything that can still change the result."""
        root = self._group(self.package.root)
        return submission_result(self.package, root, self.groups.get(self.package.secret.name))

    def result(self, whole: Result) -> JudgementResult:
        """All of it, in the package's order."""
        shown = tuple(
            GroupScore(group.name, self.groups[group.name].verdict, self.groups[group.name].score, group.max_score)
            for group in _shown_groups(self.package)
            if group.name in self.groups
        )
        message = self._message(whole)
        return JudgementResult(
            whole.verdict,
            whole.score,
            self.package.max_score,
            message,
            "",
            tuple(self.tests),
            shown,
            self.engine.image_digest(self.compiled.layer),
            SCORER_VERSION,
            self.package.digest,
        )

    def _group(self, group: TestGroup) -> Result:
        unmet = [self.groups[name] for name in group.require_pass if not self._passed(name)]
        if unmet and not self.options.keep_going:
            self.groups[group.name] = Result(unmet[0].verdict, 0.0)
            return self.groups[group.name]
        members = self._cases(group)
        for child in group.groups:
            if self._over(group, members):
                break
            members.append(self._group(child))
        result = combine(self.package, group, members)
        if unmet:
            result = Result(unmet[0].verdict, 0.0)
        self.groups[group.name] = result
        return result

    def _passed(self, name: str) -> bool:
        return name in self.groups and self.groups[name].verdict is Verdict.ACCEPTED

    def _over(self, group: TestGroup, members: Sequence[Result]) -> bool:
        stops = group.stop_on_reject and not self.options.keep_going
        return stops and first_error(members) is not Verdict.ACCEPTED

    def _cases(self, group: TestGroup) -> list[Result]:
        members: list[Result] = []
        waiting = list(group.cases)
        while waiting and not self._over(group, members):
            batch, waiting = waiting[: self.options.parallel], waiting[self.options.parallel :]
            for test in list(self.pool.map(lambda case: self._case(group, case), batch)):
                # What ran beside the first reject is forgotten, so that `parallel` never changes a result.
                if not self._over(group, members):
                    self.tests.append(test)
                    members.append(Result(test.verdict, test.score))
            if self.options.progress is not None:
                self.options.progress(len(self.tests), self._total)
        return members

    def _case(self, group: TestGroup, case: TestCase) -> TestResult:
        outcome = self._run(case)
        ending = ending_of(outcome, self._limits)
        opinion = Opinion(ending.verdict, ending.reason) if ending.verdict else self._check.check(case, outcome.stdout)
        result = case_result(self.package, group, opinion.verdict, opinion.score)
        broken = result.verdict is Verdict.JUDGE_ERROR and opinion.verdict is not Verdict.JUDGE_ERROR
        return TestResult(
            name=case.name,
            group=group.name,
            verdict=result.verdict,
            cpu_ms=outcome.cpu_ms,
            wall_ms=outcome.wall_ms,
            memory_bytes=outcome.memory_bytes,
            score=result.score,
            reason="The output validator broke the rules of scoring." if broken else opinion.reason,
            judge_message=opinion.judge_message,
        )

    def _run(self, case: TestCase) -> Outcome:
        feed = Feed(case.input, case.args, case.files)
        return run_compiled(self.compiled, feed, self._limits, self.engine, self.options.stop)

    def _message(self, whole: Result) -> str:
        if whole.verdict is Verdict.ACCEPTED:
            return "Correct on every test."
        failed = next((test for test in self.tests if test.verdict is whole.verdict), None)
        if whole.verdict is Verdict.JUDGE_ERROR:
            return "The problem itself has a fault; this says nothing about the program."
        # The candidate reads this. An exit code or a signal of a hidden test would carry a byte of its input out.
        told = whole.verdict not in {Verdict.WRONG_ANSWER, Verdict.RUN_TIME_ERROR}
        reason = failed.reason if failed and told else ""
        return f"{whole.verdict.words}. {reason}".strip()
