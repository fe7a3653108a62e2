"""How the container of a station is made: everything it may use, and nothing else. Pure values; tests read them."""

from __future__ import annotations

import json
from typing import Any

from protocol.errors import EngineFault
from runner import images
from runner.engine import KIB, MIB, Plan

CPUS = 1
AGENT_MEMORY_BYTES = 40 * MIB
"""Process 1 needs about 12 MiB, and as much again while it answers; the rest is kernel memory (page tables, pipes)."""
_AGENT_PROCESSES = 3
"""Where there are cells: process 1, their maker, the first process of an idle cell. For more cells there are places."""
MAX_READY = 64
"""As many as the maker has places for."""
READY_BYTES = 256 * KIB
"""What the kernel keeps for a cell in which nothing runs."""
_ARCHITECTURES = {"amd64": "SCMP_ARCH_X86_64", "x86_64": "SCMP_ARCH_X86_64", "arm64": "SCMP_ARCH_AARCH64"}
_CELL_NAMESPACES = 0x4200_0080
"""Flags of clone(2) that stay closed where the agent makes cells: new network, control group and time namespaces."""
_FILE_KIND, _FIFO = 0xF000, 0x1000
"""S_IFMT and S_IFIFO: no node but a FIFO."""
_MASKED = ["/sys/firmware", "/sys/devices/virtual/powercap"]


def agent_argv(plan: Plan, *, cells: bool) -> list[str]:
    """What process 1 is started with."""
    told = {
        "cells": cells,
        "limits": {
            "cpu_ms": plan.limits.cpu_ms,
            "memory_bytes": plan.limits.memory_bytes,
            "file_bytes": plan.limits.file_bytes,
            "file_writing": plan.limits.file_writing,
        },
        "box_bytes": _box_bytes(plan),
        "warm": {"argv": list(plan.warm.argv), "file": plan.warm.file} if plan.warm and cells else None,
        "ready": ready_cells(plan) if cells else 0,
    }
    return ["/usr/bin/python3", "-I", "-S", "-B", "/usr/lib/recrutr/agent", json.dumps(told)]


def ready_cells(plan: Plan) -> int:
    """How many cells the maker has ready before the first job. Where an interpreter waits, none beside its own."""
    return 0 if plan.warm else min(plan.ready, MAX_READY)


def seccomp_profile(architecture: str, *, cells: bool) -> str:
    """Our allow-list for one architecture only, so that foreign system-call tables (32 bit, x32) stay closed.

    With `cells`, the agent may clone into new namespaces and mount; it shuts that door before a program starts.
    """
    profile = json.loads(images.recipe_file("seccomp.json"))
    if architecture not in _ARCHITECTURES:
        raise EngineFault(
            "engine.architecture",
            f"Programs cannot be run safely on this kind of processor ({architecture}).",
            {"architecture": architecture},
        )
    profile["architectures"] = [_ARCHITECTURES[architecture]]
    if cells:
        for rule in profile["syscalls"]:
            if rule["names"] == ["clone"]:
                rule["args"][0]["value"] = _CELL_NAMESPACES
        fifo = {"index": 2, "value": _FILE_KIND, "valueTwo": _FIFO, "op": "SCMP_CMP_MASKED_EQ"}
        profile["syscalls"] += [
            {"names": ["mount", "capset"], "action": "SCMP_ACT_ALLOW", "args": []},
            {"names": ["mknodat"], "action": "SCMP_ACT_ALLOW", "args": [fifo]},
        ]
    return json.dumps(profile)


def container_settings(plan: Plan, seccomp: str, user: int, *, cells: bool) -> dict[str, Any]:
    """How the container is made, as `docker`'s create_container takes it."""
    memory = plan.limits.memory_bytes + AGENT_MEMORY_BYTES + 2 * plan.input_bytes + 3 * plan.limits.output_bytes
    memory += READY_BYTES * ready_cells(plan) if cells else 0
    disk = f"rw,nosuid,nodev,size={_box_bytes(plan)},nr_inodes=4096,uid={user},gid={user}"
    host: dict[str, Any] = {
        "network_mode": "none",
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true", f"seccomp={seccomp}"],
        "ipc_mode": "none",
        "init": False,  # the agent is process 1: a program cannot kill, stop or look into that one
        "pids_limit": plan.limits.processes + (_AGENT_PROCESSES + max(1, ready_cells(plan)) if cells else 1),
        "mem_limit": memory,
        "memswap_limit": memory,
        "nano_cpus": CPUS * 1_000_000_000,
        "oom_score_adj": 500,
        "log_config": {"Type": "none"},
        "tmpfs": {"/box": f"{disk},exec,mode=0700", "/tmp": f"{disk},noexec,mode=0700"},  # noqa: S108 - in the box
        "ulimits": [
            {"Name": "nofile", "Soft": 256, "Hard": 256},
            {"Name": "core", "Soft": 0, "Hard": 0},
            {"Name": "memlock", "Soft": 64 * KIB, "Hard": 64 * KIB},
            {"Name": "msgqueue", "Soft": 0, "Hard": 0},
            {"Name": "stack", "Soft": plan.limits.memory_bytes, "Hard": plan.limits.memory_bytes},
        ],
    }
    return {
        "user": f"{user}:{user}",
        "working_dir": "/",
        "hostname": "box",
        "network_disabled": True,
        "stdin_open": True,
        "tty": False,
        # A box gets a /proc of its own, which the kernel allows only where nothing of the container's is covered.
        "uncovered": {"MaskedPaths": _MASKED, "ReadonlyPaths": []} if cells else {},
        "host": host,
    }


def _box_bytes(plan: Plan) -> int:
    return plan.limits.file_bytes + plan.input_bytes + MIB
