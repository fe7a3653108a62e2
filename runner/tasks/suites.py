"""The test side of a framework group: its files with ours in one box, compiled where its language is.

Apart, what tests import as the candidate's code are stand-ins that call across, and nothing of the candidate's is among
the files. Together, the candidate's files are.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from protocol.verdicts import LanguageId
from runner.engine import Engine, Job, Limits, Outcome, SourceFile
from runner.execution import ending_of, run_compiler
from runner.judging.stations import compile_limits
from runner.languages import languages
from runner.packages.model import Program
from runner.tasks.description.interface import CONSTRUCTOR, Interface
from runner.tasks.description.model import Framework, FrameworkTest, Placement, Suite, Task, TaskGroup
from runner.tasks.driving import boxed, candidate_files, is_header, module_name
from runner.tasks.sources import cpp, go, java, rust
from runner.tasks.values import encode
from runner.telling.shown import safe_text

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
    Framework.JUNIT: {f"recrutr/{name}.java": f"boxed/{name}.java" for name in ("Values", "Expect", "RunJUnit")},
    Framework.GO_TEST: {"recrutr/values.go": "boxed/values.go", "recrutr/expect.go": "boxed/expect.go"},
    Framework.CARGO_TEST: {"recrutr/values.rs": "boxed/values.rs", "recrutr/expect.rs": "boxed/expect.rs"},
}
_REMOTE: Mapping[Framework, Mapping[str, str]] = {
    Framework.PYTEST: {"recrutr/remote.py": "boxed/remote.py"},
    Framework.NODE_TEST: {"recrutr/remote.js": "boxed/remote.js"},
    Framework.GOOGLETEST: {"recrutr/remote.hpp": "boxed/remote.hpp"},
    Framework.JUNIT: {f"recrutr/{name}.java": f"boxed/{name}.java" for name in ("Remote", "CandidateError")},
    Framework.GO_TEST: {"recrutr/remote.go": "boxed/remote.go"},
    Framework.CARGO_TEST: {"recrutr/remote.rs": "boxed/remote.rs"},
}
_RUNNING: Mapping[str, str] = {
    "recrutr/recrutr_values.py": "values.py",
    "recrutr/report.py": "boxed/report.py",
    "recrutr/run_program.py": "boxed/run_program.py",
}
"""Beside a test program of Go or Rust: what runs it and reports in its stead."""
_INTERPRETED = frozenset({Framework.PYTEST, Framework.NODE_TEST})
_JUNIT = ":".join(
    f"/usr/share/java/{name}.jar"
    for name in (
        *("junit-jupiter-api", "junit-jupiter-params", "junit-jupiter-engine"),
        *("junit-platform-commons", "junit-platform-engine", "junit-platform-launcher"),
        *("opentest4j", "apiguardian-api", "univocity-parsers"),
    )
)
"""Where Debian's package junit5 and what it stands on put them (image layer jvm)."""
_USUAL_ENTRY = {
    LanguageId.PYTHON: "solution.py",
    LanguageId.JAVASCRIPT: "solution.js",
    LanguageId.CPP: "solution.hpp",
    LanguageId.JAVA: "Solution.java",
    LanguageId.GO: "solution/solution.go",
    LanguageId.RUST: "solution.rs",
}


@dataclass(frozen=True)
class PreparedSuite:
    """The test side of a group, compiled where its language is."""

    framework: Framework
    placement: Placement
    files: tuple[SourceFile, ...]
    entry: str

    def argv(self, test: FrameworkTest, limits: Limits) -> tuple[str, ...]:
        """How one test is run."""
        memory = limits.memory_bytes
        language = languages()[self.framework.language]
        match self.framework:
            case Framework.GOOGLETEST:
                return ("./program", test.name)
            case Framework.JUNIT:
                run = language.run_command("recrutr.RunJUnit", memory)
                return (*_with_junit(run), self.placement.value, test.name)
            case Framework.GO_TEST:
                return ("python3", "recrutr/run_program.py", "go", test.name)
            case Framework.CARGO_TEST:
                return ("python3", "recrutr/run_program.py", "rust", test.name)
            case Framework.PYTEST:
                run = language.run_command("recrutr/run_pytest.py", memory)
                return (*run, self.placement.value, module_name(self.entry), test.name)
            case Framework.NODE_TEST:
                file, _, name = test.name.partition("::")
                return (
                    *language.run_command(file, memory)[:-1],
                    "--require=./recrutr/report.js",
                    f"--test-name-pattern=^{re.escape(name).replace('/', chr(92) + '/')}$",
                    "--test-reporter=./recrutr/report.mjs",
                    "--test-reporter-destination=stderr",
                    file,
                )


