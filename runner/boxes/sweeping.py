"""Whose a container is, and which ones nobody owns any more: what a killed process left behind is found and removed."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from runner.boxes.docker_door import LABEL, DockerDoor

OWNER_LABEL = "org.recrutr.owner"
EXPIRES_LABEL = "org.recrutr.expires"


def sweep(door: DockerDoor) -> int:
    """Remove containers whose owner is gone or whose time is over; how many. Raises EngineFault."""
    left = [row for row in door.containers(f"{LABEL}=box") if orphaned(row.get("Labels") or {})]
    for row in left:
        door.remove(str(row["Id"]))
    return len(left)


def owner_words() -> str:
    """This machine, process and its start: enough to know later whether the owner of a container still lives."""
    return f"{_boot()}/{os.getpid()}/{_process_start(os.getpid())}"


def orphaned(labels: Mapping[str, str]) -> bool:
    """Whether nobody owns the container with these labels."""
    if time.time() > float(labels.get(EXPIRES_LABEL, "0")):
        return True
    boot, pid, start = (labels.get(OWNER_LABEL, "//") + "//").split("/")[:3]
    return bool(boot) and boot == _boot() and _process_start(int(pid)) != start


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""  # not Linux: the time limit alone decides


def _process_start(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
