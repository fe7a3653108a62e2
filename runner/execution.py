"""Compiling and running one program through an engine, and what an outcome means.

Guarantees: compiled once, every run in a fresh box; how a program ended is told apart from how the sandbox did. Must
not know of problems, tests or answers.
"""

from __future__ import annotations

import itertools
import signal
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from protocol.errors import EngineFault
from protocol.saying import to_say
from protocol.verdicts import Verdict
from runner.engine import BUSY, COMMON_LAYER, COMPILE_LIMITS, Job, Limits, Outcome, Plan, SourceFile, Warm
from runner.languages import Language, languages
from runner.packages.model import Program
from runner.telling.shown import safe_text

BUSY_WORDS = to_say(
    "The machine was too busy to run it: it stood ready but did not get the processor. This says nothing about the "
    "program. Run it again when the machine has less to do."
)
_BUILD = "build"
_BUILD_FOLDER = "program/"
"""Build scripts run in a folder of their own, so that all they leave can be brought back."""


_KEEP = ".keep"
"""An empty file that makes an artifact's folder be there before the compiler, which may not make it."""


class Runs(Protocol):
    """Whatever runs jobs: an engine (a station for each) or an open station (a fresh box for each)."""

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run one job. Raises EngineFault, Stopped."""
        ...


@dataclass(frozen=True)
class CompilerMessage:
    """One remark of a compiler; `line` and `column` count from 1 in the candidate's file.

    `file` names it where a program has several, else it is empty.
    """

    line: int | None
    column: int | None
    severity: str
    text: str
    file: str = ""


@dataclass(frozen=True)
class Compiled:
    """A program ready to run: its files, and what starts (`main`, a file or a class).

    `folder` prefixes every file (empty or ending in `/`).

    Without `language` its own script starts it.
    """

    language: Language | None
    files: tuple[SourceFile, ...]
    main: str
    folder: str = ""

    def placed_in(self, folder: str) -> Compiled:
        """The same program with its files in a folder of the box."""
        files = tuple(replace(file, name=folder + file.name) for file in self.files)
        return replace(self, files=files, folder=folder)

    def argv(self, memory_bytes: int, arguments: tuple[str, ...] = ()) -> tuple[str, ...]:
        """How to start it."""
        if self.language is None:
            return (*_script(self.main, self.files, self.folder), *arguments)
        names = [file.name for file in self.files]
        return (*self.language.run_command(self.main, memory_bytes, self.folder, names), *arguments)

    def plan(self, limits: Limits, ready: int = 0) -> Plan:
        """What a station for many runs of this program is made for, and for how many a box stands ready."""
        warmed = self.language is not None and self.language.warm
        warm = Warm(self.argv(limits.memory_bytes), self.folder + self.main) if warmed else None
        return Plan(self.box_limits(limits), self.layer, warm, ready=0 if warmed else ready)

    def box_limits(self, limits: Limits) -> Limits:
        """The limits of the box in which the program may use `limits`."""
        return limits if self.language is None else self.language.limits_for(limits)

    def read_ending(self, outcome: Outcome) -> Outcome:
        """The outcome, in which it counts as out of memory when the runtime, and not the box, kept it in its limit."""
        pattern = self.language.memory_pattern if self.language is not None else None
        said = outcome.stderr.decode("utf-8", "replace") if pattern is not None and not outcome.succeeded else ""
        return replace(outcome, oom=True) if pattern is not None and pattern.search(said) else outcome

    @property
    def layer(self) -> str:
        """The image layer in which it runs."""
        return COMMON_LAYER if self.language is None else self.language.layer


@dataclass(frozen=True)
class CompileFailure:
    """The program does not compile; `output` is what the compiler said, or which limit it ran into."""

    output: str
    messages: tuple[CompilerMessage, ...] = ()


@dataclass(frozen=True)
class Ending:
    """How a program ended, in a verdict and one sentence. `verdict` None: it ended well; its output decides."""

    verdict: Verdict | None
    reason: str


@dataclass(frozen=True)
class Feed:
    """What one run gets: input, arguments and further files of the test."""

    stdin: bytes = b""
    arguments: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


def compile_program(
    program: Program, engine: Runs, limits: Limits = COMPILE_LIMITS, stop: threading.Event | None = None
) -> tuple[Compiled | CompileFailure, str]:
    """Compile in a box of its own; also what the compiler said. Raises EngineFault, Stopped."""
    if program.language is None:
        return _build(program, engine, limits, stop)
    language = languages()[program.language]
    strange = [name for name in program.files if name.rpartition("/")[2].startswith("@")]
    if strange:
        # Compilers hand bare names on to their parts, and these read `@name` as a file of options.
        return CompileFailure(to_say("A file name may not begin with @, as {name} does.", name=repr(strange[0]))), ""
    sources = tuple(SourceFile(name, content) for name, content in sorted(program.files.items()))
    start = language.start_of(program.files, program.main)
    argv = language.compile_command(program.files, program.main)
    if not argv:
        return Compiled(language, sources, start), ""
    folders = tuple(SourceFile(f"{name}{_KEEP}", b"") for name in language.artifacts if name.endswith("/"))
    warm = language.resident_compiler(program.files, program.main)
    job = Job(argv, sources + folders, b"", limits, language.artifacts, language.layer, repeatable=True, warm=warm)
    outcome = run_compiler(engine, job, limits, stop)
    said = safe_text((outcome.stderr + outcome.stdout).rstrip())
    kept = {name: data for name, data in outcome.artifacts.items() if not name.endswith(f"/{_KEEP}")}
    missing = [name for name in language.artifacts if not any(one.startswith(name) for one in kept)]
    if not outcome.succeeded or missing:
        ending = ending_of(outcome, limits)
        words = f"Compiling was ended: {ending.reason}" if ending.verdict is not Verdict.RUN_TIME_ERROR else ""
        output = "\n".join(part for part in (words, said) if part) or "The compiler gave no reason."
        return CompileFailure(output, parse_messages(language, said, program.main, program.files)), said
    if not language.artifacts:
        return Compiled(language, sources, start), said
    return Compiled(language, tuple(SourceFile(*one, executable=True) for one in sorted(kept.items())), start), said


def _build(
    program: Program, engine: Runs, limits: Limits, stop: threading.Event | None
) -> tuple[Compiled | CompileFailure, str]:
    """Let the program's own `build` script, if it has one, make what `run` needs; the whole folder is kept."""
    sources = tuple(SourceFile(name, data, executable=True) for name, data in sorted(program.files.items()))
    if _BUILD not in program.files:
        return Compiled(None, sources, program.main), ""
    placed = tuple(replace(file, name=_BUILD_FOLDER + file.name) for file in sources)
    argv = ("env", "-C", _BUILD_FOLDER, *_script(_BUILD, sources, ""))
    outcome = run_compiler(engine, Job(argv, placed, limits=limits, artifacts=(_BUILD_FOLDER,)), limits, stop)
    said = safe_text((outcome.stderr + outcome.stdout).rstrip())
    built = {name.removeprefix(_BUILD_FOLDER): data for name, data in outcome.artifacts.items()}
    if not outcome.succeeded or program.main not in built:
        missing = f"The build script made no file {program.main}." if outcome.succeeded else ""
        words = ending_of(outcome, limits).reason or missing
        return CompileFailure(f"Building was ended: {words}\n{said}".rstrip()), said
    kept = tuple(SourceFile(name, data, executable=True) for name, data in sorted(built.items()))
    return Compiled(None, kept, program.main), said


