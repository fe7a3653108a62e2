"""Does a package keep its own promises? The work behind `recrutr problem verify`.

Guarantees: the test data goes through the package's validators, and every program under `submissions/` through the same
judge that will score candidates; the time limit is found, or held against its margins, as the format says. What cannot
run on this machine is skipped by name. Changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from protocol.errors import EngineFault
from protocol.verdicts import Verdict
from runner.engine import BUSY, Engine
from runner.execution import layer_of
from runner.judging.data_checks import DataCheck
from runner.judging.judge import Judge, JudgementResult
from runner.judging.timing import NEAR_FROM, NEAR_TO, Bounds, inferred_limit_ms, margin_warnings
from runner.judging.walk import JudgeOptions, TestResult
from runner.packages.globs import glob_matches
from runner.packages.model import ExampleSubmission, Expectation, ProblemPackage

_GENEROUS_MS = (2_000, 10_000, 60_000)
"""While the time limit is being found, programs may take this long; who needs more is judged again with the next."""
_CLOSE = 1e-6
"""Scores are sums of quotients: they are equal when they differ by no more than this."""
_FORMAT_VERDICTS = {
    Verdict.ACCEPTED: "AC",
    Verdict.WRONG_ANSWER: "WA",
    Verdict.TIME_LIMIT: "TLE",
    Verdict.RUN_TIME_ERROR: "RTE",
    Verdict.MEMORY_LIMIT: "RTE",
    Verdict.OUTPUT_LIMIT: "RTE",
}
"""The format knows four verdicts; running into the memory or output limit counts as a run-time error there."""


class Part(StrEnum):
    """What of a package is verified: the test data, the programs, or both."""

    ALL = "all"
    DATA = "data"
    PROGRAMS = "programs"


@dataclass(frozen=True)
class VerifyOptions:
    """How to verify. `only` is a pattern of paths below `submissions/`; the time limit is found with all programs.

    `part` takes it apart for who does it in steps; the package's own warnings come with the data.
    """

    progress: Callable[[str], None] = lambda _: None
    jobs: int = 2
    only: str = ""
    part: Part = Part.ALL


@dataclass(frozen=True)
class ProgramReport:
    """One program: what it came to, and where that breaks its promise (empty: nowhere), or why it was skipped."""

    path: str
    language: str
    expected: str
    verdicts: str = ""
    score: float | None = None
    slowest_ms: int = 0
    faults: tuple[str, ...] = ()
    skipped: str = ""


@dataclass(frozen=True)
class PackageReport:
    """All of it. `faults` are of the package as a whole; `warnings` do not make it bad."""

    name: str
    title: str
    time_limit_ms: int
    programs: tuple[ProgramReport, ...]
    faults: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether every promise is kept."""
        return not self.faults and not any(program.faults for program in self.programs)


def verify(package: ProblemPackage, engine: Engine, options: VerifyOptions = VerifyOptions()) -> PackageReport:
    """Check a whole package. Raises EngineFault when the sandbox does not work."""
    warnings: list[str] = []
    faults: list[str] = []
    reports: list[ProgramReport] = []
    with Judge(package, engine) as judge:
        if options.part is not Part.PROGRAMS:
            options.progress("checking the test data")
            data = DataCheck(package, engine, judge.check, options.jobs)
            faults += data.faults()
            warnings += [*_warnings_before(package), *data.warnings()]
        if options.part is not Part.DATA:
            programs = _Programs(judge, options)
            faults += programs.find_time_limit()
            reports += programs.reports()
            warnings += programs.timing_warnings()
    limit_ms = judge.package.limits.time_limit_ms
    return PackageReport(package.name, package.title, limit_ms, tuple(reports), tuple(faults), tuple(warnings))


def _warnings_before(package: ProblemPackage) -> Iterator[str]:
    yield from package.warnings
    if not package.input_validators:
        yield "There is no input validator that can be run here, so the inputs were not checked."


