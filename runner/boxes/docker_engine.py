"""The sandbox on Docker (or Podman's Docker API): one hardened container per run.

Theory of operation. A box is a container from our image without network, capabilities, privileges, host mounts or a
writable root; its process 1 is the agent (runner/images/agent.py). Sources go in and the result comes out as one framed
message each on the attached stream; the answer is sealed with a key made for this job, and what does not verify is
thrown away. Nothing is ever read from a place the program could write. The container is removed by id, always.
"""

from __future__ import annotations

import json
import os
import platform
import random
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from protocol.errors import EngineFault
from runner import images
from runner.boxes.box_frames import AnswerReader, job_frame
from runner.boxes.docker_door import LABEL, DockerDoor, image_missing
from runner.engine import COMMON_LAYER, KIB, MIB, Job, Outcome, Stopped

AGENT_ARGV = ["/usr/bin/python3", "-I", "-S", "-B", "/usr/lib/recrutr/agent.py"]
AGENT_MEMORY_BYTES = 24 * MIB
"""Process 1 needs about 12 MiB; the rest is kernel memory of the box (page tables, pipes, sockets)."""
START_ALLOWANCE_S = 60
"""A cold start takes 0.4 s here, several seconds on a busy laptop; then the box counts as lost."""
CPUS = 1
_OWNER_LABEL = "org.recrutr.owner"
_EXPIRES_LABEL = "org.recrutr.expires"
_USERS = range(20_000, 60_000)
"""A different user for each box, so that nothing the kernel counts by user is shared. Fits 16-bit id maps."""
_ARCHITECTURES = {"amd64": "SCMP_ARCH_X86_64", "x86_64": "SCMP_ARCH_X86_64", "arm64": "SCMP_ARCH_AARCH64"}


def seccomp_profile(architecture: str) -> str:
    """Our allow-list for one architecture only, so that foreign system-call tables (32 bit, x32) stay closed."""
    profile = json.loads(images.recipe_file("seccomp.json"))
    if architecture not in _ARCHITECTURES:
        raise EngineFault(
            "engine.architecture",
            f"Programs cannot be run safely on this kind of processor ({architecture}).",
            {"architecture": architecture},
        )
    profile["architectures"] = [_ARCHITECTURES[architecture]]
    return json.dumps(profile)


def box_settings(job: Job, seccomp: str, user: int) -> dict[str, Any]:
    """How the container of one job is made, as `docker`'s create_container takes it. Pure: tests read it."""
    sources = sum(len(file.content) for file in job.files)
    memory = job.limits.memory_bytes + AGENT_MEMORY_BYTES + 2 * sources + len(job.stdin) + job.limits.output_bytes
    disk = f"rw,nosuid,nodev,size={job.limits.file_bytes + sources + MIB},nr_inodes=4096,uid={user},gid={user}"
    return {
        "user": f"{user}:{user}",
        "working_dir": "/",
        "hostname": "box",
        "network_disabled": True,
        "stdin_open": True,
        "tty": False,
        "host": {
            "network_mode": "none",
            "read_only": True,
            "cap_drop": ["ALL"],
            "security_opt": ["no-new-privileges:true", f"seccomp={seccomp}"],
            "ipc_mode": "none",
            "init": False,  # the agent is process 1: a program cannot kill, stop or look into that one
            "pids_limit": job.limits.processes + 1,
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
                {"Name": "stack", "Soft": job.limits.memory_bytes, "Hard": job.limits.memory_bytes},
            ],
        },
    }


