"""Cells: several boxes in one container, each with namespaces, file systems and a process 1 of its own.

A cell has fresh mount, process and IPC namespaces, new empty file systems wherever a program may write, and a
process 1 that is ours (cell.c): it starts the program, ends everything when asked or when the program's main process
has ended, and reports. The kernel lets nobody inside kill, stop or look into process 1. What a cell is furnished with
is decided here, and done there. Plain jobs are run by the maker of cells itself (plain.c), to which the stream is lent.
Must use the standard library only.
"""
# ruff: noqa: D102, INP001, S108 - part of a script inside the image

from __future__ import annotations

import contextlib
import errno
import os
import select
import signal
import socket
import struct
import sys
import time
from typing import Any

import frames
import kernel
from box import Ended, Pipes
from meter import Meter, read
from program import ENVIRONMENT, WORK, cpu_seconds

_MAKER = "/usr/lib/recrutr/agent/cell"
_AT, _STREAM_AT, _METER_AT = 3, (100, 101), (102, 103)
"""Where the maker finds its socket, the attached stream, and the files of the kernel by which it measures (cell.h)."""
_NUMBER = struct.Struct("=i")
_REPORT = struct.Struct("<iQd?")
_WAIT_FOR_REPORT_S = 10
"""Killing and reaping a full box takes milliseconds; after this its process 1 is killed too."""
_NOSUID_NODEV = kernel.MS_NOSUID | kernel.MS_NODEV
_NO_EXEC = _NOSUID_NODEV | kernel.MS_NOEXEC
_EMPTY = "/mnt"
"""An empty folder, to cover others with: a bind takes less time than a file system for each."""
_HIDDEN_FOLDERS = ("/sys/fs/cgroup", "/dev/mqueue")
"""The counters of the control group would tell a test about the tests before it."""
_HIDDEN_IN_PROC = ("/proc/acpi", "/proc/scsi", "/proc/fs", "/proc/bus", "/proc/irq")
_HIDDEN_FILES = tuple(
    f"/proc/{name}" for name in ("kcore", "keys", "timer_list", "sched_debug", "latency_stats", "sysrq-trigger")
)
"""What engines hide."""


class Maker:
    """The process that makes the cells of this container. Raises OSError when it cannot be started."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.warm, self._leaving = plan["warm"], 0
        self._has_cells = plan["ready"] > 0
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        actions: list[tuple[Any, ...]] = [(os.POSIX_SPAWN_DUP2, own, at) for own, at in enumerate(_STREAM_AT)]
        for path, at in zip(Meter().files(), _METER_AT, strict=True):
            actions.append((os.POSIX_SPAWN_OPEN, at, path, os.O_RDONLY, 0))
        actions += [(os.POSIX_SPAWN_OPEN, number, "/dev/null", os.O_RDWR, 0) for number in range(3)]
        actions.append((os.POSIX_SPAWN_DUP2, theirs.fileno(), _AT))
        mover = os.posix_spawn(_MAKER, [_MAKER], {}, file_actions=actions)
        theirs.close()
        environment = _counted([f"{name}={value}" for name, value in ENVIRONMENT.items()])
        self._socket.send(
            _words([str(plan["ready"]), *environment, kernel.DOOR.hex(), WORK, *_house(), "each", *_furniture(plan)])
        )
        self.process = self._moved(mover)
        self._waiting = _words(_start(self.warm["argv"], plan["limits"])) if self.warm else b""

    def _moved(self, mover: int) -> int:
        """The number of the maker, once it is in namespaces of its own and has furnished them."""
        answer = self._socket.recv(1024)
        os.waitpid(mover, 0)
        if len(answer) != _NUMBER.size:
            code, _, said = answer.decode().partition(": ")
            raise OSError(int(code or errno.EIO), said)  # without a word it is gone: not what a kernel forbids
        return int(_NUMBER.unpack(answer)[0])

    def make(self, descriptors: list[int], *, warm: bool) -> int:
        """A new cell with its control socket and the program's three pipes; its process 1. Raises OSError."""
        if warm:
            self.see_off()
        socket.send_fds(self._socket, [self._waiting if warm else b"-"], descriptors)
        answer = self._socket.recv(_NUMBER.size)
        number = _NUMBER.unpack(answer)[0] if answer else -errno.EIO  # the maker is gone: not what a kernel forbids
        if number < 0:
            raise OSError(-number, f"a cell: {os.strerror(-number)}")
        return int(number)

    def lend_stream(self, start: bytes, box: Cell) -> bytes:
        """Let the maker read the stream from `start` on and run plain jobs, while `box` stands idle.

        While none comes, it makes cells ready. What it hands back is read of the stream, and no plain job; what is left
        of its cells then are processes that have ended.
        """
        self.see_off()
        self._has_cells = True
        self._socket.send(_words([str(box.first)]) + start)
        answer = self._socket.recv(1 << 18)
        if not answer:
            sys.exit(0)  # as when the supervisor is gone
        if answer[:4] != frames.MAGIC:
            sys.exit(answer.decode("utf-8", "replace"))
        return answer

    def ended(self) -> set[str]:
        """The processes of the cells that the maker made for itself: they have ended, and keep their places."""
        path = f"/proc/{self.process}/task/{self.process}/children"
        return set(read(path).split() if self._has_cells else ())

    def leave(self, first: int) -> None:
        """Let the empty cell of this process 1 end by itself, while the next one is made."""
        self.see_off()
        self._leaving = first

    def see_off(self) -> None:
        """Wait until the last cell is gone: before a program starts, so that it neither pays nor lacks anything."""
        if self._leaving:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._leaving, 0)
            self._leaving = 0


