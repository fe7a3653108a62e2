"""The door to object storage (obstore): a folder by default, S3 or another store later by URL.

Guarantees: an object is there whole or not at all; a full disk is StorageFault(`store.full`), anything else of the
store's StorageFault(`store.objects`), a missing object NotFound. Keys are made here, so that all objects of an attempt
share one prefix and each kind has its data class. Must not see plain recordings: what is stored is sealed.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, from_url

from backend.retention import DataClass
from backend.settings import Settings
from protocol.errors import NotFound, StorageFault

RETRY_AFTER_S = 60
"""How long a device waits before it tries a full store again; somebody has to make room first."""


class ObjectKind(StrEnum):
    """What an object is; its data class decides how long it stays."""

    SEGMENT = "segment"
    EXPORT = "export"


OBJECT_CLASSES: dict[ObjectKind, DataClass] = {
    ObjectKind.SEGMENT: DataClass.MEDIA,
    ObjectKind.EXPORT: DataClass.WORK,
}


def attempt_prefix(attempt: str) -> str:
    """The prefix under which every object of an attempt lies."""
    return f"attempts/{attempt}/"


def object_key(kind: ObjectKind, attempt: str, name: str) -> str:
    """The key of an object; `name` holds ids, numbers and digests only."""
    return f"{attempt_prefix(attempt)}{kind.value}/{name}"


class ObjectStore:
    """Put, read, list and delete whole objects. Thread-safe."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.objects_folder if settings.objects_url is None else None
        self._durable: set[Path] = set()
        self._store: obstore.store.ObjectStore
        if settings.objects_url is None:
            self._store = LocalStore(settings.objects_folder, automatic_cleanup=True)
        else:
            self._store = from_url(settings.objects_url)

    def put(self, key: str, data: bytes | IO[bytes]) -> None:
        """Store an object durably, replacing one of the same key. Raises StorageFault; a failed one leaves nothing."""
        with _translated():
            obstore.put(self._store, key, data, use_multipart=False)
            if self._folder is not None:
                _make_durable(self._folder / key, self._durable)

    def read(self, key: str) -> bytes:
        """The whole object. Raises NotFound, StorageFault."""
        with _translated():
            return bytes(obstore.get(self._store, key).bytes())

    def stream(self, key: str, chunk_bytes: int = 256 * 1024) -> Iterator[bytes]:
        """The object in pieces of about `chunk_bytes`. Raises NotFound, StorageFault before the first piece."""
        with _translated():
            result = obstore.get(self._store, key)
        return (bytes(piece) for piece in result.stream(min_chunk_size=chunk_bytes))

    def list(self, prefix: str) -> list[str]:
        """All keys under a prefix that ends with a slash."""
        with _translated():
            return [meta["path"] for page in obstore.list(self._store, prefix.rstrip("/")) for meta in page]

    def delete(self, key: str) -> None:
        """Delete one object; one that is gone already is fine."""
        self._durable.clear()  # first, because an empty folder goes with its last object
        try:
            with _translated():
                obstore.delete(self._store, key)
        except NotFound:
            return

    def delete_all(self, prefix: str) -> int:
        """Delete everything under a prefix; returns how many objects went. Idempotent."""
        keys = self.list(prefix)
        for key in keys:
            self.delete(key)
        return len(keys)


def _make_durable(file: Path, known: set[Path]) -> None:
    """Obstore renames a finished file into place but does not sync it; we promise that it survives a power cut.

    The folders above the file's own are synced once: their entries do not change afterwards.
    """
    parent, *above = file.parents[:4]
    new = [] if parent in known else above
    for path in (file, parent, *new):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    known.add(parent)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotFoundError) as error:
        raise NotFound("object.missing", "A stored recording is missing.") from error
    except (BaseError, OSError) as error:
        raise full_disk(error) from error


def full_disk(error: BaseError | OSError) -> StorageFault:
    """The fault behind a failed write: `store.full` when there is no room, else `store.objects`."""
    # obstore hands on the text of Rust's io::Error only, so the number is looked for in it.
    full = f"os error {errno.ENOSPC}" in str(error) or f"os error {errno.EDQUOT}" in str(error)
    if full or getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}:
        return StorageFault(
            "store.full",
            "The server has no room for recordings at the moment. Nothing was lost: they wait on your device.",
            {"retry_after_s": RETRY_AFTER_S},
        )
    return StorageFault("store.objects", "The server's recording store did not answer. Nothing was lost; try again.")
