"""The candidate's program as a test meets it: their files, the files given, and our driver for the language.

Guarantees: only files that the task lets candidates write are taken from them; what goes into the box is code and
nothing of a test.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import TypeVar

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.engine import Engine, Limits, Outcome, Plan
from runner.execution import Compiled, CompileFailure, Runs, compile_program, parse_messages
from runner.judging.stations import Dialogues, Stations, compile_limits, watched
from runner.judging.timing import NEAR_TO, least_disturbed
from runner.languages import languages
from runner.packages.model import Program
from runner.tasks.description.model import Task, TaskLanguage
from runner.tasks.sources import cpp, go, java, rust

FOLDER = "recrutr/"
_VALUES = {"recrutr/recrutr_values.py": "values.py"}
_DRIVERS: Mapping[LanguageId, Mapping[str, str]] = {
    LanguageId.PYTHON: {"recrutr/driver.py": "boxed/driver.py", **_VALUES},
    LanguageId.JAVASCRIPT: {"recrutr/driver.js": "boxed/driver.js", "recrutr/values.js": "boxed/values.js"},
    LanguageId.CPP: {"recrutr/values.hpp": "boxed/values.hpp"},
    LanguageId.JAVA: {"recrutr/Driver.java": "boxed/Driver.java", "recrutr/Values.java": "boxed/Values.java"},
    LanguageId.GO: {"recrutr/driver.go": "boxed/driver.go", "recrutr/values.go": "boxed/values.go"},
    LanguageId.RUST: {"recrutr/driver.rs": "boxed/driver.rs", "recrutr/values.rs": "boxed/values.rs"},
}
_MAINS = {
    LanguageId.PYTHON: "recrutr/driver.py",
    LanguageId.JAVASCRIPT: "recrutr/driver.js",
    LanguageId.CPP: "recrutr_driver.cpp",
    LanguageId.JAVA: java.MAIN,
    LanguageId.GO: go.MAIN,
    LanguageId.RUST: rust.MAIN,
}
_HEADERS = (".hpp", ".hh", ".h")

_T = TypeVar("_T")


@dataclass(frozen=True)
class Driven:
    """A candidate's program with our driver, ready to be called; `arguments` start it."""

    language: LanguageId
    compiled: Compiled
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Conditions:
    """Under which the tests of one submission run. Must be closed: it keeps one station for each thread at work.

    `limits` decide; a program is watched beyond its time, up to `watched`, so that near the limit the least disturbed
    of several runs can count, as in the judge of packages.
    """

    driven: Driven
    limits: Limits
    watched: Limits
    engine: Engine
    stations: Stations
    dialogues: Dialogues
    stop: threading.Event | None = None

    def settled(self, run: Callable[[], _T], clock: Callable[[_T], Outcome]) -> _T:
        """The run that counts. Raises EngineFault when the machine had no time for any."""
        return least_disturbed(run, clock, self.limits.cpu_ms, self.watched)

    def close(self) -> None:
        """Let the stations go."""
        self.stations.close()
        self.dialogues.close()


@dataclass(frozen=True)
class Watch:
    """Who watches the runs of a submission: until how many times its time limit, and what may stop them."""

    patience: float = NEAR_TO
    stop: threading.Event | None = None


def conditions(task: Task, driven: Driven, engine: Engine, watch: Watch) -> Conditions:
    """The conditions that a task sets."""
    longest = watched(task.limits, watch.patience)
    limits = replace(longest, cpu_ms=task.limits.time_limit_ms)
    compiled = driven.compiled
    stations = Stations(engine, Plan(compiled.box_limits(longest), compiled.layer))
    return Conditions(driven, limits, longest, engine, stations, Dialogues(engine), watch.stop)


def boxed(names: Mapping[str, str]) -> dict[str, bytes]:
    """Files of ours by their name in the box, from their name beside this module."""
    folder = resources.files(__package__ or "runner.tasks")
    return {name: folder.joinpath(*own.split("/")).read_bytes() for name, own in names.items()}


def candidate_files(task: Task, program: Program) -> dict[str, bytes]:
    """The files given, with those that the candidate may write replaced by theirs. Raises InvalidInput for others.

    A single file of any name is the task's single editable file.
    """
    own = task.own(program)
    handed_in = dict(program.files)
    if len(own.editable) == 1 and len(handed_in) == 1:
        handed_in = {own.editable[0]: next(iter(handed_in.values()))}
    for name in handed_in:
        if name not in own.editable:
            limit = ", ".join(own.editable)
            raise InvalidInput("files", limit, f"{name!r} is not a file to hand in; those are {limit}.")
    return {**own.starter, **handed_in}


def drive(
    task: Task, program: Program, engine: Runs, stop: threading.Event | None = None
) -> tuple[Driven | CompileFailure, str]:
    """Compile (or check) a candidate's program with its driver. Raises EngineFault, Stopped, InvalidInput."""
    own = task.own(program)
    files = {**candidate_files(task, program), **boxed(_DRIVERS[own.language])}
    main = _MAINS[own.language]
    files |= _made(task, own, files)
    if own.language is LanguageId.JAVASCRIPT:
        main = own.entry  # its syntax is checked, not the driver's
    result, said = compile_program(
        Program(program.name, own.language, files, main), engine, compile_limits(task.limits), stop
    )
    if isinstance(result, CompileFailure):
        # The lines that the editor shows are those of the candidate's file, not of the driver's.
        messages = parse_messages(languages()[own.language], said, own.editable[0], own.starter)
        return replace(result, messages=messages), said
    compiled = replace(result, main=languages()[own.language].start_of({}, _MAINS[own.language]))
    return Driven(own.language, compiled, arguments_of(own)), said


def arguments_of(own: TaskLanguage) -> tuple[str, ...]:
    """What the driver is told: which module of the candidate's to load."""
    if own.language is LanguageId.PYTHON:
        return (module_name(own.entry),)
    return (own.entry,) if own.language is LanguageId.JAVASCRIPT else ()


def module_name(entry: str) -> str:
    """The Python module of a file."""
    return entry.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")


def is_header(name: str) -> bool:
    """Whether it is a C++ header."""
    return name.endswith(_HEADERS)


def _made(task: Task, own: TaskLanguage, files: dict[str, bytes]) -> dict[str, bytes]:
    """What is made from the interface for compiled languages."""
    interface, entry, main = task.interface, own.entry, _MAINS[own.language]
    match own.language:
        case LanguageId.CPP:
            return _cpp_files(task, own, files)
        case LanguageId.JAVA:
            return {main: java.driver(interface, entry).encode()}
        case LanguageId.GO:
            return {**go.MODULE, main: go.driver(interface, entry).encode()}
        case LanguageId.RUST:
            return {main: rust.driver(interface, entry).encode()}
        case _:
            return {}


def _cpp_files(task: Task, own: TaskLanguage, files: dict[str, bytes]) -> dict[str, bytes]:
    entry = own.entry
    if not is_header(entry):
        # The driver includes the candidate's only file; under its own name it would be compiled a second time.
        text = f'#line 1 "{entry}"\n'.encode() + files.pop(entry)
        files["recrutr/entry.inc"] = text
        entry = "recrutr/entry.inc"
    return {"recrutr_driver.cpp": cpp.driver(task.interface, entry).encode()}
