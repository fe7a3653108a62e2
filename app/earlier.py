"""The attempts that are on this computer, for the first screen: each is opened for a moment, and left as it is."""

from __future__ import annotations

from app.attempt import state_of
from protocol.errors import RecrutrError
from protocol.fact_words import STATES
from protocol.saying import said, say
from sync.store.attempts import AttemptStores
from ui.states import EarlierAttempt

MOST = 20
"""The newest; each takes some tenths of a second to open."""
CLOSING_S = 5.0


def earlier(stores: AttemptStores) -> tuple[EarlierAttempt, ...]:
    """What is here, newest first; what does not open now is there too. On the background thread."""
    return tuple(_line(stores, name) for name in stores.attempts()[:MOST])


def _line(stores: AttemptStores, name: str) -> EarlierAttempt:
    try:
        store = stores.open(name)
    except RecrutrError as error:
        return EarlierAttempt(name, say("Work that does not open"), said(error.message))
    try:
        joined = store.joined
        words = say("{organisation}: {state}", organisation=joined.organisation, state=said(STATES[state_of(store)]))
        return EarlierAttempt(name, joined.assessment_title, words)
    finally:
        store.close(CLOSING_S)
