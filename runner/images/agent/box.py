"""Boxes: the places in which one program executes once. `Cell` is one of several in a container, `Whole` is all of it.

A cell has fresh user, mount, process and IPC namespaces, new empty file systems wherever a program may write, and a
process 1 of its own, which is ours: it starts the program, ends everything when asked or when the program's main
process has ended, and reports. The kernel lets nobody inside kill, stop or look into process 1. In a `Whole`, the
agent itself is process 1, and the container is good for one job. Must use the standard library only.
"""
# ruff: noqa: D102, INP001, PTH112, PTH102, PTH103, PTH110, PTH120, PTH123, S108 - part of a script inside the image

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn, Protocol

import kernel
from program import WORK, become

_US = (os.getuid(), os.getgid())
"""Read before any clone: in a new namespace nobody has a number yet."""
_REPORT = struct.Struct("<iQd")
_WAIT_FOR_REPORT_S = 10
"""Killing and reaping a full box takes milliseconds; after this its process 1 is killed too."""
_NOSUID_NODEV = kernel.MS_NOSUID | kernel.MS_NODEV
_HIDDEN_FILES = ("kcore", "keys", "timer_list", "sched_debug", "latency_stats", "sysrq-trigger")
_HIDDEN_FOLDERS = ("/proc/acpi", "/proc/scsi", "/proc/fs", "/proc/bus", "/proc/irq", "/sys/fs/cgroup", "/dev/mqueue")
"""What engines hide in /proc, and the control group: its counters would tell a test about the tests before it."""


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

    def start(self, argv: list[str], limits: dict[str, int]) -> None:
        """Start the program; a warm one is started already."""

    def ended(self) -> Ended | None:
        """How the main process ended, with nothing else left alive; None while it lives."""

    def kill(self) -> Ended:
        """End everything in the box."""

    def discard(self) -> None:
        """Remove what is left of the box."""


class Cell:
    """See above. Raises OSError when this container cannot have any."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.pipes = Pipes()
        self.warm = plan["warm"]
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.wake = self._control.fileno()
        self._first = kernel.clone_apart()
        if self._first == 0:
            self._control.close()  # or its end would never be seen
            _be_first(theirs, self.pipes, plan)
        self.ours = {"1", str(self._first)}
        theirs.close()
        self.pipes.hand_over()
        words, descriptors, _, _ = socket.recv_fds(self._control, 1024, 1)
        if words != b"ready":
            os.waitpid(self._first, 0)
            code, _, said = words.decode().partition(" ")
            raise OSError(int(code), said)
        self.folder = descriptors[0]

    def start(self, argv: list[str], limits: dict[str, int]) -> None:
        if self.warm is None:
            self._control.send(json.dumps([argv, limits]).encode())

    def ended(self) -> Ended | None:
        if not select.select([self._control], [], [], 0)[0]:
            return None
        report = self._control.recv(1024)
        return self._read(report)

    def kill(self) -> Ended:
        self._control.send(b"kill")
        if not select.select([self._control], [], [], _WAIT_FOR_REPORT_S)[0]:
            os.kill(self._first, signal.SIGKILL)
        return self._read(self._control.recv(1024))

    def _read(self, report: bytes) -> Ended:
        if not report:  # process 1 is gone: only the kernel can have ended it, for memory
            return Ended(None, 0, time.monotonic())
        status, max_rss_kib, at = _REPORT.unpack(report)
        return Ended(None if status < 0 else status, max_rss_kib, at)

    def discard(self) -> None:
        os.close(self.folder)
        self._control.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._first, 0)


def _be_first(control: socket.socket, pipes: Pipes, plan: dict[str, Any]) -> NoReturn:
    """Process 1 of a cell."""
    try:
        for descriptor in (pipes.stdin, pipes.stdout, pipes.stderr):
            os.close(descriptor)
        nothing = os.open("/dev/null", os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nothing, descriptor)
        _furnish(plan)
        folder = os.open(WORK, os.O_RDONLY | os.O_DIRECTORY)
        if plan["warm"]:
            waiting = f"{WORK}/{plan['warm']['file']}"
            os.makedirs(os.path.dirname(waiting), mode=0o700, exist_ok=True)
            os.mkfifo(waiting, 0o600)
        kernel.drop_capabilities()
        kernel.shut_door()
        socket.send_fds(control, [b"ready"], [folder])
        os.close(folder)
        _First(control, pipes).serve(plan)
    except OSError as error:
        control.send(f"{error.errno or 0} {error.strerror or error}".encode()[:1000])
    finally:
        os._exit(0)


def _furnish(plan: dict[str, Any]) -> None:
    """New file systems wherever a program may write, and nothing to see of the container around."""
    kernel.set_dumpable(dumpable=True)  # or /proc/self would not be ours
    user, group = _US
    for name, words in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(words)
    kernel.set_dumpable(dumpable=False)
    size = f"size={plan['box_bytes']},nr_inodes=4096,mode=0700"
    kernel.mount("tmpfs", "/box", "tmpfs", _NOSUID_NODEV, size)
    kernel.mount("tmpfs", "/tmp", "tmpfs", _NOSUID_NODEV | kernel.MS_NOEXEC, size)
    kernel.mount("proc", "/proc", "proc", _NOSUID_NODEV | kernel.MS_NOEXEC)
    for name in _HIDDEN_FILES:
        if os.path.exists(f"/proc/{name}"):
            kernel.mount("/dev/null", f"/proc/{name}", "", kernel.MS_BIND)
    empty = _NOSUID_NODEV | kernel.MS_NOEXEC | kernel.MS_RDONLY
    for path in _HIDDEN_FOLDERS:
        if os.path.isdir(path):
            kernel.mount("tmpfs", path, "tmpfs", empty, "size=4k,nr_inodes=2,mode=0555")
    kernel.mount("/proc/sys", "/proc/sys", "", kernel.MS_BIND)
    for path in ("/proc/sys", "/dev", "/dev/pts"):
        # Else the times of /dev/null would carry a word from one test to the next.
        flags = kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NOEXEC
        kernel.mount("", path, "", flags | (0 if path.startswith("/dev") else kernel.MS_NODEV))
    os.mkdir(WORK, 0o700)


class _First:
    """Process 1 at work: it sleeps until a word from the agent or the end of a child."""

    def __init__(self, control: socket.socket, pipes: Pipes) -> None:
        self._control, self._pipes, self._children = control, pipes, Children()
        self._wake, poke = os.pipe()
        for descriptor in (self._wake, poke):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(poke, warn_on_full_buffer=False)

    def serve(self, plan: dict[str, Any]) -> None:
        if plan["warm"]:
            self._start(plan["warm"]["argv"], plan["limits"])
        while self._children.status is None:
            ready, _, _ = select.select([self._control, self._wake], [], [])
            if self._control in ready:
                word = self._control.recv(1 << 20)
                if not word:
                    return  # the agent is gone
                if word == b"kill":
                    break
                self._start(*json.loads(word))
            if self._wake in ready:
                os.read(self._wake, 4096)
                self._children.collect(block=False)
        ended = self._children.end()
        self._control.send(_REPORT.pack(-1 if ended.status is None else ended.status, ended.max_rss_kib, ended.at))
        self._control.recv(16)

    def _start(self, argv: list[str], limits: dict[str, int]) -> None:
        self._children.main = os.fork()
        if self._children.main == 0:
            become(argv, limits, self._pipes.theirs)
        self._pipes.hand_over()


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

    def start(self, argv: list[str], limits: dict[str, int]) -> None:
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
