"""The mark beside a store: how far its journal surely was, so that work which vanished from the disk is noticed.

Written after each commit, without a flush of its own: after a power cut it may be older than the store, never newer.
A store that ends before its mark has lost what was on the disk (a deleted or cut log, an old file put back). A mark
that is missing or does not verify says nothing, and costs nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
from pathlib import Path

from protocol.journal import Head

MARK_NAME = "mark"
_DOMAIN = b"recrutr/store-mark/1\n"
_BINARY = getattr(os, "O_BINARY", 0)
_SEQ_BYTES, _HASH_BYTES = 8, 32


class Mark:
    """The mark of one open store; `write` belongs to the writer's thread."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path, self._key = folder / MARK_NAME, hashlib.sha256(_DOMAIN + key).digest()
        self._handle: int | None = None

    def read(self) -> Head | None:
        """How far the store was, as far as that is known."""
        try:
            data = self._path.read_bytes()
        except OSError:
            return None
        said, seal = data[: _SEQ_BYTES + _HASH_BYTES], data[_SEQ_BYTES + _HASH_BYTES :]
        if not hmac.compare_digest(seal, self._seal(said)):
            return None
        return Head(int.from_bytes(said[:_SEQ_BYTES], "big"), said[_SEQ_BYTES:].hex())

    def write(self, head: Head) -> None:
        """Keep how far the store is; a disk that does not take it changes nothing for the person."""
        said = head.seq.to_bytes(_SEQ_BYTES, "big") + bytes.fromhex(head.hash)
        with contextlib.suppress(OSError):
            if self._handle is None:
                self._handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | _BINARY, 0o600)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, said + self._seal(said))

    def close(self) -> None:
        """Close the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _seal(self, said: bytes) -> bytes:
        return hmac.new(self._key, said, hashlib.sha256).digest()
