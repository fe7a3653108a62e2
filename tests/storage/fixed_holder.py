"""A key holder whose secrets can be handed to another process."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.store.keys import deleted_key


@dataclass
class FixedHolder:
    """Implements sync.store.keys.KeyHolder over a dictionary that pickles."""

    secrets: dict[str, bytes] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return "fixed"

    def put(self, name: str, secret: bytes) -> None:
        self.secrets[name] = secret

    def get(self, name: str) -> bytes:
        if name not in self.secrets:
            raise deleted_key()
        return self.secrets[name]

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)