def run_compiler(engine: Runs, job: Job, limits: Limits, stop: threading.Event | None) -> Outcome:
    """Run a compiler; one that the machine had no time for says nothing about the source. Raises EngineFault."""
    outcome = engine.run(job, stop)
    if outcome.starved_within(limits):
        raise EngineFault(BUSY, to_say("The machine is too busy to compile. Try again when it has less to do."))
    return outcome


def _script(name: str, files: tuple[SourceFile, ...], folder: str) -> tuple[str, ...]:
    """How to start a script or binary; archives lose the mark that a file may be run, and shells the first line."""
    content = next((file.content for file in files if file.name == folder + name), b"")
    direct = content.startswith((b"#!", b"\x7fELF"))
    return (f"./{folder}{name}",) if direct else ("sh", f"{folder}{name}")


def job_of(compiled: Compiled, feed: Feed, limits: Limits) -> Job:
    """One run of a compiled program; files of the test replace files of the program."""
    placed = {file.name: file for file in compiled.files}
    placed.update({name: SourceFile(name, content) for name, content in feed.files.items()})
    argv = compiled.argv(limits.memory_bytes, feed.arguments)
    return Job(argv, tuple(placed.values()), feed.stdin, compiled.box_limits(limits), layer=compiled.layer)


def run_compiled(
    compiled: Compiled, feed: Feed, limits: Limits, engine: Runs, stop: threading.Event | None = None
) -> Outcome:
    """Run once in a fresh box. Raises EngineFault, Stopped."""
    return compiled.read_ending(engine.run(job_of(compiled, feed, limits), stop))


def layer_of(program: Program) -> str:
    """The image layer in which a program is compiled and run."""
    return COMMON_LAYER if program.language is None else languages()[program.language].layer


