"""Runs inside a box: tells, as JSON on its standard output, what a program there can see and do.

Standard library only; it judges nothing (`runner/doctor/probes.py` does).
"""
# ruff: noqa: S108, SIM115, PTH110, PTH118, PTH123 - a script inside the box, which looks at fixed places

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import socket
from typing import Any

CLONE_NEWUSER = 0x10000000
FOLDERS = (
    "/",
    "/usr",
    "/etc",
    "/run",
    "/var",
    "/var/tmp",
    "/dev",
    "/dev/shm",
    "/dev/mqueue",
    "/sys/fs/cgroup",
    "/proc",
)


def refused(call: Any) -> bool:
    """Whether a call is refused. What opens something lets it go again."""
    try:
        opened = call()
    except OSError:
        return True
    if opened is not None:
        opened.close()
    return False


def status() -> dict[str, str]:
    """/proc/self/status as a table."""
    with open("/proc/self/status") as file:
        rows = (line.partition(":") for line in file)
        return {name: value.strip() for name, _, value in rows}


def unshare() -> None:
    """Try to become root of an own user namespace."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def memory_file() -> None:
    """Try to make a file that lies in no folder."""
    os.close(os.memfd_create("probe"))


def lock() -> None:
    """Try to lock a file that every box of this image shares."""
    with open("/etc/passwd") as file:
        fcntl.flock(file, fcntl.LOCK_SH)


def writable() -> list[str]:
    """Of the folders that should be closed those that are not."""
    found = []
    for folder in FOLDERS:
        with contextlib.suppress(OSError):
            name = os.path.join(folder, f"recrutr-probe-{os.getpid()}")
            os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            os.unlink(name)  # noqa: PTH108 - as above
            found.append(folder)
    return found


def interfaces() -> list[str]:
    """Names of network interfaces."""
    with open("/proc/net/dev") as file:
        return [line.partition(":")[0].strip() for line in file if ":" in line]


def reach(address: str) -> bool:
    """Whether something could be sent outside."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(b"recrutr", (address, 9))
    except OSError:
        return False
    return True


def main() -> None:
    """Look, and tell."""
    told = status()
    facts = {
        "user": os.getuid(),
        "effective_user": os.geteuid(),
        "capabilities": {name: told.get(name, "") for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")},
        "no_new_privileges": told.get("NoNewPrivs", ""),
        "seccomp": told.get("Seccomp", ""),
        "kernel": os.uname().release,
        "interfaces": interfaces(),
        "reaches_network": reach("192.0.2.1"),
        "writable": writable(),
        "engine_socket": any(os.path.exists(path) for path in ("/var/run/docker.sock", "/run/podman/podman.sock")),
        "group_writable": not refused(lambda: open("/sys/fs/cgroup/cgroup.procs", "a")),
        "open_calls": [
            name
            for name, call in (
                ("an own user namespace", unshare),
                ("a file in memory", memory_file),
                ("a lock on a shared file", lock),
                ("a netlink socket", lambda: socket.socket(getattr(socket, "AF_NETLINK", 16), socket.SOCK_RAW)),
                (
                    "a virtual machine socket",
                    lambda: socket.socket(getattr(socket, "AF_VSOCK", 40), socket.SOCK_STREAM),
                ),
            )
            if not refused(call)
        ],
    }
    print(json.dumps(facts))  # noqa: T201 - its answer


main()
