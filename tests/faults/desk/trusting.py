"""A mutation: the store trusts whatever it can read at opening, flushed or not. Imported into the app's process."""

from __future__ import annotations

from sync.store.database import Database

Database._make_safe = lambda _self: None  # type: ignore[method-assign]
