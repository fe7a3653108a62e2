"""Does a package keep its own promises? The work behind `recrutr problem verify`.

Guarantees: every input goes through every input validator, the answers of the samples through the output check, and
every program under `submissions/` through the same judge that will score candidates. Changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from protocol.verdicts import Verdict
from runner.engine import Engine
from runner.execution import Compiled, CompileFailure, Feed, compile_program, run_compiled
from runner.judging.judge import JudgementResult, JudgeOptions, TestResult, judge_program
from runner.judging.output_check import ACCEPT, OutputCheck, compile_limits, validation_limits
from runner.packages.expectations import glob_matches
from runner.packages.model import ExampleSubmission, Expectation, ProblemPackage, TestCase

_PARALLEL = 2
_GENEROUS_MS = 60_000
"""While the time limit is still being found, nothing is cut short before this."""
_FORMAT_VERDICTS = {
    Verdict.ACCEPTED: "AC",
    Verdict.WRONG_ANSWER: "WA",
    Verdict.TIME_LIMIT: "TLE",
    Verdict.RUN_TIME_ERROR: "RTE",
    Verdict.MEMORY_LIMIT: "RTE",
    Verdict.OUTPUT_LIMIT: "RTE",
}
"""The format knows four verdicts; running into the memory or output limit counts as a run-time error there."""


@dataclass(frozen=True)
class ProgramReport:
    """One program: what it came to, and where that breaks its promise (empty: nowhere)."""

    path: str
    language: str
    expected: str
    verdicts: str
    score: float | None
    slowest_ms: int
    faults: tuple[str, ...]


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


def verify(package: ProblemPackage, engine: Engine, progress: Callable[[str], None]) -> PackageReport:
    """Check a whole package. Raises EngineFault when the sandbox does not work."""
    warnings = list(package.statement_warnings)
    if not package.input_validators:
        warnings.append("There is no input validator that can be run here, so the inputs were not checked.")
    progress("checking the test data")
    faults = [*_bad_inputs(package, engine), *_bad_samples(package, engine)]
    if not package.limits.time_limit_given:
        package = _with_time_limit(package, engine, progress)
    reports = []
    for submission in package.submissions:
        path = f"{submission.folder}/{submission.program.name}"
        progress(f"judging {path}")
        reports.append(_judge(package, submission, path, engine))
    warnings += _timing_warnings(package, reports)
    return PackageReport(
        package.name, package.title, package.limits.time_limit_ms, tuple(reports), tuple(faults), tuple(warnings)
    )


def _bad_inputs(package: ProblemPackage, engine: Engine) -> Iterator[str]:
    limits = validation_limits(package.limits)
    for program in package.input_validators:
        result, _ = compile_program(program, engine, compile_limits(package.limits))
        if isinstance(result, CompileFailure):
            yield f"input_validators/{program.name}: does not compile: {result.output}"
            continue
        compiled: Compiled = result

        def refused(case: TestCase, compiled: Compiled = compiled, name: str = program.name) -> str | None:
            feed = Feed(case.input, (*case.input_validator_args, *case.args), case.files)
            outcome = run_compiled(compiled, feed, limits, engine)
            if outcome.exit_code == ACCEPT:
                return None
            said = (outcome.stderr or outcome.stdout).decode("utf-8", "replace").strip().splitlines()
            return f"data/{case.name}.in: refused by {name}" + (f": {said[-1]}" if said else "")

        with ThreadPoolExecutor(_PARALLEL) as pool:
            yield from filter(None, pool.map(refused, package.root.all_cases()))


def _bad_samples(package: ProblemPackage, engine: Engine) -> Iterator[str]:
    check = OutputCheck(package, engine)
    for case in package.sample.all_cases():
        opinion = check.check(case, case.answer)
        if opinion.verdict is not Verdict.ACCEPTED:
            yield f"data/{case.name}.ans: is not accepted by the output check: {opinion.reason}"


def _judge(package: ProblemPackage, submission: ExampleSubmission, path: str, engine: Engine) -> ProgramReport:
    result = judge_program(package, submission.program, engine, JudgeOptions(_PARALLEL, keep_going=True))
    faults = [fault for rule in submission.expectations for fault in _broken(rule, result, package)]
    if submission.folder == "partially_accepted" and not _partial(result, package):
        faults.append("should get some of the score, but not all")
    counts = {verdict: sum(1 for test in result.tests if test.verdict is verdict) for verdict in Verdict}
    return ProgramReport(
        path=path,
        language=submission.program.language.words,
        expected=_words(next(rule.required for rule in submission.expectations if not rule.scope)),
        verdicts=" ".join(f"{count} {verdict}" for verdict, count in counts.items() if count) or result.verdict.value,
        score=result.score,
        slowest_ms=max((test.cpu_ms for test in result.tests), default=0),
        faults=tuple(faults),
    )


def _broken(rule: Expectation, result: JudgementResult, package: ProblemPackage) -> Iterator[str]:
    if result.verdict is Verdict.COMPILE_ERROR:
        yield f"does not compile: {result.compiler_output.splitlines()[-1] if result.compiler_output else ''}"
        return
    where = f" on {rule.scope}" if rule.scope else ""
    tests = [test for test in result.tests if not rule.scope or glob_matches(rule.scope, test.name)]
    if not tests:
        yield f"the rule{where} matches no test"
        return
    for test in tests:
        if _FORMAT_VERDICTS.get(test.verdict) not in rule.permitted:
            yield f"{test.name}: {test.verdict.value}, permitted is {_words(rule.permitted)}. {_why(test)}".strip()
    if not any(_FORMAT_VERDICTS.get(test.verdict) in rule.required for test in tests):
        yield f"no test{where} came to {_words(rule.required)}"
    if rule.score is not None and package.scoring:
        score = _score_of(rule.scope, result)
        if score is None or not rule.score[0] - 1e-6 <= score <= rule.score[1] + 1e-6:
            yield f"the score{where} is {score}, expected {rule.score[0]:g} to {rule.score[1]:g}"
    if rule.message and not any(rule.message in test.judge_message for test in tests):
        yield f"no judge message{where} contains {rule.message!r}"


def _score_of(scope: str, result: JudgementResult) -> float | None:
    if not scope:
        return result.score
    return next((group.score for group in result.groups if glob_matches(scope, group.name)), None)


def _partial(result: JudgementResult, package: ProblemPackage) -> bool:
    score, most = result.score or 0.0, package.max_score
    return score > 0 and (most is None or score < most)


def _why(test: TestResult) -> str:
    return f"{test.reason} {test.judge_message}".strip()


def _words(verdicts: frozenset[str]) -> str:
    return " or ".join(sorted(verdicts))


def _with_time_limit(package: ProblemPackage, engine: Engine, progress: Callable[[str], None]) -> ProblemPackage:
    """Find the time limit as the format says: a margin above the slowest accepted program, rounded up."""
    generous = replace(package, limits=replace(package.limits, time_limit_ms=_GENEROUS_MS))
    slowest_ms = 1
    for submission in package.submissions:
        if submission.folder == "accepted":
            progress(f"timing accepted/{submission.program.name}")
            result = judge_program(generous, submission.program, engine, JudgeOptions(_PARALLEL, keep_going=True))
            slowest_ms = max(slowest_ms, *(test.cpu_ms for test in result.tests), 1)
    step = package.limits.time_resolution_s
    seconds = math.ceil(slowest_ms / 1000 * package.limits.ac_to_time_limit / step) * step
    return replace(package, limits=replace(package.limits, time_limit_ms=round(seconds * 1000)))


def _timing_warnings(package: ProblemPackage, reports: list[ProgramReport]) -> Iterator[str]:
    limit = package.limits.time_limit_ms
    slowest = max((report.slowest_ms for report in reports if report.path.startswith("accepted/")), default=0)
    if slowest * package.limits.ac_to_time_limit > limit:
        yield f"The time limit of {limit} ms is tight: the slowest accepted program used {slowest} ms."
