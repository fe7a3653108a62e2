"""Storing segments: each in a file of its own or a bundle in one, all that wait counted in one transaction.

Guarantees: a segment counts only after its bytes matched the digest and lie durably in the object store, under their
name; whoever asks hears of it only after the commit; the transaction that counts a segment looks at its device's token,
attempt, track and quota itself, whatever was looked at before; a failed upload leaves nothing that counts, and one that
is refused ends no other of its group, nor of its bundle.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager

from sqlalchemy import select

from backend.accounts.sessions import hash_token
from backend.attempts import joining
from backend.attempts.joining import DeviceSubject
from backend.attempts.service import worked
from backend.http import said
from backend.ingest.books import Arrival, Books
from backend.ingest.models import Segment
from backend.ingest.unpacking import Bundle
from backend.objects import Content
from backend.transaction import Services
from protocol.bundles import BundledAnswer
from protocol.errors import RecrutrError, Refused
from protocol.wire import SegmentStored

KNOWN = 4096
"""Devices whose next segment needs no look before it is stored: a few hundred bytes for each."""
GATHER_S = 0.005
"""How long a transaction waits for segments that are being written just now, to take them along."""
Load = tuple[Arrival, ...]
"""What counts together or not at all: one segment, or those of a bundle."""


class _Apart(Exception):
    """A bundle cannot be kept as it is: one of its segments is here already, or refused by itself."""


class Storing:
    """Stores the segments of one backend. Thread-safe; `store` waits for the disk."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._written = threading.Condition(self._lock)
        self._writing = 0
        self._under_way: Counter[str] = Counter()
        self._waiting: list[tuple[Load, Future[bool]]] = []
        self._known: OrderedDict[tuple[str, str, str], DeviceSubject] = OrderedDict()

    def known(self, attempt: str, track: str, token: str) -> DeviceSubject | None:
        """The device that has brought a segment of this track with this token before, if it is remembered."""
        with self._lock:
            return self._known.get((attempt, track, hash_token(token)))

    def store(self, arrival: Arrival) -> SegmentStored:
        """Check and keep a segment.

        Raises InvalidInput(`segment.digest`, `segment.quota`), Conflict(`segment.other_digest`), NotFound, SignInNeeded
        when the token was replaced meanwhile, StorageFault(`store.full`), Gone(`attempt.erased`; `key.destroyed` once
        an erasure has begun).
        """
        arrival.check()
        attempt, track, token = arrival.subject.attempt, arrival.place.track, arrival.token
        if (token is None or self.known(attempt, track, token) is None) and self._look((arrival,)):
            return arrival.stored
        self._keep((arrival,), arrival.upload.content)
        return arrival.stored

    def store_bundle(self, bundle: Bundle) -> list[BundledAnswer]:
        """Check and keep the segments of a bundle: in one object, unless one is here already or refused by itself.

        A word for each, which is that of `store`. Raises what `store` raises where it concerns the device or its
        attempt, InvalidInput(`segment.digest`) when the index was changed on its way.
        """
        bundle.check()
        if not self._store_whole(bundle):
            return [self._store_apart(arrival) for arrival in bundle.apart()]
        return [BundledAnswer(segment=it.place.number, status=200, stored=it.stored) for it in bundle.arrivals]

    def _store_whole(self, bundle: Bundle) -> bool:
        """Whether all its segments count now, in one object."""
        first = bundle.arrivals[0]
        attempt, track, token = first.subject.attempt, first.place.track, first.token
        try:
            for arrival in bundle.arrivals:
                arrival.check()
            if (token is None or self.known(attempt, track, token) is None) and self._look(bundle.arrivals):
                return False
        except RecrutrError:
            return False  # said of the one that it concerns
        try:
            self._keep(bundle.arrivals, bundle.content)
        except _Apart:
            return False
        return True

    def _store_apart(self, arrival: Arrival) -> BundledAnswer:
        number = arrival.place.number
        try:
            arrival.check()
            stored = arrival.stored if self._look((arrival,)) else self.store(arrival)
            return BundledAnswer(segment=number, status=200, stored=stored)
        except RecrutrError as error:
            return BundledAnswer(segment=number, status=error.status, refusal=said(error))

    def _keep(self, load: Load, content: Content) -> None:
        """Write an object and count what is in it. Raises as `store`, and _Apart; what was written in vain goes."""
        first = load[0]
        attempt, track, token = first.subject.attempt, first.place.track, first.token
        with self._writing_under(first.key):
            try:
                self._place(first.key, content)
                if not self._count_in_turn(load):
                    self._drop_unless_needed(first)  # it is here since we looked, perhaps in another object
            except (RecrutrError, _Apart) as error:
                self._drop_unless_needed(first)
                if token is not None and isinstance(error, RecrutrError):
                    self._forget(attempt, track, token)
                    if isinstance(error, Refused):  # an erased attempt has another word for it, with its receipt
                        joining.authenticate(self._services, attempt, token)
                raise
        if token is not None:
            self._remember(first.subject, track, token)

    @contextmanager
    def _writing_under(self, key: str) -> Iterator[None]:
        with self._lock:
            self._under_way[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way[key] -= 1
                if not self._under_way[key]:
                    del self._under_way[key]

    def _drop_unless_needed(self, arrival: Arrival) -> None:
        """Remove what was placed in vain; not what counts, and not what a twin of the same bytes is about to count."""
        with self._services.transaction() as tx:
            mine = Segment.attempt == arrival.subject.attempt
            named = select(Segment.object_key).where(mine, Segment.object_key == arrival.key).limit(1)
            counted = tx.session.scalar(named)
            with self._lock:
                if counted is None and self._under_way[arrival.key] == 1:
                    self._services.objects.delete(arrival.key)

    def _remember(self, subject: DeviceSubject, track: str, token: str) -> None:
        with self._lock:
            self._known[subject.attempt, track, hash_token(token)] = subject
            while len(self._known) > KNOWN:
                self._known.popitem(last=False)

    def _forget(self, attempt: str, track: str, token: str) -> None:
        with self._lock:
            self._known.pop((attempt, track, hash_token(token)), None)

    def _look(self, load: Load) -> bool:
        """Before anything is written: whether any is here already. Raises what refuses one."""
        with self._services.reading() as tx:
            worked(tx, load[0].subject)
            books = Books(tx, load)
            return any(books.is_here(arrival) for arrival in load)

    def _place(self, key: str, content: Content) -> None:
        with self._lock:
            self._writing += 1
        try:
            self._services.objects.place(key, content)
        finally:
            with self._written:
                self._writing -= 1
                self._written.notify_all()

    def _count_in_turn(self, load: Load) -> bool:
        """Count it together with all that wait, of whom the first does it; False when it was here already."""
        future: Future[bool] = Future()
        with self._lock:
            self._waiting.append((load, future))
        with self._turn:
            if not future.done():
                with self._written:
                    self._written.wait_for(lambda: self._writing == 0, GATHER_S)
                    group, self._waiting = self._waiting, []
                self._count(group)
        return future.result()

    def _count(self, group: Sequence[tuple[Load, Future[bool]]]) -> None:
        try:
            words = self._count_together([load for load, _ in group])
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            if len(group) > 1:
                for one in group:
                    self._count([one])
            else:
                group[0][1].set_exception(error)
            return
        for (_, future), word in zip(group, words, strict=True):
            if isinstance(word, bool):
                future.set_result(word)
            else:
                future.set_exception(word)

    def _count_together(self, loads: Sequence[Load]) -> list[bool | RecrutrError | _Apart]:
        """Count them in one transaction; for each whether it is new, or what refuses it.

        _Apart for a bundle that cannot stay whole.
        """
        self._services.objects.settle(load[0].key for load in loads)
        with self._services.transaction() as tx:
            books = Books(tx, (arrival for load in loads for arrival in load))
            words = [_enter(books, load) for load in loads]
            books.write()
        return words


def _enter(books: Books, load: Load) -> bool | RecrutrError | _Apart:
    try:
        if load[0].bundle is None:
            return books.enter(load[0])
        return books.enter_together(load) or _Apart()
    except RecrutrError as refusal:
        return refusal
