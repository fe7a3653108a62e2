"""`recrutr problem verify` for a task: its own submissions are judged against what their folders promise.

Guarantees: nothing is written or executed outside a box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from protocol.errors import EngineFault
from protocol.verdicts import Verdict
from runner.engine import BUSY, Engine
from runner.judging.judge import JudgementResult
from runner.judging.verify import PackageReport, Part, ProgramReport, VerifyOptions, path_of
from runner.judging.walk import JudgeOptions, TestResult
from runner.packages.globs import glob_matches
from runner.packages.model import ExampleSubmission, Expectation, Program
from runner.tasks.description.model import Placement, Task
from runner.tasks.judge import judge_task

_MAX_REASON = 300
_FORMAT_VERDICTS = {
    Verdict.ACCEPTED: "AC",
    Verdict.WRONG_ANSWER: "WA",
    Verdict.TIME_LIMIT: "TLE",
    Verdict.RUN_TIME_ERROR: "RTE",
    Verdict.MEMORY_LIMIT: "RTE",
    Verdict.OUTPUT_LIMIT: "RTE",
}


def verify_task(task: Task, engine: Engine, options: VerifyOptions) -> PackageReport:
    """Check a whole task. Raises EngineFault when the sandbox does not work."""
    faults = list(_passing_starters(task, engine, options)) if options.part is not Part.PROGRAMS else []
    warnings = tuple(_warnings(task)) if options.part is not Part.PROGRAMS else ()
    programs = task.submissions if options.part is not Part.DATA else ()
    wanted = [one for one in programs if not options.only or glob_matches(options.only, path_of(one))]
    reports = [
        _judge(task, one, engine, options, f"judging {path_of(one)}, {place} of {len(wanted)}")
        for place, one in enumerate(wanted, 1)
    ]
    return PackageReport(task.name, task.title, task.limits.time_limit_ms, tuple(reports), tuple(faults), warnings)


def _warnings(task: Task) -> Iterator[str]:
    yield from task.warnings
    for group in task.groups:
        together = group.suite is not None and group.suite.placement is Placement.TOGETHER
        if group.influenced:
            yield f"Tests of {group.name} run together with the submission, which can influence what they report."
        elif together:
            yield f"Tests of {group.name} run together with the submission; only what they ship out is safe from it."
    accepted = {one.program.language for one in task.submissions if one.folder == "accepted"}
    for language in task.languages:
        if language not in accepted:
            yield f"No accepted submission is in {language.words}."


def _passing_starters(task: Task, engine: Engine, options: VerifyOptions) -> Iterator[str]:
    for language, own in task.solved_in.items():
        options.progress(f"judging the starter files of {language.words}")
        files = {name: own.starter[name] for name in own.editable}
        result = judge_task(
            task, Program("starter", language, files, own.editable[0]), engine, JudgeOptions(options.jobs)
        )
        if result.verdict is Verdict.ACCEPTED:
            yield f"The starter files in {language.words} already pass every test."
        if result.verdict is Verdict.COMPILE_ERROR:
            yield f"The starter files in {language.words} do not compile: {result.compiler_output}"


def _judge(
    task: Task, submission: ExampleSubmission, engine: Engine, options: VerifyOptions, doing: str
) -> ProgramReport:
    options.progress(doing)
    asked = JudgeOptions(
        options.jobs,
        progress=lambda done, total: options.progress(f"{doing}: test {done} of {total}"),
        keep_going=True,
    )
    report = ProgramReport(
        path_of(submission),
        submission.program.words,
        " or ".join(sorted(next(rule.permitted & rule.required for rule in submission.expectations if not rule.scope))),
    )
    try:
        result = judge_task(task, submission.program, engine, asked)
    except EngineFault as fault:
        if fault.code != BUSY:
            raise
        return replace(report, verdicts="not measured", faults=(fault.message,))
    counts = {verdict: sum(1 for test in result.tests if test.verdict is verdict) for verdict in Verdict}
    return replace(
        report,
        verdicts=" ".join(f"{count} {verdict}" for verdict, count in counts.items() if count) or result.verdict.value,
        score=result.score,
        slowest_ms=max((test.cpu_ms for test in result.tests), default=0),
        faults=tuple(
            fault for rule in submission.expectations for fault in _broken(rule, result, scoring=task.scoring)
        ),
    )


def _broken(rule: Expectation, result: JudgementResult, *, scoring: bool) -> Iterator[str]:
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
            yield _not_permitted(test, rule)
    if not any(_FORMAT_VERDICTS.get(test.verdict) in rule.required for test in tests):
        yield f"no test{where} came to {' or '.join(sorted(rule.required))}"
    if rule.score is not None and scoring:
        scores = [group.score for group in result.groups if not rule.scope or glob_matches(rule.scope, group.name)]
        score = sum(one or 0.0 for one in scores)
        if not rule.score[0] - 1e-6 <= score <= rule.score[1] + 1e-6:
            yield f"the score{where} is {score:g}, expected {rule.score[0]:g} to {rule.score[1]:g}"


def _not_permitted(test: TestResult, rule: Expectation) -> str:
    permitted = " or ".join(sorted(rule.permitted))
    return f"{test.name}: {test.verdict.value}, permitted is {permitted}. {_short(test.reason)}".strip()


def _short(reason: str) -> str:
    """Of a framework's report what it complains of (pytest marks it with E), in one line."""
    lines = reason.splitlines()
    told = [line[1:] for line in lines if line.startswith("E ")] or lines
    return " ".join(" ".join(told).split())[:_MAX_REASON]
