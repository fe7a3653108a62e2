"""How the candidate said it was, on its way to the server: one step a call, for the engine's thread.

Guarantees: it leaves only after the server has countersigned what was handed in. Must not wait or retry: that is the
engine's part.
"""

from __future__ import annotations

from protocol.errors import Gone, Refused, SignInNeeded, TooMany
from sync.client import Client
from sync.conversing import DISK_S
from sync.store.store import Store


class Impressing:
    """Brings one store's answers to the server. Used by one thread."""

    def __init__(self, store: Store, client: Client) -> None:
        self._store, self._client = store, client

    def tell(self) -> bool:
        """Hand over what waits; whether there was anything. What is refused for good is not offered again."""
        if self._store.countersigned is None:
            return False
        said = self._store.impressions.waiting
        if said is None:
            return False
        try:
            self._client.tell("PUT", "/impression", said)
        except Refused as refusal:
            if isinstance(refusal, (SignInNeeded, TooMany)) or (
                isinstance(refusal, Gone) and refusal.code == "attempt.erased"
            ):
                raise
        self._store.impressions.confirm().result(DISK_S)
        return True
