"""Files that must survive: write durably, hold one instance's lock, say what went wrong in our own errors.

Guarantees: a file written here is whole or absent after a power cut; a second instance is refused, not queued.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import IO

from protocol.errors import StorageFault
from protocol.saying import to_say

if sys.platform == "win32":  # pragma: no cover - exercised on Windows only
    import msvcrt
else:
    import fcntl


def storage_fault(error: OSError, what: str) -> StorageFault:
    """Translate an operating system error: what was being done, why it failed, what to do."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        message = to_say("The disk is full: {what}. Free some space; Recrutr goes on by itself.", what=what)
        return StorageFault("store.disk_full", message)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StorageFault("store.read_only", to_say("This folder cannot be written: {what}.", what=what))
    reason = os.strerror(error.errno) if error.errno else str(error)
    return StorageFault("store.io", to_say("The disk reported an error ({reason}): {what}.", reason=reason, what=what))


def make_private_folder(folder: Path) -> None:
    """Create a folder that only this user may enter; its name survives a power cut. Raises StorageFault."""
    try:
        missing = [it for it in (folder, *folder.parents) if not it.exists()]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for made in reversed(missing):
            flush_folder(made.parent)
    except OSError as error:
        raise storage_fault(error, to_say("a folder for your work could not be made")) from error


def write_durably(path: Path, data: bytes) -> None:
    """Write a file of mode 0600 by temporary name, flush, rename. Raises StorageFault; the old file then remains."""
    make_private_folder(path.parent)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise storage_fault(error, to_say("{name} could not be written", name=path.name)) from error


def flush_folder(folder: Path) -> None:
    """Make names made or removed in a folder durable; Windows does that by itself.

    A file system that has no such thing (some shared and removable ones) is left to do it in its own time.
    """
    if sys.platform == "win32":  # pragma: no cover - exercised on Windows only
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


_TAKEN = {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
"""How Linux, macOS and Windows say that somebody else has a lock; a file system without locks says something else."""


class InstanceLock:
    """One instance at a time works on a folder. The system frees the lock when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises StorageFault: `store.in_use` when another process (or store) has it."""
        make_private_folder(path.parent)
        try:
            self._file: IO[bytes] = path.open("a+b")
        except OSError as error:
            raise storage_fault(error, to_say("the lock file could not be opened")) from error
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            if error.errno not in _TAKEN:
                raise storage_fault(error, to_say("the lock file could not be locked")) from error
            message = to_say(
                "Recrutr is already open with this work. Go to the other window, or close it and try again."
            )
            raise StorageFault("store.in_use", message) from error

    def release(self) -> None:
        """Let go; harmless when done twice."""
        self._file.close()


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":  # pragma: no cover - exercised on Windows only
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
