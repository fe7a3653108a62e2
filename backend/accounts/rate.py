"""Rate limits on login and join, and what may come once, kept in the database so that every process counts together.

Guarantees: a try is counted in its own transaction before it is carried out, so that a refused or crashing try counts
too; origins are kept as keyed hashes only and swept when their window has passed.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from sqlalchemy import delete, func, or_, select

from backend.accounts.models import RateEvent
from backend.transaction import Services, Transaction
from protocol.errors import TooMany
from protocol.saying import to_say

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` within `window_us` for one origin."""

    bucket: str
    tries: int
    window_us: int


@dataclass(frozen=True, slots=True)
class Standing:
    """After a counted try: its number for `forgive`, how many more are `left`, and when all are there again."""

    event: int
    left: int
    reset_s: int


LOGIN_BY_PAIR = Limit("login.pair", 10, 15 * MINUTE_US)
LOGIN_BY_ADDRESS = Limit("login.address", 100, 15 * MINUTE_US)
LOGIN_BY_ACCOUNT = Limit("login.account", 200, 15 * MINUTE_US)
"""Many addresses against one account. Whoever signed in from their address before is not held up by it."""
LOGIN_KNOWN = Limit("login.known", 1, 30 * 24 * 60 * MINUTE_US)
"""From where an account was signed in to: no limit but a memory, so that strangers cannot lock its owner out."""
CODE_BY_MEMBER = Limit("code.member", 10, 15 * MINUTE_US)
"""Codes and passwords of somebody whose password was right already: six digits hold against ten tries."""
CODE_BY_MEMBER_A_DAY = Limit("code.member.day", 50, 24 * 60 * MINUTE_US)
"""Ten tries a quarter of an hour would be 960 a day: patience would find a code. Fifty find one in 6,600 days."""
PASSKEY_BY_ADDRESS = Limit("passkey.address", 100, 15 * MINUTE_US)
SIGN_ON_BY_ADDRESS = Limit("sign_on.address", 100, 15 * MINUTE_US)
"""Only returns from a provider that opened nothing stay counted; a whole office may be behind one address."""
JOIN_BY_ADDRESS = Limit("join.address", 30, 10 * MINUTE_US)
"""Only wrong codes stay counted; a whole classroom behind one address may join."""


def count(services: Services, limit: Limit, origin: str) -> int:
    """Count one try; returns its number for `forgive`. Raises TooMany (`rate.limited`, details `retry_after_s`)."""
    return take(services, limit, origin).event


def take(services: Services, limit: Limit, origin: str) -> Standing:
    """Count one try, and say what is left. Raises TooMany (`rate.limited`, details `retry_after_s`)."""
    with services.transaction() as tx:
        since = tx.now_us - limit.window_us
        hashed = _hashed(services, limit, origin)
        tx.session.execute(delete(RateEvent).where(RateEvent.bucket == limit.bucket, RateEvent.at_us < since))
        mine = (RateEvent.bucket == limit.bucket, RateEvent.origin == hashed)
        tries, oldest = tx.session.execute(select(func.count(), func.min(RateEvent.at_us)).where(*mine)).one()
        if tries >= limit.tries:
            wait_s = max(1, (oldest - since) // SECOND_US + 1)
            raise TooMany("rate.limited", to_say("Too many tries. Please wait a little."), {"retry_after_s": wait_s})
        event = RateEvent(bucket=limit.bucket, origin=hashed, at_us=tx.now_us)
        tx.session.add(event)
        tx.session.flush()
        reset_s = -(-((oldest or tx.now_us) - since) // SECOND_US)
        return Standing(event.id, limit.tries - tries - 1, reset_s)


def remember(services: Services, limit: Limit, origin: str) -> None:
    """Keep that this origin was right, for the limit's window."""
    with services.transaction() as tx:
        hashed = _hashed(services, limit, origin)
        since = tx.now_us - limit.window_us
        old = or_(RateEvent.at_us < since, RateEvent.origin == hashed)
        tx.session.execute(delete(RateEvent).where(RateEvent.bucket == limit.bucket, old))
        tx.session.add(RateEvent(bucket=limit.bucket, origin=hashed, at_us=tx.now_us))


def remembers(services: Services, limit: Limit, origin: str) -> bool:
    """Whether this origin was right within the limit's window."""
    with services.reading() as tx:
        mine = (RateEvent.bucket == limit.bucket, RateEvent.origin == _hashed(services, limit, origin))
        found = select(RateEvent.id).where(*mine, RateEvent.at_us >= tx.now_us - limit.window_us)
        return tx.session.scalar(found.limit(1)) is not None


def first_time(tx: Transaction, limit: Limit, origin: str) -> bool:
    """Whether this origin was not there within the limit's window; it is remembered if `tx` comes to its end."""
    hashed, since = _hashed(tx.services, limit, origin), tx.now_us - limit.window_us
    tx.session.execute(delete(RateEvent).where(RateEvent.bucket == limit.bucket, RateEvent.at_us < since))
    mine = select(RateEvent.id).where(RateEvent.bucket == limit.bucket, RateEvent.origin == hashed)
    if tx.session.scalar(mine.limit(1)) is not None:
        return False
    tx.session.add(RateEvent(bucket=limit.bucket, origin=hashed, at_us=tx.now_us))
    tx.session.flush()
    return True


def forgive(services: Services, event: int) -> None:
    """Take a counted try back: it was right."""
    with services.transaction() as tx:
        tx.session.execute(delete(RateEvent).where(RateEvent.id == event))


def _hashed(services: Services, limit: Limit, origin: str) -> str:
    message = f"rate/{limit.bucket}/{origin}".encode()
    return hmac.new(services.secrets.hash_key, message, hashlib.sha256).hexdigest()
