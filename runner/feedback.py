"""Feedback for a candidate: samples and own input in the local sandbox. Never a score.

Guarantees: needs only what the device has (the problem's view); says "wrong" only where the sample's answer is the
only right one, and otherwise leaves the judgement to the server in plain words. Output is made safe to show.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from protocol.edits import utf8
from protocol.errors import InvalidInput
from protocol.runs import RunCase
from protocol.saying import to_say
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import ProblemView
from runner.engine import COMPILE_LIMITS, Engine, Limits, Outcome, Person, Plan, SourceFile
from runner.execution import (
    Compiled,
    CompileFailure,
    CompilerMessage,
    Feed,
    compile_program,
    ending_of,
    job_of,
    parse_messages,
    run_compiled,
)
from runner.judging.default_validator import Difference, compare, parse_flags
from runner.languages import languages
from runner.packages.model import Program
from runner.packages.programs import submitted_program
from runner.telling.shown import show

OWN_INPUT_NAME = "own input"
ATTENDED_WALL_MS = 10 * 60 * 1000
"""As long a program may wait for a person who types."""
_AS_IT_COMES = ("env", "PYTHONUNBUFFERED=1", "stdbuf", "-oL")
"""Programs that write to a pipe keep their output back until much has come together; a person wants each line."""
_SERVER_DECIDES = to_say("It ran. Several answers may be right for this problem; the server decides.")
_RAN = to_say("It ran.")


@dataclass(frozen=True)
class SampleReport:
    """One run. `verdict` None: it ran to its end, and nothing more can be said here.

    `stdout`, `stderr` and `expected` are what can be shown of them, around the first difference where there is one;
    `output_row` and `expected_row` say in which row (from 1) of it the difference stands.
    """

    name: str
    verdict: Verdict | None
    words: str
    stdout: str
    stderr: str
    expected: str | None
    difference: Difference | None
    cpu_ms: int
    wall_ms: int
    memory_bytes: int
    truncated: bool
    output_row: int | None = None
    expected_row: int | None = None
    own: bool = False
    """Of a case that the candidate made: its expected answer is only what they believe."""


@dataclass(frozen=True)
class RunReport:
    """What came of one click on Run."""

    compiled: bool
    compiler_messages: tuple[CompilerMessage, ...] = ()
    compiler_output: str = ""
    samples: tuple[SampleReport, ...] = ()

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdicts there are, for the journal's RunFact; nobody is measured by cases of their own making."""
        if not self.compiled:
            return [Verdict.COMPILE_ERROR]
        return [report.verdict for report in self.samples if report.verdict is not None and not report.own]


@dataclass(frozen=True)
class _Question:
    """One input, and the answer that belongs to it. `answer` None: nobody knows it."""

    name: str
    feed: Feed
    answer: bytes | None
    own: bool = False


def run_samples(  # noqa: PLR0913, PLR0917 - published interface; view, language and source are the question, the rest is how
    view: ProblemView,
    language: LanguageId,
    source: str,
    engine: Engine,
    stop: threading.Event | None = None,
    progress: Callable[[SampleReport], None] | None = None,
    cases: Sequence[RunCase] = (),
) -> RunReport:
    """Compile once and run every sample, then every own case, in a fresh box; `progress` gets each report when ready.

    A sample that is a conversation needs the judge's side of it, which a device does not have; it is left out. Raises
    EngineFault when the sandbox does not work, Stopped when `stop` is set, InvalidInput for broken Unicode, or when it
    cannot be told which of several files starts.
    """
    if view.task_files:
        from runner.tasks.practice import run_visible_tests  # late: tasks report in the shapes of this module

        return run_visible_tests(view, language, source, engine, stop, progress)
    asked = [
        _Question(sample.name, Feed(utf8(sample.input)), utf8(sample.answer))
        for sample in view.samples
        if not sample.interaction
    ]
    asked += [_own(case) for case in cases]
    if not asked:
        return check_source(language, source, engine, stop)
    return _run(view, _program(language, source), asked, engine, stop, progress)


def run_own_input(  # noqa: PLR0913, PLR0917 - as above
    view: ProblemView,
    language: LanguageId,
    source: str,
    own_input: str,
    engine: Engine,
    stop: threading.Event | None = None,
) -> RunReport:
    """Compile and run once with the candidate's own input. Raises EngineFault, Stopped, InvalidInput."""
    _refuse_task(view)
    own = _Question(OWN_INPUT_NAME, Feed(utf8(own_input, "own input")), None)
    return _run(view, _program(language, source), [own], engine, stop)


def run_attended(  # noqa: PLR0913, PLR0917 - as above
    view: ProblemView,
    language: LanguageId,
    source: str,
    person: Person,
    engine: Engine,
    stop: threading.Event | None = None,
    wall_ms: int = ATTENDED_WALL_MS,
) -> RunReport:
    """Compile and run once before a person who types and hears; the report holds no output, only errors.

    Processor time and memory are limited as ever; on the clock there is as much as a person needs to type. Raises
    EngineFault, Stopped, InvalidInput.
    """
    _refuse_task(view)
    program = _program(language, source)
    compiled, report = _uncompiled(program), RunReport(True)
    if compiled is None:
        compiled, report = _compile(program, engine, stop)
    if compiled is None:
        return report
    limits = replace(_limits(view), wall_ms=wall_ms)
    job = job_of(compiled, Feed(), limits)
    job = replace(job, argv=(*_AS_IT_COMES, *job.argv), warm=compiled.plan(limits).warm)
    outcome = compiled.read_ending(engine.attend(job, person, stop))
    if compiled.language is not None and compiled.language.warm and outcome.exit_code not in {0, None}:
        checked, report = _compile(program, engine, stop)
        if checked is None:
            return report
    ending = ending_of(outcome, limits)
    errors = show(outcome.stderr)
    ran = SampleReport(
        name=OWN_INPUT_NAME,
        verdict=ending.verdict,
        words=ending.reason or _RAN,
        stdout="",
        stderr=errors.text,
        expected=None,
        difference=None,
        cpu_ms=outcome.cpu_ms,
        wall_ms=outcome.wall_ms,
        memory_bytes=outcome.memory_bytes,
        truncated=outcome.stderr_truncated or not errors.whole,
    )
    return replace(report, samples=(ran,))


