"""The port of the sandbox: a job goes in, an outcome comes out.

A *station* is one hardened container made ready for one submission (or one click); each job that it runs has a fresh
box of its own inside, and nothing of one reaches the next. Guarantees: one job runs in one fresh box; a failing
*program* is an `Outcome`; a failing *sandbox* raises EngineFault with words for a lay person and one fix. Nothing here
knows of Docker; `runner/boxes/docker_engine.py` implements it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, Protocol, Self

from protocol.errors import InvalidInput, RecrutrError

KIB = 1024
MIB = 1024 * KIB
COMMON_LAYER = "common"
"""The image layer with the languages of nearly every assessment; `runner/languages` says which language is where."""
USUAL_INPUT_BYTES = 8 * MIB
"""Sources and standard input of one job, unless a plan says more; the container's memory has room for them."""
MAX_FOLDER_FILES = 256
"""Of a folder among the artifacts (compiled classes, a validator's notes) no more files than this come back."""
BUSY = "engine.busy"
"""The code of the fault when the machine has no time for a program."""
MAX_STDERR_BYTES = 64 * KIB
"""What is kept of standard error; the rest is read and thrown away, and counts towards the output limit."""


@dataclass(frozen=True)
class SourceFile:
    """A file put into the box before the program starts; `name` is relative, `/` separates folders."""

    name: str
    content: bytes
    executable: bool = False

    def __post_init__(self) -> None:
        parts = self.name.split("/")
        if not self.name or "\0" in self.name or any(part in {"", ".", ".."} for part in parts):
            raise InvalidInput("name", "a relative path without '..'", f"The file name {self.name!r} is not allowed.")


@dataclass(frozen=True)
class Limits:
    """What one run may use. CPU time decides; wall time only guards against programs that wait.

    Time for which a program stood ready but the machine was too busy for it prolongs the wall time, up to
    `last_wall_ms`. Without `file_writing`, files in the working folder can be read, and none made, changed or removed.
    """

    cpu_ms: int = 2_000
    wall_ms: int = 8_000
    memory_bytes: int = 256 * MIB
    output_bytes: int = 8 * MIB
    processes: int = 64
    file_bytes: int = 64 * MIB
    file_writing: bool = True

    @property
    def last_wall_ms(self) -> int:
        """When even a program that a busy machine kept waiting is ended."""
        return 4 * self.wall_ms + 10_000

    @classmethod
    def for_cpu(cls, cpu_ms: int, memory_bytes: int = 256 * MIB, output_bytes: int = 8 * MIB) -> Self:
        """Limits with the usual wall guard: a busy machine may take three times as long, plus two seconds."""
        return cls(cpu_ms, 3 * cpu_ms + 2_000, memory_bytes, output_bytes)


COMPILE_LIMITS = Limits(cpu_ms=30_000, wall_ms=90_000, memory_bytes=1024 * MIB, output_bytes=1 * MIB)
"""Compiling is judged too: a compiler can be made to run for ever (constexpr and template bombs)."""


@dataclass(frozen=True)
class Warm:
    """An interpreter that may be started before its program is known: `argv` opens `file` and waits for its text."""

    argv: tuple[str, ...]
    file: str


@dataclass(frozen=True)
class Job:
    """One execution, in the image of `layer`.

    `artifacts` names regular files to bring back from the working folder after the end; a name that ends in `/` is a
    folder, of which every regular file below comes back (at most MAX_FOLDER_FILES) under its relative name.
    `repeatable`: it comes to the same every time, as compilers do, so that its outcome may be remembered. `warm`: what
    may stand in for `argv` where it waits already. `settles_unless`, of the second in a conversation: when it ends
    without knowing of the first's end, and not with this exit code, then the first is ended soon after.
    """

    argv: tuple[str, ...]
    files: tuple[SourceFile, ...] = ()
    stdin: bytes = b""
    limits: Limits = field(default_factory=Limits)
    artifacts: tuple[str, ...] = ()
    layer: str = COMMON_LAYER
    repeatable: bool = False
    warm: Warm | None = None
    settles_unless: int | None = None

    @property
    def input_bytes(self) -> int:
        """All that goes into the box."""
        return len(self.stdin) + sum(len(file.content) for file in self.files)


@dataclass(frozen=True)
class Outcome:
    """How a program ended.

    Exactly one of `exit_code` and `signal` is set, unless the box itself was ended: by memory (`oom`), or with a
    conversation that was settled.
    `memory_bytes` is the largest resident size of any of its processes. `timed_out` names the clock that ended it.
    `ended_us` is when, on the monotonic clock of the machine that ran it. `starved_ms` is for how long the program
    stood ready without getting a processor; it is known of those that the wall clock ended. `heard_end`: in a
    conversation, it was told that the other says nothing more, which comes only when it waits for more.
    """

    exit_code: int | None
    signal: int | None
    cpu_ms: int
    wall_ms: int
    memory_bytes: int
    stdout: bytes = b""
    stderr: bytes = b""
    stdout_truncated: bool = False
    stderr_truncated: bool = False
    oom: bool = False
    output_exceeded: bool = False
    timed_out: Literal["cpu", "wall"] | None = None
    ended_us: int = 0
    heard_end: bool = False
    starved_ms: int = 0
    artifacts: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def succeeded(self) -> bool:
        """Ended by itself with exit code 0 inside every limit."""
        return self.exit_code == 0 and not (self.oom or self.output_exceeded or self.timed_out)

    def starved_within(self, limits: Limits) -> bool:
        """Whether the machine was too busy for it: without the time it stood ready, it was inside the wall clock."""
        if self.timed_out != "wall":
            return False
        own_ms = self.wall_ms - self.starved_ms
        return self.wall_ms >= limits.last_wall_ms or (self.starved_ms > 0 and own_ms <= limits.wall_ms)


