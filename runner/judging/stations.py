"""Stations in which one program runs many times, and the authors' programs that use them.

Guarantees: a program is compiled once, at its first use; each run has a fresh box in a station that no other thread
uses meanwhile; a station whose sandbox failed is never used again. Must not know what a run means.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from runner.engine import (
    MIB,
    Conversation,
    Dialogue,
    Engine,
    Job,
    Limits,
    Outcome,
    Plan,
    SourceFile,
    Station,
    ticker,
)
from runner.execution import Compiled, CompileFailure, compile_program
from runner.judging.timing import NEAR_TO
from runner.packages.model import ProblemLimits, Program

PROGRAM_FOLDER = "validator"
"""Where the authors' programs lie in their box; the working folder above it is for what they are given."""
FEEDBACK_FOLDER = "feedback"
_ROOM_TO_COMPUTE = 2
_QUICK_MS = 20
"""Of a program that takes longer, the ways to a station and back are the smaller part, and a job that waits behind
another while a station stands idle costs more than they do."""
_LOOK_S = 0.1
_KEEP = ".keep"
"""A box has only folders that hold something."""


class AuthorsError(Exception):
    """A program of the authors does not work. `str()` is for the authors; a judgement turns it into a judge error."""


@dataclass(eq=False)
class _Used:
    """A station, and how many jobs are in its hands."""

    station: Station
    jobs: int = 0
    healthy: bool = True


