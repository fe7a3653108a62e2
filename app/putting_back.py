"""Opening an attempt with the server at hand: compare both ends, and put back what the server holds where they differ.

Guarantees: without the network an attempt opens all the same; what was here is kept aside, never overwritten; an
attempt that had not started is simply begun anew beside its old copy. On a background thread.
"""

from __future__ import annotations

from app.attempt import Attempt
from protocol.attempts import AttemptState
from protocol.errors import RecrutrError
from protocol.wire import Joined
from sync.client import Client
from sync.clock import wall_us
from sync.restoring import can_be_restored, difference, restore_lost, restore_store
from sync.store.attempts import AttemptStores
from sync.store.store import Store

_BEFORE_WORK = {AttemptState.CREATED, AttemptState.NOTICED, AttemptState.CHECKED}
_WORKED = {AttemptState.STARTED, AttemptState.FINISHED, AttemptState.JUDGED, AttemptState.REVIEWED}


def compared(stores: AttemptStores, store: Store, client: Client) -> Attempt:
    """The attempt of a store that opened, after a look at the server if it answers."""
    if store.started is None:
        return Attempt(stores, store, client)
    name = store.attempt
    try:
        reason = difference(store, client)
        if reason is None:
            return Attempt(stores, store, client)
        attempt = Attempt(stores, restore_store(stores, store, client, reason), client)
    except RecrutrError:  # no network, or an old token: the engine looks again, and says what a person must know
        return Attempt(stores, _still_open(stores, store, name), client)
    attempt.put_back = True
    return attempt


def entered(stores: AttemptStores, joined: Joined, code: str, client: Client) -> Attempt:
    """The attempt that was just joined: new, opened again, or put back when its copy here is lost.

    Raises what opening raises where a person must act first (locked keyring, second window).
    """
    try:
        store = stores.create(joined, code)
    except RecrutrError as error:
        if not can_be_restored(error):
            raise
        if joined.state in _BEFORE_WORK:
            stores.quarantine(joined.attempt)
            return Attempt(stores, stores.create(joined, code), client)
    else:
        if store.started is not None or joined.state not in _WORKED:
            return compared(stores, store, client)
        store.close()  # new and empty, while the server knows of work
    attempt = Attempt(stores, restore_lost(stores, joined, code, client), client)
    attempt.acknowledge(wall_us())  # the server let it start, so the notice had been read
    attempt.reached(AttemptState.STARTED)
    attempt.put_back = True
    return attempt


def _still_open(stores: AttemptStores, store: Store, name: str) -> Store:
    return store if not store.is_closed else stores.open(name)
