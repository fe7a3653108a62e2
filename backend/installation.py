"""The data folder of one installation, and its secrets.

Guarantees: secrets are made at first start, readable by their owner only (0600), and never leave `data/secrets`.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from backend.settings import Settings
from protocol.errors import StorageFault

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only this installation knows: the key that wraps all stored keys, and the key of keyed hashes."""

    master_key: bytes = field(repr=False)
    hash_key: bytes = field(repr=False)


def prepare_folder(settings: Settings) -> Secrets:
    """Make the data folder and its secrets if they do not exist. Raises StorageFault(`store.folder`)."""
    try:
        for folder in (settings.data, settings.objects_folder, settings.staging_folder, settings.data / "secrets"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Secrets(*(_secret(settings.data / "secrets" / name) for name in ("master.key", "hash.key")))
    except OSError as error:
        raise StorageFault(
            "store.folder", f"The data folder {settings.data} cannot be used: {error.strerror}. Choose another."
        ) from error


def _secret(file: Path) -> bytes:
    if not file.exists():
        fresh = file.with_suffix(f".{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(secrets.token_bytes(SECRET_BYTES))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(fresh, file)  # fails when another process was first: then its secret is the one
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    value = file.read_bytes()
    if len(value) != SECRET_BYTES:
        raise StorageFault("store.secret", f"The secret {file.name} is damaged; restore it from your safe copy.")
    return value
