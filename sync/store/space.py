"""Room on the disk: a reserve that the journal may use up when everything else is full, and a floor for media.

Guarantees: media stop while there is still room for keystrokes. Must not fail itself: without room there is no reserve.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

RESERVE_BYTES = 8 * 1024 * 1024
"""Room for about 10,000 entries after the disk is full."""
MEDIA_FLOOR_BYTES = 64 * 1024 * 1024
"""Recordings stop when less than this is free."""
RENEW_EVERY_S = 10.0


def free_bytes(folder: Path) -> int:
    """Bytes that this user may still write on the folder's disk."""
    return shutil.disk_usage(folder).free


class Reserve:
    """A file that only holds room. Used by the writer's thread alone once the store is open."""

    def __init__(self, path: Path, size: int = RESERVE_BYTES) -> None:
        self._path, self._size = path, size
        self._tried_s = 0.0

    def release(self) -> bool:
        """Give the room back to the disk; whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True

    def renew(self) -> None:
        """Make the reserve when it is missing and the disk has plenty again; tried every few seconds at most."""
        now = time.monotonic()
        if self._size == 0 or (self._tried_s and now - self._tried_s < RENEW_EVERY_S):
            return
        self._tried_s = now
        try:
            if self._path.exists() or free_bytes(self._path.parent) < 4 * self._size:
                return
            with os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(bytes(self._size))
        except OSError:
            self._path.unlink(missing_ok=True)
