"""Tests of a framework (pytest, node:test, GoogleTest): each in processes of its own, apart or together.

Apart: the test runs in one box and the candidate's code in another; between them go calls and values, so that the
test's own assertions and expected values are out of the candidate's reach. Together: test and candidate's code share a
process, as usual everywhere; a value shipped out by `expect` is compared here, every other word of such a test can be
forged by the code it tests, and the report says so. docs/tasks.md has the guarantees in full.
"""

from __future__ import annotations

import io
import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from protocol.verdicts import LanguageId, Verdict
from runner.engine import Engine, Job, Limits, Outcome, SourceFile
from runner.execution import Feed, ending_of, job_of
from runner.judging.interactive import ending_within
from runner.judging.stations import compile_limits
from runner.languages import languages
from runner.packages.model import Program
from runner.tasks import cpp_source
from runner.tasks.calls import CallResult
from runner.tasks.comparison import difference
from runner.tasks.description.interface import CONSTRUCTOR, Interface
from runner.tasks.description.model import Framework, FrameworkTest, Placement, Suite, Task, TaskGroup
from runner.tasks.driving import Conditions, boxed, candidate_files, is_header, module_name
from runner.tasks.values import NONCE_CHARACTERS, WireFault, decode, encode, read_frame
from runner.telling.shown import safe_text

REPORT = "recrutr/report"
_SHARED: Mapping[Framework, Mapping[str, str]] = {
    Framework.PYTEST: {
        "recrutr/recrutr_values.py": "values.py",
        "recrutr/report.py": "boxed/report.py",
        "recrutr/run_pytest.py": "boxed/run_pytest.py",
    },
    Framework.NODE_TEST: {
        "recrutr/values.js": "boxed/values.js",
        "recrutr/report.js": "boxed/report.js",
        "recrutr/report.mjs": "boxed/report.mjs",
    },
    Framework.GOOGLETEST: {
        "recrutr/values.hpp": "boxed/values.hpp",
        "recrutr/report.hpp": "boxed/report.hpp",
        "recrutr_main.cpp": "boxed/run_googletest.cpp",
    },
}
_REMOTE: Mapping[Framework, Mapping[str, str]] = {
    Framework.PYTEST: {"recrutr/remote.py": "boxed/remote.py"},
    Framework.NODE_TEST: {"recrutr/remote.js": "boxed/remote.js"},
    Framework.GOOGLETEST: {"recrutr/remote.hpp": "boxed/remote.hpp"},
}


@dataclass(frozen=True)
class PreparedSuite:
    """The test side of a group, compiled where its language is."""

    framework: Framework
    placement: Placement
    files: tuple[SourceFile, ...]
    entry: str


@dataclass(frozen=True)
class SuiteFailure:
    """The test side does not compile. Together that may be the candidate's fault, apart it is the author's."""

    output: str


def prepare_suite(
    task: Task, group: TaskGroup, program: Program, engine: Engine, stop: threading.Event | None = None
) -> PreparedSuite | SuiteFailure:
    """Everything a test of the group needs in its box. Raises EngineFault, Stopped."""
    suite = _suite_of(group)
    apart = suite.placement is Placement.APART
    files = {**suite.files, **boxed(_SHARED[suite.framework])}
    files |= boxed(_REMOTE[suite.framework]) if apart else candidate_files(task, program)
    entry = _entry(task, suite.framework)
    if apart and suite.framework is Framework.GOOGLETEST:
        files[entry] = cpp_source.stubs(task.interface).encode()
    elif apart:
        files["recrutr/interface"] = _described(task.interface, suite.framework, task.own(program).language)
    if apart and suite.framework is Framework.NODE_TEST:
        files[entry] = _NODE_STUB.replace("FOLDER", "../" * entry.count("/") or "./").encode()
    placed = tuple(SourceFile(name, content) for name, content in sorted(files.items()))
    if suite.framework is not Framework.GOOGLETEST:
        return PreparedSuite(suite.framework, suite.placement, placed, entry)
    leave_out = "" if is_header(entry) else entry
    limits = compile_limits(task.limits)
    return _compiled_suite(suite, engine.run(_googletest_job(placed, leave_out, limits), stop), limits)


