"""The words of the kernel that Python does not know: flags of mounts, whether one may be looked into, the second door.

The container's own seccomp profile lets mounts and namespaces through so far as a cell is made with them; the door
takes them away for good before a stranger's program starts. Must use the standard library only.
"""
# ruff: noqa: INP001 - part of a script inside the image, started as a folder

from __future__ import annotations

import ctypes
import errno
import platform
import struct

PR_SET_DUMPABLE = 4
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
ANY_NAMESPACE = 0x7E02_0080
"""Every CLONE_NEW* flag of clone(2)."""

_MACHINES = {
    # AUDIT_ARCH_*, clone; closed by the door: mount, umount2, unshare, setns, pivot_root, mknodat
    "x86_64": (0xC000_003E, 56, (165, 166, 272, 308, 155, 259)),
    "aarch64": (0xC000_00B7, 220, (40, 39, 97, 268, 41, 33)),
}
_ARCH, _CLONE, _CLOSED = _MACHINES[platform.machine()]

_libc = ctypes.CDLL(None)


def set_dumpable(*, dumpable: bool) -> None:
    """Whether others of the same user may look into this process."""
    _libc.prctl(PR_SET_DUMPABLE, int(dumpable), 0, 0, 0)


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


DOOR = _door()
"""For process 1 of a cell; from there on it and its children make no namespace and no mount."""
