"""What a seeded backend goes back to after a call that wrote: its rows, on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import event

from backend.transaction import Services
from tests.postgresql import ADMIN, Databases


class Rows(Protocol):
    """The rows of both databases as they were once."""

    def put_back(self) -> None:
        """Make them so again."""


class FileRows:
    """Of two SQLite files: copies in memory."""

    def __init__(self, services: Services) -> None:
        event.listen(services.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
        services.engine.dispose()
        self._kept: dict[Path, sqlite3.Connection] = {}
        for path in (services.settings.database_file, services.settings.keys_file):
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            with sqlite3.connect(path) as now:
                now.backup(copy)
            self._kept[path] = copy

    def put_back(self) -> None:
        """Copy them over the files."""
        for path, copy in self._kept.items():
            now = sqlite3.connect(path)
            now.execute("PRAGMA synchronous=OFF")
            copy.backup(now)
            now.close()


class DatabaseRows:
    """Of the databases of PostgreSQL: copies beside them, from which they are made anew under their names."""

    def __init__(self, databases: Databases) -> None:
        self._cluster = databases.cluster
        self._names: Sequence[str] = list(databases.names.values())
        for name in self._names:
            self._copy(name, f"{name}_kept")
        self._written = self._next_transaction()

    def put_back(self) -> None:
        """Whoever is connected is put out, and the engines find out when they next ask; if anything was written."""
        if self._written == self._next_transaction():
            return
        for name in self._names:
            self._cluster.drop(name)
            self._copy(f"{name}_kept", name)
        self._written = self._next_transaction()

    def _next_transaction(self) -> object:
        """Only a transaction that writes takes a number."""
        with psycopg.connect(self._cluster.address("postgres", ADMIN)) as connection:
            return connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())").fetchone()

    def _copy(self, source: str, name: str) -> None:
        with psycopg.connect(self._cluster.address("postgres", ADMIN), autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (source,))
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY".encode())
            asked = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s"
            (owner,) = connection.execute(asked, (source,)).fetchone() or (ADMIN,)
            connection.execute(f"ALTER DATABASE {name} OWNER TO {owner}".encode())