class ColdBoxes:
    """Boxes made on demand. The port that a warm pool fills later."""

    def __init__(self, door: DockerDoor) -> None:
        self._door = door
        self._seccomp: str | None = None

    def acquire(self, job: Job) -> DockerBox:
        """Create and start a box for `job`. Raises EngineFault."""
        if self._seccomp is None:
            self._seccomp = seccomp_profile(str(self._door.version().get("Arch", platform.machine())))
        user = random.SystemRandom().choice(_USERS)
        settings = box_settings(job, self._seccomp, user)
        lifetime_s = job.limits.last_wall_ms / 1000 + START_ALLOWANCE_S
        settings["labels"] = {
            LABEL: "box",
            _OWNER_LABEL: _owner_words(),
            _EXPIRES_LABEL: str(int(time.time() + lifetime_s + START_ALLOWANCE_S)),
        }
        return DockerBox(
            self._door, self._door.create(images.current_tag(job.layer), AGENT_ARGV, **settings), lifetime_s
        )

    def close(self) -> None:
        """Nothing is kept ready."""


@dataclass
class DockerBox:
    """One container, good for one job."""

    door: DockerDoor
    container: str
    lifetime_s: float

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run the one job. Raises EngineFault, Stopped."""
        deadline = time.monotonic() + self.lifetime_s
        nonce = secrets.token_bytes(32)
        reader = AnswerReader(nonce, job)
        stream = self.door.attach(self.container)
        try:
            self.door.start(self.container)
            stream.send(job_frame(job, nonce, CPUS), deadline)
            for channel, data in stream.frames(deadline, _ticker(stop)):
                if reader.feed(channel, data):
                    return reader.outcome()
        finally:
            stream.close()
        return self._without_answer(reader)

    def discard(self) -> None:
        """Kill and remove the container."""
        self.door.remove(self.container)

    def _without_answer(self, reader: AnswerReader) -> Outcome:
        """Process 1 ended without a valid answer: memory may have ended it; anything else is the sandbox's fault."""
        state = self.door.state(self.container)
        if state.get("OOMKilled"):
            return Outcome(None, None, 0, 0, 0, oom=True)
        raise EngineFault(
            "engine.box_lost",
            "The sandbox ended without a result; this says nothing about the program. Try again.",
            {
                "exit_code": int(state.get("ExitCode", -1)),
                "error": str(state.get("Error", ""))[:200],
                "said": reader.said,
            },
        )


class DockerEngine:
    """`Engine` on a container engine. Nothing is contacted before the first use."""

    def __init__(self, address: str | None = None, boxes: Callable[[DockerDoor], ColdBoxes] = ColdBoxes) -> None:
        self.door = DockerDoor(address)
        self._boxes = boxes(self.door)

    def image_digest(self, layer: str = COMMON_LAYER) -> str:
        """The digest of the image in which programs of this layer run. Raises EngineFault."""
        tag = images.current_tag(layer)
        digest = self.door.image_id(tag)
        if digest is None:
            raise image_missing(tag)
        return digest

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run one job in a fresh box and throw the box away. Raises EngineFault, Stopped."""
        box = self._boxes.acquire(job)
        try:
            return box.run(job, stop)
        finally:
            box.discard()

    def sweep(self) -> int:
        """Remove boxes whose owner is gone or whose time is over; how many. Raises EngineFault."""
        orphans = [row for row in self.door.containers(f"{LABEL}=box") if _orphaned(row.get("Labels") or {})]
        for row in orphans:
            self.door.remove(str(row["Id"]))
        return len(orphans)

    def close(self) -> None:
        """Remove what is kept ready and close the connections."""
        self._boxes.close()
        self.door.close()


def _ticker(stop: threading.Event | None) -> Callable[[], None]:
    def tick() -> None:
        if stop is not None and stop.is_set():
            raise Stopped

    return tick


def _owner_words() -> str:
    """This machine, process and its start: enough to know later whether the owner of a box still lives."""
    return f"{_boot()}/{os.getpid()}/{_process_start(os.getpid())}"


def _orphaned(labels: Mapping[str, str]) -> bool:
    if time.time() > float(labels.get(_EXPIRES_LABEL, "0")):
        return True
    boot, pid, start = (labels.get(_OWNER_LABEL, "//") + "//").split("/")[:3]
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
