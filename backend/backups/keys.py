"""The copy of the keys: what a backup is worth nothing without, in one sealed file that replaces the one before.

Guarantees: sealed to an age recipient, whose private half this machine need not have; there is one copy, because a
second, older one would still open what was deleted since; a key that was destroyed is in it as destroyed only.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

import pyrage
from pydantic import ValidationError

from backend.transaction import Services
from protocol.canonical import from_base64, to_base64
from protocol.errors import InvalidInput, StorageFault, Tampered
from protocol.model import Frozen


class KeyRow(Frozen):
    """One row of the key service; `wrapped` in base64."""

    kind: str
    owner: str
    wrapped: str | None
    fingerprint: str
    created_at_us: int
    destroyed_at_us: int | None

    def stored(self) -> dict[str, Any]:
        """As the key service takes it in."""
        wrapped = None if self.wrapped is None else from_base64(self.wrapped)
        return {**self.model_dump(), "wrapped": wrapped}


class Copy(Frozen):
    """All keys and the secrets that open them."""

    format: Literal[1]
    made_at_us: int
    master_key: str
    hash_key: str
    keys: list[KeyRow]


def new_identity(file: Path) -> str:
    """Write the private half of a new pair into a new file; returns the public one (`age1…`)."""
    identity = pyrage.x25519.Identity.generate()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(f"{identity}\n")
    except OSError as error:
        raise StorageFault("store.backup", f"{file} cannot be made: {error.strerror}.") from error
    return str(identity.to_public())


def save(services: Services, file: Path, recipient: str) -> int:
    """Write the copy in the place of the one before, durably; returns how many keys are in it. Raises StorageFault."""
    try:
        to = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise InvalidInput("recipient", "age1…", "The recipient must be a public key of age (age1…).") from error
    rows = services.keys.rows()
    wrapped = [{**row, "wrapped": None if row["wrapped"] is None else to_base64(row["wrapped"])} for row in rows]
    made = Copy(
        format=1,
        made_at_us=services.clock_us(),
        master_key=to_base64(services.secrets.master_key),
        hash_key=to_base64(services.secrets.hash_key),
        keys=[KeyRow(**row) for row in wrapped],
    )
    sealed = pyrage.encrypt(made.model_dump_json().encode(), [to])
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageFault("store.backup", f"{file} cannot be written: {error.strerror}.") from error
    return len(rows)


def read(file: Path, identity: Path) -> Copy:
    """Open the copy of the keys. Raises Tampered(`tampered.keys`) when it does not open."""
    try:
        secret = pyrage.x25519.Identity.from_str(_identity_line(identity))
        return Copy.model_validate_json(pyrage.decrypt(file.read_bytes(), [secret]))
    except OSError as error:
        raise StorageFault("store.backup", f"{error.filename} cannot be read: {error.strerror}.") from error
    except (pyrage.DecryptError, pyrage.IdentityError, ValidationError, ValueError) as error:
        raise Tampered("tampered.keys", f"{file} is damaged, or {identity} does not open it.") from error


def _identity_line(file: Path) -> str:
    """The key in a file as age-keygen writes it, whose other lines begin with a #."""
    lines = (line.strip() for line in file.read_text().splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")
