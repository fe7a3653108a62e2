"""A key holder over plain files: fast, and shared by processes. For tests whose matter is not the keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sync.store.keys import deleted_key


@dataclass(frozen=True)
class FileHolder:
    """Implements sync.store.keys.KeyHolder."""

    folder: Path

    @property
    def place(self) -> str:
        return "files"

    def put(self, name: str, secret: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(secret)

    def get(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            raise deleted_key() from None

    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
