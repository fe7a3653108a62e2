"""The few system calls that Python does not offer: a child in fresh namespaces, mounts, capabilities, the second door.

The container's own seccomp profile lets these through only so far as a box is made with them; `shut_door` takes them
away for good before a stranger's program starts. Must use the standard library only.
"""
# ruff: noqa: INP001 - part of a script inside the image, started as a folder

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct

PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 4, 22, 24
SECCOMP_MODE_FILTER = 2
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID = 0x0002_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000
ANY_NAMESPACE = 0x7E02_0080
"""Every CLONE_NEW* flag of clone(2)."""

_MACHINES = {
    # AUDIT_ARCH_*, clone, capset; closed by the door: mount, umount2, unshare, setns, pivot_root, mknodat
    "x86_64": (0xC000_003E, 56, 126, (165, 166, 272, 308, 155, 259)),
    "aarch64": (0xC000_00B7, 220, 91, (40, 39, 97, 268, 41, 33)),
}
_ARCH, _CLONE, _CAPSET, _CLOSED = _MACHINES[platform.machine()]
_CAPABILITIES = 64
"""More than any kernel has; dropping one that is not there fails without harm."""

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def set_dumpable(*, dumpable: bool) -> None:
    """Whether others of the same user may look into this process."""
    _libc.prctl(PR_SET_DUMPABLE, int(dumpable), 0, 0, 0)


def clone_apart() -> int:
    """As fork, but the child is process 1 of fresh user, mount, process and IPC namespaces. Raises OSError."""
    flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | signal.SIGCHLD
    long = ctypes.c_long
    return _checked(_libc.syscall(long(_CLONE), long(flags), long(0), long(0), long(0), long(0)), "clone")


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """Mount a file system, or change a mount. Raises OSError."""
    arguments = (source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), data.encode())
    _checked(_libc.mount(*arguments), f"mount {target}")


def drop_capabilities() -> None:
    """Give up every capability in this user namespace, also those a program could ask for later."""
    for number in range(_CAPABILITIES):
        _libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
    header = struct.pack("=Ii", 0x2008_0522, 0)  # _LINUX_CAPABILITY_VERSION_3, of this process
    _checked(_libc.syscall(ctypes.c_long(_CAPSET), header, bytes(24)), "capset")


def _door() -> bytes:
    """A filter in classic BPF: calls that make namespaces, mounts or nodes are refused with EPERM, the rest goes on."""
    load, mask, jump_equal, answer = 0x20, 0x54, 0x15, 0x06
    allow, refuse, kill = 0x7FFF_0000, 0x0005_0000 | errno.EPERM, 0x8000_0000
    lines = [(load, 0, 0, 4), (jump_equal, 1, 0, _ARCH), (answer, 0, 0, kill), (load, 0, 0, 0)]
    for number in _CLOSED:
        lines += [(jump_equal, 0, 1, number), (answer, 0, 0, refuse)]
    lines += [
        (jump_equal, 0, 4, _CLONE),  # anything else goes to the last line
        (load, 0, 0, 16),  # the low half of the first argument: the flags (little endian)
        (mask, 0, 0, ANY_NAMESPACE),
        (jump_equal, 1, 0, 0),
        (answer, 0, 0, refuse),
        (answer, 0, 0, allow),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


_FILTER = _door()
_FILTER_BUFFER = ctypes.create_string_buffer(_FILTER, len(_FILTER))
_PROGRAM = struct.pack("@HP", len(_FILTER) // 8, ctypes.addressof(_FILTER_BUFFER))


def shut_door() -> None:
    """From here on this process and its children make no namespace and no mount. Raises OSError."""
    _checked(_libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, _PROGRAM, 0, 0), "seccomp")