class Cell:
    """See above. Raises OSError when this container cannot have any."""

    def __init__(self, maker: Maker, *, warm: bool = True) -> None:
        self.pipes, self._maker = Pipes(), maker
        self.warm = maker.warm if warm else None
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.wake = self._control.fileno()
        self.first = maker.make([theirs.fileno(), *self.pipes.theirs], warm=self.warm is not None)
        self.ours = {"1", str(self.first), str(maker.process)}
        theirs.close()
        self.pipes.hand_over()
        words, descriptors, _, _ = socket.recv_fds(self._control, 1024, 1)
        if words != b"ready":
            os.waitpid(self.first, 0)
            code, _, said = words.decode().partition(": ")
            raise OSError(int(code or -1), said)
        self.folder = descriptors[0]

    def settle(self) -> None:
        self._maker.see_off()
        self.ours |= self._maker.ended()

    def start(self, argv: list[str], limits: dict[str, int]) -> None:
        if self.warm is None:
            self._tell(["start", *_start(argv, limits)])

    def ended(self) -> Ended | None:
        if not select.select([self._control], [], [], 0)[0]:
            return None
        return self._report()

    def kill(self) -> Ended:
        self._tell(["kill"])
        if not select.select([self._control], [], [], _WAIT_FOR_REPORT_S)[0]:
            os.kill(self.first, signal.SIGKILL)
        return self._report()

    def _tell(self, words: list[str]) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it is gone, which its silence will tell
            self._control.send(_words(words))

    def _report(self) -> Ended:
        report = b""
        with contextlib.suppress(ConnectionResetError):
            report = self._control.recv(1024)
        if not report:  # process 1 is gone: only the kernel can have ended it, for memory
            return Ended(None, 0, time.monotonic())
        status, max_rss_kib, at, _ = _REPORT.unpack(report)
        return Ended(None if status < 0 else status, max_rss_kib, at)

    def discard(self) -> None:
        os.close(self.folder)
        self._control.close()
        self._maker.leave(self.first)


def _words(words: list[str]) -> bytes:
    return b"".join(word.encode() + b"\0" for word in words)


def _counted(words: list[str]) -> list[str]:
    return [str(len(words)), *words]


def _start(argv: list[str], limits: dict[str, int]) -> list[str]:
    numbers = (cpu_seconds(limits), limits["file_bytes"], limits["memory_bytes"])
    return [*map(str, numbers), *_counted(argv)]


def _house() -> list[str]:
    """What is done once for all cells: who is who, and what nobody may write to or see.

    Whatever else namespaces of users keep (keyrings) is closed to programs by the container's own filter.
    """
    user, group = os.getuid(), os.getgid()
    steps = ["dumpable", "1"]  # or /proc/self would not be ours
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        steps += ["write", f"/proc/self/{name}", text]
    steps += ["use up", "/proc/self/projid_map", "0 0 1"]  # which anybody may write, once
    steps += ["dumpable", "0"]
    steps += _mount("tmpfs", _EMPTY, "tmpfs", _NO_EXEC | kernel.MS_RDONLY, "size=4k,nr_inodes=2,mode=0555")
    for path in filter(os.path.isdir, _HIDDEN_FOLDERS):
        steps += _mount(_EMPTY, path, "", kernel.MS_BIND)
    for path in ("/dev", "/dev/pts"):  # else the times of /dev/null would carry a word from one test to the next
        steps += _read_only(path, 0)
    return steps


def _furniture(plan: dict[str, Any]) -> list[str]:
    """What is done for each cell: new file systems wherever a program may write, and a covered /proc of its own."""
    size = f"size={plan['box_bytes']},nr_inodes=4096,mode=0700"
    steps = _mount("tmpfs", "/box", "tmpfs", _NOSUID_NODEV, size)
    steps += _mount("tmpfs", "/tmp", "tmpfs", _NO_EXEC, size)
    steps += ["look at", "/box", "look at", "/tmp"]
    steps += _mount("proc", "/proc", "proc", _NO_EXEC)
    # Programs inherit it: when memory runs out they go first, then process 1 of the cell, not the agent or the maker.
    steps += ["dumpable", "1", "write", "/proc/self/oom_score_adj", "1000", "dumpable", "0"]
    for path in filter(os.path.exists, _HIDDEN_FILES):
        steps += _mount("/dev/null", path, "", kernel.MS_BIND)
    for path in filter(os.path.isdir, _HIDDEN_IN_PROC):
        steps += _mount(_EMPTY, path, "", kernel.MS_BIND)
    steps += _mount("/proc/sys", "/proc/sys", "", kernel.MS_BIND)
    steps += _read_only("/proc/sys", kernel.MS_NODEV)
    steps += ["folder", WORK]
    if plan["warm"]:
        *folders, _ = parts = plan["warm"]["file"].split("/")
        for depth in range(len(folders)):
            steps += ["folder", "/".join([WORK, *parts[: depth + 1]])]
        steps += ["fifo", f"{WORK}/{plan['warm']['file']}"]
    if not plan["limits"]["file_writing"]:  # the agent goes on putting files below the cover; programs see it covered
        fixed = kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY | _NOSUID_NODEV
        steps += ["hold", WORK, *_mount(WORK, WORK, "", kernel.MS_BIND), *_mount("", WORK, "", fixed)]
    return steps


def _read_only(path: str, flags: int) -> list[str]:
    fixed = kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NOEXEC
    return _mount("", path, "", fixed | flags)


def _mount(source: str, target: str, kind: str, flags: int, data: str = "") -> list[str]:
    return ["mount", target, source, kind, str(flags), data]
