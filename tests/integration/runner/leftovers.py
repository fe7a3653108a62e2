"""What boxes could leave behind on the host, as an inventory that is compared before and after.

Processes, containers, control groups, mounts, shared memory and queues, keys, and files in the places for temporary
ones. Only what is a box's is looked at: by this process's label, by the users boxes run as, by the word the programs
write into everything they leave; so that other work on the machine, boxes of others included, makes no noise. Looks
only; removes nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docker
import docker.errors

from runner.boxes.container import USERS
from runner.boxes.sweeping import owner_words

SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/dev/mqueue"))  # noqa: S108 - looked at, not used
SETTLING_S = 20
"""The engine answers before the kernel has taken down the last control group or mount."""
_OTHER_MOUNTS = re.compile(r"^/run/docker/netns/|podman|/containers/")
"""Docker unmounts network namespaces without a container once a minute, and only a process could keep one in use; the
others belong to engines whose boxes are not looked at here."""
_CONTAINER = re.compile(r"docker[/-]([0-9a-f]{64})")
_ANY_CONTAINER = re.compile(r"[0-9a-f]{64}")
_DEPTH = 2
_READ_BYTES = 1 << 20


@dataclass(frozen=True)
class Surroundings:
    """Where to look. `word` is what programs write into what they leave; everything new in `own` counts."""

    word: str
    own: tuple[Path, ...] = ()
    shared: tuple[Path, ...] = SHARED


@dataclass(frozen=True)
class Inventory:
    """What was there at one moment."""

    surroundings: Surroundings
    items: frozenset[str] = field(default_factory=frozenset)

    def left(self, patience_s: float = SETTLING_S) -> list[str]:
        """What is there now and was not then, and does not go away.

        What comes and goes meanwhile belongs to somebody else's box: only what is seen every time has been left.
        """
        deadline = time.monotonic() + patience_s
        new = look(self.surroundings).items - self.items
        while new and time.monotonic() < deadline:
            time.sleep(0.5)
            new &= look(self.surroundings).items
        return sorted(new)


def look(surroundings: Surroundings) -> Inventory:
    """Take the inventory."""
    # What belongs to others is asked last: a box that comes meanwhile is then known to be theirs.
    found = [*_processes(), *_control_groups(), *_mounts(), *_shared_memory(), *_keys(), *_files(surroundings)]
    foreign, own = _containers()
    items = {item for item in found if not any(mark in item for mark in foreign)}
    return Inventory(surroundings, frozenset(items | own))


def _processes() -> Iterator[str]:
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            groups = (entry / "cgroup").read_text("ascii")
            container = _CONTAINER.search(groups)
            if container or (entry.stat().st_uid in USERS and not _ANY_CONTAINER.search(groups)):
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                place = container[1] if container else "no container"
                yield f"process {entry.name} ({words.strip()[:60]!r}) in {place}"


def _control_groups() -> Iterator[str]:
    for pattern in ("*/docker/*", "docker/*", "system.slice/docker-*"):
        for folder in Path("/sys/fs/cgroup").glob(pattern):
            if _ANY_CONTAINER.search(folder.name):
                yield f"control group {folder}"


def _mounts() -> Iterator[str]:
    for line in Path("/proc/self/mountinfo").read_text("utf-8").splitlines():
        place = line.split()[4]
        if not _OTHER_MOUNTS.search(place):
            yield f"mount {place}"


def _shared_memory() -> Iterator[str]:
    for kind in ("shm", "msg", "sem"):
        path = Path("/proc/sysvipc") / kind
        head, *rows = path.read_text("ascii").splitlines() if path.exists() else [""]
        columns = head.split()
        for row in rows:
            values = dict(zip(columns, row.split(), strict=False))
            if {int(values.get("uid", 0)), int(values.get("cuid", 0))} & set(USERS):
                yield f"System V {kind} {values.get('key')} of user {values.get('uid')}"


def _keys() -> Iterator[str]:
    path = Path("/proc/key-users")
    for line in path.read_text("ascii").splitlines() if path.exists() else []:
        user = int(line.partition(":")[0])
        if user in USERS:
            yield f"keys of user {user}"


def _files(surroundings: Surroundings) -> Iterator[str]:
    for folder in surroundings.own:
        yield from (f"file {path}" for path in folder.rglob("*"))
    for folder in surroundings.shared:
        yield from _boxes_files(folder, surroundings.word, _DEPTH)


def _boxes_files(folder: Path, word: str, depth: int) -> Iterator[str]:
    """What a box owns or has put its word into; contents are read at the top only."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            with contextlib.suppress(OSError):
                of_a_box = entry.stat(follow_symlinks=False).st_uid in USERS or word in entry.name
                if of_a_box or (depth == _DEPTH and _holds(entry, word)):
                    yield f"file {entry.path}"
                elif depth > 1 and entry.is_dir(follow_symlinks=False):
                    yield from _boxes_files(Path(entry.path), word, depth - 1)


def _holds(entry: os.DirEntry[str], word: str) -> bool:
    if not entry.is_file(follow_symlinks=False):
        return False
    descriptor = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        return word.encode() in file.read(_READ_BYTES)


def _containers() -> tuple[set[str], set[str]]:
    """(what marks the things of others' containers, our own containers)."""
    foreign, own = set[str](), set[str]()
    client = docker.APIClient()
    try:
        for row in client.containers(all=True):
            if owner_words() in (row["Labels"] or {}).values():
                own.add(f"container {row['Id']} ({row['Status']})")
                continue
            foreign.add(row["Id"])
            with contextlib.suppress(docker.errors.NotFound):
                inspected = client.inspect_container(row["Id"])
                layers = (inspected["GraphDriver"]["Data"] or {}).get("MergedDir")
                foreign |= {mark for mark in (layers, inspected["NetworkSettings"]["SandboxKey"]) if mark}
    finally:
        client.close()
    return foreign, own