@dataclass(frozen=True)
class Conversation:
    """Two programs that spoke with each other: the standard output of each was the standard input of the other.

    The outcomes hold no standard output. `ended_first` is the one that ended without knowing of the other's end: the
    second, if it never met it, else whichever main process ended first. No delay of the machine changes that. Only
    one direction of the talk ends then, the other program goes on inside its own limits, unless the second has settled
    it (`Job.settles_unless`).
    """

    first: Outcome
    second: Outcome
    ended_first: Literal["first", "second"]


@dataclass(frozen=True)
class Plan:
    """What is known of the jobs of a station before the first one: the most any of them may use, and the image.

    Jobs whose argv equals `warm.argv` find their interpreter started already. `input_bytes`: what sources and standard
    input of one job may come to. `ready`: how many boxes are to stand ready before the first job.
    """

    limits: Limits
    layer: str = COMMON_LAYER
    warm: Warm | None = None
    input_bytes: int = USUAL_INPUT_BYTES
    ready: int = 0

    def takes(self, job: Job) -> bool:
        """Whether a station made for this plan can run the job."""
        mine, wanted = self.limits, job.limits
        return (
            job.layer == self.layer
            and job.input_bytes <= self.input_bytes
            and wanted.memory_bytes <= mine.memory_bytes
            and wanted.output_bytes <= mine.output_bytes
            and wanted.file_bytes <= mine.file_bytes
            and wanted.processes <= mine.processes
            and wanted.file_writing == mine.file_writing
        )

    @classmethod
    def for_job(cls, job: Job) -> Self:
        """For one job alone; inputs in a few sizes, so that jobs like it find a station that stands ready."""
        size = USUAL_INPUT_BYTES
        while size < job.input_bytes:
            size *= 4
        return cls(job.limits, job.layer, input_bytes=size)


class Stopped(RecrutrError):
    """Somebody asked for the run to be stopped; nothing is wrong with the program or the sandbox."""

    def __init__(self) -> None:
        super().__init__("run.stopped", "The run was stopped.")


def ticker(stop: threading.Event | None) -> Callable[[], None]:
    """What those who wait call now and then: it raises Stopped once `stop` is set."""

    def tick() -> None:
        if stop is not None and stop.is_set():
            raise Stopped

    return tick


class Station(Protocol):
    """A container for the jobs of one submission, used by at most `room` threads at a time."""

    @property
    def room(self) -> int:
        """How many jobs it takes at once. It runs them one after the other, in the order in which they were given."""
        ...

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run one job in a fresh box. Raises EngineFault, Stopped."""
        ...

    def close(self) -> None:
        """Remove the container and everything in it. Safe to call twice; must be called."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Dialogue(Protocol):
    """Two containers for the conversations of one submission with one program of the authors, used by one thread."""

    def run(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        """Run two jobs, each in a fresh box, output of each connected to input of the other.

        `stdin` of both must be empty. Raises EngineFault, Stopped.
        """
        ...

    def close(self) -> None:
        """Remove both containers. Safe to call twice; must be called."""
        ...


class Person(Protocol):
    """Whoever sits before a running program: hears its output as it comes, and types. Called from two threads."""

    def heard(self, data: bytes) -> None:
        """Take a piece of what the program wrote to its standard output; must return at once."""
        ...

    def next_typed(self, timeout_s: float) -> bytes | None:
        """The next piece of its input; empty: no more comes. None when nothing was typed within the time."""
        ...


class Engine(Protocol):
    """A sandbox. Safe to use from several threads."""

    def image_digest(self, layer: str = COMMON_LAYER) -> str:
        """The content digest (`sha256:…`) of the image in which programs of this layer run. Raises EngineFault."""
        ...

    def open(self, plan: Plan) -> Station:
        """A station that nobody has used, ready ahead of time if it can be. Raises EngineFault."""
        ...

    def prepare(self, plan: Plan, stations: int = 1) -> None:
        """Say that so many stations for this plan will be opened soon; returns at once and never raises."""
        ...

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run one job in a station of its own.

        Raises EngineFault when the sandbox fails, Stopped when `stop` is set meanwhile.
        """
        ...

    def attend(self, job: Job, person: Person, stop: threading.Event | None = None) -> Outcome:
        """Run one job whose input is typed, and whose output is heard, while it runs; `stdin` must be empty.

        The outcome holds no standard output. Raises EngineFault, Stopped.
        """
        ...

    def open_dialogue(self, first: Plan, second: Plan) -> Dialogue:
        """Room for conversations; its containers are taken with the first one. Raises EngineFault."""
        ...

    def converse(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        """One conversation in a dialogue of its own. Raises EngineFault, Stopped."""
        ...

    def close(self) -> None:
        """End what the engine keeps ready. Safe to call twice."""
        ...
