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

PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 4, 22, 38
_SECCOMP_MODE_FILTER = 2
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
ANY_NAMESPACE = 0x7E02_0080
"""Every CLONE_NEW* flag of clone(2)."""

_MACHINES = {
    # AUDIT_ARCH_*, clone; closed by the door: mount, umount2, unshare, setns, pivot_root, mknodat; chmod and its kind
    "x86_64": (0xC000_003E, 56, (165, 166, 272, 308, 155, 259), (90, 91, 268, 452)),
    "aarch64": (0xC000_00B7, 220, (40, 39, 97, 268, 41, 33), (52, 53, 452)),
}
_ARCH, _CLONE, _CLOSED, _MODES = _MACHINES[platform.machine()]

_libc = ctypes.CDLL(None)


def set_dumpable(*, dumpable: bool) -> None:
    """Whether others of the same user may look into this process."""
    _libc.prctl(PR_SET_DUMPABLE, int(dumpable), 0, 0, 0)


_LOAD, _MASK, _JUMP_EQUAL, _ANSWER = 0x20, 0x54, 0x15, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF_0000, 0x0005_0000 | errno.EPERM, 0x8000_0000


def keep_modes() -> None:
    """From here on neither this process nor what comes of it changes the mode of a file. Raises OSError."""
    filled = _filter(_MODES, [(_ANSWER, 0, 0, _ALLOW)])
    text = ctypes.create_string_buffer(filled, len(filled))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(filled) // 8, ctypes.addressof(text)))
    _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _libc.prctl(PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0) < 0:
        raise OSError(errno.EPERM, "the filter was refused")


def _filter(closed: tuple[int, ...], last: list[tuple[int, int, int, int]]) -> bytes:
    """A filter in classic BPF: these calls are refused with EPERM; the last lines decide about the others."""
    lines = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 1, 0, _ARCH), (_ANSWER, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    for number in closed:
        lines += [(_JUMP_EQUAL, 0, 1, number), (_ANSWER, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *line) for line in [*lines, *last])


def _door() -> bytes:
    """Calls that make namespaces, mounts or nodes are refused, the rest goes on."""
    last = [
        (_JUMP_EQUAL, 0, 4, _CLONE),  # anything else goes to the last line
        (_LOAD, 0, 0, 16),  # the low half of the first argument: the flags (little endian)
        (_MASK, 0, 0, ANY_NAMESPACE),
        (_JUMP_EQUAL, 1, 0, 0),
        (_ANSWER, 0, 0, _REFUSE),
        (_ANSWER, 0, 0, _ALLOW),
    ]
    return _filter(_CLOSED, last)


DOOR = _door()
"""For process 1 of a cell; from there on it and its children make no namespace and no mount."""
