"""Boxes: the places in which one program executes once. A `Cell` is one of several in a container, `Whole` all of it.

In a `Whole`, the agent itself is process 1, and the container is good for one job. Must use the standard library only.
"""
# ruff: noqa: D102, INP001, PTH102 - part of a script inside the image

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from typing import ClassVar, Protocol

import files
from program import WORK, become


@dataclass(frozen=True)
class Ended:
    """How the main process ended; `status` as wait(2) gives it, None when it was never seen to end."""

    status: int | None
    max_rss_kib: int
    at: float


class Children:
    """The processes of a box, as process 1 collects them when they have ended."""

    def __init__(self) -> None:
        self.main = 0
        self.status: int | None = None
        self.max_rss_kib, self.at = 0, 0.0

    def collect(self, *, block: bool) -> None:
        """All that have ended; with `block`, until there is none left."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, 0 if block else os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self.max_rss_kib = max(self.max_rss_kib, usage.ru_maxrss)
            if pid == self.main:
                self.status, self.at = status, time.monotonic()

    def end(self) -> Ended:
        """Kill all, collect all."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)  # one call is enough, the kernel lets no fork slip through
        self.collect(block=True)
        return Ended(self.status, self.max_rss_kib, self.at or time.monotonic())


class Pipes:
    """The three pipes of a program: our ends, and its ends until it has them."""

    def __init__(self) -> None:
        in_read, self.stdin = os.pipe()
        self.stdout, out_write = os.pipe()
        self.stderr, err_write = os.pipe()
        self.theirs = (in_read, out_write, err_write)
        for descriptor in (self.stdin, self.stdout, self.stderr):
            os.set_blocking(descriptor, False)

    def hand_over(self) -> None:
        """The program has its ends; ours of them are closed, so that the end of the program is seen."""
        for descriptor in self.theirs:
            os.close(descriptor)
        self.theirs = ()

    def close(self) -> None:
        """Of a box that nobody ran anything in."""
        for descriptor in (self.stdin, self.stdout, self.stderr):
            os.close(descriptor)


class Box(Protocol):
    """What the watch over a run needs."""

    pipes: Pipes
    folder: int
    """The working folder, as a descriptor: no name inside is ever opened through a path from outside."""
    wake: int
    """Becomes readable when `ended` may have news."""
    ours: set[str]
    """The processes that are not the program's, as the agent numbers them."""

    def settle(self) -> None:
        """From here on nothing of an earlier box runs or holds anything."""

    def start(self, argv: list[str], limits: dict[str, int]) -> None:
        """Start the program; a warm one is started already."""

    def ended(self) -> Ended | None:
        """How the main process ended, with nothing else left alive; None while it lives."""

    def kill(self) -> Ended:
        """End everything in the box."""

    def discard(self) -> None:
        """Remove what is left of the box."""


class Whole:
    """The container itself is the box."""

    warm = None
    ours: ClassVar[set[str]] = {"1"}

    def __init__(self) -> None:
        self.pipes, self._children = Pipes(), Children()
        os.mkdir(WORK, 0o700)
        self.folder = os.open(WORK, os.O_RDONLY | os.O_DIRECTORY)
        self.wake, poke = os.pipe()
        for descriptor in (self.wake, poke):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(poke, warn_on_full_buffer=False)

    def settle(self) -> None:
        pass

    def start(self, argv: list[str], limits: dict[str, int]) -> None:
        if not limits["file_writing"]:
            files.take_writing_away(self.folder)
        self._children.main = os.fork()
        if self._children.main == 0:
            become(argv, limits, self.pipes.theirs)
        self.pipes.hand_over()

    def ended(self) -> Ended | None:
        with contextlib.suppress(BlockingIOError):
            os.read(self.wake, 4096)
        self._children.collect(block=False)
        return self.kill() if self._children.status is not None else None

    def kill(self) -> Ended:
        return self._children.end()

    def discard(self) -> None:
        os.close(self.folder)
