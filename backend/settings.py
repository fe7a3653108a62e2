"""Settings of the backend and the secrets of one installation.

Guarantees: secrets are made at first start, readable by their owner only (0600), and never leave `data/secrets`.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from protocol.errors import StorageFault

SECRET_BYTES = 32
DAY_US = 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How one backend runs.

    Attributes:
        data: folder with recrutr.db, keys.db, objects/, staging/ and secrets/.
        base_url: where people reach the portal, without a slash at the end; goes into links.
        database: address of a PostgreSQL database (postgresql://user:password@host/name); None: SQLite under `data`.
        keys_database: the same for the key service, kept out of the backups of the other; None: SQLite under `data`.
        objects_url: where objects live; default the folder `objects` under `data`, later `s3://…`.
        waiting_period_us: how long an erasure waits for the data-protection officer's check of holds.
        engine: address of the container engine that judges (as DOCKER_HOST has it); None takes the machine's.
        remote_runs: how many programs of candidates without an engine run here at once, for feedback; 0 runs none.
        worker: whether the worker loop runs inside this process (small form).
        breached_passwords: a folder of range files of SHA-1 digests, as "Pwned Passwords" gives them out; None: none.
        trust_proxy: whether cookies are marked Secure because TLS ends in front of us; also for https base URLs.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = "http://localhost:8000"
    objects_url: str | None = None
    waiting_period_us: int = 7 * DAY_US
    engine: str | None = None
    remote_runs: int = 1
    worker: bool = True
    trust_proxy: bool = False
    breached_passwords: Path | None = None
    database: str | None = field(default=None, repr=False)
    keys_database: str | None = field(default=None, repr=False)

    @property
    def database_place(self) -> Path | str:
        """Where the main database is: its file or its address."""
        return self.database or self.database_file

    @property
    def keys_place(self) -> Path | str:
        """Where the key service's database is: its file or its address."""
        return self.keys_database or self.keys_file

    @property
    def database_file(self) -> Path:
        """The main SQLite file."""
        return self.data / "recrutr.db"

    @property
    def keys_file(self) -> Path:
        """The key service's own SQLite file; leave it out of backups of the main one."""
        return self.data / "keys.db"

    @property
    def objects_folder(self) -> Path:
        """Where objects lie in the small form."""
        return self.data / "objects"

    @property
    def staging_folder(self) -> Path:
        """Where an upload waits, nameless, until its digest is checked."""
        return self.data / "staging"

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies carry the Secure flag."""
        return self.trust_proxy or self.base_url.startswith("https://")


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