_NODE_STUB = (
    'const fs = require("fs");\n'
    'module.exports = require("FOLDERrecrutr/remote.js").described(fs.readFileSync("recrutr/interface"));\n'
)


def _suite_of(group: TaskGroup) -> Suite:
    if group.suite is None:
        raise ValueError(f"the group {group.name} has no framework")
    return group.suite


def _entry(task: Task, framework: Framework) -> str:
    """What tests import as the candidate's code: the entry of their own language, or its usual name."""
    own = task.solved_in.get(framework.language)
    usual = {LanguageId.PYTHON: "solution.py", LanguageId.JAVASCRIPT: "solution.js", LanguageId.CPP: "solution.hpp"}
    return own.entry if own else usual[framework.language]


def _described(interface: Interface, framework: Framework, language: LanguageId) -> bytes:
    """Functions and classes: the names that tests use, and the names that the candidate's driver knows."""
    tests = framework.language
    functions = [[one.spelled(tests), one.wire_name(language), len(one.parameters)] for one in interface.functions]
    classes = [
        [
            owner,
            [
                [one.spelled(tests), one.spelled(language)]
                for one in members
                if not one.name.endswith(f".{CONSTRUCTOR}")
            ],
        ]
        for owner, members in interface.classes.items()
    ]
    return encode([functions, classes])


def _googletest_job(files: tuple[SourceFile, ...], leave_out: str, limits: Limits) -> Job:
    language = languages()[LanguageId.CPP]
    argv = language.compile_command([one.name for one in files if one.name != leave_out], "recrutr_main.cpp")
    argv = (*argv, "-I.", "-lgtest", "-pthread")
    return Job(argv, files, limits=limits, artifacts=language.artifacts, layer=language.layer, repeatable=True)


def _compiled_suite(suite: Suite, outcome: Outcome, limits: Limits) -> PreparedSuite | SuiteFailure:
    program = outcome.artifacts.get("program")
    if not outcome.succeeded or program is None:
        return SuiteFailure(safe_text(outcome.stderr + outcome.stdout) or ending_of(outcome, limits).reason)
    return PreparedSuite(suite.framework, suite.placement, (SourceFile("program", program, executable=True),), "")


def run_framework_test(test: FrameworkTest, suite: PreparedSuite, given: Conditions) -> CallResult:
    """Run one test, near its time limit several times. Raises EngineFault, Stopped."""
    return given.settled(lambda: _run(test, suite, given), lambda result: result.outcome)


