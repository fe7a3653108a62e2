"""A mutation: the store as it must not be, with commits that no flush covers. Imported into the app's process."""

from __future__ import annotations

from sync.store.database import Database

_set_up = Database._set_up


def _without_flushes(self: Database, key: bytes, *, read_only: bool) -> None:
    _set_up(self, key, read_only=read_only)
    if not read_only:
        self.read("PRAGMA synchronous = NORMAL")


Database._set_up = _without_flushes  # type: ignore[method-assign] # the mutation
