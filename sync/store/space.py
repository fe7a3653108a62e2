"""Room on the disk: a reserve that the journal may use up when everything else is full, and floors for media.

Guarantees: on a filling disk video yields first, then sound, then stills, each while there is still room for those
after it and for keystrokes, which never yield. Must not fail itself: without room there is no reserve.
"""

from __future__ import annotations

import os
import shutil
import time
from enum import StrEnum
from pathlib import Path

from protocol.attempts import TrackKind

RESERVE_BYTES = 8 * 1024 * 1024
"""Room for about 10,000 entries after the disk is full."""
MEDIA_FLOOR_BYTES = 64 * 1024 * 1024
"""Nothing but keystrokes is written when less than this is free."""
RENEW_EVERY_S = 10.0


class Evidence(StrEnum):
    """What is recorded, by what it costs."""

    VIDEO = "video"
    SOUND = "sound"
    STILLS = "stills"


YIELDING = (Evidence.VIDEO, Evidence.SOUND, Evidence.STILLS)
"""Who yields first on a filling disk."""
EVIDENCE = {
    TrackKind.CAMERA: Evidence.VIDEO,
    TrackKind.SCREEN: Evidence.VIDEO,
    TrackKind.MICROPHONE: Evidence.SOUND,
    TrackKind.STILLS: Evidence.STILLS,
    TrackKind.IDENTITY: Evidence.STILLS,
}


def floor_of(evidence: Evidence, least_bytes: int = MEDIA_FLOOR_BYTES) -> int:
    """Under how much free room this is not written: `least_bytes` for the last to yield, half more for each before.

    Half of the default lasts for half an hour of both videos, or three hours of sound.
    """
    after = len(YIELDING) - 1 - YIELDING.index(evidence)
    return least_bytes + after * (least_bytes // 2)


def room_to_begin(evidence: Evidence, least_bytes: int = MEDIA_FLOOR_BYTES) -> int:
    """How much must be free before this begins (again): a little more, so that it does not stop at once."""
    return floor_of(evidence, least_bytes) + least_bytes // 4


def free_bytes(folder: Path) -> int:
    """Bytes that this user may still write on the folder's disk; none where the folder is away."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


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
