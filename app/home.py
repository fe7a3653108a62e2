"""The data folder: where attempts, receipts and logs lie, and who may use it now.

Guarantees: one launch at a time owns a data folder (a lock that the system drops when the process ends, however it
ends); the folder is readable by its owner only. Must not know what is inside an attempt's folder.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import IO

from protocol.errors import EnvironmentFault, StorageFault

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Home:
    """One data folder, owned from `enter` until `leave`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: IO[str] | None = None

    @property
    def logs(self) -> Path:
        """Technical logs."""
        return self.folder / "logs"

    @property
    def receipts(self) -> Path:
        """Erasure receipts: signed, without personal data; they outlive the attempt."""
        return self.folder / "receipts"

    def enter(self) -> None:
        """Create and lock. Raises StorageFault when it cannot be written, EnvironmentFault when it is in use."""
        try:
            for folder in (self.folder, self.folder / "attempts", self.logs, self.receipts):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = (self.folder / "lock").open("w", encoding="ascii")
        except OSError as error:
            raise StorageFault(
                "store.folder",
                f"Recrutr cannot write to its data folder {self.folder} ({error.strerror}). "
                "Please free some disk space or choose another folder with --data.",
            ) from error
        try:
            _lock(lock)
        except OSError as error:
            lock.close()
            raise EnvironmentFault(
                "app.running", "Recrutr is already running. Please look for its window, or close it first."
            ) from error
        self._lock = lock

    def leave(self) -> None:
        """Give the folder free. Idempotent."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def attempt_folder(self, device: str) -> Path:
        """Where one attempt lives; named by the device id made for it, which tells nothing."""
        return self.folder / "attempts" / device

    def attempt_devices(self) -> list[str]:
        """Device ids of the attempts that are here, newest first (ids rise with time)."""
        folder = self.folder / "attempts"
        return (
            sorted((path.name for path in folder.iterdir() if path.is_dir()), reverse=True) if folder.exists() else []
        )

    def wipe_attempt(self, device: str) -> None:
        """Remove everything of an attempt. Raises StorageFault when something stays."""
        try:
            shutil.rmtree(self.attempt_folder(device))
        except FileNotFoundError:
            return
        except OSError as error:
            raise StorageFault(
                "store.wipe",
                "Some of this attempt's files could not be removed. Recrutr tries again at its next start.",
            ) from error

    def keep_receipt(self, name: str, data: bytes) -> Path:
        """Write a receipt durably. Raises StorageFault."""
        path = self.receipts / name
        write_whole(path, data)
        return path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and durably. Raises StorageFault."""
    fresh = path.with_name(path.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise StorageFault(
            "store.write",
            f"{path.name} could not be written ({error.strerror}). Please choose another place or make some room.",
        ) from error


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
