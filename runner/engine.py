"""The port of the sandbox: a job goes in, an outcome comes out.

Guarantees: one job runs in one fresh box; a failing *program* is an `Outcome`; a failing *sandbox* raises EngineFault
with words for a lay person and one fix. Nothing here knows of Docker; `runner/boxes/docker_engine.py` implements it.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, Protocol, Self

from protocol.errors import InvalidInput, RecrutrError

KIB = 1024
MIB = 1024 * KIB
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
    `last_wall_ms`.
    """

    cpu_ms: int = 2_000
    wall_ms: int = 8_000
    memory_bytes: int = 256 * MIB
    output_bytes: int = 8 * MIB
    processes: int = 64
    file_bytes: int = 64 * MIB

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
class Job:
    """One execution. `artifacts` names regular files to bring back from the working folder after the end."""

    argv: tuple[str, ...]
    files: tuple[SourceFile, ...] = ()
    stdin: bytes = b""
    limits: Limits = field(default_factory=Limits)
    artifacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How a program ended. Exactly one of `exit_code` and `signal` is set, unless the box itself was ended by memory.

    `memory_bytes` is the largest resident size of any of its processes. `timed_out` names the clock that ended it.
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
    artifacts: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def succeeded(self) -> bool:
        """Ended by itself with exit code 0 inside every limit."""
        return self.exit_code == 0 and not (self.oom or self.output_exceeded or self.timed_out)


class Stopped(RecrutrError):
    """Somebody asked for the run to be stopped; nothing is wrong with the program or the sandbox."""

    def __init__(self) -> None:
        super().__init__("run.stopped", "The run was stopped.")


class Engine(Protocol):
    """A sandbox. Safe to use from several threads."""

    @property
    def image_digest(self) -> str:
        """The content digest (`sha256:…`) of the image in which programs run. Raises EngineFault."""
        ...

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run one job in a fresh box and throw the box away.

        Raises EngineFault when the sandbox fails, Stopped when `stop` is set meanwhile.
        """
        ...

    def close(self) -> None:
        """End what the engine keeps ready. Safe to call twice."""
        ...


class Box(Protocol):
    """A fresh, hardened place for one execution."""

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run the one job. Raises EngineFault, Stopped."""
        ...

    def discard(self) -> None:
        """Remove the box and everything in it. Safe to call twice; must be called."""
        ...


class Boxes(Protocol):
    """Where boxes come from: made on demand now, from a warm pool when there is one."""

    def acquire(self, job: Job) -> Box:
        """A box that nobody has used, in which the limits of `job` bite. Raises EngineFault."""
        ...

    def close(self) -> None:
        """Remove what is kept ready."""
        ...