class Stations:
    """Stations of one plan, opened when they are needed, closed together.

    As many as threads run jobs at once, but not more than `most`: beyond that, while the program is `quick`, a job is
    handed to a station that still runs another; else it waits for one that stands idle.
    """

    def __init__(self, engine: Engine, plan: Plan, most: int | None = None) -> None:
        self._engine, self._plan, self._most = engine, plan, most
        self._changed = threading.Condition()
        self._open: list[_Used] = []
        self._quick = False

    @property
    def room(self) -> int:
        """How many jobs each station may have in its hands, as things stand."""
        return min((used.station.room for used in self._open), default=1) if self._quick else 1

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run one job in a fresh box. Raises EngineFault, Stopped."""
        self._fit(job)
        used = self._enter(ticker(stop))
        outcome = None
        try:
            outcome = used.station.run(job, stop)
            return outcome
        finally:
            self._leave(used, outcome)

    def _enter(self, tick: Callable[[], None]) -> _Used:
        with self._changed:
            while (used := self._place()) is None:
                self._changed.wait(_LOOK_S)
                tick()
            used.jobs += 1
            return used

    def _place(self) -> _Used | None:
        least = min((used for used in self._open if used.healthy), key=lambda used: used.jobs, default=None)
        if least is not None and least.jobs == 0:
            return least
        if self._most is None or len(self._open) < self._most:
            self._open.append(_Used(self._engine.open(self._plan)))
            return self._open[-1]
        return least if least is not None and self._quick and least.jobs < least.station.room else None

    def _leave(self, used: _Used, outcome: Outcome | None) -> None:
        with self._changed:
            used.jobs -= 1
            used.healthy = used.healthy and outcome is not None
            self._quick = outcome is not None and outcome.wall_ms <= _QUICK_MS
            gone = not used.healthy and not used.jobs
            if gone:
                self._open.remove(used)
            self._changed.notify_all()
        if gone:
            used.station.close()

    def _fit(self, job: Job) -> None:
        """Let stations opened from here on be large enough for the inputs of this job, too."""
        with self._changed:
            if job.input_bytes <= self._plan.input_bytes:
                return
            self._plan = replace(self._plan, input_bytes=Plan.for_job(job).input_bytes)
        self.close()

    def close(self) -> None:
        """Close what is open and not in use. Safe to call twice."""
        with self._changed:
            idle = [used for used in self._open if not used.jobs]
            self._open = [used for used in self._open if used.jobs]
        for used in idle:
            used.station.close()


class Dialogues:
    """As many dialogues of a submission with a validator as threads hold conversations at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._idle: list[Dialogue] = []

    def run(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        """Run two jobs, connected, each in a fresh box. Raises EngineFault, Stopped."""
        with self._lock:
            dialogue = self._idle.pop() if self._idle else None
        dialogue = dialogue or self._engine.open_dialogue(Plan.for_job(first), Plan.for_job(second))
        healthy = False
        try:
            talk = dialogue.run(first, second, stop)
            healthy = True
        finally:
            if not healthy:
                dialogue.close()
        with self._lock:
            self._idle.append(dialogue)
        return talk

    def close(self) -> None:
        """Close what is open and not in use. Safe to call twice."""
        with self._lock:
            dialogues, self._idle = self._idle, []
        for dialogue in dialogues:
            dialogue.close()


@dataclass(frozen=True)
class Given:
    """What one run of an authors' program gets. Files keep their names in its working folder.

    `feedback` is what its feedback folder holds at the start; None: there is none. The folder's name stands between
    `arguments` and `flags` on the command line.
    """

    arguments: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    stdin: bytes = b""
    feedback: Mapping[str, bytes] | None = None


class AuthorProgram:
    """A validator or grader. `kind` is what it is called in messages ("output validator")."""

    def __init__(self, kind: str, program: Program, limits: ProblemLimits, engine: Engine) -> None:
        self.kind, self.program = kind, program
        self.limits = validation_limits(limits)
        self._compile_limits = compile_limits(limits)
        self._engine = engine
        self._lock = threading.Lock()
        self._result: Compiled | CompileFailure | None = None
        self._stations: Stations | None = None

    def job(self, given: Given, stop: threading.Event | None = None) -> Job:
        """The job of one run. Raises AuthorsError when the program does not compile, EngineFault, Stopped."""
        compiled, _ = self._ready(stop)
        return self._job(compiled, given)

    def run(self, given: Given, stop: threading.Event | None = None) -> Outcome:
        """Run once in a fresh box. Raises AuthorsError, EngineFault, Stopped."""
        compiled, stations = self._ready(stop)
        return stations.run(self._job(compiled, given), stop)

    def close(self) -> None:
        """Close its stations. Safe to call twice."""
        if self._stations is not None:
            self._stations.close()

    def _ready(self, stop: threading.Event | None) -> tuple[Compiled, Stations]:
        with self._lock:
            if self._result is None:
                self._result, _ = compile_program(self.program, self._engine, self._compile_limits, stop)
            if isinstance(self._result, CompileFailure):
                raise AuthorsError(f"The {self.kind} {self.program.name} does not compile: {self._result.output}")
            if self._stations is None:
                self._stations = Stations(self._engine, Plan(self.limits, self._result.layer))
            return self._result, self._stations

    def _job(self, compiled: Compiled, given: Given) -> Job:
        # What is given may come from a candidate: no name of it may reach into the program's folders.
        top = {name.split("/")[0] for name in given.files}
        folder, feedback = _free(PROGRAM_FOLDER, top), _free(FEEDBACK_FOLDER, top)
        placed = compiled.placed_in(f"{folder}/")
        files = [*placed.files, *(SourceFile(name, data) for name, data in given.files.items())]
        wanted: tuple[str, ...] = ()
        if given.feedback is not None:
            wanted = (f"{feedback}/",)
            kept = {_KEEP: b"", **given.feedback}
            files += [SourceFile(f"{feedback}/{name}", data) for name, data in kept.items()]
        argv = placed.argv(self.limits.memory_bytes, (*given.arguments, *wanted, *given.flags))
        return Job(argv, tuple(files), given.stdin, self.limits, wanted, compiled.layer)


def feedback_of(outcome: Outcome) -> dict[str, bytes]:
    """What the program left in its feedback folder, by name in it."""
    notes = {name.partition("/")[2]: data for name, data in outcome.artifacts.items()}
    return {name: data for name, data in notes.items() if name and name != _KEEP}


def watched(limits: ProblemLimits, patience: float) -> Limits:
    """Limits of a submission that is watched until `patience` times its time limit, to see how far beyond it gets.

    One that waits gains nothing by patience: its wall clock is always the same, if only it leaves room to compute.
    """
    longest = Limits.for_cpu(round(limits.time_limit_ms * patience), limits.memory_bytes, limits.output_bytes)
    usual_wall_ms = Limits.for_cpu(round(limits.time_limit_ms * NEAR_TO)).wall_ms
    wall_ms = max(min(longest.wall_ms, usual_wall_ms), _ROOM_TO_COMPUTE * longest.cpu_ms)
    return replace(longest, wall_ms=wall_ms, file_writing=limits.file_writing)


def compile_limits(limits: ProblemLimits) -> Limits:
    """Limits of the compiler for this problem."""
    return Limits.for_cpu(limits.compilation_time_ms, limits.compilation_memory_bytes, MIB)


def validation_limits(limits: ProblemLimits) -> Limits:
    """Limits of a validator for this problem."""
    usual = Limits.for_cpu(limits.validation_time_ms, limits.validation_memory_bytes, limits.validation_output_bytes)
    return replace(usual, file_bytes=max(usual.file_bytes, limits.validation_output_bytes))


def _free(name: str, taken: set[str]) -> str:
    return name if name not in taken else _free(name + "_", taken)
