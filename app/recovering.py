"""Opening what is saved on this device; and when it does not open, going on with what the server acknowledged.

Guarantees: nothing is put aside before the server has given back everything that it holds; what is damaged stays as it
was found. Background thread only.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.attempt import Attempt, server_of, settings_after_recovery
from protocol.attempts import AttemptState
from protocol.errors import Conflict, RecrutrError
from protocol.wire import Joined
from sync.client import Client
from sync.recovery import fetch
from sync.store.attempts import AttemptStores
from sync.store.restoring import Restored
from sync.store.store import Store

_RECOVERABLE = frozenset(
    {
        "store.not_database",
        "store.wrong_key",
        "store.missing",
        "store.key_note",
        "keyring.deleted",
        "keyring.other_key",
        "keyring.damaged",
    }
)


@dataclass(frozen=True, slots=True)
class Invited:
    """Where and with which code an attempt was joined, and why its work has to come from the server."""

    server: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unopened:
    """An attempt that is on this device and does not open. `code` and `server` are empty where they are not known."""

    attempt: str
    error: RecrutrError
    code: str
    server: str = ""

    @property
    def recoverable(self) -> bool:
        """Whether waiting will not help, but the server can."""
        return self.error.code in _RECOVERABLE or self.error.code.startswith("tampered.")


def opened_or_not(stores: AttemptStores, name: str, server: str) -> Attempt | Unopened:
    """Open an attempt, or say why not. `server`: where it was joined, if the app ended before that was kept."""
    try:
        store = stores.open(name)
    except RecrutrError as error:
        return Unopened(name, error, stores.code_of(name), stores.server_of(name))
    client = Client(server_of(store) or stores.server_of(name) or server)
    client.sign_in(store.joined.attempt, store.joined.token)
    return Attempt(stores, store, client)


def restore(stores: AttemptStores, client: Client, joined: Joined, invited: Invited) -> Store:
    """A store with everything that the server holds; an empty one when the attempt has not started.

    `client` is signed in with the answer `joined`. Raises NetworkFault, Refused, Tampered, StorageFault, DeviceFault;
    what is on the device is then as before.
    """
    identity = stores.prepare_join(invited.code)
    try:
        recovered = fetch(client, joined, identity)
    except Conflict:
        if joined.state is not AttemptState.WITHDRAWN:
            raise
        recovered = None  # withdrawn before it had started
    if recovered is None:
        return stores.restore(joined, invited.code, None)
    settings = settings_after_recovery(joined, recovered, invited.server, invited.code)
    return stores.restore(joined, invited.code, Restored(recovered, settings, invited.reason))
