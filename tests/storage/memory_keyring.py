"""A real back end of the keyring library that keeps its secrets in memory, and can be locked or fail."""

from __future__ import annotations

import keyring.errors
from keyring.backend import KeyringBackend


class MemoryKeyring(KeyringBackend):
    """Holds (service, name) → password. `locked` makes it behave as a keyring that the person has not opened."""

    priority = 0.1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # keyring publishes no types for it
        self.secrets: dict[tuple[str, str], str] = {}
        self.locked = False
        self.failing: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.secrets.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not found")

    def _check(self) -> None:
        if self.failing is not None:
            raise self.failing
        if self.locked:
            raise keyring.errors.KeyringLocked("the collection is locked")