@dataclass(frozen=True)
class SuiteFailure:
    """The test side does not compile. Together that may be the candidate's fault, apart it is the author's."""

    output: str


def prepare_suite(
    task: Task, group: TaskGroup, program: Program, engine: Engine, stop: threading.Event | None = None
) -> PreparedSuite | SuiteFailure:
    """Everything a test of the group needs in its box. Raises EngineFault, Stopped."""
    suite = _suite_of(group)
    framework = suite.framework
    files = {**suite.files, **boxed(_SHARED[framework])}
    entry = _entry(task, framework)
    apart = suite.placement is Placement.APART
    if framework is Framework.GO_TEST:
        files |= {**go.MODULE, go.OVERLAY: go.UNLOCKED}
    elif framework is Framework.CARGO_TEST:
        files[rust.TESTS] = rust.tests(entry, suite.files, apart=apart).encode()
    if apart:
        other = task.own(program).language
        files |= {**boxed(_REMOTE[framework]), **_stand_ins(task.interface, framework, entry, other)}
    else:
        files |= candidate_files(task, program)
    placed = tuple(SourceFile(name, content) for name, content in sorted(files.items()))
    if framework in _INTERPRETED:
        return PreparedSuite(framework, suite.placement, placed, entry)
    limits = compile_limits(task.limits)
    job = _compiling(suite, placed, entry, limits)
    return _compiled_suite(suite, run_compiler(engine, job, limits, stop), limits)


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
    return own.entry if own else _USUAL_ENTRY[framework.language]


def _stand_ins(interface: Interface, framework: Framework, entry: str, other: LanguageId) -> dict[str, bytes]:
    """What tests import instead of the candidate's code, which is in the language `other`."""
    if framework is Framework.CARGO_TEST:
        return {entry: rust.stubs(interface, other).encode()}
    if framework is Framework.GOOGLETEST:
        return {entry: cpp.stubs(interface, other).encode()}
    if framework is Framework.GO_TEST:
        return {entry: go.stubs(interface, entry, other).encode()}
    if framework is Framework.JUNIT:
        return {name: text.encode() for name, text in java.stubs(interface, entry, other).items()}
    files = {"recrutr/interface": _described(interface, framework, other)}
    if framework is Framework.NODE_TEST:
        files[entry] = _NODE_STUB.replace("FOLDER", "../" * entry.count("/") or "./").encode()
    return files


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


def _compiling(suite: Suite, files: tuple[SourceFile, ...], entry: str, limits: Limits) -> Job:
    framework = suite.framework
    language = languages()[framework.language]
    names = [one.name for one in files]
    if framework is Framework.GOOGLETEST:
        leave_out = "" if is_header(entry) else entry
        argv = language.compile_command([name for name in names if name != leave_out], "recrutr_main.cpp")
        argv = (*argv, "-I.", "-lgtest", "-pthread")
    elif framework is Framework.GO_TEST:
        folder = next(iter(suite.files)).rpartition("/")[0]
        how = ("-c", f"-overlay={go.OVERLAY}", "-mod=mod", "-vet=off", "-o", "program")
        argv = ("env", "CGO_ENABLED=0", "GOMAXPROCS=2", "go", "test", *how, f"./{folder}")
    elif framework is Framework.CARGO_TEST:
        argv = (*language.compile_command(names, rust.TESTS), "--test")
    else:
        argv = _with_junit(language.compile_command(names, "recrutr/RunJUnit.java"))
        files = (*files, SourceFile("classes/.keep", b""))  # so that the folder is there
    return Job(argv, files, limits=limits, artifacts=language.artifacts, layer=language.layer, repeatable=True)


def _with_junit(argv: tuple[str, ...]) -> tuple[str, ...]:
    """A command of Java with JUnit among what it knows."""
    if "-cp" not in argv:
        return (argv[0], "-cp", _JUNIT, *argv[1:])
    place = argv.index("-cp") + 1
    return (*argv[:place], f"{argv[place]}:{_JUNIT}", *argv[place + 1 :])


def _compiled_suite(suite: Suite, outcome: Outcome, limits: Limits) -> PreparedSuite | SuiteFailure:
    made = tuple(SourceFile(name, data, executable=True) for name, data in sorted(outcome.artifacts.items()))
    if not outcome.succeeded or not made:
        return SuiteFailure(safe_text(outcome.stderr + outcome.stdout) or ending_of(outcome, limits).reason)
    if suite.framework in {Framework.GO_TEST, Framework.CARGO_TEST}:
        made += tuple(SourceFile(name, data) for name, data in boxed(_RUNNING).items())
    return PreparedSuite(suite.framework, suite.placement, made, "")
