"""Not a mutation, a hurry: the write-ahead log is moved into the database every few commits. Imported into the app."""

from __future__ import annotations

from sync.store import database

database.LOG_PAGES = 12
