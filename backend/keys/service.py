"""The key service: holds candidates' keys, organisations' private keys and the server's signing key.

Guarantees: keys lie wrapped by the master key in their own file; a destroyed key is overwritten there, and every later
use raises Gone(`key.destroyed`). Candidate keys never leave this module and are never cached. Every change is a
transaction of its own (a different file from the main database): create before the row that names it, destroy before
the rows that it sealed.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from backend.database import READING, checkpoint, open_engine, storage_fault
from backend.keys import papers
from backend.keys.models import KeyKind, KeysBase, StoredKey
from protocol.canonical import digest_hex
from protocol.errors import Conflict, Gone, NotFound
from protocol.sealing import new_data_key, open_bytes, seal_bytes, unwrap_for_organisation
from protocol.signing import SigningKey

SERVER = "server"
_WRAPPED = select(StoredKey.wrapped).where(StoredKey.kind == bindparam("kind"), StoredKey.owner == bindparam("owner"))


@dataclass(frozen=True, slots=True)
class Destroyed:
    """Proof of a destroyed key: SHA-256 of the key in hex, and when."""

    fingerprint: str
    at_us: int


class KeyService:
    """Keys of one backend. Thread-safe. Times are given by the caller, in microseconds."""

    def __init__(self, place: Path | str, master_key: bytes) -> None:
        self._engine = open_engine(place, "keys")
        self._reading = self._engine.execution_options(**{READING: True})
        self._master_key = master_key
        self._server_lock = threading.Lock()
        self._server_key: SigningKey | None = None
        with self._guarded():
            KeysBase.metadata.create_all(self._engine)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def create_candidate_key(self, candidate: str, now_us: int) -> str:
        """Make the key of a candidate; returns its fingerprint. Making it twice returns the first one's."""
        return self._create(KeyKind.CANDIDATE, candidate, new_data_key(), now_us)

    def seal(self, candidate: str, plain: bytes, associated: bytes, *, compress: bool = False) -> bytes:
        """AES-256-GCM under the candidate's key, after zlib when `compress`. Raises Gone, NotFound."""
        data = zlib.compress(plain, 6) if compress else plain
        return seal_bytes(self._open(KeyKind.CANDIDATE, candidate), data, associated)

    def open(self, candidate: str, sealed: bytes, associated: bytes, *, compressed: bool = False) -> bytes:
        """Undo `seal`. Raises Gone after erasure, Tampered when it does not open."""
        plain = open_bytes(self._open(KeyKind.CANDIDATE, candidate), sealed, associated)
        return zlib.decompress(plain) if compressed else plain

    def require_candidate_key(self, candidate: str) -> None:
        """Raises Gone(`key.destroyed`) once an erasure of the candidate has begun; NotFound when there was no key."""
        self._open(KeyKind.CANDIDATE, candidate)

    def commitment_key(self, candidate: str, attempt: str) -> bytes:
        """The 32-byte key of an attempt's journal commitments, derived so that it dies with the candidate's key."""
        key = self._open(KeyKind.CANDIDATE, candidate)
        return hmac.new(key, b"recrutr/commitment/1\n" + attempt.encode(), hashlib.sha256).digest()

    def destroy_candidate_key(self, candidate: str, now_us: int) -> Destroyed:
        """Overwrite a candidate's key for good; idempotent. Raises NotFound when there never was one."""
        with self._session() as session:
            row = session.get(StoredKey, (KeyKind.CANDIDATE, candidate))
            if row is None:
                raise _no_key()
            if row.destroyed_at_us is None:
                row.wrapped, row.destroyed_at_us = None, now_us
            proof = Destroyed(row.fingerprint, row.destroyed_at_us)
        checkpoint(self._engine)  # the log still holds the page with the wrapped key
        return proof

    def destroyed(self) -> dict[str, int]:
        """Every candidate whose key was destroyed, and when: what was deleted, in opaque ids."""
        gone = select(StoredKey.owner, StoredKey.destroyed_at_us).where(
            StoredKey.kind == KeyKind.CANDIDATE, StoredKey.destroyed_at_us.is_not(None)
        )
        with self._guarded(), self._reading.connect() as connection:
            return {owner: at_us or 0 for owner, at_us in connection.execute(gone)}

    def known_candidates(self) -> set[str]:
        """Every candidate who has, or had, a key here."""
        owners = select(StoredKey.owner).where(StoredKey.kind == KeyKind.CANDIDATE)
        with self._guarded(), self._reading.connect() as connection:
            return set(connection.scalars(owners))

    def rows(self) -> list[dict[str, Any]]:
        """Every key as it is stored, wrapped by the master key: for the one copy of the keys."""
        with self._guarded(), self._reading.connect() as connection:
            found = connection.execute(select(StoredKey.__table__).order_by(StoredKey.kind, StoredKey.owner))
            return [dict(row) for row in found.mappings()]

    def take_in(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Fill an empty key service from a copy. Raises Conflict(`restore.occupied`)."""
        with self._session() as session:
            if session.scalar(select(StoredKey.owner).limit(1)) is not None:
                raise Conflict("restore.occupied", "The database of the keys is not empty.")
            session.add_all(StoredKey(**row) for row in rows)

    def create_organisation_key(self, organisation: str, now_us: int) -> str:
        """Make a managed organisation's age key pair; returns the public key (`age1…`)."""
        identity = pyrage.x25519.Identity.generate()
        self._create(KeyKind.ORGANISATION, organisation, str(identity).encode(), now_us)
        kept = self._open(KeyKind.ORGANISATION, organisation).decode()
        return str(pyrage.x25519.Identity.from_str(kept).to_public())

    def open_data_key(self, organisation: str, wrapped: str) -> bytes:
        """Undo the device's wrap of a track's data key with a managed organisation's key. Raises Tampered, NotFound."""
        return unwrap_for_organisation(wrapped, self._open(KeyKind.ORGANISATION, organisation).decode())

    def server_key(self) -> SigningKey:
        """The key that signs tickets, acknowledgements and receipts; made at first use."""
        with self._server_lock:
            if self._server_key is None:
                self._create(KeyKind.SERVER, SERVER, SigningKey.generate().private_bytes, 0)
                self._server_key = SigningKey(self._open(KeyKind.SERVER, SERVER))
            return self._server_key

    def paper_certificate(self, organisation: str, name: str, now_us: int) -> bytes:
        """The certificate (DER) of the key that signs an organisation's papers; both are made at first use."""
        try:
            pair = self._open(KeyKind.PAPER, organisation)
        except NotFound:
            self._create(KeyKind.PAPER, organisation, papers.new_pair(name, now_us), now_us)
            pair = self._open(KeyKind.PAPER, organisation)
        return papers.certificate_of(pair)

    def sign_paper(self, organisation: str, message: bytes) -> bytes:
        """ECDSA with SHA-256 by that key, in DER. Raises NotFound before `paper_certificate` was asked for."""
        return papers.sign_with(self._open(KeyKind.PAPER, organisation), message)

    def _create(self, kind: KeyKind, owner: str, key: bytes, now_us: int) -> str:
        with self._session() as session:
            row = session.get(StoredKey, (kind, owner))
            if row is None:
                wrapped = seal_bytes(self._master_key, key, _associated(kind, owner))
                row = StoredKey(
                    kind=kind, owner=owner, wrapped=wrapped, fingerprint=digest_hex(key), created_at_us=now_us
                )
                session.add(row)
            return row.fingerprint

    def _open(self, kind: KeyKind, owner: str) -> bytes:
        # Every entry, source and token that is sealed or opened comes by here: one statement, without a session.
        with self._guarded(), self._reading.connect() as connection:
            row = connection.execute(_WRAPPED, {"kind": kind, "owner": owner}).one_or_none()
        if row is None:
            raise _no_key()
        if row.wrapped is None:
            raise Gone("key.destroyed", "This data was deleted: its key no longer exists.")
        return open_bytes(self._master_key, row.wrapped, _associated(kind, owner))

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with self._guarded(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (OperationalError, PoolTimeout) as error:
            raise storage_fault(error) from error
        except DBAPIError as error:
            if error.connection_invalidated:
                raise storage_fault(error) from error
            raise


def _associated(kind: KeyKind, owner: str) -> bytes:
    return f"stored_key/{kind.value}/{owner}".encode()


def _no_key() -> NotFound:
    return NotFound("key.unknown", "There is no such key.")
