"""Carries ids of jobs between machines by a broker; the table is its outbox, so that nothing depends on the broker.

Guarantees: an id is handed over only after the transaction of its cause has committed, by whichever process sees the
row first; what was committed and not handed over (a crash in between, a broker that was away) is handed over later,
so is a job whose pause or lease has ended. Twice is harmless: the row is claimed once. No request waits for this.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from backend.installation import Secrets
from backend.jobs import service
from backend.readiness import BrokerState
from backend.transaction import Services
from protocol.errors import NetworkFault, RecrutrError

if TYPE_CHECKING:
    from backend.jobs.broker import Broker

log = logging.getLogger("backend.carrier")
ROUND_S = 2.0
"""How often it looks, unasked, for jobs that became due, were left over, or whose worker died."""
BATCH = 100
CLOSE_S = 3.0
"""How long the broker's lines may take to close when the process ends."""


def queue_name(secrets: Secrets) -> str:
    """The same for every process of an installation, and no other's: two may share a virtual host."""
    return "recrutr." + hmac.new(secrets.hash_key, b"queue of jobs", hashlib.sha256).hexdigest()[:16]


@contextmanager
def carrying(services: Services, arrived: Callable[[str], None] | None) -> Iterator[None]:
    """Carry within the `with`, where the settings name a broker; see `Carrier.opened`."""
    carrier = Carrier.opened(services, arrived)
    if carrier is None:
        yield
        return
    carrier.start()
    try:
        yield
    finally:
        carrier.stop()


class Carrier:
    """One process's side: a thread that hands over what is due and, where jobs are done, has ids brought."""

    def __init__(self, services: Services, broker: Broker, arrived: Callable[[str], None] | None) -> None:
        self._services, self._broker, self._arrived = services, broker, arrived
        self._told = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="carrier", daemon=True)

    @classmethod
    def opened(cls, services: Services, arrived: Callable[[str], None] | None) -> Self | None:
        """The carrier by the settings, or None without a broker; `arrived` takes ids, None where no jobs are done."""
        settings = services.settings
        if settings.broker is None or settings.broker_password is None:
            return None
        from backend.jobs.broker import Broker  # late: the small form does without the library

        broker = Broker(settings.broker, settings.broker_password, queue_name(services.secrets))
        return cls(services, broker, arrived)

    def start(self) -> None:
        """Begin; returns at once, whether the broker answers or not."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and close the lines; what is not handed over is left to others."""
        self._ended.set()
        self._services.news.set()
        self._thread.join(CLOSE_S)
        self._broker.hush(CLOSE_S)
        if not self._thread.is_alive():
            self._broker.close()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._services.news.clear()
            if self._guarded_round():
                self._services.news.wait(ROUND_S)
            else:
                self._ended.wait(ROUND_S)  # not tried anew with each job that is written meanwhile

    def _guarded_round(self) -> bool:
        try:
            self._round()
            return True
        except NetworkFault as fault:
            self._tell(BrokerState.AWAY, fault)
        except RecrutrError as error:
            log.warning("ids of jobs are handed over later: %s", error.code)
        except Exception:
            log.exception("carrier")
        return False

    def _round(self) -> None:
        waiting = self._broker.waiting()
        if self._ended.is_set():
            return
        self._services.watch.metrics.broker_keeps(waiting)
        if self._arrived is not None:
            self._broker.listen(self._arrived)
        self._tell(BrokerState.UP)
        while self._hand_over() == BATCH and not self._ended.is_set():
            pass

    def _hand_over(self) -> int:
        """Hand over some of what is due; how many were found."""
        with self._services.reading() as tx:
            due, looked_us = service.unsent(tx, BATCH), tx.now_us
        sent = 0
        try:
            for job in due:
                self._broker.send(job)
                sent += 1
        finally:
            if sent:
                with self._services.transaction() as tx:
                    service.mark_sent(tx, due[:sent], looked_us)
                self._services.watch.metrics.jobs_sent(sent)
        return len(due)

    def _tell(self, state: BrokerState, fault: NetworkFault | None = None) -> None:
        watch = self._services.watch
        watch.metrics.broker_is_up(state is BrokerState.UP)
        watch.readiness.broker_is(state)
        news = fault.code if fault is not None else "broker.answers"
        if self._told == news:
            return
        self._told = news
        if fault is not None:
            log.warning("the broker is away: jobs are done from their table (%s): %s", fault.code, fault.message)
        else:
            log.info("the broker answers")