def _refuse_task(view: ProblemView) -> None:
    if view.task_files:
        raise InvalidInput(
            "input", "none", to_say("This problem reads no input: its tests call your code. Use Run instead.")
        )


def check_source(language: LanguageId, source: str, engine: Engine, stop: threading.Event | None = None) -> RunReport:
    """Only compile (or check the syntax). Raises EngineFault, Stopped, InvalidInput."""
    return _compile(_program(language, source), engine, stop)[1]


def prepare(view: ProblemView, language: LanguageId, engine: Engine) -> None:
    """Have the sandbox ready for a click on Run that will come soon; returns at once."""
    known = languages()[language]
    if not known.warm:
        resident = known.resident_compiler([language.file_name], language.file_name)
        engine.prepare(Plan(COMPILE_LIMITS, known.layer, resident))
    start = known.start_of({}, language.file_name)
    engine.prepare(Compiled(known, (), start).plan(_limits(view)))


def _own(case: RunCase) -> _Question:
    answer = None if case.answer is None else utf8(case.answer, "expected answer")
    return _Question(case.case, Feed(utf8(case.input, "input")), answer, own=True)


def _run(  # noqa: PLR0913, PLR0917 - what, on which inputs, where, and how to stop and tell
    view: ProblemView,
    program: Program,
    asked: Sequence[_Question],
    engine: Engine,
    stop: threading.Event | None,
    progress: Callable[[SampleReport], None] | None = None,
) -> RunReport:
    """Compile, then run each input in a fresh box of one station.

    What an interpreter reads whole before it begins is not checked first: if it does not even parse, its run fails,
    and only then is the checker asked.
    """
    compiled, report = _uncompiled(program), RunReport(True)
    checked_later = compiled is not None
    if compiled is None:
        compiled, report = _compile(program, engine, stop)
    if compiled is None:
        return report
    reports: list[SampleReport] = []
    with engine.open(compiled.plan(_limits(view))) as station:
        for question in asked:
            outcome = run_compiled(compiled, question.feed, _limits(view), station, stop)
            if checked_later and not reports and outcome.exit_code not in {0, None}:
                checked, report = _compile(program, engine, stop)
                if checked is None:
                    return report
            reports.append(_report(view, question, outcome))
            if progress is not None:
                progress(reports[-1])
    return RunReport(True, report.compiler_messages, report.compiler_output, tuple(reports))


def _uncompiled(program: Program) -> Compiled | None:
    """The program as it is, where an interpreter reads it whole before it begins; None where it must be compiled."""
    assert program.language is not None  # noqa: S101 - what a candidate writes is in a language
    language = languages()[program.language]
    if not language.warm:
        return None
    sources = tuple(SourceFile(name, content) for name, content in program.files.items())
    return Compiled(language, sources, language.start_of(program.files, program.main))


def _program(language: LanguageId, source: str) -> Program:
    return submitted_program(language, utf8(source, "source"))


def _compile(program: Program, engine: Engine, stop: threading.Event | None) -> tuple[Compiled | None, RunReport]:
    result, said = compile_program(program, engine, COMPILE_LIMITS, stop)
    if isinstance(result, CompileFailure):
        return None, RunReport(False, result.messages, result.output)
    messages = parse_messages(result.language, said, program.main, program.files) if result.language else ()
    return result, RunReport(True, messages, said)


def _limits(view: ProblemView) -> Limits:
    usual = Limits.for_cpu(view.time_limit_ms, view.memory_limit_bytes, view.output_limit_bytes)
    return replace(usual, file_writing=view.file_writing)


def _report(view: ProblemView, question: _Question, outcome: Outcome) -> SampleReport:
    verdict, words, difference = _judge(view, question, outcome)
    output = show(outcome.stdout, difference.at if difference else None)
    errors = show(outcome.stderr)
    expected = show(question.answer or b"", difference.answer_at if difference else None)
    return SampleReport(
        name=question.name,
        verdict=verdict,
        words=words,
        stdout=output.text,
        stderr=errors.text,
        expected=None if question.answer is None else expected.text,
        difference=difference,
        cpu_ms=outcome.cpu_ms,
        wall_ms=outcome.wall_ms,
        memory_bytes=outcome.memory_bytes,
        truncated=outcome.stdout_truncated or outcome.stderr_truncated or not (output.whole and errors.whole),
        output_row=output.row,
        expected_row=expected.row,
        own=question.own,
    )


def _judge(view: ProblemView, question: _Question, outcome: Outcome) -> tuple[Verdict | None, str, Difference | None]:
    ending = ending_of(outcome, _limits(view))
    if ending.verdict is not None:
        return ending.verdict, ending.reason, None
    if question.answer is None:
        return None, _RAN, None
    if view.custom_validator:
        return None, _SERVER_DECIDES, None
    difference = compare(outcome.stdout, question.answer, parse_flags(view.validator_flags))
    if difference is None:
        return Verdict.ACCEPTED, Verdict.ACCEPTED.words + ".", None
    return Verdict.WRONG_ANSWER, difference.words, difference
