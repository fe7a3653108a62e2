"""Builds the preloaded disk (`shim.c`) and speaks to it: from outside its path, from inside its controls."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import subprocess
import tempfile
from pathlib import Path

_SOURCE = Path(__file__).parent / "shim.c"
WRITES, FLUSHES = 1, 2


def build() -> Path:
    """Compile the shim once for each of its texts; its path. Raises FileNotFoundError without a C compiler."""
    mark = hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:16]
    library = Path(tempfile.gettempdir()) / f"recrutr-shim-{mark}.so"
    if not library.exists():
        fresh = library.with_suffix(f".{id(library)}.so")
        options = ["-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
        subprocess.run(["cc", *options, "-o", fresh, _SOURCE, "-ldl", "-lpthread"], check=True)
        fresh.replace(library)
    return library


class Shim:
    """The controls, inside a process that was started with the shim preloaded."""

    def __init__(self, folder: Path, log: Path) -> None:
        """Watch `folder` from here on, writing to `log`."""
        self._calls = ctypes.CDLL(None)
        self._calls.disk_operations.restype = ctypes.c_long
        self._calls.disk_fail.argtypes = [ctypes.c_int, ctypes.c_long, ctypes.c_int, ctypes.c_int]
        self._calls.disk_slow.argtypes = [ctypes.c_int, ctypes.c_long]
        if self._calls.disk_arm(str(folder).encode(), str(log).encode()) < 0:
            raise OSError(ctypes.get_errno(), "the shim's log cannot be opened")

    @property
    def operations(self) -> int:
        """How many writes and flushes there were."""
        return int(self._calls.disk_operations())

    def fail(self, kinds: int, first: int, hold_ms: int, error: str) -> None:
        """Let operation `first` (0: the next) and those after it fail for a time; `error` is errno's name."""
        self._calls.disk_fail(kinds, first, hold_ms, getattr(errno, error))

    def slow(self, milliseconds: int, count: int) -> None:
        """Hold the next `count` flushes up."""
        self._calls.disk_slow(milliseconds, count)
