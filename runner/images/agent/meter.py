"""What a box has used: CPU time and out-of-memory kills from its control group (v1 or v2), and time it had to wait.

Reads files of the kernel only; a kernel that has them not gives zeros. Must use the standard library only.
"""
# ruff: noqa: INP001, PTH123, PTH208 - part of a script inside the image, started as a folder

from __future__ import annotations

import contextlib
import os
import resource

ROOT = "/sys/fs/cgroup"


def read(path: str) -> str:
    """A file of the kernel; empty when it is not there."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


_opened: dict[str, int] = {}


def read_again(path: str) -> str:
    """A file of the kernel that is asked often: opened once, read from its start each time."""
    try:
        if path not in _opened:
            _opened[path] = os.open(path, os.O_RDONLY)
        return os.pread(_opened[path], 4096, 0).decode()
    except OSError:
        return ""


class Meter:
    """From its making on, without the agent's own share."""

    def __init__(self, root: str = ROOT) -> None:
        self.v1_cpu, self.v2_cpu = f"{root}/cpuacct/cpuacct.usage", f"{root}/cpu.stat"
        self.oom_files = (f"{root}/memory/memory.oom_control", f"{root}/memory.events")
        self.base_cpu = self.group_cpu_us() - self.own_cpu_us()
        self.base_waited = self.waited_cpu_us()
        self.base_oom = self.oom_kills()

    def group_cpu_us(self) -> int:
        """What everything in the container has used since it began."""
        text = read_again(self.v1_cpu)
        if text:
            return int(text) // 1000
        for line in read_again(self.v2_cpu).splitlines():
            if line.startswith("usage_usec "):
                return int(line.split()[1])
        return 0

    @staticmethod
    def own_cpu_us() -> int:
        """What this agent has used."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return int((usage.ru_utime + usage.ru_stime) * 1e6)

    @staticmethod
    def waited_cpu_us() -> int:
        """What ended children have used."""
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return int((usage.ru_utime + usage.ru_stime) * 1e6)

    def cpu_us(self) -> int:
        """What the program and its children used. The group's figure also counts children nobody waited for."""
        waited = self.waited_cpu_us() - self.base_waited
        return max(waited, self.group_cpu_us() - self.own_cpu_us() - self.base_cpu)

    def files(self) -> list[str]:
        """What the figures are read from: processor time, and kills for memory."""
        return [
            next(filter(os.path.exists, paths), os.devnull) for paths in ((self.v1_cpu, self.v2_cpu), self.oom_files)
        ]

    def oom_kills(self) -> int:
        """How often the kernel killed for memory in this container."""
        for path in self.oom_files:
            for line in read_again(path).splitlines():
                if line.startswith("oom_kill "):
                    return int(line.split()[1])
        return 0

    def oom(self) -> bool:
        """Whether it did so since the program began."""
        return self.oom_kills() > self.base_oom


class Waits:
    """How long the program stood ready to run without getting a processor.

    Of the processes that live the longest wait counts, and to it comes what was last seen of those that have ended: a
    compiler is a chain of processes, of which each may have waited. Neither `ours` count, nor what an interpreter that
    waits already had waited before.
    """

    def __init__(self, ours: set[str], root: str = "/proc", *, started: bool = True) -> None:
        self.ours, self.root = ours, root
        self.before: dict[str, int] = {}
        if started:
            self.before = self._look()
        self.living: dict[str, int] = {}
        self.gone_ns = 0

    def sample(self) -> None:
        """Look again; what ended since the last look counts as it was then."""
        now = self._look()
        self.gone_ns += sum(waited for process, waited in self.living.items() if process not in now)
        self.living = now

    def total_ms(self) -> float:
        """As of the last look."""
        return (self.gone_ns + max(self.living.values(), default=0)) / 1e6

    def _look(self) -> dict[str, int]:
        found = {}
        for process in filter(str.isdigit, os.listdir(self.root)):
            if process not in self.ours:
                with contextlib.suppress(OSError):
                    threads = os.listdir(f"{self.root}/{process}/task")
                    waited = max((self._waited_ns(process, thread) for thread in threads), default=0)
                    found[process] = max(0, waited - self.before.get(process, 0))
        return found

    def _waited_ns(self, process: str, thread: str) -> int:
        parts = read(f"{self.root}/{process}/task/{thread}/schedstat").split()
        return int(parts[1]) if len(parts) > 1 else 0


def all_asleep(ours: set[str], root: str = "/proc") -> bool:
    """Whether there is a process beside `ours`, and each thread of each sleeps: none runs, wants to, or has ended."""
    states = []
    for process in filter(str.isdigit, os.listdir(root)):
        if process not in ours:
            with contextlib.suppress(OSError):
                for thread in os.listdir(f"{root}/{process}/task"):
                    words = read(f"{root}/{process}/task/{thread}/stat").rpartition(")")[2].split()
                    states.append(words[0] if words else "X")
    return bool(states) and set(states) <= {"S", "T", "t"}
