"""What gVisor needs more: its own kernel is a process of the box and counts against the box's limits. Pure.

Guarantees: only the two limits that its kernel shares with the program are widened, by fixed amounts. What is lost: the
number of processes is bounded, but not exact, and memory that the kernel of the box uses is not told apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

RUNTIME = "runsc"
KERNEL_PROCESSES = 128
"""Threads and stubs of gVisor's kernel; 17 were too few for it to start, 64 sometimes."""
KERNEL_MEMORY_BYTES = 64 * 1024 * 1024


def adapted(host: Mapping[str, Any]) -> dict[str, Any]:
    """The HostConfig of a box with room for gVisor's kernel."""
    memory = int(host["mem_limit"]) + KERNEL_MEMORY_BYTES
    return {
        **host,
        "pids_limit": int(host["pids_limit"]) + KERNEL_PROCESSES,
        "mem_limit": memory,
        "memswap_limit": memory,
    }
