"""For programs in Python: an attempt that comes through is named; `ended` says held only when none did."""

import ctypes
import errno
import sys

libc = ctypes.CDLL(None, use_errno=True)
escapes = []


def fails(what, call, *arguments):
    """Call something that has to raise OSError."""
    try:
        result = call(*arguments)
    except OSError:
        return
    escapes.append(f"{what}: {result!r:.80}")


def shut(what, number, *arguments):
    """Make a system call that has to be refused by which call it is or who asks, not by its arguments."""
    result = libc.syscall(number, *arguments)
    if result != -1 or ctypes.get_errno() not in {errno.EPERM, errno.ENOSYS, errno.EACCES}:
        escapes.append(f"{what}: {result} {errno.errorcode.get(ctypes.get_errno())}")


def prizes():
    """What the harness hands in as worth stealing, line by line: [(name, value)]."""
    return [tuple(line.split(" ", 1)) for line in sys.stdin.read().splitlines() if " " in line]


def ended():
    """The last line of the program."""
    print(f"escaped: {escapes}" if escapes else "held")