def _run(test: FrameworkTest, suite: PreparedSuite, given: Conditions) -> CallResult:
    nonce = secrets.token_hex(NONCE_CHARACTERS // 2).encode()
    layer = languages()[suite.framework.language].layer
    argv = _argv(suite, test, given.watched)
    if suite.placement is Placement.TOGETHER:
        files = (*suite.files, SourceFile("recrutr/placement", suite.placement.encode()))  # so that the folder is there
        outcome = given.engine.run(Job(argv, files, nonce, given.watched, (REPORT,), layer), given.stop)
        return _judged(test, outcome, None, given.limits, nonce)
    first = Job(argv, (*suite.files, SourceFile("recrutr/nonce", nonce)), b"", given.watched, (REPORT,), layer)
    compiled = given.driven.compiled
    second = job_of(compiled, Feed(arguments=given.driven.arguments), given.watched)
    talk = given.dialogues.run(first, second, given.stop)
    return _judged(test, talk.first, compiled.read_ending(talk.second), given.limits, nonce)


def _argv(suite: PreparedSuite, test: FrameworkTest, limits: Limits) -> tuple[str, ...]:
    if suite.framework is Framework.GOOGLETEST:
        return ("./program", test.name)
    python, node = languages()[LanguageId.PYTHON], languages()[LanguageId.JAVASCRIPT]
    if suite.framework is Framework.PYTEST:
        run = python.run_command("recrutr/run_pytest.py", limits.memory_bytes)
        return (*run, suite.placement.value, module_name(suite.entry), test.name)
    file, _, name = test.name.partition("::")
    run = node.run_command(file, limits.memory_bytes)
    return (
        *run[:-1],
        "--require=./recrutr/report.js",
        f"--test-name-pattern=^{re.escape(name).replace('/', chr(92) + '/')}$",
        "--test-reporter=./recrutr/report.mjs",
        "--test-reporter-destination=stderr",
        file,
    )


def _judged(
    test: FrameworkTest, outcome: Outcome, candidate: Outcome | None, limits: Limits, nonce: bytes
) -> CallResult:
    """The verdict: limits first, then what the test reported and shipped out."""
    measured = candidate or outcome
    for one in filter(None, (candidate, outcome)):
        ending = ending_within(one, limits)
        if ending.verdict not in {None, Verdict.RUN_TIME_ERROR}:
            return CallResult(ending.verdict or Verdict.RUN_TIME_ERROR, ending.reason, measured)
    try:
        events = _events(outcome.artifacts.get(REPORT, b""), nonce)
    except WireFault as error:
        return CallResult(Verdict.WRONG_ANSWER, f"The report of the test cannot be read: {error}.", measured)
    verdict, reason = _told(test, events, apart=candidate is not None)
    if verdict is Verdict.RUN_TIME_ERROR:
        reason = f"{reason} {safe_text(outcome.stderr[-2000:])}".strip()
    return CallResult(verdict, reason, measured)


def _told(test: FrameworkTest, events: list[list[Any]], *, apart: bool) -> tuple[Verdict, str]:
    ends = [event[1:] for event in events if event[0] == "ended"]
    if not ends:
        return Verdict.RUN_TIME_ERROR, "The test ended without a result."
    name, word, message = ends[-1]
    # Apart, nobody but the author can have caused these two.
    fault = Verdict.JUDGE_ERROR if apart else Verdict.WRONG_ANSWER
    if len(ends) != 1 or not isinstance(name, str) or name.rpartition("::")[2] != test.name.rpartition("::")[2]:
        return fault, f"Instead of {test.name} something else was run."
    if word == "skipped":
        return fault, "The test was skipped."
    if word != "passed":
        return Verdict.WRONG_ANSWER, safe_text(str(message).encode("utf-8", "replace"))
    said = _shipped(test, events)
    return (Verdict.WRONG_ANSWER, said) if said else (Verdict.ACCEPTED, "")


def _events(data: bytes, nonce: bytes) -> list[list[Any]]:
    source = io.BytesIO(data)
    found = []
    while (payload := read_frame(source, nonce)) is not None:
        event = decode(payload)
        lengths = {"ended": 4, "expect": 3}
        if not isinstance(event, list) or not event or not isinstance(event[0], str):
            raise WireFault("not an event")
        if lengths.get(event[0]) != len(event):
            raise WireFault("not an event")
        found.append(event)
    return found


def _shipped(test: FrameworkTest, events: list[list[Any]]) -> str:
    """Where the values that were shipped out are not the expected ones: each exactly once, and no other."""
    shipped = [(event[1], event[2]) for event in events if event[0] == "expect"]
    names = [name for name, _ in shipped]
    if not test.expected:
        return "" if not names else "The test ships values out for which nothing is expected."
    if any(names.count(name) != 1 for name in test.expected) or len(names) != len(test.expected):
        return f"Shipped out were {names}, expected is each of {list(test.expected)} once."
    return next(filter(None, (difference(test.expected[name], value) for name, value in shipped)), "")
