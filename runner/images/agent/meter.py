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
        text = read(self.v1_cpu)
        if text:
            return int(text) // 1000
        for line in read(self.v2_cpu).splitlines():
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

    def oom_kills(self) -> int:
        """How often the kernel killed for memory in this container."""
        for path in self.oom_files:
            for line in read(path).splitlines():
                if line.startswith("oom_kill "):
                    return int(line.split()[1])
        return 0

    def oom(self) -> bool:
        """Whether it did so since the program began."""
        return self.oom_kills() > self.base_oom


def starved_ms() -> float:
    """The longest that any live thread of the program stood ready to run without getting a processor."""
    longest_ns = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        if process == "1":
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):
            for thread in os.listdir(f"/proc/{process}/task"):
                waited = read(f"/proc/{process}/task/{thread}/schedstat").split()
                longest_ns = max(longest_ns, int(waited[1]))
    return longest_ns / 1e6
