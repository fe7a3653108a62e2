"""The unit of work: one request or job = one transaction, and what its services need beside the session.

Guarantees: commits at the end of the `with`, rolls back on any exception; nobody else commits. A reading transaction
takes no write lock and must not write. Must not be held while waiting for the network or a sandbox.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from backend.database import READING, TURN, Turn, confine, storage_fault
from backend.installation import Secrets
from backend.keys.service import KeyService
from backend.objects import ObjectStore
from backend.outgoing.calls import Reach
from backend.outgoing.documents import Documents
from backend.postgresql import busy, only_reads
from backend.readiness import Watch
from backend.settings import Settings
from backend.tenancy import ORGANISATION
from protocol.errors import InvalidInput

_BRINGS_JOB = "recrutr_brings_job"


def system_clock_us() -> int:
    """Unix time in microseconds."""
    return time.time_ns() // 1000


@dataclass(frozen=True, slots=True)
class Services:
    """Everything of one backend that outlives a request; thread-safe."""

    settings: Settings
    secrets: Secrets
    engine: Engine
    keys: KeyService
    objects: ObjectStore
    clock_us: Callable[[], int] = system_clock_us
    organisation: str | None = None
    """The organisation that transactions are confined to; None for work of the house, which is of all."""
    upkeep: Engine | None = None
    """An engine on the same database by the role that owns its tables; None where `engine` is that."""
    reach: Reach = field(default_factory=Reach, repr=False, compare=False)
    """How the outside is called while somebody waits for it (single sign-on)."""
    documents: Documents = field(default_factory=Documents, repr=False, compare=False)
    watch: Watch = field(default_factory=Watch, repr=False, compare=False)
    write_lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)
    news: threading.Event = field(default_factory=threading.Event, repr=False, compare=False)
    """Set after each commit that brought a job, for whoever carries jobs to other machines."""

    def confined(self, organisation: str) -> Services:
        """The same services, for work of one organisation: on PostgreSQL rows of others are not there."""
        return replace(self, organisation=organisation)

    @property
    def owning_engine(self) -> Engine:
        """The engine whose role owns the tables: for migrations and for rewriting them."""
        return self.upkeep or self.engine

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A writing transaction. Raises StorageFault when the database cannot do its work."""
        turn = Turn(self.write_lock, self.watch.metrics.database_waited)
        try:
            with self._session({READING: False, TURN: turn, ORGANISATION: self.organisation}) as session:
                yield Transaction(session, self, self.clock_us())
                session.commit()
                if session.info.get(_BRINGS_JOB):
                    self.news.set()
        finally:
            turn.give_back()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A reading transaction: a stable view, no write lock, nothing kept."""
        with self._session({READING: True, ORGANISATION: self.organisation}) as session:
            yield Transaction(session, self, self.clock_us())

    @contextmanager
    def _session(self, options: dict[str, Any]) -> Iterator[Session]:
        session = Session(self.engine.execution_options(**options), expire_on_commit=False)
        try:
            yield session
        except (OperationalError, PoolTimeout) as error:
            raise storage_fault(error) from error
        except DBAPIError as error:
            if error.connection_invalidated:
                raise storage_fault(error) from error
            if not options[READING] and only_reads(error.orig):
                session.invalidate()  # the next connection may lead to the server that takes writes
                raise busy() from error
            if isinstance(error, DataError) and "NUL" in str(error.orig):
                words = "A text contains the character with the number zero, which is not taken."
                raise InvalidInput("text", "no character zero", words) from error
            raise
        finally:
            with suppress(DBAPIError):  # a database that goes away now takes nothing back: not what was read, nor kept
                session.close()


@dataclass(frozen=True, slots=True)
class Transaction:
    """One open transaction. `now_us` is one time for all that happens in it."""

    session: Session
    services: Services
    now_us: int

    def confine(self, organisation: str) -> None:
        """From here on this transaction is of one organisation: for whom the transaction itself had to find out."""
        confine(self.session.connection(), organisation)

    def brings_job(self) -> None:
        """A job was written: whoever carries it is told once this is committed."""
        self.session.info[_BRINGS_JOB] = True

    @property
    def keys(self) -> KeyService:
        """The key service (its own file: not part of this transaction)."""
        return self.services.keys

    @property
    def objects(self) -> ObjectStore:
        """The object store (not part of this transaction)."""
        return self.services.objects

    @property
    def settings(self) -> Settings:
        """The backend's settings."""
        return self.services.settings