class _Programs:
    """The package's own programs through the judge, each once more only when the time limit asks for it."""

    def __init__(self, judge: Judge, options: VerifyOptions) -> None:
        self._judge, self._options = judge, options
        self._bounds = Bounds()
        self._known: dict[str, JudgementResult] = {}

    def find_time_limit(self) -> Iterator[str]:
        """Set the time limit where the package gives none; faults that stand in its way."""
        limits = self._judge.package.limits
        if limits.time_limit_given:
            return
        for submission in self._judge.package.submissions:
            rules = [rule for rule in submission.expectations if rule.time_bound == "lower"]
            if not rules or _missing(submission, self._judge.engine):
                continue
            result = self._timed(submission, rules)
            if any(test.verdict is Verdict.TIME_LIMIT for rule in rules for test in _matching(rule, result)):
                seconds = _GENEROUS_MS[-1] // 1000
                yield f"{path_of(submission)}: is not done after {seconds} s, so no time limit fits it."
            self._note_bounds(rules, result)
            self._known[path_of(submission)] = result
        found = inferred_limit_ms(self._bounds, limits)
        if found is None and not any(path_of(one) in self._known for one in self._judge.package.submissions):
            yield "No program that bounds the time limit from below can run here, so it could not be found."
        self._judge.timed(found or limits.time_limit_ms)

    def _timed(self, submission: ExampleSubmission, rules: list[Expectation]) -> JudgementResult:
        """A judgement with more and more time, until no test that bounds the time limit needs it all."""
        for limit_ms in _GENEROUS_MS:
            self._judge.timed(limit_ms)
            result = self._judged(submission, f"timing {path_of(submission)}", patience=1.0)
            if _slowest([test for rule in rules for test in _matching(rule, result)]) < limit_ms:
                break
        return result

    def reports(self) -> list[ProgramReport]:
        """Judge every program that is asked for."""
        wanted = [
            one
            for one in self._judge.package.submissions
            if not self._options.only or glob_matches(self._options.only, path_of(one))
        ]
        return [
            self._report(one, f"judging {path_of(one)}, {place} of {len(wanted)}")
            for place, one in enumerate(wanted, 1)
        ]

    def timing_warnings(self) -> Iterator[str]:
        """Where the time limit breaks the margins."""
        return margin_warnings(self._bounds, self._judge.package.limits)

    def _report(self, submission: ExampleSubmission, doing: str) -> ProgramReport:
        path, package = path_of(submission), self._judge.package
        expected = _words(next(rule.permitted & rule.required for rule in submission.expectations if not rule.scope))
        report = ProgramReport(
            path, submission.program.words, expected, skipped=_missing(submission, self._judge.engine)
        )
        if report.skipped:
            return report
        limit_ms = package.limits.time_limit_ms
        result = self._known.get(path)
        if result is None or any(test.cpu_ms >= NEAR_FROM * limit_ms for test in result.tests):
            try:
                result = self._judged(submission, doing, max(NEAR_TO, package.limits.time_limit_to_tle))
            except EngineFault as fault:
                if fault.code != BUSY:
                    raise
                return replace(report, verdicts="not measured", faults=(fault.message,))
        self._note_bounds(submission.expectations, result)
        faults = [
            *result.faults,
            *(fault for rule in submission.expectations for fault in _broken(rule, result, package)),
        ]
        if submission.folder == "partially_accepted" and package.legacy_grading and not _partial(result, package):
            faults.append("should be accepted with a part of the score only")
        counts = {verdict: sum(1 for test in result.tests if test.verdict is verdict) for verdict in Verdict}
        return replace(
            report,
            verdicts=" ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
            or result.verdict.value,
            score=result.score,
            slowest_ms=_slowest(result.tests),
            faults=tuple(faults),
        )

    def _judged(self, submission: ExampleSubmission, doing: str, patience: float) -> JudgementResult:
        self._options.progress(doing)
        asked = JudgeOptions(
            self._options.jobs,
            progress=lambda done, total: self._options.progress(f"{doing}: test {done} of {total}"),
            keep_going=True,
            patience=patience,
        )
        return self._judge.program(submission.program, asked)

    def _note_bounds(self, rules: tuple[Expectation, ...] | list[Expectation], result: JudgementResult) -> None:
        limit_ms = self._judge.package.limits.time_limit_ms
        for rule in rules:
            tests = _matching(rule, result)
            if rule.time_bound == "lower" and tests:
                self._bounds = self._bounds.with_lower(_slowest(tests))
            elif rule.time_bound == "upper" and tests:
                waited = any(test.verdict is Verdict.TIME_LIMIT and test.cpu_ms <= limit_ms for test in tests)
                self._bounds = self._bounds.with_upper(math.inf if waited else _slowest(tests))


def _broken(rule: Expectation, result: JudgementResult, package: ProblemPackage) -> Iterator[str]:
    """Where a result breaks one rule of the program's expectations."""
    if result.verdict is Verdict.COMPILE_ERROR:
        said = result.compiler_output.splitlines()
        yield f"{result.message} {said[-1] if said else ''}".strip()
        return
    where = f" on {rule.scope}" if rule.scope else ""
    tests = _matching(rule, result)
    if not tests:
        yield f"the rule{where} matches no test"
        return
    for test in tests:
        if _FORMAT_VERDICTS.get(test.verdict) not in rule.permitted:
            why = f"{test.reason} {test.judge_message}".strip()
            yield f"{test.name}: {test.verdict.value}, permitted is {_words(rule.permitted)}. {why}".strip()
    if not any(_FORMAT_VERDICTS.get(test.verdict) in rule.required for test in tests):
        yield f"no test{where} came to {_words(rule.required)}"
    if rule.score is not None and package.scoring:
        score = _score_of(rule.scope, result)
        if score is None or not rule.score[0] - _CLOSE <= score <= rule.score[1] + _CLOSE:
            yield f"the score{where} is {score}, expected {rule.score[0]:g} to {rule.score[1]:g}"
    if rule.message and not any(rule.message in test.judge_message for test in tests):
        yield f"no judge message{where} contains {rule.message!r}"


def _matching(rule: Expectation, result: JudgementResult) -> list[TestResult]:
    return [test for test in result.tests if not rule.scope or glob_matches(rule.scope, test.name)]


def _score_of(scope: str, result: JudgementResult) -> float | None:
    if scope in {"", "secret"}:
        return result.score
    return next((group.score for group in result.groups if glob_matches(scope, group.name)), None)


def _partial(result: JudgementResult, package: ProblemPackage) -> bool:
    """Legacy: accepted, but not with the best score there is."""
    best = package.max_score if package.maximise else package.root.min_score
    return result.verdict is Verdict.ACCEPTED and (
        best is None or result.score is None or abs(result.score - best) > 1e-6
    )


def _missing(submission: ExampleSubmission, engine: Engine) -> str:
    """Why a program cannot run on this machine; empty when it can."""
    try:
        engine.image_digest(layer_of(submission.program))
    except EngineFault as fault:
        if fault.code != "engine.image_missing":
            raise
        return f"language {submission.program.words} is not on this machine"
    return ""


def path_of(submission: ExampleSubmission) -> str:
    """Where a program is below `submissions/`: what `VerifyOptions.only` and reports name it by."""
    return f"{submission.folder}/{submission.program.name}"


def _slowest(tests: tuple[TestResult, ...] | list[TestResult]) -> int:
    return max((test.cpu_ms for test in tests), default=0)


def _words(verdicts: frozenset[str]) -> str:
    return " or ".join(sorted(verdicts))
