"""Opening what is saved on this device, and going on with what the server holds where that does not open or differs.

Guarantees: without the network an attempt that opens does so all the same; what was here is kept aside, never
overwritten. Where nothing on this computer can be lost (its copy is merely older, or gone), what the server holds is
put back without asking; where the copy is damaged, or holds what the server does not, the person is asked first. On a
background thread.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from app.attempt import Attempt, server_of, settings_after_restoring
from protocol.attempts import AttemptState
from protocol.errors import Conflict, DeviceFault, RecrutrError, StorageFault, Tampered
from protocol.wire import Joined
from sync.client import Client
from sync.restoring import Question, difference, fetch, hand_over, holds_all, put_back, verified
from sync.store.attempts import AttemptStores, nothing
from sync.store.filling import Recovered
from sync.store.store import Store

_BEFORE_WORK = frozenset({AttemptState.CREATED, AttemptState.NOTICED, AttemptState.CHECKED})
_LOST = frozenset(
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
"""A second window, a locked or changed keyring and a newer version are not among them: there a person must act."""


def is_lost(error: RecrutrError) -> bool:
    """Whether this error of opening means that the copy here is lost, rather than that somebody must act first."""
    return error.code in _LOST or error.code.startswith("tampered.")


@dataclass(frozen=True, slots=True)
class Invited:
    """Where and with which code an attempt was joined."""

    server: str
    code: str


@dataclass(frozen=True, slots=True)
class Unopened:
    """An attempt that is on this device and was not opened. `code` and `server` are empty where they are not known."""

    attempt: str
    error: RecrutrError
    code: str
    server: str = ""

    @property
    def recoverable(self) -> bool:
        """Whether waiting will not help, but the server can."""
        return is_lost(self.error)


def opened_or_not(stores: AttemptStores, name: str, server: str) -> Attempt | Unopened:
    """Open an attempt, or say why not. `server`: where it was joined, if the app ended before that was kept."""
    try:
        store = stores.open(name)
    except RecrutrError as error:
        return Unopened(name, error, stores.code_of(name), stores.server_of(name))
    client = Client(server_of(store) or stores.server_of(name) or server)
    client.sign_in(store.joined.attempt, store.joined.token)
    return compared(stores, store, client)


def compared(stores: AttemptStores, store: Store, client: Client) -> Attempt | Unopened:
    """The attempt of a store that opened, after a look at the server if it answers.

    A copy that is merely older is replaced; one that holds other work is closed and left for the person to decide.
    """
    attempt = Attempt(stores, store, client)
    if store.started is None:
        return attempt
    code = attempt.code or stores.code_of(store.attempt)
    try:
        odd = difference(store, verified(client.journal_head(), store.joined, store.identity))
        if odd is None:
            return attempt
        question = Question.of(store, store.joined, code, odd.code)
        back = fetch(client, question)
        if back is not None and holds_all(back, store):
            return _replaced(stores, question, back, store, client)
    except RecrutrError:  # no network, or an old token: the engine looks again, and says what a person must know
        return Attempt(stores, store if not store.is_closed else stores.open(store.attempt), client)
    client.close()
    store.close()
    return Unopened(store.attempt, odd, code, client.base_url)


def entered(stores: AttemptStores, joined: Joined, invited: Invited, client: Client) -> Attempt | Unopened:
    """The attempt that was just joined: new, opened again, put back where no copy of it is here, or not opened.

    Raises Conflict(`store.other_device`).
    """
    if not stores.has(joined.attempt) and joined.state not in _BEFORE_WORK:
        question = Question(joined, stores.prepare_join(invited.code), invited.code, "store.missing")
        return _fetched(stores, question, None, client)
    try:
        store = stores.create(joined, invited.code)
    except (StorageFault, DeviceFault, Tampered) as error:
        client.close()
        return Unopened(joined.attempt, error, invited.code, invited.server)
    return compared(stores, store, client)


def restored(stores: AttemptStores, joined: Joined, unopened: Unopened, client: Client) -> Attempt:
    """What the person asked for: what the server holds, in the place of the copy that does not open or differs.

    A copy that opens now and does not differ, because what was wrong has passed, is gone on with as it is.
    `client` is signed in with the answer `joined`. Raises NetworkFault, Refused, Tampered, StorageFault, DeviceFault;
    what is on this computer is then as before.
    """
    code = unopened.code
    try:
        old = stores.open(joined.attempt)
    except RecrutrError as error:
        if not is_lost(error):
            raise
        question = Question(joined, stores.prepare_join(code), code, error.code)
        return _fetched(stores, question, None, client)
    with ExitStack() as closing:
        closing.callback(old.close)
        odd = _difference(old, joined, client)
        if odd is not None:
            return _fetched(stores, Question.of(old, joined, code, odd.code), old, client)
        old.rejoin(joined)
        attempt = Attempt(stores, old, client)
        attempt.remember(client.base_url, code)
        closing.pop_all()
        return attempt


def _difference(old: Store, joined: Joined, client: Client) -> Tampered | None:
    """How a store that opens differs from what the server holds now; before the start there is nothing to differ in."""
    try:
        signed = client.journal_head()
    except Conflict as conflict:
        if conflict.code != "attempt.state" or old.started is not None:
            raise
        return None
    return difference(old, verified(signed, joined, old.identity))


def _fetched(stores: AttemptStores, question: Question, old: Store | None, client: Client) -> Attempt:
    if old is not None:
        hand_over(old, client)  # before asking: what the server takes of it comes back with the rest
    back = fetch(client, question)
    if back is None:
        if old is not None:
            old.close()
        empty = stores.replace(question.joined, question.code, question.identity, nothing)
        return Attempt(stores, empty, client)
    attempt = _replaced(stores, question, back, old, client)
    attempt.put_back = question.fault == "store.missing"
    return attempt


def _replaced(stores: AttemptStores, question: Question, back: Recovered, old: Store | None, client: Client) -> Attempt:
    settings = settings_after_restoring(back, client.base_url, question.code)
    attempt = Attempt(stores, put_back(stores, question, back, old, settings), client)
    attempt.remember(client.base_url, question.code)
    attempt.put_back = True
    return attempt
