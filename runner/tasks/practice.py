"""Visible tests on the candidate's own machine: feedback, never a score. Expected and actual values are shown.

Guarantees: needs only the problem's view; runs through the same engine as everything else.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from protocol.edits import utf8
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import ProblemView
from runner.engine import Engine
from runner.execution import CompileFailure
from runner.feedback import RunReport, SampleReport
from runner.packages.model import Program
from runner.packages.programs import submitted_files
from runner.tasks.calls import CallResult, run_call_test
from runner.tasks.description.model import CallTest, FrameworkTest, Task, words_of_answer
from runner.tasks.description.reader import read_visible_part
from runner.tasks.driving import Conditions, Watch, conditions, drive
from runner.tasks.frameworks import run_framework_test
from runner.tasks.suites import SuiteFailure, prepare_suite
from runner.telling.shown import MAX_SHOWN_BYTES, safe_text

Told = Callable[[SampleReport], None] | None


def run_visible_tests(  # noqa: PLR0913, PLR0917 - the shape of feedback.run_samples, which hands tasks on to here
    view: ProblemView,
    language: LanguageId,
    source: str,
    engine: Engine,
    stop: threading.Event | None = None,
    progress: Told = None,
) -> RunReport:
    """Compile once and run every visible test in a fresh box. Raises EngineFault, Stopped, InvalidInput."""
    task = read_visible_part({name: utf8(text, name) for name, text in view.task_files.items()}, view.title)
    name = task.own(Program("submission", language, {}, "")).editable[0]
    program = Program("submission", language, submitted_files(utf8(source, "source"), name), name)
    driven, said = drive(task, program, engine, stop)
    if isinstance(driven, CompileFailure):
        return RunReport(False, driven.messages, driven.output)
    reports = []
    with contextlib.closing(conditions(task, driven, engine, Watch(stop=stop))) as given:
        for report in _reports(task, program, given):
            reports.append(report)
            if progress is not None:
                progress(report)
    return RunReport(True, (), said, tuple(reports))


def _reports(task: Task, program: Program, given: Conditions) -> Iterator[SampleReport]:
    for group in task.groups:
        suite = prepare_suite(task, group, program, given.engine, given.stop) if group.suite else None
        for test in group.tests:
            if isinstance(test, CallTest):
                yield _report(test, run_call_test(test, task.interface, given))
            elif suite is not None and not isinstance(suite, SuiteFailure):
                yield _report(test, run_framework_test(test, suite, given))


def _report(test: CallTest | FrameworkTest, result: CallResult) -> SampleReport:
    outcome = result.outcome
    right = result.verdict is Verdict.ACCEPTED
    return SampleReport(
        name=test.name,
        verdict=result.verdict,
        words=f"{Verdict.ACCEPTED.words}." if right else safe_text(result.reason.encode()),
        stdout=safe_text("".join(f"{answer}\n" for answer in result.answers).encode(), MAX_SHOWN_BYTES),
        stderr=safe_text(outcome.stderr, MAX_SHOWN_BYTES),
        expected=words_of_answer(test) if isinstance(test, CallTest) else None,
        difference=None,
        cpu_ms=outcome.cpu_ms,
        wall_ms=outcome.wall_ms,
        memory_bytes=outcome.memory_bytes,
        truncated=outcome.stderr_truncated or len(outcome.stderr) > MAX_SHOWN_BYTES,
    )