def ending_of(outcome: Outcome, limits: Limits) -> Ending:
    """The one table from outcomes to verdicts. CPU time decides before anything else.

    The words hold limits only and nothing that was measured, which would carry something of a hidden test out.
    """
    if outcome.timed_out == "cpu":
        return Ending(
            Verdict.TIME_LIMIT, to_say("It used more than {limit} of processor time.", limit=_seconds(limits.cpu_ms))
        )
    if outcome.output_exceeded or outcome.signal == signal.SIGXFSZ:
        into_file = to_say("It wrote a file larger than {limit}.", limit=_size(limits.file_bytes))
        to_us = to_say("It wrote more than {limit}.", limit=_size(limits.output_bytes))
        return Ending(Verdict.OUTPUT_LIMIT, to_us if outcome.output_exceeded else into_file)
    if outcome.oom:
        return Ending(
            Verdict.MEMORY_LIMIT, to_say("It needed more than {limit} of memory.", limit=_size(limits.memory_bytes))
        )
    if outcome.starved_within(limits):
        return Ending(Verdict.JUDGE_ERROR, BUSY_WORDS)
    if outcome.timed_out == "wall":
        waited = to_say(
            "It had not ended after {time}, though it used less than {limit} of processor time: it waits for "
            "something, such as more input, or sleeps.",
            time=_seconds(limits.wall_ms),
            limit=_seconds(limits.cpu_ms),
        )
        return Ending(Verdict.TIME_LIMIT, waited)
    return _own_ending(outcome)


def _own_ending(outcome: Outcome) -> Ending:
    if outcome.signal is not None:
        words = to_say(
            "It was ended by signal {number} ({meaning}).", number=outcome.signal, meaning=_signal_words(outcome.signal)
        )
        return Ending(Verdict.RUN_TIME_ERROR, words)
    if outcome.exit_code != 0:
        return Ending(
            Verdict.RUN_TIME_ERROR, to_say("It ended with exit code {code} instead of 0.", code=outcome.exit_code)
        )
    return Ending(None, "")


_PARSED_CHARACTERS, _MAX_MESSAGES = 16 * 1024, 100
"""What a compiler says is in part the candidate's own words; reading it must not take long, whatever they are."""


def parse_messages(
    language: Language, said: str, main: str, files: Collection[str] = ()
) -> tuple[CompilerMessage, ...]:
    """The compiler's first remarks on `main` or another of `files`, in its order; on any other file without a line."""
    found = []
    for match in itertools.islice(language.message_pattern.finditer(said[:_PARSED_CHARACTERS]), _MAX_MESSAGES):
        groups = match.groupdict()
        own = _own_file(groups.get("file") or main, main, files)
        column = int(groups["column"]) if own and groups.get("column") else None
        severity = "warning" if (groups.get("severity") or "").lower() == "warning" else "error"
        line = int(groups["line"]) if own else None
        found.append(CompilerMessage(line, column, severity, groups["text"], own if len(files) > 1 else ""))
    return tuple(found)


def _own_file(named: str, main: str, files: Collection[str]) -> str:
    """Which file a compiler means, by its path in the box or on the disk; empty: none of these."""
    named = named.removeprefix("./")
    if named in files:
        return named
    longest = max((one for one in files if named.startswith("/") and named.endswith(f"/{one}")), key=len, default="")
    if not longest and main.rpartition("/")[2] == named.rpartition("/")[2]:
        return main
    return longest


_SIGNALS = {
    signal.SIGSEGV: to_say("it touched memory that is not its own, or recursed too deeply"),
    signal.SIGBUS: to_say("it touched memory that is not there"),
    signal.SIGABRT: to_say(
        "it gave up by itself, as after a failed assertion, an exception that nobody caught, or when its own memory "
        "ran out"
    ),
    signal.SIGFPE: to_say("impossible arithmetic, such as a division by zero"),
    signal.SIGKILL: to_say("it was killed"),
    signal.SIGTERM: to_say("it was asked to end"),
    signal.SIGILL: to_say("an instruction that the processor does not know"),
    signal.SIGTRAP: to_say("a check of its own runtime failed"),
    signal.SIGPIPE: to_say("it wrote to where nobody reads any more"),
    signal.SIGSYS: to_say("it asked the system for what is not allowed here"),
}


def _signal_words(number: int) -> str:
    """The name of a signal, and what it means where that is known."""
    if number not in set(signal.Signals):
        return to_say("one without a name")
    name = signal.Signals(number)
    return to_say("{name}: {meaning}", name=name.name, meaning=_SIGNALS[name]) if name in _SIGNALS else name.name


def _seconds(count_ms: int) -> str:
    return f"{count_ms / 1000:g} s"


def _size(count: int) -> str:
    return f"{count / 2**20:g} MiB" if count >= 2**20 else f"{count / 2**10:g} KiB"
