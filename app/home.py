"""The data folder: where attempts, keys, receipts and logs lie, and who may use it now.

Guarantees: one launch at a time owns a data folder (a lock that the system drops when the process ends, however it
ends); the folder is readable by its owner only. Must not know what is inside an attempt: `sync.store` does.
"""

from __future__ import annotations

from pathlib import Path

from protocol.errors import EnvironmentFault, StorageFault
from protocol.saying import to_say
from sync.store.folders import InstanceLock, make_private_folder


class Home:
    """One data folder, owned from `enter` until `leave`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: InstanceLock | None = None

    @property
    def logs(self) -> Path:
        """Technical logs."""
        return self.folder / "logs"

    @property
    def keys(self) -> Path:
        """Wrapped keys, on a machine without a keyring."""
        return self.folder / "keys"

    def enter(self) -> None:
        """Create and lock. Raises StorageFault when it cannot be written, EnvironmentFault when it is in use."""
        try:
            make_private_folder(self.folder)
            make_private_folder(self.logs)
            self._lock = InstanceLock(self.folder / "lock")
        except StorageFault as error:
            raise _worded(error, self.folder) from error

    def leave(self) -> None:
        """Give the folder free. Idempotent."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _worded(fault: StorageFault, folder: Path) -> EnvironmentFault | StorageFault:
    """What a person can do something about, in other words than those of a lock or a folder."""
    if fault.code == "store.in_use":
        return EnvironmentFault(
            "app.running", to_say("Recrutr is already running. Please look for its window, or close it first.")
        )
    if fault.code == "store.read_only":
        message = to_say(
            "Recrutr may not write to its folder {folder}. Perhaps it belongs to another account of this computer.",
            folder=str(folder),
        )
        return StorageFault(fault.code, message)
    return fault
