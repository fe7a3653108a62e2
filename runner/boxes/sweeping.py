"""Whose a container is, and which ones nobody owns any more: what a killed process left behind is found and removed."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from runner.boxes.docker_door import LABEL, DockerDoor

OWNER_LABEL = "org.recrutr.owner"
EXPIRES_LABEL = "org.recrutr.expires"
_REMAINS_S = 3600
"""A container that does not run is removed by its owner at once; one so old has none, wherever that one ran."""


def sweep(door: DockerDoor) -> int:
    """Remove containers whose owner is gone or whose time is over; how many. Raises EngineFault."""
    left = [row for row in door.containers(f"{LABEL}=box") if remains(row) or orphaned(row.get("Labels") or {})]
    for row in left:
        door.remove(str(row["Id"]))
    return len(left)


def owner_words() -> str:
    """This machine, process, its start and its numbering: enough to know later whether the owner still lives."""
    return f"{_boot()}/{os.getpid()}/{_process_start(os.getpid())}/{_numbering()}"


def orphaned(labels: Mapping[str, str]) -> bool:
    """Whether nobody owns the container with these labels.

    Of an owner whose processes are numbered apart (a worker in a container of its own) nothing is known here.
    """
    if time.time() > float(labels.get(EXPIRES_LABEL, "0")):
        return True
    boot, pid, start, numbering = (labels.get(OWNER_LABEL, "") + "///").split("/")[:4]
    ours = boot == _boot() and numbering == _numbering()
    return bool(boot) and ours and _process_start(int(pid)) != start


def remains(row: Mapping[str, Any]) -> bool:
    """Whether a container, as the engine lists it, ended long ago: one whose owner is killed ends by itself."""
    return row.get("State") in {"created", "exited", "dead"} and time.time() - int(row["Created"]) > _REMAINS_S


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""  # not Linux: the time limit alone decides


def _numbering() -> str:
    """The namespace in which this process has its number."""
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def _process_start(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
