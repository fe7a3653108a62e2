"""Objects that a server wrote and did not live to count: they go once all that is in them counts elsewhere.

A segment that comes again alone has the same key, so that nothing is left of the first try. One of a backlog may come
again in another bundle, and the object of the first try would lie there until its attempt is erased.

Guarantees: what a segment names stays, and so does what may still come to count, at any moment of an upload beside:
the key of an object says which numbers are in it, and a number that counts under another key never counts under this.
"""

from __future__ import annotations

from sqlalchemy import exists, select

from backend.attempts.models import Attempt
from backend.ingest.books import numbers_in
from backend.ingest.models import Segment
from backend.objects import ObjectKind, object_key
from backend.settings import DAY_US
from backend.transaction import Services

AT_ONCE = 50
"""Attempts per pass, each one listing: the worker's other tasks wait for no more than that."""


class Leftovers:
    """Periodic: goes through all attempts with recordings, some in each pass, and then rests for a day."""

    def __init__(self) -> None:
        self._after = ""
        self._rests_until_us = 0

    def __call__(self, services: Services) -> None:
        """The next attempts. Raises StorageFault, and begins with them again in the next pass."""
        if services.clock_us() < self._rests_until_us:
            return
        with services.reading() as tx:
            recorded = exists().where(Segment.attempt == Attempt.id)
            following = select(Attempt.id).where(Attempt.id > self._after, recorded).order_by(Attempt.id)
            attempts = tx.session.scalars(following.limit(AT_ONCE)).all()
        for attempt in attempts:
            drop_leftovers(services, attempt)
        if len(attempts) == AT_ONCE:
            self._after = attempts[-1]
        else:
            self._after, self._rests_until_us = "", services.clock_us() + DAY_US


def drop_leftovers(services: Services, attempt: str) -> int:
    """Remove them from one attempt; returns how many objects went. Raises StorageFault."""
    keys = services.objects.list(object_key(ObjectKind.SEGMENT, attempt, ""))
    with services.reading() as tx:  # after the list: what is counted meanwhile is named in it
        places = select(Segment.track, Segment.number, Segment.object_key).where(Segment.attempt == attempt)
        rows = tx.session.execute(places).all()
    counted = {(row.track, row.number) for row in rows}
    unnamed = set(keys) - {row.object_key for row in rows}
    gone = 0
    for key in unnamed:
        track, numbers = numbers_in(key)
        if all((track, number) in counted for number in numbers):
            services.objects.delete(key)
            gone += 1
    return gone
